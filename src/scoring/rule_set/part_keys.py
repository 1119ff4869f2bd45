"""The keys of groups, indicators and lines on the total, of cross checks, and of the rule set that holds them all."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Final

from scoring.diagnostics import Word
from scoring.documents.keys import (
    CONDITION,
    FLAG,
    FORMULA,
    MARKS,
    NUMBER,
    PLAIN_NUMBER,
    POSITIVE_MARKS,
    TEXT,
    Again,
    Choice,
    Either,
    Key,
    Named,
    One,
    Record,
    Several,
    choice,
    with_required,
)
from scoring.methods import methods
from scoring.methods.contract import Method, Policy
from scoring.methods.parameters import keys_of
from scoring.rule_set.cap_bands import CapBands
from scoring.rule_set.keys import ABOUT, VALUE, with_source

PART: Final = Again("part", Word("a group or an indicator"))
ANY_LINE: Final = Again("line", Word("a line on the total"))
FULL_MARKS: Final = Key("full_marks", POSITIVE_MARKS, Word("full marks of the part"), required=True, sourced=True)
OUT_OF: Final = Key(
    "out_of",
    POSITIVE_MARKS,
    Word("the scale its method, or its parts, count on; their marks are converted to its full marks"),
    sourced=True,
)
STANDARD: Final = Key("standard", TEXT, Word("the standard, quoted"))
APPLYING: Final = (
    Key("applies_when", CONDITION, Word("condition under which it applies; otherwise always"), sourced=True),
    Key(
        "not_applicable",
        choice(
            Policy,
            full=Word("full marks"),
            zero=Word("no marks"),
            rescale=Word("the marks are spread over the whole rule set"),
            rescale_group=Word("the marks are spread over the group"),
        ),
        Word("what becomes of the marks if it does not apply; needed where that can be"),
        sourced=True,
    ),
)
_VALUE: Final = Key("value", VALUE, Word("the value that is scored"), sourced=True)

_CHOOSING: Final = (
    Key(
        "choose",
        Choice((("one", Word("one of the parts counts")), ("any", Word("any of the parts share the marks")))),
        Word("whether not all parts count; every part then has the full marks of the group"),
        sourced=True,
    ),
    Key(
        "by",
        Choice(
            (
                ("declared", Word("the department says which one")),
                ("better", Word("the one with more marks; of equal ones the first")),
            )
        ),
        Word("which one counts, with choose: one"),
        sourced=True,
    ),
    Key(
        "split",
        Choice(
            (
                ("even", Word("in equal shares")),
                ("declared", Word("as the department says")),
            )
        ),
        Word("how those that are chosen share the marks, with choose: any"),
        sourced=True,
    ),
)

GROUP: Final = with_source(
    Record(
        (
            Key("group", TEXT, Word("official name of the group"), required=True),
            FULL_MARKS,
            OUT_OF,
            *_CHOOSING,
            *APPLYING,
            Key("parts", Several(PART, least=1), Word("groups and indicators in this group"), required=True),
        )
    )
)
"""A group (一级、二级指标)."""

_INDICATOR: Final = (
    Key("indicator", TEXT, Word("official name of the indicator"), required=True),
    Key("code", One(Word("letters and digits"), ("A01",)), Word("short code of the indicator"), required=True),
    Key("aliases", Several(TEXT), Word("other names under which formulas may use its value")),
    FULL_MARKS,
    OUT_OF,
    *APPLYING,
    STANDARD,
)

WHEN: Final = Key("when", CONDITION, Word("condition under which the line takes effect"), sourced=True)
LINE: Final = Key("line", TEXT, Word("name of the line, as the score sheet shows it"), required=True)
_GIVEN_METHOD: Final = Word("the scoring method")

LINES: Final = {
    "cap": (
        Key("cap", MARKS, Word("the most the total may be"), required=True, sourced=True),
        with_required(WHEN),
    ),
    "cap_by": (
        Key("cap_by", FORMULA, Word("the value that decides how much the total may be"), required=True, sourced=True),
        *keys_of(CapBands).keys,
        WHEN,
    ),
    "coefficient": (
        Key(
            "coefficient",
            Either((NUMBER, Named(Word("how many grades lower than claimed: 1, 2, …"), NUMBER, least=1))),
            Word("by what the total is multiplied: one number, or one for each number of grades lost"),
            required=True,
            sourced=True,
        ),
        WHEN,
        Key(
            "by",
            Choice((("grades_below_claim", Word("how many grades the total lies below the claimed grade")),)),
            Word("what the table of coefficients goes by"),
            sourced=True,
        ),
        Key(
            "without_claim",
            Choice((("skip", Word("nothing is multiplied")), ("missing", Word("the total stays open")))),
            Word("what holds if no grade is claimed"),
            sourced=True,
        ),
        Key("regrade", FLAG, Word("whether the multiplied total is graded again"), sourced=True),
    ),
    "add": (
        Key("add", POSITIVE_MARKS, Word("the most marks that can be added"), required=True, sourced=True),
        OUT_OF,
        WHEN,
    ),
    "take": (
        Key("take", POSITIVE_MARKS, Word("the most marks that can be taken off"), required=True, sourced=True),
        OUT_OF,
        WHEN,
    ),
    "grade_at_most": (
        Key("grade_at_most", TEXT, Word("the best grade still possible"), required=True, sourced=True),
        with_required(WHEN),
    ),
}
"""What stands in a line of each kind, besides what all have; those with a method have its keys too."""

WITH_METHOD: Final = ("add", "take")
"""Kinds of lines that have a method."""

CROSS_CHECK: Final = with_source(
    Record(
        (
            Key("cross_check", TEXT, Word("name of the relation"), required=True),
            Key("formula", CONDITION, Word("what must hold among the facts"), required=True, sourced=True),
            Key(
                "tolerance",
                Either((PLAIN_NUMBER, Choice((("rounding", Word("what the printed decimals leave open")),)))),
                Word("difference that is forgiven"),
                default="0",
                sourced=True,
            ),
            Key(
                "severity",
                Choice((("error", Word("an error")), ("warning", Word("a warning")))),
                Word("how it is reported if it does not hold"),
                required=True,
                sourced=True,
            ),
            ABOUT,
        )
    )
)


def method_key() -> Key:
    """Return the key ``method`` with every method there is."""
    known = tuple(methods().values())
    words = tuple((method.name, method.title) for method in known)
    return Key("method", Choice(words, tuple(method.wording for method in known)), _GIVEN_METHOD, required=True)


def _with_method(keys: tuple[Key, ...], method: Method | None) -> Record:
    """Return *keys* with those that belong to *method*."""
    if method is None:
        return with_source(Record((*keys, method_key(), _VALUE)))
    value = with_required(_VALUE) if method.needs_value else _VALUE
    all_keys = Record((*keys, method_key(), value, *keys_of(method.parameters).keys))
    if method.needs_scale:
        all_keys = Record(tuple(replace(one, required=True) if one == OUT_OF else one for one in all_keys.keys))
    return with_source(all_keys, also=VALUE.sourced)


@cache
def indicator_keys(method: Method | None) -> Record:
    """Return the keys of an indicator scored by *method*; those that all have if it is not known."""
    return _with_method(_INDICATOR, method)


@cache
def line_keys(kind: str, method: Method | None = None) -> Record:
    """Return the keys of a line of that kind, scored by *method* where it has one."""
    keys = (LINE, *LINES[kind], STANDARD, ABOUT)
    return _with_method(keys, method) if kind in WITH_METHOD else with_source(Record(keys))
