"""The coefficient for grades below the claimed one (M30), on floors 90/80/70."""

from __future__ import annotations

from typing import Any

import pytest

from engine.lined import ends, lined, said, totalled
from methods.support import check_sound, sheet
from scoring.engine.found import Lacking


def by_claim(regrade: bool = True, without: str = "skip", **more: Any) -> dict[str, Any]:
    factors = {"1": "90%", "2": "80%", "3": "70%"}
    table = {"coefficient": factors, "by": "grades_below_claim", "without_claim": without}
    return table | {"regrade": "true" if regrade else "false"} | more


@pytest.mark.parametrize("claims", [{"total": "92"}, {"grade": "优"}, {"total": "85", "grade": "优"}])
@pytest.mark.parametrize(("regrade", "grade"), [(True, "中"), (False, "良")])
def test_m30_92_claimed_84_computed(claims: dict[str, str], regrade: bool, grade: str) -> None:
    made = totalled(by_claim(regrade), marks="84", claims=claims)
    assert ends(made) == ("75.6", "75.6", grade)
    assert said(made.lines[0], "优", "良", "84", "90%", "1") == ("-8.4", "line.below_claim")


@pytest.mark.parametrize(
    ("claimed", "marks", "total"),
    [
        ("优", "95", "95"),
        ("良", "95", "95"),
        ("优", "75", "60"),
        ("优", "69", "48.3"),
        ("良", "69", "55.2"),
        ("差", "5", "5"),
    ],
)
def test_each_drop(claimed: str, marks: str, total: str) -> None:
    made = totalled(by_claim(), marks=marks, claims={"grade": claimed})
    assert ends(made)[0] == total
    assert said(made.lines[0], claimed)[1] == "line.below_claim"


@pytest.mark.parametrize(
    ("factors", "marks", "total"),
    [
        ({"1": "90%"}, "50", "45"),
        ({"2": "80%"}, "84", "84"),
        ({"2": "80%"}, "50", "40"),
        ({"3": "70%", "1": "90%"}, "75", "67.5"),
    ],
)
def test_drops_that_are_not_listed(factors: dict[str, str], marks: str, total: str) -> None:
    assert ends(totalled(by_claim(coefficient=factors), marks=marks, claims={"grade": "优"}))[0] == total


def test_without_a_claim_nothing_is_multiplied() -> None:
    made = totalled(by_claim(), marks="84")
    assert ends(made) == ("84", "84", "良")
    assert said(made.lines[0]) == ("0", "line.no_claim")


@pytest.mark.parametrize(("regrade", "grade"), [(True, "中良"), (False, "良")])
def test_without_a_claim_the_total_stays_open(regrade: bool, grade: str) -> None:
    made = totalled(by_claim(regrade, "missing"), marks="84")
    assert ends(made) == ("75.6", "84", grade)
    assert [(one.lacking, one.codes, one.material) for one in made.missing if one.lacking is Lacking.CLAIM] == [
        (Lacking.CLAIM, ("第1行",), True)
    ]
    assert made.lines[0].reason is None


def test_without_a_claim_the_best_grade_has_nothing_to_lose() -> None:
    assert ends(totalled(by_claim(without="missing"), marks="95")) == ("95", "95", "优")


@pytest.mark.parametrize("regrade", [True, False])
@pytest.mark.parametrize("claims", [{"grade": "优"}, {"grade": "良"}, {"total": "75"}, {}])
def test_an_open_total(regrade: bool, claims: dict[str, str]) -> None:
    marks = ["0", "69.99", "70", "79", "80", "89.99", "90", "100"]
    check_sound(lined(by_claim(regrade)), {}, {"得分": marks}, claims=claims)


@pytest.mark.parametrize("regrade", [True, False])
def test_an_open_condition(regrade: bool) -> None:
    rules = lined(by_claim(regrade, when="有问题"))
    facts, claims = {"得分": "84"}, {"grade": "优"}
    assert ends(sheet(rules, facts | {"有问题": "是"}, claims=claims))[0] == "75.6"
    assert ends(sheet(rules, facts | {"有问题": "否"}, claims=claims)) == ("84", "84", "良")
    made = check_sound(rules, facts, {"有问题": ["是", "否"]}, claims=claims)
    assert ends(made)[:2] == ("75.6", "84")


def test_the_grade_kept_stays_kept_whatever_follows() -> None:
    cap = {"cap": "50", "when": "有问题"}
    rules = lined(by_claim(regrade=False), cap)
    assert ends(sheet(rules, {"得分": "84", "有问题": "是"}, claims={"grade": "优"})) == ("50", "50", "良")
    twice = lined(by_claim(regrade=False), by_claim(regrade=False, when="获奖"), cap)
    open_ = {"有问题": ["是", "否"], "获奖": ["是", "否"]}
    check_sound(twice, {"得分": "84"}, open_, claims={"grade": "优"})
    check_sound(twice, {}, {"得分": ["0", "75", "85", "95"], **open_}, claims={"grade": "优"})
