"""Shares (占比) among a method's parameters: up to 100%, from 0% on or above it, always written with %."""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from typing import Final

from scoring.diagnostics import Kind, Message, Quantity, Word
from scoring.documents.keys import PATTERN, One
from scoring.documents.tree import Node
from scoring.methods.parameters import Reading, quantity, reads
from scoring.units import PERCENT

NOT_A_SHARE: Final = Kind("R345", "{what} is {value}; it must lie above 0% and up to 100%", "write a share such as 10%")


@reads(One(Word("a share above 0% and up to 100%, with its %"), ("10%",), PATTERN))
def share(node: Node, reading: Reading, what: Message) -> Fraction | None:
    """Read a share."""
    value = quantity(node, dataclasses.replace(reading, unit=PERCENT), what)
    if value is not None and not 0 < value <= 1:
        reading.report(NOT_A_SHARE.at(node.place, what=what, value=Quantity(value, "%")))
        return None
    return value
