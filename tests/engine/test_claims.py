"""Coefficients by the number of grades that the total is below the claimed one (taxonomy M30)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from engine.line_cases import BY, CLAIMED, DROPS, FLOORS, PROBLEM, line, made, result, why
from methods.support import YES_NO, Tree, decimal, leaf, rule_set, sheet
from scoring.engine.sheet import Lacking


@pytest.mark.parametrize(
    ("given", "claims", "regrade", "total", "amount"),
    [
        ("84", {"total": "92"}, "true", "75.6 中", "-8.4"),  # 优 claimed, 良 found: × 90%, 75.6 graded again
        ("84", {"total": "92"}, "false", "75.6 良", "-8.4"),
        ("75", {"grade": "优"}, "true", "60 差", "-15"),
        ("60", {"grade": "优"}, "true", "42 差", "-18"),
        ("84", {"grade": "良"}, "true", "84 良", "0"),
        ("95", {"grade": "中"}, "true", "95 优", "0"),
        ("84", {"total": "92", "grade": "良"}, "true", "84 良", "0"),  # the grade claimed goes before the total claimed
        ("84", {}, "true", "84 良", "0"),
    ],
)
def test_m30_coefficient_by_grades_below_the_claim(
    given: str, claims: Tree, regrade: str, total: str, amount: str
) -> None:
    found = made([{**CLAIMED, **DROPS, "without_claim": "skip", "regrade": regrade}], given, {}, claims=claims)
    assert (result(found), decimal(line(found).amount)) == (total, amount)
    if amount != "0":
        for figure in ("优", given, "×"):
            assert figure in why(line(found))


def test_a_larger_drop_than_any_listed_has_the_last_coefficient() -> None:
    drops = {"coefficient": {"1": "90%", "2": "85%"}}
    found = made([{**CLAIMED, **drops, "without_claim": "skip", "regrade": "true"}], "60", {}, claims={"grade": "优"})
    assert result(found) == "51 差"


@pytest.mark.parametrize(("regrade", "grade"), [("true", "中–良"), ("false", "良")])
def test_without_claim_missing_leaves_the_total_open(regrade: str, grade: str) -> None:
    found = made([{**CLAIMED, **DROPS, "without_claim": "missing", "regrade": regrade}], "84", {})
    assert result(found) == f"open {grade}"
    assert (found.total.low, found.total.high) == (Fraction("75.6"), 84)
    assert [(one.lacking, one.material) for one in found.missing] == [(Lacking.CLAIM, True)]


def test_by_claim_over_an_open_total() -> None:
    parts = [leaf("A01", "80", {"method": "judged"}), leaf("A02", "20", {"method": "judged"})]
    lines = [{**CLAIMED, **DROPS, "without_claim": "skip", "regrade": "true"}]
    rules = rule_set("100", parts, PROBLEM, total=lines, grades=FLOORS)
    found = sheet(rules, {}, judgements={"A01": {"marks": "75", **BY}}, claims={"grade": "优"})
    assert (found.total.low, found.total.high) == (60, 95)  # 75 is 中, two below: × 80%; 95 is 优
    assert found.lines[0].amount is None
    assert found.lines[0].low <= -15
    assert found.lines[0].high == 0


KEPT = {**CLAIMED, **DROPS, "without_claim": "skip", "regrade": "false", "when": "重大问题"}
LATER = {"line": "减分", "take": "20", "method": "yes_no", "fact": "无整改", "expected": "是"}


@pytest.mark.parametrize(
    ("facts", "grades"),
    [
        ({"重大问题": "是", "无整改": "是"}, "良"),  # the grade of 84 is kept, whatever comes later
        ({"重大问题": "否", "无整改": "是"}, "差"),
        ({"无整改": "是"}, "差–良"),
    ],
)
def test_a_kept_grade_is_kept_only_where_its_line_takes_effect(facts: Tree, grades: str) -> None:
    declared = {"重大问题": YES_NO, "无整改": YES_NO}
    found = made([KEPT, LATER], "84", facts, declared, claims={"grade": "优"})
    assert result(found).split()[1] == grades


def test_two_lines_that_may_keep_the_grade() -> None:
    declared = {"重大问题": YES_NO, "无整改": YES_NO}
    second = {**KEPT, "line": "再次", "when": "无整改"}
    found = made([KEPT, second, {**LATER, "fact": "无整改"}], "84", {}, declared, claims={"grade": "优"})
    assert found.grade.low.name == "差"
    assert found.grade.high.name == "良"
    sure = made(
        [{**KEPT, "when": "无整改"}, {**KEPT, "line": "再次"}], "84", {"无整改": "是"}, declared, claims={"grade": "优"}
    )
    assert (sure.grade.low.name, sure.grade.high.name) == ("中", "良")
