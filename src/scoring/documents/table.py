"""A table: rows of located cells below one row of headings; what CSV is read into."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from scoring.diagnostics import Diagnostic, Kind, Location, message
from scoring.documents.limits import MAX_FINDINGS
from scoring.documents.tree import Scalar
from scoring.documents.tree_builder import EMPTY_FILE, TOO_MANY_FINDINGS
from scoring.records import dataclass

RAGGED = Kind(
    "D224",
    "this row has {found} cells, the headings are {expected}; it is not clear which cell belongs where",
    "give the row as many cells as there are headings; put a cell that holds a separator or a line break in quotes",
)
NO_HEADING = Kind(
    "D225",
    "the column {number} has no heading, but there are cells below it",
    "write its heading, or delete the column",
)
TITLE = Kind(
    "D231",
    "a single text stands in the first row, where the headings should be",
    "delete titles and remarks above the headings",
)

_LINE_END = re.compile(r"\r\n|\r|\n")


class Lines:
    """The text of a file and where its physical lines begin; line breaks inside quotes count."""

    __slots__ = ("last", "name", "starts", "text")

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self.starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
        self.last = (0, "")

    def place(self, start: int, end: int) -> Location:
        """Return the place of the characters from *start* to *end*, as far as they stand on their first line."""
        line = bisect_right(self.starts, start)
        first = self.starts[line - 1]
        source = self.line(line)
        width = min(end - first, len(source)) - (start - first)
        return Location(self.name, line, start - first + 1, max(width, 1), source)

    def line(self, number: int) -> str:
        """Return the line *number*, from 1; the last one asked for is at hand, and shared by all its places."""
        if self.last[0] != number:
            end = self.starts[number] if number < len(self.starts) else len(self.text)
            self.last = (number, self.text[self.starts[number - 1] : end].rstrip("\r\n"))
        return self.last[1]


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row; a cell becomes a located node when it is asked for.

    Attributes:
        texts: what each cell holds, "" for an empty one.
        starts: where each cell starts in the file, and where one behind the last would.
        lines: the file.
    """

    texts: tuple[str, ...]
    starts: tuple[int, ...]
    lines: Lines

    @property
    def filled(self) -> int:
        """Return in how many cells something stands."""
        return sum(1 for text in self.texts if text.strip())

    def cell(self, index: int) -> Scalar:
        """Return the cell *index* with its place."""
        return Scalar(self.texts[index], self.place(index), quoted=True)

    def place(self, index: int) -> Location:
        """Return the place of the cell *index*."""
        return self.lines.place(self.starts[index], self.starts[index + 1] - 1)


@dataclass(frozen=True, slots=True)
class Table:
    """A table that could be read: every row has as many cells as there are headings, none is wholly blank.

    Attributes:
        heads: the headings; blank only above columns in which nothing stands.
        rows: the rows below them.
        name: the file as findings name it.
        sha256: hex digest of the file's bytes.
    """

    heads: tuple[Scalar, ...]
    rows: tuple[Row, ...]
    name: str
    sha256: str


def as_table(rows: list[Row], lines: Lines, sha256: str, findings: list[Diagnostic]) -> Table | None:
    """Return *rows* as a table, the first that is not blank as its headings; None where there is none.

    Rows without any content are left out; they hold nothing. A row of another length is reported and left out, even if
    its last cells are empty: a cell too many or too few, by a comma in a number for one, moves all behind it.
    """
    filled = [row for row in rows if row.filled]
    if not filled:
        if not findings:
            findings.append(EMPTY_FILE.at(Location(lines.name)))
        return None
    heads, body = filled[0], filled[1:]
    if heads.filled == 1 and any(row.filled > 1 for row in body):
        findings.append(TITLE.at(heads.place(next(at for at, text in enumerate(heads.texts) if text.strip()))))
        return None
    width = len(heads.texts)
    nameless = {index for index in range(width) if not heads.texts[index].strip()}
    kept: list[Row] = []
    found: list[Diagnostic] = []
    for row in body:
        found += _without_heading(row, nameless, heads)
        if len(row.texts) == width:
            kept.append(row)
        elif len(found) < MAX_FINDINGS:
            found.append(_ragged(row, width, heads))
        else:
            found.append(TOO_MANY_FINDINGS.at(row.place(0), limit=MAX_FINDINGS))
            break
    findings += found
    cells = tuple(heads.cell(index) for index in range(width))
    return Table(cells, tuple(kept), lines.name, sha256)


def _without_heading(row: Row, nameless: set[int], heads: Row) -> Iterator[Diagnostic]:
    """Yield a finding for each column of *nameless* in which *row* is the first to have a cell."""
    for index in sorted(nameless):
        if index < len(row.texts) and row.texts[index].strip():
            nameless.remove(index)
            related = ((message("the first cell below"), row.place(index)),)
            yield NO_HEADING.at(heads.place(index), related=related, number=index + 1)


def _ragged(row: Row, width: int, heads: Row) -> Diagnostic:
    """Return the finding for a row that is too long or too short, at its first surplus or its last cell."""
    related = ((message("the headings"), heads.place(0)),)
    place = row.place(min(width, len(row.texts) - 1))
    return RAGGED.at(place, related=related, found=len(row.texts), expected=width)
