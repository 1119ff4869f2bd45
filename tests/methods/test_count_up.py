"""Count-up method: 按数累加法 is named for 四川省; no text was seen, so the numbers are constructed."""

from __future__ import annotations

from typing import Any

import pytest

from methods.support import COUNT, MONEY, One, bounds, check_reason, decimal, read_well, reason_codes, said
from scoring.checks import check

COURSES = One("5", {"method": "count_up", "count": "培训期数", "marks_each": "2"}, {"培训期数": COUNT})
PRIZES = One(
    "5",
    {"method": "count_up", "count": "count(获奖 where 省级)", "marks_each": "1"},
    {"获奖": {"type": "table", "columns": {"名称": {"type": "text"}, "省级": {"type": "yes_no"}}}},
)


@pytest.mark.parametrize(("courses", "marks"), [("0", "0"), ("1", "2"), ("2", "4"), ("3", "5"), ("90", "5")])
def test_m24_each_counts_until_the_full_marks(courses: str, marks: str) -> None:
    assert COURSES.marks(培训期数=courses) == marks


def test_rows_of_a_table_are_counted() -> None:
    rows = [{"名称": "甲", "省级": "是"}, {"名称": "乙", "省级": "否"}, {"名称": "丙"}]
    assert bounds(PRIZES.row({"获奖": rows})) == ("1", "2")
    assert decimal(PRIZES.row({"获奖": rows[:2]}).marks) == "1"


def test_a_count_below_zero_earns_nothing() -> None:
    one = One("3", {"method": "count_up", "count": "甲 - 乙", "marks_each": "1"}, {"甲": COUNT, "乙": COUNT})
    assert one.marks(甲="2", 乙="5") == "0"
    assert one.marks(甲="5", 乙="3") == "2"


@pytest.mark.parametrize(
    ("courses", "code", "figures"),
    [
        ("0", "count_up.none", ("培训期数", "0", "2", "5")),
        ("2", "count_up.some", ("培训期数", "2", "4", "5", "1")),
        ("3", "count_up.full", ("培训期数", "3", "2", "5")),
    ],
)
def test_reasons_name_their_figures(courses: str, code: str, figures: tuple[str, ...]) -> None:
    check_reason(COURSES.row({"培训期数": courses}), code, *figures)
    assert [*reason_codes(read_well(COURSES.rules))] == ["count_up.full", "count_up.none", "count_up.some"]


@pytest.mark.parametrize(
    ("keys", "finding"), [({"marks_each": "0"}, "R113"), ({"marks_each": "1%"}, "R115"), ({"count": "培训"}, "E201")]
)
def test_findings(keys: dict[str, Any], finding: str) -> None:
    (found,) = COURSES.findings(**keys)
    assert found.startswith(finding)


def test_what_is_counted_is_no_money() -> None:
    (found,) = One("3", {"method": "count_up", "count": "甲", "marks_each": "1"}, {"甲": MONEY}).findings()
    assert found.startswith("E324")


def test_full_marks_that_no_count_reaches_are_found() -> None:
    assert not check(read_well(COURSES.rules))
    few = One("5", COURSES.keys, {"培训期数": COUNT | {"at_most": "2"}})
    (found,) = said(check(read_well(few.rules)))
    assert found.startswith("R205")
