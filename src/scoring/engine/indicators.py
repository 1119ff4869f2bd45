"""All indicators of one submission: the compiled programs where they can answer, the general evaluator elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from scoring.engine.leaf import LeafResult, evaluate
from scoring.engine.plan import Worked
from scoring.engine.sheet import State
from scoring.engine.world import SubmissionWorld
from scoring.expressions.outcomes import NOT_APPLICABLE, Range
from scoring.expressions.program import Program, Slots, Trace
from scoring.expressions.tree import Absent
from scoring.rule_set.model import Indicator
from scoring.submissions.model import Submission

ZERO: Final = Fraction(0)


@dataclass(frozen=True, slots=True)
class Found:
    """One indicator's result and its marks as they stand on the sheet.

    Attributes:
        exact: marks before rounding; None unless certain, or where nothing was recorded.
        low, high: bounds of the marks where it counts, rounded under ``at: indicator``; 0 where it does not count.
    """

    result: LeafResult
    exact: Fraction | None
    low: Fraction
    high: Fraction

    @property
    def certain(self) -> bool:
        """Tell whether the marks are certain."""
        return self.result.state is State.SCORED or self.result.state is State.NOT_APPLICABLE


def results(worked: Worked, submission: Submission, *, trace: bool) -> tuple[tuple[Found, ...], SubmissionWorld]:
    """Return what is known of each indicator, in order, and the world it was found in."""
    world = SubmissionWorld(worked.rules, submission, worked.judgements, worked.trees)
    found: list[Found | None] = [None] * len(worked.rules.indicators)
    programs = worked.ready()
    cells = worked.cells(submission) if programs else []
    for place in worked.order:
        indicator = worked.rules.indicators[place]
        program = programs[place] if programs else None
        one = None if program is None else _compiled(program, indicator, cells, worked, trace=trace)
        if one is None:
            one = _evaluated(indicator, world, worked)
        found[place] = one
        if worked.asks_for_marks:
            world.marks[indicator.code] = _marks(one)
    return tuple(one for one in found if one is not None), world


def _evaluated(indicator: Indicator, world: SubmissionWorld, worked: Worked) -> Found:
    """Return the general evaluator's answer."""
    level = len(indicator.path)
    result = evaluate(
        indicator.lowered, indicator.branches, indicator.full_marks, indicator.not_applicable, level, world
    )
    low = ZERO if result.low is None else worked.rounded(result.low)
    high = ZERO if result.high is None else worked.rounded(result.high)
    return Found(result, result.exact, low, high)


def _compiled(program: Program, indicator: Indicator, cells: Slots, worked: Worked, *, trace: bool) -> Found | None:
    """Return the compiled program's answer; None where it cannot decide."""
    if trace:
        traced = program.trace(cells)
        if traced is None:
            return None
        result = _from_trace(indicator, traced)
        exact = result.low
        assert exact is not None
        marks = worked.rounded(exact)
        return Found(result, exact, marks, marks)
    given = program.marks(cells)
    if given is None:
        return None
    if isinstance(given, int):
        marks = worked.steps(given)
        return Found(LeafResult(State.SCORED, marks, marks), None, marks, marks)
    marks = Fraction(*given)
    return Found(LeafResult(State.SCORED, marks, marks), marks, marks, marks)


def _from_trace(indicator: Indicator, trace: Trace) -> LeafResult:
    """Return the result of a compiled program."""
    branch, values, reason = trace
    if branch >= 0:
        taken = indicator.branches[branch]
        assert not isinstance(taken.give, Absent)
        marks: Fraction = getattr(taken.give, "value", ZERO)
        return LeafResult(State.SCORED, marks, marks, branch=taken)
    named: dict[str, Fraction | bool] = {}
    for working, value in zip(indicator.lowered.workings, values, strict=True):
        if value is not None:
            named[working.name] = value if isinstance(value, bool) else Fraction(*value)
    marks = Fraction(named["marks"])
    given = indicator.lowered.reasons[-1 if reason is None else reason]
    return LeafResult(State.SCORED, marks, marks, values=named, reason=given)


def _marks(found: Found) -> Range:
    """Return the marks as ``marks(…)`` sees them."""
    result = found.result
    if result.low is None:
        return NOT_APPLICABLE
    return Range(found.low, found.high, True, bool(result.spreads), result.causes)
