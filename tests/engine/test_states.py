"""What is known of an indicator's marks: scored, not applicable, missing data, awaiting judgement; what is missing."""

from __future__ import annotations

from typing import Any

import pytest

from engine.lined import ends
from methods.support import (
    COUNT,
    MONEY,
    YES_NO,
    One,
    bounds,
    check_reason,
    check_sound,
    decimal,
    group,
    leaf,
    rule_set,
    sheet,
    sheet_and_findings,
    texts,
)
from scoring.engine.found import Lacking, State
from scoring.engine.sheet import ScoreSheet

JUDGED = {
    "method": "judged",
    "levels": [{"level": "好", "share": "[80%, 100%]"}, {"level": "差", "share": "[0%, 80%)"}],
}
STAFF = {"实有数": COUNT, "编制数": COUNT}


def rate(**policies: str) -> One:
    """A rate by bands whose denominator may be 0."""
    value = {"formula": "实有数 / 编制数", "unit": "%", **policies}
    bands = [{"in": "[0%, 100%]", "marks": "5"}, {"in": "(100%, )", "marks": "2"}]
    return One("5", {"value": value, "method": "bands", "bands": bands}, STAFF)


def lacking(made: ScoreSheet) -> list[tuple[Lacking, str, tuple[str, ...], bool]]:
    return [(one.lacking, one.name, one.codes, one.material) for one in made.missing]


def test_missing_data_names_what_is_missing_and_the_marks_left() -> None:
    one = rate(when_denominator_zero="missing")
    made = sheet(one.rules, {"编制数": "10"})
    (row,) = made.indicators
    assert (row.state, row.marks, row.deduction, bounds(row)) == (State.MISSING_DATA, None, None, ("2", "5"))
    check_reason(row, "missing_data", "实有数", "2", "5")
    assert "编制数" not in texts(row)[1]
    assert lacking(made) == [(Lacking.FACT, "实有数", ("A01",), True)]
    check_sound(one.rules, {"编制数": "10"}, {"实有数": ["0", "10", "11"]})


@pytest.mark.parametrize(
    ("policy", "marks", "code"),
    [("full", "5", "value.zero_full"), ("zero", "0", "value.zero_marks"), ("3", "3", "value.zero_marks")],
)
def test_a_zero_denominator_brings_what_the_policy_says(policy: str, marks: str, code: str) -> None:
    one = rate(when_denominator_zero=policy)
    row = one.row({"实有数": "3", "编制数": "0"})
    assert (row.state, decimal(row.marks)) == (State.SCORED, marks)
    check_reason(row, code, "编制数", "0")
    check_sound(one.rules, {"实有数": "3"}, {"编制数": ["0", "1", "3", "4"]})


def test_both_zero_is_a_case_of_its_own() -> None:
    one = rate(when_denominator_zero="missing", when_both_zero="full")
    row = one.row({"实有数": "0", "编制数": "0"})
    assert decimal(row.marks) == "5"
    check_reason(row, "value.both_zero_full", "实有数", "编制数", "0")
    check_sound(one.rules, {}, {"编制数": ["0", "1"], "实有数": ["0", "2"]})


def test_undefined_by_policy() -> None:
    one = rate(when_denominator_zero="missing")
    made = sheet(one.rules, {"实有数": "3", "编制数": "0"})
    (row,) = made.indicators
    assert (row.state, bounds(row)) == (State.MISSING_DATA, ("0", "5"))
    check_reason(row, "missing_data", "编制数", "0", "5")
    assert lacking(made) == [(Lacking.UNDEFINED, "编制数", ("A01",), True)]


def test_a_missing_fact_that_cannot_change_the_marks_is_immaterial() -> None:
    conditions = [{"when": "例数 > 3 或 有问题", "marks": "0"}, {"otherwise": "true", "marks": "5"}]
    one = One("5", {"method": "conditions", "conditions": conditions}, {"例数": COUNT, "有问题": YES_NO})
    made = sheet(one.rules, {"例数": "4"})
    assert (made.indicators[0].state, decimal(made.total.marks)) == (State.SCORED, "0")
    assert lacking(made) == [(Lacking.FACT, "有问题", ("A01",), False)]
    assert lacking(sheet(one.rules, {"例数": "1"})) == [(Lacking.FACT, "有问题", ("A01",), True)]


def test_the_same_marks_either_way_have_a_reason_that_says_so() -> None:
    conditions = [{"when": "有问题", "marks": "2"}, {"otherwise": "true", "marks": "2"}]
    one = One("5", {"method": "conditions", "conditions": conditions}, {"有问题": YES_NO})
    made = sheet(one.rules, {})
    assert (made.indicators[0].state, decimal(made.indicators[0].marks)) == (State.SCORED, "2")
    check_reason(made.indicators[0], "immaterial", "2")
    assert lacking(made) == [(Lacking.FACT, "有问题", ("A01",), False)]


def test_a_fact_that_is_refused_counts_as_missing() -> None:
    one = rate(when_denominator_zero="missing")
    made, findings = sheet_and_findings(one.rules, {"实有数": "三人", "编制数": "10"})
    assert findings
    assert made.indicators[0].state is State.MISSING_DATA
    assert lacking(made) == [(Lacking.REJECTED, "实有数", ("A01",), True)]


