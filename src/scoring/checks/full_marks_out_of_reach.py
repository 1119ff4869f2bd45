"""A standard that can never bring its full marks, whatever is submitted."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from scoring.diagnostics import Diagnostic, Kind
from scoring.expressions.outcomes import Range
from scoring.methods.contract import MARKS
from scoring.rule_set.domains import domain_of, outcomes_of
from scoring.rule_set.model import RuleSet

OUT_OF_REACH = Kind(
    "R205",
    "whatever is submitted, {name} brings at most {most} of its {full} marks",
    "let the best case bring {full} marks, or correct the full marks",
)


def check(rules: RuleSet) -> Iterator[Diagnostic]:
    """Yield a finding for each indicator, and each line that adds or takes, whose marks stay below the full ones."""
    domain = domain_of(rules)
    for owner in rules.owners():
        if owner.method is None:
            continue
        assert owner.lowered is not None
        marks = outcomes_of(owner.lowered, domain)[MARKS]
        assert isinstance(marks, Range)
        if isinstance(marks.high, Fraction) and marks.high < owner.full_marks:
            most = marks.high * owner.scale / owner.full_marks  # as written, before they are turned into others
            yield OUT_OF_REACH.at(owner.marks_place, name=owner.name, most=most, full=owner.scale)
