"""In what order indicators are scored, and which groups can be empty."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.engine.leaf import depth_of
from scoring.expressions.tree import Node, Scope
from scoring.methods.contract import Policy
from scoring.records import dataclass
from scoring.rule_set.asking import marks_in, trees_in
from scoring.rule_set.model import Choosing, Group, RuleSet


@dataclass(frozen=True, slots=True)
class Emptying:
    """A group that can be empty: what then becomes of its marks, and the places of its indicators."""

    group: Group
    policy: Policy
    places: tuple[int, ...]

    @property
    def depth(self) -> int | None:
        """Return over what its marks are spread when it is empty; None if they stay."""
        return depth_of(self.policy, len(self.group.path) - 1)


def emptying_of(rules: RuleSet) -> tuple[Emptying, ...]:
    """Return the groups that can be empty, outer before inner; a group without a policy is left to its parts' own."""
    places = {one.code: place for place, one in enumerate(rules.indicators)}
    return tuple(
        Emptying(group, policy, tuple(places[leaf.code] for leaf in group.leaves() if leaf.full_marks))
        for group in rules.groups()
        if group.full_marks and (policy := _policy(group)) is not None
    )


def _policy(group: Group) -> Policy | None:
    """Return the policy of *group*; where it has none, and all its parts can leave it, the rule set makes up for them.

    A check reports such a group; scored all the same, its marks go where they can.
    """
    spread = (Policy.RESCALE, Policy.RESCALE_GROUP)
    leaving = [part.not_applicable in spread for part in group.parts if part.full_marks]
    if group.not_applicable is None and (all(leaving) if group.choosing is Choosing.ALL else any(leaving)):
        return Policy.RESCALE
    return group.not_applicable


def order_of(
    rules: RuleSet, trees: Mapping[tuple[Scope, str], Node], emptying: tuple[Emptying, ...]
) -> tuple[int, ...]:
    """Return the places in order: behind those whose marks are asked for, and behind all that may decide these."""
    places = {one.code: place for place, one in enumerate(rules.indicators) if one.chosen}
    needs: dict[int, set[int]] = {}
    for place in places.values():
        one = rules.indicators[place]
        asked = {places[other] for other in marks_in(trees_in(one), trees) if other in places}
        around = {other for group in emptying if asked & set(group.places) for other in group.places}
        needs[place] = (asked | around) - {place}
    done: dict[int, None] = {}
    waiting = list(needs)
    while waiting:
        ready = [one for one in waiting if needs[one] <= done.keys()]
        done.update(dict.fromkeys(ready or waiting))
        waiting = [one for one in waiting if one not in done]
    return tuple(done)
