"""Marks, total and grade alone, as fast as exactness allows: for batches and tuning, where nobody asks how.

Where every compiled program answers, whole numbers of rounding steps are added up and compared with the grades' floors;
no fraction is made until it is asked for. Everything else is answered from the full score sheet, which says the same.
"""

from __future__ import annotations

from fractions import Fraction

from scoring.engine.plan import Worked, worked_of
from scoring.engine.score import score
from scoring.records import dataclass
from scoring.rule_set.model import Grade, RuleSet
from scoring.submissions.model import Submission


@dataclass(frozen=True, slots=True)
class Marks:
    """What a submission comes to, without how.

    Attributes:
        worked: the rule set, made ready.
        steps: marks of each indicator in order, in rounding steps; None where they are not certain.
        total_steps: the total in rounding steps; None unless certain.
        grade: the grade; None unless certain.
    """

    worked: Worked
    steps: tuple[int | None, ...]
    total_steps: int | None
    grade: Grade | None

    @property
    def marks(self) -> tuple[Fraction | None, ...]:
        """Return the marks of each indicator in order, as they stand on the sheet; None where they are not certain."""
        amount = self.worked.steps
        return tuple([None if one is None else amount(one) for one in self.steps])

    @property
    def total(self) -> Fraction | None:
        """Return the total as it stands on the sheet; None unless certain."""
        return None if self.total_steps is None else self.worked.steps(self.total_steps)


def marks(rules: RuleSet, submission: Submission) -> Marks:
    """Return marks, total and grade of *submission*; the same as on its score sheet."""
    worked = worked_of(rules)
    programs = worked.quick_programs()
    if programs:
        cells = worked.cells(submission)
        steps = [program(cells) for program in programs]
        if None not in steps:
            return _added(worked, steps)
    return _from_sheet(rules, submission)


def _added(worked: Worked, steps: list[int]) -> Marks:
    total = sum(steps)
    grade = next(grade for floor, grade in worked.floors if total >= floor)  # the last floor is 0
    return Marks(worked, tuple(steps), total, grade)


def _from_sheet(rules: RuleSet, submission: Submission) -> Marks:
    sheet = score(rules, submission, trace=False)
    step = rules.rounding.step
    total = sheet.total.marks
    return Marks(
        worked_of(rules),
        tuple([None if row.marks is None else int(row.marks / step) for row in sheet.indicators]),
        None if total is None else int(total / step),
        sheet.grade.high if sheet.grade.certain else None,
    )
