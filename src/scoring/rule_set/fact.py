"""A fact (填报项): one thing a department fills in."""

from __future__ import annotations

import enum
from dataclasses import field
from fractions import Fraction

from scoring.diagnostics import Location, Word
from scoring.expressions.tree import Sort
from scoring.records import dataclass
from scoring.units import PLAIN, Unit


class FactType(enum.Enum):
    """Types of a fact (填报项)."""

    COUNT = "count"  # whole, at least 0
    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    YES_NO = "yes_no"
    CHOICE = "choice"
    DATE = "date"
    TEXT = "text"
    TABLE = "table"

    @property
    def sort(self) -> Sort:
        """Return what an input of this type holds."""
        return _SORTS.get(self, Sort.NUMBER)


_SORTS = {
    FactType.YES_NO: Sort.TRUTH,
    FactType.CHOICE: Sort.CHOICE,
    FactType.DATE: Sort.DATE,
    FactType.TEXT: Sort.TEXT,
    FactType.TABLE: Sort.TABLE,
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing a department fills in (填报项).

    Attributes:
        name: the official name.
        type: see `FactType`.
        unit: unit in which it is stored and computed with.
        decimals: digits behind the point it is expected to have; more are a warning, never cut.
        at_least: least allowed value, in its unit (for percent: the ratio); None for no limit.
        at_most: largest allowed value.
        one_of: the words of a choice.
        columns: the columns of a table.
        required: whether its absence is a finding of its own.
        about: definition for the person who fills it in.
        basis: 预算 or 决算.
        period: 本年, 上年.
        item_of: code of the checklist, or of the row of a target table, that declares it, "" otherwise.
        called: what sentences call it where its name is only a code; None for the name.
    """

    name: str
    type: FactType
    unit: Unit = PLAIN
    decimals: int | None = None
    at_least: Fraction | None = None
    at_most: Fraction | None = None
    one_of: tuple[str, ...] = ()
    columns: tuple[Fact, ...] = ()
    required: bool = False
    about: str = ""
    basis: str = ""
    period: str = ""
    item_of: str = ""
    called: Word | None = None
    place: Location = field(default=Location(""), compare=False)

    def column(self, name: str) -> Fact | None:
        """Return the column called *name*, or None."""
        return next((column for column in self.columns if column.name == name), None)
