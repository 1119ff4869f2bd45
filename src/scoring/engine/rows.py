"""The rows of the sheet: one for each indicator."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from scoring.engine.detail import IndicatorDetail
from scoring.engine.leaf import Found
from scoring.engine.plan import Worked
from scoring.engine.sheet import NOT_RECORDED, Detail, Scored, State
from scoring.exact import to_step
from scoring.rule_set.model import RoundedAt
from scoring.submissions.model import Submission

ZERO: Final = Fraction(0)


def rows_of(worked: Worked, submission: Submission, found: Sequence[Found], *, trace: bool) -> tuple[Scored, ...]:
    """Return one row for each indicator."""
    rules = worked.rules
    shown = _shown(worked, found)
    claims = submission.claims.indicators
    rows = []
    for indicator, one, marks in zip(rules.indicators, found, shown, strict=True):
        not_counted = indicator.full_marks if one.state is State.NOT_APPLICABLE and not one.counts else ZERO
        low = ZERO if one.depths else one.low
        claimed = claims.get(indicator.code) if claims else None
        detail: Detail = NOT_RECORDED
        if trace:
            detail = IndicatorDetail(rules, submission, indicator, one, marks, not_counted)
        rows.append(
            Scored(
                indicator,
                one.state,
                indicator.full_marks,
                marks,
                one.exact,
                low,
                one.high,
                not_counted,
                claimed,
                detail,
            )
        )
    return tuple(rows)


def _shown(worked: Worked, found: Sequence[Found]) -> list[Fraction | None]:
    """Return the marks shown: under ``at: total`` differences of the rounded running total."""
    rounding = worked.rules.rounding
    if rounding.at is RoundedAt.INDICATOR:
        return [one.low if one.certain else None for one in found]
    shown: list[Fraction | None] = []
    running: Fraction | None = ZERO
    for one in found:
        after = None if running is None or one.exact is None else running + one.exact
        if running is None or after is None:
            shown.append(None)
        else:
            shown.append(to_step(after, rounding.step, rounding.mode) - to_step(running, rounding.step, rounding.mode))
        running = after
    return shown
