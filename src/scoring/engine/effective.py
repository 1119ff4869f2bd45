"""The rule set that one submission is scored by: its groups with the rows of the department's own target table."""

from __future__ import annotations

from scoring.engine.plan import worked_of
from scoring.rule_set.filling import filled
from scoring.rule_set.model import RuleSet
from scoring.submissions.model import Submission


def effective_rules(rules: RuleSet, submission: Submission) -> RuleSet:
    """Return *rules* with what *submission* itself brings as parts; *rules* themselves where it brings nothing.

    Id and fingerprint stay those of *rules*: what the submission brings is part of its own fingerprint.
    """
    if not worked_of(rules).fillable:
        return rules
    return filled(rules if rules.unfilled is None else rules.unfilled, submission.filling)
