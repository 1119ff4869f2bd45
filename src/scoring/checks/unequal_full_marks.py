"""The full marks (分值) of parts that do not add up to those of their group, or of the rule set."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from scoring.diagnostics import Diagnostic, Kind, Location, message
from scoring.exact import add_up
from scoring.rule_set.model import Part, RuleSet

GROUP = Kind(
    "R201",
    "the parts of {group} add up to {sum} marks, {group} itself has {full}: {difference} {direction}",
    "correct the parts or the group so that both are equal",
)
WHOLE = Kind(
    "R201",
    "the first-level parts add up to {sum} marks, the rule set has {full}: {difference} {direction}",
    "correct the parts or full_marks of the rule set so that both are equal",
)


def check(rules: RuleSet) -> Iterator[Diagnostic]:
    """Yield a finding for each group, and for the whole, whose parts do not add up."""
    yield from _unequal(WHOLE, "", rules.full_marks, rules.root, rules.marks_place)
    for group in rules.groups():
        if group.targets is not None:  # its rows are added up when a submission is read
            continue
        yield from _unequal(GROUP, group.name, group.full_marks, group.parts, group.marks_place)


def _unequal(kind: Kind, name: str, full: Fraction, parts: tuple[Part, ...], place: Location) -> Iterator[Diagnostic]:
    found = add_up(part.full_marks for part in parts)
    if found != full:
        yield kind.at(
            place,
            related=(
                (message("{name}: {marks} marks", name=part.name, marks=part.full_marks), part.marks_place)
                for part in parts
            ),
            group=name,
            sum=found,
            full=full,
            difference=abs(found - full),
            direction=message("too many") if found > full else message("too few"),
        )
