"""Values that count only under a condition: a survey with too few answers (满意度, M25 of the domain's taxonomy)."""

from __future__ import annotations

from typing import Any

import pytest

from methods.support import COUNT, YES_NO, Tree, decimal, leaf, rule_set, sheet
from scoring.engine import ScoreSheet, State
from scoring.engine.found import Lacking

FACTS = {"满意": COUNT, "有效问卷": COUNT, "抽样规范": YES_NO, "名单": {"type": "table", "columns": {"到场": YES_NO}}}
STEPS = {"method": "steps", "below": "90%", "step": "5%", "marks_per_step": "1", "part_step": "free"}


def surveyed(otherwise: str, facts: Tree, valid: str = "有效问卷 ≥ 30", **more: Any) -> ScoreSheet:
    """Return the sheet of a survey that counts from 30 answers on, and of an indicator that asks for its value."""
    value = {"formula": "满意 / 有效问卷", "unit": "%", "valid_when": valid, "when_not_valid": otherwise}
    value |= {"when_denominator_zero": "missing"} if "30" not in valid else {}
    policy = {"not_applicable": "zero"} if otherwise == "not_applicable" else {}
    rows = [
        {"when": "指标A01 ≥ 80%", "marks": "5", "says": "满意"},
        {"otherwise": "true", "marks": "0", "says": "不满意"},
    ]
    asking = {"method": "conditions", "conditions": rows}
    parts = [leaf("A01", "10", STEPS, value=value, **policy), leaf("A02", "5", asking, **policy)]
    return sheet(rule_set("15", parts, FACTS), facts, **more)


def test_a_survey_with_enough_answers_is_scored() -> None:
    # M25: 83 % of 10 marks, one off for each whole 5 percentage points below 90 %.
    made = surveyed("zero", {"满意": "83", "有效问卷": "100"})
    assert [decimal(one.marks) for one in made.indicators] == ["9", "5"]


@pytest.mark.parametrize(
    ("otherwise", "marks", "code"), [("zero", "0", "zero"), ("not_applicable", "0", "not_applicable")]
)
def test_too_few_answers_are_settled_by_the_rule(otherwise: str, marks: str, code: str) -> None:
    row, asking = surveyed(otherwise, {"满意": "29", "有效问卷": "29"}).indicators
    assert decimal(row.marks) == marks
    assert row.reason.code == f"value.not_valid_{code}"
    assert row.state is (State.SCORED if otherwise == "zero" else State.NOT_APPLICABLE)
    assert asking.state is (State.MISSING_DATA if otherwise == "zero" else State.NOT_APPLICABLE)


def test_too_few_answers_may_leave_the_marks_open() -> None:
    made = surveyed("missing", {"满意": "29", "有效问卷": "29"})
    assert [one.state for one in made.indicators] == [State.MISSING_DATA] * 2
    assert [(one.lacking, one.name) for one in made.missing] == [(Lacking.UNDEFINED, "有效问卷")]
    assert (decimal(made.total.low), decimal(made.total.high)) == ("0", "15")


def test_an_open_condition_joins_both_outcomes() -> None:
    row, _ = surveyed("zero", {"满意": "27"}).indicators
    assert (row.state, decimal(row.low), decimal(row.high)) == (State.MISSING_DATA, "0", "10")
    row, _ = surveyed("zero", {"满意": "83", "有效问卷": "100"}, "有效问卷 ≥ 50 且 抽样规范").indicators
    assert (decimal(row.low), decimal(row.high)) == ("0", "9")


@pytest.mark.parametrize(
    ("valid", "blamed"),
    [("抽样规范", "抽样规范"), ("count(名单 where 到场) ≥ 2", "名单"), ("满意 > 5 且 A03 > 1", "A03、满意")],
)
def test_what_the_condition_asks_for_is_named(valid: str, blamed: str) -> None:
    value = {"formula": "满意", "unit": "件", "valid_when": valid, "when_not_valid": "missing"}
    rate = {"method": "steps", "below": "10", "step": "5", "marks_per_step": "1", "part_step": "free"}
    facts = FACTS | {"满意": COUNT | {"unit": "件"}}
    parts = [
        leaf("A01", "10", rate, value=value),
        leaf("A03", "5", rate | {"below": "2"}, value={"formula": "有效问卷"}),
    ]
    given = {"满意": "3", "有效问卷": "1", "抽样规范": "否", "名单": []}
    made = sheet(rule_set("15", parts, facts), given)
    assert [one.name for one in made.missing if one.lacking is Lacking.UNDEFINED] == [blamed]


def test_a_line_may_have_a_value_that_does_not_count() -> None:
    value = {"formula": "满意", "valid_when": "有效问卷 ≥ 30", "when_not_valid": "zero"}
    rate = {"method": "steps", "below": "10", "step": "5", "marks_per_step": "1", "part_step": "free", "value": value}
    yes = {"method": "yes_no", "fact": "抽样规范", "expected": "是"}
    rules = rule_set(
        "10", [leaf("A01", "10", yes)], FACTS, total=[{"line": "加分", "add": "2", **rate, "source": "ours"}]
    )
    for answers, amount in (("30", "1"), ("29", "0")):
        made = sheet(rules | {"total_at_most": "12"}, {"满意": "5", "有效问卷": answers, "抽样规范": "是"})
        assert decimal(made.lines[0].amount) == amount
