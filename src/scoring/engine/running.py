"""The running total: both ends of its interval, and what lines have said about the grade."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Final

from scoring.diagnostics import Message
from scoring.engine.sheet import Explained
from scoring.engine.world import SubmissionWorld
from scoring.expressions.outcomes import NO_CAUSES, Cause
from scoring.records import dataclass
from scoring.rule_set.model import Grade, Grades

Move = Callable[[Fraction], Fraction]

ZERO: Final = Fraction(0)


@dataclass(frozen=True, slots=True)
class Running:
    """The total so far.

    Attributes:
        low, high: bounds of the running total.
        best_high: best grade certainly still allowed (一票否决); None if all are.
        best_low: best grade still allowed if every line that may allow less does; None if none may.
        kept: worst and best grade where a line keeps the grade of the total before it; None if none does.
        kept_surely: whether such a line certainly took effect.
    """

    low: Fraction
    high: Fraction
    best_high: Grade | None = None
    best_low: Grade | None = None
    kept: tuple[Grade, Grade] | None = None
    kept_surely: bool = True


@dataclass(frozen=True, slots=True)
class Applied:
    """One line applied.

    Attributes:
        after: the running total behind it.
        low, high: bounds of its signed amount.
        reason: what to say of it; None while it is open.
        causes: what is missing and still matters.
    """

    after: Running
    low: Fraction
    high: Fraction
    reason: Explained | None
    causes: frozenset[Cause] = NO_CAUSES


@dataclass(frozen=True, slots=True)
class Lining:
    """What lines may use: the world, the rounding of each line's result, the grading."""

    world: SubmissionWorld
    rounder: Callable[[Fraction], Fraction]
    graded: Callable[[Fraction], Grade]

    @property
    def grades(self) -> Grades:
        """Return the grades."""
        return self.world.rules.grades

    def rank(self, grade: Grade) -> int:
        """Return 0 for the best grade, 1 for the next, and so on."""
        return self.grades.grades.index(grade)

    def worse(self, one: Grade | None, other: Grade | None) -> Grade | None:
        """Return the worse of both; None stands for no limit."""
        if one is None or other is None:
            return one or other
        return max(one, other, key=self.rank)

    def moved(
        self,
        running: Running,
        least: Move,
        most: Move,
        code: str,
        text: Message | None,
        causes: frozenset[Cause] = NO_CAUSES,
    ) -> Applied:
        """Return the running total moved by something between *least* and *most*, rounded, never below 0.

        Args:
            running: the total so far.
            least: what a total becomes at least; it neither falls, nor gains on the total, as that grows.
            most: what it becomes at most; the same holds.
            code: code of the reason.
            text: the reason, said where the amount is certain.
            causes: what is missing for the line itself.
        """

        def after(total: Fraction, move: Move) -> Fraction:
            return self.rounder(max(ZERO, move(total)))

        low, high = after(running.low, least), after(running.high, most)
        amounts = (after(running.high, least) - running.high, after(running.low, most) - running.low)
        reason = None if text is None or amounts[0] != amounts[1] else Explained(code, text)
        return Applied(replace(running, low=low, high=high), *amounts, reason, causes)


def grade_bounds(running: Running, lining: Lining) -> tuple[Grade, Grade]:
    """Return the worst and the best grade still possible."""
    low = lining.graded(running.low)
    high = low if running.low is running.high else lining.graded(running.high)
    if running.kept is not None:
        ends = running.kept if running.kept_surely else (*running.kept, low, high)
        low, high = max(ends, key=lining.rank), min(ends, key=lining.rank)
    return lining.worse(low, running.best_low) or low, lining.worse(high, running.best_high) or high
