"""Common slips of the pen: what other notations would write, and what to write here.

In: a text and the place where it stopped making sense. Out: the finding, and where the meaning is plain the text as it
was probably meant, of the same length, so that one run can look at the rest too. Mended text is never computed with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from scoring.diagnostics import Diagnostic, Kind, Message, Word, message
from scoring.expressions.characters import Source
from scoring.expressions.grammar import Stop
from scoring.records import dataclass

UNEXPECTED = Kind("E102", "“{found}” cannot stand here; what may stand here: {allowed}", "mend the expression here")
TOO_SHORT = Kind("E103", "the expression ends too early; still to come: {allowed}", "complete the expression")
OTHER_SIGN = Kind("E104", "“{found}” is not a sign of this language", "write “{instead}”")
POWER = Kind("E105", "powers (“{found}”) are not part of this language", "write a product: x × x")
SEPARATORS = Kind("E106", "“{found}” is written with a thousands separator", "write {instead}")
SEPARATORS_OR_LIST = Kind(
    "E106",
    "“{found}” could be one number with a thousands separator or two numbers",
    "for one number leave the comma out; for two put a space behind it",
)
QUOTED = Kind(
    "E107", "text in quotation marks has no meaning in an expression", "put names in 「」; write words of a choice bare"
)
PERCENT_BEHIND = Kind(
    "E110", "“%” stands behind something that is no number", "“%” belongs to a number: 90%; leave it out here"
)
FULL_STOP = Kind("E111", "an expression does not end with “{found}”", "leave it out")
DOTTED = Kind("E112", "“.” has a meaning only inside a number", "put names with a dot in corner brackets: 「C01.1」")
NO_OPERATOR = Kind(
    "E113",
    "an operator is missing before “{found}”",
    "put one of + - × ÷ = < > 且 或 between them; if it is all one name put it in 「」",
)
NO_SPACES = Kind("E113", "an operator is missing before “{found}”", "put spaces round “{word}”")
DIGIT_FIRST = Kind("E114", "the name “{found}” begins with a digit", "put it in corner brackets: 「{found}」")
BAD_NUMBER = Kind("E115", "“{found}” is not how a number is written here", "write {instead}")
STRANGE = Kind("E116", "the character “{found}” has no meaning in an expression", "leave it out; put names in 「」")
EXCEL_IF = Kind("E117", "“if” is not followed by brackets and commas here", "write: if … then … else …")


@dataclass(frozen=True, slots=True)
class _Slip:
    """One slip: a pattern that begins at the stop or one character before it, and the sign that was meant."""

    pattern: str
    kind: Kind
    instead: str = ""


def _sign(pattern: str, instead: str) -> _Slip:
    return _Slip(pattern, OTHER_SIGN, instead)


_SLIPS: Final = (
    _sign(r"===?", "="),
    _sign(r"=<", "≤"),
    _sign(r"=>", "≥"),
    _sign(r"<>|!==|~=", "≠"),
    _sign(r"&&?", "且"),
    _sign(r"\|\|?", "或"),
    _sign(r"!", "非"),
    _sign(r":=", "="),
    _sign(r"[–—﹣]", "-"),
    _sign(r"[；;、]", ","),
    _sign(r"[∧]", "且"),
    _sign(r"[∨]", "或"),
    _sign(r"[¬]", "非"),
    _sign(r"[⁄∕]", "÷"),
    _sign(r"[·•∙⋅✕]", "×"),
    _sign(r"[\[{【〔［｛]", "("),
    _sign(r"[\]}】〕］｝]", ")"),
    _Slip(r"\*\*|\^", POWER),
    _Slip(r"[\"'“”‘’『』《》`＂＇]", QUOTED),
    _Slip(r"。", FULL_STOP),
)
_GROUPED: Final = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?(?![0-9])")
_EXPONENT: Final = r"[0-9]+(\.[0-9]+)?[eE][-+]?[0-9]+(?!\w)"
_TRAILING_POINT: Final = r"[0-9]+\.(?![0-9])"
_LEADING_POINT: Final = r"\.[0-9]+"
_TWO_POINTS: Final = r"[0-9]+(\.[0-9]+){2,}"
_WORDS_OF_LOGIC: Final = r"且|或|非"
_VALUE: Final = frozenset({"NAME", "NUMBER", "BRACKETED", "LPAR"})


def explain(source: Source, text: str, stop: Stop) -> tuple[Diagnostic, str | None]:
    """Return the finding for *stop* in *text* (half-width), and the text as it was meant where that is plain."""
    for slip in _SLIPS:
        for start in (stop.offset - 1, stop.offset):
            match = _match(slip.pattern, text, start) if start >= 0 else None
            if match is not None and match.end() > stop.offset:
                made = slip.kind.at(source.at(start, match.end()), found=match[0], instead=slip.instead)
                return made, _mended(text, start, match.end(), slip.instead)
    finding = _number(source, text, stop) or _neighbours(source, text, stop)
    return finding or _plain(source, stop), None


def _match(pattern: str, text: str, start: int) -> re.Match[str] | None:
    """Return where *pattern* stands at *start*; compiled only now, because most expressions hold no slip."""
    return re.compile(pattern).match(text, start)


def separators(source: Source, text: str) -> Iterator[tuple[int, Diagnostic]]:
    """Yield numbers such as 1,234 that also read as two arguments of a function; text in 「」 is left alone."""
    for match in _GROUPED.finditer(re.sub("「[^」]*」", lambda name: " " * len(name[0]), text)):
        if match.start() == 0 or not (text[match.start() - 1].isalnum() or text[match.start() - 1] in "._·"):
            yield match.start(), SEPARATORS_OR_LIST.at(source.at(*match.span()), found=match[0])


def _mended(text: str, start: int, end: int, instead: str) -> str | None:
    """Put *instead* in place of a slip if the text keeps its length and nothing runs together."""
    joined = instead.isalpha() and (text[end - 1 : end + 1][1:].isalnum() or text[max(start - 1, 0)].isalnum())
    if not instead or joined or instead in "()":
        return None
    return text[:start] + instead.ljust(end - start) + text[end:]


def _number(source: Source, text: str, stop: Stop) -> Diagnostic | None:
    """Recognise a number written in a way that is not accepted, or a percent sign behind no number."""
    start = stop.offset
    while start and text[start - 1] in "0123456789.,":
        start -= 1
    if (match := _GROUPED.match(text, start)) and match.end() > stop.offset:
        return SEPARATORS.at(source.at(*match.span()), found=match[0], instead=match[0].replace(",", ""))
    if (match := _match(_EXPONENT, text, start)) and match.end() > stop.offset:
        return BAD_NUMBER.at(source.at(*match.span()), found=match[0], instead=message("all digits"))
    if (match := _match(_TWO_POINTS, text, start)) and match.end() > stop.offset:
        return BAD_NUMBER.at(source.at(*match.span()), found=match[0], instead=message("one point at most"))
    if match := _match(_TRAILING_POINT, text, start):
        return BAD_NUMBER.at(source.at(*match.span()), found=match[0], instead=match[0][:-1])
    if stop.found == "." and (match := _match(_LEADING_POINT, text, stop.offset)) and not _behind_name(text, stop):
        return BAD_NUMBER.at(source.at(*match.span()), found=match[0], instead="0" + match[0])
    if stop.found == "%":
        return PERCENT_BEHIND.at(source.at(stop.offset, stop.offset + 1))
    return None


def _behind_name(text: str, stop: Stop) -> bool:
    """Tell whether a name ends just before *stop*."""
    return stop.offset > 0 and (text[stop.offset - 1].isalnum() or text[stop.offset - 1] in "_·」)")


def _neighbours(source: Source, text: str, stop: Stop) -> Diagnostic | None:
    """Recognise two things side by side without an operator, a dot between names, ``if(…, …, …)``."""
    place = source.at(stop.offset, stop.offset + len(stop.found))
    if stop.found == ".":
        return DOTTED.at(place)
    if stop.kind == "COMMA" and re.match(r"if\s*\(", text):
        return EXCEL_IF.at(source.at(0, 2))
    if stop.kind not in _VALUE or "SIGN" not in stop.allowed or "NAME" in stop.allowed:
        return None
    if stop.kind == "NAME" and stop.offset and text[stop.offset - 1].isdigit():
        start = stop.offset
        while start and text[start - 1].isdigit():
            start -= 1
        found = text[start : stop.offset] + stop.found
        return DIGIT_FIRST.at(source.at(start, stop.offset + len(stop.found)), found=found)
    around = text[: stop.offset].rstrip()[-1:] + stop.found[:1] + stop.found[-1:]
    if stop.kind == "NAME" and (word := re.search(_WORDS_OF_LOGIC, around)):
        return NO_SPACES.at(place, found=stop.found, word=word[0])
    return NO_OPERATOR.at(place, found=stop.found)


def _plain(source: Source, stop: Stop) -> Diagnostic:
    """Say what was found and what may stand there, in words."""
    if stop.kind == "":
        return TOO_SHORT.at(source.at(max(stop.offset - 1, 0), stop.offset), allowed=_allowed(stop))
    if stop.kind == "?":
        return STRANGE.at(source.at(stop.offset, stop.offset + 1), found=stop.found)
    return UNEXPECTED.at(
        source.at(stop.offset, stop.offset + len(stop.found)), found=stop.found, allowed=_allowed(stop)
    )


_IN_WORDS: Final[tuple[tuple[str, Word | str], ...]] = (
    ("NAME", Word("a name")),
    ("NUMBER", Word("a number")),
    ("LPAR", Word("an opening bracket")),
    ("RPAR", Word("a closing bracket")),
    ("COMMA", Word("a comma")),
    ("SCALE", Word("an operator")),
    ("_THEN", "then"),
    ("_ELSE", "else"),
    ("_OF", "of"),
    ("_WHERE", "where"),
    ("$END", Word("the end")),
)


def _allowed(stop: Stop) -> tuple[Message | Word | str, ...]:
    """Return the things that may stand at *stop* in words."""
    operator = "SCALE" in stop.allowed
    return tuple(words for token, words in _IN_WORDS if token in stop.allowed and not (token == "LPAR" and operator))
