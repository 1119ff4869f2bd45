"""A group that takes its rows from the department's own targets: rows of every operator, in every state."""

from __future__ import annotations

import random
from typing import Any

from generate_methods import BY

TARGETS = ("none", "complete", "not_applicable", "nothing_applies", "empty", "open", "absent", "unequal")
SETTLED_TARGETS = TARGETS[:5]
FULL = 20
LEVELS = [
    {"level": "达成", "share": "[80%, 100%]"},
    {"level": "部分达成", "share": "[50%, 80%)"},
    {"level": "未达成", "share": "[0%, 50%)"},
]
SCORED_BY: dict[str, Any] = {
    "≥": {"method": "ratio", "better": "higher"},
    "≤": {"method": "ratio", "better": "lower"},
    "=": {"method": "ratio", "better": "closer"},
    "定性": {"method": "judged", "levels": LEVELS},
}
RATE = {
    "method": "steps",
    "out_of": "4",
    "below": "100%",
    "step": "5%",
    "marks_per_step": "0.3",
    "part_step": "pro_rata",
    "when_denominator_zero": "full",
}
BELOW = {
    "method": "bands",
    "out_of": "100",
    "bands": [
        {"in": "(, 100%)", "marks": "100"},
        {"at": "100%", "marks": "80"},
        {"in": "(100%, 105%]", "marks": "35"},
        {"in": "(105%, )", "marks": "0"},
    ],
    "when_denominator_zero": "50",
}
OWN: dict[str, Any] = {">": RATE, "<": BELOW}


def row(target: str, actual: str, marks: int, **more: str) -> dict[str, str]:
    """Return one row."""
    return (
        {"kind": "数量", "indicator": f"目标{marks}{len(target)}", "target": target, "actual": actual}
        | more
        | {"marks": str(marks)}
    )


def rows_of(rng: random.Random) -> list[dict[str, str]]:
    """Return rows of every operator that make up the group's marks; thresholds and one beside them."""
    beside = rng.choice(["999", "1000", "1001", "0"])
    return [
        row("≥1000", beside, 4, unit="人次"),
        row("≤90", rng.choice(["90", "100", "89.99"]), 3, unit="万元"),
        row("≤0", rng.choice(["0", "1"]), 1),
        row(rng.choice(["=100%", "=100"]), rng.choice(["100", "97.5"]), 2, unit="%"),
        row(rng.choice([">95%", "> 0%"]), rng.choice(["95%", "90.5%"]), 4),
        row("<30", rng.choice(["30", "29", "31", "33"]), 2, unit="天"),
        row("按要求完成", "基本完成", 4, kind="质量", code="Q1"),
    ]


def target_part(state: str, rng: random.Random) -> tuple[dict[str, Any], Any, dict[str, Any]]:
    """Return the group, the table (None for none) and the judgements of one kind of case."""
    group = {
        "group": "产出指标",
        "full_marks": str(FULL),
        "from": "targets",
        "kinds": ["数量", "质量"],
        "source": "ours",
    }
    rows: Any = rows_of(rng)
    judged = {"Q1": {"level": "部分达成", "marks": "2.8", "reason": "两项延后"} | BY}
    if state in ("not_applicable", "nothing_applies") or (state == "absent" and rng.random() < 0.5):
        group["not_applicable"] = rng.choice(["full", "zero", "rescale", "rescale_group"])
    if state == "complete" and rng.random() < 0.5:
        group |= {"full_marks": str(2 * FULL), "out_of": str(FULL)}
    if state == "not_applicable" or state == "nothing_applies":
        for one in rows if state == "nothing_applies" else rng.sample(rows, 3):
            one |= {"applies": "否", "reason": "本年未开展"}
    if state == "empty":
        group["when_no_rows"] = rng.choice(["full", "zero", "not_applicable"])
        group |= {"not_applicable": "rescale"} if group["when_no_rows"] == "not_applicable" else {}
        rows = []
    if state == "open":
        rng.choice(rows[:6]).pop("actual")
        judged = {} if rng.random() < 0.5 else judged
    if state == "unequal":
        rows = rows[1:]
    if state == "absent":
        rows = None
    return group | {"targets_scored_by": OWN}, rows, judged if rows else {}
