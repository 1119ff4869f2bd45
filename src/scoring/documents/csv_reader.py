"""Read CSV into rows of located cells: RFC 4180, as Excel and WPS write it, and nothing guessed.

Cells are separated by commas; semicolons or tabs, as some settings of Excel write them, are recognised and said. A
cell in quotes may hold separators and line breaks, which become one newline character, and ``""`` for a quotation mark.
What Excel puts before a text so that it stays one (``="001"``, ``'001``) is taken off and said. The standard library's
reader knows no places and takes a quotation mark that is never closed for the rest of the file.
"""

from __future__ import annotations

import re

from scoring.diagnostics import Diagnostic, Kind, Location, Severity, message
from scoring.diagnostics.width import cut
from scoring.documents.limits import MAX_CELLS, MAX_COLUMNS, MAX_FINDINGS, MAX_ROWS, MAX_SCALAR
from scoring.documents.table import Lines, Row
from scoring.documents.tree_builder import TEXT_TOO_LONG, TOO_MANY_FINDINGS

UNCLOSED_QUOTE = Kind(
    "D220",
    "the quotation mark here is not closed; what follows could not be read",
    'close it before the next separator; write "" for a quotation mark inside the text',
)
OTHER_SEPARATOR = Kind("D222", "the cells are separated by {separator}", severity=Severity.NOTE)
MARKED_TEXT = Kind(
    "D223",
    "in this column the sign for “text” was taken off {count} cells; the first was read as “{text}”",
    severity=Severity.NOTE,
)
BEHIND_QUOTE = Kind(
    "D226",
    "something follows the closing quotation mark; this row is not read",
    'put the separator behind it; write "" for a quotation mark inside the text',
)
STRAY_QUOTE = Kind(
    "D227",
    "a quotation mark stands inside a cell that does not begin with one; this row is not read",
    'put the whole cell in quotes and write "" for the quotation mark inside',
)
TOO_MANY_ROWS = Kind("D228", "the table has more than {limit} rows", "split it")
TOO_MANY_COLUMNS = Kind("D229", "the table has more than {limit} columns", "delete the columns that are not needed")
TOO_MANY_CELLS = Kind("D230", "the table has more than {limit} cells", "split it")

