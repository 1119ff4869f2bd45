"""What is wrong where YAML's grammar ends: from the parser's error and the lines around it to a finding that helps.

The parser often notices an accident only on the following line, and in its own words. These functions look at the
source and put the finding where the hand slipped.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import yaml

from scoring.diagnostics import Diagnostic, Kind, Location, message
from scoring.documents.tree_builder import EMPTY_KEY, TreeBuilder
from scoring.documents.yaml_accidents import BLOCK_INDICATOR, NO_BLANK_AFTER_COLON, colon_accident

TAB = Kind("D130", "the line is indented with a tab", "indent with blanks, two for each level; set the editor to do so")
FULL_WIDTH_BLANK = Kind(
    "D132", "a full-width blank stands where YAML needs a half-width one", "replace it by half-width blanks"
)
COLON_IN_VALUE = Kind(
    "D137", "the unquoted value holds a colon followed by a blank", "put the whole value in quotes, or use ："
)
RESERVED_START = Kind("D138", "an unquoted value cannot begin with {character}", "put the value in quotes")
OPEN_BRACKET = Kind(
    "D139",
    "the bracket {character} opened here is not closed as it should be",
    "close it; if it belongs to a text, an interval or a formula, put the whole value in quotes",
)
TEXT_BEHIND = Kind(
    "D140", "text follows the closing {character}", "put the whole value in quotes, or put a comma between two values"
)
OPEN_QUOTE = Kind("D141", "the quotation mark {character} opened here is not closed", "close it on the same line")
INDENTATION = Kind(
    "D143",
    "the indentation of {found} fits no line above it",
    "indent it like its neighbours: keys of one level begin in the same column",
)
FULL_WIDTH_COMMA = Kind(
    "D144", "a full-width comma stands where YAML needs a half-width one", "write a half-width comma and a blank"
)
NO_COLON = Kind(
    "D146",
    "the line is neither “key: value” nor “- item”",
    "add a colon and a blank behind the key, or indent a continued text",
)
BAD_ESCAPE = Kind(
    "D147", "the backslash in double quotes begins an escape that does not exist", "use single quotes, or write \\\\"
)
KEY_AMONG_ITEMS = Kind(
    "D148",
    "a list goes on here, but the line does not begin with “- ”",
    "begin the line with “- ” in the column of the items above; or move the list below a key",
)
DIRECTIVE = Kind("D126", "a line beginning with % is a directive; directives are not used here", "delete the line")
OTHER = Kind(
    "D149",
    "this cannot be read as YAML",
    "look at this line and the one above: colon and blank, equal indentation, brackets and quotes in pairs",
)

_LEADING_TAB = re.compile(r" *\t")
_MAX_RELATED = 20


@dataclass(frozen=True, slots=True)
class _Break:
    """Where the parser stopped; lines and columns count from 0.

    Attributes:
        context: what the parser was in, in its words.
        problem: what it missed, in its words.
        begin: line and column where that context began.
        line: line where it stopped.
        column: column where it stopped.
        builder: what was read so far.
    """

    context: str
    problem: str
    begin: tuple[int, int]
    line: int
    column: int
    builder: TreeBuilder

    @property
    def source(self) -> str:
        """The line where the parser stopped."""
        return self.builder.lines[self.line]

    @property
    def character(self) -> str:
        """The character where the parser stopped, or ""."""
        return self.source[self.column : self.column + 1]

    def place(self, width: int = 1) -> Location:
        """Return the place where the parser stopped."""
        return self.builder.place(self.line, self.column, width)


def explain(error: yaml.MarkedYAMLError, builder: TreeBuilder) -> Diagnostic:
    """Return the finding for the place where the parser gave up."""
    last = len(builder.lines) - 1
    mark = error.problem_mark or error.context_mark
    line, column = (min(mark.line, last), mark.column) if mark is not None else (0, 0)
    begin = (min(error.context_mark.line, last), error.context_mark.column) if error.context_mark else (line, column)
    stop = _Break(error.context or "", error.problem or "", begin, line, column, builder)
    for recognise in _RECOGNISERS:
        finding = recognise(stop)
        if finding is not None:
            return finding
    return OTHER.at(stop.place())


def _tab(stop: _Break) -> Diagnostic | None:
    """A tab in the indentation; all lines that have one are named."""
    if _LEADING_TAB.match(stop.source) is None or "quoted" in stop.context:
        return None
    lines = stop.builder.lines
    others = [number for number, text in enumerate(lines) if number != stop.line and _LEADING_TAB.match(text)]
    caption = message("here too")
    related = ((caption, stop.builder.place(number, lines[number].index("\t"))) for number in others[:_MAX_RELATED])
    return TAB.at(stop.builder.place(stop.line, stop.source.index("\t")), related=related)


def _block_indicator(stop: _Break) -> Diagnostic | None:
    """``when: >= 5``: the parser took > for the head of a block."""
    if stop.context != "while scanning a block scalar":
        return None
    line, column = stop.begin
    value = stop.builder.lines[line][column:].rstrip()
    return BLOCK_INDICATOR.at(stop.builder.place(line, column, len(value)), character=value[:1])


def _quotes(stop: _Break) -> Diagnostic | None:
    """A quotation mark that is not closed, or an escape unknown in double quotes."""
    if "quoted scalar" not in stop.context and "double-quoted" not in stop.context:
        return None
    line, column = stop.begin
    mark = stop.builder.lines[line][column : column + 1]
    if "escape" in stop.problem or "hexadecimal" in stop.problem:
        back = stop.source.rfind("\\", 0, stop.column + 1)
        return BAD_ESCAPE.at(stop.builder.place(stop.line, max(back, 0), 2))
    return OPEN_QUOTE.at(stop.builder.place(line, column), character=mark)


def _reserved(stop: _Break) -> Diagnostic | None:
    """A character at the start of a value that YAML keeps for itself."""
    words = (
        "cannot start any token",
        "sequence entries are not allowed",
        "node content",
        "while scanning an a",
        "mapping keys are not allowed",
    )
    if not any(word in stop.problem or word in stop.context for word in words):
        return None
    line, column = stop.begin if "an a" in stop.context else (stop.line, stop.column)
    source = stop.builder.lines[line]
    value = source[column:].rstrip()
    return RESERVED_START.at(stop.builder.place(line, column, len(value)), character=value[:1]) if value else None


def _text_behind(stop: _Break) -> Diagnostic | None:
    """``"三公"经费``: text directly behind a closing quotation mark or bracket."""
    before = stop.source[: stop.column].rstrip()
    if before[-1:] not in {'"', "'", "]", "}"} or not stop.character or stop.character in "]})":
        return None
    if "flow" in stop.context and stop.character == ":":
        return None
    return TEXT_BEHIND.at(stop.place(len(stop.source.rstrip()) - stop.column), character=before[-1])


def _brackets(stop: _Break) -> Diagnostic | None:
    """Brackets that are not closed, or a comma or colon that is not the one YAML needs."""
    if "flow" not in stop.context:
        return None
    line, column = stop.begin
    if line == stop.line:
        inside = stop.source[column : stop.column]
        comma = inside.rfind("，")
        if comma >= 0 and stop.character == ":":
            return FULL_WIDTH_COMMA.at(stop.builder.place(line, column + comma))
        if stop.character == ":":
            return _colon_in_value(stop)
    opener = stop.builder.lines[line][column : column + 1]
    return OPEN_BRACKET.at(stop.builder.place(line, column), character=opener)


def _colon_in_value(stop: _Break) -> Diagnostic | None:
    """``says: 结果: 好``: a second colon on the line."""
    if stop.character != ":":
        return None
    start = re.search(r"[:,{\[-] +(?=\S)(?:(?![:,] ).)*$", stop.source[: stop.column])
    column = start.end() - len(start[0].lstrip(":,{[- ")) if start else stop.column
    if start is None or ": " not in stop.source[: stop.column]:
        return None
    return COLON_IN_VALUE.at(stop.builder.place(stop.line, column, len(stop.source.rstrip()) - column))


def _directive(stop: _Break) -> Diagnostic | None:
    """A line beginning with %."""
    for line in {stop.begin[0], stop.line}:
        if stop.builder.lines[line].startswith("%"):
            return DIRECTIVE.at(stop.builder.place(line, 0))
    return None


def _empty_key(stop: _Break) -> Diagnostic | None:
    """A colon with nothing before it."""
    before = stop.source[: stop.column].strip()
    return EMPTY_KEY.at(stop.place()) if stop.character == ":" and before in {"", "-", "{"} else None


def _touching_colon(stop: _Break) -> Diagnostic | None:
    """``{a:}`` and ``{a:[1]}``: a colon without a blank behind it, which the parser cannot read on."""
    if stop.character != ":" or "plain scalar" not in stop.context:
        return None
    found = stop.builder.lines[stop.begin[0]][stop.begin[1] : stop.column + 1]
    return NO_BLANK_AFTER_COLON.at(stop.place(), found=found, right=found + " …")


def _list_goes_on(stop: _Break) -> Diagnostic | None:
    """A line among list items, or right behind them, that is none."""
    if stop.context != "while parsing a block collection" or stop.column != stop.begin[1]:
        return None
    return KEY_AMONG_ITEMS.at(stop.place(len(stop.source.rstrip()) - stop.column))


def _line_above(stop: _Break) -> Diagnostic | None:
    """The accident is in a line that the parser read as the beginning of this one."""
    if "simple key" not in stop.context and "mapping values" not in stop.problem:
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
        return colon_accident(content.rstrip(), place) or NO_COLON.at(place)
    return None


def _indentation(stop: _Break) -> Diagnostic | None:
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


_RECOGNISERS: tuple[Callable[[_Break], Diagnostic | None], ...] = (
    _tab,
    _directive,
    _block_indicator,
    _quotes,
    _empty_key,
    _text_behind,
    _touching_colon,
    _list_goes_on,
    _brackets,
    _reserved,
    _colon_in_value,
    _line_above,
    _indentation,
)
"""Tried in this order; the first that knows the accident speaks."""
