"""The files beside a table of submissions: ``<stem>.<table>.csv`` for a fact that is a table, targets and choices.

They have one row for each row of the fact, of the targets, of the choice, with the columns ``institution.code`` and
``year`` of the submission it belongs to. A submission without a row there has not given the fact; that it has none is
said in the main table, in a column with the fact's name, by 无 or ``[]``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from pathlib import Path, PurePath
from typing import Final

from scoring.diagnostics import Diagnostic, Kind, Location, Severity, nearest
from scoring.documents.read import TABLES, read_table
from scoring.documents.table import Row, Table
from scoring.documents.tree import Entry, Node, Scalar, Sequence
from scoring.documents.tree import Mapping as Tree
from scoring.expressions.names import canonical
from scoring.records import dataclass
from scoring.rule_set.model import FactType, RuleSet
from scoring.submissions.columns import (
    CODE,
    TARGETS,
    YEAR,
    Column,
    Headings,
    OtherColumns,
    choice_headings,
    read_columns,
    row_headings,
    target_headings,
)
from scoring.submissions.sources import Identity, identity

NO_CODE: Final = Kind("S434", "this row has no institution's code and is not read", "write the code, or delete the row")
SUMMARY: Final = Kind(
    "S435", "this row sums up others and is not read", "delete it, so that nobody takes it for one", Severity.WARNING
)
NOBODY: Final = Kind(
    "S440",
    "this row belongs to {code} for {year}, of which there is no row in {file}",
    "correct code and year, or add the row there",
)
NEARLY_NAMED: Final = Kind(
    "S447",
    "this file is not read; the name of one that would be is {nearest}",
    "rename it, or move it away",
    Severity.WARNING,
)

CHOICES: Final = "choices"
CALLED: Final = dict.fromkeys(("目标", "目标表", "绩效目标", "绩效目标表", "绩效指标"), TARGETS[0]) | dict.fromkeys(
    ("选择", "所选项", "选项"), CHOICES
)
"""Words for the files that are no facts; a file named so is not read, but it is said what it would be called."""
KEYS: Final = ("institution.code", "year")
_SUMS: Final = ("合计", "总计", "小计", "共计", "汇总", "平均")


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one file beside the main table, by the submission they belong to."""

    columns: tuple[Column, ...]
    rows: Mapping[Identity, tuple[Row, ...]]

    def of(self, key: Identity) -> Sequence | None:
        """Return the rows of one submission as a list of mappings; None if it has none."""
        rows = self.rows.get(key)
        if rows is None:
            return None
        return Sequence(tuple(self._mapping(row) for row in rows), rows[0].place(0))

    def choices(self, key: Identity) -> Iterator[tuple[Scalar, Node]]:
        """Yield each group with what one submission chose in it: a part, a list of them, or parts with their marks.

        Groups stand in the headings and parts below them; or a row holds ``group``, ``part`` and perhaps ``marks``.
        """
        rows = self.rows.get(key, ())
        at = {column.path[1]: column.index for column in self.columns}
        if {"group", "part"} <= at.keys() <= {"group", "part", "marks"}:
            yield from _chosen_in_rows(rows, at)
            return
        for column in self.columns:
            cells = [row.cell(column.index) for row in rows if row.texts[column.index].strip()]
            if cells:
                yield Scalar(column.path[1], column.head.place), _one_or_list(cells)

    def _mapping(self, row: Row) -> Tree:
        """Return one row as a mapping; an empty cell is not there."""
        entries = []
        for column in self.columns:
            if row.texts[column.index].strip():
                key = Scalar(column.path[1], column.head.place)
                entries.append(Entry(key, with_unit(row.cell(column.index), column)))
        return Tree(tuple(entries), row.place(0))


