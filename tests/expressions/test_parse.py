"""What right expressions are read as: trees, units, divisions."""

from __future__ import annotations

from fractions import Fraction

import pytest

from expressions.known import NAMES, codes, read, shown, typed
from scoring.expressions import grammar
from scoring.expressions.expected import Expected
from scoring.expressions.parse import read_expression
from scoring.expressions.tree import (
    Binary,
    Compare,
    Fold,
    FoldKind,
    If,
    Input,
    Logic,
    Matches,
    Missing,
    Not,
    Number,
    Operator,
    Reference,
    Relation,
    Scope,
    Sort,
    Source,
    Truth,
)
from scoring.units import PERCENT, PLAIN, read_unit


def number(name: str) -> Input:
    return Input(Source.FACT, name)


STAFF, POSTS = number("在职人数"), number("编制数")
RATE = number("执行率")
ONTIME = Input(Source.COLUMN, "按进度下达", Sort.TRUTH, "专项资金")

READ = [
    ("在职人数 / 编制数", Binary(Operator.DIVIDE, STAFF, POSTS)),
    ("（在职人数）÷编制数", Binary(Operator.DIVIDE, STAFF, POSTS)),
    (
        "系数 × 2 + 1",
        Binary(Operator.ADD, Binary(Operator.MULTIPLY, number("系数"), Number(Fraction(2))), Number(Fraction(1))),
    ),
    ("系数－倍数", Binary(Operator.SUBTRACT, number("系数"), number("倍数"))),
    ("系数 − 倍数", Binary(Operator.SUBTRACT, number("系数"), number("倍数"))),
    ("-系数", Binary(Operator.SUBTRACT, Number(Fraction(0)), number("系数"))),
    ("+系数", number("系数")),
    ("- -5", Number(Fraction(5))),
    ("-50%", Number(Fraction(-1, 2), percent=True)),
    ("95 ％", Number(Fraction(19, 20), percent=True)),
    ("非税收入", number("非税收入")),
    ("notes", number("notes")),
    ("「“三公”经费」", number("“三公”经费")),
    ("「因公出国(境)费」", number("因公出国（境）费")),
    ("「因公出国（境）费」", number("因公出国（境）费")),
    ("人员_经费·合计", number("人员_经费·合计")),
    ("结转", Reference(Scope.DERIVED, "结转")),
    ("控制率", Reference(Scope.VALUE, "A01")),
    ("marks(A01)", Reference(Scope.MARKS, "A01")),
    ("marks(「C01.1」)", Reference(Scope.MARKS, "C01.1")),
    ("执行率 ≧ 90%", Compare(Relation.AT_LEAST, RATE, Number(Fraction(9, 10), percent=True))),
    ("执行率 >= 90%", Compare(Relation.AT_LEAST, RATE, Number(Fraction(9, 10), percent=True))),
    ("执行率 = 0", Compare(Relation.EQUAL, RATE, Number(Fraction(0)))),
    (
        "90% ≤ 执行率 < 100%",
        Logic(
            True,
            (
                Compare(Relation.AT_MOST, Number(Fraction(9, 10), percent=True), RATE),
                Compare(Relation.LESS, RATE, Number(Fraction(1), percent=True)),
            ),
        ),
    ),
    ("非 公开", Not(Input(Source.FACT, "公开", Sort.TRUTH))),
    ("not not 公开", Not(Not(Input(Source.FACT, "公开", Sort.TRUTH)))),
    ("公开 = 是", Input(Source.FACT, "公开", Sort.TRUTH)),
    ("否 = 公开", Not(Input(Source.FACT, "公开", Sort.TRUTH))),
    ("公开 ≠ 否", Input(Source.FACT, "公开", Sort.TRUTH)),
    ("公开 != 是", Not(Input(Source.FACT, "公开", Sort.TRUTH))),
    ("达标", Reference(Scope.DERIVED, "达标", truth=True)),
    ("true", Truth(True)),
    ("等次 = 优秀", Matches(Input(Source.FACT, "等次", Sort.CHOICE), "优秀")),
    ("「优秀」 = 等次", Matches(Input(Source.FACT, "等次", Sort.CHOICE), "优秀")),
    ("等次 ≠ 优秀", Not(Matches(Input(Source.FACT, "等次", Sort.CHOICE), "优秀"))),
    (
        "if 公开 then 1 else 0.5",
        If(Input(Source.FACT, "公开", Sort.TRUTH), Number(Fraction(1)), Number(Fraction(1, 2))),
    ),
    ("count(专项资金)", Fold(FoldKind.COUNT, "专项资金", Number(Fraction(1)), Truth(True))),
    ("count(专项资金 where 非 按进度下达)", Fold(FoldKind.COUNT, "专项资金", Number(Fraction(1)), Not(ONTIME))),
    (
        "sum(金额 of 专项资金 where 按进度下达)",
        Fold(FoldKind.SUM, "专项资金", Input(Source.COLUMN, "金额", Sort.NUMBER, "专项资金"), ONTIME),
    ),
]


