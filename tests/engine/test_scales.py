"""Marks counted on a scale of their own and converted (out_of): nested weights, 各占50%, 折算."""

from __future__ import annotations

from typing import Any

import pytest

from methods.support import COUNT, YES_NO, Tree, decimal, group, leaf, read, rule_set, said, sheet
from scoring.diagnostics import Language
from scoring.expressions.tree import Relation, compare, number, working
from scoring.methods.contract import MARKS, Lowered, Shown, Working, reason
from scoring.rule_set.scales import SCALE_MARKS, converted

NUMBER = {"type": "number", "at_least": "0"}
FACTS = {"甲": NUMBER, "乙": NUMBER, "丙": NUMBER, "例": COUNT, "合规": YES_NO}


def rated(code: str, fact: str, full: str, **more: Any) -> dict[str, Any]:
    """Return an indicator that brings as many of 100 parts of its marks as *fact* says."""
    return leaf(code, full, {"method": "ratio", "actual": fact, "target": "100", "better": "higher"}, **more)


def marks(rules: Tree, facts: Tree, **more: Any) -> list[str]:
    """Return the marks of each indicator, and the total."""
    made = sheet(rules, facts, **more)
    return [decimal(one.marks) for one in made.indicators] + [decimal(made.total.marks)]


def test_nested_weights() -> None:
    # M21: level-1 weights 50, 25, 25 %, inside each 100 marks: 0.5 × 92 + 0.25 × 80 + 0.25 × 90 = 88.5.
    parts = [
        group(name, weight, rated(code, name, "100"), out_of="100")
        for name, weight, code in (("甲", "50", "A01"), ("乙", "25", "A02"), ("丙", "25", "A03"))
    ]
    rules = rule_set("100", parts, FACTS)
    assert marks(rules, {"甲": "92", "乙": "80", "丙": "90"}) == ["46", "20", "22.5", "88.5"]


def test_two_parts_of_half_the_weight_each() -> None:
    # M18 (constructed: the table gives no figures): 资金管理 12 marks, two sub-indicators of 50 % each.
    rules = rule_set(
        "12", [group("资金管理", "12", rated("A01", "甲", "50"), rated("A02", "乙", "50"), out_of="100")], FACTS
    )
    assert marks(rules, {"甲": "90", "乙": "100"}) == ["5.4", "6", "11.4"]


def test_a_method_on_another_scale_says_how_its_marks_were_converted() -> None:
    # M27's numbers: 45 of 50 on another scale are 7.2 of 8.
    rules = rule_set("8", [rated("A01", "甲", "8", out_of="50")], FACTS)
    (row,) = sheet(rules, {"甲": "90"}).indicators
    assert (decimal(row.marks), decimal(row.deduction)) == ("7.2", "0.8")
    assert [(one.name, one.exact) for one in row.steps[-2:]] == [(SCALE_MARKS, 45), (MARKS, row.exact)]
    text = Language("zh").render(row.reason.text)
    assert text.endswith("得45分（满分50分），扣5分；以上按50分计，折算为8分后得7.2分，扣0.8分")
    (row,) = sheet(rules, {"甲": "100"}).indicators
    assert Language("zh").render(row.reason.text).endswith("；以上按50分计，折算为8分后得8分")


def test_zero_policies_speak_of_marks_on_the_methods_scale() -> None:
    value = {"formula": "甲 / 乙", "when_denominator_zero": "30", "when_both_zero": "full"}
    bands = {"method": "bands", "bands": [{"in": "(, 1)", "marks": "0"}, {"in": "[1, )", "marks": "50"}]}
    rules = rule_set("8", [leaf("A01", "8", bands, value=value, out_of="50")], FACTS)
    for facts, expected in (
        ({"甲": "1", "乙": "0"}, "4.8"),
        ({"甲": "0", "乙": "0"}, "8"),
        ({"甲": "2", "乙": "1"}, "8"),
    ):
        (row,) = sheet(rules, facts).indicators
        assert decimal(row.marks) == expected
    (row,) = sheet(rules, {"甲": "1", "乙": "0"}).indicators
    assert Language("zh").render(row.reason.text).endswith("得30分，扣20分；以上按50分计，折算为8分后得4.8分，扣3.2分")


