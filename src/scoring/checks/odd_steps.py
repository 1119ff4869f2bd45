"""Full marks of an odd number of rounding steps, where halves of the total are rounded to the even step.

Under ``at: total`` the marks shown are the difference of two rounded totals. Half even rounds 2.5 to 2 and 7.5 to 8,
under a step of 1, so full marks of 5 would be shown as 6. With an even number of steps both ends go the same way.
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.diagnostics import Diagnostic, Kind
from scoring.rule_set.model import RuleSet

ODD = Kind(
    "R212",
    "the full marks {marks} are an odd number of rounding steps of {step}: rounded half to even at the total, the "
    "marks shown could go past them",
    "write a multiple of {even}, choose a finer rounding step, or round half up",
)


def check(rules: RuleSet) -> Iterator[Diagnostic]:
    """Yield a finding for the full marks of each such indicator; marks between two steps are another finding."""
    step, even = rules.rounding.step, rules.rounding.unit
    if even == step:
        return
    for indicator in rules.indicators:
        if indicator.full_marks % even == step:
            yield ODD.at(indicator.marks_place, marks=indicator.full_marks, step=step, even=even)
