"""Which part of a group is the better one: what each would bring if it were chosen."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from scoring.engine.bounds import nodes
from scoring.engine.indicators import Results
from scoring.engine.plan import Worked
from scoring.engine.spreading import Node, spread
from scoring.records import dataclass
from scoring.rule_set.model import Choosing, Group, Indicator, Part

ZERO: Final = Fraction(0)


@dataclass(frozen=True, slots=True)
class Worth:
    """What a part would bring if it were chosen; whether it surely applies, and whether it may."""

    low: Fraction
    high: Fraction
    surely: bool
    maybe: bool


@dataclass(frozen=True, slots=True)
class Worths:
    """Tells what a part would bring, given the results of all indicators as if each were chosen."""

    worked: Worked
    made: Results

    def of(self, part: Part) -> Worth:
        """Return what *part* would bring."""
        if isinstance(part, Indicator):
            place = self.worked.rules.indicators.index(part)
            found = self.made.own[place]
            return Worth(found.low, found.high, not found.absent, found.applies)
        worths = [self.of(one) for one in part.parts]
        if part.choosing is not Choosing.ALL:
            return self._of_choice(part, worths)
        low, high = self._together(part, worths)
        return Worth(low, high, any(one.surely for one in worths), any(one.maybe for one in worths))

    def _together(self, group: Group, worths: list[Worth]) -> tuple[Fraction, Fraction]:
        """Return what all parts of *group* come to, as if what is spread were spread over it alone."""
        codes = {leaf.code for leaf in group.leaves()}
        own = zip(self.worked.rules.indicators, self.made.found, strict=True)
        if not any(one.code in codes and found.depths for one, found in own):
            return sum((one.low for one in worths), ZERO), sum((one.high for one in worths), ZERO)
        if any(inner.choosing is not Choosing.ALL for inner in _groups_in(group)):
            return ZERO, group.full_marks
        inner = nodes(self.worked, self.made, group.parts)
        bounds = spread(Node(group.name, group.full_marks, len(group.path), inner), self.worked.rounded)
        return bounds.low, bounds.high

    def _of_choice(self, group: Group, worths: list[Worth]) -> Worth:
        """Return what the parts that may be chosen come to."""
        maybe = any(one.maybe for one in worths)
        if group.choosing is Choosing.ONE_BETTER:
            taken = [worths[index] for index in candidates(worths)]
            least = [one.low for one in worths if one.surely]
            low = max(least) if least else min(one.low for one in taken)
            return Worth(low, max(one.high for one in taken), bool(least), maybe)
        surely = all(one.surely for one in worths)
        if group.choosing is not Choosing.ONE_DECLARED:
            return Worth(ZERO, group.full_marks, surely, maybe)
        return Worth(min(one.low for one in worths), max(one.high for one in worths), surely, maybe)


def _groups_in(group: Group) -> Iterator[Group]:
    for part in group.parts:
        if isinstance(part, Group):
            yield part
            yield from _groups_in(part)


def candidates(worths: list[Worth]) -> list[int]:
    """Return the places of the parts that may be the better one; where nothing may apply, the first."""
    applies = any(one.surely for one in worths)
    return [
        index
        for index, one in enumerate(worths)
        if (one.maybe and not _beaten(index, worths)) or (index == 0 and not applies)
    ]


def _beaten(index: int, worths: list[Worth]) -> bool:
    most = worths[index].high
    return any(
        one.surely and (one.low > most or (one.low == most and place < index)) for place, one in enumerate(worths)
    )
