"""What a name in an expression may stand for."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import field

from scoring.diagnostics import Location
from scoring.expressions.tree import Input, Node, Reference, Sort
from scoring.records import dataclass
from scoring.units import PLAIN, Unit


@dataclass(frozen=True, slots=True)
class Declared:
    """One thing that can be named in an expression.

    Attributes:
        name: as printed in the official table (compared after NFKC).
        node: what the name stands for in the tree; None for a table.
        sort: what it holds.
        unit: unit of a number.
        words: the words a choice may be.
        columns: the columns of a table, as names of their own.
        place: where it was declared.
    """

    name: str
    node: Input | Reference | None
    sort: Sort
    unit: Unit = PLAIN
    words: tuple[str, ...] = ()
    columns: tuple[Declared, ...] = ()
    place: Location = field(default=Location(""), compare=False)


def canonical(name: str) -> str:
    """Return the form in which names are compared: NFKC, so that （境） and (境) are one name."""
    return unicodedata.normalize("NFKC", name)


class Names:
    """The names known in one rule set, and what each stands for."""

    def __init__(self, declared: Iterable[Declared], marks: Mapping[str, Node] | None = None) -> None:
        """Take everything that can be named; *marks* are the codes that ``marks(…)`` accepts."""
        self._known: dict[str, Declared] = {}
        self._twice: set[str] = set()
        for one in declared:
            key = canonical(one.name)
            if key in self._known:
                self._twice.add(key)
            self._known.setdefault(key, one)
        self.marks: Mapping[str, Node] = dict(marks or {})

    def find(self, name: str) -> Declared | None:
        """Return what *name* stands for, or None if it is unknown or stands for two things."""
        key = canonical(name)
        return None if key in self._twice else self._known.get(key)

    def is_ambiguous(self, name: str) -> bool:
        """Tell whether *name* stands for more than one thing and must be reached by its code."""
        return canonical(name) in self._twice

    def known(self) -> tuple[str, ...]:
        """Return all names as printed, for hints."""
        return tuple(one.name for one in self._known.values())

    def with_columns(self, table: Declared) -> Names:
        """Return the names known inside a fold over *table*: its columns hide nothing, they come first."""
        inner = Names((), self.marks)
        inner._known = self._known | {canonical(column.name): column for column in table.columns}
        inner._twice = self._twice - {canonical(column.name) for column in table.columns}
        return inner
