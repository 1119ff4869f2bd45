"""From bytes to text: UTF-8 for rule files and submissions, GB18030 too for quoted documents and tables; never a guess.

Characters that cannot be seen but change what is read (control characters, direction marks) are refused here, before
any parser sees them.
"""

from __future__ import annotations

import re

from scoring.diagnostics import Diagnostic, Kind, Location, Severity, message
from scoring.documents.limits import MAX_FINDINGS

NOT_UTF8 = Kind(
    "D106",
    "the file is not UTF-8: the bytes here are not a character; the encoding may be {encoding}",
    "save the file as UTF-8 in your editor (另存为, 编码 UTF-8) and read it again",
)
REFUSED_CHARACTER = Kind(
    "D107",
    "the character {character} is not allowed: it is invisible and changes what is read or shown",
    "delete it; if the text was pasted, paste it again as plain text",
)
READ_AS_GB18030 = Kind(
    "D109", "the document was read as GB18030", "save it as UTF-8 to be independent of this", Severity.NOTE
)
NOT_TEXT = Kind("D115", "the document is not a text: {reason}", "hand in a text file in UTF-8 or GB18030")
ESCAPED_CHARACTER = Kind(
    "D117",
    "this text holds the character {character} by its escape; it is invisible and changes what is shown",
    "delete the escape",
)
BROKEN_GB18030 = Kind(
    "D221",
    "up to here the table reads as GB18030, but the bytes here are not a character",
    "save the table again as “CSV UTF-8” in Excel or WPS; the file may have been cut or mixed from two",
)
INVISIBLE_CHARACTER = Kind(
    "D116",
    "an invisible character {character} stands here; a name holding it is another name",
    "delete it",
    Severity.WARNING,
)

_REFUSED = re.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069"
    "\\ud800-\\udfff\\ufeff\\ufffe\\uffff]"
)
_INVISIBLE = re.compile("[\\u00ad\\u200b-\\u200d\\u2060]")
_BOM = b"\xef\xbb\xbf"
_BOMS = (_BOM, b"\xff\xfe", b"\xfe\xff")


def code_point(character: str) -> str:
    r"""Return *character* as people look it up.

    >>> code_point("\u202e")
    'U+202E'
    """
    return f"U+{ord(character):04X}"


def refused_character(text: str) -> str | None:
    """Return the first character of *text* that no document may hold, as ``U+202E``, or None."""
    match = _REFUSED.search(text)
    return code_point(match[0]) if match else None


def decode(data: bytes, name: str) -> tuple[str | None, list[Diagnostic]]:
    """Return *data* as text, without the byte order mark, or None and the finding why not."""
    body = data[3:] if data.startswith(_BOM) else data
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [NOT_UTF8.at(_place_of_byte(body, error.start, name), encoding=_likely(data))]
    findings = _findings(_REFUSED, REFUSED_CHARACTER, text, name)
    return (None, findings) if findings else (text, _findings(_INVISIBLE, INVISIBLE_CHARACTER, text, name))


def decode_plain(data: bytes, name: str) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """Return *data* as text, from UTF-8 or else GB18030; the latter is noted."""
    body = data[3:] if data.startswith(_BOM) else data
    place = Location(name)
    if b"\x00" in body:
        return None, (NOT_TEXT.at(place, reason=message("it holds NUL bytes, as workbooks, PDF and UTF-16 do")),)
    try:
        return body.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass  # the other permitted encoding is tried next
    try:
        return body.decode("gb18030"), (READ_AS_GB18030.at(place),)
    except UnicodeDecodeError as error:
        reason = message("byte {number} is neither UTF-8 nor GB18030", number=error.start + 1)
        return None, (NOT_TEXT.at(place, reason=reason),)


def decode_table(data: bytes, name: str) -> tuple[str | None, list[Diagnostic]]:
    """Return *data*, a table, as text: UTF-8, or else GB18030, which Excel writes in China and which is noted.

    A file that begins as UTF-8, by its byte order mark or by a Chinese character before the first bytes that are not
    UTF-8, is a damaged UTF-8 file and is not read as GB18030, in which almost any bytes are some character.
    """
    stop = _end_of_utf8(data)
    if (
        stop is None
        or data.startswith(_BOMS)
        or any(character >= "\u0800" for character in data[:stop].decode("utf-8"))
    ):
        return decode(data, name)
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        return None, [BROKEN_GB18030.at(_place_of_byte(data, error.start, name, "gb18030"))]
    findings = _findings(_REFUSED, REFUSED_CHARACTER, text, name)
    if findings:
        return None, findings
    return text, [READ_AS_GB18030.at(Location(name)), *_findings(_INVISIBLE, INVISIBLE_CHARACTER, text, name)]


def _end_of_utf8(data: bytes) -> int | None:
    """Return where *data* stops being UTF-8, None if it is UTF-8 to the end."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return None


def _findings(pattern: re.Pattern[str], kind: Kind, text: str, name: str) -> list[Diagnostic]:
    """Return one finding for each character of *text* that *pattern* finds."""
    found: list[Diagnostic] = []
    line, start = 1, 0
    for match in pattern.finditer(text):
        breaks = text.count("\n", start, match.start())
        line += breaks
        if breaks:
            start = text.rindex("\n", start, match.start()) + 1
        end = text.find("\n", match.start())
        source = text[start : end if end >= 0 else len(text)]
        place = Location(name, line, match.start() - start + 1, 1, source)
        found.append(kind.at(place, character=code_point(match[0])))
        if len(found) >= MAX_FINDINGS:
            break
    return found


def _place_of_byte(data: bytes, position: int, name: str, encoding: str = "utf-8") -> Location:
    """Return the place of the byte at *position*, all bytes before it being of that *encoding*."""
    start = data.rfind(b"\n", 0, position) + 1
    before = data[start:position].decode(encoding)
    return Location(name, data.count(b"\n", 0, position) + 1, len(before) + 1, 1, before)


def _likely(data: bytes) -> str:
    """Name the encoding that *data*, which is not UTF-8, could be in; only to help the reader, never used."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return "?"
    return "GB18030 (GBK)"
