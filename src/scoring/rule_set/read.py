"""Document -> RuleSet: everything read in the order in which one thing needs another."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from scoring.diagnostics import Diagnostic, Kind, has_errors, message
from scoring.documents.tree import Document, Mapping, Node
from scoring.expressions.expected import Typed
from scoring.expressions.names import Declared, Names, canonical
from scoring.expressions.tree import Reference, Scope, Sort
from scoring.expressions.tree import Node as Tree
from scoring.rule_set.compile import Compiling, compile_parts, read_condition
from scoring.rule_set.computed import Computed, Draft, read_computed
from scoring.rule_set.cross_checks import read_cross_checks
from scoring.rule_set.facts import declared, read_facts
from scoring.rule_set.fingerprints import fingerprint_of
from scoring.rule_set.header import read_grades, read_rounding, read_sources, read_years
from scoring.rule_set.lines import line_key, read_lines
from scoring.rule_set.model import Derived, Fact, Fingerprint, Indicator, Part, RuleSet
from scoring.rule_set.own import own_facts
from scoring.rule_set.reading import Reader, key
from scoring.rule_set.tree import GroupDraft, LeafDraft, leaves, marks_place, read_marks, read_tree
from scoring.rule_set.values import VALUE_KEYS, value_unit

REQUIRED: Final = (
    "language",
    "rule_set",
    "title",
    "version",
    "full_marks",
    "sources",
    "rounding",
    "grades",
    "facts",
    "indicators",
)
OPTIONAL: Final = ("authority", "valid_for", "derived", "total", "total_at_most", "cross_checks", "about", "source")

LANGUAGE: Final = Kind("R001", "language {found} is not known", "write language: 1")
NAME_TAKEN: Final = Kind(
    "R002", "{name} is the name of {one} and of {other}", "rename one of them; names are unique in a rule set"
)
BAD_ID: Final = Kind(
    "R003", "{id} is not an id for a rule set", "write small letters, digits and hyphens, such as yueyang-2018"
)
TOTAL_AT_MOST: Final = Kind(
    "R004",
    "total_at_most {most} is below the full marks {full}",
    "write a number of marks of at least {full}, or delete it",
)


def read_rule_set(document: Document) -> tuple[RuleSet | None, tuple[Diagnostic, ...]]:
    """Read a rule set; None if there is an error, all findings in one run."""
    reader = Reader()
    root = reader.shape.mapping(document.root, message("a rule set"), required=REQUIRED, optional=OPTIONAL)
    rules = None if root is None else _read(root, document, reader)
    findings = tuple(sorted(reader.findings, key=lambda finding: finding.order))
    return (None if has_errors(findings) else rules), findings


def _read(root: Mapping, document: Document, reader: Reader) -> RuleSet | None:
    shape = reader.shape
    language = root.get("language")
    if shape.text(language, key("language")) not in ("1", None) and language is not None:
        reader.findings.append(LANGUAGE.at(language.place, found=getattr(language, "text", "")))
    read_sources(root.get("sources"), reader)
    full_marks = read_marks(root.get("full_marks"), "rule_set", reader)
    rounding, rounding_source = read_rounding(root.get("rounding"), reader)
    grades, grades_source = read_grades(root.get("grades"), full_marks or Fraction(100), reader)
    facts = read_facts(root.get("facts"), reader)
    drafts = read_tree(root.get("indicators"), reader)
    computed_drafts = (*_derived_drafts(root.get("derived"), reader), *_value_drafts(drafts), *_line_drafts(root))
    names = _names(facts, computed_drafts, drafts, reader)
    by_name = {fact.name: fact for fact in facts}
    computed = read_computed(computed_drafts, names, by_name, reader)
    trees: dict[tuple[Scope, str], Tree] = {one: found.seen for one, found in computed.items()}
    compiling = Compiling(reader, names, computed, trees, _conditions(drafts, names, reader))
    parts = compile_parts(drafts, compiling)
    lines = read_lines(root.get("total"), compiling, grades, full_marks or Fraction(100))
    checks = read_cross_checks(root.get("cross_checks"), compiling)
    most = _total_at_most(root.get("total_at_most"), full_marks, reader)
    id_, title, version = (shape.text(root.get(one), key(one)) for one in ("rule_set", "title", "version"))
    _check_id(id_, root, reader)
    if full_marks is None or rounding is None or grades is None or not (id_ and title and version) or most is None:
        return None
    indicators = tuple(_leaves(parts))
    rules = RuleSet(
        id_,
        title,
        version,
        shape.text(root.get("authority"), key("authority")) or "",
        read_years(root.get("valid_for"), reader),
        full_marks,
        most,
        rounding,
        grades,
        reader.sources,
        by_name | {fact.name: fact for fact in own_facts(indicators, lines)},
        {one[1]: _derived(found) for one, found in computed.items() if one[0] is Scope.DERIVED},
        {one[1]: found.seen for one, found in computed.items() if one[0] is Scope.VALUE},
        parts,
        indicators,
        lines,
        checks,
        Fingerprint("", f"sha256:{document.sha256}"),
        (*rounding_source, *grades_source),
        document.root.place,
    )
    return fingerprint_of(rules)


def _leaves(parts: tuple[Part, ...]) -> list[Indicator]:
    found: list[Indicator] = []
    for part in parts:
        found.extend(part.leaves() if not isinstance(part, Indicator) else (part,))
    return found


def _derived(computed: Computed) -> Derived:
    return Derived(computed.draft.name, computed.seen, computed.text, computed.unit, computed.draft.place)


def _derived_drafts(node: Node | None, reader: Reader) -> tuple[Draft, ...]:
    mapping = reader.shape.mapping(node, key("derived"))
    found = []
    for entry in mapping or ():
        name = entry.key.text
        body = reader.shape.mapping(
            entry.value,
            message("derived item {name}", name=name),
            required=("formula",),
            optional=(*VALUE_KEYS, "about", "source"),
        )
        if body is not None:
            reader.source_parts(body.get("source"), ("formula", "when_denominator_zero", "when_both_zero"))
            found.append(Draft((Scope.DERIVED, name), name, body, entry.key.place))
    return tuple(found)


def _value_drafts(drafts: tuple[LeafDraft | GroupDraft, ...]) -> tuple[Draft, ...]:
    found = []
    for leaf in leaves(drafts):
        value = leaf.mapping.get("value")
        if isinstance(value, Mapping):
            found.append(Draft((Scope.VALUE, leaf.code), leaf.name, value, leaf.place, leaf.full_marks))
    return tuple(found)


def _line_drafts(root: Mapping) -> tuple[Draft, ...]:
    """Return drafts of the values of lines that add or take; they have no name in formulas."""
    found = []
    total = root.get("total")
    for item in getattr(total, "items", ()):
        if not isinstance(item, Mapping) or not isinstance(item.get("value"), Mapping):
            continue
        name = getattr(item.get("line"), "text", "")
        most = item.get("add") or item.get("take")
        marks = None if most is None else Reader().shape.number(most, key("add"))
        value = item.get("value")
        if marks is not None and isinstance(value, Mapping):
            found.append(Draft(line_key(name), name, value, marks_place(item), marks))
    return tuple(found)


def _names(
    facts: tuple[Fact, ...], computed: tuple[Draft, ...], drafts: tuple[LeafDraft | GroupDraft, ...], reader: Reader
) -> Names:
    """Return everything an expression may name: facts, derived items, indicators' values by title, alias and code."""
    found = {canonical(fact.name) for fact in facts}
    everything = [declared(fact) for fact in facts]
    values = {draft.key[1]: draft for draft in computed if draft.key[0] is Scope.VALUE}
    for draft in computed:
        if draft.key[0] is not Scope.DERIVED:
            continue
        if canonical(draft.name) in found:
            reader.findings.append(
                NAME_TAKEN.at(draft.place, name=draft.name, one=message("a fact"), other=message("a derived item"))
            )
            continue
        everything.append(_computed_name(draft.name, Reference(Scope.DERIVED, draft.name), draft))
    for leaf in leaves(drafts):
        value = values.get(leaf.code)
        if value is not None:
            reference = Reference(Scope.VALUE, leaf.code)
            for name in dict.fromkeys((leaf.code, leaf.name, *leaf.aliases)):
                everything.append(_computed_name(name, reference, value))
    marks = {leaf.code: Reference(Scope.MARKS, leaf.code) for leaf in leaves(drafts)}
    return Names(everything, marks)


