"""Everything that is computed from facts before any method is asked: derived items and the values of indicators.

They may use one another in any order; here they are put in an order in which each uses only earlier ones.
"""

from __future__ import annotations

from collections.abc import Mapping as Map
from fractions import Fraction
from typing import Final

from scoring.diagnostics import Kind, Location, message
from scoring.documents.tree import Mapping
from scoring.expressions.expected import Typed
from scoring.expressions.names import Names
from scoring.expressions.tree import Absent, If, Outcome, Reference, Scope, children, number, walk
from scoring.expressions.tree import Node as Tree
from scoring.methods.parameters import Reading, quantity
from scoring.methods.zero_policy import ZeroPolicy
from scoring.records import dataclass
from scoring.rule_set.asking import circles
from scoring.rule_set.domains import Domain
from scoring.rule_set.model import Source, Value
from scoring.rule_set.peers import comparisons_stand
from scoring.rule_set.reaching import reaching
from scoring.rule_set.reading import Reader, key
from scoring.rule_set.validity import Validity, read_valid_when, read_validity
from scoring.rule_set.values import (
    Formula,
    Guard,
    guarded,
    read_formula,
    read_guard,
    risky_division,
)
from scoring.units import PLAIN, Unit

NOT_A_DERIVED_POLICY: Final = Kind(
    "R143",
    "{key} of a derived item cannot be {found}: it has no marks",
    "write missing, not_applicable, or the value it then has",
)
TOO_DEEP: Final = Kind(
    "R147",
    "{name}, with all it is computed from, is nested more than {limit} levels deep",
    "compute it from facts in fewer steps",
)
CYCLE: Final = Kind("R145", "these are computed from one another: {cycle}", "take one of them out of the circle")

MAX_LEVELS: Final = 120
"""Levels of formulas that use one another; every backend goes down one by one."""

Key = tuple[Scope, str]


@dataclass(frozen=True, slots=True)
class Draft:
    """Something computed, not yet read.

    Attributes:
        key: what it is: DERIVED and its name, or VALUE and the indicator's code.
        name: how findings call it.
        formula: its entry.
        full_marks: marks of the indicator; None for a derived item.
        sources: part → source, of a derived item.
    """

    key: Key
    name: str
    formula: Formula
    place: Location
    full_marks: Fraction | None = None
    sources: tuple[tuple[str, Source], ...] = ()

    @property
    def unit(self) -> Unit:
        """Return the unit it is in."""
        return self.formula.unit or PLAIN


@dataclass(frozen=True, slots=True)
class Computed:
    """Something computed, read.

    Attributes:
        tree: the formula without guards.
        text: the formula as written.
        guard: the division that can have a zero divisor, if there is one.
        validity: the condition under which it counts, if there is one.
        seen: what other formulas see: guarded, so that it is a number, undefined or not applicable.
    """

    draft: Draft
    tree: Tree
    text: str
    guard: Guard | None
    seen: Tree
    validity: Validity | None = None

    @property
    def unit(self) -> Unit:
        """Return the unit it is in."""
        return self.draft.unit

    @property
    def value(self) -> Value:
        """Return it as the value of an indicator or line."""
        return Value(self.tree, self.text, self.unit, self.draft.place)


@dataclass(frozen=True, slots=True)
class _Read:
    """A draft with its formula, and the condition under which it counts (None for always), read."""

    draft: Draft
    typed: Typed
    condition: Typed | None

    @property
    def trees(self) -> tuple[Tree, ...]:
        """Return everything that is asked for it."""
        return (self.typed.node,) if self.condition is None else (self.typed.node, self.condition.node)


def _read(draft: Draft, names: Names, reader: Reader) -> _Read | None:
    """Return *draft* read; None after a finding."""
    mapping = draft.formula.mapping
    typed = read_formula(draft.formula, names, reader)
    limited = draft.full_marks is not None and ("valid_when" in mapping or "when_not_valid" in mapping)
    condition = read_valid_when(mapping, draft.name, names, reader) if limited else None
    return None if typed is None or (limited and condition is None) else _Read(draft, typed, condition)


def read_computed(drafts: tuple[Draft, ...], names: Names, domain: Domain, reader: Reader) -> dict[Key, Computed]:
    """Read all *drafts*, in an order in which each uses only earlier ones; *domain* learns their trees.

    Those with findings are left out.
    """
    typed = {draft.key: found for draft in drafts if (found := _read(draft, names, reader)) is not None}
    uses = {one: frozenset().union(*map(_references, found.trees)) for one, found in typed.items()}
    for circle in circles(uses):
        _report_circle([typed[one].draft for one in circle], reader)
    result: dict[Key, Computed] = {}
    levels: dict[Key, int] = {}
    for one in _ordered(uses):
        found = typed[one]
        if not _within_levels(found, levels, reader):
            continue
        computed = _finish(found, domain, names, reader)
        if computed is not None:
            result[one] = computed
            domain.learn(one, computed.seen)
    return result


def _report_circle(drafts: list[Draft], reader: Reader) -> None:
    first, *others = drafts
    reader.findings.append(
        CYCLE.at(
            first.place,
            related=((message("{name}", name=one.name), one.place) for one in others),
            cycle=" → ".join(one.name for one in (*drafts, first)),
        )
    )


