"""The rule set as it holds for one submission: with the rows of its own targets, and the choices it declares made."""

from __future__ import annotations

from fractions import Fraction

from scoring.engine.deciding import Weights, decided_rules
from scoring.engine.plan import worked_of
from scoring.rule_set.filling import filled
from scoring.rule_set.model import Group, RuleSet
from scoring.submissions.choices import address
from scoring.submissions.model import Chosen, Submission


def effective_rules(rules: RuleSet, submission: Submission) -> RuleSet:
    """Return *rules* with everything filled in that *submission* decides; what it leaves open stays open.

    Id and fingerprint stay those of *rules*: what the submission brings is part of its own fingerprint.
    """
    if worked_of(rules).fillable:
        rules = filled(rules if rules.unfilled is None else rules.unfilled, submission.filling)
    made = {}
    for group in worked_of(rules).choosing:
        chosen = submission.choices.get(address(group))
        if chosen is not None:
            made[group.path] = weights_of(group, chosen)
    return decided_rules(rules, made)


def weights_of(group: Group, chosen: Chosen) -> Weights:
    """Return the share of each part of *group*: what was declared, or the same for each that was chosen."""
    if chosen.marks:
        shares = dict(zip(chosen.parts, chosen.marks, strict=True))
        return tuple(shares.get(part.name, Fraction(0)) / group.scale for part in group.parts)
    return even(tuple(part.name in chosen.parts for part in group.parts))


def even(chosen: tuple[bool, ...]) -> Weights:
    """Return the same share for each part that is chosen."""
    return tuple(Fraction(one, sum(chosen)) for one in chosen)
