"""What becomes of the marks of an indicator or a group that does not apply (M20), each policy alone and mixed."""

from __future__ import annotations

from typing import Any

import pytest

from engine.lined import ends, said
from methods.support import (
    COUNT,
    YES_NO,
    Tree,
    bounds,
    check_reason,
    check_sound,
    decimal,
    group,
    leaf,
    read_well,
    rule_set,
    sheet,
)
from scoring.diagnostics import Language
from scoring.engine import ScoreSheet
from scoring.engine.found import State

FACTS = {
    "甲": {"type": "number", "at_least": "0", "at_most": "100"},
    "乙": {"type": "number", "at_least": "0", "at_most": "100"},
    "丙": {"type": "number", "at_least": "0", "at_most": "100"},
    "有项目": YES_NO,
    "有建设": YES_NO,
    "有采购": YES_NO,
    "例数": COUNT,
    "总数": COUNT,
}


def part(code: str, full: str, fact: str, **more: Any) -> dict[str, Any]:
    """Return an indicator that brings as many marks as its fact says, up to its full ones."""
    return leaf(code, full, {"method": "ratio", "actual": fact, "target": full, "better": "higher"}, **more)


def away(policy: str, when: str = "有项目") -> dict[str, str]:
    return {"applies_when": when, "not_applicable": policy}


def rules(*parts: Tree, **more: Any) -> dict[str, Any]:
    return rule_set("100", list(parts), FACTS, **more)


def lines_of(made: ScoreSheet) -> list[str]:
    return [decimal(line.amount) for line in made.lines]


@pytest.mark.parametrize(
    ("policy", "total", "row", "lines"),
    [
        ("full", "95", ("7", "0", "0"), []),
        ("zero", "88", ("0", "7", "0"), []),
        ("rescale", "94.62", ("0", "0", "7"), ["6.62"]),
        ("rescale_group", "94.62", ("0", "0", "7"), ["6.62"]),
    ],
)
def test_m20_88_of_93(policy: str, total: str, row: tuple[str, str, str], lines: list[str]) -> None:
    one = rules(group("全部", "100", part("A01", "93", "甲"), part("A02", "7", "乙", **away(policy))))
    made = sheet(one, {"甲": "88", "有项目": "否"})
    found = made.indicators[1]
    assert (ends(made)[0], lines_of(made)) == (total, lines)
    assert (decimal(found.marks), decimal(found.deduction), decimal(found.not_counted)) == row
    assert found.state is State.NOT_APPLICABLE
    check_reason(found, "not_applicable", "有项目", "7")
    if lines:
        assert said(made.lines[0], "7", "88", "94.62") == ("6.62", "line.spread")
        assert made.lines[0].line is None
    assert ends(sheet(one, {"甲": "88", "乙": "7", "有项目": "是"}))[0] == "95"


@pytest.mark.parametrize("policy", ["full", "zero", "rescale", "rescale_group"])
@pytest.mark.parametrize("marks", ["0", "50", "88", "93"])
def test_an_open_condition_is_bounded_by_its_completions(policy: str, marks: str) -> None:
    one = rules(group("全部", "100", part("A01", "93", "甲"), part("A02", "7", "乙", **away(policy))))
    made = check_sound(one, {"甲": marks}, {"有项目": ["是", "否"], "乙": ["0", "3", "7"]})
    row = made.indicators[1]
    assert (row.state, row.marks, bounds(row)) == (State.MISSING_DATA, None, ("0", "7"))
    closed = check_sound(one, {"甲": marks, "乙": "7"}, {"有项目": ["是", "否"]})
    assert closed.total.low <= closed.total.high


def test_rescaling_one_group_leaves_the_others_alone() -> None:
    ours = group("产出", "20", part("A01", "10", "甲"), part("A02", "10", "乙", **away("rescale_group")))
    made = sheet(rules(ours, part("B01", "80", "丙")), {"甲": "8", "丙": "70", "有项目": "否"})
    assert (ends(made)[0], lines_of(made)) == ("86", ["8"])
    for language in ("zh", "en"):
        assert "产出" in Language(language).render(made.lines[0].name)
    check_reason(made.indicators[1], "not_applicable", "产出", "10")


