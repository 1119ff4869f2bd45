"""What the readers of this room share: the shape reader, the sources, the ids they may name."""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from typing import Final

from scoring.diagnostics import Diagnostic, Kind, Message, message
from scoring.diagnostics.nearest import nearest
from scoring.documents.shape import Shape
from scoring.documents.tree import Mapping, Node, Scalar
from scoring.rule_set.model import Source

UNKNOWN_SOURCE: Final = Kind(
    "R101",
    "there is no source {source}",
    "declare it under sources:, or name one of: {known}",
)
MISSPELT_SOURCE: Final = Kind(
    "R102",
    "there is no source {source}; the nearest is {nearest}",
    "write {nearest}, or declare {source} under sources:",
)
UNKNOWN_PART: Final = Kind(
    "R103",
    "a source is given for {part}, which this entry does not have",
    "name standard, value or one of its parameters: {known}",
)


@dataclass(slots=True)
class Reader:
    """Collects findings and knows the sources while a rule set is read."""

    findings: list[Diagnostic] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    shape: Shape = field(init=False)

    def __post_init__(self) -> None:
        self.shape = Shape(self.findings)

    def source(self, id_: str, node: Node) -> Source | None:
        """Return the source called *id_*, or report at *node* that there is none."""
        if id_ in self.sources:
            return self.sources[id_]
        near = nearest(id_, self.sources)
        if near is None:
            self.findings.append(UNKNOWN_SOURCE.at(node.place, source=id_, known=tuple(self.sources)))
        else:
            self.findings.append(MISSPELT_SOURCE.at(node.place, source=id_, nearest=near))
        return None

    def source_parts(self, node: Node | None, parts: tuple[str, ...]) -> tuple[tuple[str, Source], ...]:
        """Read ``source:``, one id or a map from parts to ids; a single id is that of the standard."""
        if node is None:
            return ()
        if isinstance(node, Scalar):
            id_ = self.shape.text(node, message("the source"))
            found = None if id_ is None else self.source(id_, node)
            return () if found is None else (("standard", found),)
        mapping = self.shape.mapping(node, message("the source"))
        return () if mapping is None else self._parts(mapping, parts)

    def _parts(self, mapping: Mapping, parts: tuple[str, ...]) -> tuple[tuple[str, Source], ...]:
        result: list[tuple[str, Source]] = []
        for entry in mapping:
            part = entry.key.text
            if part not in parts:
                self.findings.append(UNKNOWN_PART.at(entry.key.place, part=part, known=parts))
                continue
            id_ = self.shape.text(entry.value, message("the source of {part}", part=part))
            found = None if id_ is None else self.source(id_, entry.value)
            if found is not None:
                result.append((part, found))
        return tuple(result)


def key(name: str) -> Message:
    """Return how findings call the key *name*."""
    return message("{key}", key=name)


def words_by_value(words: Map[str, object] | type) -> tuple[str, ...]:
    """Return the words of an enum as they are written in rule files."""
    return tuple(str(member.value) for member in words)  # type: ignore[union-attr]
