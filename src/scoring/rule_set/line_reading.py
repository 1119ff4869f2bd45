"""What the readers of lines on the total share."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from scoring.diagnostics import Kind, Location
from scoring.documents.tree import Mapping
from scoring.exact import ONE
from scoring.expressions.expected import Typed
from scoring.methods.contract import Method
from scoring.records import dataclass
from scoring.rule_set.compile import Compiling
from scoring.rule_set.computed import Draft
from scoring.rule_set.model import Grades
from scoring.rule_set.reading import Reader

WHEN_NEEDED: Final = Kind("R167", "{kind} has no when: it would always take effect", "add when: with its condition")


@dataclass(frozen=True, slots=True)
class LineDraft:
    """A line whose expressions have not been read yet.

    Attributes:
        kind: the key that says what it does: cap, cap_by, coefficient, add, take, grade_at_most.
        marks: 最高加分 or 最高减分.
        method: the method of a line that adds or takes.
        value: its value, where it has one that can be read.
        scale: marks that method counts on.
    """

    kind: str
    name: str
    mapping: Mapping
    place: Location
    marks: Fraction | None = None
    method: Method | None = None
    value: Draft | None = None
    scale: Fraction = ONE


@dataclass(frozen=True, slots=True)
class LineReading:
    """What the reader of a line may use.

    Attributes:
        ceiling: the marks the total can reach with everything added.
    """

    compiling: Compiling
    grades: Grades | None
    full_marks: Fraction | None
    ceiling: Fraction

    @property
    def reader(self) -> Reader:
        """Return the shared reader."""
        return self.compiling.reader

    def needed_condition(self, draft: LineDraft) -> Typed | None:
        """Read ``when:``, without which the line makes no sense; None after a finding."""
        if "when" not in draft.mapping:
            self.reader.findings.append(WHEN_NEEDED.at(draft.place, kind=draft.kind))
            return None
        return self.compiling.condition(draft.mapping, "when")
