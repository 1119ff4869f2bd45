"""Rule set + submission -> score sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final
from weakref import WeakKeyDictionary

from scoring.diagnostics import Diagnostic, Message, message
from scoring.engine.indicators import Found, results
from scoring.engine.lines import Lining, Running, apply, grade_bounds
from scoring.engine.plan import Worked, work_out
from scoring.engine.rows import rows_of
from scoring.engine.sheet import Adjusted, Explained, Graded, Scored, ScoreSheet, Total
from scoring.engine.spreading import Bounds, Item, Node, Spreading, spread
from scoring.engine.waiting import missing_in
from scoring.engine.world import SubmissionWorld
from scoring.exact import add_up, to_step
from scoring.expressions.outcomes import Cause
from scoring.rule_set.model import Basis, Grade, Group, Part, RoundedAt, RuleSet
from scoring.submissions.model import Submission
from scoring.version import VERSION


ZERO: Final = Fraction(0)

_READY: WeakKeyDictionary[RuleSet, Worked] = WeakKeyDictionary()
"""Rule sets made ready for scoring, for as long as somebody holds them; what is kept follows from the rule set alone."""


def score(
    rules: RuleSet, submission: Submission, *, trace: bool = True, findings: Iterable[Diagnostic] = ()
) -> ScoreSheet:
    """Return the score sheet of *submission* under *rules*.

    Args:
        rules: the rule set.
        submission: the submission, read against it.
        trace: record workings, reasons and the figures used; without it only marks, total and grade.
        findings: findings made while the submission was read, to be listed on the sheet.
    """
    worked = _READY.get(rules)
    if worked is None:
        worked = _READY[rules] = work_out(rules)
    found, world = results(worked, submission, trace=trace)
    if any(one.result.spreads for one in found):
        bounds = spread(_items(worked, found), worked.rounded)
    else:
        bounds = Bounds(add_up(one.low for one in found), add_up(one.high for one in found), ())
    lines, running, lining, causes = _apply_lines(worked, world, bounds)
    scored = rows_of(worked, submission, found, trace=trace)
    low, high = grade_bounds(running, lining)
    return ScoreSheet(
        rules,
        submission,
        VERSION,
        _total(worked, running, bounds),
        Graded(low, high),
        scored,
        _shown(worked, scored, lines),
        missing_in(worked, submission, found, causes),
        tuple(findings),
    )


def _total(worked: Worked, running: Running, bounds: Bounds) -> Total:
    certain = running.low == running.high and not bounds.empty
    exact = running.low if certain else None
    rounding = worked.rules.rounding
    marks = None if exact is None else to_step(exact, rounding.step, rounding.mode)
    return Total(marks, exact, running.low, running.high, worked.rules.full_marks)


def _items(worked: Worked, found: Sequence[Found]) -> Node:
    """Return the tree of what each indicator adds to the total."""
    by_code = {one.code: result for one, result in zip(worked.rules.indicators, found, strict=True)}

    def visit(parts: tuple[Part, ...]) -> tuple[Node | Item, ...]:
        return tuple(
            Node(part.name, part.full_marks, len(part.path), part.not_applicable, visit(part.parts))
            if isinstance(part, Group)
            else _item(by_code[part.code], part.full_marks)
            for part in parts
        )

    return Node("", worked.rules.full_marks, 0, None, visit(worked.rules.root))


def _item(found: Found, full_marks: Fraction) -> Item:
    depths = tuple(one.depth for one in found.result.spreads)
    return Item(full_marks, found.low, found.high, depths, counts=found.result.low is not None)


def _apply_lines(
    worked: Worked, world: SubmissionWorld, bounds: Bounds
) -> tuple[tuple[Adjusted, ...], Running, Lining, dict[str, frozenset[Cause]]]:
    """Return all lines: what was spread, the rule set's own, the cut."""
    rules = worked.rules

    def graded(total: Fraction) -> Grade:
        rounding = rules.rounding
        rounded = rules.grades.basis is Basis.ROUNDED
        return rules.grades.of(to_step(total, rounding.step, rounding.mode) if rounded else total)

    lining = Lining(world, worked.rounded, graded)
    lines = [_spread_line(one) for one in bounds.spreadings]
    running = Running(bounds.low, bounds.high)
    causes: dict[str, frozenset[Cause]] = {}
    for line in rules.lines:
        applied = apply(line, running, lining)
        running = applied.after
        causes[line.name] = applied.causes
        certain = applied.low == applied.high
        text = None if applied.text is None else Explained(applied.code, applied.text)
        name = message("{line}", line=line.name)
        lines.append(Adjusted(line, name, applied.low if certain else None, applied.low, applied.high, text))
    most = rules.total_at_most
    if running.high > most:
        low, high = min(running.low, most) - running.low, most - running.high
        said = Explained("line.cut", message("the total is never above {most}", most=most))
        amount = high if low == high else None
        lines.append(
            Adjusted(None, message("cut to the most a total can be"), amount, min(low, high), max(low, high), said)
        )
        running = Running(min(running.low, most), most, running.best_high, running.best_low, running.fixed)
    return tuple(lines), running, lining, causes


def _spread_line(one: Spreading) -> Adjusted:
    low, high = one.after[0] - one.before[0], one.after[1] - one.before[1]
    certain = one.before[0] == one.before[1] and one.after[0] == one.after[1]
    name: Message = (
        message("spread over {group}", group=one.name) if one.name else message("spread over the whole rule set")
    )
    text = None
    if certain and one.not_counted is not None:
        said = message(
            "{not_counted} marks not counted: {before} becomes {after}",
            not_counted=one.not_counted,
            before=one.before[0],
            after=one.after[0],
        )
        text = Explained("line.spread", said)
    bounds = (min(low, high, one.after[0] - one.before[1]), max(low, high, one.after[1] - one.before[0]))
    return Adjusted(None, name, low if certain else None, *((low, low) if certain else bounds), text)


def _shown(worked: Worked, scored: tuple[Scored, ...], lines: tuple[Adjusted, ...]) -> tuple[Adjusted, ...]:
    """Return the lines with the amounts shown: under ``at: total`` differences of the rounded running total."""
    if worked.rules.rounding.at is RoundedAt.INDICATOR:
        return lines
    from dataclasses import replace

    rounding = worked.rules.rounding
    before: Fraction | None = ZERO
    for one in scored:
        before = None if before is None or one.exact is None else before + one.exact
    result = []
    for line in lines:
        after = None if before is None or line.amount is None else before + line.amount
        amount = None
        if before is not None and after is not None:
            amount = to_step(after, rounding.step, rounding.mode) - to_step(before, rounding.step, rounding.mode)
        result.append(replace(line, amount=amount))
        before = after
    return tuple(result)