@pytest.mark.parametrize(("text", "node"), READ)
def test_read_as(text: str, node: object) -> None:
    assert typed(text).node == node


UNITS = [
    ("在职人数 / 编制数", "", True),
    ("在职人数 + 3", "人", False),
    ("3 + 在职人数", "人", False),
    ("支出 + 年初预算", "万元", False),
    ("年初预算 + 支出", "元", False),
    ("支出 × 50%", "万元", False),
    ("50% × 支出", "万元", False),
    ("支出 × 系数", "万元", False),
    ("支出 / 在职人数", "万元/人", False),
    ("支出 / 年初预算", "", True),
    ("标准 × 在职人数 - 支出", "", False),
    ("支出 / 2", "万元", False),
    ("2 / 支出", "元^-1", False),
    ("支出 × 支出", "元^2", False),
    ("支出 / 支出 × 支出", "万元", False),
    ("执行率 - 5%", "%", False),
    ("执行率 - 0", "%", False),
    ("0 - 执行率", "%", False),
    ("执行率 × 2", "", True),
    ("执行率 × 完成率", "", True),
    ("执行率 × 100", "", False),
    ("100 × 执行率", "", False),
    ("系数 × 执行率", "", True),
    ("系数 × 倍数", "", False),
    ("系数 / 倍数", "", True),
    ("2 / 3", "", True),
    ("1 / 执行率", "", True),
    ("在职人数 / 编制数 - 1", "", True),
    ("在职人数 / 编制数 - 10%", "%", False),
    ("在职人数 / 编制数 - 系数", "", False),
    ("系数 + 2", "", False),
    ("1 + 2", "", False),
    ("验收日期 - 计划日期", "天", False),
    ("min(支出, 年初预算)", "万元", False),
    ("max(0, 支出 - 5)", "万元", False),
    ("abs(支出)", "万元", False),
    ("if 公开 then 0 else 执行率", "%", False),
    ("round(执行率, 1%)", "%", False),
    ("round(支出, 0.01)", "万元", False),
    ("floor(支出)", "万元", False),
    ("ceil(执行率 / 1%)", "", True),
    ("count(专项资金)", "", False),
    ("count(专项资金) + 1", "", False),
    ("count(专项资金) - 项目数", "个", False),
    ("count(专项资金) / 项目数", "", True),
    ("项目数 / count(专项资金)", "", True),
    ("count(专项资金) / count(专项资金)", "", True),
    ("支出 / count(专项资金)", "万元", False),
    ("count(专项资金) × 2", "", False),
    ("count(专项资金) + 系数", "", False),
    ("sum(金额 of 专项资金)", "万元", False),
    ("average(进度 of 专项资金)", "%", False),
    ("sum(1 of 专项资金)", "", False),
    ("marks(A01) / 5", "", True),
    ("天数 + (验收日期 - 计划日期)", "天", False),
]


