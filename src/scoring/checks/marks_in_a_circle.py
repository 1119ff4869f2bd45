"""Indicators that ask for one another's marks, or for their own: none of them can be scored first."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.diagnostics import Diagnostic, Kind, message
from scoring.rule_set.asking import circles, marks_in, trees_in
from scoring.rule_set.domains import trees_of
from scoring.rule_set.model import RuleSet

CIRCLE = Kind(
    "R211",
    "the marks of these depend on one another: {circle}",
    "take one of them out of the circle: ask for its value, or for a fact, instead of its marks",
)


def check(rules: RuleSet) -> Iterator[Diagnostic]:
    """Yield a finding for each circle."""
    trees = trees_of(rules)
    uses = {one.code: marks_in(trees_in(one), trees) for one in rules.indicators}
    by_code = {one.code: one for one in rules.indicators}
    for circle in circles(uses):
        first, *others = (by_code[code] for code in circle)
        related = tuple((message("{name}", name=one.name), one.place) for one in others)
        yield CIRCLE.at(first.place, related=related, circle=" → ".join((*circle, circle[0])))
