"""Ratio method: 预算执行率 (Hubei, 20 marks), 正向 and 反向 targets."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from methods.support import NUMBER, PERCENT, One, check_reason, decimal, read_well, reason_codes

FACTS = {"实际": NUMBER, "目标": NUMBER}


def ratio(better: str, full: str = "10") -> One:
    return One(full, {"method": "ratio", "actual": "实际", "target": "目标", "better": better}, FACTS)


def test_m9_spending_over_budget() -> None:
    row = ratio("higher", "20").row({"实际": "89.974", "目标": "90"})
    assert (decimal(row.marks), decimal(row.deduction)) == ("19.99", "0.01")
    assert row.exact == Fraction(89974, 90000) * 20
    check_reason(row, "ratio.missed", "实际", "89.974", "99.97%", "目标", "90", "19.99", "20", "0.01")


@pytest.mark.parametrize(
    ("better", "actual", "target", "marks"),
    [
        ("lower", "100", "90", "9"),  # M10: at most 90, actual 100
        ("lower", "90", "90", "10"),
        ("lower", "0", "90", "10"),
        ("lower", "0", "0", "10"),  # 0 accidents against 0 planned
        ("lower", "1", "0", "0"),
        ("lower", "-5", "-10", "0"),
        ("lower", "5", "-10", "0"),
        ("higher", "90", "100", "9"),
        ("higher", "100", "100", "10"),
        ("higher", "300", "100", "10"),
        ("higher", "0", "0", "10"),
        ("higher", "-1", "0", "0"),
        ("higher", "-20", "-10", "0"),
        ("higher", "-20", "10", "0"),
    ],
)
def test_m10_targets(better: str, actual: str, target: str, marks: str) -> None:
    assert ratio(better).marks(实际=actual, 目标=target) == marks


@pytest.mark.parametrize(
    ("better", "actual", "target", "code", "figures"),
    [
        ("higher", "120", "100", "ratio.reached", ("实际", "120", "目标", "100")),
        ("higher", "75", "100", "ratio.missed", ("75", "75.00%", "100", "7.5", "10", "2.5")),
        ("higher", "-1", "0", "ratio.no_divisor", ("-1", "0", "10")),
        ("lower", "80", "100", "ratio.reached", ("80", "100")),
        ("lower", "125", "100", "ratio.missed", ("100", "80.00%", "125", "8", "10", "2")),
        ("lower", "-5", "-10", "ratio.no_divisor", ("-5", "-10", "10")),
        ("lower", "1", "-1", "ratio.cut_off", ("1", "-1", "10")),
        ("lower", "1", "0", "ratio.missed", ("0.00%", "10")),
        ("higher", "-20", "10", "ratio.cut_off", ("-20", "10")),
        ("higher", "0", "10", "ratio.missed", ("0.00%", "10")),
    ],
)
def test_reasons_name_their_figures(better: str, actual: str, target: str, code: str, figures: tuple[str, ...]) -> None:
    check_reason(ratio(better).row({"实际": actual, "目标": target}), code, "实际", "目标", *figures)


@pytest.mark.parametrize("better", ["higher", "lower"])
def test_no_other_reason(better: str) -> None:
    rules = read_well(ratio(better).rules)
    assert [*reason_codes(rules)] == ["ratio.reached", "ratio.no_divisor", "ratio.cut_off", "ratio.missed"]
    assert [one.warns for one in rules.indicators[0].lowered.reasons] == [False, True, False, False]


@pytest.mark.parametrize("keys", [{"better": "nearer"}, {"better": None}, {"actual": "实际 = 1"}, {"target": None}])
def test_findings(keys: dict[str, Any]) -> None:
    assert len(ratio("higher").findings(**keys)) == 1


@pytest.mark.parametrize(
    ("actual", "target", "marks"),
    [
        ("支出元", "预算万元", "5"),
        ("支出元 + 0", "5000", "10"),
        ("完成率", "100%", "5"),
        ("完成率", "件数 / 件数", "5"),
        ("件数 / (件数 + 3)", "完成率", "8"),
        ("count(名单)", "件数", "10"),
    ],
)
def test_both_expressions_are_brought_to_one_unit(actual: str, target: str, marks: str) -> None:
    assert decimal(in_units(actual, target).row(UNITS).marks) == marks


@pytest.mark.parametrize(
    ("actual", "target", "finding"),
    [("支出元", "件数", "E322"), ("完成率", "0.9", "E323"), ("件数", "完成率", "E322"), ("0.9", "完成率", "E323")],
)
def test_what_does_not_go_together_is_refused(actual: str, target: str, finding: str) -> None:
    (found,) = in_units(actual, target).findings()
    assert found.startswith(finding)


def in_units(actual: str, target: str) -> One:
    facts = {
        "支出元": {"type": "money", "unit": "元"},
        "预算万元": {"type": "money", "unit": "万元"},
        "完成率": PERCENT,
        "件数": {"type": "count", "unit": "件", "at_least": "1"},
        "名单": {"type": "table", "columns": {"名称": {"type": "text"}}},
    }
    return One("10", {"method": "ratio", "actual": actual, "target": target, "better": "higher"}, facts)


UNITS = {"支出元": "5000", "预算万元": "1", "完成率": "50%", "件数": "2", "名单": [{"名称": "甲"}, {"名称": "乙"}]}