def test_judgements_are_given_on_the_methods_scale() -> None:
    levels = [{"level": "好", "share": "[60%, 100%]"}, {"level": "差", "share": "[0%, 60%)"}]
    rules = rule_set("10", [leaf("A01", "10", {"method": "judged", "levels": levels}, out_of="100")], FACTS)
    given = {"level": "好", "marks": "85", "reason": "缺一项", "evaluator": "评价组"}
    (row,) = sheet(rules, {}, judgements={"A01": given}, claims={"indicators": {"A01": "9"}}).indicators
    assert (decimal(row.marks), decimal(row.claimed)) == ("8.5", "9")
    (row,) = sheet(rules, {}, judgements={"A01": {"level": "差", "reason": "未做", "evaluator": "评价组"}}).indicators
    assert (decimal(row.low), decimal(row.high)) == ("0", "6")


def test_what_is_not_applicable_is_left_out_on_the_counted_scale() -> None:
    policy = {"applies_when": "合规", "not_applicable": "rescale_group"}
    parts = [rated("A01", "甲", "60", **policy), rated("A02", "乙", "40")]
    made = sheet(
        rule_set("10", [group("甲组", "10", *parts, out_of="100")], FACTS), {"乙": "90", "合规": "否", "甲": "1"}
    )
    assert [decimal(one.not_counted) for one in made.indicators] == ["6", "0"]
    assert (decimal(made.indicators[1].marks), decimal(made.total.marks)) == ("3.6", "9")


@pytest.mark.parametrize(("kind", "cases", "amount"), [("add", "1", "3.75"), ("take", "4", "0"), ("take", "0", "-5")])
def test_lines_may_count_on_a_scale(kind: str, cases: str, amount: str) -> None:
    line = {
        "line": "奖惩",
        kind: "5",
        "out_of": "20",
        "method": "incidents",
        "count": "例",
        "marks_each": "5",
        "source": "ours",
    }
    made = sheet(rule_set("100", [rated("A01", "甲", "100")], FACTS, total=[line]), {"甲": "50", "例": cases})
    assert decimal(made.lines[0].amount) == amount
    assert made.lines[0].reason is not None
    assert "以上按20分计，折算为5分" in Language("zh").render(made.lines[0].reason.text)


@pytest.mark.parametrize("wrong", ["0", "-1", "50%", "许多"])
def test_a_scale_is_a_number_of_marks_above_0(wrong: str) -> None:
    for rules in (
        rule_set("8", [rated("A01", "甲", "8", out_of=wrong)], FACTS),
        rule_set("8", [group("组", "8", rated("A01", "甲", "8"), out_of=wrong)], FACTS),
    ):
        found, findings = read(rules)
        assert found is None
        assert len(said(findings)) == 1


def test_conditions_of_reasons_follow_the_marks_to_their_scale() -> None:
    """A method may ask for its own marks in a reason: these are the ones on its scale."""
    full = compare(working(MARKS), Relation.EQUAL, number(50))
    given = reason("test.full", full, "{marks}", marks=Shown(MARKS)), reason("test.below", None, "")
    lowered = Lowered((Working(MARKS, "marks", number(45)),), given, "rule")  # type: ignore[arg-type]
    first = converted(lowered, 50 * number(1).value, 8 * number(1).value)
    again = converted(first, 50 * number(1).value, 4 * number(1).value)
    assert first.reasons[0].when == compare(working(SCALE_MARKS), Relation.EQUAL, number(50))
    assert first.reasons[0].shows == (("marks", Shown(SCALE_MARKS)),)
    assert [one.name for one in again.workings] == [SCALE_MARKS, MARKS]
    assert again.reasons == first.reasons
