"""A table in which each submission is one row (宽表): each row becomes the tree that the same figures in YAML become.

So units, limits, judgements, claims, findings and the fingerprint are one code for all forms. An empty cell is a figure
that was not given. Quotations (``from``, ``quote``) do not travel in rows; ``evidence.<fact>`` does.
"""

from __future__ import annotations

from functools import partial
from pathlib import PurePath
from typing import Final

from scoring.diagnostics import Diagnostic, Kind, Location
from scoring.diagnostics.width import cut
from scoring.documents.table import Row, Table
from scoring.documents.tree import Document, Entry, Mapping, Node, Scalar, Sequence
from scoring.records import dataclass
from scoring.rule_set.model import FactType, RuleSet
from scoring.submissions.beside import CHOICES, Beside, identified, nobodys
from scoring.submissions.columns import CODE, KEYS, TARGETS, Column, OtherColumns, Path, main_headings, read_columns
from scoring.submissions.sources import NO_SUBMISSION, Built, Identity, Source, identity

NEITHER: Final = Kind(
    "S438",
    "{name} is a table; “{written}” in its column says neither that there is none nor what its rows are",
    "write 无 if there is none; otherwise leave the cell empty and put the rows into {file}",
)
BOTH: Final = Kind(
    "S439", "{name} is said to be none, but there are rows of it in {file}", "empty the cell, or delete the rows"
)

NONE: Final = frozenset({"无", "[]"})
"""What says in the main table that a table has no rows."""

Branch = dict[str, "tuple[Scalar, Node | Branch]"]


@dataclass(frozen=True, slots=True)
class Wide:
    """A main table with what is needed to make a submission of a row.

    Attributes:
        table: the table.
        columns: its columns.
        code: number of the column with the institution's code.
        beside: the files beside it.
        tables: names of the facts that are tables, and ``targets``.
        sha256: hex digest of all files.
    """

    table: Table
    columns: tuple[Column, ...]
    code: int
    beside: Beside
    tables: frozenset[str]
    sha256: str


def rows_of(
    table: Table, beside: Beside, rules: RuleSet, other: OtherColumns, findings: list[Diagnostic]
) -> tuple[Source, ...]:
    """Return the submissions in *table*, one for each row that says whose it is."""
    columns = read_columns(table, main_headings(rules), KEYS, other, findings)
    if columns is None:
        return ()
    code = next(column.index for column in columns if column.path == CODE)
    tables = {fact.name for fact in rules.facts.values() if fact.type is FactType.TABLE}
    wide = Wide(table, columns, code, beside, frozenset(tables | {*TARGETS}), beside.digest(table.sha256))
    sources = tuple(
        Source(written, year, row.place(code), partial(_built, row, identity(written, year), wide))
        for row, written, year in identified(table, columns, findings)
    )
    if not table.rows:
        findings.append(NO_SUBMISSION.at(Location(table.name)))
    findings += nobodys(beside, {source.identity for source in sources}, table.name)
    return sources


def _built(row: Row, key: Identity, wide: Wide) -> Built:
    """Return one row with the rows beside it as a document."""
    findings: list[Diagnostic] = []
    here = row.place(wide.code)
    facts: Branch = {}
    tree: Branch = {"language": (Scalar("language", here), Scalar("1", here)), "facts": (Scalar("facts", here), facts)}
    said = _put_cells(tree, row, wide)
    for name in sorted(wide.tables):
        rows = _rows(name, said.get(name), key, wide, findings)
        if rows is not None:
            _put(tree, TARGETS if name == TARGETS[0] else ("facts", name, "value"), rows.place, rows)
    if (choices := wide.beside.parts.get(CHOICES)) is not None:
        for group, choice in choices.choices(key):
            _put(tree, (CHOICES, group.text), group.place, choice)
    for name, (named, fact) in facts.items():
        if isinstance(fact, dict) and set(fact) == {"value"}:
            facts[name] = (named, fact["value"][1])
    return Document(_mapping(tree, here, here), wide.table.name, wide.sha256), tuple(findings)


def _put_cells(tree: Branch, row: Row, wide: Wide) -> dict[str, Scalar]:
    """Put the cells of *row* where they belong; return those that say something about a table, by its name."""
    said: dict[str, Scalar] = {}
    for column in wide.columns:
        if not row.texts[column.index].strip():
            continue
        cell, table = row.cell(column.index), _table_of(column.path)
        if table in wide.tables:
            said[table] = cell
            continue
        _put(tree, column.path, cell.place if column.path[0] == "judgements" else column.head.place, cell)
        if column.unit is not None:
            _put(tree, (*column.path[:-1], "unit"), column.unit.place, column.unit)
    return said


def _table_of(path: Path) -> str:
    """Return the name of the fact, or ``targets``, whose value stands at *path*; "" for all else."""
    if path == TARGETS:
        return TARGETS[0]
    return path[1] if path[0] == "facts" and path[-1] == "value" else ""


def _rows(name: str, said: Scalar | None, key: Identity, wide: Wide, findings: list[Diagnostic]) -> Sequence | None:
    """Return the rows of the table *name* for one submission; None where they are not given, or not clear."""
    part = wide.beside.parts.get(name)
    rows = part.of(key) if part is not None else None
    if said is None:
        return rows
    if said.text.strip() not in NONE:
        file = PurePath(wide.table.name)
        findings.append(
            NEITHER.at(said.place, name=name, written=cut(said.text, 60), file=f"{file.stem}.{name}{file.suffix}")
        )
        return None
    if rows is None:
        return Sequence((), said.place)
    findings.append(BOTH.at(said.place, name=name, file=rows.place.file))
    return None


def _put(branch: Branch, path: Path, place: Location, leaf: Node) -> None:
    """Put *leaf* where *path* leads; keys that are not there yet stand at *place*."""
    for name in path[:-1]:
        _, inner = branch.setdefault(name, (Scalar(name, place), {}))
        assert isinstance(inner, dict)
        branch = inner
    branch[path[-1]] = (Scalar(path[-1], place), leaf)


def _mapping(branch: Branch, here: Location, outer: Location | None = None) -> Mapping:
    """Return *branch* as a mapping at *here*; what stands in the outermost one begins at *outer*, its row."""
    entries = []
    for key, value in branch.values():
        node = _mapping(value, outer or _first(value)) if isinstance(value, dict) else value
        entries.append(Entry(key, node))
    return Mapping(tuple(entries), here)


def _first(branch: Branch) -> Location:
    """Return the place of the first value in *branch*, which is not empty."""
    _, value = next(iter(branch.values()))
    return _first(value) if isinstance(value, dict) else value.place
