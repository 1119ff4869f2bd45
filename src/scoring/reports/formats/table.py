"""The terminal: tables with 汉字 set right, wrapped to the width there is; colours only where the screen takes them.

Every line fits the width, columns are aligned in terminal cells, and only characters are used that GBK has. Texts are
never read for markup, so a name like ``[red]`` stays a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from scoring.diagnostics import Language, Value
from scoring.diagnostics.width import pad, width
from scoring.records import dataclass
from scoring.reports.page import Bullet, Bullets, Heading, Pairs, Paragraph, Part, Table, Tone
from scoring.reports.rendering import Screen
from scoring.reports.terminal_ink import Ink
from scoring.reports.terminal_table import table_lines
from scoring.reports.view import View
from scoring.reports.wrapping import wrap

_DOT: Final = "● "
_DASH: Final = "- "
_LEAST_TEXT: Final = 16


def write(view: View, language: Language, screen: Screen) -> str:
    """Return the page as lines of at most the screen's width, each ended by a line break."""
    writer = _Writer(language, screen.width, Ink(screen.colour))
    lines = [line for number, part in enumerate(view.page().parts) for line in writer.part(part, first=number == 0)]
    return "".join(f"{line}\n" for line in _spaced(lines))


def _spaced(lines: list[str]) -> Iterator[str]:
    """Yield *lines* with no two blank ones in a row, none at the end."""
    blank = False
    for line in lines:
        if line and blank:
            yield ""
        if line:
            yield line
        blank = not line


@dataclass(frozen=True, slots=True)
class _Writer:
    language: Language
    cells: int
    ink: Ink

    def part(self, part: Part, *, first: bool) -> Iterator[str]:
        match part:
            case Heading():
                yield from self._heading(part, first)
            case Paragraph(text, tone, verbatim):
                shown = self.language.render(text)
                lines = (f"  {shown}",) if verbatim else wrap(shown, self.cells)
                yield from (self.ink.put(line, tone) for line in lines)
            case Pairs():
                yield from self._pairs(part)
            case Bullets(items):
                yield from self._bullets(items, 0)
            case Table():
                yield ""
                yield from table_lines(part, self.cells, self.language, self.ink)
                yield ""

    def _heading(self, heading: Heading, first: bool) -> Iterator[str]:
        if not first:
            yield ""
        lines = wrap(self.language.render(heading.text), self.cells)
        yield from (self.ink.put(line, Tone.STRONG) for line in lines)
        if heading.level == 1:
            yield self.ink.put("═" * max(map(width, lines)), Tone.FAINT)

    def _pairs(self, pairs: Pairs) -> Iterator[str]:
        labels = [self.language.render(row.label) for row in pairs.rows]
        room = min(max(map(width, labels), default=0), max(self.cells - _LEAST_TEXT, 4))
        for label, row in zip(labels, pairs.rows, strict=True):
            if width(label) > room:
                yield self.ink.put(label, Tone.FAINT)
                label = ""
            head = self.ink.put(pad(label, room), Tone.FAINT) + "  "
            yield from self._hanging(head, room + 2, row.text, row.tone)

    def _hanging(self, head: str, taken: int, text: Value, tone: Tone) -> Iterator[str]:
        """Yield *text* behind *head*, later lines below its beginning."""
        lines = wrap(self.language.render(text), self.cells - taken)
        for number, line in enumerate(lines):
            yield ((head if number == 0 else " " * taken) + self.ink.put(line, tone)).rstrip()

    def _bullets(self, items: tuple[Bullet, ...], depth: int) -> Iterator[str]:
        for item in items:
            head = "  " * depth + (_DASH if depth else _DOT)
            yield from self._hanging(head, width(head), item.text, item.tone)
            yield from self._bullets(item.below, depth + 1)
