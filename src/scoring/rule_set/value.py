"""What is computed before any method is asked: derived items, and the values of indicators and lines."""

from __future__ import annotations

from dataclasses import field

from scoring.diagnostics import Location
from scoring.expressions.tree import Node
from scoring.records import dataclass
from scoring.rule_set.source import Source
from scoring.units import Unit


@dataclass(frozen=True, slots=True)
class Derived:
    """A computed item (计算项): a guarded tree, its formula as written, its unit."""

    name: str
    node: Node
    text: str
    unit: Unit
    place: Location = field(default=Location(""), compare=False)
    sources: tuple[tuple[str, Source], ...] = ()


@dataclass(frozen=True, slots=True)
class Value:
    """The value (值) of an indicator.

    Attributes:
        node: the formula's tree, without guards.
        text: the formula as written.
        unit: unit in which it is shown and its parameters are written.
    """

    node: Node
    text: str
    unit: Unit
    place: Location = field(default=Location(""), compare=False)
