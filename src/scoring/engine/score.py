"""Rule set + submission -> score sheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from scoring.diagnostics import Diagnostic, message
from scoring.engine.bounds import bounds_of
from scoring.engine.effective import effective_rules
from scoring.engine.found import ALONE, Standings
from scoring.engine.indicators import results
from scoring.engine.lines import apply
from scoring.engine.odd_figures import odd_figures
from scoring.engine.plan import Worked, worked_of
from scoring.engine.rows import rows_of
from scoring.engine.running import Lining, Running, grade_bounds
from scoring.engine.sheet import Adjusted, Explained, Graded, Scored, ScoreSheet, Total
from scoring.engine.spreading import Bounds, Spreading
from scoring.engine.waiting import missing_in
from scoring.exact import add_up, to_step
from scoring.expressions.outcomes import Cause
from scoring.rule_set.model import RoundedAt, RuleSet
from scoring.submissions.model import Submission
from scoring.version import VERSION

if TYPE_CHECKING:
    from scoring.engine.choosing import Way

ZERO: Final = Fraction(0)


def score(
    rules: RuleSet, submission: Submission, *, findings: Iterable[Diagnostic] = (), standings: Standings = ALONE
) -> ScoreSheet:
    """Return the score sheet of *submission* under *rules*.

    Args:
        rules: the rule set.
        submission: the submission, read against it.
        findings: findings made while the submission was read, to be listed on the sheet.
        standings: what comparing it with the batch came to; without them comparisons are missing data.
    """
    rules = effective_rules(rules, submission)
    worked = worked_of(rules)
    if not worked.choosing:
        return _sheet(worked, submission, tuple(findings), standings)
    from scoring.engine.choosing import ways_of  # only few rule sets choose, and every start would pay for it
    from scoring.engine.joining import joined

    ways = ways_of(rules, submission, standings)
    sheets = [_sheet(worked_of(way.rules), submission, tuple(findings), standings, way) for way in ways.ways]
    return sheets[0] if ways.settled else joined(rules, submission, sheets, ways, standings, tuple(findings))


def _sheet(
    worked: Worked,
    submission: Submission,
    findings: tuple[Diagnostic, ...],
    standings: Standings,
    way: Way | None = None,
) -> ScoreSheet:
    """Return the score sheet of a rule set in which every choice is made, in one of several ways that are possible."""
    made = results(worked, submission, standings, frozenset() if way is None else way.surely)
    bounds = bounds_of(worked, made)
    bounds = bounds if way is None else way.narrowed(bounds, made)
    lining = Lining(made.world, worked.rounded, worked.graded)
    lines, running, causes = _apply_lines(worked, lining, bounds)
    rows = rows_of(worked, submission, made)
    low, high = grade_bounds(running, lining)
    if low == high and running.low == running.high:
        causes = {}
    shown = _shown(worked, rows, lines)
    return ScoreSheet(
        worked.rules,
        submission,
        VERSION,
        _total(worked, running, bounds),
        Graded(low, high),
        rows,
        shown,
        missing_in(worked, submission, made.found, causes),
        (*findings, *odd_figures(worked, submission, rows, shown)),
    )


def _total(worked: Worked, running: Running, bounds: Bounds) -> Total:
    certain = running.low == running.high and not bounds.empty
    exact = running.low if certain else None
    rounding = worked.rules.rounding
    marks = exact
    if exact is not None and rounding.at is RoundedAt.TOTAL:
        marks = to_step(exact, rounding.step, rounding.mode)
    return Total(marks, exact, running.low, running.high, worked.rules.full_marks)


def _apply_lines(
    worked: Worked, lining: Lining, bounds: Bounds
) -> tuple[tuple[Adjusted, ...], Running, dict[str, frozenset[Cause]]]:
    """Return all lines: what was spread, the rule set's own, the cut; the running total; what lines wait for."""
    rules = worked.rules
    lines = [_spread_line(one) for one in bounds.spreadings]
    running = Running(bounds.low, bounds.high)
    causes: dict[str, frozenset[Cause]] = {}
    for line in rules.lines:
        applied = apply(line, running, lining)
        running = applied.after
        causes[line.name] = applied.causes
        certain = applied.low == applied.high
        name = message("{line}", line=line.name)
        amount = applied.low if certain else None
        lines.append(Adjusted(line, name, amount, applied.low, applied.high, applied.reason))
    if running.high > rules.total_at_most:
        cut, running = _cut(running, rules.total_at_most)
        lines.append(cut)
    return tuple(lines), running, causes


def _cut(running: Running, most: Fraction) -> tuple[Adjusted, Running]:
    """Return the line that cuts the total to the most it can be, and the total behind it."""
    low, high = most - running.high, min(ZERO, most - running.low)
    said = Explained("line.cut", message("the total is never above {most}", most=most))
    amount = high if low == high else None
    cut = Adjusted(None, message("cut to the most a total can be"), amount, low, high, said)
    return cut, replace(running, low=min(running.low, most), high=most)


def _spread_line(one: Spreading) -> Adjusted:
    low, high = one.after[0] - one.before[1], one.after[1] - one.before[0]
    name = message("spread over {group}", group=one.name) if one.name else message("spread over the whole rule set")
    certain = one.before[0] == one.before[1] and one.after[0] == one.after[1]
    if not certain or one.not_counted is None:
        return Adjusted(None, name, None, low, high, None)
    said = message(
        "{not_counted} marks not counted: {before} becomes {after}",
        not_counted=one.not_counted,
        before=one.before[0],
        after=one.after[0],
    )
    return Adjusted(None, name, low, low, high, Explained("line.spread", said))


def _shown(worked: Worked, rows: tuple[Scored, ...], lines: tuple[Adjusted, ...]) -> tuple[Adjusted, ...]:
    """Return the lines with the amounts shown: under ``at: total`` differences of the rounded running total."""
    rounding = worked.rules.rounding
    if rounding.at is RoundedAt.INDICATOR or not lines:
        return lines
    exact = [one.exact for one in rows]
    before = None if None in exact else add_up([one for one in exact if one is not None])
    result = []
    for line in lines:
        after = None if before is None or line.amount is None else before + line.amount
        if before is None or after is None:
            result.append(replace(line, amount=None))
        else:
            amount = to_step(after, rounding.step, rounding.mode) - to_step(before, rounding.step, rounding.mode)
            result.append(replace(line, amount=amount, low=amount, high=amount))
        before = after
    return tuple(result)
