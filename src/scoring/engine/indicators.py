"""All indicators of one submission: the compiled programs where they can answer, the general evaluator elsewhere."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from scoring.engine.leaf import LeafResult, evaluate
from scoring.engine.plan import Worked, as_fraction
from scoring.engine.sheet import State
from scoring.engine.world import SubmissionWorld
from scoring.expressions.outcomes import NOT_APPLICABLE, Range
from scoring.expressions.program import Trace
from scoring.expressions.tree import Absent
from scoring.rule_set.model import Indicator
from scoring.submissions.model import Submission

ZERO: Final = Fraction(0)


def results(worked: Worked, submission: Submission, *, trace: bool) -> tuple[tuple[LeafResult, ...], SubmissionWorld]:
    """Return what is known of each indicator, in order, and the world it was found in."""
    world = SubmissionWorld(worked.rules, submission, worked.judgements, worked.trees)
    found: list[LeafResult | None] = [None] * len(worked.rules.indicators)
    programs = worked.ready()
    cells = worked.cells(submission) if programs else []
    step = worked.rules.rounding.step
    for place in worked.order:
        indicator = worked.rules.indicators[place]
        program = programs[place] if programs else None
        result = None
        if program is not None and trace:
            traced = program.trace(cells)
            result = None if traced is None else _from_trace(indicator, traced)
        elif program is not None:
            marks = program.marks(cells)
            if isinstance(marks, int):
                exact = marks * step
                result = LeafResult(State.SCORED, exact, exact)
            elif marks is not None:
                exact = as_fraction(marks)
                result = LeafResult(State.SCORED, exact, exact)
        if result is None:
            level = len(indicator.path)
            result = evaluate(
                indicator.lowered, indicator.branches, indicator.full_marks, indicator.not_applicable, level, world
            )
        found[place] = result
        world.marks[indicator.code] = _marks(result, worked)
    return tuple(one for one in found if one is not None), world


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


def _marks(result: LeafResult, worked: Worked) -> Range:
    """Return the marks as ``marks(…)`` sees them."""
    if result.low is None or result.high is None:
        return NOT_APPLICABLE
    low, high = worked.rounded(result.low), worked.rounded(result.high)
    return Range(low, high, True, bool(result.spreads), result.causes)

