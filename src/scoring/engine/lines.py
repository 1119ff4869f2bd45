"""The lines on the total, each applied to the running total before it; both ends of an interval are carried along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Final

from scoring.diagnostics import Message, Quantity, message
from scoring.diagnostics.message import Value
from scoring.engine.found import Found, Lacking, Told
from scoring.engine.leaf import Asked, evaluate
from scoring.engine.reasons import Filling, asked_by, converted, marks_asked_by, on_scale, shown_quantity
from scoring.engine.running import Applied, Lining, Running
from scoring.engine.sheet import Explained
from scoring.expressions.outcomes import NO_CAUSES, Cause, Truths, surely
from scoring.expressions.possible import possible
from scoring.methods.contract import VALUE, Policy
from scoring.rule_set.model import Grade, Line, LineKind

ZERO: Final = Fraction(0)


def apply(line: Line, running: Running, lining: Lining) -> Applied:
    """Return *line* applied to *running*."""
    condition = surely(True)
    if line.when is not None:
        outcome = possible(line.when, lining.world, lining.world.trees)
        assert isinstance(outcome, Truths)
        condition = outcome
    if not condition.yes:
        return Applied(running, ZERO, ZERO, Explained("line.unmet", message("its condition does not hold")))
    taken = _APPLY[line.kind](line, running, lining)
    return taken if condition.certain else _perhaps(taken, running, condition, lining)


def _perhaps(taken: Applied, running: Running, condition: Truths, lining: Lining) -> Applied:
    """Return a line whose condition is open: either *taken* or without effect."""
    kept, surely_kept = running.kept, running.kept_surely
    if taken.after.kept is not None and taken.after.kept is not running.kept:
        ends = (*taken.after.kept, *(running.kept or ()))
        kept = max(ends, key=lining.rank), min(ends, key=lining.rank)
        surely_kept = running.kept is not None and running.kept_surely
    after = Running(
        min(running.low, taken.after.low),
        max(running.high, taken.after.high),
        running.best_high,
        lining.worse(running.best_low, taken.after.best_low),
        kept,
        surely_kept,
    )
    return Applied(after, min(ZERO, taken.low), max(ZERO, taken.high), None, condition.causes | taken.causes)


def _cap(line: Line, running: Running, lining: Lining) -> Applied:
    assert line.cap is not None
    rule = message("the total is at most {cap} marks", cap=line.cap)
    return _capped((line.cap, line.cap), running, lining, rule)


def _capped(
    caps: tuple[Fraction, Fraction],
    running: Running,
    lining: Lining,
    rule: Message,
    causes: frozenset[Cause] = NO_CAUSES,
) -> Applied:
    """Return the total capped by something between *caps*."""
    least, most = caps
    if running.high <= least:
        code, text = "line.cap_not_reached", message("{rule}; {before} is not above it", rule=rule, before=running.high)
    else:
        cut = min(running.high, most)
        code, text = "line.capped", message("{rule}; {before} is cut to {cap}", rule=rule, before=running.high, cap=cut)
    return lining.moved(running, lambda total: min(total, least), lambda total: min(total, most), code, text, causes)


def _cap_by(line: Line, running: Running, lining: Lining) -> Applied:
    assert line.lowered is not None
    assert line.value is not None
    found, told = evaluate(Asked(line.lowered, (), line.full_marks, Policy.FULL), lining.world)
    value = told.values.get(VALUE)
    if found.absent and not found.applies:
        text = message("{value} is not applicable: no cap", value=line.value.text)
    elif isinstance(value, Fraction):
        shown = shown_quantity(value, line.value.unit)
        text = message("{value} is {shown}: at most {cap} marks", value=line.value.text, shown=shown, cap=found.low)
        if found.low == line.full_marks:
            text = message("{value} is {shown}: no cap", value=line.value.text, shown=shown)
    else:
        text = message("{value} is unknown", value=line.value.text)
    if found.low == line.full_marks:
        return lining.moved(running, _unmoved, _unmoved, "line.no_cap", text, found.causes)
    return _capped((found.low, found.high), running, lining, text, found.causes)


def _unmoved(total: Fraction) -> Fraction:
    return total


def _coefficient(line: Line, running: Running, lining: Lining) -> Applied:
    factor = line.coefficient
    text = message("{before} × {coefficient}", before=running.high, coefficient=Quantity(factor, "%"))

    def multiplied(total: Fraction) -> Fraction:
        return total * factor

    return lining.moved(running, multiplied, multiplied, "line.coefficient", text)


def _by_claim(line: Line, running: Running, lining: Lining) -> Applied:
    """Multiply by the coefficient for so many grades below the claimed one."""
    claimed = _claimed(lining)
    before = (lining.graded(running.low), lining.graded(running.high))
    if claimed is None and line.without_claim_skip:
        text = message("nothing was claimed, so nothing is multiplied")
        return lining.moved(running, _unmoved, _unmoved, "line.no_claim", text)
    if not line.regrade:
        running = replace(running, kept=before, kept_surely=True)
    if claimed is None:
        causes = frozenset({Cause(Lacking.CLAIM.value, "grade")})
        best = lining.grades.grades[0]
        least = _factor(line, lining.rank(before[0]) - lining.rank(best))
        return lining.moved(running, lambda total: total * least, _unmoved, "line.claim_missing", None, causes)
    drops = [lining.rank(grade) - lining.rank(claimed) for grade in before]
    least, most = (_factor(line, drop) for drop in drops)
    return lining.moved(
        running,
        lambda total: total * least,
        lambda total: total * most,
        "line.below_claim",
        _by_claim_text(claimed, before[1], drops[1], running.high, most) if before[0] == before[1] else None,
    )


def _by_claim_text(claimed: Grade, grade: Grade, drop: int, before: Fraction, factor: Fraction) -> Message:
    values: dict[str, Value] = {"claimed": claimed.name, "grade": grade.name}
    if drop <= 0:
        return message("grade {grade} is not below the claimed {claimed}", **values)
    return message(
        "grade {grade} is {drop} grades below the claimed {claimed}: {before} × {coefficient}",
        drop=drop,
        before=before,
        coefficient=Quantity(factor, "%"),
        **values,
    )


def _claimed(lining: Lining) -> Grade | None:
    """Return the claimed grade: stated, or that of the claimed total."""
    claims = lining.world.submission.claims
    rank = lining.grades.rank(claims.grade)
    if rank is not None:
        return lining.grades.grades[rank]
    return None if claims.total is None else lining.graded(claims.total)


def _factor(line: Line, drop: int) -> Fraction:
    """Return the coefficient of the largest drop listed that is not above *drop*; 1 below the smallest."""
    return next((factor for least, factor in reversed(line.by_drop) if drop >= least), Fraction(1))


def _add(line: Line, running: Running, lining: Lining) -> Applied:
    found, told = _found(line, lining)
    text = _method_text(line, found, told, lining)
    moved = lining.moved(
        running, lambda total: total + found.low, lambda total: total + found.high, "line.add", text, found.causes
    )
    return _warning(moved, told)


def _take(line: Line, running: Running, lining: Lining) -> Applied:
    found, told = _found(line, lining)
    text = _method_text(line, found, told, lining)
    moved = lining.moved(
        running, lambda total: total - found.high, lambda total: total - found.low, "line.take", text, found.causes
    )
    return _warning(moved, told)


def _warning(applied: Applied, told: Told) -> Applied:
    """Return *applied*, its reason warning where the one that the method gives does."""
    if applied.reason is None or told.reason is None or not told.reason.warns:
        return applied
    return replace(applied, reason=replace(applied.reason, warns=True))


def _found(line: Line, lining: Lining) -> tuple[Found, Told]:
    """Return what the method of a line comes to; nothing where it does not apply."""
    assert line.lowered is not None
    return evaluate(Asked(line.lowered, line.branches, line.full_marks, Policy.ZERO), lining.world)


def _method_text(line: Line, found: Found, told: Told, lining: Lining) -> Message | None:
    """Return the reason of a line that adds or takes what a method comes to; None while that is open."""
    assert line.lowered is not None
    given = told.branch.because if told.branch is not None else told.reason
    facts, submission = lining.world.rules.facts, lining.world.submission
    marks = on_scale(found.low, line)
    lost = line.scale - marks
    standings = asked_by(line, lining.world.trees, lining.world.standings)
    others = marks_asked_by(line, lining.world.trees, lining.world.marks)
    filling = Filling(facts, submission, line.inputs, line.lowered, told.values, marks, lost, standings, others)
    if given is None:
        why = message("not applicable ({figures})", figures=filling.named())
    else:
        why = filling.explain(given).text
    if line.scale != line.full_marks:
        why = converted(why, line.full_marks, line.scale, found.low, ZERO)
    values: dict[str, Value] = {"why": why, "marks": found.low, "most": line.full_marks}
    if line.kind is LineKind.ADD:
        return message("{marks} added, of at most {most}: {why}", **values)
    return message("{marks} taken off, of at most {most}: {why}", **values)


def _grade_at_most(line: Line, running: Running, lining: Lining) -> Applied:
    rank = lining.grades.rank(line.grade)
    assert rank is not None
    grade = lining.grades.grades[rank]
    best_high, best_low = lining.worse(running.best_high, grade), lining.worse(running.best_low, grade)
    text = message("the grade is at most {grade}", grade=line.grade)
    return Applied(
        replace(running, best_high=best_high, best_low=best_low),
        ZERO,
        ZERO,
        Explained("line.grade_at_most", text),
    )


_APPLY: Final[dict[LineKind, Callable[[Line, Running, Lining], Applied]]] = {
    LineKind.CAP: _cap,
    LineKind.CAP_BY: _cap_by,
    LineKind.COEFFICIENT: _coefficient,
    LineKind.COEFFICIENT_BY_CLAIM: _by_claim,
    LineKind.ADD: _add,
    LineKind.TAKE: _take,
    LineKind.GRADE_AT_MOST: _grade_at_most,
}
