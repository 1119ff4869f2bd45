"""Shares (占比) among a method's parameters: up to 100%, written with %; each reader says whether 0% may stand."""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from typing import Final

from scoring.diagnostics import Kind, Message, Quantity, Word
from scoring.documents.keys import PATTERN, One
from scoring.documents.tree import Node
from scoring.methods.parameters import Reader, Reading, quantity
from scoring.units import PERCENT

OUTSIDE_SHARE: Final = Kind("R321", "the share {text} is not between 0% and 100%", "write a share with %, such as 80%")
NOT_A_SHARE: Final = Kind("R345", "{what} is {value}; it must lie above 0% and up to 100%", "write a share such as 10%")


def _share(about: Word, example: str, *, zero: bool) -> Reader[Fraction]:
    """Return a reader of a share; *zero* tells whether 0% is one."""

    def read(node: Node, reading: Reading, what: Message) -> Fraction | None:
        value: Fraction | None = quantity(node, dataclasses.replace(reading, unit=PERCENT), what)
        if value is None or 0 < value <= 1 or (zero and value == 0):
            return value
        shown = Quantity(value, "%")
        reading.report(
            OUTSIDE_SHARE.at(node.place, text=shown) if zero else NOT_A_SHARE.at(node.place, what=what, value=shown)
        )
        return None

    return Reader(read, One(about, (example,), PATTERN))


share: Final = _share(Word("a share above 0% and up to 100%, with its %"), "10%", zero=False)
share_of_marks: Final = _share(Word("a share of the full marks, with its %"), "80%", zero=True)
