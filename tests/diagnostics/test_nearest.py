"""The nearest known name is a slip away, not merely similar."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from effort import calls
from scoring.diagnostics import nearest

KEYS = ("full_marks", "marks_per_step", "step", "above", "below", "part_step", "method", "value")
NAMES = ("财政供养人员控制率", "预算执行率", "预算调整率", "在职人数", "编制数", "年末结余")


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        ("full_mark", KEYS, "full_marks"),
        ("Full_Marks", KEYS, "full_marks"),
        ("fullmarks", KEYS, "full_marks"),
        ("setp", KEYS, "step"),
        ("ｓｔｅｐ", KEYS, "step"),
        ("methdo", KEYS, "method"),
        ("colour", KEYS, None),
        ("在编人数", NAMES, "在职人数"),
        ("编制人数", NAMES, "编制数"),
        ("预算执行律", NAMES, "预算执行率"),
        ("控制率", NAMES, "财政供养人员控制率"),
        ("预算", NAMES, None),  # two names hold it
        ("结转", NAMES, None),
        ("优", ("良", "中", "差"), None),
        ("质量", ("数量", "时效"), None),  # half of a short name is another name
        ("", KEYS, None),
        ("x" * 10_000, KEYS, None),
    ],
)
def test_nearest(name: str, known: tuple[str, ...], expected: str | None) -> None:
    assert nearest(name, known) == expected


def test_the_first_of_equally_near_ones_is_taken() -> None:
    assert nearest("预算率", ["预算甲率", "预算乙率"]) == "预算甲率"


@given(st.sampled_from(KEYS + NAMES), st.data())
def test_one_slip_in_a_longer_name_is_forgiven(name: str, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(name) - 1))
    swapped = name[:position] + name[position + 1 : position + 2] + name[position] + name[position + 2 :]
    for slip in (name[:position] + name[position + 1 :], swapped, name[:position] + "＊" + name[position:]):
        if len(name) >= 4:
            assert nearest(slip, [name, "另一个完全不同的名称"]) == name


def test_long_names_are_not_compared_letter_by_letter() -> None:
    known = [f"{number}财政供养人员控制率" * 3 for number in range(1000)]
    assert calls(lambda: nearest("财政供养人员控制率" * 7, known)) < 10
    assert calls(lambda: nearest("财政供养人员控制率", [name * 3 for name in known])) < 10 * len(known)
