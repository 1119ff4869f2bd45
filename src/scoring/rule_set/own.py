"""The facts that methods declare for themselves: the yes/no facts of checklist items."""

from __future__ import annotations

from scoring.methods.contract import Context
from scoring.rule_set.model import Fact, FactType, Indicator, Line


def own_facts(indicators: tuple[Indicator, ...], lines: tuple[Line, ...]) -> tuple[Fact, ...]:
    """Return the facts that the methods of *indicators* declare, in order."""
    found = []
    for indicator in indicators:
        context = Context(indicator.code, indicator.full_marks)
        for own in indicator.method.facts(indicator.parameters, context):
            found.append(Fact(own.name, FactType.YES_NO, about=own.about, item_of=indicator.code, place=own.place))
    return tuple(found)
