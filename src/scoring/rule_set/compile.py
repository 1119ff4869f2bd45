"""From drafts to indicators: parameters read, branches settled, workings lowered, once per rule set."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping as Map
from dataclasses import dataclass
from typing import Any

from scoring.diagnostics import Message, message
from scoring.documents.tree import Mapping, Node, Scalar
from scoring.expressions.expected import Expected, Typed
from scoring.expressions.inputs import inputs_of
from scoring.expressions.names import Names
from scoring.expressions.parse import read_expression
from scoring.expressions.tree import Absent, Not, Outcome, Reference, Scope, Source, walk, working
from scoring.expressions.tree import Node as Tree
from scoring.expressions.words import words
from scoring.methods.contract import VALUE, Branch, Context, Lowered, Policy, Supplied, Working, reason
from scoring.methods.parameters import Reading, parameters_of, read_checked, start
from scoring.rule_set.computed import Computed
from scoring.rule_set.header import NO_SOURCE
from scoring.rule_set.model import Group, Indicator, Part, Value
from scoring.rule_set.model import Source as RuleSource
from scoring.rule_set.reading import Reader, key
from scoring.rule_set.tree import NO_POLICY, GroupDraft, LeafDraft
from scoring.rule_set.values import branches_of

Trees = Map[tuple[Scope, str], Tree]


@dataclass(frozen=True, slots=True)
class Compiling:
    """What is known once names and computed items have been read."""

    reader: Reader
    names: Names
    computed: Map[tuple[Scope, str], Computed]
    trees: Trees
    applies: Map[int, Typed]  # id of a group's mapping → its condition


def compile_parts(
    drafts: tuple[LeafDraft | GroupDraft, ...] | list[LeafDraft | GroupDraft], compiling: Compiling
) -> tuple[Part, ...]:
    """Return the parts that could be compiled; each that could not has its findings."""
    result: list[Part] = []
    for draft in drafts:
        if isinstance(draft, LeafDraft):
            leaf = compile_leaf(draft, compiling)
            if leaf is not None:
                result.append(leaf)
            continue
        condition = compiling.applies.get(id(draft.mapping))
        result.append(
            Group(
                draft.name,
                draft.path,
                draft.full_marks,
                compile_parts(draft.parts, compiling),
                None if condition is None else condition.node,
                draft.policy,
                draft.place,
            )
        )
    return tuple(result)


def compile_leaf(draft: LeafDraft, compiling: Compiling) -> Indicator | None:
    """Return the indicator with its workings, or None after a finding."""
    reader = compiling.reader
    own = compiling.computed.get((Scope.VALUE, draft.code))
    if "value" in draft.mapping and own is None:
        return None
    value = None if own is None else Value(own.tree, own.text, own.unit, own.draft.place)
    context = context_of(draft.code, draft.name, draft.full_marks, value)
    parameters = read_checked(
        draft.method.parameters, draft.mapping, Reading(reader.shape, compiling.names, context.unit)
    )
    keys = tuple(one.key for _, one in parameters_of(draft.method.parameters))
    sources = read_leaf_sources(draft.mapping, keys, reader)
    if parameters is None:
        return None
    check_row_sources(parameters, reader)
    lowered = draft.method.lower(parameters, context)
    branches = (*_applying(draft, compiling), *_zero_branches(draft, own))
    lowered = dataclasses.replace(
        with_value(lowered, value, draft.name), sentence=_sentence(lowered.sentence, draft, own, branches)
    )
    trees = (*(one.when for one in branches), *(one.node for one in lowered.workings))
    policy = _checked_policy(draft, own, trees, compiling)
    shape = reader.shape
    return Indicator(
        draft.code,
        draft.name,
        draft.path,
        draft.full_marks,
        value,
        draft.method,
        parameters,
        lowered,
        branches,
        policy,
        draft.method.judgements(parameters, context),
        facts_in(trees, compiling.trees),
        draft.aliases,
        shape.text(draft.mapping.get("standard"), key("standard")) or "",
        sources,
        draft.mapping,
        draft.place,
    )


def context_of(code: str, name: str, full_marks: Any, value: Value | None) -> Context:
    """Return what a method is told about its indicator."""
    if value is None:
        return Context(code, full_marks, value_name=name)
    return Context(code, full_marks, working(VALUE), name, value.unit, words(value.node))


def with_value(lowered: Lowered, value: Value | None, name: str) -> Lowered:
    """Put the value in front of the workings, as the first of them."""
    if value is None:
        return lowered
    first = Working(VALUE, message("{name}", name=name), value.node, value.unit)
    return dataclasses.replace(lowered, workings=(first, *lowered.workings))


def facts_in(trees: tuple[Tree, ...], known: Trees) -> tuple[str, ...]:
    """Return the names of the facts that *trees* can read, in the order in which they first occur."""
    found: dict[str, None] = {}
    for tree in trees:
        for part in walk(tree):
            for one in (
                sorted(inputs_of(part, known), key=lambda one: one.name) if isinstance(part, Reference) else (part,)
            ):
                if getattr(one, "source", None) is Source.FACT:
                    found.setdefault(one.name)  # type: ignore[union-attr]
                elif hasattr(one, "table") and hasattr(one, "where"):
                    found.setdefault(one.table)
    return tuple(found)


def read_condition(node: Node | None, names: Names, reader: Reader, name: str) -> Typed | None:
    """Read a condition under the key *name*."""
    text = reader.shape.text(node, key(name))
    if text is None or node is None:
        return None
    typed, findings = read_expression(text, start(node), names, expect=Expected.TRUTH)
    reader.findings.extend(findings)
    return typed


def _applying(draft: LeafDraft, compiling: Compiling) -> tuple[Branch, ...]:
    """Return the branches for everything above the indicator, and itself, that may not apply; outermost first."""
    result: list[Branch] = []
    for level, group in enumerate(draft.groups):
        condition = compiling.applies.get(id(group.mapping))
        if condition is not None:
            result.append(not_applying(condition, group.name, group.policy, level))
    own = read_condition(draft.mapping.get("applies_when"), compiling.names, compiling.reader, "applies_when")
    if own is not None:
        result.append(not_applying(own, draft.name, draft.policy, len(draft.groups)))
    return tuple(result)


def not_applying(condition: Typed, name: str, policy: Policy | None, level: int) -> Branch:
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


def _zero_branches(draft: LeafDraft, own: Computed | None) -> tuple[Branch, ...]:
    if own is None or own.guard is None:
        return ()
    level = len(draft.groups)
    return tuple(
        dataclasses.replace(one, policy=draft.policy) if one.give == Absent(Outcome.NOT_APPLICABLE) else one
        for one in branches_of(own.guard, draft.full_marks, level)
    )


def _checked_policy(
    draft: LeafDraft, own: Computed | None, trees: tuple[Tree, ...], compiling: Compiling
) -> Policy | None:
    """Return the indicator's policy; a finding if it can be not applicable and has none."""
    gives = (
        ()
        if own is None or own.guard is None
        else tuple(one.give for one in branches_of(own.guard, draft.full_marks, 0))
    )
    possible = Absent(Outcome.NOT_APPLICABLE) in gives or any(
        _may_be_not_applicable(tree, compiling.trees) for tree in trees
    )
    if possible and draft.policy is None and "applies_when" not in draft.mapping:
        compiling.reader.findings.append(NO_POLICY.at(draft.place, name=draft.name))
    return draft.policy


