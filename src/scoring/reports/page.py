"""A page as data: what a report says, in order, before anybody decides how it is written.

Texts are `Value`s (sentences, numbers with units, plain names), so one page serves every language and every format.
"""

from __future__ import annotations

import enum

from scoring.diagnostics.message import Value
from scoring.records import dataclass


class Tone(enum.Enum):
    """What a text is to the reader; formats choose colours or leave it."""

    PLAIN = "plain"
    STRONG = "strong"
    FAINT = "faint"
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the title of the page."""

    text: Value
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; *verbatim* text (a command to copy) is never wrapped."""

    text: Value
    tone: Tone = Tone.PLAIN
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and what belongs to it."""

    label: Value
    text: Value
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Pairs:
    """Labels and values below each other."""

    rows: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Bullet:
    """One item of a list, with what belongs under it."""

    text: Value
    tone: Tone = Tone.PLAIN
    below: tuple[Bullet, ...] = ()


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[Bullet, ...]


class Align(enum.Enum):
    """Where a column's text stands."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        head: its heading.
        align: numbers stand right.
        grows: takes the room that is left, and wraps.
        below: where the room is narrow, its text goes on lines of its own under the row.
    """

    head: Value
    align: Align = Align.LEFT
    grows: bool = False
    below: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; *indent* counts levels."""

    text: Value = ""
    tone: Tone = Tone.PLAIN
    indent: int = 0


class RowKind(enum.Enum):
    """What a row is; totals are set off by a rule."""

    ITEM = "item"
    GROUP = "group"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Row:
    """One row, a cell for each column."""

    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.ITEM


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells as there are columns."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


Part = Heading | Paragraph | Pairs | Bullets | Table


@dataclass(frozen=True, slots=True)
class Page:
    """A report."""

    parts: tuple[Part, ...]
