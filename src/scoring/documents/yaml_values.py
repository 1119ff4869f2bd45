"""What is wrong with a value where YAML's grammar ends: quotes, brackets, colons, characters YAML keeps to itself."""

from __future__ import annotations

import re

from scoring.diagnostics import Diagnostic, Kind
from scoring.documents.yaml_accidents import BLOCK_INDICATOR, NO_BLANK_AFTER_COLON
from scoring.documents.yaml_stop import Stop

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
FULL_WIDTH_COMMA = Kind(
    "D144", "a full-width comma stands where YAML needs a half-width one", "write a half-width comma and a blank"
)
BAD_ESCAPE = Kind(
    "D147", "the backslash in double quotes begins an escape that does not exist", "use single quotes, or write \\\\"
)

_NEAR = 400
"""Characters looked at before the place where the parser stopped; hostile lines have millions."""


def block_indicator(stop: Stop) -> Diagnostic | None:
    """``when: >= 5``: the parser took > for the head of a block."""
    if stop.context != "while scanning a block scalar":
        return None
    line, column = stop.begin
    value = stop.builder.lines[line][column:].rstrip()
    return BLOCK_INDICATOR.at(stop.builder.place(line, column, len(value)), character=value[:1])


def quotes(stop: Stop) -> Diagnostic | None:
    """A quotation mark that is not closed, or an escape unknown in double quotes."""
    if "quoted scalar" not in stop.context and "double-quoted" not in stop.context:
        return None
    line, column = stop.begin
    mark = stop.builder.lines[line][column : column + 1]
    if "escape" in stop.problem or "hexadecimal" in stop.problem:
        back = stop.source.rfind("\\", 0, stop.column + 1)
        return BAD_ESCAPE.at(stop.builder.place(stop.line, max(back, 0), 2))
    return OPEN_QUOTE.at(stop.builder.place(line, column), character=mark)


def text_behind(stop: Stop) -> Diagnostic | None:
    """``"三公"经费``: text directly behind a closing quotation mark or bracket."""
    before = stop.source[: stop.column].rstrip()
    if before[-1:] not in {'"', "'", "]", "}"} or not stop.character or stop.character in "]})":
        return None
    if "flow" in stop.context and stop.character == ":":
        return None
    return TEXT_BEHIND.at(stop.place(len(stop.source.rstrip()) - stop.column), character=before[-1])


def touching_colon(stop: Stop) -> Diagnostic | None:
    """``{a:}`` and ``{a:[1]}``: a colon without a blank behind it, which the parser cannot read on."""
    if stop.character != ":" or "plain scalar" not in stop.context:
        return None
    found = stop.builder.lines[stop.begin[0]][stop.begin[1] : stop.column + 1]
    return NO_BLANK_AFTER_COLON.at(stop.place(), found=found, right=found + " …")


def brackets(stop: Stop) -> Diagnostic | None:
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
            return colon_in_value(stop)
    opener = stop.builder.lines[line][column : column + 1]
    return OPEN_BRACKET.at(stop.builder.place(line, column), character=opener)


def reserved(stop: Stop) -> Diagnostic | None:
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


def colon_in_value(stop: Stop) -> Diagnostic | None:
    """``says: 结果: 好``: a second colon on the line."""
    if stop.character != ":":
        return None
    first = max(stop.column - _NEAR, 0)
    before = stop.source[first : stop.column]
    start = re.search(r"[:,{\[-] +(?=\S)(?:(?![:,] ).)*$", before)
    if start is None or ": " not in before:
        return None
    column = first + start.end() - len(start[0].lstrip(":,{[- "))
    return COLON_IN_VALUE.at(stop.builder.place(stop.line, column, len(stop.source.rstrip()) - column))
