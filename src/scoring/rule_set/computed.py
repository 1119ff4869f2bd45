"""Everything that is computed from facts before any method is asked: derived items and the values of indicators.

They may use one another in any order; here they are put in an order in which each uses only earlier ones.
"""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from scoring.diagnostics import Kind, Location
from scoring.documents.tree import Mapping, Node
from scoring.expressions.expected import Typed
from scoring.expressions.names import Names
from scoring.expressions.tree import Absent, If, Outcome, Reference, Scope, number, walk
from scoring.expressions.tree import Node as Tree
from scoring.expressions.words import words
from scoring.rule_set.domains import Domain, can_be_zero
from scoring.rule_set.model import Fact
from scoring.rule_set.reading import Reader, key
from scoring.rule_set.values import (
    NO_ZERO_POLICY,
    TWO_DIVISIONS,
    Guard,
    ZeroPolicy,
    guarded,
    read_formula,
    read_guard,
    value_unit,
)
from scoring.units import Unit

NOT_A_DERIVED_POLICY: Final = Kind(
    "R143",
    "{key} of a derived item cannot be {found}: it has no marks",
    "write missing, not_applicable, or the value it then has",
)
CYCLE: Final = Kind("R145", "these are computed from one another: {cycle}", "take one of them out of the circle")

Key = tuple[Scope, str]


@dataclass(frozen=True, slots=True)
class Draft:
    """Something computed, not yet read.

    Attributes:
        key: what it is: DERIVED and its name, or VALUE and the indicator's code.
        name: how findings call it.
        mapping: its entry.
        full_marks: marks of the indicator; None for a derived item.
    """

    key: Key
    name: str
    mapping: Mapping
    place: Location
    full_marks: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Computed:
    """Something computed, read.

    Attributes:
        tree: the formula without guards.
        text: the formula as written.
        guard: the division that can have a zero divisor, if there is one.
        seen: what other formulas see: guarded, so that it is a number, undefined or not applicable.
    """

    draft: Draft
    tree: Tree
    text: str
    unit: Unit
    guard: Guard | None
    seen: Tree


def read_computed(
    drafts: tuple[Draft, ...], names: Names, facts: Map[str, Fact], reader: Reader
) -> dict[Key, Computed]:
    """Read all *drafts*, in an order in which each uses only earlier ones; those with findings are left out."""
    typed = {}
    for draft in drafts:
        found = read_formula(draft.mapping, names, reader)
        if found is not None:
            typed[draft.key] = (draft, found)
    uses = {one: _references(found.node) for one, (_, found) in typed.items()}
    cycle = cycle_in(uses)
    if cycle is not None:
        draft = typed[cycle[0]][0]
        names_in_cycle = tuple(typed[one][0].name for one in cycle)
        reader.findings.append(CYCLE.at(draft.place, cycle=" → ".join(names_in_cycle)))
        return {}
    result: dict[Key, Computed] = {}
    trees: dict[Key, Tree] = {}
    for one in _ordered(uses):
        draft, found = typed[one]
        computed = _finish(draft, found, Domain(facts, trees), reader)
        if computed is not None:
            result[one] = computed
            trees[one] = computed.seen
    return result


def _references(tree: Tree) -> frozenset[Key]:
    return frozenset((one.scope, one.name) for one in walk(tree) if isinstance(one, Reference))


def _ordered(uses: Map[Key, frozenset[Key]]) -> tuple[Key, ...]:
    """Return the keys so that each comes after those it uses; otherwise in the order written."""
    done: dict[Key, None] = {}
    waiting = list(uses)
    while waiting:
        ready = [one for one in waiting if all(other in done or other not in uses for other in uses[one])]
        done.update(dict.fromkeys(ready))
        waiting = [one for one in waiting if one not in done]
    return tuple(done)


def _finish(draft: Draft, typed: Typed, domain: Domain, reader: Reader) -> Computed | None:
    """Guard the division."""
    unit, tree = value_unit(draft.mapping), typed.node
    if draft.full_marks is not None:
        guard = read_guard(typed, draft.mapping, domain, draft.full_marks, reader)
        if guard is False or guard is True:
            return None
        return Computed(draft, tree, typed.text, unit, guard, guarded(tree, guard))
    seen = _guard_derived(tree, typed, draft.mapping, domain, reader)
    return None if seen is None else Computed(draft, tree, typed.text, unit, None, seen)


def _guard_derived(tree: Tree, typed: Typed, mapping: Mapping, domain: Domain, reader: Reader) -> Tree | None:
    """Return the tree of a derived item with its zero policies; it has no marks, so only these can stand there."""
    risky = tuple(one for one in typed.divisions if can_be_zero(one.right, domain))
    at: Node = mapping.get("formula") or mapping
    if len(risky) > 1:
        reader.findings.append(TWO_DIVISIONS.at(at.place, divisors=tuple(words(one.right) for one in risky)))
        return None
    zero = _policy(mapping, "when_denominator_zero", reader)
    both = _policy(mapping, "when_both_zero", reader)
    if not risky:
        return tree
    if "when_denominator_zero" not in mapping:
        reader.findings.append(NO_ZERO_POLICY.at(at.place, divisor=words(risky[0].right)))
        return None
    if zero is None:
        return None
    guard = Guard(risky[0], ZeroPolicy.MISSING, ZeroPolicy.MISSING)
    result: Tree = If(guard.zero_holds, _stand_in(zero, guard), tree)
    return result if both is None else If(guard.both_hold, _stand_in(both, guard), result)


def _stand_in(policy: ZeroPolicy | Fraction, guard: Guard) -> Tree:
    if policy is ZeroPolicy.NOT_APPLICABLE:
        return Absent(Outcome.NOT_APPLICABLE)
    return number(policy) if isinstance(policy, Fraction) else Absent(Outcome.UNDEFINED, guard.blamed())


def _policy(mapping: Mapping, name: str, reader: Reader) -> ZeroPolicy | Fraction | None:
    node = mapping.get(name)
    text = reader.shape.text(node, key(name))
    if text is None or node is None:
        return None
    if text in (ZeroPolicy.MISSING.value, ZeroPolicy.NOT_APPLICABLE.value):
        return ZeroPolicy(text)
    if text.lstrip("-")[:1].isdigit():
        return reader.shape.number(node, key(name))
    reader.findings.append(NOT_A_DERIVED_POLICY.at(node.place, key=name, found=text))
    return None


def cycle_in(uses: Map[Key, frozenset[Key]]) -> tuple[Key, ...] | None:
    """Return one circle among keys that use one another, first key repeated at the end; None if there is none."""
    left: set[Key] = set()
    for first in uses:
        path: list[Key] = []
        stack: list[tuple[Key, bool]] = [(first, False)]
        while stack:
            one, leaving = stack.pop()
            if leaving:
                left.add(one)
                path.pop()
            elif one in path:
                return (*path[path.index(one) :], one)
            elif one not in left:
                path.append(one)
                stack.append((one, True))
                stack.extend((other, False) for other in sorted(uses[one], key=str) if other in uses)
    return None
