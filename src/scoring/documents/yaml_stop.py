"""Where the YAML parser stopped, for the functions that explain why."""

from __future__ import annotations

from scoring.diagnostics import Location
from scoring.documents.tree_builder import TreeBuilder
from scoring.records import dataclass


@dataclass(frozen=True, slots=True)
class Stop:
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
