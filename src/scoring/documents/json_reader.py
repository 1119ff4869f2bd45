"""Read JSON into located nodes; the standard library's reader gives no places and accepts NaN and duplicate keys.

Numbers stay text, so no digit passes through a binary float.
"""

from __future__ import annotations

import enum
import json
import re

from scoring.diagnostics import Diagnostic, Kind, Location, message
from scoring.documents.encoding import ESCAPED_CHARACTER, refused_character
from scoring.documents.tree import Node
from scoring.documents.tree_builder import EMPTY_FILE, TreeBuilder

UNEXPECTED = Kind("D160", "{expected} is expected here, but {found} stands here", "write {expected} here")
TRAILING_COMMA = Kind("D161", "no value follows the comma", "delete the comma")
COMMENT = Kind("D162", "JSON has no comments", "delete the comment, or write the file as YAML")
WRONG_QUOTES = Kind("D163", "texts and keys stand in straight double quotes", 'write "…"')
NOT_FINITE = Kind("D164", "{found} is not a number", "write the number; write null where there is none")
BAD_ESCAPE = Kind(
    "D165",
    "the text holds an escape that does not exist or a line break",
    "write \\n for a line break, \\\\ for a backslash",
)
TRAILING_DATA = Kind("D166", "something follows the end of the value", "delete it; a file holds one value")
BAD_NUMBER = Kind(
    "D167",
    "{found} is not a number as JSON writes it",
    "write digits without leading zeros, a point with digits on both sides",
)
UNFINISHED = Kind("D168", "the file ends too early: {expected} is expected", "complete it; the file may have been cut")

_TOKEN = re.compile(
    r"""[ \t\r\n]*+(?:
      (?P<string>"[^"\\\x00-\x1f]*+(?:\\.[^"\\\x00-\x1f]*+)*+")
    | (?P<number>-?+(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?+(?:[eE][+-]?+[0-9]++)?+)(?![\w.+-])
    | (?P<mark>[\[\]{},:])
    | (?P<word>[^\W\d]\w*+)
    | (?P<other>[-+]?[\w.+-]++|//|/\*|.)
    | (?P<end>\Z)
    )""",
    re.VERBOSE,
)
_WORDS = {"null": "", "true": "true", "false": "false"}
_NOT_FINITE = {"NaN", "nan", "Infinity", "-Infinity", "inf", "-inf", "+Infinity", "Inf", "-Inf"}
_QUOTES = "'‘’“”`＂"


class _Expect(enum.Enum):
    """What may come next."""

    VALUE = "a value"
    FIRST_ITEM = "a value or ]"
    FIRST_KEY = "a key or }"
    KEY = "a key in double quotes"
    COLON = "a colon"
    COMMA = "a comma or the closing bracket"
    END = "the end of the file"


_NAMES = {
    _Expect.VALUE: message("a value"),
    _Expect.FIRST_ITEM: message("a value or ]"),
    _Expect.FIRST_KEY: message("a key or a closing brace"),
    _Expect.KEY: message("a key in double quotes"),
    _Expect.COLON: message("a colon"),
    _Expect.COMMA: message("a comma or the closing bracket"),
    _Expect.END: message("the end of the file"),
}


def read_json(text: str, name: str) -> tuple[Node | None, list[Diagnostic]]:
    """Return the root of *text* and the findings; the root is to be used only if none of them is an error."""
    if not text.strip():
        return None, [EMPTY_FILE.at(Location(name))]
    reader = _JsonReader(text, name)
    reader.run()
    return reader.builder.root, reader.builder.findings


