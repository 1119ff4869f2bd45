"""Document -> RuleSet: everything read in the order in which one thing needs another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any, Final

from scoring.diagnostics import Diagnostic, Kind, has_errors, message
from scoring.documents.tree import Document, Mapping, Node
from scoring.expressions.tree import Reference, Scope
from scoring.methods.parameters import plain_number
from scoring.records import dataclass
from scoring.rule_set.asking import parts_of, trees_in
from scoring.rule_set.compile import Compiling, compile_parts
from scoring.rule_set.computed import Computed, Draft, read_computed
from scoring.rule_set.cross_checks import read_cross_checks
from scoring.rule_set.domains import Domain
from scoring.rule_set.facts import read_facts
from scoring.rule_set.fingerprints import fingerprint_of
from scoring.rule_set.header import read_grades, read_rounding, read_sources, read_years
from scoring.rule_set.lines import draft_lines, read_lines
from scoring.rule_set.model import Derived, Fingerprint, Group, Indicator, Part, RuleSet
from scoring.rule_set.naming import check_own_facts, read_names
from scoring.rule_set.own import own_facts
from scoring.rule_set.reading import Reader, key
from scoring.rule_set.tree import leaves, place_of, read_marks, read_tree
from scoring.rule_set.values import draft_formula

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
OPTIONAL: Final = ("authority", "valid_for", "derived", "total", "total_at_most", "cross_checks", "about")

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
    """The single values at the top of a rule set; None for what cannot be used."""

    id: str | None
    title: str | None
    version: str | None
    authority: str
    valid_for: tuple[int, int] | None
    full_marks: Fraction | None
    most: Fraction | None


def read_rule_set(document: Document) -> tuple[RuleSet | None, tuple[Diagnostic, ...]]:
    """Read a rule set; None if there is an error, all findings in one run."""
    reader = Reader()
    root = reader.shape.mapping(document.root, message("a rule set"), required=REQUIRED, optional=OPTIONAL)
    rules = None if root is None else _read(root, document, reader)
    return (None if has_errors(reader.findings) else rules), reader.primary()


def _read(root: Mapping, document: Document, reader: Reader) -> RuleSet | None:
    read_sources(root.get("sources"), reader)
    head = _read_head(root, reader)
    rounding, rounding_sources = read_rounding(root.get("rounding"), reader)
    grades, grades_sources = read_grades(root.get("grades"), head.full_marks, reader)
    facts = read_facts(root.get("facts"), reader)
    drafts = read_tree(root.get("indicators"), reader)
    derived = _draft_derived(root.get("derived"), reader)
    lines = draft_lines(root.get("total"), reader)
    own_leaves = tuple(leaves(drafts))
    names = read_names(facts, derived, own_leaves, reader)
    drafted = (*(one.value for one in own_leaves), *(one.value for one in lines))
    values = tuple(one for one in drafted if one is not None)
    by_name = {fact.name: fact for fact in facts}
    domain = Domain(by_name, {})
    computed = read_computed((*derived, *values), names, domain, reader)
    compiling = Compiling(reader, names, computed, domain)
    root_parts = compile_parts(drafts, compiling)
    codes = frozenset(one.code for one in own_leaves)
    total = read_lines(lines, compiling, codes, grades, head.full_marks)
    cross_checks = read_cross_checks(root.get("cross_checks"), compiling)
    indicators = tuple(_indicators(root_parts))
    own = own_facts((*indicators, *total))
    check_own_facts(own, facts, reader)
    if has_errors(reader.findings) or head.id is None or head.title is None or head.version is None:
        return None
    if head.full_marks is None or head.most is None or rounding is None or grades is None:
        return None
    rules = RuleSet(
        id=head.id,
        title=head.title,
        version=head.version,
        authority=head.authority,
        valid_for=head.valid_for,
        full_marks=head.full_marks,
        total_at_most=head.most,
        rounding=rounding,
        grades=grades,
        sources=reader.sources,
        facts=by_name | {fact.name: fact for fact in own},
        derived={name: _derived(one) for (scope, name), one in computed.items() if scope is Scope.DERIVED},
        values={one.code: computed[Scope.VALUE, one.code].seen for one in indicators if one.value is not None},
        root=root_parts,
        indicators=indicators,
        lines=total,
        cross_checks=cross_checks,
        fingerprint=Fingerprint("", f"sha256:{document.sha256}"),
        header_sources=(*rounding_sources, *grades_sources),
        place=document.root.place,
        marks_place=place_of(root, "full_marks"),
        most_place=place_of(root, "total_at_most"),
    )
    _check_values_used(rules, domain, reader)
    return fingerprint_of(rules)


def _read_head(root: Mapping, reader: Reader) -> Head:
    shape = reader.shape
    language = root.get("language")
    if shape.text(language, key("language")) not in (None, "1") and language is not None:
        reader.findings.append(LANGUAGE.at(language.place, found=getattr(language, "text", "")))
    full_marks = read_marks(root.get("full_marks"), "rule_set", reader)
    shape.text(root.get("about"), key("about"))
    return Head(
        _read_id(root.get("rule_set"), reader),
        shape.text(root.get("title"), key("title")),
        _read_version(root.get("version"), reader),
        shape.text(root.get("authority"), key("authority")) or "",
        read_years(root.get("valid_for"), reader),
        full_marks,
        _total_at_most(root.get("total_at_most"), full_marks, reader),
    )


def _read_id(node: Node | None, reader: Reader) -> str | None:
    id_ = reader.shape.text(node, key("rule_set"))
    if id_ is not None and node is not None and not re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", id_):
        reader.findings.append(BAD_ID.at(node.place, id=id_))
    return id_


def _read_version(node: Node | None, reader: Reader) -> str | None:
    version = reader.shape.text(node, key("version"))
    if version is not None and node is not None and not re.fullmatch(r"[0-9]+(\.[0-9]+)*", version):
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
        formula = draft_formula(entry.value, what, reader, ("about", "source")) if reader.steady(name, place) else None
        if formula is None:
            reader.refuse(name)
            continue
        reader.shape.text(formula.mapping.get("about"), key("about"))
        parts = ("formula", "when_denominator_zero", "when_both_zero")
        sources = reader.source_parts(formula.mapping.get("source"), parts)
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


def _check_values_used(rules: RuleSet, domain: Domain, reader: Reader) -> None:
    """Report values that neither a method nor any formula looks at."""
    trees = [one.node for one in rules.derived.values()] + [one.node for one in rules.cross_checks]
    trees += [tree for owner in rules.owners() for tree in trees_in(owner)]
    named = {part.name for part in parts_of(trees, domain.trees) if isinstance(part, Reference)}
    for owner in rules.owners():
        method: Any = owner.method
        if method is not None and not method.needs_value and owner.value is not None:
            code = owner.code if isinstance(owner, Indicator) else ""
            if code not in named:
                reader.findings.append(VALUE_UNUSED.at(owner.place, name=owner.name, method=method.name))
