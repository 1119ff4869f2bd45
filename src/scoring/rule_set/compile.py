"""From drafts to indicators: parameters read, branches settled, workings lowered, once per rule set."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Map
from fractions import Fraction
from math import prod
from typing import Any, Final

from scoring.diagnostics import Kind, Location, message
from scoring.diagnostics import Value as Shown
from scoring.documents.keys import Record
from scoring.documents.tree import Mapping, Node
from scoring.exact import ONE
from scoring.expressions.expected import Typed
from scoring.expressions.names import Names
from scoring.expressions.tree import Absent, Not, Outcome, Scope, working
from scoring.expressions.tree import Node as Tree
from scoring.expressions.words import words
from scoring.methods.contract import VALUE, Branch, Context, Lowered, Method, Policy, Supplied, Working, reason
from scoring.methods.parameters import Reading, parameters_of, read_checked
from scoring.records import dataclass
from scoring.rule_set.asking import Trees, facts_in, may_be_not_applicable
from scoring.rule_set.computed import Computed, Draft
from scoring.rule_set.domains import Domain, can_be_zero
from scoring.rule_set.keys import source_parts
from scoring.rule_set.model import Indicator, Value
from scoring.rule_set.model import Source as RuleSource
from scoring.rule_set.part_keys import indicator_keys
from scoring.rule_set.reading import Reader
from scoring.rule_set.scales import converted_branch, with_scale
from scoring.rule_set.sentences import with_settled
from scoring.rule_set.tree import NO_POLICY, GroupDraft, LeafDraft, PartDraft, named_at, place_of
from scoring.rule_set.values import branches_of
from scoring.units import PLAIN

UNGUARDED: Final = Kind(
    "R148",
    "{divisor} can be 0, and a zero policy stands only at a value or at a derived item",
    "give the quotient a name under derived:, with when_denominator_zero:, and use the name here",
)


@dataclass(frozen=True, slots=True)
class Compiling:
    """What is known once names and computed items have been read.

    Attributes:
        scored_by: how the rows of target tables are scored in all groups, None where nothing is said.
    """

    reader: Reader
    names: Names
    computed: Map[tuple[Scope, str], Computed]
    domain: Domain
    scored_by: Node | None = None

    @property
    def trees(self) -> Trees:
        """Return what the names of computed items stand for."""
        return self.domain.trees

    def condition(self, mapping: Mapping, name: str) -> Typed | None:
        """Read the condition under the key *name*; None if there is none, or after a finding."""
        typed = self.reader.condition(mapping.get(name), self.names, name)
        return typed if typed is not None and self.guarded(typed, place_of(mapping, name)) else None

    def guarded(self, typed: Typed, place: Location) -> bool:
        """Tell whether *typed* never divides by 0; a finding at *place* if it can."""
        risky = [one for one in typed.divisions if can_be_zero(one.right, self.domain)]
        for one in risky:
            self.reader.findings.append(UNGUARDED.at(place, divisor=words(one.right)))
        return not risky


Above = tuple[tuple[GroupDraft, Typed | None], ...]
"""The groups a part stands in, outermost first, each with the condition under which it applies."""


def counted_marks(draft: PartDraft, above: Above) -> Fraction:
    """Return the full marks of a part as they count: turned into those of every group above it."""
    return draft.full_marks * prod((group.full_marks / group.scale for group, _ in above), start=ONE)


def compile_leaf(draft: LeafDraft, compiling: Compiling, above: Above) -> Indicator | None:
    """Return the indicator with its workings, or None after a finding."""
    mapping = draft.mapping
    own = compiling.computed.get((Scope.VALUE, draft.code))
    value = None if own is None else own.value
    context = context_of(draft.code, draft.name, draft.scale, value)
    parameters = read_method_parameters(draft.method, mapping, draft.value, compiling)
    sources = read_leaf_sources(mapping, draft.name, indicator_keys(draft.method), compiling.reader)
    condition = compiling.condition(mapping, "applies_when")
    if parameters is None or (own is None and "value" in mapping):
        return None
    full_marks = counted_marks(draft, above)
    settled = (*value_branches(own, draft.scale, len(above)), *draft.method.settled(parameters, context))
    branches = (*applying((*above, (draft, condition))), *with_policy(settled, draft.policy, len(above)))
    lowered, branches = lowered_of(draft.method.lower(parameters, context), context, value, branches, full_marks)
    trees = (*(one.when for one in branches), *(one.node for one in lowered.workings))
    _check_policy(draft, branches, trees, len(above), compiling)
    return Indicator(
        draft.code,
        draft.name,
        tuple(group.name for group, _ in above),
        full_marks,
        value,
        draft.method,
        parameters,
        lowered,
        branches,
        draft.policy,
        draft.method.judgements(parameters, context),
        facts_in(trees, compiling.trees),
        draft.aliases,
        draft.standard,
        sources,
        mapping,
        draft.place,
        place_of(mapping, "full_marks"),
        draft.scale,
        draft.full_marks,
    )


def read_method_parameters(method: Method, mapping: Mapping, value: Draft | None, compiling: Compiling) -> Any:
    """Return the parameters of *method* that stand in *mapping*, None after a finding."""
    if value is None and "value" in mapping:
        return None  # its unit is not known
    reading = Reading(compiling.reader.shape, compiling.names, PLAIN if value is None else value.unit)
    parameters = read_checked(method.parameters, mapping, reading)
    if parameters is None:
        return None
    check_row_sources(parameters, compiling.reader)
    return parameters if all_guarded(parameters, mapping, compiling) else None


def all_guarded(parameters: Any, mapping: Mapping, compiling: Compiling) -> bool:
    """Tell whether no expression among *parameters*, or in their rows, can divide by 0."""
    found = [(one, place_of(mapping, name)) for name, one in _expressions(parameters)]
    found += [(one, row.place) for row in rows_in(parameters) for _, one in _expressions(row)]
    guarded = [compiling.guarded(typed, place) for typed, place in found]
    return all(guarded)


def _expressions(record: Any) -> Iterator[tuple[str, Typed]]:
    for name, declared in parameters_of(type(record)):
        value = getattr(record, name)
        if isinstance(value, Typed):
            yield declared.key, value


def rows_in(parameters: Any) -> Iterator[Any]:
    """Yield the rows of a method's parameters: bands, conditions, items, levels."""
    for name, _ in parameters_of(type(parameters)):
        value = getattr(parameters, name)
        if isinstance(value, tuple):
            yield from value