def _computed_name(name: str, reference: Reference, draft: Draft) -> Declared:
    """Return the declaration of something computed."""
    return Declared(name, reference, Sort.NUMBER, value_unit(draft.mapping), place=draft.place)


def _conditions(
    drafts: tuple[LeafDraft | GroupDraft, ...] | list[LeafDraft | GroupDraft], names: Names, reader: Reader
) -> dict[int, Typed]:
    """Read the conditions under which groups apply, once each."""
    found: dict[int, Typed] = {}
    for draft in drafts:
        if isinstance(draft, GroupDraft):
            condition = read_condition(draft.mapping.get("applies_when"), names, reader, "applies_when")
            if condition is not None:
                found[id(draft.mapping)] = condition
            found |= _conditions(draft.parts, names, reader)
    return found


def _total_at_most(node: Node | None, full_marks: Fraction | None, reader: Reader) -> Fraction | None:
    if node is None:
        return full_marks
    most = reader.shape.number(node, key("total_at_most"))
    if most is not None and full_marks is not None and most < full_marks:
        reader.findings.append(TOTAL_AT_MOST.at(node.place, most=most, full=full_marks))
        return None
    return most


def _check_id(id_: str | None, root: Mapping, reader: Reader) -> None:
    node = root.get("rule_set")
    if (
        id_ is not None
        and node is not None
        and not (id_.replace("-", "").isalnum() and id_.isascii() and id_ == id_.lower())
    ):
        reader.findings.append(BAD_ID.at(node.place, id=id_))
