"""A rule set whose indicators come to whatever is needed, with lines on the total."""

from __future__ import annotations

from typing import Any

from methods.support import COUNT, MONEY, YES_NO, Tree, decimal, leaf, rule_set, sheet
from scoring.diagnostics import Language
from scoring.engine import ScoreSheet
from scoring.engine.sheet import Adjusted

MARKS = {"method": "ratio", "actual": "得分", "target": "100", "better": "higher"}
FACTS = {
    "得分": {"type": "number", "at_least": "0", "at_most": "100"},
    "有问题": YES_NO,
    "获奖": YES_NO,
    "例数": COUNT,
    "执行数": MONEY | {"at_least": "0"},
    "预算数": MONEY | {"at_least": "0"},
}
SPENT = {"unit": "%", "formula": "执行数 / 预算数", "when_denominator_zero": "missing"}


def lined(*total: Tree, zero: str = "missing", **more: Any) -> dict[str, Any]:
    """Return a rule set of 100 marks whose one indicator brings 得分; its lines are *total*."""
    written = [{"line": f"第{number}行", **line, "source": "ours"} for number, line in enumerate(total, 1)]
    derived = {"执行率": SPENT | {"when_denominator_zero": zero}}
    return rule_set("100", [leaf("A01", "100", MARKS)], FACTS, derived=derived, total=written, **more)


def totalled(*total: Tree, marks: str, given: Tree | None = None, **more: Any) -> ScoreSheet:
    """Return the sheet of an institution whose indicators come to *marks*, with the lines *total*."""
    return sheet(lined(*total), {"得分": marks, **(given or {})}, **more)


def ends(made: ScoreSheet) -> tuple[str, str, str]:
    """Return the total, or its ends, and the grade or grades."""
    low, high = made.grade.low.name, made.grade.high.name
    return decimal(made.total.low), decimal(made.total.high), low if low == high else f"{low}{high}"


def said(line: Adjusted, *figures: str) -> tuple[str, str]:
    """Return the signed amount of a line and the code of its reason, which names *figures* in both languages."""
    assert line.reason is not None
    for language in ("zh", "en"):
        text = Language(language).render(line.reason.text)
        assert not [one for one in figures if one not in text], text
    return decimal(line.amount), line.reason.code
