"""What a sheet can tell beyond its marks: figures put in, accounts of compiled programs, marks without a sheet."""

from __future__ import annotations

from fractions import Fraction

import pytest

from methods.support import COUNT, NUMBER, PERCENT, check_reason, leaf, read_well, rule_set, sheet, submit
from scoring.diagnostics import Language, Quantity
from scoring.engine import State, score
from scoring.engine.detail import Known
from scoring.engine.indicators import results
from scoring.engine.marks import marks
from scoring.engine.plan import MOST_KEPT, worked_of
from scoring.expressions.tree import Scope, Source

STEPS = {"method": "steps", "above": "100%", "step": "1%", "marks_per_step": "0.5", "part_step": "free"}
RATE = {"formula": "在职人数 / 编制数", "unit": "%", "when_denominator_zero": "full"}
STAFF = {"在职人数": COUNT, "编制数": COUNT}
RULES = rule_set("5", [leaf("A01", "5", STEPS, value=RATE)], STAFF)


def test_figures_are_put_into_formulas_through_derived_items_and_other_values() -> None:
    facts = STAFF | {"上年": NUMBER}
    derived = {"增加": {"formula": "在职人数 - 上年"}}
    asks = {"formula": "增加 × 10% + A01", "unit": "%"}
    parts = [leaf("A01", "5", STEPS, value=RATE), leaf("A02", "5", STEPS, value=asks)]
    found = sheet(rule_set("10", parts, facts, derived=derived), {"在职人数": "33", "编制数": "30", "上年": "32"})
    value = found.indicators[1].value
    assert value is not None
    said = Language("zh").render(value.substituted)
    assert "1" in said
    assert "110.00%" in said
    open_ = sheet(rule_set("10", parts, facts, derived=derived), {"在职人数": "33", "编制数": "30"}).indicators[1].value
    assert open_ is not None
    assert (open_.exact, open_.shown) == (None, None)
    assert "增加" in Language("zh").render(open_.substituted)


def test_known_figures_are_a_mapping_of_the_facts_given() -> None:
    rules = read_well(RULES)
    submission, _ = submit(rules, {"在职人数": "31"})
    known = Known(rules, submission)
    assert dict(known) == {(Source.FACT, "在职人数"): Quantity(Fraction(31), "")}
    assert len(known) == 1
    for key in ((Source.FACT, "编制数"), (Source.COLUMN, "在职人数"), (Scope.VALUE, "A01")):
        with pytest.raises(KeyError):
            known[key]


def test_an_account_tells_branch_or_reason() -> None:
    rules = read_well(RULES)
    for facts, branch in (({"在职人数": "31", "编制数": "30"}, False), ({"在职人数": "31", "编制数": "0"}, True)):
        submission, _ = submit(rules, facts)
        score(rules, submission)
        accounts = [results(worked_of(rules), submission, trace=True).found[0].account for _ in range(2)]
        for account in accounts:
            assert (account.branch is not None, account.reason is None) == (branch, branch)
            assert bool(account.values) is not branch


def test_a_target_that_is_surely_reached_is_a_reason_without_the_figure() -> None:
    keys = {"method": "ratio", "actual": "完成率", "target": "50%", "better": "higher"}
    facts = {"完成率": PERCENT | {"at_least": "60%"}}
    (row,) = sheet(rule_set("5", [leaf("A01", "5", keys)], facts), {}).indicators
    assert row.state is State.SCORED
    assert row.marks == 5
    check_reason(row, "ratio.reached", "50%")


def test_so_many_marks_are_kept_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_KEPT > 1
    monkeypatch.setattr("scoring.engine.plan.MOST_KEPT", 1)
    rules = read_well(RULES)
    for staff in ("31", "32", "33", "31"):
        submission, _ = submit(rules, {"在职人数": staff, "编制数": "30"})
        made = [score(rules, submission, trace=False).total.marks for _ in range(2)]
        assert [marks(rules, submission).total, *made] == [score(rules, submission).total.marks] * 3


def test_marks_alone_of_what_is_open_and_of_a_judgement_by_its_level() -> None:
    levels = {"method": "judged", "levels": [{"level": "好", "marks": "5"}, {"level": "差", "marks": "0"}]}
    rules = read_well(rule_set("10", [leaf("A01", "5", STEPS, value=RATE), leaf("A02", "5", levels)], STAFF))
    facts = {"在职人数": "30", "编制数": "30"}
    by_level, _ = submit(rules, facts, judgements={"A02": {"level": "好", "reason": "核查", "evaluator": "评价组"}})
    found = marks(rules, by_level)
    assert [*found.marks, found.total] == [5, 5, 10]
    assert found.grade is not None
    assert found.grade.name == "优"
    open_, _ = submit(rules, facts)
    found = marks(rules, open_)
    assert [*found.marks, found.total, found.grade] == [5, None, None, None]
