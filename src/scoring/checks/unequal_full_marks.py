"""The full marks (分值) of parts that do not add up to those of their group, or of the rule set."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from scoring.diagnostics import Diagnostic, Kind, Location, message
from scoring.exact import add_up
from scoring.rule_set.model import Choosing, Group, Part, RuleSet

GROUP = Kind(
    "R201",
    "the parts of {group} add up to {sum} marks, {group} itself has {full}: {difference} {direction}",
    "correct the parts or the group so that both are equal",
)
OUT_OF = Kind(
    "R201",
    "the parts of {group} add up to {sum} marks, it counts out of {full}: {difference} {direction}",
    "correct the parts or out_of so that both are equal",
)
WHOLE = Kind(
    "R201",
    "the first-level parts add up to {sum} marks, the rule set has {full}: {difference} {direction}",
    "correct the parts or full_marks of the rule set so that both are equal",
)


UNLIKE = Kind(
    "R367",
    "{part} has {marks} marks; in {group}, which chooses among its parts, each is written with {full}",
    "write full_marks: {full}; what is chosen is brought to its share by itself",
)


def check(rules: RuleSet) -> Iterator[Diagnostic]:
    """Yield a finding for each group, and for the whole, whose parts do not add up."""
    yield from _unequal(WHOLE, "", rules.full_marks, rules.root, rules.marks_place)
    for group in rules.groups():
        if group.targets is not None:  # its rows are added up when a submission is read
            continue
        if group.choosing is not Choosing.ALL:
            yield from _unlike(group)
            continue
        kind = GROUP if group.scale == group.written_marks else OUT_OF
        yield from _unequal(kind, group.name, group.scale, group.parts, group.marks_place)


def adds_up(group: Group) -> bool:
    """Tell whether the parts of *group* have the marks they should have."""
    if group.targets is not None or group.choosing is not Choosing.ALL:
        return True
    return add_up(part.written_marks for part in group.parts) == group.scale


def _unlike(group: Group) -> Iterator[Diagnostic]:
    """Yield a finding for each part that has not the marks of the group that chooses it."""
    for part in group.parts:
        if part.written_marks != group.scale:
            related = ((message("{name}: {marks} marks", name=group.name, marks=group.scale), group.marks_place),)
            yield UNLIKE.at(
                part.marks_place,
                related=related,
                part=part.name,
                marks=part.written_marks,
                group=group.name,
                full=group.scale,
            )


def _unequal(kind: Kind, name: str, full: Fraction, parts: tuple[Part, ...], place: Location) -> Iterator[Diagnostic]:
    found = add_up(part.written_marks for part in parts)
    if found != full:
        yield kind.at(
            place,
            related=(
                (message("{name}: {marks} marks", name=part.name, marks=part.written_marks), part.marks_place)
                for part in parts
            ),
            group=name,
            sum=found,
            full=full,
            difference=abs(found - full),
            direction=message("too many") if found > full else message("too few"),
        )
