"""All indicators of one submission: the compiled programs where they can answer, the general evaluator elsewhere."""

from __future__ import annotations

from scoring.engine.emptied import after_groups, open_to_groups
from scoring.engine.found import ALONE, Found, Record, Standings
from scoring.engine.leaf import Asked, evaluate
from scoring.engine.plan import Emptying, Worked
from scoring.engine.world import SubmissionWorld
from scoring.expressions.outcomes import NOT_APPLICABLE, Range
from scoring.records import dataclass
from scoring.rule_set.model import Indicator
from scoring.submissions.model import Submission


@dataclass(frozen=True, slots=True)
class Results:
    """The results of all indicators.

    Attributes:
        own: in order, where the policies of groups that are certainly empty have decided.
        found: the same, open also to the policies of groups that may be empty.
        records: how each came about.
        perhaps: the groups that may be empty and then change something.
        world: what they were found in.
    """

    own: tuple[Found, ...]
    found: tuple[Found, ...]
    records: tuple[Record, ...]
    perhaps: tuple[Emptying, ...]
    world: SubmissionWorld


def results(worked: Worked, submission: Submission, standings: Standings = ALONE) -> Results:
    """Return what is known of each indicator."""
    rules = worked.rules
    world = worked.world(submission, standings)
    programs = worked.ready()
    cells = worked.cells(submission, standings) if programs else []
    own: dict[int, Found] = {}
    told: dict[int, Record] = {}
    for place in worked.order:
        program = programs[place] if programs else None
        trace = None if program is None else program.trace(cells)
        if trace is None:
            own[place], told[place] = _evaluated(rules.indicators[place], world, worked)
        else:
            own[place], told[place] = worked.scored(place, trace[3]), trace
        if worked.asks_for_marks:
            _remember_marks(own, place, world, worked)
    places = range(len(rules.indicators))
    records = tuple([told[place] for place in places])
    if not worked.emptying:
        found = tuple([own[place] for place in places])
        return Results(found, found, records, (), world)
    full_marks = [one.full_marks for one in rules.indicators]
    certain, perhaps = after_groups(worked.emptying, own, full_marks)
    opened, decisive = open_to_groups(perhaps, certain, full_marks)
    return Results(
        tuple(certain[one] for one in places), tuple(opened[one] for one in places), records, decisive, world
    )


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


def _evaluated(indicator: Indicator, world: SubmissionWorld, worked: Worked) -> tuple[Found, Record]:
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