def _within_levels(read: _Read, levels: dict[Key, int], reader: Reader) -> bool:
    """Tell whether the tree, with all that it refers to, is not too deep to be gone through."""
    draft = read.draft
    levels[draft.key] = max(_depth(tree, levels) for tree in read.trees)
    if levels[draft.key] > MAX_LEVELS:
        reader.findings.append(TOO_DEEP.at(draft.place, name=draft.name, limit=MAX_LEVELS))
        levels[draft.key] = 0  # what uses it is not to blame
        return False
    return True


def _depth(tree: Tree, levels: Map[Key, int]) -> int:
    """Return how many nodes lie below one another in *tree*, those behind references included."""
    deepest, waiting = 0, [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        if isinstance(node, Reference):
            depth += levels.get((node.scope, node.name), 0)
        deepest = max(deepest, depth)
        waiting.extend((child, depth + 1) for child in children(node))
    return deepest


def _references(tree: Tree) -> frozenset[Key]:
    return frozenset((one.scope, one.name) for one in walk(tree) if isinstance(one, Reference))


def _ordered(uses: Map[Key, frozenset[Key]]) -> tuple[Key, ...]:
    """Return the keys so that each comes after those it uses; what lies in or behind a circle is left out."""
    done: dict[Key, None] = {}
    waiting = list(uses)
    while ready := [one for one in waiting if all(other in done or other not in uses for other in uses[one])]:
        done.update(dict.fromkeys(ready))
        waiting = [one for one in waiting if one not in done]
    return tuple(done)


def _finish(read: _Read, domain: Domain, names: Names, reader: Reader) -> Computed | None:
    """Guard the division; nothing is said of a formula that uses what could not be read."""
    draft, typed, tree = read.draft, read.typed, read.typed.node
    used = (one for part in read.trees for one in _references(part))
    if any(scope is not Scope.MARKS and (scope, name) not in domain.trees for scope, name in used):
        return None
    if not comparisons_stand(tree, draft.formula.mapping.get("among"), draft.formula.place, domain, reader):
        return None
    if draft.full_marks is not None:
        return _finish_value(read, draft.full_marks, domain, reader)
    seen = _guard_derived(draft, typed, domain, names, reader)
    return None if seen is None else Computed(draft, tree, typed.text, None, seen)


def _finish_value(read: _Read, full_marks: Fraction, domain: Domain, reader: Reader) -> Computed | None:
    """Return the value of an indicator or line with what holds where it does not count, or divides by 0."""
    draft, typed, validity = read.draft, read.typed, None
    if read.condition is not None:
        validity = read_validity(draft.formula.mapping, draft.name, read.condition, domain, reader)
    given = None if validity is None else validity.condition
    guard = read_guard(typed, draft.formula, domain, full_marks, reader, given)
    if guard is False or (validity is None and read.condition is not None):
        return None
    seen = typed.node if isinstance(guard, bool) else guarded(typed.node, guard)
    seen = seen if validity is None else validity.seen(seen)
    return Computed(draft, typed.node, typed.text, None if isinstance(guard, bool) else guard, seen, validity)


def _guard_derived(draft: Draft, typed: Typed, domain: Domain, names: Names, reader: Reader) -> Tree | None:
    """Return the tree of a derived item with its zero policies; it has no marks, so only these can stand there."""
    division = risky_division(typed, draft.formula, domain, reader)
    reading = Reading(reader.shape, names, draft.unit)
    zero = _policy(draft.formula.mapping, "when_denominator_zero", reading)
    both = _policy(draft.formula.mapping, "when_both_zero", reading)
    if isinstance(division, bool):
        return typed.node if division else None
    if zero is None:
        return None
    guard = Guard(division, ZeroPolicy.MISSING, ZeroPolicy.MISSING, reaching(typed.node, division))
    result: Tree = If(guard.zero_holds, _stand_in(zero, guard, draft), typed.node)
    return result if both is None else If(guard.both_hold, _stand_in(both, guard, draft), result)


def _stand_in(policy: ZeroPolicy | Fraction, guard: Guard, draft: Draft) -> Tree:
    if policy is ZeroPolicy.NOT_APPLICABLE:
        return Absent(Outcome.NOT_APPLICABLE)
    if isinstance(policy, Fraction):
        return number(policy, percent=draft.unit.percent)
    return Absent(Outcome.UNDEFINED, guard.blamed())


def _policy(mapping: Mapping, name: str, reading: Reading) -> ZeroPolicy | Fraction | None:
    """Read what a derived item is then: missing, not applicable, or a value in its unit."""
    node = mapping.get(name)
    text = reading.shape.text(node, key(name))
    if text is None or node is None:
        return None
    if text in (ZeroPolicy.MISSING.value, ZeroPolicy.NOT_APPLICABLE.value):
        return ZeroPolicy(text)
    if text.lstrip("-")[:1].isdigit():
        return quantity(node, reading, key(name))
    reading.report(NOT_A_DERIVED_POLICY.at(node.place, key=name, found=text))
    return None
