"""Case by case: what an indicator comes to for each value of a missing fact that has only a few.

The general evaluator takes a fact that is read twice for two: it does not know that 基建 or 运转 is all that a choice
can be, nor that what makes one item unmet makes another met. One evaluation for each value does, and together they hold
every completion. An answer or choice that is read once gains nothing by it; a count does, which is never between two
whole numbers. The number of cases is limited.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from scoring.expressions.tree import Input, Node, Reference, Scope, Source, walk
from scoring.methods.contract import MARKS
from scoring.rule_set.domains import values_of
from scoring.rule_set.model import FactType, Indicator, RuleSet

MOST_CASES: Final = 16
"""So many evaluations more at most; where it takes more the bounds stay as wide as they are."""

MOST_VALUES: Final = 8
"""Facts with more values are not gone through."""

Key = tuple[Scope, str]


def finite_facts(indicator: Indicator, rules: RuleSet, trees: Mapping[Key, Node]) -> tuple[str, ...]:
    """Return the facts with few values, fewest first, that *indicator* has to be gone through for."""
    workings = {(Scope.WORKING, one.name): one.node for one in indicator.lowered.workings}
    roots = (*(one.when for one in indicator.branches), workings[Scope.WORKING, MARKS])
    read = _times_read(roots, {**trees, **workings}, {})
    worth = (name for name, times in read.items() if times > 1 or rules.facts[name].type is FactType.COUNT)
    values = {name: len(values_of(rules.facts[name], MOST_VALUES)) for name in worth}
    return tuple(sorted((name for name, count in values.items() if count), key=lambda name: values[name]))


def _times_read(roots: Iterable[Node], trees: Mapping[Key, Node], known: dict[Key, Counter[str]]) -> Counter[str]:
    """Return how many times each fact is read in *roots*, with all they refer to; twice stands for more."""
    found: Counter[str] = Counter()
    for part in (one for root in roots for one in walk(root)):
        match part:
            case Input(source=Source.FACT, name=name):
                found[name] += 1
            case Reference(scope, name) if (scope, name) in trees:
                if (scope, name) not in known:
                    known[scope, name] = _times_read([trees[scope, name]], trees, known)
                found += known[scope, name]
    return Counter({name: min(times, 2) for name, times in found.items()})
