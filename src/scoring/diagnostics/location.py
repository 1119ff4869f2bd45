"""A place in a file."""

from __future__ import annotations

from dataclasses import field

from scoring.records import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file, counted from 1; line 0 means the file as a whole.

    Attributes:
        file: the file as the user named it, or relative to the rule set's folder; never an absolute path of a machine.
        line: line, from 1.
        column: column in characters, from 1.
        width: how many characters the thing spans on its first line (at least 1).
        text: the source line itself, for excerpts; not part of the place's identity.
    """

    file: str
    line: int = 0
    column: int = 0
    width: int = field(default=1, compare=False)
    text: str = field(default="", compare=False, repr=False)

    def __str__(self) -> str:
        """Return ``file:line:column``, as editors understand it; ``file`` alone for the whole file."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    def inside(self, offset: int, width: int) -> Location:
        """Return the place *offset* characters behind this one on the same line."""
        return Location(self.file, self.line, self.column + offset, max(width, 1), self.text)
