"""Break text into lines of so many terminal cells, as Chinese is set: anywhere between two 汉字, never inside a number
or a word, no line beginning with ，or 。and none ending with （ or “.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from scoring.diagnostics.width import character_width, width

_NOT_FIRST: Final = "，。、；：？！）》」』】〕”’…％,.;:?!)]}%～～—"
_NOT_LAST: Final = "（《「『【〔“‘([{～"
_UNITS: Final = re.compile(r"\s+|[!-~·°]+|[^\s!-~·°]", re.DOTALL)


def wrap(text: str, cells: int) -> tuple[str, ...]:
    """Return *text* as lines of at most *cells* (at least 2) cells each; line ends in *text* are kept.

    >>> wrap("控制率103.33%，超过100%达3.33个百分点", 14)
    ('控制率', '103.33%，超过', '100%达3.33个百', '分点')
    """
    return tuple(line for paragraph in text.split("\n") for line in _lines(paragraph, max(cells, 2)))


def _lines(text: str, cells: int) -> Iterator[str]:
    if width(text) <= cells:
        yield text
        return
    line = ""
    for unit in _units(text, cells):
        if line and width(line) + width(unit.rstrip()) > cells:
            yield line.rstrip()
            line = unit.lstrip()
        else:
            line += unit
    if line.strip():
        yield line.rstrip()


def _units(text: str, cells: int) -> Iterator[str]:
    """Yield what must stay on one line: words, numbers, 汉字 with the punctuation that clings to them."""
    held = ""
    for match in _UNITS.finditer(text):
        unit = match[0]
        clings = unit[0] in _NOT_FIRST or (held and held[-1] in _NOT_LAST)
        if held and not (clings and width(held + unit) <= cells):
            yield held
            held = ""
        if width(unit) > cells:
            *whole, unit = _chopped(unit, cells)
            yield from whole
        held += unit
    if held:
        yield held


def _chopped(text: str, cells: int) -> list[str]:
    """Cut a word that is longer than a line (a path, an address), after a slash where there is one near the end."""
    pieces: list[str] = []
    piece = ""
    for character in text:
        if width(piece) + character_width(character) > cells:
            cut = piece.rfind("/") + 1
            cut = cut if cut > len(piece) // 2 else len(piece)
            pieces.append(piece[:cut])
            piece = piece[cut:]
        piece += character
    return [*pieces, piece]