def test_the_innermost_group_is_rescaled_first() -> None:
    inner = group("数量", "10", part("A01", "5", "甲"), part("A02", "5", "甲", **away("rescale_group")))
    outer = group("产出", "20", inner, part("A03", "10", "甲", **away("rescale_group", "有建设")))
    one = rules(outer, part("B01", "70", "丙"), part("C01", "10", "乙", **away("rescale", "有采购")))
    facts = {"甲": "4", "丙": "49", "有项目": "否", "有建设": "否", "有采购": "否"}
    made = sheet(one, facts)
    assert lines_of(made) == ["4", "8", "7.22"]  # 4 → 8 of 10 → 16 of 20; 65 of 90 → 72.22
    assert ends(made)[0] == "72.22"
    open_ = {name: ["是", "否"] for name in ("有项目", "有建设", "有采购")}
    check_sound(one, {"甲": "4", "乙": "10", "丙": "49"}, open_)
    check_sound(one, {"丙": "49"}, {"甲": ["0", "4", "5"], "乙": ["0", "10"], **open_})


def test_both_kinds_of_rescaling_in_one_group() -> None:
    parts = (part("A01", "5", "甲"), part("A02", "5", "甲", **away("rescale")))
    ours = group("产出", "15", *parts, part("A03", "5", "甲", **away("rescale_group", "有建设")))
    one = rules(ours, part("B01", "85", "丙"))
    made = sheet(one, {"甲": "4", "丙": "85", "有项目": "否", "有建设": "否"})
    assert lines_of(made) == ["4", "4.89"]  # 4 → 8 of the 10 left; 93 of 95 → 97.89
    assert ends(made)[0] == "97.89"
    open_ = {"有项目": ["是", "否"], "有建设": ["是", "否"]}
    for marks in ("0", "4", "5"):
        check_sound(one, {"甲": marks, "丙": "70"}, open_)
    check_sound(one, {}, {"甲": ["0", "5"], "丙": ["0", "85"], **open_})


POLICIES = ["full", "zero", "rescale", "rescale_group"]


@pytest.mark.parametrize(
    ("policy", "total"), [("full", "90"), ("zero", "70"), ("rescale", "87.5"), ("rescale_group", "87.5")]
)
@pytest.mark.parametrize("inside", [None, *POLICIES])
def test_a_group_in_which_nothing_applies(policy: str, total: str, inside: str | None) -> None:
    """Its own policy decides, whether it is the group that does not apply or each of its parts."""
    if inside is None:
        ours = group("项目", "20", part("A01", "12", "甲"), part("A02", "8", "甲"), **away(policy))
    else:
        parts = (part("A01", "12", "甲", **away(inside)), part("A02", "8", "甲", **away(inside, "有建设")))
        ours = group("项目", "20", *parts, not_applicable=policy)
    one = rules(ours, part("B01", "80", "丙"))
    facts = {"甲": "8", "丙": "70", "有项目": "否", "有建设": "否"}
    made = sheet(one, facts)
    assert ends(made)[0] == total
    assert [row.state for row in made.indicators[:2]] == [State.NOT_APPLICABLE] * 2
    assert made.groups[0].state is State.NOT_APPLICABLE
    check_reason(made.indicators[0], "not_applicable", "有项目", "12")
    open_ = {"有项目": ["是", "否"], "有建设": ["是", "否"]}
    check_sound(one, {"甲": "8", "丙": "70"}, open_)
    check_sound(one, {"丙": "70"}, {"甲": ["0", "8", "12"], **open_})


def test_a_group_without_a_policy_whose_parts_all_leave_it() -> None:
    """A check reports it; its marks go to the whole rule set."""
    parts = (part("A01", "12", "甲", **away("rescale_group")), part("A02", "8", "甲", **away("rescale", "有建设")))
    one = rules(group("项目", "20", *parts), part("B01", "80", "丙"))
    assert ends(sheet(one, {"丙": "70", "有项目": "否", "有建设": "否"}))[0] == "87.5"
    check_sound(one, {"甲": "8", "丙": "70"}, {"有项目": ["是", "否"], "有建设": ["是", "否"]})


@pytest.mark.parametrize("policy", ["rescale", "rescale_group"])
def test_everything_not_applicable(policy: str) -> None:
    one = rules(group("全部", "100", part("A01", "60", "甲", **away(policy)), part("A02", "40", "乙", **away(policy))))
    made = sheet(one, {"有项目": "否"})
    assert (made.total.marks, bounds(made.total)) == (None, ("0", "100"))
    assert not made.grade.certain
    assert ends(sheet(one, {"甲": "30", "乙": "40", "有项目": "是"}))[0] == "70"
    check_sound(one, {"甲": "30", "乙": "40"}, {"有项目": ["是", "否"]})