def check_row_sources(parameters: Any, reader: Reader) -> None:
    """Report unknown sources named inside rows: bands, cases, items, levels."""
    for row in rows_in(parameters):
        id_ = getattr(row, "source", "")
        if id_:
            reader.source(id_, row.place)


def context_of(code: str, name: Shown, full_marks: Fraction, value: Value | None) -> Context:
    """Return what a method is told about its indicator."""
    if value is None:
        return Context(code, full_marks, value_name=name)
    return Context(code, full_marks, working(VALUE), name, value.unit, words(value.node))


def with_value(lowered: Lowered, value: Value | None, name: Shown) -> Lowered:
    """Put the value in front of the workings, as the first of them."""
    if value is None:
        return lowered
    first = Working(VALUE, message("{name}", name=name), value.node, value.unit)
    return dataclasses.replace(lowered, workings=(first, *lowered.workings))


def applying(parts: Iterable[tuple[PartDraft, Typed | None]]) -> Iterator[Branch]:
    """Yield the branches for those of *parts*, each inside the one before it, that may not apply; outermost first."""
    for level, (part, condition) in enumerate(parts):
        if condition is not None:
            yield _not_applying(condition, part.name, part.policy, level)


def lowered_of(
    lowered: Lowered, context: Context, value: Value | None, branches: tuple[Branch, ...], full_marks: Fraction
) -> tuple[Lowered, tuple[Branch, ...]]:
    """Return workings and branches that are on the scale of *context*, with the value, and out of *full_marks*."""
    scale = context.full_marks
    whole = with_settled(with_value(lowered, value, context.value_name), branches)
    factor = full_marks / scale
    return with_scale(whole, scale, full_marks), tuple(converted_branch(one, factor) for one in branches)


def _not_applying(condition: Typed, name: str, policy: Policy | None, level: int) -> Branch:
    """Return the branch taken where *condition*, under which *name* applies, does not hold."""
    because = reason(
        "not_applicable",
        None,
        "{name} does not apply, because this does not hold: {condition} ({figures})",
        name=name,
        condition=words(condition.node),
        figures=Supplied.FIGURES,
    )
    return Branch(Not(condition.node), Absent(Outcome.NOT_APPLICABLE), because, policy, level)


def value_branches(own: Computed | None, full_marks: Fraction, level: int) -> tuple[Branch, ...]:
    """Return what the value settles before the method is asked: that it does not count, that its divisor is 0."""
    if own is None:
        return ()
    validity = () if own.validity is None else (own.validity.branch(level),)
    zero = () if own.guard is None else branches_of(own.guard, full_marks, level)
    return (*validity, *zero)


def with_policy(branches: tuple[Branch, ...], policy: Policy | None, level: int) -> Iterator[Branch]:
    """Yield *branches*, "not applicable" being said of an indicator with so many groups above it, and its *policy*."""
    for one in branches:
        absent = one.give == Absent(Outcome.NOT_APPLICABLE)
        yield dataclasses.replace(one, policy=policy, level=level) if absent else one


def _lacks_policy(branches: tuple[Branch, ...], level: int) -> bool:
    """Tell whether the indicator itself, with so many groups above it, can be not applicable without a policy."""
    return any(
        one.give == Absent(Outcome.NOT_APPLICABLE) and one.policy is None and one.level == level for one in branches
    )


def _check_policy(
    draft: LeafDraft, branches: tuple[Branch, ...], trees: tuple[Tree, ...], level: int, compiling: Compiling
) -> None:
    """Report an indicator that can be not applicable without saying what becomes of its marks, unless that is known."""
    lacks = _lacks_policy(branches, level) or may_be_not_applicable(trees, compiling.trees)
    if lacks and "not_applicable" not in draft.mapping and "applies_when" not in draft.mapping:
        compiling.reader.findings.append(NO_POLICY.at(draft.place, name=draft.name))


def read_leaf_sources(mapping: Mapping, name: str, keys: Record, reader: Reader) -> tuple[tuple[str, RuleSource], ...]:
    """Read ``source:`` of an indicator or line with these *keys*; its absence is a finding."""
    reader.needs_source(mapping, name, named_at(mapping))
    return reader.source_parts(mapping.get("source"), source_parts(keys))
