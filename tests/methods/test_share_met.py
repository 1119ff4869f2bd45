"""Share-met method: 目标实现 of 大英县 2020, 4 of 5 targets met is 8 of 10; above 130 % of the target is not met."""

from __future__ import annotations

from typing import Any

import pytest

from methods.support import NUMBER, One, bounds, check_reason, decimal, leaf, read_well, rule_set, said, sheet
from methods.support import read as read_rules
from scoring.checks import check
from scoring.diagnostics import Language
from scoring.engine.found import State

COLUMNS = {"名称": {"type": "text"}, "目标值": NUMBER, "完成值": NUMBER}
FACTS = {"数量指标": {"type": "table", "columns": COLUMNS}, "人数": NUMBER}
MET = "目标值 ≤ 完成值 ≤ 目标值 × 130%"


def share_met(when_no_rows: str, **keys: Any) -> One:
    return One(
        "10", {"method": "share_met", "rows": "数量指标", "met": MET, "when_no_rows": when_no_rows} | keys, FACTS
    )


def rows(*done: str) -> dict[str, Any]:
    """Targets of 10, each with what was done; "" leaves the cell empty."""
    return {"数量指标": [{"名称": "甲", "目标值": "10"} | ({"完成值": one} if one else {}) for one in done]}


@pytest.mark.parametrize(
    ("done", "marks"),
    [
        (("10", "11", "12", "13", "9.9"), "8"),
        (("10", "11", "12", "13", "13.1"), "8"),
        (("10", "11", "12"), "10"),
        (("9", "14", "12"), "3.33"),
        (("9",), "0"),
    ],
)
def test_m13_share_of_targets_met(done: tuple[str, ...], marks: str) -> None:
    assert decimal(share_met("zero").row(rows(*done)).marks) == marks


@pytest.mark.parametrize(("policy", "marks"), [("full", "10"), ("zero", "0"), ("4", "4"), ("10", "10")])
def test_no_rows(policy: str, marks: str) -> None:
    row = share_met(policy).row(rows())
    assert (row.state, decimal(row.marks)) == (State.SCORED, marks)
    check_reason(row, "share_met.no_rows_full" if marks == "10" else "share_met.no_rows", "数量指标")


def test_no_rows_may_leave_the_share_undefined() -> None:
    row = share_met("missing").row(rows())
    assert (row.state, bounds(row)) == (State.MISSING_DATA, ("0", "10"))
    check_reason(row, "missing_data", "数量指标", "0", "10")


@pytest.mark.parametrize(
    ("policy", "low", "not_counted"), [("full", "10", "0"), ("zero", "0", "0"), ("rescale", "0", "10")]
)
def test_no_rows_may_not_apply(policy: str, low: str, not_counted: str) -> None:
    one = share_met("not_applicable", not_applicable=policy)
    other = leaf("A02", "10", {"method": "count_up", "count": "2", "marks_each": "5"})
    rules = rule_set("20", [leaf("A01", "10", one.keys), other], FACTS)
    row = sheet(rules, rows()).indicators[0]
    assert row.state is State.NOT_APPLICABLE
    assert (decimal(row.low), decimal(row.not_counted)) == (low, not_counted)
    check_reason(row, "share_met.not_applicable", "数量指标")
    assert sheet(rules, rows("10")).indicators[0].state is State.SCORED
    assert sheet(rules, {}).indicators[0].state is State.MISSING_DATA


def test_a_cell_missing_leaves_the_marks_open() -> None:
    row = share_met("zero").row(rows("10", "", "9", "12"))
    assert (row.state, bounds(row)) == (State.MISSING_DATA, ("5", "7.5"))
    assert bounds(share_met("5").row({})) == ("0", "10")


def test_reasons_name_their_figures() -> None:
    one = share_met("zero")
    check_reason(one.row(rows("10", "12")), "share_met.all", "数量指标", "2")
    row = one.row(rows("10", "11", "12", "13", "14"))
    check_reason(row, "share_met.some", "数量指标", "4", "5", "80.00%", "8", "10", "2")


def test_the_sentence_says_what_holds_without_rows() -> None:
    (indicator,) = read_well(share_met("4").rules).indicators
    said_in = [Language(code).render(indicator.lowered.sentence) for code in ("zh", "en")]
    assert all("数量指标" in one and "130%" in one and "4" in one for one in said_in)


@pytest.mark.parametrize(
    ("keys", "finding"),
    [
        ({"rows": "数量"}, "R327"),
        ({"rows": "人数"}, "R327"),
        ({"rows": "数量指标 where 完成值 > 0"}, "R327"),
        ({"met": "完成值"}, "E3"),
        ({"met": "完成"}, "E201"),
        ({"met": "count(数量指标) > 1"}, "E211"),
        ({"met": "完成值 / 目标值 ≥ 100%"}, "R148"),
        ({"when_no_rows": "half"}, "R142"),
        ({"when_no_rows": "-1"}, "R142"),
        ({"when_no_rows": "5%"}, "R115"),
        ({"when_no_rows": "not_applicable"}, "R1"),
        ({"rows": None}, "D206"),
    ],
)
def test_findings(keys: dict[str, Any], finding: str) -> None:
    found, *others = share_met("zero").findings(**keys)
    assert not others, (found, *others)
    assert found.startswith(finding)


@pytest.mark.parametrize("keys", [{"rows": ["a"]}, {"met": ["a"]}, {"when_no_rows": ["a"]}])
def test_what_is_no_text_is_found_once(keys: dict[str, Any]) -> None:
    assert len(share_met("zero").findings(**keys)) == 1


def test_names_with_brackets_and_full_width_digits() -> None:
    facts = {"“三公”清单1": FACTS["数量指标"]}
    one = One("10", {**share_met("zero").keys, "rows": "「“三公”清单1」"}, facts)
    assert decimal(one.row({"“三公”清单1": rows("10")["数量指标"]}).marks) == "10"
    (found,) = one.findings(rows="「“三公”清单１」")
    assert found.startswith("E202")


def test_columns_hide_facts_and_may_divide_where_they_are_above_zero() -> None:
    columns = COLUMNS | {"目标值": NUMBER | {"at_least": "1"}}
    facts = {"数量指标": {"type": "table", "columns": columns}, "完成值": NUMBER}
    one = One("10", {**share_met("zero").keys, "met": "完成值 / 目标值 ≥ 100%"}, facts)
    assert decimal(one.row(rows("10", "9")).marks) == "5"


def test_marks_without_rows_above_the_full_ones_are_found() -> None:
    assert not check(read_well(share_met("10").rules))
    (found,) = said(check(read_well(share_met("11").rules)))
    assert found.startswith("R204")


def test_a_line_cannot_be_not_applicable() -> None:
    keys = {"line": "加分", "add": "2", "source": "ours"}
    lines = [{**keys, **share_met("not_applicable").keys}]
    part = leaf("A01", "10", {"method": "count_up", "count": "2", "marks_each": "5"})
    (found,) = said(read_rules(rule_set("10", [part], FACTS, total=lines))[1])
    assert found.startswith("R157")
    lines = [{**keys, **share_met("2").keys}]
    made = sheet(rule_set("10", [part], FACTS, total=lines, total_at_most="12"), rows())
    assert decimal(made.total.marks) == "12"
