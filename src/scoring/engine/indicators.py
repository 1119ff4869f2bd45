"""All indicators of one submission: the compiled programs where they can answer, the general evaluator elsewhere."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import Final

from scoring.engine.emptied import after_groups, open_to_groups
from scoring.engine.leaf import Asked, Found, Values, evaluate
from scoring.engine.plan import Emptying, Worked
from scoring.engine.sheet import State
from scoring.engine.world import SubmissionWorld
from scoring.expressions.outcomes import NOT_APPLICABLE, Range
from scoring.expressions.program import Carried, Program, Slots, Trace
from scoring.expressions.tree import Number
from scoring.methods.contract import Branch, Reason
from scoring.records import dataclass
from scoring.rule_set.model import Indicator
from scoring.submissions.model import Submission

ZERO: Final = Fraction(0)


@dataclass(frozen=True, slots=True)
class Results:
    """The results of all indicators.

    Attributes:
        own: in order, where the policies of groups that are certainly empty have decided.
        found: the same, open also to the policies of groups that may be empty.
        perhaps: the groups that may be empty and then change something.
        world: what they were found in.
    """

    own: tuple[Found, ...]
    found: tuple[Found, ...]
    perhaps: tuple[Emptying, ...]
    world: SubmissionWorld


def results(worked: Worked, submission: Submission, *, trace: bool) -> Results:
    """Return what is known of each indicator."""
    rules = worked.rules
    world = SubmissionWorld(rules, submission, worked.judgements, worked.trees)
    programs = worked.ready()
    cells = worked.cells(submission) if programs else []
    own: dict[int, Found] = {}
    for place in worked.order:
        program = programs[place] if programs else None
        one = None if program is None else _compiled(program, place, cells, worked, trace=trace)
        own[place] = _evaluated(rules.indicators[place], world, worked) if one is None else one
        if worked.asks_for_marks:
            _remember_marks(own, place, world, worked)
    places = range(len(rules.indicators))
    if not worked.emptying:
        found = tuple([own[place] for place in places])
        return Results(found, found, (), world)
    full_marks = [one.full_marks for one in rules.indicators]
    certain, perhaps = after_groups(worked.emptying, own, full_marks)
    opened, decisive = open_to_groups(perhaps, certain, full_marks)
    return Results(tuple(certain[one] for one in places), tuple(opened[one] for one in places), decisive, world)


def _remember_marks(own: dict[int, Found], place: int, world: SubmissionWorld, worked: Worked) -> None:
    """Let ``marks(…)`` see what the result at *place* settles: its own marks, and those of its groups."""
    indicators = worked.rules.indicators
    around = tuple(one for one in worked.emptying if place in one.places)
    full_marks = [one.full_marks for one in indicators]
    certain, perhaps = after_groups(around, own, full_marks)
    seen, _ = open_to_groups(perhaps, certain, full_marks)
    for other in {place}.union(*(one.places for one in around)) & own.keys():
        world.marks[indicators[other].code] = _marks(seen[other])


def _marks(found: Found) -> Range:
    """Return the marks as ``marks(…)`` sees them."""
    if not found.counts:
        return NOT_APPLICABLE
    return Range(found.low, found.high, True, bool(found.depths), found.causes)


def _evaluated(indicator: Indicator, world: SubmissionWorld, worked: Worked) -> Found:
    """Return the general evaluator's answer."""
    asked = Asked(
        indicator.lowered,
        indicator.branches,
        indicator.full_marks,
        indicator.not_applicable,
        len(indicator.path),
        worked.rounded,
    )
    return evaluate(asked, world)


def _compiled(program: Program, place: int, cells: Slots, worked: Worked, *, trace: bool) -> Found | None:
    """Return the compiled program's answer; None where it cannot decide."""
    given = program.marks(cells)
    if given is None:
        return None
    if isinstance(given, int):
        found = worked.scored(place, given)
    else:
        marks = Fraction(*given)
        found = Found(State.SCORED, marks, marks, marks)
    if not trace:
        return found
    traced = program.trace(cells)
    return None if traced is None else _traced(worked.rules.indicators[place], traced, found.low)


def _traced(indicator: Indicator, trace: Trace, marks: Fraction) -> Found:
    """Return the result with its account; *marks* are those on the sheet."""
    account = CompiledAccount(indicator, trace)
    top, bottom = account.carried
    same = top * marks.denominator == marks.numerator * bottom
    return Found(State.SCORED, marks, marks, marks if same else Fraction(top, bottom), account)


@dataclass(frozen=True)
class CompiledAccount:
    """How marks came about, as a compiled program recorded it; put into words and fractions when it is asked for."""

    indicator: Indicator
    trace: Trace

    @property
    def carried(self) -> Carried:
        """Return the marks before rounding, as the program carries them."""
        branch, values, _ = self.trace
        if branch < 0:
            marks = values[-1]
            assert isinstance(marks, tuple)
            return marks
        give = self.indicator.branches[branch].give
        assert isinstance(give, Number)
        return give.value.as_integer_ratio()

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
        branch, _, reason = self.trace
        if branch >= 0:
            return None
        return self.indicator.lowered.reasons[-1 if reason is None else reason]
