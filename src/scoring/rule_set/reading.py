"""What the readers of this room share: the shape reader, the sources and names there are, what was refused."""

from __future__ import annotations

from dataclasses import field
from typing import Final

from scoring.diagnostics import Diagnostic, Kind, Location, Message, Severity, message
from scoring.diagnostics.nearest import nearest
from scoring.documents.shape import Shape
from scoring.documents.tree import Mapping, Node, Scalar
from scoring.expressions.characters import stable
from scoring.expressions.expected import Expected, Typed
from scoring.expressions.names import Names, canonical
from scoring.expressions.parse import read_expression
from scoring.methods.parameters import start
from scoring.records import dataclass
from scoring.rule_set.model import Source
from scoring.units import Unit, read_unit

NO_SOURCE: Final = Kind(
    "R100",
    "{what} has no source",
    "add source: with the id of the document it comes from, or of your own source if you chose it",
    Severity.WARNING,
)
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
    "name one of: {known}; or write the id of one source alone",
)
TWICE: Final = Kind(
    "R130", "{name} is declared twice (names are compared without regard to width)", "delete or rename one of them"
)
NOT_A_UNIT: Final = Kind("R139", "“{text}” is not a unit", "write a word such as 万元, 人, 人次 or %, without a number")
UNSTABLE_NAME: Final = Kind(
    "R149", "the name {name} is written with look-alike characters", "write {right}, as formulas will have to"
)

SECONDARY: Final = ("E201", "E208", "E212")
"""Findings about names that are not known: no news where the name was refused at its declaration."""

MAX_UNIT: Final = 20


@dataclass(slots=True)
class Reader:
    """Collects findings and knows the sources while a rule set is read.

    Attributes:
        refused: names that were declared, but not so that they could be used; formulas naming them are not at fault.
        all_refused: whether a whole list of names could not be read.
        sources_refused: whether the list of sources could not be read.
    """

    findings: list[Diagnostic] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    all_refused: bool = False
    sources_refused: bool = False
    shape: Shape = field(init=False)

    def __post_init__(self) -> None:
        self.shape = Shape(self.findings)

    def refuse(self, *names: str) -> None:
        """Remember that *names* were declared."""
        self.refused.update(canonical(name) for name in names)

    def primary(self) -> tuple[Diagnostic, ...]:
        """Return the findings in the order of the file, without those that only follow from others."""
        kept = (finding for finding in self.findings if not self._follows(finding))
        return tuple(sorted(dict.fromkeys(kept), key=lambda finding: finding.order))

    def _follows(self, finding: Diagnostic) -> bool:
        if finding.code not in SECONDARY:
            return False
        values = dict(finding.text.values)
        name = values.get("name", values.get("code", ""))
        return self.all_refused or (isinstance(name, str) and canonical(name) in self.refused)

    def source(self, id_: str, place: Location) -> Source | None:
        """Return the source called *id_*, or report at *place* that there is none."""
        if id_ in self.sources or self.sources_refused or canonical(id_) in self.refused:
            return self.sources.get(id_)
        near = nearest(id_, self.sources)
        if near is None:
            self.findings.append(UNKNOWN_SOURCE.at(place, source=id_, known=tuple(self.sources)))
        else:
            self.findings.append(MISSPELT_SOURCE.at(place, source=id_, nearest=near))
        return None

    def needs_source(self, owner: Mapping, what: str | Message, place: Location) -> None:
        """Report at *place* that the ``source:`` of *owner* names none: it is left out, or an empty list of parts."""
        node = owner.get("source")
        if node is None or (isinstance(node, Mapping) and not node.entries):
            self.findings.append(NO_SOURCE.at(place, what=what))

    def source_parts(self, node: Node | None, parts: tuple[str, ...]) -> tuple[tuple[str, Source], ...]:
        """Read ``source:``, one id or a map from parts to ids, in the order of *parts*; a single id is the first's."""
        if node is None:
            return ()
        if isinstance(node, Scalar):
            id_ = self.shape.text(node, message("the source"))
            found = None if id_ is None else self.source(id_, node.place)
            return () if found is None else ((parts[0], found),)
        mapping = self.shape.mapping(node, message("the source"))
        result = () if mapping is None else self._parts(mapping, parts)
        return tuple(sorted(result, key=lambda one: parts.index(one[0])))

    def _parts(self, mapping: Mapping, parts: tuple[str, ...]) -> tuple[tuple[str, Source], ...]:
        result: list[tuple[str, Source]] = []
        for entry in mapping:
            part = entry.key.text
            if part not in parts:
                self.findings.append(UNKNOWN_PART.at(entry.key.place, part=part, known=parts))
                continue
            id_ = self.shape.text(entry.value, message("the source of {part}", part=part))
            found = None if id_ is None else self.source(id_, entry.value.place)
            if found is not None:
                result.append((part, found))
        return tuple(result)

    def unit(self, node: Node | None) -> Unit | None:
        """Return the unit written in *node*."""
        text = self.shape.text(node, key("unit"))
        if text is None or node is None:
            return None
        if len(text) > MAX_UNIT or any(one.isdecimal() or one.isspace() for one in text) or not _parted(text):
            self.findings.append(NOT_A_UNIT.at(node.place, text=text[:MAX_UNIT]))
            return None
        return read_unit(text)

    def steady(self, name: str, place: Location) -> bool:
        """Tell whether *name* is written as formulas will name it; a finding at *place* if not."""
        right = stable(name)
        if right != name:
            self.findings.append(UNSTABLE_NAME.at(place, name=name, right=right))
        return right == name

    def condition(self, node: Node | None, names: Names, name: str) -> Typed | None:
        """Read a condition under the key *name*."""
        text = self.shape.text(node, key(name))
        if text is None or node is None:
            return None
        typed, findings = read_expression(text, start(node), names, expect=Expected.TRUTH)
        self.findings.extend(findings)
        return typed


def _parted(text: str) -> bool:
    """Tell whether every ``/`` of a unit stands between two units."""
    return text.count("/") <= 1 and all(text.split("/"))


def key(name: str) -> Message:
    """Return how findings call the key *name*."""
    return message("{key}", key=name)
