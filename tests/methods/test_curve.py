"""Curve method: 编制准确 of 大英县 2020, (1 − 10 × 调剂比率) × 10 with its cut-off; lines of several points."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from methods.support import MONEY, NUMBER, One, bounds, check_reason, decimal, read_well, reason_codes, said
from scoring.checks import check

BUDGET = {"调剂额": MONEY, "年初预算数": MONEY | {"at_least": "1"}}
RATE = {"formula": "调剂额 / 年初预算数", "unit": "%"}


def curve(*points: dict[str, str], full: str = "10") -> One:
    return One(full, {"value": RATE, "method": "curve", "points": list(points)}, BUDGET)


MOVED = curve({"at": "0", "marks": "10"}, {"at": "10%", "marks": "0"})
PEAK = curve(
    {"at": "50%", "share": "20%"},
    {"at": "90%", "share": "100%", "source": "ours"},
    {"at": "110%", "share": "100%"},
    {"at": "120%", "share": "0%"},
)


@pytest.mark.parametrize(
    ("moved", "marks"),
    [
        ("0.2", "9.8"),
        ("0", "10"),
        ("-3", "10"),
        ("5", "5"),
        ("10", "0"),
        ("10.01", "0"),
        ("9.99", "0.01"),
        ("500", "0"),
    ],
)
def test_m12_amplified_with_a_cut_off(moved: str, marks: str) -> None:
    assert MOVED.marks(调剂额=moved, 年初预算数="100") == marks


@pytest.mark.parametrize(
    ("spent", "marks"),
    [("0", "2"), ("50", "2"), ("70", "6"), ("90", "10"), ("100", "10"), ("110", "10"), ("115", "5"), ("121", "0")],
)
def test_several_points(spent: str, marks: str) -> None:
    assert PEAK.marks(调剂额=spent, 年初预算数="100") == marks


def test_marks_are_exact() -> None:
    assert MOVED.row({"调剂额": "1", "年初预算数": "30"}).exact == Fraction(20, 3)


def test_a_value_without_percent() -> None:
    keys = {"value": {"formula": "天数"}, "method": "curve"}
    points = [{"at": "-2", "marks": "4"}, {"at": "6", "marks": "0"}]
    late = One("4", keys | {"points": points}, {"天数": NUMBER})
    assert [late.marks(天数=days) for days in ("-3", "-1", "0", "6")] == ["4", "3.5", "3", "0"]


def test_intervals_are_those_of_each_stretch() -> None:
    facts = {"调剂额": MONEY | {"at_least": "100", "at_most": "115"}, "年初预算数": MONEY | {"at_least": "1"}}
    assert bounds(One("10", PEAK.keys, facts).row({"年初预算数": "100"})) == ("5", "10")


@pytest.mark.parametrize(
    ("one", "spent", "code", "figures"),
    [
        (MOVED, "0", "curve.full", ("0.00%", "10")),
        (MOVED, "0.2", "curve.between", ("0.20%", "0%", "10", "9.8", "0.2")),
        (MOVED, "11", "curve.above", ("11.00%", "10%", "0", "10")),
        (PEAK, "10", "curve.below", ("10.00%", "50%", "2", "10", "8")),
        (PEAK, "95", "curve.full", ("95.00%", "10")),
        (PEAK, "115", "curve.between", ("115.00%", "110%", "120%", "10", "0", "5")),
    ],
)
def test_reasons_name_their_figures(one: One, spent: str, code: str, figures: tuple[str, ...]) -> None:
    check_reason(one.row({"调剂额": spent, "年初预算数": "100"}), code, "A01", *figures)


def test_no_other_reason() -> None:
    found = [*reason_codes(read_well(PEAK.rules))]
    assert found == ["curve.full", "curve.below", *["curve.between"] * 3, "curve.above"]


@pytest.mark.parametrize(
    ("points", "finding"),
    [
        ([{"at": "0", "marks": "10"}], "R322"),
        ([{"at": "0"}, {"at": "1%", "marks": "10"}], "R320"),
        ([{"at": "0", "marks": "10", "share": "100%"}, {"at": "1%", "marks": "10"}], "R320"),
        ([{"at": "0", "share": "110%"}, {"at": "1%", "marks": "10"}], "R321"),
        ([{"at": "0", "share": "-1%"}, {"at": "1%", "marks": "10"}], "R321"),
        ([{"at": "0", "share": "0.8"}, {"at": "1%", "marks": "10"}], "R110"),
        ([{"at": "0", "share": "many"}, {"at": "1%", "marks": "10"}], "D2"),
        ([{"at": "2%", "share": "0"}, {"at": "1%", "marks": "10"}], "R323"),
        ([{"at": "2%", "share": "0"}, {"at": "2%", "marks": "10"}], "R323"),
        ([{"at": "2%", "share": "0"}, {"at": "5", "marks": "10"}], "R110"),
    ],
)
def test_findings(points: list[dict[str, str]], finding: str) -> None:
    found, *others = MOVED.findings(points=points)
    assert not others
    assert found.startswith(finding)


def test_a_jump_is_for_bands() -> None:
    (found,) = curve({"at": "0", "marks": "0"}, {"at": "0", "marks": "10"}).findings()
    assert found == "R323 two points lie at the same value: the line would jump there"


@pytest.mark.parametrize(
    ("points", "finding"),
    [
        ([{"at": "0", "marks": "11"}, {"at": "10%", "marks": "0"}], "R204"),
        ([{"at": "0", "marks": "9"}, {"at": "10%", "share": "0%"}], "R205"),
    ],
)
def test_full_marks_are_reached_and_not_passed(points: list[dict[str, Any]], finding: str) -> None:
    (found,) = said(check(read_well(curve(*points).rules)))
    assert found.startswith(finding)
    assert not check(read_well(MOVED.rules))
    assert decimal(MOVED.row({"调剂额": "10", "年初预算数": "100"}).deduction) == "10"
