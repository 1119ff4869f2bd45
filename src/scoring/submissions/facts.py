"""The facts (填报项) of a submission: each read as its declared type, checked, and traced to its origin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import Final

from scoring.diagnostics import Diagnostic, Kind, Location, Value, message, nearest
from scoring.documents.shape import Shape
from scoring.documents.tree import Entry, Mapping, Node, Scalar, Sequence
from scoring.expressions.names import canonical
from scoring.records import dataclass
from scoring.rule_set.model import Fact, FactType, RuleSet
from scoring.submissions.judgements import expected_judgements
from scoring.submissions.keys import FACT
from scoring.submissions.model import Given, Rows
from scoring.submissions.names import matched
from scoring.submissions.numbers import Read, Slot, read_number
from scoring.submissions.quotations import NO_ORIGIN, Documents, Origin, check_origin, holds_figure
from scoring.submissions.words import read_choice, read_date, read_text, read_yes_no, refuse_blank, warn_of_unit

UNKNOWN_FACT: Final = Kind(
    "S202",
    "the rule set {rules} has no fact {name}",
    "delete it, or use the name the rule set declares",
)
MISSPELT_FACT: Final = Kind(
    "S203", "the rule set {rules} has no fact {name}; the nearest one is {nearest}", "write {nearest}"
)
COMPUTED: Final = Kind(
    "S204",
    "{name} is computed from other facts ({formula}) and cannot be handed in",
    "delete it and hand in the facts of the formula",
)
INDICATOR: Final = Kind(
    "S205", "{name} is an indicator and not a fact; it is computed", "delete it and hand in its facts: {facts}"
)
JUDGED: Final = Kind(
    "S454",
    "{name} is no fact: an evaluator judges it",
    "delete it here, and have it judged under judgements:, in a table in the columns judgement.{name}.marks and so on",
)
REQUIRED: Final = Kind("S206", "the required fact {name} is missing", "add it")
NOT_ROWS: Final = Kind(
    "S250",
    "{name} is a table, but {found} stands here",
    "write one row on each line behind “- ”; write [] if there is none",
)
NOT_A_ROW: Final = Kind(
    "S251", "{name} should be a row of “column: value”; the table counts as missing", "name the columns: {columns}"
)
UNKNOWN_COLUMN: Final = Kind("S252", "the table {table} has no column {name}", "its columns are: {columns}")
MISSPELT_COLUMN: Final = Kind(
    "S253", "the table {table} has no column {name}; the nearest one is {nearest}", "write {nearest}"
)
NOT_ONE_VALUE: Final = Kind(
    "S254", "{name} is one value, but a list stands here", "write the value, or value, unit, from, quote and evidence"
)

Reader = Callable[[Scalar, Slot, list[Diagnostic]], Read | None]

_READERS: Final[dict[FactType, Reader]] = {
    FactType.YES_NO: read_yes_no,
    FactType.CHOICE: read_choice,
    FactType.DATE: read_date,
    FactType.TEXT: read_text,
}
_NUMBERS: Final = frozenset({FactType.COUNT, FactType.NUMBER, FactType.MONEY, FactType.PERCENT})


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reading of the facts collects and may use."""

    shape: Shape
    documents: Documents
    rejected: list[str] = field(default_factory=list)

    @property
    def findings(self) -> list[Diagnostic]:
        """Return the findings so far."""
        return self.shape.findings


@dataclass(frozen=True, slots=True)
class Parts:
    """A fact as written: the value alone, or with its unit, origin and evidence."""

    value: Node
    unit: Scalar | None = None
    origin: Origin = NO_ORIGIN
    evidence: str = ""


def read_facts(node: Node | None, rules: RuleSet, reading: Reading) -> dict[str, Given | Rows]:
    """Return the facts under ``facts:`` by declared name; refused ones are added to the rejected."""
    mapping = reading.shape.mapping(node, message("the list of facts"))
    facts: dict[str, Given | Rows] = {}
    named: set[str] = set()
    for entry, name, alone in matched(mapping, rules.facts, reading.findings) if mapping else ():
        if name is None:
            reading.findings.append(_unknown(entry, rules))
            continue
        named.add(name)
        given = read_fact(entry.value, name, rules.facts[name], reading) if alone else None
        if given is not None:
            facts[name] = given
        elif name not in reading.rejected:
            reading.rejected.append(name)
    for name, fact in rules.facts.items():
        if fact.required and name not in named and node is not None:
            reading.findings.append(REQUIRED.at(node.place, name=name))
    return {name: facts[name] for name in rules.facts if name in facts}


