"""Comparing the institutions of a batch: first what each has for itself, then where each stands among its peers.

Institutions are compared within one evaluation year and, where the rule set says ``among:``, with those that gave the
same answer. Whose own answer is missing could belong to any of the groups; its comparison waits for that answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scoring.engine.found import Lacking, Standing, Standings
from scoring.engine.plan import Worked
from scoring.engine.world import SubmissionWorld
from scoring.expressions.outcomes import NO_CAUSES, Cause, Range, Truths, Words
from scoring.expressions.possible import possible
from scoring.expressions.standing import Entrant, Field
from scoring.expressions.tree import Input, Peers, Sort
from scoring.records import dataclass
from scoring.submissions.model import Submission

Answers = frozenset[object] | None
"""What an institution may have answered; None for anything."""


@dataclass(frozen=True, slots=True)
class _Compared:
    """One institution, as one comparison sees it."""

    year: int | None
    answers: Answers
    entrant: Entrant

    def meets(self, other: _Compared) -> bool:
        """Tell whether both may be peers."""
        if self.year != other.year:
            return False
        return self.answers is None or other.answers is None or bool(self.answers & other.answers)

    def surely_meets(self, other: _Compared) -> bool:
        """Tell whether both certainly are peers, if they may be."""
        return self.answers is not None and len(self.answers) == 1 and self.answers == other.answers


def standings_of(worked: Worked, submissions: Sequence[Submission]) -> tuple[Standings, ...]:
    """Return where each of *submissions* stands among all of them, for every comparison of the rule set."""
    found: tuple[dict[Peers, Standing], ...] = tuple({} for _ in submissions)
    worlds = [worked.world(one) for one in submissions] if worked.anyone else []
    for node in worked.anyone:
        compared = [_compared(node, world) for world in worlds]
        fields: dict[tuple[int | None, Answers], tuple[Field, dict[int, Entrant]]] = {}
        for place, one in enumerate(compared):
            key = (one.year, one.answers)
            if key not in fields:
                fields[key] = _field(one, compared)
            field, entrants = fields[key]
            outcome = field.standing(node.kind, entrants[place])
            found[place][node] = Standing(outcome, *field.compared(entrants[place]))
    return found


def _field(one: _Compared, compared: Sequence[_Compared]) -> tuple[Field, dict[int, Entrant]]:
    """Return all with whom *one*, and whoever answered like it, may be compared; each by its place."""
    entrants = {
        place: replace(other.entrant, surely=one.surely_meets(other))
        for place, other in enumerate(compared)
        if one.meets(other)
    }
    return Field(entrants.values()), entrants


def _compared(node: Peers, world: SubmissionWorld) -> _Compared:
    own = possible(node.operand, world, world.trees)
    assert isinstance(own, Range)
    answers, causes = _answers(node.among, world)
    submission = world.submission
    cause = Cause(Lacking.PEER.value, f"{submission.code} {submission.name}")
    entrant = Entrant(cause, replace(own, causes=own.causes | causes), known=not causes)
    return _Compared(submission.year, answers, entrant)


def _answers(among: Input | None, world: SubmissionWorld) -> tuple[Answers, frozenset[Cause]]:
    """Return what the institution may have answered, and why that is not known."""
    if among is None:
        return frozenset([True]), NO_CAUSES
    outcome = world.input(among)
    if isinstance(outcome, Truths):
        may_be = {True: outcome.yes, False: outcome.no}
        return frozenset([answer for answer, open_ in may_be.items() if open_]), outcome.causes
    if isinstance(outcome, Words):
        return outcome.words, outcome.causes
    assert among.sort is Sort.TEXT  # a missing text may say anything
    return None, outcome.causes
