"""What several intervals leave out of a range, and what they hold twice; shared by the checks of bands and levels."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor, inf

from scoring.exact import ONE, ZERO, decimal_places, to_step
from scoring.expressions.intervals import Interval
from scoring.expressions.outcomes import Bound
from scoring.records import dataclass

Cut = tuple[Bound, int]
"""A place between numbers: (5, 0) lies just below 5, (5, 1) just above it."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers that no interval holds.

    Attributes:
        where: the numbers.
        below: index of the interval that ends below them; None if there is none.
        above: index of the interval that begins above them; None if there is none.
    """

    where: Interval
    below: int | None
    above: int | None


@dataclass(frozen=True, slots=True)
class Overlap:
    """Numbers that two intervals hold."""

    where: Interval
    first: int
    second: int


def covering(intervals: tuple[Interval, ...], within: Interval, *, whole: bool = False) -> Iterator[Gap | Overlap]:
    """Yield what *intervals* leave out of *within* or hold twice of it, from low to high.

    Args:
        intervals: in any order; findings name them by index.
        within: the numbers that matter.
        whole: only whole numbers matter.
    """
    low, high = _cuts(within, whole)
    clipped = [(max(start, low), min(end, high), index) for index, (start, end) in enumerate(_all(intervals, whole))]
    reached, last = low, None
    for start, end, index in sorted(one for one in clipped if one[0] < one[1]):
        if start > reached:
            yield Gap(_between(reached, start, whole), last, index)
        elif start < reached and last is not None:
            yield Overlap(_between(start, min(reached, end), whole), last, index)
        if end > reached:
            reached, last = end, index
    if reached < high:
        yield Gap(_between(reached, high, whole), last, None)


def example(where: Interval, *, percent: bool = False, whole: bool = False) -> Fraction:
    """Return a number of *where* that is quickly written: an end that belongs to it, or a round number inside.

    >>> str(example(Interval(Fraction("94.99"), False, Fraction(95), False)))
    '18999/200'
    """
    low, high = where.low, where.high
    if low is not None and where.low_closed:
        return low
    if high is not None and where.high_closed:
        return high
    scale = 1 if whole else 100 if percent else 1
    if low is None and high is None:
        return ZERO
    if low is None or high is None:
        return low + ONE / scale if low is not None else (high or ZERO) - ONE / scale
    middle, places = (low + high) / 2, max(decimal_places(end * scale) or 0 for end in (low, high))
    for extra in range(places + 3):
        rounded = to_step(middle * scale, Fraction(1, 10**extra)) / scale
        if low < rounded < high:
            return rounded
    return middle


def _all(intervals: tuple[Interval, ...], whole: bool) -> Iterator[tuple[Cut, Cut]]:
    for one in intervals:
        yield _cuts(one, whole)


def _cuts(one: Interval, whole: bool) -> tuple[Cut, Cut]:
    """Return where *one* begins and ends; among whole numbers just below the first and just below the one behind it."""
    low: Cut = (-inf, 0) if one.low is None else (one.low, 0 if one.low_closed else 1)
    high: Cut = (inf, 0) if one.high is None else (one.high, 1 if one.high_closed else 0)
    return (_whole(low), _whole(high)) if whole else (low, high)


def _whole(cut: Cut) -> Cut:
    value, above = cut
    if not isinstance(value, Fraction):
        return cut
    return (Fraction(floor(value) + 1) if above else Fraction(ceil(value)), 0)


def _between(low: Cut, high: Cut, whole: bool) -> Interval:
    """Return the numbers between two cuts."""
    least, most = low[0], high[0]
    if whole and isinstance(most, Fraction):
        high = (most - 1, 1)
    return Interval(
        least if isinstance(least, Fraction) else None,
        isinstance(least, Fraction) and low[1] == 0,
        high[0] if isinstance(high[0], Fraction) else None,
        isinstance(high[0], Fraction) and high[1] == 1,
    )
