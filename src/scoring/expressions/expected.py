"""What an expression must give, and what it gave."""

from __future__ import annotations

import enum

from scoring.expressions.tree import Binary, Node, Sort
from scoring.records import dataclass
from scoring.units import Unit


class Expected(enum.Enum):
    """What an expression must give."""

    NUMBER = "number"  # a formula
    COUNT = "count"  # how many: incidents, rows, things; no money, no %
    TRUTH = "truth"  # a condition
    VALUE = "value"  # whatever a name under `derived` may stand for: a number, a date or a truth value


@dataclass(frozen=True, slots=True)
class Typed:
    """An expression that was understood.

    Attributes:
        node: its tree.
        unit: unit of the number; PLAIN for truth values and dates.
        sort: NUMBER, TRUTH or DATE.
        text: as written, without blanks around it.
        percent_free: a quotient of two like quantities, or nothing that has a unit: may be read in % or plain.
        divisions: every division whose divisor is not a constant, in reading order; the caller guards them.
    """

    node: Node
    unit: Unit
    sort: Sort
    text: str
    percent_free: bool
    divisions: tuple[Binary, ...]
