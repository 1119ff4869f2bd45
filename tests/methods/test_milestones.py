"""Milestones method: 执行进度 of a table with nested weights, July 40 % for 7 marks and November 80.21 % for 8."""

from __future__ import annotations

from typing import Any

import pytest

from methods.support import COUNT, MONEY, PERCENT, One, bounds, check_reason, read_well, reason_codes, said
from scoring.checks import check

FACTS = {"七月执行率": PERCENT, "支出": MONEY, "预算": MONEY | {"at_least": "1"}}
JULY = {"title": "7月底支出进度", "value": "七月执行率", "reach": "40%", "marks": "7"}
NOVEMBER = {"title": "11月底支出进度", "value": "支出 / 预算", "reach": "80.21%", "marks": "8", "source": "ours"}


def milestones(short: str, *items: dict[str, str], full: str = "15") -> One:
    return One(full, {"method": "milestones", "items": list(items or (JULY, NOVEMBER)), "short": short}, FACTS)


@pytest.mark.parametrize(
    ("july", "spent", "zero", "pro_rata"),
    [
        ("40%", "8021", "15", "15"),
        ("90%", "9000", "15", "15"),
        ("39.99%", "8021", "8", "15"),  # 7 × 39.99 ÷ 40 = 6.998…, rounded to 7
        ("20%", "8021", "8", "11.5"),
        ("40%", "8020", "7", "15"),
        ("20%", "4010.5", "0", "7.5"),
        ("-5%", "0", "0", "0"),
    ],
)
def test_m23_dated_targets(july: str, spent: str, zero: str, pro_rata: str) -> None:
    figures = {"七月执行率": july, "支出": spent, "预算": "10000"}
    assert milestones("zero").marks(**figures) == zero
    assert milestones("pro_rata").marks(**figures) == pro_rata


def test_one_target_open() -> None:
    assert bounds(milestones("zero").row({"七月执行率": "41%"})) == ("7", "15")
    assert bounds(milestones("pro_rata").row({"支出": "1", "预算": "1", "七月执行率": "20%"})) == ("11.5", "11.5")


@pytest.mark.parametrize(
    ("short", "july", "spent", "code", "figures"),
    [
        ("zero", "40%", "90", "milestones.all", ("2",)),
        ("zero", "35%", "90", "milestones.missed", ("7月底支出进度", "35.00%", "40%", "7")),
        ("zero", "40%", "70", "milestones.missed", ("11月底支出进度", "70.00%", "80.21%", "8")),
        (
            "pro_rata",
            "20%",
            "0",
            "milestones.missed",
            ("20.00%", "40%", "3.5", "7", "0.00%", "80.21%", "0", "8", "11.5"),
        ),
    ],
)
def test_reasons_name_what_was_missed(short: str, july: str, spent: str, code: str, figures: tuple[str, ...]) -> None:
    one = milestones(short)
    check_reason(one.row({"七月执行率": july, "支出": spent, "预算": "100"}), code, *figures)
    assert [*reason_codes(read_well(one.rules))] == ["milestones.all", "milestones.missed"]


def test_counts_and_money_in_one_unit() -> None:
    facts = {"件数": COUNT | {"unit": "件"}, "支出元": {"type": "money", "unit": "元"}}
    items = [
        {"title": "6月", "value": "件数", "reach": "3", "marks": "2"},
        {"title": "9月", "value": "支出元", "reach": "50000", "marks": "3"},
        {"title": "12月", "value": "件数 / 5", "reach": "0", "marks": "1"},
    ]
    one = One("6", {"method": "milestones", "items": items, "short": "zero"}, facts)
    assert one.marks(件数="3", 支出元="50000") == "6"
    check_reason(one.row({"件数": "2", "支出元": "49999"}), "milestones.missed", "2", "3", "49999元", "50000元", "5")


@pytest.mark.parametrize(
    ("item", "finding"),
    [
        ({"reach": "0.4"}, "E323"),
        ({"reach": "七月执行率"}, "R324"),
        ({"reach": "40% + 1%"}, "R324"),
        ({"reach": "0"}, "R325"),
        ({"reach": "-1%"}, "R325"),
        ({"reach": "?"}, "E1"),
        ({"marks": "0"}, "R113"),
        ({"value": "支出"}, "E32"),
        ({"value": "支出 / (预算 - 1)"}, "R148"),
    ],
)
def test_findings(item: dict[str, str], finding: str) -> None:
    found, *others = milestones("pro_rata").findings(items=[JULY | item, NOVEMBER])
    assert not others
    assert found.startswith(finding)


@pytest.mark.parametrize("short", [None, "half"])
def test_short_must_be_said(short: str | None) -> None:
    assert len(milestones("zero").findings(short=short)) == 1


@pytest.mark.parametrize(("full", "finding"), [("14", "R204"), ("16", "R205")])
def test_marks_of_targets_add_up_to_the_full_marks(full: str, finding: str) -> None:
    assert not check(read_well(milestones("zero").rules))
    (found,) = said(check(read_well(milestones("zero", full=full).rules)))
    assert found.startswith(finding)


def test_a_target_that_cannot_be_reached_is_found() -> None:
    late: dict[str, Any] = FACTS | {"七月执行率": PERCENT | {"at_most": "30%"}}
    (found,) = said(check(read_well(One("15", milestones("zero").keys, late).rules)))
    assert found.startswith("R205")
