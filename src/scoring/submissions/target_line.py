"""One row of the table of targets while it is read: where it stands, how findings about it begin."""

from __future__ import annotations

from typing import Any

from scoring.diagnostics import Kind, Location, Message, Word, message
from scoring.documents.shape import Shape
from scoring.documents.tree import Mapping, Scalar
from scoring.records import dataclass
from scoring.rule_set.model import RuleSet
from scoring.submissions.facts import Reading


@dataclass(frozen=True, slots=True)
class Table:
    """What the reading of the rows may use: the rule set, where findings go, the codes that are taken."""

    rules: RuleSet
    reading: Reading
    taken: set[str]


@dataclass(frozen=True, slots=True)
class Line:
    """One row while it is read.

    Attributes:
        default: the code it has if it names none.
    """

    mapping: Mapping
    table: Table
    default: str
    code: str = ""
    name: str = ""

    @property
    def shape(self) -> Shape:
        """Return the reader of shapes."""
        return self.table.reading.shape

    def called(self, figure: Word) -> Message:
        """Return what a *figure* of the row is called."""
        return message("{key} of {name}", key=figure, name=self.name)

    def scalar(self, key: str) -> Scalar | None:
        """Return the value under *key*, None if there is none or it is blank or no single value."""
        return self.shape.scalar(self.mapping.get(key), message("{key} of {name}", key=key, name=self.name))

    def place(self, key: str) -> Location:
        """Return where the value under *key* stands, the whole row if there is none."""
        node = self.mapping.get(key)
        return self.mapping.place if node is None else node.place

    def report(self, finding: Kind, key: str, /, **values: Any) -> None:
        """Add a finding about the value under *key*."""
        values = {"name": self.name, "rules": self.table.rules.id, "default": self.default, **values}
        self.shape.findings.append(finding.at(self.place(key), **values))
