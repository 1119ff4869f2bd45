"""All indicators of one submission: the compiled programs where they can answer, the general evaluator elsewhere."""

from __future__ import annotations

from dataclasses import replace

from scoring.engine.emptied import after_groups, open_to_groups
from scoring.engine.found import ALONE, Found, Record, Standings, State, Told
from scoring.engine.leaf import Asked, evaluate
from scoring.engine.order import Emptying
from scoring.engine.plan import Worked
from scoring.engine.world import SubmissionWorld
from scoring.expressions.outcomes import NO_CAUSES, NOT_APPLICABLE, Range
from scoring.records import dataclass
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


def results(
    worked: Worked, submission: Submission, standings: Standings = ALONE, surely: frozenset[str] = frozenset()
) -> Results:
    """Return what is known of each indicator; those with a code among *surely* are known to apply."""
    rules = worked.rules
    world = worked.world(submission, standings)
    programs = worked.ready()
    cells = worked.cells(submission, standings) if programs else []
    own: dict[int, Found] = dict(worked.unchosen)
    told: dict[int, Record] = {place: Told(rules.indicators[place].branches[0]) for place in own}
    world.marks = {rules.indicators[place].code: NOT_APPLICABLE for place in own}
    for place in worked.order:
        program = programs[place] if programs else None
        trace = None if program is None else program.trace(cells)
        if trace is None:
            own[place], told[place] = _evaluated(place, world, worked)
        else:
            own[place], told[place] = worked.scored(place, trace[3]), trace
        if worked.asks_for_marks:
            _remember_marks(own, place, world, worked)
    for place in [place for place in own if rules.indicators[place].code in surely] if surely else ():
        own[place] = _applying(own[place])
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


def _applying(found: Found) -> Found:
    """Return *found* of an indicator that may or may not apply, as it is where it does."""
    settled = found.low == found.high
    state, causes = (State.SCORED, NO_CAUSES) if settled else (found.state, found.causes)
    return replace(found, state=state, depths=(), causes=causes, doubts=NO_CAUSES, absent=False)


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


def _evaluated(place: int, world: SubmissionWorld, worked: Worked) -> tuple[Found, Record]:
    """Return the general evaluator's answer about the indicator at *place*."""
    indicator = worked.rules.indicators[place]
    asked = Asked(
        indicator.lowered,
        indicator.branches,
        indicator.full_marks,
        indicator.not_applicable,
        len(indicator.path),
        worked.rounded,
        worked.finite(place),
    )
    return evaluate(asked, world)
