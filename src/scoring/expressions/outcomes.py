"""Sets of outcomes: what a number, a truth value or a choice can still turn out to be.

A set is described from outside: it holds every outcome that is possible, and ends need not be attained. ``math.inf``
stands for "no bound" and nothing else: it is compared and passed on, never computed with, so no binary float ever
reaches a mark. Arithmetic on sets is in `ranges`.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import inf
from typing import Final

from scoring.records import dataclass

Bound = Fraction | float
"""End of a range: a `Fraction`, or ``inf`` or ``-inf`` where there is none."""


@dataclass(frozen=True, slots=True, order=True)
class Cause:
    """Something that is not known.

    Attributes:
        kind: "fact", "judgement", "claim", … as the caller names them; "undefined" for what a policy leaves undefined.
        name: the fact, the code, or what is to blame; "" for a division by zero that no policy foresaw.
    """

    kind: str
    name: str


NO_CAUSES: Final[frozenset[Cause]] = frozenset()


@dataclass(frozen=True, slots=True)
class Range:
    """What a number can still be.

    Attributes:
        low: no possible number is below; ``inf`` if no number is possible at all.
        high: no possible number is above; ``-inf`` if no number is possible at all.
        number: whether a number is possible.
        not_applicable: whether "not applicable" is possible.
        causes: what is not known and still matters; empty when certain.
        low_open, high_open: whether that end is certainly not the number; arithmetic forgets it.
    """

    low: Bound
    high: Bound
    number: bool = True
    not_applicable: bool = False
    causes: frozenset[Cause] = NO_CAUSES
    low_open: bool = False
    high_open: bool = False

    @property
    def certain(self) -> bool:
        """Tell whether there is exactly one outcome."""
        return not self.not_applicable and self.low == self.high if self.number else self.not_applicable

    @property
    def value(self) -> Fraction | None:
        """Return the number if it is the only outcome, else None."""
        return self.low if self.certain and isinstance(self.low, Fraction) else None


@dataclass(frozen=True, slots=True)
class Truths:
    """What a truth value can still be.

    Attributes:
        yes: whether true is possible.
        no: whether false is possible.
        not_applicable: whether "not applicable" is possible.
        causes: what is not known and still matters; empty when certain.
    """

    yes: bool
    no: bool
    not_applicable: bool = False
    causes: frozenset[Cause] = NO_CAUSES

    @property
    def certain(self) -> bool:
        """Tell whether there is exactly one outcome."""
        return self.yes + self.no + self.not_applicable == 1

    @property
    def value(self) -> bool | None:
        """Return the truth value if it is the only outcome, else None."""
        return self.yes if self.certain and not self.not_applicable else None


@dataclass(frozen=True, slots=True)
class Words:
    """What a choice can still be."""

    words: frozenset[str]
    causes: frozenset[Cause] = NO_CAUSES

    @property
    def certain(self) -> bool:
        """Tell whether there is exactly one outcome."""
        return len(self.words) == 1


NOT_APPLICABLE: Final = Range(inf, -inf, False, True)
"""Certainly not applicable."""


def exactly(value: Fraction) -> Range:
    """Return the one outcome *value*."""
    return Range(value, value)


def between(low: Bound, high: Bound, causes: Iterable[Cause] = (), *, not_applicable: bool = False) -> Range:
    """Return the numbers from *low* to *high*; the causes are dropped if that leaves only one outcome."""
    return settled(Range(low, high, True, not_applicable, frozenset(causes)))


def unknown(causes: Iterable[Cause]) -> Range:
    """Return "any number"."""
    return Range(-inf, inf, causes=frozenset(causes))


def settled(outcome: Range) -> Range:
    """Return *outcome* without causes if it is certain."""
    return Range(outcome.low, outcome.high, outcome.number, outcome.not_applicable) if outcome.certain else outcome


def surely(value: bool) -> Truths:
    """Return the one outcome *value*."""
    return Truths(value, not value)


def truths(yes: bool, no: bool, not_applicable: bool, causes: frozenset[Cause]) -> Truths:
    """Return those outcomes; the causes are dropped if there is only one."""
    outcome = Truths(yes, no, not_applicable, causes)
    return Truths(yes, no, not_applicable) if outcome.certain else outcome


def union(outcomes: Iterable[Range], causes: frozenset[Cause]) -> Range:
    """Return everything that is possible in any of *outcomes*, for their causes and *causes*."""
    low: Bound = inf
    high: Bound = -inf
    number = not_applicable = False
    for outcome in outcomes:
        low, high = min(low, outcome.low), max(high, outcome.high)
        number, not_applicable = number or outcome.number, not_applicable or outcome.not_applicable
        causes |= outcome.causes
    return settled(Range(low, high, number, not_applicable, causes))


def union_of_truths(outcomes: Iterable[Truths], causes: frozenset[Cause]) -> Truths:
    """Return everything that is possible in any of *outcomes*, for their causes and *causes*."""
    yes = no = not_applicable = False
    for outcome in outcomes:
        yes, no = yes or outcome.yes, no or outcome.no
        not_applicable = not_applicable or outcome.not_applicable
        causes |= outcome.causes
    return truths(yes, no, not_applicable, causes)


def negated(outcome: Truths) -> Truths:
    """Return the opposite truth values."""
    return Truths(outcome.no, outcome.yes, outcome.not_applicable, outcome.causes)


def all_of(parts: Iterable[Truths]) -> Truths:
    """Return Kleene's "and": one false part decides, whatever the others are."""
    yes, no, not_applicable, blocked = True, False, False, False
    causes: frozenset[Cause] = NO_CAUSES
    for part in parts:
        yes, no = yes and part.yes, no or part.no
        not_applicable = not_applicable or part.not_applicable
        blocked = blocked or not (part.yes or part.not_applicable)  # certainly false
        causes |= part.causes
    return truths(yes, no, not_applicable and not blocked, causes)