@pytest.mark.parametrize(("text", "unit", "free"), UNITS)
def test_unit(text: str, unit: str, free: bool) -> None:
    found = typed(text)
    if text.startswith("标准"):
        assert found.unit.dimensions == (("元", 1),)
    else:
        assert str(found.unit) == unit
    assert found.percent_free is free


SHOWN = [
    ("支出 + 年初预算", "支出 + 年初预算 × 0.0001"),
    ("年初预算 + 支出", "年初预算 + 支出 × 10000"),
    ("支出 ≤ 年初预算", "支出 ≤ 年初预算 × 0.0001"),
    ("支出 / 年初预算", "支出 × 10000 ÷ 年初预算"),
    ("支出 / 支出 × 系数", "支出 ÷ 支出 × 系数"),
    ("支出 × (标准 / 年初预算)", "支出 × (标准 ÷ 年初预算)"),
    ("验收日期 ≤ 计划日期 + 天数", "验收日期 ≤ 计划日期 + 天数"),
    ("3 + 计划日期 - 5", "3 + 计划日期 - 5"),
    ("max(验收日期, 计划日期) - 计划日期", "max(验收日期, 计划日期) - 计划日期"),
    ("if 公开 then 验收日期 else 计划日期", "if 公开 then 验收日期 else 计划日期"),
    ("if 公开 then 按时报送 else 达标", "if 公开 then 按时报送 else 达标"),
    ("count(专项资金 where 类别 = 基建)", "the number of rows of 专项资金 where “类别 = 基建”"),
    ("count(专项资金 where 下达日期 > 计划日期)", "the number of rows of 专项资金 where “下达日期 > 计划日期”"),
    ("sum(金额 × 进度 of 专项资金)", "the sum of 金额 × 进度 in 专项资金"),
]


@pytest.mark.parametrize(("text", "words"), SHOWN)
def test_shown(text: str, words: str) -> None:
    assert shown(text) == words


def test_dimensions_that_cancel_leave_no_scale_behind() -> None:
    assert shown("支出 × (2 / 年初预算)") == "支出 × (2 ÷ 年初预算) × 10000"


ACCEPTED = [
    ("在职人数", Expected.COUNT, None, "在职人数"),
    ("天数", Expected.COUNT, None, "天数"),
    ("count(专项资金)", Expected.COUNT, None, "the number of rows of 专项资金"),
    ("count(专项资金)", Expected.NUMBER, "个", "the number of rows of 专项资金"),
    ("支出", Expected.NUMBER, "元", "支出 × 10000"),
    ("支出", Expected.NUMBER, "万元", "支出"),
    ("5", Expected.NUMBER, "万元", "5"),
    ("0", Expected.NUMBER, "%", "0"),
    ("2 / 3", Expected.NUMBER, "%", "2 ÷ 3"),
    ("在职人数 / 编制数", Expected.NUMBER, "%", "在职人数 ÷ 编制数"),
    ("在职人数 / 编制数", Expected.NUMBER, "", "在职人数 ÷ 编制数"),
    ("在职人数 / 编制数 × 100%", Expected.NUMBER, "%", "在职人数 ÷ 编制数 × 100%"),
    ("支出 / 在职人数", Expected.NUMBER, "元/人", "支出 ÷ 在职人数 × 10000"),
    ("公开", Expected.VALUE, None, "公开"),
    ("验收日期", Expected.VALUE, "天", "验收日期"),
]


@pytest.mark.parametrize(("text", "expect", "unit", "words"), ACCEPTED)
def test_as_expected(text: str, expect: Expected, unit: str | None, words: str) -> None:
    from expressions.known import said

    found = typed(text, expect, unit=unit)
    assert said(found.node) == words
    if unit is not None and found.sort is Sort.NUMBER:
        assert found.unit == read_unit(unit)


