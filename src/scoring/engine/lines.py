"""The lines on the total, each applied to the running total before it; both ends of an interval are carried along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from scoring.diagnostics import Message, Quantity, message
from scoring.engine.leaf import LeafResult, evaluate
from scoring.engine.sheet import Lacking
from scoring.engine.world import SubmissionWorld
from scoring.expressions.outcomes import NO_CAUSES, Cause, Truths
from scoring.expressions.possible import possible
from scoring.rule_set.model import Grade, Line, LineKind

Ends = tuple[Fraction, Fraction]
Rounder = Callable[[Fraction], Fraction]

ALWAYS = Truths(True, False)


@dataclass(frozen=True, slots=True)
class Running:
    """The total so far.

    Attributes:
        low, high: bounds of the running total.
        best: the best grade still allowed (`grade_at_most`), and whether that is certain.
        fixed: bounds of the grade, where a line keeps the grade of the total before it.
    """

    low: Fraction
    high: Fraction
    best_high: Grade | None = None  # certainly at most this
    best_low: Grade | None = None  # perhaps at most this
    fixed: tuple[Grade, Grade] | None = None


@dataclass(frozen=True, slots=True)
class Applied:
    """One line applied.

    Attributes:
        after: the running total behind it.
        low, high: bounds of its signed amount.
        text: what to say of it; None while it is open.
        code: code of that reason.
        causes: what is missing and still matters.
        result: the method's result, for lines that add or take.
    """

    after: Running
    low: Fraction
    high: Fraction
    code: str
    text: Message | None
    causes: frozenset[Cause] = NO_CAUSES
    result: LeafResult | None = None


@dataclass(frozen=True, slots=True)
class Lining:
    """What lines may use: the world, the rounding of each line's result, the grading."""

    world: SubmissionWorld
    rounder: Rounder
    graded: Callable[[Fraction], Grade]

    @property
    def claimed(self) -> Grade | None:
        """Return the claimed grade: stated, or that of the claimed total."""
        claims, grades = self.world.submission.claims, self.world.rules.grades
        rank = grades.rank(claims.grade)
        if rank is not None:
            return grades.grades[rank]
        return None if claims.total is None else self.graded(claims.total)


def apply(line: Line, running: Running, lining: Lining) -> Applied:
    """Return *line* applied to *running*."""
    condition: Truths = ALWAYS
    if line.when is not None:
        outcome = possible(line.when, lining.world, lining.world.trees)
        assert isinstance(outcome, Truths)
        condition = outcome
    if not condition.yes:
        return Applied(running, Fraction(0), Fraction(0), "line.unmet", message("its condition does not hold"))
    taken = _APPLY[line.kind](line, running, lining)
    if condition.certain:
        return taken
    after = Running(
        min(running.low, taken.after.low),
        max(running.high, taken.after.high),
        running.best_high,
        _worse(running.best_low, taken.after.best_low, lining),
        taken.after.fixed or running.fixed,
    )
    zero = Fraction(0)
    causes = condition.causes | taken.causes
    return Applied(after, min(zero, taken.low), max(zero, taken.high), taken.code, None, causes, taken.result)


def _worse(one: Grade | None, other: Grade | None, lining: Lining) -> Grade | None:
    if one is None or other is None:
        return one or other
    grades = lining.world.rules.grades
    return max(one, other, key=lambda grade: grades.rank(grade.name) or 0)


def _moved(
    running: Running,
    low: Fraction,
    high: Fraction,
    lining: Lining,
    code: str,
    text: Message | None,
    causes: frozenset[Cause] = NO_CAUSES,
    fixed: tuple[Grade, Grade] | None = None,
    result: LeafResult | None = None,
) -> Applied:
    """Return the running total moved to [low, high], rounded, never below 0."""
    zero = Fraction(0)
    low, high = lining.rounder(max(zero, low)), lining.rounder(max(zero, high))
    after = Running(low, high, running.best_high, running.best_low, fixed or running.fixed)
    if running.low == running.high:
        amounts = (low - running.low, high - running.high)
    else:
        amounts = (min(low - running.low, high - running.high), max(low - running.low, high - running.high))
        amounts = (min(amounts[0], low - running.high), max(amounts[1], high - running.low))
    return Applied(after, *amounts, code, text if low == high else None, causes, result)


def _cap(line: Line, running: Running, lining: Lining) -> Applied:
    assert line.cap is not None
    return _capped(line.cap, line.cap, running, lining, message("the total is at most {cap} marks", cap=line.cap))


def _capped(
    least: Fraction,
    most: Fraction,
    running: Running,
    lining: Lining,
    rule: Message,
    causes: frozenset[Cause] = NO_CAUSES,
) -> Applied:
    low, high = min(running.low, least), min(running.high, most)
    if high == running.high and low == running.low:
        text = message("{rule}; {before} is not above it", rule=rule, before=_marks(running.high))
        return _moved(running, low, high, lining, "line.cap_not_reached", text, causes)
    text = message("{rule}; {before} is cut to {cap}", rule=rule, before=_marks(running.high), cap=_marks(high))
    return _moved(running, low, high, lining, "line.capped", text, causes)


def _marks(value: Fraction) -> Quantity:
    return Quantity(value)


