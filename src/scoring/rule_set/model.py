"""The rule set (指标体系) once it has been read: frozen, typed, every part with its place."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from dataclasses import field
from fractions import Fraction
from typing import Any

from scoring.diagnostics import Location
from scoring.exact import RoundingMode
from scoring.expressions.tree import Node
from scoring.methods.contract import Branch, Lowered, Method, OwnJudgement, Policy
from scoring.records import dataclass
from scoring.rule_set.fact import Consolidate, Fact, FactType
from scoring.rule_set.line import Line, LineKind
from scoring.rule_set.source import Source, Status
from scoring.rule_set.value import Derived, Value

__all__ = [
    "Basis",
    "Consolidate",
    "Consolidation",
    "CrossCheck",
    "Derived",
    "Fact",
    "FactType",
    "Fingerprint",
    "Grade",
    "Grades",
    "Group",
    "Indicator",
    "Line",
    "LineKind",
    "Part",
    "RoundedAt",
    "Rounding",
    "RuleSet",
    "Source",
    "Status",
    "Tolerance",
    "Value",
]


class RoundedAt(enum.Enum):
    """Where the one rounding happens."""

    INDICATOR = "indicator"
    TOTAL = "total"


class Basis(enum.Enum):
    """What is graded."""

    EXACT = "exact"
    ROUNDED = "rounded"


@dataclass(frozen=True, slots=True)
class Indicator:
    """A leaf of the tree (三级指标): the only thing that is scored.

    Attributes:
        code: short code, A01.
        name: official name.
        path: names of the groups it stands in, outermost first.
        full_marks: 分值, in marks.
        value: its value, None where the method needs none.
        method: the scoring method.
        parameters: the method's parameters.
        lowered: workings, reasons and sentence.
        branches: outcomes settled before the method is asked, in order.
        not_applicable: what becomes of its marks if it is not applicable; None if it never is.
        judgements: the judgements it waits for.
        inputs: names of the facts that it or its value can read.
        standard: the quoted standard (评分标准), "" if none.
        sources: part → source: "standard", "value", and single parameters.
        marks_place: where its full marks are written.
    """

    code: str
    name: str
    path: tuple[str, ...]
    full_marks: Fraction
    value: Value | None
    method: Method
    parameters: Any
    lowered: Lowered
    branches: tuple[Branch, ...] = ()
    not_applicable: Policy | None = None
    judgements: tuple[OwnJudgement, ...] = ()
    inputs: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    standard: str = ""
    sources: tuple[tuple[str, Source], ...] = ()
    written: Any = None
    place: Location = field(default=Location(""), compare=False)
    marks_place: Location = field(default=Location(""), compare=False)

    @property
    def source(self) -> Source | None:
        """Return the source of the standard, or the first source named."""
        by_part = dict(self.sources)
        return by_part.get("standard") or next(iter(by_part.values()), None)


@dataclass(frozen=True, slots=True)
class Group:
    """An inner node of the tree (一级/二级指标)."""

    name: str
    path: tuple[str, ...]  # names from the outermost group down to this one
    full_marks: Fraction
    parts: tuple[Part, ...]
    applies: Node | None = None
    not_applicable: Policy | None = None
    place: Location = field(default=Location(""), compare=False)
    sources: tuple[tuple[str, Source], ...] = ()
    marks_place: Location = field(default=Location(""), compare=False)

    def leaves(self) -> Iterator[Indicator]:
        """Yield the indicators below, in order."""
        for part in self.parts:
            if isinstance(part, Group):
                yield from part.leaves()
            else:
                yield part


Part = Indicator | Group


@dataclass(frozen=True, slots=True)
class Tolerance:
    """What a cross check forgives: an absolute difference, or the rounding of the printed figures."""

    rounding: bool = False
    amount: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """A relation (勾稽关系) that must hold among the facts."""

    name: str
    node: Node
    text: str
    tolerance: Tolerance
    error: bool
    inputs: tuple[str, ...] = ()
    place: Location = field(default=Location(""), compare=False)
    sources: tuple[tuple[str, Source], ...] = ()


@dataclass(frozen=True, slots=True)
class Consolidation:
    """How several units become one department (汇总).

    Attributes:
        weight: name of the fact by which percentages and judgements are averaged.
    """

    weight: str
    sources: tuple[tuple[str, Source], ...] = ()
    place: Location = field(default=Location(""), compare=False)


@dataclass(frozen=True, slots=True)
class Rounding:
    """The one rounding: step in marks, mode, and where."""

    step: Fraction
    mode: RoundingMode
    at: RoundedAt


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade (等级): everything from its floor up to the next better grade's floor."""

    name: str
    floor: Fraction
    english: str = ""


@dataclass(frozen=True, slots=True)
class Grades:
    """The grades, best first; floors strictly falling, the last one 0."""

    basis: Basis
    grades: tuple[Grade, ...]

    def of(self, total: Fraction) -> Grade:
        """Return the grade of *total* (at least 0)."""
        return next((grade for grade in self.grades if total >= grade.floor), self.grades[-1])

    def rank(self, name: str) -> int | None:
        """Return 0 for the best grade, 1 for the next, …; None for an unknown name."""
        return next((rank for rank, grade in enumerate(self.grades) if grade.name == name), None)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """SHA-256 of the meaning (canonical typed content) and of the bytes of a file, as ``sha256:…``."""

    meaning: str
    bytes: str


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class RuleSet:
    """A rule set (指标体系), ready to score with.

    Attributes:
        facts: all facts by name, those that checklists declare included, in order of declaration.
        derived: computed items by name, in an order in which each uses only earlier ones.
        indicators: all leaves in order.
        root: the outermost parts.
        values: code → tree of an indicator's value, guarded, for formulas that name an indicator.
        header_sources: part of the head → source: "rounding", "grades", and single entries such as "grades.floors".
        consolidation: how several units become one; None where nothing is said of it.
        marks_place: where its full marks are written.
        most_place: where the most a total may be is written.
    """

    id: str
    title: str
    version: str
    authority: str
    valid_for: tuple[int, int] | None
    full_marks: Fraction
    total_at_most: Fraction
    rounding: Rounding
    grades: Grades
    sources: Mapping[str, Source]
    facts: Mapping[str, Fact]
    derived: Mapping[str, Derived]
    values: Mapping[str, Node]
    root: tuple[Part, ...]
    indicators: tuple[Indicator, ...]
    lines: tuple[Line, ...]
    cross_checks: tuple[CrossCheck, ...]
    fingerprint: Fingerprint
    header_sources: tuple[tuple[str, Source], ...] = ()
    consolidation: Consolidation | None = None
    place: Location = field(default=Location(""), compare=False)
    marks_place: Location = field(default=Location(""), compare=False)
    most_place: Location = field(default=Location(""), compare=False)

    def indicator(self, code: str) -> Indicator | None:
        """Return the indicator with that *code*, or None."""
        return next((one for one in self.indicators if one.code == code), None)

    def owners(self) -> tuple[Indicator | Line, ...]:
        """Return everything that has workings or a condition: the indicators, then the lines on the total."""
        return (*self.indicators, *self.lines)

    def groups(self) -> tuple[Group, ...]:
        """Return all groups, outer before inner, in order."""
        found: list[Group] = []

        def visit(parts: tuple[Part, ...]) -> None:
            for part in parts:
                if isinstance(part, Group):
                    found.append(part)
                    visit(part.parts)

        visit(self.root)
        return tuple(found)
