"""Checklist method: 岳阳市 table #8 (earning), 三公经费管理 of the county variant (losing)."""

from __future__ import annotations

from typing import Any

import pytest

from methods.support import MONEY, One, check_reason, decimal, read_well, reason_codes, texts

ITEMS = [
    {"title": "已制定办法", "marks": "1"},
    {"title": "合法合规", "marks": "1"},
    {"title": "有效执行", "marks": "1"},
]


def checklist(mode: str, items: list[dict[str, Any]] = ITEMS, full: str = "3") -> One:
    return One(full, {"method": "checklist", "mode": mode, "items": items}, {"结余": MONEY})


def answers(*given: str) -> dict[str, str]:
    return {f"A01.{index}": answer for index, answer in enumerate(given, 1)}


@pytest.mark.parametrize("mode", ["earn", "lose"])
@pytest.mark.parametrize(("given", "marks"), [("是是否", "2"), ("是是是", "3"), ("否否否", "0"), ("否是否", "1")])
def test_m6_two_of_three_items(mode: str, given: str, marks: str) -> None:
    assert decimal(checklist(mode).row(answers(*given)).marks) == marks


def test_earning_and_losing_differ_where_items_do_not_add_up() -> None:
    items = [{"title": "甲", "marks": "2"}, {"title": "乙", "marks": "2"}]
    assert decimal(checklist("earn", items).row(answers("是", "否")).marks) == "2"
    assert decimal(checklist("earn", items).row(answers("是", "是")).marks) == "3"
    assert decimal(checklist("lose", items).row(answers("是", "否")).marks) == "1"
    assert decimal(checklist("lose", items).row(answers("否", "否")).marks) == "0"


def test_an_item_that_is_computed_asks_for_no_answer() -> None:
    items = [{"title": "无结余", "marks": "2", "met": "结余 = 0"}, {"title": "已公开", "marks": "1"}]
    one = checklist("earn", items)
    row = one.row({"结余": "1", "A01.2": "是"})
    assert decimal(row.marks) == "1"
    check_reason(row, "checklist.unmet", "1", "无结余", "2")
    assert "A01.1" not in read_well(one.rules).facts


@pytest.mark.parametrize("mode", ["earn", "lose"])
def test_reasons_name_their_figures(mode: str) -> None:
    check_reason(checklist(mode).row(answers(*"是是是")), "checklist.all", "3")
    unmet = checklist(mode).row(answers(*"是否否"))
    check_reason(unmet, "checklist.unmet", "2", "合法合规", "3", "有效执行", "1")
    assert "已制定办法" not in texts(unmet)[1]
    assert [*reason_codes(read_well(checklist(mode).rules))] == ["checklist.all", "checklist.unmet"]


def test_items_beyond_the_full_marks_cost_nothing() -> None:
    row = checklist("earn", ITEMS, "2").row(answers(*"是是否"))
    check_reason(row, "checklist.all")


@pytest.mark.parametrize(
    ("keys", "finding"),
    [
        ({"items": []}, "R128"),
        ({"items": [{"title": "甲", "marks": "0"}]}, "R113"),
        ({"items": [{"title": "甲", "marks": "10%"}]}, "R115"),
    ],
)
def test_findings(keys: dict[str, Any], finding: str) -> None:
    (found,) = checklist("earn").findings(**keys)
    assert found.startswith(finding)


def test_the_mode_must_be_said() -> None:
    assert len(checklist("earn").findings(mode=None)) == 1
    assert len(checklist("earn").findings(mode="both")) == 1
