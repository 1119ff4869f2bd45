"""Many submissions scored together: what compares institutions is known, and everything else is as scored alone."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.diagnostics import Diagnostic
from scoring.engine.marks import Marks, marks
from scoring.engine.peers import standings_of
from scoring.engine.plan import worked_of
from scoring.engine.score import score
from scoring.engine.sheet import ScoreSheet
from scoring.rule_set.model import RuleSet
from scoring.submissions.model import Submission
from scoring.submissions.several import given_twice


def score_batch(
    rules: RuleSet, submissions: Sequence[Submission]
) -> tuple[tuple[ScoreSheet, ...], tuple[Diagnostic, ...]]:
    """Return the score sheets of *submissions* in their order, which decides nothing else.

    Whose figures are missing keeps open what the others' marks depend on: their sheets show intervals that contain
    every completion. An institution that is there twice for one year would be its own peer: it is refused.

    Returns:
        the sheets, none where anything is refused; and what is refused.
    """
    findings = given_twice(submissions)
    if findings:
        return (), findings
    standings = standings_of(worked_of(rules), submissions)
    return tuple(score(rules, one, standings=found) for one, found in zip(submissions, standings, strict=True)), ()


def marks_of_batch(
    rules: RuleSet, submissions: Sequence[Submission]
) -> tuple[tuple[Marks, ...], tuple[Diagnostic, ...]]:
    """Return marks, totals and grades alone; the same as on the sheets of `score_batch`."""
    findings = given_twice(submissions)
    if findings:
        return (), findings
    standings = standings_of(worked_of(rules), submissions)
    return tuple(marks(rules, one, found) for one, found in zip(submissions, standings, strict=True)), ()
