"""From a stream of openings, values and closings to the value tree, within the limits.

Both readers (YAML, JSON) drive this builder, so duplicate keys, depth and size are refused in one place and in one way.
It keeps its own stack; hostile nesting cannot exhaust Python's.
"""

from __future__ import annotations

from scoring.diagnostics import Diagnostic, Kind, Location, Severity, message
from scoring.diagnostics.width import cut
from scoring.documents.limits import MAX_DEPTH, MAX_FINDINGS, MAX_KEY, MAX_NODES, MAX_SCALAR
from scoring.documents.tree import Entry, Mapping, Node, Scalar, Sequence

EMPTY_FILE = Kind("D108", "the file is empty", "write the content, or name another file")
TOO_DEEP = Kind(
    "D110",
    "lists and mappings stand more than {limit} deep inside each other",
    "write it flatter; if this was not meant, look for a bracket that is not closed",
)
TOO_MANY_VALUES = Kind(
    "D111", "the file has more than {limit} values", "split it, or hand in large tables as CSV or as a workbook"
)
TEXT_TOO_LONG = Kind(
    "D112",
    "this value has {length} characters; at most {limit} are accepted",
    "shorten it; put long material into a document of its own and name that document here",
)
KEY_TOO_LONG = Kind(
    "D113",
    "this key has {length} characters; at most {limit} are accepted",
    "shorten it; explanations belong into a value",
)
TOO_MANY_FINDINGS = Kind(
    "D114",
    "reading stopped after {limit} findings",
    "correct the ones shown and read the file again",
)
DUPLICATE_KEY = Kind(
    "D120",
    "the key {key} stands twice, in line {first} and in line {second}",
    "keep one of the two; if both are meant, give them different names",
)
COMPLEX_KEY = Kind(
    "D127", "a list or a mapping stands where a key is expected", "write a single word or name as the key"
)
EMPTY_KEY = Kind("D128", "there is no key before the colon", "write the key before the colon")


class Frame:
    """A list or mapping that is not closed yet."""

    __slots__ = ("column", "entries", "flow", "items", "key", "line", "mapping", "seen")

    def __init__(self, line: int, column: int, *, mapping: bool, flow: bool) -> None:
        self.line = line
        self.column = column
        self.mapping = mapping
        self.flow = flow
        self.items: list[Node] = []
        self.entries: list[Entry] = []
        self.key: Scalar | None = None
        self.seen: dict[str, Location] = {}


class TreeBuilder:
    """Collects nodes and findings; lines and columns given to it count from 0.

    Attributes:
        lines: the source lines, with one empty line behind the last.
        findings: what was found so far.
        frames: the lists and mappings still open, outermost first.
        root: the finished outermost value, or None.
        stopped: set when reading must end: a limit was passed or there are too many findings.
    """

    __slots__ = ("findings", "frames", "lines", "name", "nodes", "root", "stopped")

    def __init__(self, name: str, lines: list[str]) -> None:
        self.name = name
        self.lines = lines
        self.findings: list[Diagnostic] = []
        self.frames: list[Frame] = []
        self.root: Node | None = None
        self.nodes = 0
        self.stopped = False

    def place(self, line: int, column: int, width: int = 1) -> Location:
        """Return the place of *width* characters at *line* and *column*."""
        return Location(self.name, line + 1, column + 1, width if width > 1 else 1, self.lines[line])

    def report(self, finding: Diagnostic) -> None:
        """Keep *finding*; the one past the limit ends the reading."""
        if len(self.findings) < MAX_FINDINGS:
            self.findings.append(finding)
        elif not self.stopped:
            self.findings.append(TOO_MANY_FINDINGS.at(finding.place, limit=MAX_FINDINGS))
            self.stopped = True

    def refuse(self, finding: Diagnostic) -> None:
        """Keep *finding* and end the reading."""
        self.report(finding)
        self.stopped = True

    def open(self, line: int, column: int, *, mapping: bool, flow: bool) -> None:
        """Begin a list or mapping."""
        if len(self.frames) >= MAX_DEPTH:
            self.refuse(TOO_DEEP.at(self.place(line, column), limit=MAX_DEPTH))
            return
        self.frames.append(Frame(line, column, mapping=mapping, flow=flow))

    def scalar(self, text: str, place: Location, *, quoted: bool) -> Scalar:
        """Add a value or key."""
        if len(text) > MAX_SCALAR:
            self.report(TEXT_TOO_LONG.at(place, length=len(text), limit=MAX_SCALAR))
        node = Scalar(text, place, quoted)
        self._attach(node)
        return node

    def close(self, line: int, column: int) -> None:
        """End the innermost list or mapping, whose last character stands before *line* and *column*."""
        frame = self.frames.pop()
        width = column - frame.column if frame.flow and frame.line == line else self._first_line_width(frame)
        place = self.place(frame.line, frame.column, width)
        node = Mapping(tuple(frame.entries), place) if frame.mapping else Sequence(tuple(frame.items), place)
        self._attach(node)

    def _first_line_width(self, frame: Frame) -> int:
        """Return how far the parts of *frame* reach on the line it begins on."""
        if frame.flow:
            return len(self.lines[frame.line].rstrip()) - frame.column
        parts: list[Node] = [frame.entries[0].key, frame.entries[0].value] if frame.entries else frame.items[:1]
        ends = [part.place.column - 1 + part.place.width for part in parts if part.place.line == frame.line + 1]
        return max(ends, default=frame.column + 1) - frame.column

    def _attach(self, node: Node) -> None:
        """Put *node* where it belongs: as item, key, value or root."""
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self.refuse(TOO_MANY_VALUES.at(node.place, limit=MAX_NODES))
            return
        if not self.frames:
            self.root = node
            return
        frame = self.frames[-1]
        if not frame.mapping:
            frame.items.append(node)
        elif frame.key is None:
            frame.key = self._key(frame, node)
        else:
            frame.entries.append(Entry(frame.key, node))
            frame.key = None

    def _key(self, frame: Frame, node: Node) -> Scalar:
        """Return *node* as a key of *frame*, having looked at what can be wrong with it."""
        if not isinstance(node, Scalar):
            self.report(COMPLEX_KEY.at(node.place))
            return Scalar("", node.place)
        text = node.text
        if not text.strip():
            self.report(EMPTY_KEY.at(node.place))
        elif len(text) > MAX_KEY:
            self.report(KEY_TOO_LONG.at(node.place, length=len(text), limit=MAX_KEY))
        elif (first := frame.seen.setdefault(text, node.place)) is not node.place:
            related = ((message("the first time"), first),)
            shown, lines = cut(text, 60), (first.line, node.place.line)
            self.report(DUPLICATE_KEY.at(node.place, related=related, key=shown, first=lines[0], second=lines[1]))
        return node


def refused(findings: list[Diagnostic]) -> bool:
    """Tell whether a document with these *findings* may not be used."""
    return any(finding.severity is Severity.ERROR for finding in findings)
