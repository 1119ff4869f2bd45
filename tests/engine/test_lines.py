"""Lines on the total, one kind after another: cap, cap_by, coefficient, add, take, grade_at_most, the cut."""

from __future__ import annotations

from typing import Any

import pytest

from engine.lined import FACTS, ends, lined, said, totalled
from methods.support import bounds, check_sound, decimal, leaf, rule_set, sheet
from scoring.engine.found import Lacking

CAP = {"cap": "89", "when": "有问题"}
HALVES = {"coefficient": "90%", "when": "有问题"}
VETO = {"grade_at_most": "中", "when": "有问题"}
SPENDING = {
    "cap_by": "执行率",
    "bands": [
        {"in": "[80%, )", "cap": "none"},
        {"in": "[70%, 80%)", "cap": "89"},
        {"in": "[60%, 70%)", "cap": "79"},
        {"in": "[50%, 60%)", "cap": "69", "source": "ours"},
        {"in": "(, 50%)", "cap": "59"},
    ],
}
PRIZE = {"add": "5", "method": "yes_no", "fact": "获奖", "expected": "是"}
CASES = {"take": "3", "method": "incidents", "count": "例数", "marks_each": "1"}


@pytest.mark.parametrize(
    ("marks", "answer", "total", "amount", "code", "figures"),
    [
        ("95", "是", "89", "-6", "line.capped", ("89", "95")),
        ("89", "是", "89", "0", "line.cap_not_reached", ("89",)),
        ("85", "是", "85", "0", "line.cap_not_reached", ("89", "85")),
        ("95", "否", "95", "0", "line.unmet", ()),
    ],
)
def test_cap(marks: str, answer: str, total: str, amount: str, code: str, figures: tuple[str, ...]) -> None:
    made = totalled(CAP, marks=marks, given={"有问题": answer})
    assert ends(made)[:2] == (total, total)
    assert said(made.lines[0], *figures) == (amount, code)


def test_cap_with_an_open_condition() -> None:
    made = check_sound(lined(CAP), {"得分": "95"}, {"有问题": ["是", "否"]})
    (line,) = made.lines
    assert ends(made) == ("89", "95", "良优")
    assert (line.amount, bounds(line), line.reason) == (None, ("-6", "0"), None)
    assert ("有问题", ("第1行",), True) in [(one.name, one.codes, one.material) for one in made.missing]


def test_an_open_condition_that_changes_nothing_is_immaterial() -> None:
    made = check_sound(lined(CAP), {"得分": "85"}, {"有问题": ["是", "否"]})
    assert ends(made) == ("85", "85", "良")
    assert not [one for one in made.missing if one.material]


@pytest.mark.parametrize(
    ("spent", "total", "code"),
    [
        ("80", "95", "line.no_cap"),
        ("79.99", "89", "line.capped"),
        ("70", "89", "line.capped"),
        ("69.99", "79", "line.capped"),
        ("50", "69", "line.capped"),
        ("49.99", "59", "line.capped"),
        ("0", "59", "line.capped"),
    ],
)
def test_cap_by_the_band_of_a_value(spent: str, total: str, code: str) -> None:
    made = totalled(SPENDING, marks="95", given={"执行数": spent, "预算数": "100"})
    assert ends(made)[0] == total
    figures = (spent, "执行率") if code == "line.no_cap" else (spent, total, "95", "执行率")
    assert said(made.lines[0], *figures)[1] == code


def test_cap_by_a_total_below_every_cap() -> None:
    made = totalled(SPENDING, marks="40", given={"执行数": "60", "预算数": "100"})
    assert said(made.lines[0], "60.00%", "79", "40") == ("0", "line.cap_not_reached")


def test_cap_by_a_value_that_is_missing() -> None:
    made = check_sound(
        lined(SPENDING), {"得分": "95", "预算数": "100"}, {"执行数": ["0", "55", "60", "75", "80", "120"]}
    )
    assert ends(made) == ("59", "95", "差优")
    assert made.lines[0].reason is None


def test_cap_by_a_value_that_is_undefined() -> None:
    made = totalled(SPENDING, marks="95", given={"执行数": "5", "预算数": "0"})
    assert ends(made) == ("59", "95", "差优")
    assert (Lacking.UNDEFINED, "预算数") in [(one.lacking, one.name) for one in made.missing]


def test_cap_by_a_value_that_is_not_applicable() -> None:
    rules = lined(SPENDING, zero="not_applicable")
    made = sheet(rules, {"得分": "95", "执行数": "5", "预算数": "0"})
    assert ends(made) == ("95", "95", "优")
    assert said(made.lines[0], "执行率") == ("0", "line.no_cap")
    check_sound(rules, {"得分": "95", "执行数": "5"}, {"预算数": ["0", "1", "6", "7", "8", "10", "20"]})


