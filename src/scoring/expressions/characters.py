"""What is looked at before an expression is parsed: size, nesting, brackets; full-width punctuation becomes half-width.

In: text as it stands in the file. Out: text of the same length in which only the characters of the grammar mean
something, so that every offset still points into the file; or the findings that forbid parsing it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

from scoring.diagnostics import Diagnostic, Kind, Location
from scoring.records import dataclass

MAX_LENGTH: Final = 1000
"""Characters an expression may have."""

MAX_NESTING: Final = 40
"""How deep brackets may be nested."""

EMPTY = Kind("E101", "there is no expression here", "write a formula or a condition")
TOO_LONG = Kind(
    "E401",
    "the expression has {length} characters; at most {limit} are allowed",
    "give parts of it names under “derived”",
)
TOO_DEEP = Kind(
    "E403", "the expression is nested more than {limit} levels deep", "give inner parts of it names under “derived”"
)
OPEN_BRACKET = Kind("E108", "the bracket “{bracket}” is never closed", "close it with “{partner}”, or leave it out")
LONE_BRACKET = Kind("E109", "the bracket “{bracket}” closes nothing", "leave it out, or open it with “{partner}”")

_HALF_WIDTH: Final = str.maketrans("（）＋－−×÷＊／％＝＜＞≦≧，\u3000", "()+--×÷*/%=<>≤≥, ")
_PARTNERS: Final = {"(": ")", ")": "(", "「": "」", "」": "「"}


@dataclass(frozen=True, slots=True)
class Source:
    """The text of an expression and where it stands.

    Attributes:
        text: the text as written.
        place: the place of its first character, or of the quotation mark before it.
    """

    text: str
    place: Location

    def at(self, start: int, end: int) -> Location:
        """Return the place of the characters from *start* to *end*.

        A line of the file may differ from the text (quotes, escapes, a block on the lines below): what cannot be
        found on the line is pointed at as a whole.
        """
        line, first = self.place.text, self.place.column - 1
        shift = 0
        if line:
            shift = 1 if line[first : first + 1] in ("'", '"') and self.text[:1] != line[first : first + 1] else 0
            shown = line[first + shift :]
            if shown[:end] != self.text[:end] or not self.text:
                return self.place
        return self.place.inside(start + shift, end - start)


def half_width(text: str) -> str:
    """Return *text* with full-width punctuation made half-width, except inside 「」; the length stays.

    >>> half_width("（年初预算 − 「支出（万元）」）≧０")
    '(年初预算 - 「支出（万元）」)≥０'
    """
    if text.isascii():
        return text
    pieces = text.split("「")
    shown = [pieces[0].translate(_HALF_WIDTH)]
    for piece in pieces[1:]:
        inside, close, behind = piece.partition("」")
        shown.append(f"「{inside}{close}{behind.translate(_HALF_WIDTH)}")
    return "".join(shown)


def limits(source: Source) -> Iterator[Diagnostic]:
    """Yield what forbids parsing *source* at all: nothing there, too long, too deep, brackets without partner."""
    if not source.text.strip():
        yield EMPTY.at(source.place)
    elif len(source.text) > MAX_LENGTH:
        yield TOO_LONG.at(source.at(0, len(source.text)), length=len(source.text), limit=MAX_LENGTH)
    else:
        yield from _brackets(source, half_width(source.text))


def _brackets(source: Source, text: str) -> Iterator[Diagnostic]:
    """Yield one finding for each bracket without a partner, and one where nesting goes too deep."""
    waiting: list[int] = []
    for offset, character in enumerate(text):
        inside_name = bool(waiting) and text[waiting[-1]] == "「"
        if character in "(「" and not (inside_name and character == "("):
            waiting.append(offset)
            if len(waiting) > MAX_NESTING:
                yield TOO_DEEP.at(source.at(offset, offset + 1), limit=MAX_NESTING)
                return
        elif character == "」" or (character == ")" and not inside_name):
            if waiting and text[waiting[-1]] == _PARTNERS[character]:
                waiting.pop()
            else:
                yield LONE_BRACKET.at(
                    source.at(offset, offset + 1), bracket=source.text[offset], partner=_PARTNERS[character]
                )
    names = [offset for offset in waiting if text[offset] == "「"]
    for offset in names or waiting:  # an open 「 swallows the partners of the brackets before it
        bracket = text[offset]
        yield OPEN_BRACKET.at(source.at(offset, offset + 1), bracket=source.text[offset], partner=_PARTNERS[bracket])


def stable(name: str) -> str:
    """Return *name* with every letter and digit in the form NFKC gives it; punctuation stays as printed.

    >>> stable("ｅｘｅｃ（境）")
    'exec（境）'
    """
    if name.isascii():
        return name
    return "".join(unicodedata.normalize("NFKC", one) if one.isalnum() else one for one in name)