class _JsonReader:
    """Reads token by token; the stack is the builder's, so nesting cannot exhaust Python's."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        lines = text.splitlines()
        lines += ["", ""]
        self.builder = TreeBuilder(name, lines)
        self.starts = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text)), len(text) + 1]
        self.line = 0
        self.expect = _Expect.VALUE
        self.comma: int | None = None

    def run(self) -> None:
        """Read to the end, or to the first place where reading on would be guessing."""
        position = 0
        while not self.builder.stopped:
            match = _TOKEN.match(self.text, position)
            if match is None or match.lastgroup is None:  # every text matches: "other" takes any character
                break
            kind = match.lastgroup
            start, position = match.span(kind)
            if kind == "end":
                self.finish(start)
                break
            self.step(kind, match[kind], start)

    def step(self, kind: str, token: str, start: int) -> None:
        """Take one token."""
        if self.expect is _Expect.END:
            self.builder.refuse(TRAILING_DATA.at(self.place(start, len(token))))
        elif kind == "mark" and token in "]}":
            self.close(token, start)
        elif self.expect is _Expect.COMMA:
            self.separator(token, start)
        elif self.expect is _Expect.COLON:
            self.colon(token, start)
        elif self.expect in {_Expect.KEY, _Expect.FIRST_KEY}:
            self.key(kind, token, start)
        else:
            self.value(kind, token, start)

    def value(self, kind: str, token: str, start: int) -> None:
        """Take the beginning of a value."""
        if kind == "string":
            self.string(token, start)
        elif kind == "number":
            self.builder.scalar(token, self.place(start, len(token)), quoted=False)
        elif kind == "mark" and token in "[{":
            mapping = token == "{"
            line, column = self.where(start)
            self.builder.open(line, column, mapping=mapping, flow=True)
            self.expect = _Expect.FIRST_KEY if mapping else _Expect.FIRST_ITEM
            return
        elif token in _WORDS:
            self.builder.scalar(_WORDS[token], self.place(start, len(token)), quoted=False)
        elif token in _NOT_FINITE:
            self.builder.report(NOT_FINITE.at(self.place(start, len(token)), found=token))
            self.builder.scalar(token, self.place(start, len(token)), quoted=False)
        else:
            self.wrong(token, start)
            return
        self.after_value()

    def key(self, kind: str, token: str, start: int) -> None:
        """Take a key."""
        if kind != "string":
            self.wrong(token, start)
            return
        self.string(token, start)
        self.expect = _Expect.COLON

    def string(self, token: str, start: int) -> None:
        """Add a text; its escapes are resolved by the standard library."""
        place = self.place(start, len(token))
        text = token[1:-1]
        if "\\" in token:
            try:
                text = str(json.loads(token))
            except ValueError:
                self.builder.report(BAD_ESCAPE.at(place))
            if (character := refused_character(text)) is not None:
                self.builder.report(ESCAPED_CHARACTER.at(place, character=character))
        self.builder.scalar(text, place, quoted=True)

    def colon(self, token: str, start: int) -> None:
        """Take the colon behind a key."""
        if token != ":":
            self.wrong(token, start)
        self.expect = _Expect.VALUE
        self.comma = None

    def separator(self, token: str, start: int) -> None:
        """Take the comma behind a value."""
        if token != ",":
            self.wrong(token, start)
        self.comma = start
        self.expect = _Expect.KEY if self.builder.frames[-1].mapping else _Expect.VALUE

    def close(self, token: str, start: int) -> None:
        """Take a closing bracket."""
        frames = self.builder.frames
        fits = bool(frames) and frames[-1].mapping == (token == "}")
        if fits and self.expect in {_Expect.KEY, _Expect.VALUE} and self.comma is not None:
            self.builder.report(TRAILING_COMMA.at(self.place(self.comma, 1)))
        elif not fits or self.expect not in {_Expect.COMMA, _Expect.FIRST_KEY, _Expect.FIRST_ITEM}:
            self.wrong(token, start)
            return
        line, column = self.where(start)
        self.builder.close(line, column + 1)
        self.after_value()

    def after_value(self) -> None:
        """Set what may follow a finished value."""
        self.comma = None
        self.expect = _Expect.COMMA if self.builder.frames else _Expect.END

    def finish(self, start: int) -> None:
        """Take the end of the file."""
        if self.expect is not _Expect.END:
            self.builder.report(UNFINISHED.at(self.place(start, 1), expected=_NAMES[self.expect]))

    def wrong(self, token: str, start: int) -> None:
        """Say what is wrong with *token*, which is not what is expected, and end the reading."""
        place = self.place(start, len(token))
        if token in {"//", "/*", "#"}:
            finding = COMMENT.at(place)
        elif token[0] in _QUOTES:
            finding = WRONG_QUOTES.at(place)
        elif token == '"':
            finding = (
                BAD_ESCAPE.at(place)
                if '"' in self.text[start + 1 :]
                else UNFINISHED.at(place, expected=message("a closing quotation mark"))
            )
        elif self.expect in {_Expect.VALUE, _Expect.FIRST_ITEM} and (token[0].isdigit() or token[0] in "+-."):
            finding = BAD_NUMBER.at(place, found=token[:40])
        else:
            finding = UNEXPECTED.at(place, expected=_NAMES[self.expect], found=token[:40])
        self.builder.refuse(finding)

    def where(self, position: int) -> tuple[int, int]:
        """Return line and column, from 0, of *position*, which never goes back past the current line."""
        line = self.line
        while self.starts[line + 1] <= position:
            line += 1
        self.line = line
        return line, position - self.starts[line]

    def place(self, position: int, width: int) -> Location:
        """Return the place of *width* characters at *position*."""
        if position < self.starts[self.line]:
            self.line = 0
        line, column = self.where(position)
        return self.builder.place(line, column, width)