@pytest.mark.parametrize(("cell", "kind"), [({}, Lacking.FACT), ({"按期": "也许"}, Lacking.REJECTED)])
def test_a_cell_of_a_table_is_named_by_its_row(cell: dict[str, str], kind: Lacking) -> None:
    table = {"type": "table", "columns": {"名称": {"type": "text"}, "按期": YES_NO}}
    keys = {"method": "incidents", "count": "count(项目 where 非 按期)", "marks_each": "1"}
    one = One("5", keys, {"项目": table})
    rows = [{"名称": "甲", "按期": "否"}, {"名称": "乙", **cell}]
    made, _ = sheet_and_findings(one.rules, {"项目": rows})
    assert bounds(made.indicators[0]) == ("3", "4")
    assert lacking(made) == [(kind, "项目[2].按期", ("A01",), True)]


def test_a_table_that_is_missing_may_hold_anything() -> None:
    table = {"type": "table", "columns": {"按期": YES_NO}}
    one = One("5", {"method": "incidents", "count": "count(项目 where 非 按期)", "marks_each": "1"}, {"项目": table})
    made = sheet(one.rules, {})
    assert bounds(made.indicators[0]) == ("0", "5")


def judged(**parts: str) -> dict[str, Any]:
    return {"judgements": {"A01": {"reason": "不足", "evaluator": "张三", **parts}}}


def test_awaiting_judgement_is_not_missing_data() -> None:
    rules = rule_set("10", [leaf("A01", "10", JUDGED)], {})
    made = sheet(rules, {})
    assert (made.indicators[0].state, ends(made)[:2]) == (State.AWAITING_JUDGEMENT, ("0", "10"))
    check_reason(made.indicators[0], "awaiting_judgement", "0", "10")
    assert lacking(made) == [(Lacking.JUDGEMENT, "A01", ("A01",), True)]
    level = sheet(rules, {}, **judged(level="好"))
    assert (level.indicators[0].state, ends(level)[:2]) == (State.AWAITING_JUDGEMENT, ("8", "10"))
    assert sheet(rules, {}, **judged(marks="8")).indicators[0].state is State.SCORED


def test_facts_and_judgement_missing_together_are_missing_data() -> None:
    rules = rule_set(
        "10", [leaf("A01", "10", JUDGED, applies_when="有项目", not_applicable="full")], {"有项目": YES_NO}
    )
    made = sheet(rules, {})
    assert made.indicators[0].state is State.MISSING_DATA
    assert {one.name for one in made.missing} == {"有项目", "A01"}
    assert sheet(rules, {"有项目": "是"}).indicators[0].state is State.AWAITING_JUDGEMENT
    done = sheet(rules, {"有项目": "否"})
    assert (done.indicators[0].state, decimal(done.total.marks)) == (State.NOT_APPLICABLE, "10")


def test_states_of_groups() -> None:
    cases = {"method": "incidents", "count": "例数", "marks_each": "1"}
    away = {"applies_when": "有项目", "not_applicable": "zero"}
    inner = group("内", "6", leaf("A01", "3", cases), leaf("A02", "3", cases, **away))
    rules = rule_set("10", [group("外", "10", inner, leaf("B01", "4", JUDGED))], {"例数": COUNT, "有项目": YES_NO})
    by = {"judgements": {"B01": {"marks": "4", "evaluator": "张三"}}}

    def states(facts: dict[str, str], **more: Any) -> list[State]:
        return [one.state for one in sheet(rules, facts, **more).groups]

    assert states({"例数": "1", "有项目": "是"}, **by) == [State.SCORED, State.SCORED]
    assert states({"例数": "1", "有项目": "否"}) == [State.AWAITING_JUDGEMENT, State.SCORED]
    assert states({"有项目": "否"}, **by) == [State.MISSING_DATA, State.MISSING_DATA]
    outer, within = sheet(rules, {"例数": "1", "有项目": "否"}, **by).groups
    assert (decimal(outer.marks), decimal(within.marks), decimal(within.deduction)) == ("6", "2", "4")


def test_an_open_mark_asked_for_by_another_indicator() -> None:
    spending = {"method": "incidents", "count": "例数", "marks_each": "1"}
    asked = [{"when": "marks(A01) ≥ 4", "marks": "5"}, {"otherwise": "true", "marks": "1"}]
    parts = [leaf("B01", "5", {"method": "conditions", "conditions": asked}), leaf("A01", "5", spending)]
    rules = rule_set("10", parts, {"例数": COUNT})
    assert ends(check_sound(rules, {}, {"例数": ["0", "1", "2", "9"]}))[:2] == ("1", "10")
    assert ends(sheet(rules, {"例数": "1"}))[0] == "9"


def test_money_and_text_are_shown_as_used() -> None:
    facts = {"结余": MONEY, "方式": {"type": "choice", "one_of": ["公开", "询价"]}, "批复日": {"type": "date"}}
    conditions = [
        {"when": "结余 > 0 且 方式 = 询价 且 批复日 ≤ 批复日", "marks": "1"},
        {"otherwise": "true", "marks": "5"},
    ]
    one = One("5", {"method": "conditions", "conditions": conditions}, facts)
    row = one.row({"结余": "1.5", "方式": "询价", "批复日": "2023-03-01"})
    check_reason(row, "conditions.case", "1.5万元", "询价", "2023-03-01", "1", "4")
    assert [(used.name, used.unit) for used in row.used] == [("结余", "万元"), ("方式", ""), ("批复日", "")]
