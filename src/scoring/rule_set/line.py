"""A line on the total (总分调整项): one adjustment of the running total."""

from __future__ import annotations

import enum
from dataclasses import field
from fractions import Fraction
from typing import Any

from scoring.diagnostics import Location, Message
from scoring.expressions.tree import Node
from scoring.methods.contract import Branch, Lowered, Method, OwnJudgement
from scoring.records import dataclass
from scoring.rule_set.source import Source
from scoring.rule_set.value import Value


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
        method: the scoring method of ADD and TAKE.
        parameters: its parameters; for CAP_BY its bands of caps.
        coefficient: factor (COEFFICIENT).
        by_drop: number of grades below the claimed one → factor (COEFFICIENT_BY_CLAIM).
        without_claim_skip: no claim means no coefficient; else the sheet is unresolved.
        regrade: the multiplied total is graded again; else the grade before the line stays.
        grade: best grade still allowed (GRADE_AT_MOST).
        sentence: the line as one sentence.
        standard: the quoted standard, "" if none.
        marks_place: where its marks are written: the cap, 最高加分, 最高减分.
        scale: marks the method of ADD and TAKE counts on (``out_of:``), turned into its full marks.
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
    method: Method | None = None
    parameters: Any = None
    marks_place: Location = field(default=Location(""), compare=False)
    standard: str = ""
    scale: Fraction = Fraction(0)