_NAMES = {";": message("semicolons"), "\t": message("tabs")}
_SEPARATOR_LINE = re.compile(r'\ufeff?"?sep=([,;\t])"?(?:\r\n|\r|\n)', re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*+(?:"|\Z)')
_EXCEL_TEXT = re.compile(r'="([^"]*+)"')
_APOSTROPHE = re.compile(r"'(?=[0-9=+\-@'\t\n])")
_LINE_BREAK = re.compile(r"\r\n|\r")
_TO_SEE_THE_SEPARATOR = 100_000


def read_csv(text: str, name: str) -> tuple[list[Row], Lines, list[Diagnostic]]:
    """Return the rows of *text*, blank ones included, and what was found."""
    reader = _CsvReader(text, name)
    reader.run()
    return reader.rows, reader.lines, reader.findings


class _CsvReader:
    """Reads cell by cell; every character is looked at a fixed number of times, whatever stands there."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.lines = Lines(name, text)
        self.rows: list[Row] = []
        self.findings: list[Diagnostic] = []
        self.cells = 0
        self.stopped = False
        self.marked: dict[int, tuple[Location, str, int]] = {}
        self.separator, self.position = _separator(text)
        if self.separator in _NAMES:
            separator = _NAMES[self.separator]
            self.findings.append(OTHER_SEPARATOR.at(self.lines.place(0, 1), separator=separator))
        self.pattern = re.compile(
            r'(?:"(?P<quoted>(?:[^"]++|"")*+)"|(?P<excel>="[^"\r\n]*+")|(?P<plain>[^@\r\n"]*+))'
            r"(?P<end>\r\n|[@\r\n]|\Z)?+".replace("@", self.separator)
        )

    def run(self) -> None:
        """Read to the end, or to the first place where reading on would be guessing."""
        while self.position < len(self.text) and not self.stopped:
            row = self.record()
            if row is not None:
                self.keep(row)
        for place, text, count in self.marked.values():
            self.findings.append(MARKED_TEXT.at(place, count=count, text=cut(text, 60)))

    def record(self) -> Row | None:
        """Return the next row; None after an error."""
        texts: list[str] = []
        starts: list[int] = []
        while not self.stopped:
            start = self.position
            match = self.pattern.match(self.text, start)
            if match is None or match["end"] is None:  # every text matches, with or without an end
                self.wrong(start, start if match is None else match.end())
                return None
            texts.append(self.content(match, len(texts)))
            starts.append(start)
            self.position = match.end()
            if match["end"] != self.separator:
                return Row(tuple(texts), (*starts, match.start("end") + 1), self.lines)
            if len(texts) >= MAX_COLUMNS:
                self.stop(TOO_MANY_COLUMNS.at(self.lines.place(self.position, self.position + 1), limit=MAX_COLUMNS))
        return None

    def keep(self, row: Row) -> None:
        """Add *row*, within the limits."""
        self.cells += len(row.texts)
        if len(self.rows) > MAX_ROWS:
            self.stop(TOO_MANY_ROWS.at(row.place(0), limit=MAX_ROWS))
        elif self.cells > MAX_CELLS:
            self.stop(TOO_MANY_CELLS.at(row.place(0), limit=MAX_CELLS))
        else:
            self.rows.append(row)

    def content(self, match: re.Match[str], column: int) -> str:
        """Return what a cell holds, without its quotes and without the sign that marks a text."""
        if (quoted := match["quoted"]) is not None:
            text = _LINE_BREAK.sub("\n", quoted.replace('""', '"'))
        else:
            text = match[0][: match.start("end") - match.start()]
        if len(text) > MAX_SCALAR:
            place = self.lines.place(match.start(), match.end())
            self.report(TEXT_TOO_LONG.at(place, length=len(text), limit=MAX_SCALAR))
        if text[:1] in ("=", "'") and (plain := _unmarked(text)) != text:
            place = self.lines.place(match.start(), match.start("end"))
            first, shown, count = self.marked.get(column, (place, plain, 0))
            self.marked[column] = (first, shown, count + 1)
            return plain
        return text

    def wrong(self, start: int, end: int) -> None:
        """Say what is wrong with the cell from *start*, readable up to *end*; go on with the next line if possible."""
        begins = ((message("the cell begins here"), self.lines.place(start, start + 1)),)
        here = self.lines.place(end, end + 1)
        if self.text[start] != '"':
            self.report(STRAY_QUOTE.at(here, related=begins))
        elif start == end:
            self.stop(UNCLOSED_QUOTE.at(here))
        else:
            self.report(BEHIND_QUOTE.at(here, related=begins))
        if not any(row.filled for row in self.rows):
            self.stopped = True  # these are the headings; the next row must not be taken for them
        line = here.line
        self.position = self.lines.starts[line] if line < len(self.lines.starts) else len(self.text)

    def report(self, finding: Diagnostic) -> None:
        """Keep *finding*; the one past the limit ends the reading."""
        if len(self.findings) < MAX_FINDINGS:
            self.findings.append(finding)
        else:
            self.stop(TOO_MANY_FINDINGS.at(finding.place, limit=MAX_FINDINGS))

    def stop(self, finding: Diagnostic) -> None:
        """Keep *finding* and end the reading."""
        self.findings.append(finding)
        self.stopped = True


def _separator(text: str) -> tuple[str, int]:
    """Return what separates the cells of *text*, and where its first row begins.

    Excel's own line ``sep=;`` says it; otherwise it is the one of comma, semicolon and tab that stands most often in
    the first row outside quotes, the comma where they are equal.
    """
    said = _SEPARATOR_LINE.match(text)
    if said is not None:
        return said[1], said.end()
    head = _QUOTED.sub("", text[:_TO_SEE_THE_SEPARATOR].lstrip("\r\n"))
    first = re.split(r"[\r\n]", head, maxsplit=1)[0]
    return max(",", ";", "\t", key=first.count), 0


def _unmarked(text: str) -> str:
    """Return *text* without the sign by which Excel keeps it from being a number or a formula."""
    formula = _EXCEL_TEXT.fullmatch(text)
    return formula[1] if formula is not None else _APOSTROPHE.sub("", text, count=1)
