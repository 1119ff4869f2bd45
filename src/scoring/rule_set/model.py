"""The rule set (指标体系) once it has been read: frozen, typed, every part with its place."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from fractions import Fraction

from scoring.diagnostics import Location
from scoring.exact import RoundingMode
from scoring.expressions.tree import Node
from scoring.methods.contract import Policy
from scoring.records import dataclass
from scoring.rule_set.fact import Consolidate, Fact, FactType
from scoring.rule_set.indicator import Indicator
from scoring.rule_set.line import Line, LineKind
from scoring.rule_set.source import Source, Status
from scoring.rule_set.target import Targets
from scoring.rule_set.value import Derived, Value

__all__ = [
    "Basis",
    "Choosing",
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


class Choosing(enum.Enum):
    """Whether a group counts all its parts, or which of them."""

    ALL = "all"
    ONE_DECLARED = "one_declared"  # 二者择其一: the department says which
    ONE_BETTER = "one_better"  # 择优: the part with more marks
    ANY_EVEN = "any_even"  # 可选项: those the department names share the marks evenly
    ANY_DECLARED = "any_declared"  # 可选项: the department says how many marks each has


@dataclass(frozen=True, slots=True)
class Group:
    """An inner node of the tree (一级/二级指标).

    Attributes:
        path: names from the outermost group down to this one.
        scale: marks its parts add up to (``out_of:``), turned into its full marks.
        written_marks: its full marks as they are written, before those of the groups above are turned into theirs.
        choosing: which parts count; where that is not all of them, each has the marks of the group.
        targets: how its rows are taken from the department's own table; None for a group with parts of its own.
    """

    name: str
    path: tuple[str, ...]
    full_marks: Fraction
    parts: tuple[Part, ...]
    applies: Node | None = None
    not_applicable: Policy | None = None
    place: Location = field(default=Location(""), compare=False)
    sources: tuple[tuple[str, Source], ...] = ()
    marks_place: Location = field(default=Location(""), compare=False)
    scale: Fraction = Fraction(0)
    written_marks: Fraction = Fraction(0)
    choosing: Choosing = Choosing.ALL
    targets: Targets | None = None

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

    @property
    def unit(self) -> Fraction:
        """Return what full marks are a multiple of, so that no marks that are shown go past them.

        Two steps where halves of the total are rounded to even: the marks shown are the difference of two totals.
        """
        even = self.at is RoundedAt.TOTAL and self.mode is RoundingMode.HALF_EVEN
        return 2 * self.step if even else self.step


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
        unfilled: the rule set of which this is one submission's: with the rows of its target table; None for itself.
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
    unfilled: RuleSet | None = None

    def indicator(self, code: str) -> Indicator | None:
        """Return the indicator with that *code*, or None."""
        return next((one for one in self.indicators if one.code == code), None)

    def owners(self) -> tuple[Indicator | Line, ...]:
        """Return everything that has workings or a condition: indicators, examples of target rows, lines."""
        examples = [one.example for group in self.groups() if group.targets for one in group.targets.templates]
        return (*self.indicators, *examples, *self.lines)

    def target_groups(self) -> tuple[Group, ...]:
        """Return the groups whose rows come from the department's own table of targets, in order."""
        return tuple(group for group in self.groups() if group.targets is not None)

    def groups(self) -> tuple[Group, ...]:
        """Return all groups, outer before inner, in order."""
        return tuple(groups_in(self.root))


def groups_in(parts: Iterable[Part]) -> Iterator[Group]:
    """Yield the groups among *parts* and below, outer before inner, in order."""
    for part in parts:
        if isinstance(part, Group):
            yield part
            yield from groups_in(part.parts)
