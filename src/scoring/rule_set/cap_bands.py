"""The bands of a line that caps the total: where each lies, and the most the total may then be."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from scoring.diagnostics import Diagnostic, Location, Message, Word
from scoring.documents.keys import MARKS, Choice, Either
from scoring.documents.tree import Node, Scalar
from scoring.expressions.intervals import Interval
from scoring.methods.bands import ONE_PLACE
from scoring.methods.parameters import Reading, interval, marks, parameter, place, quantity, reads, records, text
from scoring.records import dataclass

NONE: Final = Fraction(-1)
"""Stands for ``cap: none`` until it is known how high a total can be."""


@reads(Either((MARKS, Choice((("none", Word("no cap")),)))))
def _cap_or_none(node: Node, reading: Reading, what: Message) -> Fraction | None:
    """Read a number of marks, or the word none."""
    return NONE if isinstance(node, Scalar) and node.text == "none" else marks(node, reading, what)


@dataclass(frozen=True, slots=True)
class CapBand:
    """One band of a cap: an interval or a single value, and the most the total may be."""

    cap: Fraction = parameter(_cap_or_none, Word("the most the total may be"))
    within: Interval | None = parameter(interval, Word("an interval of the value"), key="in", default=None)
    at: Fraction | None = parameter(quantity, Word("a single value"), default=None)
    source: str = parameter(text, Word("the source of this band"), default="")
    place: Location = place()

    def check(self) -> Iterator[Diagnostic]:
        """Yield a finding unless the band says in exactly one way where it lies."""
        if (self.within is None) == (self.at is None):
            yield ONE_PLACE.at(self.place)


@dataclass(frozen=True, slots=True)
class CapBands:
    """The bands of a cap."""

    bands: tuple[CapBand, ...] = parameter(records(CapBand), Word("the bands"))
