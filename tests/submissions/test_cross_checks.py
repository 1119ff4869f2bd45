from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from scoring.diagnostics import Location, Quantity
from scoring.expressions.tree import (
    Binary,
    Compare,
    Function,
    If,
    Input,
    Logic,
    Matches,
    Node,
    Number,
    Operator,
    Peers,
    PeersKind,
    Reference,
    Relation,
    Scope,
    Sort,
    Source,
    Truth,
    Unary,
    add,
    divide,
    multiply,
    number,
    subtract,
)
from scoring.rule_set.model import CrossCheck, RuleSet, Tolerance
from scoring.submissions import Given, cross_check
from scoring.submissions.cross_checks import half_step
from scoring.submissions.linear import Linear, linear
from submissions.small import HEAD, body, codes, read, rules


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ("基本支出: 100.14, 项目支出: 86.14, 支出合计: 186.28", []),
        ("基本支出: 100.14, 项目支出: 86.13, 支出合计: 186.28", []),  # 0.01 of rounding, 0.015 allowed
        ("基本支出: 100.14, 项目支出: 86.12, 支出合计: 186.28", ["S501"]),
        ("基本支出: 100.1, 项目支出: 86.1, 支出合计: 186.28", []),  # 0.08, 0.105 allowed
        ("基本支出: 100.28, 项目支出: 86, 支出合计: 186.28", []),
        ("基本支出: 100.28, 项目支出: 86.00, 支出合计: 186.78", ["S501"]),
        ("基本支出: 186.28, 项目支出: 0, 支出合计: 186.30", ["S501"]),  # a plain 0 means none
        ("基本支出: 186.28, 项目支出: 0.00, 支出合计: 186.29", []),
        ("基本支出: 0.01亿元, 项目支出: 86.00, 支出合计: 226.28", []),  # 100 ± 50
        ("基本支出: 100.14, 支出合计: 186.28", []),
        ("调整数: 10.5, 支出合计: 10", []),
        ("调整数: 10.51, 支出合计: 10", ["S502"]),
        ("调整数: -100.5, 支出合计: 10", []),
        ("调整数: -100.51, 支出合计: 10", ["S502"]),
        ("调整数: -100.51", ["S502"]),  # false whatever the total is
        ("调整数: 10.51", []),
        ("公开日期: 2023-06-30, 批复日期: 2023-06-30", []),
        ("公开日期: 2023-06-29, 批复日期: 2023-06-30", ["S502"]),
        ("公开日期: 2023-06-29", []),
        ("专项资金: [{名称: 甲, 金额: 1.00, 按期: 是}], 项目支出: 0.99", []),
        ("专项资金: [{名称: 甲, 金额: 1.01, 按期: 是}, {名称: 乙, 金额: 9, 按期: 否}], 项目支出: 0.99", ["S501"]),
        ("专项资金: [{名称: 甲, 金额: 1.01}], 项目支出: 0.99", []),
        ("项目支出: 0.99", []),
    ],
)
def test_cross_checks(facts: str, expected: list[str]) -> None:
    submission, findings = body(f"facts: {{在职人数: 9, {facts}}}\n")
    assert [code for code in codes(findings) if code != "S224"] == expected
    assert submission.rejected == ()


def test_a_failed_check_says_every_figure_and_its_place() -> None:
    _, findings = read(HEAD + "facts:\n  在职人数: 9\n  支出合计: 186.28\n  基本支出: 100\n  项目支出: 80.10\n")
    (finding,) = findings
    values = dict(finding.text.values)
    assert (values["left"], values["right"]) == (
        Quantity(Fraction("180.1"), "万元", 1),
        Quantity(Fraction("186.28"), "万元", 2),
    )
    assert (values["difference"], values["allowed"]) == (
        Quantity(Fraction("-6.18"), "万元", 2),
        Quantity(Fraction("0.51"), "万元", 2),
    )
    assert str(finding.place) == "submission.yaml:7:9"  # in the order of the formula
    assert [str(place) for _, place in finding.related][:2] == ["submission.yaml:8:9", "submission.yaml:6:9"]
    assert finding.related[2][1].file == "submissions/rule-set.yaml"