def test_cap_by_with_a_condition() -> None:
    rules = lined(SPENDING | {"when": "有问题"})
    facts = {"得分": "95", "执行数": "55", "预算数": "100"}
    assert ends(sheet(rules, facts | {"有问题": "否"}))[0] == "95"
    assert ends(sheet(rules, facts | {"有问题": "是"}))[0] == "69"
    assert ends(check_sound(rules, facts, {"有问题": ["是", "否"]}))[:2] == ("69", "95")


def test_coefficient() -> None:
    made = totalled(HALVES, marks="88.88", given={"有问题": "是"})
    assert ends(made) == ("79.99", "79.99", "中")  # 79.992
    assert said(made.lines[0], "88.88", "90%") == ("-8.89", "line.coefficient")
    assert ends(totalled(HALVES, marks="88.88", given={"有问题": "否"}))[0] == "88.88"
    assert ends(check_sound(lined(HALVES), {"得分": "90"}, {"有问题": ["是", "否"]})) == ("81", "90", "良优")


def test_add_brings_the_marks_of_its_method() -> None:
    made = totalled(PRIZE, marks="80", given={"获奖": "是"})
    assert said(made.lines[0], "5", "获奖") == ("5", "line.add")
    assert ends(made) == ("85", "85", "良")
    assert said(totalled(PRIZE, marks="80", given={"获奖": "否"}).lines[0], "0", "5") == ("0", "line.add")
    assert ends(check_sound(lined(PRIZE), {"得分": "88"}, {"获奖": ["是", "否"]})) == ("88", "93", "良优")


@pytest.mark.parametrize(("cases", "amount"), [("0", "-3"), ("1", "-2"), ("4", "0")])
def test_take_takes_the_marks_of_its_method(cases: str, amount: str) -> None:
    made = totalled(CASES, marks="80", given={"例数": cases})
    assert said(made.lines[0], "3", "例数") == (amount, "line.take")


def test_take_with_a_value() -> None:
    bands = [{"in": "[50%, )", "marks": "0"}, {"in": "(, 50%)", "marks": "4"}]
    value = {"formula": "执行数 / 预算数", "unit": "%", "when_denominator_zero": "2"}
    line = {"take": "4", "value": value, "method": "bands", "bands": bands}
    facts = {"得分": "80", "预算数": "100"}
    assert ends(sheet(lined(line), facts | {"执行数": "40"}))[0] == "76"
    zero = sheet(lined(line), facts | {"执行数": "40", "预算数": "0"})
    assert said(zero.lines[0], "2", "4", "预算数") == ("-2", "line.take")
    assert ends(check_sound(lined(line), facts, {"执行数": ["0", "49", "50", "70"]}))[:2] == ("76", "80")


def test_add_by_what_is_not_applicable_adds_nothing() -> None:
    cases = [{"when": "执行率 ≥ 80%", "marks": "2"}, {"otherwise": "true", "marks": "1"}]
    rules = lined({"add": "2", "method": "conditions", "conditions": cases}, zero="not_applicable")
    made = sheet(rules, {"得分": "80", "执行数": "1", "预算数": "0"})
    assert said(made.lines[0], "0", "2", "预算数") == ("0", "line.add")
    check_sound(rules, {"得分": "80", "执行数": "1"}, {"预算数": ["0", "1", "2"]})


def test_add_by_judgement_and_by_checklist() -> None:
    judgement = {"judgements": {"第1行": {"level": "好", "marks": "2", "reason": "首创", "evaluator": "张三"}}}
    judged = {"add": "3", "method": "judged", "levels": [{"level": "好", "share": "[50%, 100%]"}]}
    made = sheet(lined(judged), {"得分": "80"}, **judgement)
    assert said(made.lines[0], "张三", "好", "首创", "2", "3") == ("2", "line.add")
    assert ends(sheet(lined(judged), {"得分": "80"}))[:2] == ("81.5", "83")
    listed = {"add": "3", "method": "checklist", "mode": "earn", "items": [{"title": "试点", "marks": "3"}]}
    made = sheet(lined(listed), {"得分": "80", "第1行.1": "是"})
    assert ends(made)[0] == "83"


@pytest.mark.parametrize(
    ("marks", "answer", "grade", "code"),
    [
        ("95", "是", "中", "line.grade_at_most"),
        ("50", "是", "差", "line.grade_at_most"),
        ("95", "否", "优", "line.unmet"),
    ],
)
def test_grade_at_most(marks: str, answer: str, grade: str, code: str) -> None:
    made = totalled(VETO, marks=marks, given={"有问题": answer})
    assert ends(made) == (marks, marks, grade)
    assert said(made.lines[0], *(["中"] if answer == "是" else [])) == ("0", code)


