"""Incidents method: 岳阳市 tables #9 (cases) and #5 (a count over a table of special funds)."""

from __future__ import annotations

from typing import Any

import pytest

from methods.support import COUNT, MONEY, One, check_reason, decimal, read_well, reason_codes

CASES = One("3", {"method": "incidents", "count": "违规例数", "marks_each": "1"}, {"违规例数": COUNT})
FUNDS = One(
    "3",
    {"method": "incidents", "count": "count(专项资金 where 非 按进度下达)", "marks_each": "0.5"},
    {"专项资金": {"type": "table", "columns": {"名称": {"type": "text"}, "按进度下达": {"type": "yes_no"}}}},
)


@pytest.mark.parametrize(("cases", "marks"), [("0", "3"), ("1", "2"), ("3", "0"), ("4", "0")])
def test_m7_each_case_costs_a_mark_until_none_are_left(cases: str, marks: str) -> None:
    assert CASES.marks(违规例数=cases) == marks


def test_m8_two_of_seven_special_funds_late() -> None:
    rows = [{"名称": f"专项{one}", "按进度下达": "否" if one < 2 else "是"} for one in range(7)]
    row = FUNDS.row({"专项资金": rows})
    assert decimal(row.marks) == "2"
    check_reason(row, "incidents.some", "2", "0.5", "1")
    assert decimal(FUNDS.row({"专项资金": []}).marks) == "3"


def test_a_count_below_zero_costs_nothing() -> None:
    one = One("3", {"method": "incidents", "count": "甲 - 乙", "marks_each": "1"}, {"甲": COUNT, "乙": COUNT})
    assert one.marks(甲="2", 乙="5") == "3"
    assert one.marks(甲="5", 乙="3") == "1"


@pytest.mark.parametrize(
    ("cases", "code", "figures"),
    [
        ("0", "incidents.none", ("违规例数", "0")),
        ("2", "incidents.some", ("违规例数", "2", "1")),
        ("3", "incidents.some", ("违规例数", "3", "1")),
        ("4", "incidents.exhausted", ("违规例数", "4", "1", "3")),
    ],
)
def test_reasons_name_their_figures(cases: str, code: str, figures: tuple[str, ...]) -> None:
    check_reason(CASES.row({"违规例数": cases}), code, *figures)
    assert [*reason_codes(read_well(CASES.rules))] == ["incidents.none", "incidents.exhausted", "incidents.some"]


@pytest.mark.parametrize(
    ("keys", "finding"), [({"marks_each": "0"}, "R113"), ({"marks_each": "1%"}, "R115"), ({"marks_each": "-1"}, "R113")]
)
def test_findings(keys: dict[str, Any], finding: str) -> None:
    (found,) = CASES.findings(**keys)
    assert found.startswith(finding)


def test_what_is_counted_is_no_money() -> None:
    one = One("3", {"method": "incidents", "count": "甲", "marks_each": "1"}, {"甲": MONEY})
    (found,) = one.findings()
    assert found.startswith("E324")