def read_fact(node: Node, name: Value, fact: Fact, reading: Reading) -> Given | Rows | None:
    """Return the fact written as *node*; None after an error."""
    parts = _parts(node, name, fact, reading)
    if parts is None:
        return None
    if fact.type is FactType.TABLE:
        return _read_rows(parts, fact.name, fact, reading)
    written = parts.value
    if not isinstance(written, Scalar):
        reading.findings.append(NOT_ONE_VALUE.at(written.place, name=name))
        return None
    slot = Slot(name, fact, parts.unit)
    if refuse_blank(written, slot, reading.findings):
        return None
    if fact.type not in _NUMBERS:
        warn_of_unit(slot, reading.findings)
    read = _READERS.get(fact.type, read_number)(written, slot, reading.findings)
    quote = check_origin(name, parts.origin, reading.documents, reading.findings)
    if read is None or quote is None:
        return None
    quoted = parts.origin.quote if reading.documents.texts is not None else None
    if quoted is not None and not holds_figure(name, quoted, read, fact, reading.findings):
        return None
    document = parts.origin.document.text if parts.origin.document is not None else ""
    return Given(read.value, written.text, written.place, read.decimals, document, quote, parts.evidence)


def _parts(node: Node, name: Value, fact: Fact, reading: Reading) -> Parts | None:
    """Take a fact apart; None after an error."""
    if not isinstance(node, Mapping):
        return Parts(node)
    if fact.type is FactType.TABLE and "value" not in node:
        found = message("“key: value”")
        reading.findings.append(NOT_ROWS.at(node.place, name=name, found=found))
        return None
    shape, before = reading.shape, len(reading.findings)
    shape.record(node, message("{name}", name=name), FACT)
    value = node.get("value")
    # A misspelt key could be the one that says where the figure comes from: nothing is then known about it.
    if value is None or len(reading.findings) > before:
        return None
    unit, document, quote, evidence = (
        shape.scalar(node.get(key), message("{key} of {name}", key=key, name=name))
        for key in ("unit", "from", "quote", "evidence")
    )
    return Parts(value, unit, Origin(document, quote), evidence.text if evidence is not None else "")


def _read_rows(parts: Parts, name: str, fact: Fact, reading: Reading) -> Rows | None:
    """Return a table; None after an error that leaves the number of its rows open."""
    node = parts.value
    warn_of_unit(Slot(name, fact, parts.unit), reading.findings)
    if not isinstance(node, Sequence):
        found = "…" if isinstance(node, Mapping) else node.text or message("nothing")
        reading.findings.append(NOT_ROWS.at(node.place, name=name, found=found))
        return None
    rows = [_read_row(item, f"{name}[{number}]", fact, reading) for number, item in enumerate(node.items, 1)]
    quote = check_origin(name, parts.origin, reading.documents, reading.findings)
    if quote is None or any(row is None for row in rows):
        return None
    document = parts.origin.document.text if parts.origin.document is not None else ""
    return Rows(tuple(row for row in rows if row is not None), node.place, document, quote, parts.evidence)


def _read_row(node: Node, name: str, table: Fact, reading: Reading) -> dict[str, Given] | None:
    """Return the cells of one row by column; refused cells are left out and added to the rejected."""
    columns = {column.name: column for column in table.columns}
    if not isinstance(node, Mapping):
        reading.findings.append(NOT_A_ROW.at(node.place, name=name, columns=tuple(columns)))
        return None
    row: dict[str, Given] = {}
    named: set[str] = set()
    for entry, column, alone in matched(node, columns, reading.findings):
        if column is None:
            reading.findings.append(_unknown_column(entry, table))
            continue
        cell, label = None, f"{name}.{column}"
        named.add(column)
        if alone:
            cell = read_fact(entry.value, label, columns[column], reading)
        if isinstance(cell, Given):
            row[column] = cell
        elif label not in reading.rejected:
            reading.rejected.append(label)
    for missing in (one.name for one in table.columns if one.required and one.name not in named):
        reading.findings.append(REQUIRED.at(node.place, name=f"{name}.{missing}"))
    return {column: row[column] for column in columns if column in row}


def _unknown_column(entry: Entry, table: Fact) -> Diagnostic:
    columns = tuple(column.name for column in table.columns)
    name = entry.key.text
    near = nearest(name, columns)
    if near is None:
        return UNKNOWN_COLUMN.at(entry.key.place, table=table.name, name=name, columns=columns)
    return MISSPELT_COLUMN.at(entry.key.place, table=table.name, name=name, nearest=near)


def _unknown(entry: Entry, rules: RuleSet) -> Diagnostic:
    """Return the finding for a name that is no fact of *rules*."""
    name, place = entry.key.text, entry.key.place
    if (computed := computed_name(name, place, rules)) is not None:
        return computed
    near = nearest(name, rules.facts)
    if near is None:
        return UNKNOWN_FACT.at(place, rules=rules.id, name=name)
    return MISSPELT_FACT.at(place, rules=rules.id, name=name, nearest=near)


def computed_name(name: str, place: Location, rules: RuleSet) -> Diagnostic | None:
    """Return the finding for a *name* of something *rules* compute, which cannot be handed in; None for any other."""
    key = canonical(name)
    for judged in expected_judgements(rules):
        if canonical(judged) == key:
            return JUDGED.at(place, name=judged)
    for derived in rules.derived.values():
        if canonical(derived.name) == key:
            return COMPUTED.at(place, name=derived.name, formula=derived.text)
    for indicator in rules.indicators:
        if key in {canonical(known) for known in (indicator.code, indicator.name, *indicator.aliases)}:
            return INDICATOR.at(place, name=name, facts=indicator.inputs)
    return None
