"""Groups that choose among their parts, for generated rule sets."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from generate_plans import OPEN_PLANS, SETTLED_PLANS, Plan
from oracle_completions import any_shares
from oracle_values import number

SETTLED_CHOICES = ("one declared", "one better", "any even", "any declared")
OPEN_CHOICES = ("one missing", "even missing", "declared missing", "better open")
KEYS = {
    "one declared": {"choose": "one", "by": "declared"},
    "one missing": {"choose": "one", "by": "declared"},
    "one better": {"choose": "one", "by": "better"},
    "better open": {"choose": "one", "by": "better"},
    "any even": {"choose": "any", "split": "even"},
    "even missing": {"choose": "any", "split": "even"},
    "any declared": {"choose": "any", "split": "declared"},
    "declared missing": {"choose": "any", "split": "declared"},
}
SIMPLE = tuple(plan for plan in SETTLED_PLANS if plan.state == "scored" and plan.zero is None)
INSIDE = tuple(plan for plan in SETTLED_PLANS if plan.cause != "group" and "missing" not in (plan.zero or ""))
OPEN_INSIDE = tuple(plan for plan in OPEN_PLANS if plan.cause != "group")

Make = Callable[[Plan, str, int, int], dict[str, Any]]
"""Makes an indicator of so many marks, times a factor."""


def choice_group(kind: str, full: int, factors: tuple[int, int], make: Make, rng: random.Random) -> dict[str, Any]:
    """Return a group of *full* marks that chooses; *factors* as for any group."""
    outer, inner = factors
    node: dict[str, Any] = {"group": "选择", "full_marks": str(full * outer), **KEYS[kind]}
    if outer != inner:
        node["out_of"] = str(full * inner)
    plans = INSIDE + OPEN_INSIDE * (kind in OPEN_CHOICES)
    parts = [make(rng.choice(plans), f"K{place}", full, inner) for place in range(rng.choice([2, 2, 3]))]
    if rng.random() < 0.3:
        inside = [make(rng.choice(SIMPLE), f"K8{place}", marks, inner) for place, marks in enumerate((1, full - 1))]
        parts.insert(rng.randrange(3), {"group": "内", "full_marks": str(full * inner), "parts": inside})
    if any("not_applicable" in part for part in parts):
        node["not_applicable"] = rng.choice(["full", "zero", "rescale", "rescale_group"])
    return node | {"parts": parts}


def choice_of(kind: str, group: dict[str, Any], counted: int, rounding: dict[str, str], rng: random.Random) -> Any:
    """Return what the submission says of the choice in a group whose marks count as *counted*; None for nothing."""
    titles = [part.get("indicator", part.get("group")) for part in group["parts"]]
    some = rng.sample(titles, rng.randrange(1, len(titles) + 1))
    if kind == "one declared":
        return some[0]
    if kind == "any even":
        return some
    if kind == "any declared":
        pool = number(group.get("out_of", group["full_marks"]))
        return any_shares(some, pool, {"counted": Fraction(counted)}, {"rounding": rounding}, rng)
    return None
