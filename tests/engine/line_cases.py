"""One judged indicator with lines on the total, and what the sheet then says."""

from __future__ import annotations

from typing import Any

from methods.support import YES_NO, Tree, decimal, leaf, rule_set, sheet
from scoring.diagnostics import Language
from scoring.engine import ScoreSheet
from scoring.engine.sheet import Adjusted

BY = {"reason": "现场核查", "evaluator": "评价组"}
FLOORS = {"basis": "exact", "floors": {"优": "90", "良": "80", "中": "70", "差": "0"}, "source": "ours"}
PROBLEM = {"重大问题": YES_NO}
CLAIMED = {"line": "自评等级高于评价等级", "by": "grades_below_claim", "source": "ours"}
DROPS = {"coefficient": {"1": "90%", "2": "80%", "3": "70%"}}


def made(lines: list[Tree], given: str, facts: Tree | None = None, declared: Tree = PROBLEM, **more: Any) -> ScoreSheet:
    """Return the sheet of one judged indicator with *given* marks and *lines* on the total."""
    parts = [leaf("A01", "100", {"method": "judged"})]
    written = [{**line, "source": "ours"} for line in lines]
    claims = {"claims": more.pop("claims")} if "claims" in more else {}
    judgements = {"A01": {"marks": given, **BY}} if given else {}
    rules = rule_set("100", parts, declared, total=written, **({"grades": FLOORS} | more))
    return sheet(rules, facts or {}, judgements=judgements, **claims)


def line(found: ScoreSheet, place: int = -1) -> Adjusted:
    return found.lines[place]


def why(found: Adjusted, language: str = "zh") -> str:
    assert found.reason is not None
    return Language(language).render(found.reason.text)


def result(found: ScoreSheet) -> str:
    """Return total and grade as people write them."""
    grades = found.grade.low.name if found.grade.certain else f"{found.grade.low.name}–{found.grade.high.name}"
    return f"{decimal(found.total.marks)} {grades}"
