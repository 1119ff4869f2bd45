"""Judgements (评价人判断) on several units become one: marks by weight, reasons one behind the other."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.diagnostics import Location
from scoring.rule_set.model import RuleSet
from scoring.submissions.judgements import expected_judgements
from scoring.submissions.model import Judgement, Submission
from scoring.submissions.weighing import Weighing


def judged_together(rules: RuleSet, units: Sequence[Submission], weighing: Weighing) -> dict[str, Judgement]:
    """Return the judgements on *units* taken together; one that a unit still waits for is waited for."""
    found = {}
    for code in expected_judgements(rules):
        judged = [one.judgements[code] for one in units if code in one.judgements]
        if len(judged) == len(units):
            judgement = _together(judged, units, weighing)
            if judgement is not None:
                found[code] = judgement
    return found


def _together(judged: Sequence[Judgement], units: Sequence[Submission], weighing: Weighing) -> Judgement | None:
    """Return one judgement; None where it cannot be told what its marks, or at least its level, would be.

    The level is kept where all units have the same, as a level without marks is if no unit has marks.
    """
    levels = {one.level for one in judged}
    level = judged[0].level if len(levels) == 1 else ""
    numbers = [one.marks for one in judged if one.marks is not None]
    marks = weighing.average(numbers) if len(numbers) == len(judged) else None
    if marks is None and (numbers or not level):
        return None
    place = Location(" + ".join(one.file for one in units))
    return Judgement(marks, level, _reasons(judged, units), _evaluators(judged), place)


def _reasons(judged: Sequence[Judgement], units: Sequence[Submission]) -> str:
    """Return the reasons, each behind its unit; one that all units share stands alone."""
    if len({one.reason for one in judged}) == 1:
        return judged[0].reason
    return "；".join(f"{unit.name}：{one.reason}" for one, unit in zip(judged, units, strict=True) if one.reason)


def _evaluators(judged: Sequence[Judgement]) -> str:
    return "、".join(dict.fromkeys(one.evaluator for one in judged))
