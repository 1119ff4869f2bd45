"""Where one institution stands among its peers: places, best and average of numbers that may be known only from bounds.

Every bound holds for each way in which the peers' numbers, and whether they are peers at all, can turn out. A `Field`
is sorted once and asked for each institution in it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from math import inf
from typing import Final

from scoring.exact import ONE, add_up
from scoring.expressions.outcomes import Bound, Cause, Range, between
from scoring.expressions.tree import PeersKind
from scoring.records import dataclass


@dataclass(frozen=True, slots=True)
class Entrant:
    """One institution that is compared.

    Attributes:
        cause: what the others wait for while something about it is missing.
        own: its number; where it is not applicable the institution is no peer.
        surely: whether it certainly belongs to those compared (apart from being not applicable).
        known: whether everything that decides with whom it is compared was given.
    """

    cause: Cause
    own: Range
    surely: bool = True
    known: bool = True

    @property
    def present(self) -> bool:
        """Tell whether it certainly is a peer."""
        return self.surely and not self.own.not_applicable

    @property
    def certain(self) -> bool:
        """Tell whether nothing is missing at the institution itself."""
        return self.known and self.own.certain


@dataclass(frozen=True, slots=True)
class Sums:
    """One end of the numbers of a field: sum and number of the certain peers, and the others in order of their weight.

    Attributes:
        sum: the sum of those ends that are finite.
        count: how many there are.
        open: how many of them have no bound.
        others: the ends of those that are perhaps peers.
    """

    sum: Fraction
    count: int
    open: int
    others: tuple[Bound, ...]


class Field:
    """All who are compared with one another."""

    def __init__(self, entrants: Iterable[Entrant]) -> None:
        """Take those whose number is possible at all."""
        numbers = [one for one in entrants if one.own.number]
        self._present = [one for one in numbers if one.present]
        self._perhaps = [one for one in numbers if not one.present]
        self._open = [one for one in numbers if not one.certain]
        self._lows = sorted(one.own.low for one in self._present)
        self._highs = sorted(one.own.high for one in numbers)
        self._low = _sums([one.own.low for one in self._present], [one.own.low for one in self._perhaps])
        self._high = _sums([-one.own.high for one in self._present], [-one.own.high for one in self._perhaps])

    def standing(self, kind: PeersKind, one: Entrant) -> Range:
        """Return what the comparison comes to for *one* of the field; not applicable where its own number is."""
        own = one.own
        if not own.number:
            return own
        low, high = _STANDINGS[kind](self, one)
        causes = {other.cause for other in self._open if other is not one and self._matters(kind, other, own)}
        return between(low, high, own.causes | causes, not_applicable=own.not_applicable)

    def compared(self, one: Entrant) -> tuple[int, int]:
        """Return how many are compared with *one* at least and at most, itself included."""
        return len(self._present) + (not one.present), len(self._highs)

    def _matters(self, kind: PeersKind, other: Entrant, own: Range) -> bool:
        """Tell whether what is missing at *other* can change the result for someone with *own*."""
        if kind is PeersKind.AVERAGE:
            return True
        if kind is PeersKind.BEST:
            return other.own.high > max(own.low, self._lows[-1] if self._lows else -inf)
        return other.own.high > own.low and not (other.present and other.own.low > own.high)

    def _place(self, one: Entrant) -> tuple[Bound, Bound]:
        """Return the place: behind all who are higher."""
        own = one.own
        surely = len(self._lows) - bisect_right(self._lows, own.high)
        perhaps = len(self._highs) - bisect_right(self._highs, own.low) - (own.high > own.low)
        return Fraction(1 + surely), Fraction(1 + perhaps)

    def _best(self, one: Entrant) -> tuple[Bound, Bound]:
        """Return the highest number."""
        return max(one.own.low, self._lows[-1] if self._lows else -inf), self._highs[-1]

    def _average(self, one: Entrant) -> tuple[Bound, Bound]:
        """Return the average; the highest is minus the lowest of the numbers' opposites."""
        return (
            _least_average(self._low, one.own.low, counted=one.present),
            -_least_average(self._high, -one.own.high, counted=one.present),
        )


_STANDINGS: Final[dict[PeersKind, Callable[[Field, Entrant], tuple[Bound, Bound]]]] = {
    PeersKind.PLACE: Field._place,
    PeersKind.BEST: Field._best,
    PeersKind.AVERAGE: Field._average,
}


def _sums(present: Sequence[Bound], perhaps: Sequence[Bound]) -> Sums:
    finite = [end for end in present if isinstance(end, Fraction)]
    return Sums(add_up(finite), len(present), len(present) - len(finite), tuple(sorted(perhaps)))


def _least_average(ends: Sums, own: Bound, *, counted: bool) -> Bound:
    """Return the least average that those who are perhaps peers leave open, *own* being among the numbers.

    Args:
        ends: the lower ends.
        own: that of the institution itself, which certainly takes part where it asks.
        counted: whether *own* is among the certain ones already; otherwise it is one of the others.
    """
    others = list(ends.others)
    if not counted:
        others.remove(own)
    if ends.open or not isinstance(own, Fraction):
        return -inf
    total, count = (ends.sum, ends.count) if counted else (ends.sum + own, ends.count + 1)
    for end in others:
        if not isinstance(end, Fraction):
            return -inf
        if end * count >= total:
            break
        total, count = total + end, count + 1
    return total / count


def alone(kind: PeersKind, own: Range, anyone: Range, causes: Iterable[Cause] = ()) -> Range:
    """Return what a comparison can come to while nothing is known of the peers.

    Args:
        kind: see `PeersKind`.
        own: the institution's own number.
        anyone: what the number of any institution may be.
        causes: why nothing is known of them.
    """
    if not own.number:
        return own
    low: Bound = ONE
    high: Bound = inf
    if kind is not PeersKind.PLACE:
        low = own.low if kind is PeersKind.BEST else min(own.low, anyone.low)
        high = max(own.high, anyone.high)
    return between(low, high, own.causes | frozenset(causes), not_applicable=own.not_applicable)
