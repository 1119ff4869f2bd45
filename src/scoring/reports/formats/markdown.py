"""Markdown (GitHub's tables), for issues, mails and documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from scoring.diagnostics import Language
from scoring.diagnostics.message import Value
from scoring.reports.page import Align, Bullet, Bullets, Cell, Heading, Pairs, Paragraph, Part, RowKind, Table, Tone
from scoring.reports.rendering import Screen
from scoring.reports.view import View

_SPECIAL: Final = str.maketrans({mark: "\\" + mark for mark in "\\`*_[]<>#|~"})
_BOLD: Final = (Tone.STRONG, Tone.BAD)


def write(view: View, language: Language, _screen: Screen) -> str:
    """Return the page as Markdown."""
    blocks = ["\n".join(_part(part, language)) for part in view.page().parts]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _part(part: Part, language: Language) -> Iterator[str]:
    match part:
        case Heading(text, level):
            yield "#" * level + " " + _text(text, language)
        case Paragraph(text, _, verbatim):
            yield f"    {language.render(text)}" if verbatim else _text(text, language)
        case Pairs(rows):
            for row in rows:
                yield f"- **{_text(row.label, language)}** {_text(row.text, language)}".rstrip()
        case Bullets(items):
            yield from _bullets(items, 0, language)
        case Table():
            yield from _table(part, language)


def _text(value: Value, language: Language) -> str:
    """Return *value* so that nothing in it is taken for markup, on one line."""
    return "<br>".join(line.translate(_SPECIAL) for line in language.render(value).split("\n"))


def _bullets(items: tuple[Bullet, ...], depth: int, language: Language) -> Iterator[str]:
    for item in items:
        yield "  " * depth + "- " + _text(item.text, language)
        yield from _bullets(item.below, depth + 1, language)


def _table(table: Table, language: Language) -> Iterator[str]:
    yield "| " + " | ".join(_text(column.head, language) for column in table.columns) + " |"
    yield "|" + "|".join("---:" if column.align is Align.RIGHT else "---" for column in table.columns) + "|"
    for row in table.rows:
        bold = row.kind is not RowKind.ITEM
        yield "| " + " | ".join(_cell(cell, bold, language) for cell in row.cells) + " |"


def _cell(cell: Cell, bold: bool, language: Language) -> str:
    text = _text(cell.text, language)
    mark = "**" if text and (bold or cell.tone in _BOLD) else ""
    return "　" * cell.indent + mark + text + mark
