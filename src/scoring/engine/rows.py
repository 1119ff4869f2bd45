"""The rows of the sheet: one for each indicator."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from scoring.engine.detail import Details
from scoring.engine.found import Found, State
from scoring.engine.indicators import Results
from scoring.engine.plan import Worked
from scoring.engine.sheet import Scored
from scoring.exact import to_step
from scoring.rule_set.model import RoundedAt
from scoring.submissions.model import Submission

ZERO: Final = Fraction(0)
SCORED: Final = State.SCORED
NOT_APPLICABLE: Final = State.NOT_APPLICABLE


def rows_of(worked: Worked, submission: Submission, made: Results) -> tuple[Scored, ...]:
    """Return one row for each indicator."""
    details = Details(worked.rules, submission, made.world.standings, made.world.marks)
    claimed = submission.claims.indicators.get
    rows = zip(worked.rules.indicators, made.found, _shown(worked, made.found), made.records, strict=True)
    return tuple([Scored(one, found, marks, claimed(one.code), record, details) for one, found, marks, record in rows])


def _shown(worked: Worked, found: Sequence[Found]) -> list[Fraction | None]:
    """Return the marks shown: under ``at: total`` differences of the rounded running total."""
    rounding = worked.rules.rounding
    if rounding.at is RoundedAt.INDICATOR:
        return [one.low if (state := one.state) is SCORED or state is NOT_APPLICABLE else None for one in found]
    shown: list[Fraction | None] = []
    running: Fraction | None = ZERO
    for one in found:
        after = None if running is None or not one.certain else running + one.low
        if running is None or after is None:
            shown.append(None)
        else:
            shown.append(to_step(after, rounding.step, rounding.mode) - to_step(running, rounding.step, rounding.mode))
        running = after
    return shown
