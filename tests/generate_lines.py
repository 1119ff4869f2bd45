"""Lines on the total, each kind applying, not applying and undecided."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from generate_formulas import MONEY, YES_NO
from generate_methods import Part, method_part

LINE_METHODS = (
    "steps.above.free",
    "bands.lower_closed",
    "conditions.balance",
    "checklist.met",
    "incidents.fact",
    "ratio.higher",
    "yes_no.是",
    "share_met.settled",
)
CONDITIONAL = tuple(
    f"{kind}.{state}" for kind in ("cap", "coefficient", "grade_at_most") for state in ("hit", "miss", "open")
)
SETTLED_LINES = (
    "none",
    *(kind for kind in CONDITIONAL if not kind.endswith("open")),
    "cap.marks",
    "cap_by.value",
    "cap_by.indicator",
    "by_claim.regrade",
    "by_claim.keep",
    "by_claim.skip",
    *(f"{sign}.{method}" for sign in ("add", "take") for method in LINE_METHODS),
    "total_at_most",
    "several",
)
OPEN_LINES = (*(kind for kind in CONDITIONAL if kind.endswith("open")), "cap_by.open", "by_claim.missing", "add.open")
LINES = SETTLED_LINES + OPEN_LINES
CAPS = (("[80%, )", "none"), ("[70%, 80%)", "89"), ("[60%, 70%)", "79"), ("(, 60%)", "59"))


@dataclass
class Lines:
    """The lines of a rule set with what they declare, need and claim."""

    written: list[dict[str, Any]] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    derived: dict[str, Any] = field(default_factory=dict)
    figures: dict[str, Any] = field(default_factory=dict)
    keys: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, str] = field(default_factory=dict)

    def also(self, other: Lines) -> Lines:
        """Return both, one after the other."""
        return Lines(
            self.written + other.written,
            self.facts | other.facts,
            self.derived | other.derived,
            self.figures | other.figures,
            self.keys | other.keys,
            self.claims | other.claims,
        )


def conditional(kind: str, code: str, rng: random.Random) -> Lines:
    """cap, coefficient and grade_at_most with a condition."""
    what, state = kind.split(".")
    if state == "marks":
        when = "marks(基础执行率) < 5 或 marks(B02) ≤ 1"
        return Lines([{"line": f"基础指标偏低{code}", "cap": "89", "when": when, "source": "ours"}])
    name = f"存在重大问题{code}"
    figures = {} if state == "open" else {name: "是" if state == "hit" else "否"}
    consequence = {"cap": rng.choice(["89", "79"]), "coefficient": rng.choice(["90%", "95%"]), "grade_at_most": "中"}
    line = {"line": f"重大问题{code}", what: consequence[what], "when": name, "source": "ours"}
    return Lines([line], {name: YES_NO}, {}, figures)


def capped_by(kind: str, code: str, rng: random.Random) -> Lines:
    """执行率封顶"""
    bands = [{"in": interval, "cap": cap} for interval, cap in CAPS]
    state = kind.split(".")[1]
    if state == "indicator":
        line = {"line": "执行率封顶", "cap_by": "基础执行率", "bands": bands, "source": "ours"}
        return Lines([line])
    spent, planned, rate = f"执行数{code}", f"全年预算数{code}", f"执行率{code}"
    derived = {rate: {"unit": "%", "formula": f"{spent} / {planned}", "when_denominator_zero": "100%"}}
    figures = {
        spent: rng.choice(["79.99", "80", "69.99", "70", "59.99", "0"]),
        planned: rng.choice(["100", "100", "0"]),
    }
    if state == "open":
        figures.pop(spent)
        figures[planned] = "100"
    formula = rng.choice([rate, f"max({rate}, 0%)"])
    line = {"line": "执行率封顶", "cap_by": formula, "bands": bands, "source": "ours"}
    return Lines([line], {spent: MONEY, planned: MONEY}, derived, figures)


def by_claim(kind: str, code: str, rng: random.Random) -> Lines:
    """自评与财政评价等级差系数"""
    state = kind.split(".")[1]
    line = {
        "line": "自评等级高于评价等级",
        "coefficient": rng.choice([{"1": "90%", "2": "80%", "3": "70%"}, {"1": "90%", "2": "85%"}]),
        "by": "grades_below_claim",
        "without_claim": "missing" if state == "missing" else "skip",
        "regrade": "false" if state == "keep" else "true",
        "source": "ours",
    }
    grade, total = rng.choice([("优", "95"), ("优", "95"), ("良", "85"), ("差", "20")])
    return Lines([line], claims={} if state in ("skip", "missing") else {"total": total, "grade": grade})


def adjusted(kind: str, code: str, rng: random.Random) -> Lines:
    """加分、减分"""
    sign, method = kind.split(".", 1)
    full = rng.choice([2, 5])
    part: Part = method_part("yes_no.是" if method == "open" else method, code, full, rng)
    if method == "open":
        part.figures.pop(part.key)
    line = {"line": {"add": "加分项", "take": "减分项"}[sign] + code, sign: str(full)} | part.keys | {"source": "ours"}
    return Lines([line], part.facts, part.derived, part.figures)


def beyond_full_marks(kind: str, code: str, rng: random.Random) -> Lines:
    """A total that may pass full marks."""
    lines = adjusted("add.yes_no.是", code, rng)
    lines.keys["total_at_most"] = rng.choice(["101", "105"])
    return lines


def several(kind: str, code: str, rng: random.Random) -> Lines:
    """Several lines, whose order matters."""
    kinds = ["cap.hit", "coefficient.hit", "add.incidents.fact", "take.conditions.balance", "cap_by.value"]
    rng.shuffle(kinds)
    lines = Lines()
    for index, one in enumerate(kinds[: rng.choice([2, 3, 5])], start=1):
        lines = lines.also(line_part(one, f"{code}{index}", rng))
    return lines


def line_part(kind: str, code: str, rng: random.Random) -> Lines:
    """Return the lines of one kind; *code* ends the names they declare."""
    if kind == "none":
        return Lines()
    builders: dict[str, Callable[[str, str, random.Random], Lines]] = {
        "cap_by": capped_by,
        "by_claim": by_claim,
        "add": adjusted,
        "take": adjusted,
        "total_at_most": beyond_full_marks,
        "several": several,
    }
    return builders.get(kind.split(".")[0], conditional)(kind, code, rng)
