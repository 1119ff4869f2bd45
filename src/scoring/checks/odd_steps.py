"""Full marks of an odd number of rounding steps, where halves of the total are rounded to the even step.

Under ``at: total`` the marks shown are the difference of two rounded totals. Half even rounds 2.5 to 2 and 7.5 to 8,
under a step of 1, so full marks of 5 would be shown as 6. With an even number of steps both ends go the same way.
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.diagnostics import Diagnostic, Kind
from scoring.exact import RoundingMode
from scoring.rule_set.model import RoundedAt, RuleSet

ODD = Kind(
    "R212",
    "the full marks {marks} are an odd number of rounding steps of {step}: rounded half to even at the total, the "
    "marks shown could go past them",
    "write a multiple of {even}, choose a finer rounding step, or round half up",
)


def check(rules: RuleSet) -> Iterator[Diagnostic]:
    """Yield a finding for the full marks of each such indicator; marks between two steps are another finding."""
    rounding = rules.rounding
    if rounding.at is not RoundedAt.TOTAL or rounding.mode is not RoundingMode.HALF_EVEN:
        return
    even = 2 * rounding.step
    for indicator in rules.indicators:
        if indicator.full_marks % even == rounding.step:
            yield ODD.at(indicator.marks_place, marks=indicator.full_marks, step=rounding.step, even=even)
