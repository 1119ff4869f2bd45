"""What a generated indicator is to show, and every combination of it that makes sense."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from generate_methods import VALUE_VARIANTS, VARIANTS

POLICIES = ("full", "zero", "rescale", "rescale_group")
ROUNDINGS = tuple(
    {"step": step, "mode": mode, "at": at}
    for at, mode, step in itertools.product(
        ("indicator", "total"), ("half_up", "half_even"), ("0.01", "0.1", "0.5", "1")
    )
    if (at, mode, step) != ("total", "half_even", "1")  # refused where full marks are an odd number of steps
)


@dataclass(frozen=True)
class Plan:
    """What one indicator is to show.

    Attributes:
        variant: method and variant, such as `steps.above.free`.
        state: the state it must come out in.
        zero: zero policy that comes into force: `full`, `full/both` (0/0), `full/own` (0/0 with a policy of its own),
            `zero/invalid` (too few answers).
        policy: policy if not applicable.
        cause: why it is not applicable or open: own, group, denominator, open (its condition is unknown), fact.
    """

    variant: str
    state: str = "scored"
    zero: str | None = None
    policy: str | None = None
    cause: str | None = None

    def __str__(self) -> str:
        parts = [self.variant, self.state, self.zero, self.policy, self.cause]
        return " ".join(part for part in parts if part)

    @property
    def is_open(self) -> bool:
        """Tell whether the total stays open."""
        return self.state in ("missing_data", "awaiting_judgement")


def every_plan() -> Iterator[Plan]:
    """Yield each combination that makes sense."""
    for variant in VARIANTS:
        yield Plan(variant)
        yield Plan(variant, "awaiting_judgement" if variant.startswith("judged") else "missing_data", cause="fact")
        for policy in POLICIES:
            yield Plan(variant, "not_applicable", None, policy, "own")
            yield Plan(variant, "not_applicable", None, policy, "group")
            yield Plan(variant, "missing_data", None, policy, "open")
    for variant, numerator in itertools.product(VALUE_VARIANTS, ("", "/both", "/own")):
        for zero in ("full", "zero", "number"):
            yield Plan(variant, "scored", zero + numerator)
        yield Plan(variant, "missing_data", f"missing{numerator}")
        for policy in POLICIES:
            yield Plan(variant, "not_applicable", f"not_applicable{numerator}", policy, "denominator")
    for variant in ("steps.below.free", "bands.points"):
        yield Plan(variant, "scored", "zero/invalid")
        yield Plan(variant, "missing_data", "missing/invalid")
        for policy in POLICIES:
            yield Plan(variant, "not_applicable", "not_applicable/invalid", policy, "denominator")


SETTLED_PLANS = tuple(plan for plan in every_plan() if not plan.is_open)
OPEN_PLANS = tuple(plan for plan in every_plan() if plan.is_open)


def tag_of(what: Plan | str, rounding: dict[str, str], kind: str = "line") -> str:
    """Return the tag of one plan, one kind of line or of choice under one rounding."""
    where = " ".join(rounding[key] for key in ("at", "mode", "step"))
    return f"{what} | {where}" if isinstance(what, Plan) else f"{kind} {what} | {where}"
