"""What is known about one indicator, and how it came about: the bounds of its marks, and the record of its workings."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import field
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import Final, Protocol

from scoring.expressions.outcomes import NO_CAUSES, Cause, Range
from scoring.expressions.program import Carried, Trace
from scoring.expressions.tree import Number, Peers
from scoring.methods.contract import Branch, Reason
from scoring.records import dataclass
from scoring.rule_set.model import Group, Indicator

WHOLE: Final = 0
"""Depth of the whole rule set, over which marks are spread under ``rescale``."""

Values = Mapping[str, Fraction | bool]


class State(enum.Enum):
    """What is known about an indicator's marks."""

    SCORED = "scored"
    NOT_APPLICABLE = "not_applicable"
    MISSING_DATA = "missing_data"
    AWAITING_JUDGEMENT = "awaiting_judgement"


class Lacking(enum.Enum):
    """What is missing."""

    FACT = "fact"
    REJECTED = "rejected"  # given, but refused by a finding
    JUDGEMENT = "judgement"
    CLAIM = "claim"
    CHOICE = "choice"
    BATCH = "batch"  # needs all institutions scored together; name is the comparison as written
    PEER = "peer"  # something is missing at another institution; name is its code and name
    UNDEFINED = "undefined"  # present, but undefined by the rule set's policy (0/0)


@dataclass(frozen=True, slots=True)
class Standing:
    """What comparing one institution with its peers came to.

    Attributes:
        outcome: the place, the best or the average.
        least, most: how many institutions were compared, itself included.
    """

    outcome: Range
    least: int
    most: int


Standings = Mapping[Peers, Standing]
"""What every comparison of a rule set came to, for one institution."""

ALONE: Final[Standings] = MappingProxyType({})
"""That of an institution that is scored without the others."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is known about the marks of one indicator.

    Attributes:
        low, high: bounds of its marks where it counts, as they stand on the sheet; 0 where it does not count.
        depths: where its marks may be spread instead: the number of groups above and including the one they are spread
            over, `WHOLE` for the rule set; empty if it certainly counts.
        counts: whether it may count.
        causes: what is missing and still matters.
        doubts: what is missing and may yet decide whether it applies.
        applies, absent: whether it may apply, and whether it may be not applicable.
        emptied: the group whose policy decides, because nothing in it applies.
    """

    state: State
    low: Fraction
    high: Fraction
    depths: tuple[int, ...] = ()
    counts: bool = True
    causes: frozenset[Cause] = NO_CAUSES
    doubts: frozenset[Cause] = NO_CAUSES
    applies: bool = True
    absent: bool = False
    emptied: Group | None = None

    @property
    def certain(self) -> bool:
        """Tell whether the marks are certain."""
        return self.state is State.SCORED or self.state is State.NOT_APPLICABLE


NOTHING: Final = Fraction(0)

UNCHOSEN: Final = Found(State.NOT_APPLICABLE, NOTHING, NOTHING, counts=False, applies=False, absent=True)
"""What is known about an indicator in a part of a group that was not chosen: it has no marks, and counts nowhere."""


class Account(Protocol):
    """How marks came about."""

    @property
    def branch(self) -> Branch | None:
        """Return the branch certainly taken, if one was."""

    @property
    def values(self) -> Values:
        """Return the number or truth of each working that is certain."""

    @property
    def reason(self) -> Reason | None:
        """Return the reason, where it is certain."""

    @property
    def exact(self) -> Fraction | None:
        """Return the marks before rounding, where they are certain."""


@dataclass(frozen=True, slots=True)
class Told:
    """How marks came about, as the general evaluator found it."""

    branch: Branch | None = None
    values: Values = field(default_factory=dict)
    reason: Reason | None = None
    exact: Fraction | None = None


@dataclass(frozen=True)
class Traced:
    """How marks came about, as a compiled program recorded it; put into words and fractions when it is asked for."""

    indicator: Indicator
    trace: Trace

    @property
    def branch(self) -> Branch | None:
        """Return the branch taken, if one was."""
        branch = self.trace[0]
        return None if branch < 0 else self.indicator.branches[branch]

    @cached_property
    def values(self) -> Values:
        """Return the number or truth of each working."""
        named: dict[str, Fraction | bool] = {}
        for working, value in zip(self.indicator.lowered.workings, self.trace[1], strict=True):
            if value is not None:
                named[working.name] = value if isinstance(value, bool) else Fraction(*value)
        return named

    @property
    def reason(self) -> Reason | None:
        """Return the first reason that holds; None where a branch was taken."""
        branch, _, reason, _ = self.trace
        if branch >= 0:
            return None
        return self.indicator.lowered.reasons[-1 if reason is None else reason]

    @property
    def exact(self) -> Fraction:
        """Return the marks before rounding."""
        return Fraction(*self._carried)

    @property
    def _carried(self) -> Carried:
        branch, values, _, _ = self.trace
        if branch < 0:
            marks = values[-1]
            assert isinstance(marks, tuple)
            return marks
        give = self.indicator.branches[branch].give
        assert isinstance(give, Number)
        return give.value.as_integer_ratio()


Record = Told | Trace
"""How marks came about, as it was recorded."""


def account_of(indicator: Indicator, record: Record) -> Account:
    """Return *record* of *indicator* as it can be asked."""
    return Traced(indicator, record) if isinstance(record, tuple) else record
