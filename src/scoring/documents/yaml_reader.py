"""Read YAML from the event stream of PyYAML's parser into located nodes; limits hold before anything is built.

The composer and the constructor of PyYAML are not used: the first crashes on deep nesting, the second gives values a
meaning (``no``, ``012``, ``1:30``) that the author did not write.
"""

from __future__ import annotations

from typing import Any

import yaml

from scoring.diagnostics import Diagnostic, Kind, Location
from scoring.documents import yaml_accidents, yaml_lines, yaml_syntax
from scoring.documents.encoding import ESCAPED_CHARACTER, refused_character
from scoring.documents.tree import Node
from scoring.documents.tree_builder import EMPTY_FILE, Frame, TreeBuilder

ANCHOR = Kind(
    "D121", "{name} is an anchor; anchors are not used here", "write the value out; if & is text, put it in quotes"
)
ALIAS = Kind(
    "D122", "{name} is an alias; aliases are not used here", "write the value out; if * is text, put it in quotes"
)
MERGE_KEY = Kind("D123", "<< merges keys from elsewhere; this is not used here", "write the keys out")
TAG = Kind("D124", "{name} is a tag; tags are not used here", "delete it; if ! is text, put the value in quotes")

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""PyYAML's C parser where the platform has it; the other one gives the same events, slower."""


def read_yaml(text: str, name: str, loader: Any = LOADER) -> tuple[Node | None, list[Diagnostic]]:
    """Return the root of *text* and the findings; the root is to be used only if none of them is an error."""
    reader = _YamlReader(text, name)
    try:
        for event in yaml.parse(text, Loader=loader):
            reader.take(event)
            if reader.builder.stopped:
                break
    except yaml.MarkedYAMLError as error:
        reader.broken(error)
    except yaml.YAMLError:  # a character PyYAML's own reader refuses; none is known that `decode` lets through
        reader.builder.report(yaml_syntax.OTHER.at(Location(name)))
    builder = reader.builder
    if not builder.findings and (builder.root is None or _is_nothing(builder.root)):
        builder.report(EMPTY_FILE.at(Location(name)))
    return builder.root, builder.findings


def _is_nothing(node: Node) -> bool:
    """Tell whether *node* is the empty value PyYAML gives for ``---`` alone."""
    return getattr(node, "absent", False)


class _YamlReader:
    """Hands the events of one document to a `TreeBuilder` and recognises what should not be there."""

    def __init__(self, text: str, name: str) -> None:
        lines = text.splitlines()  # the same line ends as YAML's: others were refused as control characters
        lines += ["", ""]
        self.builder = TreeBuilder(name, lines)
        self.comments = {number for number, line in enumerate(lines) if " #" in line or "\t#" in line}
        self.documents = 0
        self.act = {
            yaml.ScalarEvent: self.scalar,
            yaml.MappingStartEvent: self.start,
            yaml.SequenceStartEvent: self.start,
            yaml.MappingEndEvent: self.end,
            yaml.SequenceEndEvent: self.end,
            yaml.AliasEvent: self.alias,
            yaml.DocumentStartEvent: self.document,
        }

    def take(self, event: Any) -> None:
        """Take one event."""
        act = self.act.get(type(event))
        if act is not None:
            act(event)

    def scalar(self, event: Any) -> None:
        """Take a value or key."""
        builder = self.builder
        start, end, text, style = event.start_mark, event.end_mark, event.value, event.style
        line, column = start.line, start.column
        source = builder.lines[line]
        width = end.column - column if end.line == line else len(source.rstrip()) - column
        place = Location(builder.name, line + 1, column + 1, width if width > 1 else 1, source)
        if event.tag is not None or event.anchor is not None:
            self.decorated(event)
        if style:
            self.quoted(text, style, place)
        else:
            if builder.frames and (frame := builder.frames[-1]).mapping and frame.key is None:
                self.plain_key(text, place)
            if end.line in self.comments:
                cut = yaml_accidents.cut_by_comment(text, place, builder.lines[end.line], end.column)
                if cut is not None:
                    builder.report(cut)
        builder.scalar(text, place, quoted=bool(style))

    def plain_key(self, text: str, place: Location) -> None:
        """Look at an unquoted key."""
        if text == "<<":
            self.builder.report(MERGE_KEY.at(place))
        elif text[:1].isspace() or text[-1:].isspace():  # YAML's own blanks are gone: these are full-width ones
            inner = len(text) - len(text.lstrip())
            self.builder.report(yaml_lines.FULL_WIDTH_BLANK.at(place.inside(0, inner) if inner else place))

    def quoted(self, text: str, style: str, place: Location) -> None:
        """Look at a value in quotes or written as a block."""
        if style == '"' and (character := refused_character(text)) is not None:
            self.builder.report(ESCAPED_CHARACTER.at(place, character=character))
        elif style in "|>" and not text.strip():
            self.builder.report(yaml_accidents.empty_block(place))

    def start(self, event: Any) -> None:
        """Take the beginning of a list or mapping."""
        if event.tag is not None or event.anchor is not None:
            self.decorated(event)
        mark = event.start_mark
        mapping = isinstance(event, yaml.MappingStartEvent)
        self.builder.open(mark.line, mark.column, mapping=mapping, flow=bool(event.flow_style))

    def end(self, event: Any) -> None:
        """Take the end of a list or mapping."""
        builder = self.builder
        if builder.frames[-1].flow:
            self.in_brackets(builder.frames[-1])
        builder.close(event.end_mark.line, event.end_mark.column)

    def in_brackets(self, frame: Frame) -> None:
        """Report what commas have done to a list or mapping in brackets."""
        for finding in yaml_accidents.in_brackets(frame):
            self.builder.report(finding)
            if self.builder.stopped:
                break

    def alias(self, event: Any) -> None:
        """Refuse an alias; an empty value stands in its place."""
        mark = event.start_mark
        place = self.builder.place(mark.line, mark.column, event.end_mark.column - mark.column)
        self.builder.report(ALIAS.at(place, name=f"*{event.anchor}"))
        self.builder.scalar(f"*{event.anchor}", place, quoted=True)

    def decorated(self, event: Any) -> None:
        """Refuse an anchor or a tag."""
        mark = event.start_mark
        if event.anchor is not None:
            name = f"&{event.anchor}"
            self.builder.report(ANCHOR.at(self.builder.place(mark.line, mark.column, len(name)), name=name))
        if event.tag is not None:
            self.builder.report(TAG.at(self.builder.place(mark.line, mark.column), name=event.tag))

    def document(self, event: Any) -> None:
        """Take the beginning of a document; there may be one."""
        self.documents += 1
        mark = event.start_mark
        if self.documents > 1:
            self.builder.refuse(yaml_lines.SECOND_DOCUMENT.at(self.builder.place(mark.line, mark.column, 3)))
        if event.version is not None or event.tags:
            self.builder.report(yaml_lines.DIRECTIVE.at(self.builder.place(mark.line, mark.column)))

    def broken(self, error: yaml.MarkedYAMLError) -> None:
        """Say what is wrong where PyYAML could not go on, unless an accident already found explains it."""
        builder = self.builder
        known = len(builder.findings)
        for frame in builder.frames:
            if frame.flow:
                self.in_brackets(frame)
        if len(builder.findings) == known:
            builder.report(yaml_syntax.explain(error, builder))