def test_only_an_error_is_an_error() -> None:
    _, findings = body("facts: {在职人数: 9, 调整数: 11, 支出合计: 1}\n")
    assert findings[0].startswith("warning")


def fact(name: str, sort: Sort = Sort.NUMBER) -> Input:
    return Input(Source.FACT, name, sort)


def checked(node: Node, facts: str, tolerance: Tolerance = Tolerance(rounding=True)) -> list[str]:  # noqa: B008 - frozen
    check = CrossCheck("试", node, "…", tolerance, True, (), Location("r"))
    with_check: RuleSet = replace(rules(), cross_checks=(check,))
    submission, _ = read(HEAD + f"facts: {{在职人数: 9, {facts}}}\n")
    assert submission is not None
    return [finding.code for finding in cross_check(submission, with_check)]


OPENED, APPROVED = fact("公开日期", Sort.DATE), fact("批复日期", Sort.DATE)
TOTAL, BASIC, PROJECT = fact("支出合计"), fact("基本支出"), fact("项目支出")


@pytest.mark.parametrize(
    ("node", "facts", "expected"),
    [
        # the same figure on both sides brings no rounding of its own
        (
            Compare(Relation.EQUAL, add(TOTAL, BASIC), add(TOTAL, PROJECT)),
            "支出合计: 1, 基本支出: 1.00, 项目支出: 1.02",
            ["S501"],
        ),
        (Compare(Relation.EQUAL, multiply(number(2), TOTAL), BASIC), "支出合计: 1.00, 基本支出: 2.01", []),
        (Compare(Relation.EQUAL, multiply(TOTAL, BASIC), PROJECT), "支出合计: 2.0, 基本支出: 2.0, 项目支出: 4.2", []),
        (
            Compare(Relation.EQUAL, multiply(TOTAL, BASIC), PROJECT),
            "支出合计: 2.0, 基本支出: 2.0, 项目支出: 4.3",
            ["S501"],
        ),
        (Compare(Relation.UNEQUAL, TOTAL, BASIC), "支出合计: 1, 基本支出: 1", ["S501"]),
        (Compare(Relation.LESS, TOTAL, BASIC), "支出合计: 1.0, 基本支出: 1.0", []),
        (Compare(Relation.LESS, TOTAL, BASIC), "支出合计: 1.1, 基本支出: 1.0", ["S501"]),
        (Compare(Relation.AT_LEAST, TOTAL, BASIC), "支出合计: 1.0, 基本支出: 1.1", []),
        (Compare(Relation.AT_LEAST, TOTAL, BASIC), "支出合计: 1.0, 基本支出: 1.2", ["S501"]),
        (Compare(Relation.MORE, TOTAL, BASIC), "支出合计: 1.0, 基本支出: 1.0", []),
        (Compare(Relation.MORE, TOTAL, BASIC), "支出合计: 1.0, 基本支出: 1.1", ["S501"]),
        (Compare(Relation.EQUAL, divide(TOTAL, BASIC), number(1)), "支出合计: 1, 基本支出: 0", []),
        (Compare(Relation.EQUAL, fact("满意率"), Number(Fraction("0.95"), percent=True)), "满意率: 95.4%", ["S501"]),
        (Compare(Relation.EQUAL, fact("满意率"), Number(Fraction("0.95"), percent=True)), "满意率: 95.04%", ["S501"]),
        (Compare(Relation.EQUAL, fact("满意率"), Number(Fraction("0.954"), percent=True)), "满意率: 95.4%", []),
        (Compare(Relation.EQUAL, fact("满意率"), Number(Fraction("0.9544"), percent=True)), "满意率: 95.4%", []),
        (Compare(Relation.EQUAL, Reference(Scope.DERIVED, "超编人数"), number(0)), "编制数: 8", ["S501"]),
        (Compare(Relation.EQUAL, Reference(Scope.DERIVED, "超编人数"), number(0)), "编制数: 9", []),
        (Compare(Relation.EQUAL, Reference(Scope.MARKS, "A01"), number(0)), "编制数: 9", []),
        (Compare(Relation.EQUAL, Input(Source.CLAIM, "total"), number(0)), "编制数: 9", []),
        (Logic(False, (Truth(False), fact("已公开", Sort.TRUTH))), "已公开: 否", ["S502"]),
        (Logic(False, (Truth(False), fact("已公开", Sort.TRUTH))), "已公开: 是", []),
        (Logic(False, (Truth(False), fact("已公开", Sort.TRUTH))), "编制数: 9", []),
        (Compare(Relation.EQUAL, Peers(PeersKind.PLACE, TOTAL), number(0)), "支出合计: 1", []),  # of one submission
        (Truth(False), "编制数: 9", ["S502"]),
        (Compare(Relation.AT_LEAST, OPENED, APPROVED), "公开日期: 2023-06-29, 批复日期: 2023-06-30", ["S502"]),
        (Compare(Relation.LESS, Unary(Function.ABS, BASIC), number(-1)), "编制数: 9", ["S502"]),
    ],
)
def test_tolerance(node: Node, facts: str, expected: list[str]) -> None:
    assert checked(node, facts) == expected


