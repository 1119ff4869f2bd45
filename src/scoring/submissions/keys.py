"""Every key that may stand in a submission: what it means, whether it is required, how its value is written.

To add a key, add one `Key` to the record it belongs to; its reader, the JSON Schema and the documentation follow.
"""

from __future__ import annotations

from typing import Final

from scoring.diagnostics import Word
from scoring.documents.keys import MARKS, TEXT, YEAR, Again, Choice, Either, Key, Named, One, Record, Several

A_FACT: Final = Again("fact", Word("a figure, or the figure with its origin"))
A_CELL: Final = Again("cell", Word("a figure, or the figure with its origin"))
INSTITUTION: Final = Record(
    (
        Key(
            "code",
            One(Word("text, kept to the character; in quotes"), ("430682-0123",)),
            Word("code of the department"),
            required=True,
        ),
        Key("name", TEXT, Word("name of the department"), required=True),
    )
)
ROWS: Final = Several(Named(Word("names of the columns"), A_CELL))
FACT: Final = Record(
    (
        Key("value", Either((TEXT, ROWS)), Word("the figure, or the rows of a table"), required=True),
        Key("unit", TEXT, Word("unit of the figure, if it is not the declared one")),
        Key("from", TEXT, Word("the document the figure was taken from, as named under documents")),
        Key("quote", TEXT, Word("the words of the document, with the figure in them")),
        Key("evidence", TEXT, Word("the material that proves it")),
    )
)
"""A fact written with its origin; most are written as the value alone."""

JUDGEMENT: Final = Record(
    (
        Key("level", TEXT, Word("the level chosen")),
        Key("marks", MARKS, Word("the marks given")),
        Key("reason", TEXT, Word("why; needed below full marks")),
        Key("evaluator", TEXT, Word("who judged")),
    )
)
_CODES: Final = Word("codes of indicators")
CLAIMS: Final = Record(
    (
        Key("total", MARKS, Word("the total the department claims")),
        Key("grade", TEXT, Word("the grade the department claims")),
        Key("indicators", Named(_CODES, MARKS), Word("the marks it claims for single indicators")),
        Key("reasons", Named(_CODES, TEXT), Word("its reasons for marks it takes off itself")),
    )
)
TARGET: Final = Record(
    (
        Key("kind", TEXT, Word("kind of the target, one of those the rule set names"), required=True),
        Key("indicator", TEXT, Word("name of the target"), required=True),
        Key(
            "target",
            One(Word("an operator and a number, or words for a target that is judged"), ('"≥1000"', '"≤5%"', "定性")),
            Word("what was planned"),
            required=True,
        ),
        Key("marks", MARKS, Word("full marks of the row"), required=True),
        Key("actual", TEXT, Word("what was done")),
        Key("unit", TEXT, Word("unit of both figures")),
        Key("code", TEXT, Word("code of the row; if left out T01, T02 … by its place in the table")),
        Key("evidence", TEXT, Word("the material that proves it")),
        Key("from", TEXT, Word("the document the figure was taken from, as named under documents")),
        Key("quote", TEXT, Word("the words of the document, with the figure in them")),
        Key("applies", TEXT, Word("否 where the row does not apply")),
        Key("reason", TEXT, Word("why the row does not apply")),
    )
)
"""One row of the department's own target table (绩效目标表)."""

TARGET_HEADINGS: Final = {
    "kind": ("指标类别", "类别", "指标类型", "二级指标"),
    "indicator": ("指标名称", "绩效指标", "三级指标"),
    "target": ("目标值", "指标值", "年度指标值", "年初目标值", "计划值"),
    "actual": ("完成值", "实际完成值", "全年完成值", "全年实际完成值", "实际值"),
    "unit": ("计量单位", "度量单位", "单位"),
    "marks": ("分值", "权重"),
    "code": ("编码", "指标编码", "指标编号"),
    "evidence": ("佐证材料", "证明材料"),
    "applies": ("是否适用",),
    "reason": ("不适用原因",),
}
"""What a table of targets may call these keys in its headings. 偏差原因 is none: it explains a row that does apply."""

CHOICE_HEADINGS: Final = {"group": ("分组", "组别"), "part": ("所选项", "选择项"), "marks": ("分值",)}
"""What a table of choices may call its three columns where each row is a part chosen."""

LANGUAGE: Final = "1"
"""The version of the rule language, in which submissions are written too."""

SUBMISSION: Final = Record(
    (
        Key(
            "language", Choice(((LANGUAGE, Word("the only version there is")),)), Word("version of the language"), True
        ),
        Key("institution", INSTITUTION, Word("the department"), True),
        Key("year", YEAR, Word("the year that is evaluated"), True),
        Key(
            "documents",
            Named(Word("names of your own for the documents"), TEXT),
            Word("files from which figures are quoted"),
        ),
        Key("facts", Named(Word("official names of the facts"), A_FACT), Word("the facts"), True),
        Key("targets", Several(TARGET), Word("the department's own targets")),
        Key("judgements", Named(_CODES, JUDGEMENT), Word("what evaluators decided")),
        Key(
            "choices",
            Named(
                Word("names of the groups"),
                Either((TEXT, Several(TEXT), Named(Word("names or codes of the parts"), MARKS))),
            ),
            Word("the parts chosen where the rule set leaves a choice; with their marks where these are declared"),
        ),
        Key("claims", CLAIMS, Word("what the department claims for itself")),
    )
)
"""A submission (填报数据)."""


def cell() -> Either:
    """Return how a cell of a table is written."""
    return Either((TEXT, FACT))


def fact() -> Either:
    """Return how a fact is written."""
    return Either((TEXT, ROWS, FACT))


DEFINITIONS: Final = {"fact": fact, "cell": cell}
"""What `Again` refers to."""
