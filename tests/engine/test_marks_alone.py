"""Marks, total and grade without a sheet are those of the sheet, however often they are asked for."""

from __future__ import annotations

import random

import pytest

from against_oracle import read
from generate import single
from generate_methods import VARIANTS
from methods.support import COUNT, leaf, read_well, rule_set, submit
from scoring.engine import marks, score
from scoring.engine.plan import worked_of

RATE = {"formula": "在职人数 / 编制数", "unit": "%", "when_denominator_zero": "full"}
STEPS = {"method": "steps", "above": "100%", "step": "1%", "marks_per_step": "0.5", "part_step": "free", "value": RATE}
LEVELS = {"method": "judged", "levels": [{"level": "好", "marks": "5"}, {"level": "差", "marks": "0"}]}
STAFF = {"在职人数": COUNT, "编制数": COUNT}
JUDGED = {"reason": "核查", "evaluator": "评价组"}


@pytest.mark.parametrize("variant", VARIANTS)
def test_they_are_those_of_the_sheet(variant: str) -> None:
    for seed in range(5):
        rules, submission = read(single(variant, random.Random(seed), full=10))
        sheet, alone = score(rules, submission), marks(rules, submission)
        assert alone.marks == tuple(one.marks for one in sheet.indicators)
        assert alone.total == sheet.total.marks
        assert alone.grade == (sheet.grade.low if sheet.grade.certain else None)
        assert marks(rules, submission) == alone


def test_so_many_are_kept_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scoring.engine.plan.MOST_KEPT", 1)
    rules = read_well(rule_set("5", [leaf("A01", "5", STEPS)], STAFF))
    for staff in ("31", "32", "33", "31"):
        submission, _ = submit(rules, {"在职人数": staff, "编制数": "30"})
        wanted = score(rules, submission).total.marks
        assert [score(rules, submission).total.marks for _ in range(2)] == [wanted] * 2
        assert marks(rules, submission).total == wanted
    assert worked_of(rules).quick_programs() is worked_of(rules).quick_programs()


def test_what_is_open_and_what_is_judged_by_its_level() -> None:
    rules = read_well(rule_set("10", [leaf("A01", "5", STEPS), leaf("A02", "5", LEVELS)], STAFF))
    facts = {"在职人数": "30", "编制数": "30"}
    judged, _ = submit(rules, facts, judgements={"A02": {"level": "好", **JUDGED}})
    found = marks(rules, judged)
    assert [*found.marks, found.total] == [5, 5, 10]
    assert found.grade is not None
    assert found.grade.name == "优"
    waiting, _ = submit(rules, facts)
    found = marks(rules, waiting)
    assert [*found.marks, found.total, found.grade] == [5, None, None, None]
