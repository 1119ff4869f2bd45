"""The rule set (指标体系) once it has been read: frozen, typed, every part with its place."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from scoring.diagnostics import Location, Message
from scoring.exact import RoundingMode
from scoring.expressions.tree import Node, Sort
from scoring.methods.contract import Branch, Lowered, Method, OwnJudgement, Policy
from scoring.units import PLAIN, Unit


class FactType(enum.Enum):
    """Types of a fact (填报项)."""

    COUNT = "count"  # whole, at least 0
    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    YES_NO = "yes_no"
    CHOICE = "choice"
    DATE = "date"
    TEXT = "text"
    TABLE = "table"

    @property
    def sort(self) -> Sort:
        """Return what an input of this type holds."""
        return _SORTS.get(self, Sort.NUMBER)


_SORTS = {
    FactType.YES_NO: Sort.TRUTH,
    FactType.CHOICE: Sort.CHOICE,
    FactType.DATE: Sort.DATE,
    FactType.TEXT: Sort.TEXT,
    FactType.TABLE: Sort.TABLE,
}


class Status(enum.Enum):
    """How a standard is known."""

    OFFICIAL = "official"  # seen on the issuer's page
    ADAPTED = "adapted"  # seen on a mirror, in a filled table, in notes
    RECALLED = "recalled"  # general knowledge of the document, not read
    CONSTRUCTED = "constructed"  # ours


class RoundedAt(enum.Enum):
    """Where the one rounding happens."""

    INDICATOR = "indicator"
    TOTAL = "total"


class Basis(enum.Enum):
    """What is graded."""

    EXACT = "exact"
    ROUNDED = "rounded"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a standard or a parameter comes from."""

    id: str
    title: str
    status: Status
    url: str = ""
    about: str = ""
    place: Location = field(default=Location(""), compare=False)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing a department fills in (填报项).

    Attributes:
        name: the official name.
        type: see `FactType`.
        unit: unit in which it is stored and computed with.
        decimals: digits behind the point it is expected to have; more are a warning, never cut.
        at_least: least allowed value, in its unit (for percent: the ratio); None for no limit.
        at_most: largest allowed value.
        one_of: the words of a choice.
        columns: the columns of a table.
        required: whether its absence is a finding of its own.
        about: definition for the person who fills it in.
        basis: 预算 or 决算.
        period: 本年, 上年.
        item_of: code of the checklist that declares it, "" otherwise.
    """

    name: str
    type: FactType
    unit: Unit = PLAIN
    decimals: int | None = None
    at_least: Fraction | None = None
    at_most: Fraction | None = None
    one_of: tuple[str, ...] = ()
    columns: tuple[Fact, ...] = ()
    required: bool = False
    about: str = ""
    basis: str = ""
    period: str = ""
    item_of: str = ""
    place: Location = field(default=Location(""), compare=False)

    def column(self, name: str) -> Fact | None:
        """Return the column called *name*, or None."""
        return next((column for column in self.columns if column.name == name), None)


@dataclass(frozen=True, slots=True)
class Derived:
    """A computed item (计算项): a guarded tree, its formula as written, its unit."""

    name: str
    node: Node
    text: str
    unit: Unit
    place: Location = field(default=Location(""), compare=False)


@dataclass(frozen=True, slots=True)
class Value:
    """The value (值) of an indicator.

    Attributes:
        node: the formula's tree, without guards.
        text: the formula as written.
        unit: unit in which it is shown and its parameters are written.
    """

    node: Node
    text: str
    unit: Unit
    place: Location = field(default=Location(""), compare=False)


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

    def leaves(self) -> Iterator[Indicator]:
        """Yield the indicators below, in order."""
        for part in self.parts:
            if isinstance(part, Group):
                yield from part.leaves()
            else:
                yield part


Part = Indicator | Group


class LineKind(enum.Enum):
    """Kinds of lines on the total (总分调整项)."""

    CAP = "cap"
    CAP_BY = "cap_by"
    COEFFICIENT = "coefficient"
    COEFFICIENT_BY_CLAIM = "coefficient_by_claim"
    ADD = "add"
    TAKE = "take"
    GRADE_AT_MOST = "grade_at_most"


@dataclass(frozen=True, slots=True)
class Line:
    """One adjustment of the running total.

    Attributes:
        kind: see `LineKind`.
        name: what it is called on the sheet.
        when: condition; None for always.
        cap: largest total (CAP).
        lowered: for CAP_BY: workings whose MARKS is the cap (a number above every total where there is none);
            for ADD and TAKE: workings whose MARKS is the amount.
        branches: outcomes settled first, for CAP_BY, ADD and TAKE.
        value: the value that decides (CAP_BY, and ADD/TAKE with a value).
        full_marks: 最高加分 or 最高减分.
        coefficient: factor (COEFFICIENT).
        by_drop: number of grades below the claimed one → factor (COEFFICIENT_BY_CLAIM).
        without_claim_skip: no claim means no coefficient; else the sheet is unresolved.
        regrade: the multiplied total is graded again; else the grade before the line stays.
        grade: best grade still allowed (GRADE_AT_MOST).
        sentence: the line as one sentence.
    """

    kind: LineKind
    name: str
    sentence: Message
    when: Node | None = None
    cap: Fraction | None = None
    lowered: Lowered | None = None
    branches: tuple[Branch, ...] = ()
    value: Value | None = None
    full_marks: Fraction = Fraction(0)
    coefficient: Fraction = Fraction(1)
    by_drop: tuple[tuple[int, Fraction], ...] = ()
    without_claim_skip: bool = True
    regrade: bool = True
    grade: str = ""
    judgements: tuple[OwnJudgement, ...] = ()
    inputs: tuple[str, ...] = ()
    sources: tuple[tuple[str, Source], ...] = ()
    written: Any = None
    place: Location = field(default=Location(""), compare=False)


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
    place: Location = field(default=Location(""), compare=False)

    def indicator(self, code: str) -> Indicator | None:
        """Return the indicator with that *code*, or None."""
        return next((one for one in self.indicators if one.code == code), None)

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
