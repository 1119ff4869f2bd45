"""What reading one expression keeps at hand: the text, the names in sight, the findings and divisions so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import TYPE_CHECKING, Final

from scoring.diagnostics import Diagnostic, Kind
from scoring.diagnostics.message import Value
from scoring.expressions.characters import Source
from scoring.expressions.names import Declared, Names
from scoring.expressions.parts import Part
from scoring.expressions.tree import Binary, Input
from scoring.records import dataclass

if TYPE_CHECKING:
    from scoring.expressions.grammar import Tokens

MAX_NODES: Final = 500
"""Nodes the tree of an expression may have, repeated parts counted again."""

MAX_LEVELS: Final = 100
"""Levels the tree of an expression may have: a sum of n terms has n."""

TOO_LARGE = Kind(
    "E402",
    "the expression has more than {limit} operations and names",
    "give parts of it names under “derived”",
)
TOO_MANY_LEVELS = Kind(
    "E405",
    "more than {limit} operations follow one upon the other",
    "give parts of it names under “derived”",
)


@dataclass(frozen=True, slots=True)
class Sight:
    """What can be seen from one point of an expression.

    Attributes:
        names: the names known there.
        table: the table whose row is being looked at; None outside folds.
        level: how deep the point is nested.
        compared: the batch function around it, "" outside.
    """

    names: Names
    table: Declared | None = None
    level: int = 0
    compared: str = ""


@dataclass(slots=True)
class Reader:
    """Collects what is found while one expression is read.

    Attributes:
        source: the expression.
        text: the same with half-width punctuation.
        cross_check: ``missing(x)`` is allowed.
        batch: institutions may be compared with the batch.
        among: the fact that limits the peers they are compared with.
        findings: (offset, finding) so far.
        divisions: (offset of the sign, division) so far.
        unknown: names already reported; each is reported where it stands first.
    """

    source: Source
    text: str
    cross_check: bool = False
    batch: bool = False
    among: Input | None = None
    findings: list[tuple[int, Diagnostic]] = field(default_factory=list)
    divisions: list[tuple[int, Binary]] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)

    def report(self, kind: Kind, start: int, end: int, /, **values: Value) -> None:
        """Note a finding about the characters from *start* to *end*."""
        self.findings.append((start, kind.at(self.source.at(start, end), related=(), **values)))

    def written(self, part: Part) -> str:
        """Return *part* as it was written."""
        return self.source.text[part.start : part.end]

    def within_limits(self, part: Part) -> Part | None:
        """Return *part* unless its tree has grown too large or too deep."""
        if part.size > MAX_NODES:
            self.report(TOO_LARGE, part.start, part.end, limit=MAX_NODES)
            return None
        if part.depth > MAX_LEVELS:
            self.report(TOO_MANY_LEVELS, part.start, part.end, limit=MAX_LEVELS)
            return None
        return part


Read = Callable[[Reader, "Tokens", Sight], Part | None]
"""Reads one part of an expression; None after a finding."""
