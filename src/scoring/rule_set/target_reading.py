"""Groups whose rows come from the department's own table of targets: what they say, read once per rule set.

How a row is scored depends on its operator; ``targets_scored_by:`` says so for all groups at the top of the rule set,
and for one group inside it, where an operator that is named there goes before the same one at the top. Each entry is
tried on an example, so that what is wrong with it is known before any department's row is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any, Final

from scoring.diagnostics import Diagnostic, Kind, Location, message
from scoring.documents.keys import Record
from scoring.documents.tree import Entry, Mapping
from scoring.expressions.inputs import inputs_of
from scoring.expressions.names import canonical
from scoring.expressions.tree import Absent, Outcome, Scope, Source
from scoring.methods.contract import Branch, Context, Method
from scoring.methods.parameters import marks, parameters_of, positive_marks
from scoring.rule_set.compile import Compiling, rows_in
from scoring.rule_set.model import Group, Indicator, Part, groups_in
from scoring.rule_set.part_keys import method_key
from scoring.rule_set.reading import TWICE, Reader, key
from scoring.rule_set.target import NoRows, Operator, Targets, Template
from scoring.rule_set.target_keys import target_rule_keys
from scoring.rule_set.target_rows import ROW_CODE, Row, Setting, compile_row
from scoring.rule_set.tree import NO_POLICY, GroupDraft, PartDraft, leaves, place_of, read_method

TWO_GROUPS: Final = Kind(
    "R390", "targets of the kind {kind} belong to two groups, {first} and {second}", "take it out of one of them"
)
NOT_SCORED: Final = Kind(
    "R391",
    "nothing says how the targets of {group} are scored",
    'add targets_scored_by:, to the group or to the rule set, with an entry for each operator: {{"≥": {{method: ratio, '
    "better: higher}}, …}}",
)
NO_FIGURES: Final = Kind(
    "R392",
    "method {method} does not look at the figures of a target",
    "choose ratio, a method that scores a value (the completion rate), or judged",
)
NOT_JUDGED: Final = Kind(
    "R393",
    "a target that is 定性 has no figures, and method {method} does not wait for a judgement alone",
    "choose method: judged",
)
FIXED_MARKS: Final = Kind(
    "R394",
    "these marks are fixed, but the targets have full marks of their own",
    "add out_of:, the full marks that these belong to, or choose a method that gives a share of the full marks",
)
UNUSED: Final = Kind(
    "R395",
    "no group takes its rows from the targets, so that nothing is scored by this",
    "add from: targets to a group, or delete targets_scored_by",
)
CODE_OF_A_ROW: Final = Kind(
    "R396",
    "{name} is what the rows of the target table are called",
    "write another name; T01, T02 … are the rows of the table",
)
NO_KINDS: Final = Kind("R397", "group {group} names no kinds of targets", "write for example kinds: [数量, 质量]")
NO_ENTRIES: Final = Kind(
    "R398",
    "nothing stands under targets_scored_by",
    'write an entry for each operator that may be used: {{"≥": {{method: ratio, better: higher}}}}',
)

SAME_NAME: Final = Kind(
    "R399",
    "there are two groups called {name} that take their rows from the targets",
    "rename one of them; by its name it is said which of them lacks its targets",
)

EXAMPLE_MARKS: Final = Fraction(10)
"""Full marks of the row on which an entry is tried."""


def read_targets(draft: GroupDraft, above: tuple[Branch, ...], compiling: Compiling) -> Targets:
    """Return what a group says of its rows; what cannot be used is left out and reported."""
    reader, mapping = compiling.reader, draft.mapping
    reader.needs_source(mapping, draft.name, draft.place)
    standard = reader.shape.text(mapping.get("standard"), key("standard")) or ""
    word = reader.shape.word(mapping.get("when_no_rows"), [one.value for one in NoRows], key("when_no_rows"))
    setting = Setting(draft.path, draft.policy, above, standard, draft.sources, trees=compiling.trees)
    entries = _entries(draft, compiling)
    read = (_read_template(operator, entry, setting, reader) for operator, entry in entries.items())
    templates = tuple(one for one in read if one is not None)
    no_rows = None if word is None else NoRows(word)
    if draft.policy is None and "not_applicable" not in mapping and _may_be_absent(templates, no_rows):
        reader.findings.append(NO_POLICY.at(draft.place, name=draft.name))
    return Targets(_kinds(draft, reader), templates, no_rows, standard, above)


def _may_be_absent(templates: tuple[Template, ...], no_rows: NoRows | None) -> bool:
    """Tell whether rows, or all of them, can be not applicable by what the rule set says."""
    branches = (branch for one in templates for branch in one.example.branches)
    absent = any(one.give == Absent(Outcome.NOT_APPLICABLE) and one.policy is None for one in branches)
    return absent or no_rows is NoRows.NOT_APPLICABLE


def _kinds(draft: GroupDraft, reader: Reader) -> tuple[str, ...]:
    node = draft.mapping.get("kinds")
    items = reader.shape.sequence(node, key("kinds"))
    if items == () and node is not None:
        reader.findings.append(NO_KINDS.at(node.place, group=draft.name))
    found: dict[str, str] = {}
    for item in items or ():
        kind = reader.shape.text(item, key("kinds"))
        if kind is not None and found.setdefault(canonical(kind), kind) is not kind:
            reader.findings.append(TWICE.at(item.place, name=kind))
    return tuple(found.values())


def _entries(draft: GroupDraft, compiling: Compiling) -> dict[Operator, Entry]:
    """Return how each operator is scored in this group: by its own entry, or by the one at the top."""
    own, top = draft.mapping.get("targets_scored_by"), compiling.scored_by
    if own is None and top is None:
        compiling.reader.findings.append(NOT_SCORED.at(draft.place, group=draft.name))
    found: dict[Operator, Entry] = {}
    for node in (top, own):
        operators = tuple(one.value for one in Operator)
        mapping = compiling.reader.shape.mapping(node, key("targets_scored_by"), optional=operators)
        if mapping is not None and not mapping.entries:
            compiling.reader.findings.append(NO_ENTRIES.at(mapping.place))
        entries = {Operator(one.key.text): one for one in mapping or () if one.key.text in operators}
        for overruled in (one for operator, one in found.items() if operator in entries):
            _method(overruled, compiling.reader)
        found |= entries
    return {operator: found[operator] for operator in Operator if operator in found}


def _read_template(operator: Operator, entry: Entry, setting: Setting, reader: Reader) -> Template | None:
    method, mapping = _method(entry, reader)
    if method is None or mapping is None:
        return None
    group = "/".join(setting.path)
    row = Row(f"{group}.{operator.value}", f"{group} {operator.value}", EXAMPLE_MARKS)
    example = compile_row(method, mapping, row, setting, reader)
    if example is None:
        return None
    reader.findings.extend(_misfits(operator, example, method, mapping))
    return Template(operator, method, mapping, example, entry.key.place)


def _method(entry: Entry, reader: Reader) -> tuple[Method | None, Mapping | None]:
    """Return the method of an entry, and the entry with its keys checked; None after a finding."""
    what = message("targets with {operator}", operator=entry.key.text)
    mapping = reader.shape.mapping(entry.value, what)
    method = None if mapping is None else read_method(mapping.get("method"), reader)
    if mapping is None or method is None:
        if mapping is not None and "method" not in mapping:
            reader.shape.record(mapping, what, Record((method_key(),)), others=True)
        return None, None
    reader.shape.record(mapping, what, target_rule_keys(method))
    return method, mapping


def _misfits(operator: Operator, example: Indicator, method: Method, mapping: Mapping) -> Iterator[Diagnostic]:
    """Yield what is wrong with an entry that could be read, but does not suit rows that have only two figures."""
    place = place_of(mapping, "method")
    asked = [one for working in example.lowered.workings for one in inputs_of(working.node, {})]
    figures = {one.name for one in asked if one.source is Source.FACT}
    own = {one.name for one in method.facts(example.parameters, Context(example.code, example.full_marks))}
    judged = any(one.source is Source.JUDGEMENT for one in asked)
    if operator is Operator.JUDGED and (figures or not judged):
        yield NOT_JUDGED.at(place, method=method.name)
    elif own or not (figures or judged):
        yield NO_FIGURES.at(place, method=method.name)
    elif "out_of" not in mapping:
        yield from (FIXED_MARKS.at(place) for place in _fixed(example.parameters, mapping))


def _fixed(parameters: Any, mapping: Mapping) -> Iterator[Location]:
    """Yield where *parameters* name a number of marks: in a row of theirs, or alone."""
    yield from (row.place for row in rows_in(parameters) if getattr(row, "marks", None) is not None)
    for _, one in parameters_of(type(parameters)):
        if one.reader in (marks, positive_marks) and one.key in mapping:
            yield place_of(mapping, one.key)


def check_target_groups(parts: Iterable[Part], drafts: Iterable[PartDraft], compiling: Compiling) -> None:
    """Report kinds that belong to two groups, names that rows of the table have, rules that no group uses."""
    findings, owners = compiling.reader.findings, dict[str, Group]()
    groups = tuple(one for one in groups_in(parts) if one.targets is not None)
    named: dict[str, Group] = {}
    for group in groups:
        same = named.setdefault(canonical(group.name), group)
        if same is not group:
            related = ((message("first used here"), same.place),)
            findings.append(SAME_NAME.at(group.place, name=group.name, related=related))
        for kind in () if group.targets is None else group.targets.kinds:
            first = owners.setdefault(canonical(kind), group)
            if first is not group:
                related = ((message("{name}", name=first.name), first.place),)
                findings.append(
                    TWO_GROUPS.at(group.place, related=related, kind=kind, first=first.name, second=group.name)
                )
    named_alike = _names(drafts, compiling) if groups else ()
    findings.extend(
        CODE_OF_A_ROW.at(place, name=name) for name, place in named_alike if ROW_CODE.fullmatch(canonical(name))
    )
    if compiling.scored_by is not None and not groups:
        findings.append(UNUSED.at(compiling.scored_by.place))


def _names(drafts: Iterable[PartDraft], compiling: Compiling) -> Iterator[tuple[str, Location]]:
    """Yield every name that formulas and submissions may use, with its place."""
    yield from ((fact.name, fact.place) for fact in compiling.domain.facts.values())
    yield from ((one.draft.name, one.draft.place) for key, one in compiling.computed.items() if key[0] is Scope.DERIVED)
    for leaf in leaves(drafts):
        yield leaf.code, place_of(leaf.mapping, "code")
        yield leaf.name, place_of(leaf.mapping, "indicator")
        yield from ((alias, place_of(leaf.mapping, "aliases")) for alias in leaf.aliases)
