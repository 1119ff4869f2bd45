"""One indicator, with data missing or not: its state, its marks or their bounds, and how they came about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import inf
from typing import Final

from scoring.engine.sheet import Lacking, State
from scoring.engine.world import SubmissionWorld
from scoring.expressions.outcomes import NO_CAUSES, Cause, Range, Truths
from scoring.expressions.possible import possible
from scoring.expressions.tree import Absent, Number, Outcome
from scoring.methods.contract import MARKS, Branch, Lowered, Policy, Reason

ZERO: Final = Fraction(0)

WHOLE: Final = 0
"""Depth of the whole rule set, over which marks are spread under ``rescale``."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Marks that are not counted because the indicator does not apply.

    Attributes:
        depth: number of groups above and including the one they are spread over; `WHOLE` for the rule set.
    """

    depth: int


@dataclass(frozen=True, slots=True)
class LeafResult:
    """What is known about one indicator, before rounding.

    Attributes:
        low, high: bounds of its marks where it counts; both None if it certainly does not count.
        spreads: how its marks may be spread instead; empty if it certainly counts.
        causes: what is missing and still matters.
        branch: the branch certainly taken, if one was.
        values: number or truth of each working that is certain.
        reason: the reason, where it is certain.
    """

    state: State
    low: Fraction | None
    high: Fraction | None
    spreads: tuple[Spread, ...] = ()
    causes: frozenset[Cause] = NO_CAUSES
    branch: Branch | None = None
    values: Mapping[str, Fraction | bool] = ()  # type: ignore[assignment]
    reason: Reason | None = None

    @property
    def exact(self) -> Fraction | None:
        """Return the marks if they are certain; 0 where the indicator certainly does not count."""
        if self.state is State.SCORED or (self.state is State.NOT_APPLICABLE and not self.spreads):
            return self.low
        return ZERO if self.state is State.NOT_APPLICABLE else None


def spread_of(policy: Policy, level: int) -> Spread | None:
    """Return where the marks go under *policy* of a node with *level* groups above it; None if they stay."""
    if policy is Policy.RESCALE:
        return Spread(WHOLE)
    return Spread(level) if policy is Policy.RESCALE_GROUP else None


@dataclass(slots=True)
class _Open:
    """Outcomes collected on the way."""

    low: Fraction | float = inf
    high: Fraction | float = -inf
    kept: bool = False  # not applicable, with its marks given or taken
    spreads: tuple[Spread, ...] = ()
    causes: frozenset[Cause] = NO_CAUSES

    def number(self, low: Fraction | float, high: Fraction | float) -> None:
        self.low, self.high = min(self.low, low), max(self.high, high)

    def not_applicable(self, policy: Policy | None, level: int, full_marks: Fraction) -> None:
        spread = None if policy is None else spread_of(policy, level)
        if spread is not None:
            self.spreads = (*self.spreads, spread) if spread not in self.spreads else self.spreads
            return
        self.kept = True
        marks = full_marks if policy is Policy.FULL else ZERO
        self.number(marks, marks)


def evaluate(
    lowered: Lowered,
    branches: tuple[Branch, ...],
    full_marks: Fraction,
    policy: Policy | None,
    level: int,
    world: SubmissionWorld,
) -> LeafResult:
    """Return everything that can be said of an indicator (or of a line that adds or takes) in *world*."""
    found = _Open()
    open_branches = 0
    for branch in branches:
        condition = possible(branch.when, world, world.trees)
        assert isinstance(condition, Truths)
        if condition.value is False:
            continue
        found.causes |= condition.causes
        if condition.not_applicable:
            found.not_applicable(policy, level, full_marks)
        if condition.yes:
            _take(branch, policy, level, full_marks, found)
        if not condition.no:
            return _settle(found, branch if open_branches == 0 and condition.certain else None, {}, None)
        open_branches += 1
    values, outcome = _work(lowered, world)
    found.causes |= outcome.causes
    if outcome.not_applicable:
        found.not_applicable(policy, level, full_marks)
    if outcome.number:
        found.number(max(ZERO, outcome.low), min(full_marks, outcome.high))
    reason = _first_reason(lowered, world) if open_branches == 0 and outcome.number else None
    return _settle(found, None, values, reason)


def _take(branch: Branch, policy: Policy | None, level: int, full_marks: Fraction, found: _Open) -> None:
    """Add the outcome of *branch*."""
    match branch.give:
        case Absent(Outcome.NOT_APPLICABLE):
            found.not_applicable(branch.policy or policy, branch.level if branch.policy else level, full_marks)
        case Absent(_, cause):
            found.causes |= {Cause(Lacking.UNDEFINED.value, cause)}
            found.number(ZERO, full_marks)
        case Number(marks):
            found.number(marks, marks)


def _work(lowered: Lowered, world: SubmissionWorld) -> tuple[dict[str, Fraction | bool], Range]:
    """Return the workings that are certain, and the outcomes of the marks."""
    world.workings = {}
    values: dict[str, Fraction | bool] = {}
    for working in lowered.workings:
        outcome = possible(working.node, world, world.trees)
        world.workings[working.name] = outcome
        if outcome.value is not None:
            values[working.name] = outcome.value
    marks = world.workings[MARKS]
    assert isinstance(marks, Range)
    return values, marks


def _first_reason(lowered: Lowered, world: SubmissionWorld) -> Reason | None:
    """Return the first reason that certainly holds, if no earlier one might."""
    for reason in lowered.reasons:
        if reason.when is None:
            return reason
        holds = possible(reason.when, world, world.trees)
        if holds.value is True:
            return reason
        if holds.value is None:
            return None
    return None


def _settle(
    found: _Open,
    branch: Branch | None,
    values: Mapping[str, Fraction | bool],
    reason: Reason | None,
) -> LeafResult:
    """Name the state. What is undefined by a policy is not named where giving something else could mend it."""
    given = frozenset(cause for cause in found.causes if cause.kind != Lacking.UNDEFINED.value)
    found.causes = given or found.causes
    counts = found.low <= found.high
    if not counts and len(found.spreads) == 1:
        return LeafResult(State.NOT_APPLICABLE, None, None, found.spreads, branch=branch)
    low = Fraction(found.low) if counts else None
    high = Fraction(found.high) if counts else None
    if counts and low == high and not found.spreads:
        state = State.NOT_APPLICABLE if found.kept and branch is not None else State.SCORED
        return LeafResult(state, low, high, branch=branch, values=values, reason=reason)
    awaited = all(cause.kind == Lacking.JUDGEMENT.value for cause in found.causes)
    state = State.AWAITING_JUDGEMENT if awaited and found.causes else State.MISSING_DATA
    return LeafResult(state, low, high, found.spreads, found.causes, branch, values, reason)