COMPARED = [
    ("在职人数 / 编制数 ≤ 100%", True),
    ("在职人数 / 编制数 ≤ 1", True),
    ("支出 / 年初预算 * 100 ≥ 90", True),
    ("支出 / 年初预算 * 100 ≥ 90%", False),
    ("支出 / 年初预算 ≥ 支出", False),
    ("执行率 ≥ 2/3", True),
    ("执行率 ≥ 完成率", True),
    ("执行率 ≥ 系数", False),
    ("执行率 ≥ count(专项资金)", False),
    ("支出 ≥ count(专项资金)", False),
    ("项目数 ≥ count(专项资金)", True),
    ("系数 ≥ count(专项资金)", True),
    ("marks(A01) ≥ 3", True),
    ("支出 = 年初预算 = 3", True),
    ("5 > 支出 ≥ 3", True),
    ("验收日期 ≤ 计划日期", True),
]


@pytest.mark.parametrize(("text", "fits"), COMPARED)
def test_compared(text: str, fits: bool) -> None:
    assert (read(text, Expected.TRUTH)[0] is not None) is fits


DIVISIONS = [
    ("在职人数 / 编制数", ["在职人数 ÷ 编制数"]),
    ("支出 / 2 + 50%", None),
    ("支出 / 2", []),
    ("支出 / (1 + 1)", []),
    ("系数 / abs(-2) / max(1, 2) / min(1, 2) / round(1.5, 1) / floor(1.5) / (3 - 2) / (2 × 3) / (1 / 2)", []),
    ("(系数 / 倍数) / (倍数 / 系数)", ["系数 ÷ 倍数", "系数 ÷ 倍数 ÷ (倍数 ÷ 系数)", "倍数 ÷ 系数"]),
    ("系数 / 倍数 + 系数 / 倍数", ["系数 ÷ 倍数"]),
    (
        "系数 / 倍数 + average(金额 of 专项资金) / 支出",
        [
            "系数 ÷ 倍数",
            "the average of 金额 in 专项资金",
            "the average of 金额 in 专项资金 ÷ 支出",
        ],
    ),
    ("支出 / 年初预算", ["支出 × 10000 ÷ 年初预算"]),
    ("1 ≤ 系数 / 倍数 < 3", ["系数 ÷ 倍数"]),
]


@pytest.mark.parametrize(("text", "divisions"), DIVISIONS)
def test_divisions_to_be_guarded(text: str, divisions: list[str] | None) -> None:
    from expressions.known import said

    if divisions is None:
        assert codes(text) == ["E301"]
        return
    assert [said(division) for division in typed(text).divisions] == divisions


def test_missing() -> None:
    found = typed("missing(支出)", Expected.TRUTH, cross_check=True)
    assert found.node == Missing(number("支出"))
    assert shown("missing(专项资金)", cross_check=True) == "missing(专项资金)"


def test_the_text_is_kept() -> None:
    found = typed(" 90% ")
    assert (found.text, found.unit, found.sort) == ("90%", PERCENT, Sort.NUMBER)
    assert typed("公开").unit == PLAIN


def test_several_lines() -> None:
    assert typed("支出\n  + 结转\n").node == typed("支出 + 结转").node


def test_full_width_brackets_inside_names_stay() -> None:
    assert codes("「因公出国（境）费」＋（支出）") == []


def test_a_grammar_being_worked_on_is_built_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grammar, "fingerprint", lambda _: "another")
    grammar._parser.cache_clear()
    try:
        assert typed("在职人数 / 编制数").node == Binary(Operator.DIVIDE, STAFF, POSTS)
    finally:
        monkeypatch.undo()
        grammar._parser.cache_clear()


def test_the_tables_are_those_of_the_grammar() -> None:
    import json

    import lark

    stored = json.loads(grammar._file(grammar.TABLES))["for"]
    if stored.startswith(f"lark {lark.__version__},"):
        assert stored == grammar.fingerprint(grammar.text()), "python tests/grammar_tables.py"


def test_names_of_another_rule_set_are_not_seen() -> None:
    from scoring.diagnostics import Location
    from scoring.expressions.names import Names

    found, findings = read_expression("支出", Location("f"), Names(()), expect=Expected.NUMBER)
    assert found is None
    assert [finding.code for finding in findings] == ["E201"]
    assert NAMES.find("支出") is not None