def _cap_by(line: Line, running: Running, lining: Lining) -> Applied:
    assert line.lowered is not None
    result = evaluate(line.lowered, (), line.full_marks, None, 0, lining.world)
    low = line.full_marks if result.low is None else result.low
    high = line.full_marks if result.high is None else result.high
    if result.spreads or low is None:
        high = line.full_marks
    value = result.values.get("value") if result.values else None
    shown = (
        Quantity(value, str(line.value.unit), 2) if line.value and isinstance(value, Fraction) else message("unknown")
    )
    if low == high == line.full_marks:
        text = message("{value} is {shown}: no cap", value=line.value.text if line.value else "", shown=shown)
        return _moved(running, running.low, running.high, lining, "line.no_cap", text, result.causes, result=result)
    rule = message(
        "{value} is {shown}: at most {cap} marks", value=line.value.text if line.value else "", shown=shown, cap=low
    )
    return _capped(low, high, running, lining, rule, result.causes)


def _coefficient(line: Line, running: Running, lining: Lining) -> Applied:
    text = message("{before} × {coefficient}", before=_marks(running.high), coefficient=Quantity(line.coefficient, "%"))
    factor = line.coefficient
    return _moved(running, running.low * factor, running.high * factor, lining, "line.coefficient", text)


def _by_claim(line: Line, running: Running, lining: Lining) -> Applied:
    """Multiply by the coefficient for so many grades below the claimed one."""
    claimed = lining.claimed
    before = (lining.graded(running.low), lining.graded(running.high))
    fixed = None if line.regrade else before
    if claimed is None:
        if line.without_claim_skip:
            text = message("nothing was claimed, so nothing is multiplied")
            return _moved(running, running.low, running.high, lining, "line.no_claim", text)
        least = min(factor for _, factor in line.by_drop)
        causes = frozenset({Cause(Lacking.CLAIM.value, "grade")})
        return _moved(running, running.low * least, running.high, lining, "line.claim_missing", None, causes, fixed)
    low = running.low * _factor(line, claimed, before[0], lining)
    factor = _factor(line, claimed, before[1], lining)
    drop = _drop(claimed, before[1], lining)
    values = {"claimed": claimed.name, "grade": before[1].name}
    if factor == 1 and drop <= 0:
        text = message("grade {grade} is not below the claimed {claimed}", **values)
    else:
        text = message(
            "grade {grade} is {drop} grades below the claimed {claimed}: {before} × {coefficient}",
            drop=drop,
            before=_marks(running.high),
            coefficient=Quantity(factor, "%"),
            **values,
        )
    return _moved(running, low, running.high * factor, lining, "line.below_claim", text, NO_CAUSES, fixed)


def _drop(claimed: Grade, grade: Grade, lining: Lining) -> int:
    grades = lining.world.rules.grades
    return (grades.rank(grade.name) or 0) - (grades.rank(claimed.name) or 0)


def _factor(line: Line, claimed: Grade, grade: Grade, lining: Lining) -> Fraction:
    """Return the coefficient of the largest drop listed that is not above the actual one; 1 below the smallest."""
    drop = _drop(claimed, grade, lining)
    factor = Fraction(1)
    for least, coefficient in line.by_drop:
        if drop >= least:
            factor = coefficient
    return factor


def _add(line: Line, running: Running, lining: Lining) -> Applied:
    return _by_method(line, running, lining, 1)


def _take(line: Line, running: Running, lining: Lining) -> Applied:
    return _by_method(line, running, lining, -1)


def _by_method(line: Line, running: Running, lining: Lining, sign: int) -> Applied:
    assert line.lowered is not None
    zero = Fraction(0)
    result = evaluate(line.lowered, line.branches, line.full_marks, None, 0, lining.world)
    least = zero if result.low is None else result.low
    most = zero if result.high is None else result.high
    if result.spreads:
        least = zero
    ends = (running.low + least, running.high + most) if sign > 0 else (running.low - most, running.high - least)
    return _moved(running, *ends, lining, f"line.{line.kind.value}", None, result.causes, result=result)


def _grade_at_most(line: Line, running: Running, lining: Lining) -> Applied:
    grades = lining.world.rules.grades
    rank = grades.rank(line.grade)
    assert rank is not None
    grade = grades.grades[rank]
    after = Running(
        running.low,
        running.high,
        _worse(running.best_high, grade, lining),
        _worse(running.best_low, grade, lining),
        running.fixed,
    )
    text = message("the grade is at most {grade}", grade=line.grade)
    return Applied(after, Fraction(0), Fraction(0), "line.grade_at_most", text)


_APPLY: dict[LineKind, Callable[[Line, Running, Lining], Applied]] = {
    LineKind.CAP: _cap,
    LineKind.CAP_BY: _cap_by,
    LineKind.COEFFICIENT: _coefficient,
    LineKind.COEFFICIENT_BY_CLAIM: _by_claim,
    LineKind.ADD: _add,
    LineKind.TAKE: _take,
    LineKind.GRADE_AT_MOST: _grade_at_most,
}


def grade_bounds(running: Running, lining: Lining) -> tuple[Grade, Grade]:
    """Return the worst and the best grade still possible."""
    low, high = (lining.graded(running.low), lining.graded(running.high)) if running.fixed is None else running.fixed
    low = _worse(low, running.best_low, lining) or low
    high = _worse(high, running.best_high, lining) or high
    return low, high