def _chosen_in_rows(rows: Iterable[Row], at: Mapping[str, int]) -> Iterator[tuple[Scalar, Node]]:
    """Yield each group with what is chosen in it, where every row holds one part; *at* says in which columns."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if any(row.texts[index].strip() for index in at.values()):
            groups.setdefault(row.texts[at["group"]].strip(), []).append(row)
    for found in groups.values():
        name, parts = found[0].cell(at["group"]), [row.cell(at["part"]) for row in found]
        if "marks" in at and any(row.texts[at["marks"]].strip() for row in found):
            shares = (Entry(part, row.cell(at["marks"])) for part, row in zip(parts, found, strict=True))
            yield name, Tree(tuple(shares), parts[0].place)
        else:
            yield name, _one_or_list(parts)


def _one_or_list(cells: list[Scalar]) -> Node:
    return cells[0] if len(cells) == 1 else Sequence(tuple(cells), cells[0].place)


@dataclass(frozen=True, slots=True)
class Beside:
    """The files beside a main table.

    Attributes:
        parts: the fact's name, ``targets`` or ``choices`` → rows.
        digests: the hex digests of the files by name.
    """

    parts: Mapping[str, Rows] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)

    def digest(self, main: str) -> str:
        """Return the hex digest of all files; that of the *main* one where it stands alone."""
        if not self.digests:
            return main
        lines = [main, *(f"{digest}  {name}" for name, digest in sorted(self.digests.items()))]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def with_unit(cell: Scalar, column: Column) -> Node:
    """Return *cell* as it would be written in a submission, with the unit of its heading."""
    if column.unit is None:
        return cell
    entries = (Entry(Scalar("value", cell.place), cell), Entry(Scalar("unit", column.unit.place), column.unit))
    return Tree(entries, cell.place)


def identified(table: Table, columns: tuple[Column, ...], findings: list[Diagnostic]) -> Iterator[tuple[Row, str, str]]:
    """Yield each row of *table* with its code and year as written; rows without a code are reported and left out."""
    indexes = {column.path: column.index for column in columns}
    code, year = indexes[CODE], indexes[YEAR]
    for row in table.rows:
        first = code if row.texts[code].strip() else next(at for at, text in enumerate(row.texts) if text.strip())
        if "".join(row.texts[first].split()).startswith(_SUMS):
            findings.append(SUMMARY.at(row.place(first)))
        elif first != code:
            findings.append(NO_CODE.at(row.place(code)))
        else:
            yield row, row.texts[code], row.texts[year]


def read_beside(path: Path, name: str, rules: RuleSet, other: OtherColumns, findings: list[Diagnostic]) -> Beside:
    """Return the files beside the main table at *path*, which findings call *name*."""
    parts: dict[str, Rows] = {}
    digests: dict[str, str] = {}
    for part, file in _files(path, name, rules, findings):
        listed = str(PurePath(name).with_name(file.name).as_posix())
        table, found = read_table(file, listed)
        findings += found
        if table is None:
            continue
        digests[file.name] = table.sha256
        rows = _rows(table, _headings(part, rules), other, findings)
        if rows is not None:
            parts[part] = rows
    return Beside(parts, digests)


def _headings(part: str, rules: RuleSet) -> Headings:
    """Return what may stand in the first row of the file for *part*."""
    if part in rules.facts:
        return row_headings(rules, rules.facts[part].columns)
    return target_headings(rules) if part == TARGETS[0] else choice_headings(rules)


def _files(path: Path, name: str, rules: RuleSet, findings: list[Diagnostic]) -> Iterator[tuple[str, Path]]:
    """Yield what each file beside *path* is for, and the file; one that is named nearly so is reported."""
    tables = [fact.name for fact in rules.facts.values() if fact.type is FactType.TABLE]
    parts = (*tables, *TARGETS, CHOICES)
    wanted = {canonical(part): part for part in parts}
    prefix = f"{path.stem}."
    for file in _around(path, parts):
        if file == path or not file.name.startswith(prefix) or file.suffix.lower() not in TABLES:
            continue
        middle = file.name[len(prefix) : -len(file.suffix)]
        part = wanted.pop(canonical(middle), None)
        if part is not None:
            yield part, file
        elif (near := CALLED.get(canonical(middle)) or nearest(middle, parts)) is not None:
            place = Location(PurePath(name).with_name(file.name).as_posix())
            findings.append(NEARLY_NAMED.at(place, nearest=f"{prefix}{near}{path.suffix}"))


def _around(path: Path, parts: Iterable[str]) -> list[Path]:
    """Return the files in the folder of *path*; where it may not be listed, those that are looked for."""
    try:
        return sorted(path.parent.iterdir())
    except OSError:
        looked_for = (path.with_name(f"{path.stem}.{part}{path.suffix}") for part in parts)
        return sorted(file for file in looked_for if file.exists())


def _rows(table: Table, headings: Headings, other: OtherColumns, findings: list[Diagnostic]) -> Rows | None:
    """Return the rows of *table* by submission; None if a column is missing."""
    columns = read_columns(table, headings, KEYS, other, findings)
    if columns is None:
        return None
    rows: dict[Identity, list[Row]] = {}
    for row, code, year in identified(table, columns, findings):
        rows.setdefault(identity(code, year), []).append(row)
    own = tuple(column for column in columns if column.path[0] == "row")
    return Rows(own, {key: tuple(found) for key, found in rows.items()})


def nobodys(beside: Beside, known: set[Identity], file: str) -> Iterator[Diagnostic]:
    """Yield a finding for each row that belongs to none of the *known* submissions of *file*."""
    for part in beside.parts.values():
        for key, rows in part.rows.items():
            if key not in known:
                yield from (NOBODY.at(row.place(0), code=key[0], year=key[1] or "?", file=file) for row in rows)