def test_everything_not_applicable_with_full_marks_is_a_total() -> None:
    one = rules(part("A01", "60", "甲", **away("full")), part("A02", "40", "乙", **away("zero")))
    assert ends(sheet(one, {"有项目": "否"}))[0] == "60"


@pytest.mark.parametrize(
    ("policy", "marks", "total"), [("full", "10", "90"), ("zero", "0", "80"), ("rescale", "0", "88.89")]
)
def test_a_value_that_is_not_applicable(policy: str, marks: str, total: str) -> None:
    value = {"formula": "例数 / 总数", "unit": "%", "when_denominator_zero": "not_applicable"}
    keys = {
        "value": value,
        "method": "bands",
        "bands": [{"in": "[50%, )", "marks": "10"}, {"in": "(, 50%)", "marks": "4"}],
    }
    one = rules(leaf("A01", "10", keys, not_applicable=policy), part("B01", "90", "丙"))
    made = sheet(one, {"例数": "0", "总数": "0", "丙": "80"})
    assert (decimal(made.indicators[0].marks), ends(made)[0]) == (marks, total)
    check_reason(made.indicators[0], "value.not_applicable", "总数", "10")
    check_sound(one, {"例数": "1", "丙": "80"}, {"总数": ["0", "1", "2", "3"]})


def test_a_derived_value_that_is_not_applicable() -> None:
    derived = {"率": {"formula": "例数 / 总数", "unit": "%", "when_denominator_zero": "not_applicable"}}
    keys = {"method": "yes_no", "fact": "率 ≥ 50%", "expected": "是"}
    one = rules(leaf("A01", "10", keys, not_applicable="full"), part("B01", "90", "丙"), derived=derived)
    made = sheet(one, {"例数": "0", "总数": "0", "丙": "80"})
    assert ends(made)[0] == "90"
    check_reason(made.indicators[0], "not_applicable", "例数", "总数", "10")
    asked = leaf("A01", "10", {"method": "yes_no", "fact": "有建设", "expected": "是"}, **away("full", "率 ≥ 50%"))
    one = rules(asked, part("B01", "90", "丙"), derived=derived)
    check_sound(one, {"例数": "1", "丙": "80"}, {"总数": ["0", "1", "2", "3"], "有建设": ["是", "否"]})


def test_many_open_groups_are_bounded_however_loosely() -> None:
    parts = [
        group(f"项目{one}", "10", part(f"A{one}", "10", "甲", **away("rescale_group")), not_applicable="rescale")
        for one in range(10)
    ]
    made = sheet(rules(*parts), {"甲": "5"})
    assert bounds(made.total) == ("0", "100")


def test_rescaling_rounded_at_total() -> None:
    rounding = {"step": "0.01", "mode": "half_up", "at": "total", "source": "ours"}
    one = rules(part("A01", "93", "甲"), part("A02", "7", "乙", **away("rescale")), rounding=rounding)
    made = sheet(one, {"甲": "88", "有项目": "否"})
    assert (decimal(made.total.marks), lines_of(made)) == ("94.62", ["6.62"])
    assert made.total.exact == made.rule_set.full_marks * 88 / 93


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("有此项", "例外：“有此项”为“否”时，本项不适用，不得分"),
        ("非 有此项", "例外：有此项时，本项不适用，不得分"),
        ("甲 > 1 且 有此项", "例外：不满足“甲>1且有此项”时，本项不适用，不得分"),
    ],
)
def test_when_it_does_not_apply_is_said_in_words(condition: str, expected: str) -> None:
    one = leaf("A01", "100", {"method": "judged"}, applies_when=condition, not_applicable="zero")
    rules = read_well(rule_set("100", [one], {"有此项": YES_NO, "甲": {"type": "number"}}))
    assert Language("zh").render(rules.indicators[0].lowered.sentence).endswith(expected)


def test_what_brings_nothing_is_said_so() -> None:
    value = {"formula": "甲 / 乙", "when_denominator_zero": "zero"}
    one = leaf("A01", "100", {"value": value, "method": "bands", "bands": [{"in": "(, )", "marks": "100"}]})
    rules = read_well(rule_set("100", [one], {name: {"type": "number", "at_least": "0"} for name in "甲乙"}))
    assert Language("zh").render(rules.indicators[0].lowered.sentence).endswith("例外：乙=0的，不得分")