def _may_be_not_applicable(tree: Tree, known: Trees) -> bool:
    """Tell whether *tree* can be not applicable through something it refers to."""
    waiting, seen = [tree], set[tuple[Scope, str]]()
    while waiting:
        for part in walk(waiting.pop()):
            if part == Absent(Outcome.NOT_APPLICABLE):
                return True
            if isinstance(part, Reference) and (one := (part.scope, part.name)) in known and one not in seen:
                seen.add(one)
                waiting.append(known[one])
    return False


def _sentence(rule: Message, draft: LeafDraft, own: Computed | None, branches: tuple[Branch, ...]) -> Message:
    """Return the rule as one sentence: the method's own, then what settles it beforehand."""
    parts: list[Message] = [rule]
    parts.extend(_branch_sentence(branch, draft) for branch in branches)
    return (
        parts[0] if len(parts) == 1 else message("{rule}. Before that: {settled}", rule=rule, settled=tuple(parts[1:]))
    )


POLICY_WORDS = {
    Policy.FULL: message("its full marks count"),
    Policy.ZERO: message("it brings no marks"),
    Policy.RESCALE: message("its marks are spread over the whole rule set"),
    Policy.RESCALE_GROUP: message("its marks are spread over its group"),
    None: message("what becomes of its marks is left open"),
}


def _branch_sentence(branch: Branch, draft: LeafDraft) -> Message:
    condition = words(branch.when)
    match branch.give:
        case Absent(Outcome.NOT_APPLICABLE):
            return message(
                "if {condition}, not applicable and {policy}", condition=condition, policy=POLICY_WORDS[branch.policy]
            )
        case Absent():
            return message("if {condition}, the value is missing", condition=condition)
        case _:
            marks = getattr(branch.give, "value", draft.full_marks)
            return message("if {condition}, {marks} marks", condition=condition, marks=marks)


def read_leaf_sources(mapping: Mapping, parts: tuple[str, ...], reader: Reader) -> tuple[tuple[str, RuleSource], ...]:
    """Read ``source:`` of an indicator or line; its absence is a finding."""
    node = mapping.get("source")
    if node is None:
        reader.findings.append(NO_SOURCE.at(mapping.place, what=_name_of(mapping)))
    return reader.source_parts(node, (*_PARTS, *parts))


_PARTS = (
    "standard",
    "value",
    "full_marks",
    "when_denominator_zero",
    "when_both_zero",
    "applies_when",
    "not_applicable",
)
"""What an indicator or line may name a source for, besides its method's parameters."""


def _name_of(mapping: Mapping) -> str:
    for name in ("indicator", "line", "cross_check"):
        node = mapping.get(name)
        if isinstance(node, Scalar):
            return node.text
    return ""


def check_row_sources(parameters: Any, reader: Reader) -> None:
    """Report unknown sources named inside rows: bands, cases, items, levels."""
    for field in dataclasses.fields(parameters):
        rows = getattr(parameters, field.name)
        for row in rows if isinstance(rows, tuple) else ():
            id_ = getattr(row, "source", "")
            if id_:
                reader.source(id_, Scalar(id_, row.place))
