"""Judgements and claims of target rows under the rows' own names: brought to the codes, before they are read.

A row that names no code is called by its place in the table (T01, T02 …), so that a row that is moved takes the
judgement of another one. Its name moves with it. A name counts where it is no code and belongs to one row only.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Final

from scoring.diagnostics import Diagnostic, Kind, Severity, message, nearest
from scoring.documents.read import TABLES
from scoring.documents.tree import Entry, Mapping, Node, Scalar
from scoring.expressions.names import canonical
from scoring.rule_set.filling import filled
from scoring.rule_set.model import RuleSet
from scoring.rule_set.target_rows import ROW_CODE
from scoring.submissions.judgements import expected_judgements
from scoring.submissions.targets import TargetTable

SEVERAL_ROWS: Final = Kind(
    "S448",
    "several rows of the targets are called {name}: {codes}",
    "give these rows a code: of their own, and write the code here",
)
BY_PLACE: Final = Kind(
    "S449",
    "these rows are found by their place in the table of targets: {rows}",
    "write the name of the row instead, or give the row a code:; a row that is moved keeps what is said of it",
    Severity.NOTE,
)
NO_TABLE: Final = Kind(
    "S450",
    "{code} would be a row of the department's targets, but there is no table of them",
    "add targets: with the rows of the table",
)
NO_FILE: Final = Kind(
    "S450",
    "{code} would be a row of the department's targets, but there is no table of them",
    "put the rows into the file {file}, beside this one",
)

_PATHS: Final = (("judgements",), ("claims", "indicators"), ("claims", "reasons"))
"""Where codes of indicators stand in a submission."""


def with_codes(root: Mapping, table: TargetTable, rules: RuleSet, file: str, findings: list[Diagnostic]) -> Mapping:
    """Return the submission *root* with the codes of its target rows where their names stand."""
    if not rules.target_groups():
        return root
    naming = _Naming(root, table, rules, findings)
    for path in _PATHS:
        root = naming.inside(root, path)
    naming.finish(file)
    return root


class _Naming:
    """Brings names to codes, entry by entry, and keeps what is to be said once of them all."""

    def __init__(self, root: Mapping, table: TargetTable, rules: RuleSet, findings: list[Diagnostic]) -> None:
        whole = filled(rules, table.filling)
        self.findings = findings
        self.tableless = "targets" not in root
        self.unread = table.rows is None
        self.by_place = table.by_place.difference(table.unscored)
        self.known = {
            canonical(one): one for one in (*expected_judgements(whole), *(part.code for part in whole.indicators))
        }
        self.owners: dict[str, str] = {}
        self.named: dict[str, list[str]] = {}
        self.found: list[tuple[str, Entry]] = []
        self.homeless: list[Entry] = []
        own = {one.code: one.judgements for one in whole.indicators}
        self.names = {row.code: row.indicator for row in table.rows or ()}
        for code, name in self.names.items():
            self.known.setdefault(canonical(code), code)
            for judged in dict.fromkeys((code, *(one.name for one in own.get(code, ())))):
                self.owners[judged] = code
                self.named.setdefault(canonical(name + judged.removeprefix(code)), []).append(judged)

    def inside(self, mapping: Mapping, path: Sequence[str]) -> Mapping:
        """Return *mapping* with the keys changed of the mapping that stands at *path* in it."""
        if not path:
            return Mapping(tuple(one for entry in mapping if (one := self.entry(entry)) is not None), mapping.place)
        entries = (
            Entry(one.key, self._value(one.value, path[1:])) if one.key.text == path[0] else one for one in mapping
        )
        return Mapping(tuple(entries), mapping.place)

    def _value(self, node: Node, path: Sequence[str]) -> Node:
        return self.inside(node, path) if isinstance(node, Mapping) else node

    def entry(self, entry: Entry) -> Entry | None:
        """Return *entry* under the code it is meant for; None if there is no telling, which is reported."""
        key = canonical(entry.key.text)
        code = self.known.get(key)
        if code is None and (meant := self.named.get(key)):
            if len(meant) > 1:
                self.findings.append(SEVERAL_ROWS.at(entry.key.place, name=entry.key.text, codes=tuple(meant)))
                return None
            return Entry(Scalar(meant[0], entry.key.place), entry.value)
        if code is None and self.unread and self._of_a_row(entry):
            self.homeless.append(entry)
            return None
        if code is not None and self.owners.get(code) in self.by_place:
            self.found.append((self.owners[code], entry))
        return entry

    def _of_a_row(self, entry: Entry) -> bool:
        """Tell whether an unknown code can only be that of a row, and is no slip in another one."""
        code = entry.key.text
        return ROW_CODE.fullmatch(code.strip()) is not None or nearest(code, self.known) is None

    def finish(self, file: str) -> None:
        """Report what is said once: the rows found by their place, the table that is not there."""
        if self.found:
            used = {code for code, _ in self.found}
            rows = tuple(
                message("{code} {name}", code=code, name=name) for code, name in self.names.items() if code in used
            )
            self.findings.append(BY_PLACE.at(self.found[0][1].key.place, rows=rows))
        if self.homeless and self.tableless:
            first, beside = self.homeless[0].key, PurePath(file)
            kind = NO_FILE if beside.suffix.lower() in TABLES else NO_TABLE
            name = f"{beside.stem}.targets{beside.suffix}"
            self.findings.append(kind.at(first.place, code=first.text, file=name))
