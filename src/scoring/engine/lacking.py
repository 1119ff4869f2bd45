"""What sentences call something that is missing."""

from __future__ import annotations

from scoring.diagnostics import message
from scoring.diagnostics.message import Value
from scoring.engine.found import Lacking
from scoring.engine.plan import worked_of
from scoring.engine.reasons import called
from scoring.expressions.tree import Peers
from scoring.expressions.words import words
from scoring.rule_set.asking import parts_of, trees_in
from scoring.rule_set.model import RuleSet


def lacking_named(lacking: Lacking, name: str, rules: RuleSet) -> Value:
    """Return what to call what is *lacking*; a comparison with the batch, whose *name* is its formula, in words."""
    if lacking is Lacking.CHOICE:
        return message("the choice in {group}", group=name)
    if lacking is Lacking.BATCH:
        return _comparison(name, rules)
    return called(rules.facts.get(name), name)


def _comparison(text: str, rules: RuleSet) -> Value:
    """Return the comparison that is written as *text* in words."""
    trees = worked_of(rules).trees
    asking = (tree for owner in rules.owners() for tree in trees_in(owner))
    comparisons = (part for part in parts_of((*trees.values(), *asking), {}) if isinstance(part, Peers))
    return next((words(one) for one in comparisons if one.text == text), text)
