"""A finding about a file: what is wrong, where, and what to do."""

from __future__ import annotations

import enum
from collections.abc import Iterable

from scoring.diagnostics.location import Location
from scoring.diagnostics.message import Message, Value
from scoring.records import dataclass


class Severity(enum.Enum):
    """How bad a finding is."""

    ERROR = "error"  # the input, or this part of it, cannot be used
    WARNING = "warning"  # used, but somebody should look
    NOTE = "note"  # said for the record: a conversion, a default


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding (问题).

    Attributes:
        code: family letter and number, with one meaning for ever.
        severity: see `Severity`.
        text: what was found.
        place: where.
        hint: what to do, as an instruction; None where nothing sensible can be said.
        related: further places, each with a caption.
    """

    code: str
    severity: Severity
    text: Message
    place: Location
    hint: Message | None = None
    related: tuple[tuple[Message, Location], ...] = ()

    @property
    def order(self) -> tuple[str, int, int, str]:
        """Return the key by which findings are listed: file, line, column, code."""
        return (self.place.file, self.place.line, self.place.column, self.code)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding, declared once beside the code that finds it.

    Attributes:
        code: family letter (D documents, E expressions, R rule sets, S submissions, A audit, C commands) and number.
        text: English template of what was found.
        hint: English template of what to do; shares the values of *text*.
        severity: see `Severity`.
    """

    code: str
    text: str
    hint: str = ""
    severity: Severity = Severity.ERROR

    def at(self, place: Location, *, related: Iterable[tuple[Message, Location]] = (), **values: Value) -> Diagnostic:
        """Return this finding at *place* with its *values* filled in."""
        items = tuple(values.items())
        hint = Message(self.hint, items) if self.hint else None
        return Diagnostic(self.code, self.severity, Message(self.text, items), place, hint, tuple(related))


def has_errors(findings: Iterable[Diagnostic]) -> bool:
    """Tell whether any of *findings* is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)
