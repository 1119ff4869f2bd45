"""The value tree of a document: what was written, and where.

Every scalar is text; what it means is decided later, by the place in the schema where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.diagnostics import Location
from scoring.records import dataclass


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as text.

    Attributes:
        text: the value after YAML's or JSON's own unquoting.
        place: where it starts.
        quoted: written in quotes or as a block; a plain empty scalar is "nothing written".
    """

    text: str
    place: Location
    quoted: bool = False

    @property
    def absent(self) -> bool:
        """Tell whether nothing was written: ``key:`` followed by nothing, or JSON's null."""
        return not self.quoted and self.text == ""


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of values in the order written."""

    items: tuple[Node, ...]
    place: Location


@dataclass(frozen=True, slots=True)
class Entry:
    """One ``key: value`` of a mapping."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order written; no key occurs twice."""

    entries: tuple[Entry, ...]
    place: Location

    def get(self, key: str) -> Node | None:
        """Return the value under *key*, or None."""
        for entry in self.entries:
            if entry.key.text == key:
                return entry.value
        return None

    def entry(self, key: str) -> Entry | None:
        """Return the whole entry of *key*, or None."""
        for entry in self.entries:
            if entry.key.text == key:
                return entry
        return None

    def __contains__(self, key: object) -> bool:
        return any(entry.key.text == key for entry in self.entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)


Node = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class Document:
    """A file that could be read.

    Attributes:
        root: its outermost value.
        name: the file as findings name it.
        sha256: hex digest of the file's bytes.
    """

    root: Node
    name: str
    sha256: str
