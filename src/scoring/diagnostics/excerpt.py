r"""The source line of a place with a marker row below it, as a terminal shows them.

Columns count characters, the marker row counts cells: 汉 takes two, a tab reaches to the next stop, an invisible
character is shown as its escape.
"""

from __future__ import annotations

from scoring.diagnostics.location import Location
from scoring.diagnostics.width import TAB_STOP, character_width, visible, width

LONGEST = 100
"""Cells of an excerpt; longer lines are cut around the marker."""

_CUT = "…"


def excerpt(place: Location, longest: int = LONGEST) -> tuple[str, ...]:
    r"""Return the source line and the marker row of *place*; nothing if the line is not known.

    >>> for row in excerpt(Location("f", 1, 11, 3, "优: 90, 良: 105")): print(row)
    优: 90, 良: 105
                ^^^
    """
    if not place.line or not place.text.strip():
        return ()
    begin = min(place.column - 1, len(place.text))
    first = max(begin - longest, 0)
    source = place.text[first : begin + 2 * longest]
    cells = _shown(source)
    begin -= first
    end = max(min(begin + place.width, len(cells)), begin + 1)
    left, right = _window(cells, begin, end, longest, cut_left=first > 0)
    before = (_CUT if left or first else "") + "".join(cells[left:begin])
    marked = "".join(cells[begin : min(end, right)])
    after = "".join(cells[end:right]) + (_CUT if right < len(cells) or first + len(source) < len(place.text) else "")
    row = " " * width(before) + "^" * max(width(marked), 1)
    return (before + marked + after).rstrip(), row


def _shown(source: str) -> list[str]:
    """Return what is shown for each character of *source*."""
    shown: list[str] = []
    position = 0
    for character in source:
        if character == "\t":
            shown.append(" " * (TAB_STOP - position % TAB_STOP))
        else:
            shown.append(visible(character))
        position += width(shown[-1])
    return shown


def _window(cells: list[str], begin: int, end: int, longest: int, *, cut_left: bool) -> tuple[int, int]:
    """Return from where to where *cells* are shown, so that *begin* is in view and at most *longest* cells are used."""
    total = sum(map(_cells, cells))
    if total + cut_left <= longest:
        return 0, len(cells)
    room = longest - 2
    right = begin
    while right < len(cells) and right < end and room - _cells(cells[right]) >= longest // 3:
        room -= _cells(cells[right])
        right += 1
    left = begin
    while left > 0 and room - _cells(cells[left - 1]) >= longest // 4:
        room -= _cells(cells[left - 1])
        left -= 1
    while right < len(cells) and room >= _cells(cells[right]):
        room -= _cells(cells[right])
        right += 1
    while left > 0 and room >= _cells(cells[left - 1]):
        room -= _cells(cells[left - 1])
        left -= 1
    return left, right


def _cells(shown: str) -> int:
    return character_width(shown) if len(shown) == 1 else width(shown)
