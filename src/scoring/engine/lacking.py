"""What sentences call something that is missing."""

from __future__ import annotations

from scoring.diagnostics import message
from scoring.diagnostics.message import Value
from scoring.engine.found import Lacking
from scoring.engine.plan import worked_of
from scoring.engine.reasons import called
from scoring.expressions.words import words
from scoring.rule_set.model import RuleSet
from scoring.submissions.choices import is_choice


def lacking_named(lacking: Lacking, name: str, rules: RuleSet) -> Value:
    """Return what to call what is *lacking*; a comparison with the batch, whose *name* is its formula, in words."""
    if lacking is Lacking.CHOICE or is_choice(name, rules):  # one that was refused is Lacking.REJECTED
        return message("the choice in {group}", group=name)
    if lacking is Lacking.BATCH:
        return _comparison(name, rules)
    return called(rules.facts.get(name), name)


def _comparison(text: str, rules: RuleSet) -> Value:
    """Return the comparison that is written as *text* in words."""
    return next((words(one) for one in worked_of(rules).anyone if one.text == text), text)
