"""Document -> RuleSet: everything read in the order in which one thing needs another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

from scoring.diagnostics import Diagnostic, Kind, has_errors, message
from scoring.documents.tree import Document, Mapping, Node
from scoring.expressions.tree import Reference, Scope
from scoring.fingerprint import from_digest
from scoring.methods.parameters import plain_number
from scoring.records import dataclass
from scoring.rule_set.asking import parts_of, trees_in
from scoring.rule_set.compile import Compiling
from scoring.rule_set.computed import Computed, Draft, read_computed
from scoring.rule_set.consolidation import read_consolidation
from scoring.rule_set.cross_checks import read_cross_checks
from scoring.rule_set.domains import Domain
from scoring.rule_set.facts import read_facts
from scoring.rule_set.fingerprints import fingerprint_of
from scoring.rule_set.header import read_grades, read_rounding, read_sources, read_years
from scoring.rule_set.keys import DERIVED, source_parts
from scoring.rule_set.line_reading import LineDraft
from scoring.rule_set.lines import draft_lines, read_lines
from scoring.rule_set.model import (
    Derived,
    Fact,
    Fingerprint,
    Grades,
    Group,
    Indicator,
    Part,
    Rounding,
    RuleSet,
    Source,
)
from scoring.rule_set.naming import checked_own_facts, read_names
from scoring.rule_set.own import own_facts
from scoring.rule_set.parts import compile_tree
from scoring.rule_set.reading import Reader, key
from scoring.rule_set.rule_set_keys import RULE_SET
from scoring.rule_set.tree import PartDraft, leaves, place_of, read_marks, read_tree
from scoring.rule_set.values import draft_formula

LANGUAGE: Final = Kind("R001", "language {found} is not known", "write language: 1")
BAD_ID: Final = Kind(
    "R003", "{id} is not an id for a rule set", "write small letters, digits and hyphens, such as yueyang-2018"
)
TOTAL_AT_MOST: Final = Kind(
    "R004",
    "total_at_most {most} is below the full marks {full}",
    "write a number of marks of at least {full}, or delete it",
)
BAD_VERSION: Final = Kind("R005", "{version} is not a version", "write numbers with points between them, such as 1.0.0")
VALUE_UNUSED: Final = Kind(
    "R172",
    "nothing uses the value of {name}: method {method} does not, and no formula names it",
    "delete value:, or choose a method that scores a value",
)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the facts; None or "" for what cannot be used."""

    id: str
    title: str
    version: str
    authority: str
    valid_for: tuple[int, int] | None
    full_marks: Fraction | None
    most: Fraction | None
    rounding: Rounding | None
    grades: Grades | None
    sources: tuple[tuple[str, Source], ...]

    @property
    def usable(self) -> tuple[Fraction, Fraction, Rounding, Grades] | None:
        """Return what nothing can be scored without; None if any of it cannot be used."""
        full, most, rounding, grades = self.full_marks, self.most, self.rounding, self.grades
        if full is None or most is None or rounding is None or grades is None:
            return None
        return full, most, rounding, grades


def read_rule_set(document: Document) -> tuple[RuleSet | None, tuple[Diagnostic, ...]]:
    """Read a rule set; None if there is an error, all findings in one run."""
    reader = Reader()
    root = reader.shape.record(document.root, message("a rule set"), RULE_SET)
    rules = None if root is None else _read(root, document, reader)
    return (None if has_errors(reader.findings) else rules), reader.primary()


def _read(root: Mapping, document: Document, reader: Reader) -> RuleSet | None:
    head = _read_head(root, reader)
    facts = read_facts(root.get("facts"), reader)
    drafts = read_tree(root.get("indicators"), reader)
    line_drafts = draft_lines(root.get("total"), reader)
    compiling = _compiling(facts, drafts, line_drafts, root, reader)
    parts = compile_tree(drafts, compiling)
    indicators = tuple(_indicators(parts))
    lines = read_lines(line_drafts, compiling, leaves(drafts), head.grades, head.full_marks)
    cross_checks = read_cross_checks(root.get("cross_checks"), compiling)
    consolidation = read_consolidation(root.get("consolidation"), facts, reader)
    own = checked_own_facts(own_facts((*indicators, *lines)), facts, reader)
    usable = head.usable
    if has_errors(reader.findings) or usable is None:
        return None
    rules = RuleSet(
        head.id,
        head.title,
        head.version,
        head.authority,
        head.valid_for,
        *usable,
        reader.sources,
        {fact.name: fact for fact in (*facts, *own)},
        {name: _derived(one) for (scope, name), one in compiling.computed.items() if scope is Scope.DERIVED},
        {one.code: compiling.trees[Scope.VALUE, one.code] for one in indicators if one.value is not None},
        parts,
        indicators,
        lines,
        cross_checks,
        Fingerprint("", from_digest(document.sha256)),
        head.sources,
        consolidation,
        root.place,
        place_of(root, "full_marks"),
        place_of(root, "total_at_most"),
    )
    return fingerprint_of(_with_values_used(rules, compiling))


