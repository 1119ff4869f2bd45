"""What units count for where their figures are averaged (加权平均)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from typing import Final

from scoring.diagnostics import Diagnostic, Kind, Location
from scoring.exact import ZERO, add_up
from scoring.submissions.model import Given, Submission

MISSING: Final = Kind(
    "S382",
    "{name} ({code}) has no {weight}, by which figures are averaged; what is averaged counts as missing",
    "add {weight}",
)
NEGATIVE: Final = Kind(
    "S383",
    "{weight} of {name} ({code}) is below 0 and cannot weigh its figures; what is averaged counts as missing",
    "correct the figure, or weigh by another fact",
)
NOTHING: Final = Kind(
    "S384",
    "{weight} of all units together is 0, so nothing weighs; what is averaged counts as missing",
    "correct the figures, or weigh by another fact",
)


class Weighing:
    """The weights of units; what is wrong with them is found once, when something is averaged."""

    def __init__(self, weight: str, units: Sequence[Submission], findings: list[Diagnostic]) -> None:
        """Take the name of the fact to weigh by, the units, and where findings go."""
        self._weight, self._units, self._findings = weight, units, findings

    @cached_property
    def weights(self) -> tuple[Fraction, ...] | None:
        """Return the weight of each unit, in order; None if they are of no use."""
        before = len(self._findings)
        found = tuple(self._of(one) for one in self._units)
        if len(self._findings) > before:
            return None
        if add_up(found) == ZERO:
            self._findings.append(NOTHING.at(Location(self._units[0].file), weight=self._weight))
            return None
        return found

    def average(self, numbers: Sequence[Fraction]) -> Fraction | None:
        """Return the average of *numbers*, one for each unit, by weight; None if the weights are of no use."""
        if self.weights is None:
            return None
        products = [number * weight for number, weight in zip(numbers, self.weights, strict=True)]
        return add_up(products) / add_up(self.weights)

    def _of(self, unit: Submission) -> Fraction:
        given = unit.facts.get(self._weight)
        if not isinstance(given, Given) or not isinstance(given.value, Fraction):
            self._findings.append(MISSING.at(Location(unit.file), weight=self._weight, name=unit.name, code=unit.code))
            return ZERO
        if given.value < 0:
            self._findings.append(NEGATIVE.at(given.place, weight=self._weight, name=unit.name, code=unit.code))
        return given.value
