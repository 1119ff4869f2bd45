"""The facts that methods declare for themselves: the yes/no facts of checklist items."""

from __future__ import annotations

from scoring.methods.contract import Context
from scoring.rule_set.model import Fact, FactType, Indicator, Line


def own_facts(owners: tuple[Indicator | Line, ...]) -> tuple[Fact, ...]:
    """Return the facts that the methods of *owners* declare, in order; those of a line are named after the line."""
    found = []
    for owner in owners:
        code = owner.code if isinstance(owner, Indicator) else owner.name
        context = Context(code, owner.full_marks)
        for own in () if owner.method is None else owner.method.facts(owner.parameters, context):
            found.append(Fact(own.name, FactType.YES_NO, about=own.about, item_of=code, place=own.place))
    return tuple(found)
