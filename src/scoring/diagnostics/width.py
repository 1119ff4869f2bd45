r"""How wide a text is on a terminal, and the text as it may be shown there.

汉 takes two cells. Text from somebody's file may hold escape sequences; they are shown as ``\u001b``, never sent.
"""

from __future__ import annotations

import re
import unicodedata

TAB_STOP = 8
"""Cells between tab stops."""

_UNSAFE = re.compile(
    "[\\x00-\\x1f\\x7f-\\x9f\\u00ad\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ud800-\\udfff\\ufeff"
    "\\ufff9-\\ufffb\\ufffe\\uffff\\U000e0000-\\U000e007f]"
)
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def visible(text: str) -> str:
    r"""Return *text* with every character that is invisible or acts on a terminal written as its escape.

    >>> visible("a\u202eb\x1b[31m\n")
    'a\\u202eb\\u001b[31m\\n'
    """
    return _UNSAFE.sub(lambda match: escaped(match[0]), text)


def escaped(character: str) -> str:
    r"""Return the escape of one *character*."""
    code = ord(character)
    return _SHORT.get(character) or (f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")


def character_width(character: str) -> int:
    """Return the cells of one *character*: 2 for wide and full-width ones, 0 for combining ones, else 1."""
    if character < "\u0300":
        return 1
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def width(text: str) -> int:
    """Return the cells *text* takes; it is expected to be `visible` already.

    >>> width("控制率103%")
    10
    """
    return len(text) if text.isascii() else sum(map(character_width, text))


def pad(text: str, cells: int, *, right: bool = False) -> str:
    """Return *text* filled with blanks to *cells*; with *right* it stands at the right end.

    >>> pad("得分", 6), pad("3.5", 6, right=True)
    ('得分  ', '   3.5')
    """
    blanks = " " * max(cells - width(text), 0)
    return blanks + text if right else text + blanks


def cut(text: str, cells: int, mark: str = "…") -> str:
    """Return *text* shortened to at most *cells*, with *mark* where something was taken away.

    >>> cut("财政供养人员控制率", 9)
    '财政供养…'
    """
    room = cells - width(mark)
    kept = used = 0
    for position, character in enumerate(text):  # never the whole of a text of millions
        used += character_width(character)
        if used <= room:
            kept = position + 1
        if used > cells:
            return text[:kept] + mark if room >= 0 else ""
    return text
