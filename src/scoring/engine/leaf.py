"""One indicator, with data missing or not: its state, its marks or their bounds, and how they came about."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from math import inf
from typing import Final

from scoring.engine.cases import MOST_CASES
from scoring.engine.found import WHOLE, Found, Lacking, State, Told, Values
from scoring.engine.world import SubmissionWorld
from scoring.expressions.outcomes import NO_CAUSES, Cause, Range, Truths
from scoring.expressions.possible import possible
from scoring.expressions.tree import Node, Number, Outcome, Scope
from scoring.methods.contract import MARKS, Branch, Lowered, Policy, Reason
from scoring.records import dataclass
from scoring.rule_set.domains import values_of

ZERO: Final = Fraction(0)

NOTHING_TOLD: Final = Told()


@dataclass(frozen=True, slots=True)
class Asked:
    """What is scored.

    Attributes:
        policy: what becomes of its marks if it is not applicable.
        level: number of groups it stands in.
        rounder: turns exact marks into those on the sheet.
        finite: facts worth going through value by value where they are missing.
    """

    lowered: Lowered
    branches: tuple[Branch, ...]
    full_marks: Fraction
    policy: Policy | None = None
    level: int = 0
    rounder: Callable[[Fraction], Fraction] = lambda marks: marks
    finite: tuple[str, ...] = ()


def depth_of(policy: Policy | None, level: int) -> int | None:
    """Return over what the marks of a node with *level* groups above it are spread; None if they stay."""
    if policy is Policy.RESCALE:
        return WHOLE
    return level if policy is Policy.RESCALE_GROUP else None


def evaluate(asked: Asked, world: SubmissionWorld) -> tuple[Found, Told]:
    """Return everything that can be said of an indicator (or of a line that adds or takes) in *world*, and why."""
    found, told = _evaluate(asked, world)
    return _by_cases(found, world, asked.finite, MOST_CASES).settled(told)


def _by_cases(found: _Open, world: SubmissionWorld, finite: tuple[str, ...], most: int) -> _Open:
    """Return what is *found* for each value of a fact in *finite* that is missing and matters, put together."""
    for place, name in enumerate(() if found.certain else finite, 1):
        cause = world.cause(name)
        values = values_of(world.rules.facts[name], most) if cause in found.causes else ()
        if values:
            both = _Open(found.asked)
            for value in values:
                case = world.supposing(name, value)
                inner, _ = _evaluate(found.asked, case)
                both.add(_by_cases(inner, case, finite[place:], most // len(values)), cause)
            return both
    return found


def _evaluate(asked: Asked, world: SubmissionWorld) -> tuple[_Open, Told]:
    found = _Open(asked)
    unless: list[Node] = []
    first = True
    for branch in asked.branches:
        condition = _truths(branch.when, world, unless)
        if condition.value is False:
            continue
        found.causes |= condition.causes
        if condition.not_applicable:
            found.not_applicable(branch)
        if condition.yes:
            found.take(branch)
        if not condition.no:
            return found, Told(branch) if first and condition.certain else NOTHING_TOLD
        first = False
        unless.append(branch.when)
    values, outcome = _work(asked.lowered, world, unless)
    found.causes |= outcome.causes
    if outcome.not_applicable:
        found.not_applicable(None)
    if outcome.number:
        found.marks(outcome.low, outcome.high)
    reason = _first_reason(asked.lowered, world) if first and outcome.number else None
    return found, Told(None, values, reason)


def _truths(node: Node, world: SubmissionWorld, unless: Sequence[Node] = ()) -> Truths:
    outcome = possible(node, world, world.trees, unless)
    assert isinstance(outcome, Truths)
    return outcome


def _work(lowered: Lowered, world: SubmissionWorld, unless: Sequence[Node]) -> tuple[Values, Range]:
    """Return the workings that are certain, and the outcomes of the marks, where none of *unless* holds."""
    world.workings = {}
    values: dict[str, Fraction | bool] = {}
    before: dict[tuple[Scope, str], Node] = {}
    trees = ChainMap(before, dict(world.trees))
    for working in lowered.workings:
        outcome = possible(working.node, world, trees, unless)
        before[Scope.WORKING, working.name] = working.node
        world.workings[working.name] = outcome
        if outcome.value is not None:
            values[working.name] = outcome.value
    marks = world.workings[MARKS]
    assert isinstance(marks, Range)
    return values, marks


def _first_reason(lowered: Lowered, world: SubmissionWorld) -> Reason | None:
    """Return the first reason that certainly holds, if no earlier one might."""
    for reason in lowered.reasons[:-1]:
        assert reason.when is not None
        holds = _truths(reason.when, world).value
        if holds is not False:
            return reason if holds else None
    return lowered.reasons[-1]


@dataclass(slots=True)
class _Open:
    """Outcomes collected on the way."""

    asked: Asked
    low: Fraction | float = inf
    high: Fraction | float = -inf
    exact: tuple[Fraction | float, Fraction | float] = (inf, -inf)
    applies: bool = False
    absent: bool = False
    depths: tuple[int, ...] = ()
    causes: frozenset[Cause] = NO_CAUSES

    @property
    def certain(self) -> bool:
        """Tell whether there is one outcome: one number, or one way to spread the marks."""
        return len(self.depths) == 1 if self.low > self.high else self.low == self.high and not self.depths

    def add(self, other: _Open, cause: Cause) -> None:
        """Add what is found where the fact behind *cause* has one of its values."""
        self.low, self.high = min(self.low, other.low), max(self.high, other.high)
        self.exact = min(self.exact[0], other.exact[0]), max(self.exact[1], other.exact[1])
        self.applies, self.absent = self.applies or other.applies, self.absent or other.absent
        self.depths = tuple(dict.fromkeys((*self.depths, *other.depths)))
        self.causes |= {cause} if other.certain else {cause, *other.causes}

    def marks(self, low: Fraction | float, high: Fraction | float) -> None:
        """Add marks it may have where it applies."""
        full, rounder = self.asked.full_marks, self.asked.rounder
        least, most = Fraction(max(ZERO, low)), Fraction(min(full, high))
        self.applies = True
        self._number(min(full, rounder(least)), min(full, rounder(most)), least, most)

    def _number(self, low: Fraction, high: Fraction, least: Fraction, most: Fraction) -> None:
        self.low, self.high = min(self.low, low), max(self.high, high)
        self.exact = min(self.exact[0], least), max(self.exact[1], most)

    def not_applicable(self, branch: Branch | None) -> None:
        """Add what becomes of its marks if it, or the group that *branch* is about, is not applicable."""
        policy, level = self.asked.policy, self.asked.level
        if branch is not None and branch.policy is not None:
            policy, level = branch.policy, branch.level
        self.absent = True
        depth = depth_of(policy, level)
        if depth is not None:
            self.depths = (*self.depths, depth) if depth not in self.depths else self.depths
            return
        marks = self.asked.full_marks if policy is Policy.FULL else ZERO
        self._number(marks, marks, marks, marks)

    def take(self, branch: Branch) -> None:
        """Add the outcome of *branch*."""
        give = branch.give
        if isinstance(give, Number):
            self.marks(give.value, give.value)
        elif give.outcome is Outcome.NOT_APPLICABLE:
            self.not_applicable(branch)
        else:
            self.causes |= {Cause(Lacking.UNDEFINED.value, give.cause)}
            self.marks(ZERO, self.asked.full_marks)

    def settled(self, told: Told) -> tuple[Found, Told]:
        """Name the state. What is undefined by a policy is not named where giving something else could mend it."""
        given = frozenset(cause for cause in self.causes if cause.kind != Lacking.UNDEFINED.value)
        causes = given or self.causes
        counts = self.low <= self.high
        low, high = (Fraction(self.low), Fraction(self.high)) if counts else (ZERO, ZERO)
        doubts = causes if self.applies and self.absent else NO_CAUSES
        if self.certain:
            state = State.SCORED if self.applies else State.NOT_APPLICABLE
            causes = NO_CAUSES
            told = replace(told, exact=Fraction(self.exact[0])) if self.exact[0] == self.exact[1] else told
        else:
            state = waiting_for(causes)
        return Found(state, low, high, self.depths, counts, causes, doubts, self.applies, self.absent), told


def waiting_for(causes: frozenset[Cause]) -> State:
    """Return the state of an indicator that waits for *causes*."""
    awaited = bool(causes) and all(cause.kind == Lacking.JUDGEMENT.value for cause in causes)
    return State.AWAITING_JUDGEMENT if awaited else State.MISSING_DATA
