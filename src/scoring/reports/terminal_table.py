"""Set a table into so many terminal cells.

Where a column that may go `below` has no room, its text stands on lines of its own under the row.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from scoring.diagnostics import Language
from scoring.diagnostics.width import pad, width
from scoring.records import dataclass
from scoring.reports.page import Align, Column, Row, RowKind, Table, Tone
from scoring.reports.terminal_ink import Ink
from scoring.reports.wrapping import wrap

GAP: Final = "  "
INDENT: Final = 2
_LEAST_GROWING: Final = 12
_LEAST_BESIDE: Final = 24
_LEAST_SQUEEZED: Final = 4
_RULE: Final = "─"


@dataclass(frozen=True, slots=True)
class _Text:
    """A cell as text."""

    text: str
    tone: Tone
    indent: int


@dataclass(frozen=True, slots=True)
class _Layout:
    """Which columns stand beside each other and how wide; the others go below."""

    beside: tuple[int, ...]
    widths: tuple[int, ...]
    below: tuple[int, ...]

    @property
    def whole(self) -> int:
        """Return the width of a row."""
        return sum(self.widths) + len(GAP) * max(len(self.widths) - 1, 0)


def table_lines(table: Table, cells: int, language: Language, ink: Ink) -> Iterator[str]:
    """Yield the lines of *table*, none wider than *cells*."""
    heads = tuple(_Text(language.render(column.head), Tone.STRONG, 0) for column in table.columns)
    rows = [
        tuple(_Text(language.render(cell.text), cell.tone, cell.indent) for cell in row.cells) for row in table.rows
    ]
    layout = _lay_out(table.columns, [heads, *rows], cells)
    rule = ink.put(_RULE * layout.whole, Tone.FAINT)
    yield from _row_lines(table.columns, heads, layout, ink)
    yield rule
    before: Row | None = None
    for row, texts in zip(table.rows, rows, strict=True):
        if row.kind is RowKind.TOTAL and (before is None or before.kind is not RowKind.TOTAL):
            yield rule
        yield from _row_lines(table.columns, texts, layout, ink)
        yield from _below_lines(texts, layout, cells, ink)
        before = row


def _lay_out(columns: tuple[Column, ...], rows: list[tuple[_Text, ...]], cells: int) -> _Layout:
    natural = [max(_natural(row[index]) for row in rows) for index in range(len(columns))]
    beside = list(range(len(columns)))
    widths = _widths(columns, natural, beside, cells)
    if widths is None:
        beside = [index for index in beside if not columns[index].below]
        widths = _widths(columns, natural, beside, cells) or _squeezed(columns, natural, beside, cells)
    below = tuple(index for index in range(len(columns)) if index not in beside)
    return _Layout(tuple(beside), tuple(widths), below)


def _natural(cell: _Text) -> int:
    return max(width(line) for line in cell.text.split("\n")) + INDENT * cell.indent


def _widths(columns: tuple[Column, ...], natural: list[int], beside: list[int], cells: int) -> list[int] | None:
    """Return a width for each column, growing ones sharing what is left; None if there is not enough room."""
    room = cells - len(GAP) * (len(beside) - 1)
    least = {index: _least(columns[index], natural[index]) for index in beside}
    spare = room - sum(least.values())
    if spare < 0:
        return None
    widths = dict(least)
    waiting = sorted((index for index in beside if least[index] < natural[index]), key=lambda i: natural[i] - least[i])
    for position, index in enumerate(waiting):
        more = min(natural[index] - least[index], spare // (len(waiting) - position))
        widths[index] += more
        spare -= more
    return [widths[index] for index in beside]


def _least(column: Column, natural: int) -> int:
    if not column.grows:
        return natural
    return min(natural, _LEAST_BESIDE if column.below else _LEAST_GROWING)


def _squeezed(columns: tuple[Column, ...], natural: list[int], beside: list[int], cells: int) -> list[int]:
    """Share a room that is too narrow for everything: the widest give way first, codes and numbers after all texts."""
    widths = [natural[index] for index in beside]
    room = max(cells - len(GAP) * (len(beside) - 1), 2 * len(beside))
    while sum(widths) > room:
        texts = [at for at, index in enumerate(beside) if columns[index].grows and widths[at] > _LEAST_SQUEEZED]
        widest = max(texts or range(len(widths)), key=widths.__getitem__)
        widths[widest] -= 1
    return widths


def _row_lines(columns: tuple[Column, ...], texts: tuple[_Text, ...], layout: _Layout, ink: Ink) -> Iterator[str]:
    sides = []
    for index, room in zip(layout.beside, layout.widths, strict=True):
        cell, right = texts[index], columns[index].align is Align.RIGHT
        indent = " " * min(INDENT * cell.indent, max(room - 4, 0))
        lines = [indent + line for line in wrap(cell.text, room - len(indent))]
        sides.append([ink.put(pad(line, room, right=right), cell.tone) for line in lines])
    for number in range(max(map(len, sides))):
        parts = [
            side[number] if number < len(side) else " " * room for side, room in zip(sides, layout.widths, strict=True)
        ]
        yield GAP.join(parts).rstrip()


def _below_lines(texts: tuple[_Text, ...], layout: _Layout, cells: int, ink: Ink) -> Iterator[str]:
    for index in layout.below:
        cell = texts[index]
        if cell.text:
            for line in wrap(cell.text, cells - 2 * INDENT):
                yield " " * (2 * INDENT) + ink.put(line, cell.tone)
