"""Steps method: 岳阳市 table #1, H15 and H18 (Hunan), satisfaction by whole steps (Jiangxi)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from methods.support import COUNT, NUMBER, One, bounds, check_reason, decimal, read_well, reason_codes

STAFF = {"实有数": COUNT, "编制数": {"type": "count", "at_least": "1"}}
RATE = {"formula": "实有数 / 编制数", "unit": "%"}


def above(part_step: str, **keys: Any) -> One:
    """财政供养人员控制率: every point over 100 % costs 0.5 of 5 marks."""
    return One(
        "5",
        {"value": RATE, "method": "steps", "above": "100%", "step": "1%", "marks_per_step": "0.5"}
        | {"part_step": part_step}
        | keys,
        STAFF,
    )


def below(full: str, part_step: str, limit: str = "100%", each: str = "2") -> One:
    """预算完成率: every 5 points below 100 % cost 2 marks."""
    return One(
        full,
        {
            "value": RATE,
            "method": "steps",
            "below": limit,
            "step": "5%",
            "marks_per_step": each,
            "part_step": part_step,
        },
        STAFF,
    )


@pytest.mark.parametrize(("part_step", "marks"), [("free", "2"), ("pro_rata", "1.67"), ("full", "1.5")])
def test_m1_steps_above_a_limit(part_step: str, marks: str) -> None:
    row = above(part_step).row({"实有数": "112", "编制数": "105"})  # 106.667 %
    assert decimal(row.marks) == marks
    assert row.exact == {"free": 2, "pro_rata": Fraction(5, 3), "full": Fraction(3, 2)}[part_step]


@pytest.mark.parametrize(
    ("actual", "planned", "full", "part_step", "marks"),
    [
        ("928", "1000", "5", "free", "3"),  # M2, H15: 92.8 %, given 3
        ("928", "1000", "5", "pro_rata", "2.12"),
        ("928", "1000", "5", "full", "1"),
        ("9927", "10000", "8", "free", "8"),  # M2, H18: 99.27 %, given 8
        ("9927", "10000", "8", "pro_rata", "7.71"),
        ("9927", "10000", "8", "full", "6"),
    ],
)
def test_m2_steps_below_a_limit(actual: str, planned: str, full: str, part_step: str, marks: str) -> None:
    assert below(full, part_step).marks(实有数=actual, 编制数=planned) == marks


def test_m25_satisfaction_by_whole_steps() -> None:
    satisfied = below("10", "free", limit="90%", each="1")
    assert satisfied.marks(实有数="83", 编制数="100") == "9"
    assert satisfied.marks(实有数="90", 编制数="100") == "10"
    assert satisfied.marks(实有数="8501", 编制数="10000") == "10"
    assert satisfied.marks(实有数="85", 编制数="100") == "9"


@pytest.mark.parametrize("part_step", ["free", "pro_rata", "full"])
def test_the_limit_itself_and_whole_steps_are_alike_whatever_a_part_costs(part_step: str) -> None:
    staff = above(part_step)
    assert staff.marks(实有数="100", 编制数="100") == "5"
    assert staff.marks(实有数="0", 编制数="100") == "5"
    assert staff.marks(实有数="102", 编制数="100") == "4"
    assert staff.marks(实有数="110", 编制数="100") == "0"
    assert staff.marks(实有数="500", 编制数="100") == "0"


def test_a_value_without_percent() -> None:
    keys = {"value": {"formula": "次数"}, "method": "steps", "above": "3", "step": "2", "marks_per_step": "1"}
    times = One("5", keys | {"part_step": "full"}, {"次数": NUMBER})
    assert [times.marks(次数=one) for one in ("3", "3.1", "5", "5.5")] == ["5", "4", "4", "3"]
    check_reason(times.row({"次数": "5.5"}), "steps.above", "5.5", "3", "2.5", "2")


@pytest.mark.parametrize(
    ("one", "actual", "code", "figures"),
    [
        (above("free"), "100", "steps.within", ("100.00%", "100%")),
        (above("free"), "1005", "steps.part", ("100.50%", "100%", "0.5", "1")),
        (above("free"), "106", "steps.above", ("106.00%", "100%", "6", "1", "0.5", "3")),
        (above("free"), "120", "steps.exhausted", ("120.00%", "100%", "20", "0.5", "5")),
        (below("5", "free"), "100", "steps.within", ("100.00%", "100%")),
        (below("5", "free"), "96", "steps.part", ("96.00%", "4", "100%", "5")),
        (below("5", "free"), "92", "steps.below", ("92.00%", "8", "100%", "1", "5", "2")),
        (below("5", "free"), "80", "steps.exhausted", ("80.00%", "20", "100%", "4", "5", "2")),
    ],
    ids=lambda one: one if isinstance(one, str) and "." in one else "",
)
def test_reasons_name_their_figures(one: One, actual: str, code: str, figures: tuple[str, ...]) -> None:
    posts = "1000" if len(actual) == 4 else "100"
    row = one.row({"实有数": actual, "编制数": posts})
    check_reason(row, code, "A01", *figures)


BOTH = above("free", above="110%", below="90%", step="2%")
"""控制在±10%以内: nothing off from 90 % to 110 %, every 2 points outside cost 0.5 of 5 marks."""


@pytest.mark.parametrize(
    ("actual", "marks", "code", "figures"),
    [
        ("900", "5", "steps.within", ("90.00%", "90%", "110%")),
        ("1100", "5", "steps.within", ("110.00%", "90%", "110%")),
        ("1119", "5", "steps.part", ("111.90%", "110%", "1.9", "2")),
        ("1120", "4.5", "steps.above", ("112.00%", "110%", "2", "1", "0.5")),
        ("1400", "0", "steps.exhausted", ("140.00%", "110%", "30", "15", "5")),
        ("890", "5", "steps.part", ("89.00%", "90%", "1", "2")),
        ("860", "4", "steps.below", ("86.00%", "90%", "4", "2", "1")),
        ("100", "0", "steps.exhausted", ("10.00%", "90%", "80", "40", "5")),
    ],
)
def test_m16_two_limits(actual: str, marks: str, code: str, figures: tuple[str, ...]) -> None:
    row = BOTH.row({"实有数": actual, "编制数": "1000"})
    assert decimal(row.marks) == marks
    check_reason(row, code, "A01", *figures)


def test_two_limits_may_be_one_and_missing_figures_leave_one_side() -> None:
    at = above("pro_rata", below="100%")
    assert [at.marks(实有数=one, 编制数="100") for one in ("100", "101", "99")] == ["5", "4.5", "4.5"]
    facts = {"实有数": COUNT | {"at_least": "80", "at_most": "114"}, "编制数": COUNT | {"at_least": "1"}}
    assert bounds(One("5", BOTH.keys, facts).row({"编制数": "100"})) == ("2.5", "5")


def test_marks_exactly_used_up_are_a_plain_deduction() -> None:
    check_reason(above("free").row({"实有数": "110", "编制数": "100"}), "steps.above", "10", "0.5", "5")
    check_reason(above("free").row({"实有数": "111", "编制数": "100"}), "steps.exhausted", "11", "0.5", "5")


def test_no_other_reason() -> None:
    assert [*reason_codes(read_well(above("free").rules))] == [
        "steps.within",
        "steps.part",
        "steps.exhausted",
        "steps.above",
    ]
    assert [*reason_codes(read_well(below("5", "full").rules))][-1] == "steps.below"
    side = ["steps.part", "steps.exhausted"]
    both = ["steps.within", *side, "steps.above", *side, "steps.below"]
    assert [*reason_codes(read_well(BOTH.rules))] == both


@pytest.mark.parametrize(
    ("keys", "finding"),
    [
        ({"above": None}, "R120"),
        ({"below": "101%"}, "R329"),
        ({"above": "100"}, "R110"),
        ({"step": "1"}, "R110"),
        ({"step": "0%"}, "R113"),
        ({"step": "-1%"}, "R113"),
        ({"marks_per_step": "0"}, "R113"),
        ({"marks_per_step": "50%"}, "R115"),
    ],
)
def test_findings(keys: dict[str, Any], finding: str) -> None:
    (found,) = above("free").findings(**keys)
    assert found.startswith(finding)


def test_part_step_must_be_said() -> None:
    assert len(above("free").findings(part_step=None)) == 1
    assert len(above("free").findings(part_step="half")) == 1


def test_percent_of_a_plain_value() -> None:
    keys = {"value": {"formula": "次数"}, "method": "steps", "above": "3", "step": "2%", "marks_per_step": "1"}
    (found,) = One("5", keys | {"part_step": "full"}, {"次数": NUMBER}).findings()
    assert found.startswith("R111")
