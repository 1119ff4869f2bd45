"""Groups in which nothing applies: such a group is itself not applicable, and its own policy decides.

While it is open whether a group is empty, an indicator in it that may be not applicable has both outcomes: its own, and
that of the group's policy.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from scoring.engine.found import Found, State
from scoring.engine.leaf import waiting_for
from scoring.engine.order import Emptying
from scoring.expressions.outcomes import NO_CAUSES, Cause
from scoring.methods.contract import Policy

ZERO: Final = Fraction(0)

Results = Mapping[int, Found]
"""Place of an indicator → its result; what is not there has not been computed yet."""


class Emptiness(enum.Enum):
    """Whether anything in a group applies."""

    HERE = "here"
    OPEN = "open"
    GONE = "gone"


def emptiness(emptying: Emptying, found: Results) -> Emptiness:
    """Return whether anything in the group applies; what is not computed yet may be anything."""
    known = [found[place] for place in emptying.places if place in found]
    if any(not one.absent for one in known):
        return Emptiness.HERE
    gone = len(known) == len(emptying.places) and not any(one.applies for one in known)
    return Emptiness.GONE if gone else Emptiness.OPEN


def after_groups(
    emptying: Iterable[Emptying], found: Results, full_marks: Sequence[Fraction]
) -> tuple[Results, tuple[Emptying, ...]]:
    """Return the results where the policies of empty groups have decided, and the groups that may yet be empty.

    Args:
        emptying: the groups that can be empty, outer before inner.
        found: the indicators' own results.
        full_marks: the full marks of all indicators.
    """
    result = dict(found)
    perhaps: list[Emptying] = []
    for one in emptying:
        state = emptiness(one, found)
        if state is Emptiness.OPEN:
            perhaps.append(one)
        for place in one.places if state is Emptiness.GONE else ():
            if result[place].emptied is None:
                result[place] = _by_group(result[place], one, full_marks[place])
    return result, tuple(perhaps)


def _by_group(found: Found, emptying: Emptying, full: Fraction) -> Found:
    """Return the result of an indicator with *full* marks in a group in which nothing applies."""
    depth = emptying.depth
    marks = full if emptying.policy is Policy.FULL else ZERO
    return replace(
        found,
        state=State.NOT_APPLICABLE,
        low=marks,
        high=marks,
        depths=() if depth is None else (depth,),
        counts=depth is None,
        causes=NO_CAUSES,
        emptied=emptying.group,
    )


def open_to_groups(
    perhaps: Iterable[Emptying], found: Results, full_marks: Sequence[Fraction]
) -> tuple[Results, tuple[Emptying, ...]]:
    """Return the results where each that may be not applicable is also open to the policies of *perhaps* empty groups.

    Besides, those of the groups whose policy makes a difference to anything in them.
    """
    result = dict(found)
    decisive: list[Emptying] = []
    for one in perhaps:
        doubts = frozenset[Cause]().union(*(found[place].doubts for place in one.places if place in found))
        absent = [place for place in one.places if place in found and found[place].absent]
        others = {place: _by_group(found[place], one, full_marks[place]) for place in absent}
        if any(_either(found[place], other, doubts) is not found[place] for place, other in others.items()):
            decisive.append(one)
        for place, other in others.items():
            result[place] = _either(result[place], other, doubts)
    return result, tuple(decisive)


def _either(own: Found, other: Found, doubts: frozenset[Cause]) -> Found:
    """Return a result that is one of both, as *doubts* turn out; *own* if there is no difference."""
    depths = (*own.depths, *(depth for depth in other.depths if depth not in own.depths))
    low, high = own.low, own.high
    if other.counts:
        low = min(low, other.low) if own.counts else other.low
        high = max(high, other.high) if own.counts else other.high
    counts = own.counts or other.counts
    if (low, high, depths, counts) == (own.low, own.high, own.depths, own.counts):
        return own
    causes = own.causes | doubts
    return replace(
        own,
        state=waiting_for(causes),
        low=low,
        high=high,
        depths=depths,
        counts=counts,
        causes=causes,
    )
