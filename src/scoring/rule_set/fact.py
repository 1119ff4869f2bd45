"""A fact (填报项): one thing a department fills in."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import field
from fractions import Fraction
from typing import Final

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


class Consolidate(enum.Enum):
    """Ways of making one figure of the figures of several units (汇总口径)."""

    SUM = "sum"
    MEAN = "mean"  # every unit counts the same
    WEIGHTED = "weighted"  # by the fact named under consolidation:
    MAX = "max"  # of dates the latest
    MIN = "min"  # of dates the earliest
    ALL = "all"  # yes only if every unit says yes
    ANY = "any"  # yes if any unit says yes
    SAME = "same"  # all units must agree
    JOIN = "join"  # the rows of all units


_NUMBER: Final = (Consolidate.WEIGHTED, Consolidate.MEAN, Consolidate.MAX, Consolidate.MIN, Consolidate.SAME)
WAYS: Final[Mapping[FactType, tuple[Consolidate, ...]]] = {
    FactType.COUNT: (Consolidate.SUM, Consolidate.MAX, Consolidate.MIN, Consolidate.SAME),  # whole it stays
    FactType.MONEY: (Consolidate.SUM, *_NUMBER),
    FactType.PERCENT: (*_NUMBER, Consolidate.SUM),
    FactType.NUMBER: (Consolidate.SUM, *_NUMBER),
    FactType.YES_NO: (Consolidate.ALL, Consolidate.ANY, Consolidate.SAME),
    FactType.DATE: (Consolidate.SAME, Consolidate.MAX, Consolidate.MIN),
    FactType.CHOICE: (Consolidate.SAME,),
    FactType.TEXT: (Consolidate.SAME,),
    FactType.TABLE: (Consolidate.JOIN,),
}
"""What may be written for each type; the first is meant where nothing is, but for a number, which must say."""


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
        consolidate: how units' figures become one, as written; None where nothing is written.
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
    consolidate: Consolidate | None = None
    place: Location = field(default=Location(""), compare=False)

    @property
    def consolidated(self) -> Consolidate | None:
        """Return how units' figures become one; None where a number does not say."""
        if self.consolidate is not None or self.type is FactType.NUMBER:
            return self.consolidate
        return WAYS[self.type][0]

    def column(self, name: str) -> Fact | None:
        """Return the column called *name*, or None."""
        return next((column for column in self.columns if column.name == name), None)
