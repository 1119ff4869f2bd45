"""Marks, total and grade alone, as fast as exactness allows: for batches and tuning, where nobody asks how.

Where every compiled program answers, whole numbers of rounding steps are added up and compared with the grades' floors,
and no fraction is computed. Everything else is answered from the full score sheet, which says the same.
"""

from __future__ import annotations

from fractions import Fraction

from scoring.engine.found import ALONE, Standings
from scoring.engine.plan import Worked, worked_of
from scoring.engine.score import score
from scoring.records import dataclass
from scoring.rule_set.model import Grade, RuleSet
from scoring.submissions.model import Submission


@dataclass(frozen=True, slots=True)
class Marks:
    """What a submission comes to, without how.

    Attributes:
        marks: marks of each indicator in order, as they stand on the sheet; None where they are not certain.
        total: the total as it stands on the sheet; None unless certain.
        grade: the grade; None unless certain.
    """

    marks: tuple[Fraction | None, ...]
    total: Fraction | None
    grade: Grade | None


def marks(rules: RuleSet, submission: Submission, standings: Standings = ALONE) -> Marks:
    """Return marks, total and grade of *submission*; the same as on its score sheet with the same *standings*."""
    worked = worked_of(rules)
    # What a submission brings itself is not compiled: it is scored once.
    programs = () if worked.fillable else worked.quick_programs()
    if programs:
        cells = worked.cells(submission, standings)
        steps = [program(cells) for program in programs]
        if None not in steps:
            return _added(worked, steps)
    sheet = score(rules, submission, standings=standings)
    grade = sheet.grade.high if sheet.grade.certain else None
    return Marks(tuple([row.marks for row in sheet.indicators]), sheet.total.marks, grade)


def _added(worked: Worked, steps: list[int]) -> Marks:
    total = sum(steps)
    grade = next(grade for floor, grade in worked.floors if total >= floor)  # the last floor is 0
    amount = worked.steps
    return Marks(tuple([amount(one) for one in steps]), amount(total), grade)
