"""What intervals leave out and what they hold twice, against looking at every number."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.checks.cover import Gap, Overlap, covering, example
from scoring.expressions.intervals import Interval

ENDS = st.sampled_from([None, *(Fraction(n, 2) for n in range(-4, 9))])
POINTS = [Fraction(n, 8) for n in range(-60, 100)]
WHOLE = [point for point in POINTS if point.denominator == 1]


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = draw(ENDS), draw(ENDS)
    low_closed, high_closed = draw(st.booleans()) and low is not None, draw(st.booleans()) and high is not None
    if low is not None and high is not None:
        low, high = min(low, high), max(low, high)
        if low == high:
            low_closed = high_closed = True
    return Interval(low, low_closed, high, high_closed)


def between(low: str | None, brackets: str, high: str | None) -> Interval:
    ends = [None if end is None else Fraction(end) for end in (low, high)]
    return Interval(ends[0], brackets[0] == "[", ends[1], brackets[1] == "]")


@given(st.lists(intervals(), max_size=5), intervals(), st.booleans())
def test_every_number_is_judged_as_by_looking(pieces: list[Interval], within: Interval, whole: bool) -> None:
    found = list(covering(tuple(pieces), within, whole=whole))
    gaps = [one.where for one in found if isinstance(one, Gap)]
    twice = [one for one in found if isinstance(one, Overlap)]
    for point in WHOLE if whole else POINTS:
        holders = [index for index, one in enumerate(pieces) if one.contains(point)]
        inside = within.contains(point)
        assert any(gap.contains(point) for gap in gaps) == (inside and not holders)
        for one in twice:
            if one.where.contains(point):
                assert inside
                assert {one.first, one.second} <= set(holders)
        if inside and len(holders) > 1:
            assert any(one.where.contains(point) for one in twice)


@given(st.lists(intervals(), max_size=5), intervals(), st.booleans())
def test_examples_lie_where_they_should(pieces: list[Interval], within: Interval, whole: bool) -> None:
    for one in covering(tuple(pieces), within, whole=whole):
        for percent in (False, True):
            value = example(one.where, percent=percent, whole=whole)
            assert one.where.contains(value)
            assert not whole or value.denominator == 1


@given(st.lists(intervals(), max_size=5), intervals())
def test_neighbours_of_a_gap(pieces: list[Interval], within: Interval) -> None:
    for one in covering(tuple(pieces), within):
        if isinstance(one, Gap):
            for index, beside in ((one.below, one.where.low), (one.above, one.where.high)):
                ends = (pieces[index].low, pieces[index].high) if index is not None else ()
                assert index is None or beside in ends


@pytest.mark.parametrize(
    ("where", "percent", "shown"),
    [
        (between("0.9499", "()", "0.95"), True, "0.94995"),
        (between("5", "()", None), False, "6"),
        (between(None, "()", "0.05"), True, "0.04"),
        (between(None, "()", None), False, "0"),
        (between("1", "(]", "1.5"), False, "1.5"),
        (between("0", "()", "1/3"), False, "0.2"),
        (between("1/3000", "()", "1/2999"), False, str(Fraction(5999, 2 * 3000 * 2999))),
    ],
)
def test_an_example_is_quickly_written(where: Interval, percent: bool, shown: str) -> None:
    assert example(where, percent=percent) == Fraction(shown)
