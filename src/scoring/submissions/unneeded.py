"""Judgements (评价人判断) that nobody waits for, because the figures settle the marks; they are kept, and not used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from scoring.diagnostics import Diagnostic, Kind, Severity
from scoring.expressions.words import words
from scoring.rule_set.model import RuleSet
from scoring.submissions.cross_checks import surely_holds
from scoring.submissions.judgements import expected_judgements
from scoring.submissions.model import Submission

UNNEEDED: Final = Kind(
    "S331",
    "the judgement {code} is not used, because this holds: {condition}",
    "delete the judgement, or correct the figures the condition looks at",
    Severity.WARNING,
)


def unneeded_judgements(submission: Submission, rules: RuleSet) -> Iterator[Diagnostic]:
    """Yield a warning for each judgement of *submission* that its figures make needless."""
    expected = expected_judgements(rules)
    for code, judgement in submission.judgements.items():
        condition = expected[code].unneeded
        if condition is not None and surely_holds(condition, submission, rules):
            yield UNNEEDED.at(judgement.place, code=code, condition=words(condition))