def _compiling(
    facts: tuple[Fact, ...],
    drafts: tuple[PartDraft, ...],
    lines: tuple[LineDraft, ...],
    root: Mapping,
    reader: Reader,
) -> Compiling:
    """Read everything that has a name, and all that is computed from facts alone."""
    derived = _draft_derived(root.get("derived"), reader)
    own_leaves = tuple(leaves(drafts))
    names = read_names(facts, derived, own_leaves, reader)
    values = (*(one.value for one in own_leaves), *(one.value for one in lines))
    domain = Domain({fact.name: fact for fact in facts}, {})
    computed = read_computed((*derived, *(one for one in values if one is not None)), names, domain, reader)
    return Compiling(reader, names, computed, domain, root.get("targets_scored_by"))


def _read_head(root: Mapping, reader: Reader) -> Head:
    shape = reader.shape
    language = root.get("language")
    if shape.text(language, key("language")) not in (None, "1") and language is not None:
        reader.findings.append(LANGUAGE.at(language.place, found=getattr(language, "text", "")))
    read_sources(root.get("sources"), reader)
    full_marks = read_marks(root.get("full_marks"), "rule_set", reader)
    rounding, rounding_sources = read_rounding(root.get("rounding"), reader)
    grades, grades_sources = read_grades(root.get("grades"), full_marks, reader)
    shape.text(root.get("about"), key("about"))
    return Head(
        _read_id(root.get("rule_set"), reader),
        shape.text(root.get("title"), key("title")) or "",
        _read_version(root.get("version"), reader),
        shape.text(root.get("authority"), key("authority")) or "",
        read_years(root.get("valid_for"), reader),
        full_marks,
        _total_at_most(root.get("total_at_most"), full_marks, reader),
        rounding,
        grades,
        (*rounding_sources, *grades_sources),
    )


def _read_id(node: Node | None, reader: Reader) -> str:
    id_ = reader.shape.text(node, key("rule_set")) or ""
    if id_ and node is not None and not re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", id_):
        reader.findings.append(BAD_ID.at(node.place, id=id_))
    return id_


def _read_version(node: Node | None, reader: Reader) -> str:
    version = reader.shape.text(node, key("version")) or ""
    if version and node is not None and not re.fullmatch(r"[0-9]+(\.[0-9]+)*", version):
        reader.findings.append(BAD_VERSION.at(node.place, version=version))
    return version


def _total_at_most(node: Node | None, full_marks: Fraction | None, reader: Reader) -> Fraction | None:
    if node is None:
        return full_marks
    most = plain_number(node, reader.shape, key("total_at_most"))
    if most is not None and full_marks is not None and most < full_marks:
        reader.findings.append(TOTAL_AT_MOST.at(node.place, most=most, full=full_marks))
    return most


def _draft_derived(node: Node | None, reader: Reader) -> tuple[Draft, ...]:
    mapping = reader.shape.mapping(node, key("derived"))
    reader.all_refused |= mapping is None and node is not None
    found = []
    for entry in mapping or ():
        name, place = entry.key.text, entry.key.place
        what = message("derived item {name}", name=name)
        formula = draft_formula(entry.value, what, reader, DERIVED) if reader.steady(name, place) else None
        if formula is None:
            reader.refuse(name)
            continue
        reader.shape.text(formula.mapping.get("about"), key("about"))
        sources = reader.source_parts(formula.mapping.get("source"), source_parts(DERIVED))
        found.append(Draft((Scope.DERIVED, name), name, formula, place, None, sources))
    return tuple(found)


def _indicators(parts: Iterable[Part]) -> Iterator[Indicator]:
    for part in parts:
        if isinstance(part, Group):
            yield from part.leaves()
        else:
            yield part


def _derived(computed: Computed) -> Derived:
    draft = computed.draft
    return Derived(draft.name, computed.seen, computed.text, draft.unit, draft.place, draft.sources)


def _with_values_used(rules: RuleSet, compiling: Compiling) -> RuleSet:
    """Return *rules*; report values that neither a method nor any formula looks at."""
    trees = [one.node for one in rules.derived.values()] + [one.node for one in rules.cross_checks]
    trees += [tree for owner in rules.owners() for tree in trees_in(owner)]
    named = {part.name for part in parts_of(trees, compiling.trees) if isinstance(part, Reference)}
    for owner in rules.owners():
        method = owner.method
        if method is None or method.needs_value or owner.value is None:
            continue
        if not isinstance(owner, Indicator) or owner.code not in named:
            finding = VALUE_UNUSED.at(owner.place, name=owner.name, method=method.name)
            compiling.reader.findings.append(finding)
    return rules
