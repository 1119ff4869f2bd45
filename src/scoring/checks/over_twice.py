"""Bands of values beyond a target (超额扣减) that hold the same value twice; gaps are in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from scoring.checks.cover import Overlap, covering
from scoring.diagnostics import Diagnostic, Kind, message
from scoring.exact import ZERO
from scoring.expressions.intervals import Interval
from scoring.methods.ratio_parameters import Ratio
from scoring.rule_set.model import RuleSet
from scoring.units import PERCENT

TWICE: Final = Kind(
    "R346",
    "going beyond the target of {name} by {both} of it is in two bands of over:, {first} and {second}",
    "let one band end where the other begins, and give that end a round bracket in one of the two",
)
BEYOND: Final = Interval(ZERO, False, None, False)


def check(rules: RuleSet) -> Iterator[Diagnostic]:
    """Yield a finding for each two such bands."""
    for owner in rules.owners():
        if not isinstance(owner.parameters, Ratio):
            continue
        bands = owner.parameters.over
        for found in covering(tuple(band.within for band in bands), BEYOND):
            if isinstance(found, Overlap):
                first, second = bands[found.first], bands[found.second]
                yield TWICE.at(
                    second.place,
                    related=((message("the other band"), first.place),),
                    name=owner.name,
                    both=found.where.text(PERCENT),
                    first=first.within.text(PERCENT),
                    second=second.within.text(PERCENT),
                )