def test_without_tolerance_nothing_is_forgiven() -> None:
    equal = Compare(Relation.EQUAL, TOTAL, BASIC)
    facts = "支出合计: 1.0, 基本支出: 1.1"
    assert checked(equal, facts, Tolerance()) == ["S501"]
    assert checked(Compare(Relation.LESS, TOTAL, TOTAL), facts, Tolerance()) == ["S501"]


def test_choices_are_compared() -> None:
    way = fact("方式", Sort.CHOICE)
    assert checked(Matches(way, "询价"), "方式: 公开招标") == ["S502"]
    assert checked(Matches(way, "询价"), "方式: 询价") == []
    assert checked(Matches(way, "询价"), "编制数: 9") == []


def test_half_of_the_last_digit() -> None:
    money, count, share = (rules().facts[name] for name in ("支出合计", "在职人数", "满意率"))
    assert half_step(Given(Fraction("1.50"), "1.50", decimals=2), money) == Fraction("0.005")
    assert half_step(Given(Fraction(0), "0"), money) == 0
    assert half_step(Given(Fraction(0), "0.0", decimals=1), money) == Fraction("0.05")
    assert half_step(Given(Fraction(20000), "2亿元", decimals=-4), money) == 5000
    assert half_step(Given(Fraction(9), "9"), count) == 0
    assert half_step(Given(Fraction("0.955"), "95.5%", decimals=1), share) == Fraction("0.0005")


def test_what_is_a_sum_of_facts() -> None:
    one = number(1)
    assert linear(subtract(TOTAL, TOTAL), {}) == Linear(())
    assert linear(divide(TOTAL, number(4)), {}) == Linear((("支出合计", Fraction(1, 4)),))
    assert linear(multiply(TOTAL, number(3)), {}) == Linear((("支出合计", Fraction(3)),))
    assert linear(add(TOTAL, one), {}) == Linear((("支出合计", Fraction(1)),), Fraction(1))
    assert linear(divide(one, TOTAL), {}) is None
    assert linear(divide(TOTAL, number(0)), {}) is None
    assert linear(multiply(TOTAL, BASIC), {}) is None
    assert linear(Binary(Operator.MIN, TOTAL, BASIC), {}) is None
    assert linear(If(Truth(True), TOTAL, BASIC), {}) is None
    assert linear(add(If(Truth(True), one, one), one), {}) is None
    assert linear(Reference(Scope.DERIVED, "x"), {}) is None
    assert linear(Reference(Scope.DERIVED, "x"), {(Scope.DERIVED, "x"): TOTAL}) == linear(TOTAL, {})
