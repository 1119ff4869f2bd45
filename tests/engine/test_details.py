"""How marks came about, put into words: formulas with figures put in, workings, full marks between rounding steps."""

from __future__ import annotations

from typing import Any

import pytest

from methods.support import COUNT, One, check_reason, decimal, leaf, read_well, rule_set, sheet, submit
from scoring.diagnostics import Language
from scoring.engine import score
from scoring.engine.sheet import Scored, Valued

FACTS = {"实有数": COUNT, "编制数": COUNT | {"at_least": "1"}, "增加数": COUNT}
BANDS = {"method": "bands", "bands": [{"in": "[50%, )", "marks": "5"}, {"in": "(, 50%)", "marks": "2"}]}
RATE = {"formula": "实有数 / 编制数", "unit": "%"}


def value_of(row: Scored) -> Valued:
    assert row.value is not None
    return row.value


def substituted(formula: str, facts: dict[str, str], unit: str = "%", **more: Any) -> str:
    """Return the formula of A02 with the figures put in."""
    value = {"formula": formula} | ({"unit": unit} if unit else {})
    first, second = leaf("A01", "5", BANDS, value=RATE), leaf("A02", "5", BANDS, value=value)
    if not unit:
        second["bands"] = [{"in": "(, )", "marks": "5"}]
    made = sheet(rule_set("10", [first, second], FACTS, **more), facts)
    return Language("zh").render(value_of(made.indicators[1]).substituted).replace(" ", "")


def test_facts_are_put_in() -> None:
    assert substituted("实有数 / 编制数", {"实有数": "3", "编制数": "4"}) == "3÷4"


def test_a_missing_fact_keeps_its_name() -> None:
    assert substituted("实有数 / 编制数", {"编制数": "4"}) == "实有数÷4"


@pytest.mark.parametrize(("unit", "shown"), [("%", "75.00%"), ("", "0.75")])
def test_derived_values_are_put_in(unit: str, shown: str) -> None:
    derived = {"占比": {"formula": "实有数 / 编制数"} | ({"unit": unit} if unit else {})}
    facts = {"实有数": "3", "编制数": "4"}
    assert shown in substituted("占比 + 占比", facts, unit, derived=derived)
    assert "占比" in substituted("占比 + 占比", {"编制数": "4"}, unit, derived=derived)


def test_digits_that_are_cut_are_said_to_be() -> None:
    derived = {"占比": {"formula": "实有数 / 编制数", "unit": "%"}}
    assert substituted("占比 * 编制数 / 编制数", {"实有数": "1", "编制数": "3"}, derived=derived) == "≈33.33%×3÷3"


def test_values_of_other_indicators_are_put_in() -> None:
    assert substituted("A01 + A01", {"实有数": "3", "编制数": "4"}) == "75.00%+75.00%"


def test_what_is_known_can_be_gone_through() -> None:
    row = One("5", BANDS | {"value": RATE}, FACTS).row({"实有数": "3", "编制数": "4"})
    known: Any = value_of(row).known
    assert len([*known]) == len(known) == 2


@pytest.mark.parametrize(("actual", "total"), [("10", "2.5"), ("8", "2")])
def test_full_marks_between_rounding_steps(actual: str, total: str) -> None:
    """A check reports them; what is rounded past them is held at them."""
    keys = {"method": "ratio", "actual": "实有数", "target": "10", "better": "higher"}
    rounding = {"step": "1", "mode": "half_up", "at": "indicator", "source": "ours"}
    rules = rule_set("2.5", [leaf("A01", "2.5", keys)], FACTS, rounding=rounding)
    made = sheet(rules, {"实有数": actual})
    assert decimal(made.indicators[0].marks) == total


def test_a_truth_among_the_workings() -> None:
    keys = {"method": "ratio", "actual": "实有数", "target": "编制数", "better": "higher"}
    row = One("5", keys, FACTS).row({"实有数": "3", "编制数": "4"})
    by_name = {step.name: step for step in row.steps}
    assert (by_name["reached"].exact, by_name["reached"].shown) == (False, None)
    assert Language("zh").render(by_name["share"].shown or "") == "75.00%"


def test_a_reason_is_certain_although_its_figure_is_not() -> None:
    cases = {"例数": COUNT | {"at_least": "5"}}
    made = One("3", {"method": "incidents", "count": "例数", "marks_each": "1"}, cases).row({})
    assert decimal(made.marks) == "0"
    check_reason(made, "incidents.exhausted", "例数", "3")


def test_a_table_is_shown_by_its_number_of_rows() -> None:
    table = {"type": "table", "columns": {"按期": {"type": "yes_no"}}}
    cases = [{"when": "count(项目) > 1", "marks": "2"}, {"otherwise": "true", "marks": "5"}]
    row = One("5", {"method": "conditions", "conditions": cases}, {"项目": table}).row({"项目": [{"按期": "是"}] * 3})
    check_reason(row, "conditions.case", "项目", "3", "2")


def test_the_formula_in_words() -> None:
    row = One("5", BANDS | {"value": RATE}, FACTS).row({"实有数": "3", "编制数": "4"})
    assert Language("zh").render(value_of(row).formula).replace(" ", "") == "实有数÷编制数"


def test_rounded_at_total_nothing_is_shown_behind_an_open_row() -> None:
    rounding = {"step": "0.01", "mode": "half_up", "at": "total", "source": "ours"}
    cases = {"method": "incidents", "count": "增加数", "marks_each": "1"}
    third = {"method": "ratio", "actual": "实有数", "target": "3", "better": "higher"}
    parts = [leaf("A01", "1", third), leaf("A02", "1", cases), leaf("A03", "1", third)]
    made = sheet(rule_set("3", parts, FACTS, rounding=rounding), {"实有数": "1"})
    assert [row.marks and decimal(row.marks) for row in made.indicators] == ["0.33", None, None]
    assert made.indicators[2].exact is not None
    check_reason(made.indicators[2], "ratio.missed", "0.3333", "0.6667")


def test_rows_are_compared_by_what_they_say() -> None:
    keys = BANDS | {"value": RATE | {"when_denominator_zero": "full"}}
    ready = read_well(rule_set("5", [leaf("A01", "5", keys)], {"实有数": COUNT, "编制数": COUNT}))
    three, nine, none = (submit(ready, {"实有数": "3", "编制数": posts})[0] for posts in ("4", "9", "0"))
    first, again, other, by_policy = (score(ready, one).indicators[0] for one in (three, three, nine, none))
    assert first.record != again.record  # by the general evaluator, and compiled
    assert first == again
    assert hash(first) == hash(again)
    assert first != other
    assert first != "A01"
    assert by_policy.account.branch is not None
    assert by_policy.account.reason is None
