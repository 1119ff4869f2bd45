"""What is wrong with the layout of the lines where YAML's grammar ends: tabs, indentation, colons, dashes."""

from __future__ import annotations

import re

from scoring.diagnostics import Diagnostic, Kind, message
from scoring.documents.limits import MAX_KEY
from scoring.documents.tree_builder import EMPTY_KEY, KEY_TOO_LONG
from scoring.documents.yaml_accidents import colon_accident
from scoring.documents.yaml_stop import Stop

TAB = Kind("D130", "the line is indented with a tab", "indent with blanks, two for each level; set the editor to do so")
FULL_WIDTH_BLANK = Kind(
    "D132", "a full-width blank stands where YAML needs a half-width one", "replace it by half-width blanks"
)
INDENTATION = Kind(
    "D143",
    "the indentation of {found} fits no line above it",
    "indent it like its neighbours: keys of one level begin in the same column",
)
NO_COLON = Kind(
    "D146",
    "the line is neither “key: value” nor “- item”",
    "add a colon and a blank behind the key, or indent a continued text",
)
KEY_AMONG_ITEMS = Kind(
    "D148",
    "a list goes on here, but the line does not begin with “- ”",
    "begin the line with “- ” in the column of the items above; or move the list below a key",
)
DIRECTIVE = Kind("D126", "a line beginning with % is a directive; directives are not used here", "delete the line")
SECOND_DOCUMENT = Kind(
    "D125",
    "a second document begins here; a file holds one",
    "delete the line ---, or move what follows to its own file",
)

_LEADING_TAB = re.compile(r" *\t")
_MAX_RELATED = 20
_YAML_KEY = 1024


def tab(stop: Stop) -> Diagnostic | None:
    """A tab in the indentation; all lines that have one are named."""
    if _LEADING_TAB.match(stop.source) is None or "quoted" in stop.context:
        return None
    lines = stop.builder.lines
    others = [number for number, text in enumerate(lines) if number != stop.line and _LEADING_TAB.match(text)]
    caption = message("here too")
    related = ((caption, stop.builder.place(number, lines[number].index("\t"))) for number in others[:_MAX_RELATED])
    return TAB.at(stop.builder.place(stop.line, stop.source.index("\t")), related=related)


def directive(stop: Stop) -> Diagnostic | None:
    """A line beginning with %."""
    for line in {stop.begin[0], stop.line}:
        if stop.builder.lines[line].startswith("%"):
            return DIRECTIVE.at(stop.builder.place(line, 0))
    return None


def second_document(stop: Stop) -> Diagnostic | None:
    """Something behind the end of the document, which a line of three dots marks too."""
    if "<document start>" not in stop.problem or "..." not in stop.builder.lines[: stop.line]:
        return None
    return SECOND_DOCUMENT.at(stop.place(3))


def long_key(stop: Stop) -> Diagnostic | None:
    """A key longer than YAML accepts (1,024 characters)."""
    line = stop.begin[0] if "simple key" in stop.context else stop.line
    text = stop.builder.lines[line]
    length = text.find(": ") - len(text) + len(text.lstrip())
    if length < _YAML_KEY or stop.begin[1] > len(text) - len(text.lstrip()) + length:
        return None
    return KEY_TOO_LONG.at(stop.builder.place(line, 0, length), length=length, limit=MAX_KEY)


def empty_key(stop: Stop) -> Diagnostic | None:
    """A colon with nothing before it."""
    before = stop.source[: stop.column].strip()
    return EMPTY_KEY.at(stop.place()) if stop.character == ":" and before[-1:] in {"", "-", "{", ","} else None


def list_goes_on(stop: Stop) -> Diagnostic | None:
    """A line among list items, or right behind them, that is none."""
    if stop.context != "while parsing a block collection" or stop.column != stop.begin[1]:
        return None
    return KEY_AMONG_ITEMS.at(stop.place(len(stop.source.rstrip()) - stop.column))


def line_above(stop: Stop) -> Diagnostic | None:
    """The accident is in a line that the parser read as the beginning of this one."""
    sure = "simple key" in stop.context or "mapping values" in stop.problem
    if not sure and not any(word in stop.problem for word in ("document start", "expected key", "block end")):
        return None
    first = stop.begin[0] if "simple key" in stop.context else stop.line - 1
    for number in range(first, max(first - 5, -1), -1):
        text = stop.builder.lines[number]
        content = text.lstrip(" -")
        if not content or content.startswith("#"):
            continue
        column = len(text) - len(content)
        place = stop.builder.place(number, column, len(content.rstrip()))
        if (blank := re.search("^\u3000|(?<=:)\u3000", content)) is not None:
            return FULL_WIDTH_BLANK.at(place.inside(blank.start(), 1))
        if re.search(r":(?: |$)", content):
            return None
        return colon_accident(content.rstrip(), place) or (NO_COLON.at(place) if sure else None)
    return None


def indentation(stop: Stop) -> Diagnostic | None:
    """A line whose indentation fits none above it."""
    words = ("mapping values are not allowed", "did not find expected", "expected <block end>", "simple key")
    if not any(word in stop.problem or word in stop.context for word in words):
        return None
    content = stop.source.lstrip(" ")
    column = len(stop.source) - len(content)
    if content.startswith("\u3000"):
        return FULL_WIDTH_BLANK.at(stop.builder.place(stop.line, column))
    if not content:
        return None
    return INDENTATION.at(stop.builder.place(stop.line, column, len(content.rstrip())), found=column)