def test_grade_at_most_with_an_open_condition() -> None:
    assert ends(check_sound(lined(VETO), {"得分": "95"}, {"有问题": ["是", "否"]})) == ("95", "95", "中优")
    assert ends(check_sound(lined(VETO), {"得分": "75"}, {"有问题": ["是", "否"]})) == ("75", "75", "中")
    twice = lined(VETO, {"grade_at_most": "差", "when": "获奖"})
    assert ends(check_sound(twice, {"得分": "95", "有问题": "是"}, {"获奖": ["是", "否"]})) == ("95", "95", "差中")


def test_the_total_is_cut_to_full_marks() -> None:
    made = totalled(PRIZE, marks="98", given={"获奖": "是"})
    assert ends(made)[0] == "100"
    assert [said(line) for line in made.lines] == [("5", "line.add"), ("-3", "line.cut")]
    assert said(made.lines[1], "100") == ("-3", "line.cut")
    assert made.lines[1].line is None
    assert len(totalled(PRIZE, marks="95", given={"获奖": "是"}).lines) == 1


@pytest.mark.parametrize(("most", "total", "lines"), [("105", "103", 1), ("102", "102", 2), ("100", "100", 2)])
def test_total_at_most(most: str, total: str, lines: int) -> None:
    made = sheet(lined(PRIZE, total_at_most=most), {"得分": "98", "获奖": "是"})
    assert (ends(made)[0], len(made.lines)) == (total, lines)


def test_an_open_cut() -> None:
    made = check_sound(lined(PRIZE), {"获奖": "是"}, {"得分": ["0", "50", "95", "96", "100"]})
    cut = made.lines[-1]
    assert ends(made)[:2] == ("5", "100")
    assert (cut.amount, bounds(cut)) == (None, ("-5", "0"))


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        ((CAP, PRIZE), "94"),
        ((PRIZE, CAP), "89"),
        ((HALVES, PRIZE), "86"),
        ((PRIZE, HALVES), "85.5"),
        ((CAP, HALVES, PRIZE), "85.1"),
    ],
)
def test_lines_apply_in_the_order_written(total: tuple[dict[str, Any], ...], expected: str) -> None:
    marks = "95" if CAP in total else "90"
    assert ends(totalled(*total, marks=marks, given={"有问题": "是", "获奖": "是"}))[0] == expected


def test_the_total_never_falls_below_0() -> None:
    made = totalled(CASES, PRIZE, marks="1", given={"例数": "0", "获奖": "是"})
    assert [decimal(line.amount) for line in made.lines] == ["-1", "5"]
    assert ends(made)[0] == "5"


def test_several_open_lines() -> None:
    rules = lined(SPENDING, HALVES, CASES, PRIZE, VETO)
    open_ = {"有问题": ["是", "否"], "获奖": ["是", "否"], "例数": ["0", "2", "9"], "执行数": ["0", "75", "100"]}
    check_sound(rules, {"得分": "95", "预算数": "100"}, open_)
    check_sound(rules, {"预算数": "100", "有问题": "是"}, {"得分": ["0", "60", "100"], **open_, "有问题": ["是"]})


def thirds(at: str, *total: dict[str, Any]) -> dict[str, Any]:
    third = {"method": "ratio", "actual": "例数", "target": "3", "better": "higher"}
    rounding = {"step": "0.01", "mode": "half_up", "at": at, "source": "ours"}
    lines = [{"line": f"第{number}行", **line, "source": "ours"} for number, line in enumerate(total, 1)]
    parts = [leaf(f"A0{one}", "1", third) for one in range(1, 4)]
    return rule_set("3", parts, FACTS, rounding=rounding, total=lines)


def test_rounded_at_indicator_the_total_is_the_sum_of_what_is_shown() -> None:
    made = sheet(thirds("indicator", HALVES), {"例数": "1", "有问题": "是"})
    assert [decimal(row.marks) for row in made.indicators] == ["0.33", "0.33", "0.33"]
    assert (decimal(made.lines[0].amount), decimal(made.total.marks)) == ("-0.1", "0.89")  # 0.99 × 90 % = 0.891
    assert made.total.exact == made.total.marks


def test_rounded_at_total_the_parts_shown_add_up() -> None:
    made = sheet(thirds("total", HALVES), {"例数": "1", "有问题": "是"})
    assert [decimal(row.marks) for row in made.indicators] == ["0.33", "0.34", "0.33"]
    assert [row.exact for row in made.indicators] == [made.indicators[0].full_marks / 3] * 3
    assert (decimal(made.lines[0].amount), decimal(made.total.marks)) == ("-0.1", "0.9")
    assert made.total.exact == made.total.marks


def test_rounded_at_total_nothing_behind_an_open_part_is_shown() -> None:
    made = sheet(thirds("total", HALVES, {"cap": "2", "when": "获奖"}), {"例数": "1", "获奖": "否"})
    assert [line.amount for line in made.lines] == [None, None]
    assert made.total.marks is None
