"""A row of a standard (band, condition, point, level), what a 0 brings, or items in all, worth more than all marks."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from scoring.diagnostics import Diagnostic, Kind, Location, message
from scoring.documents.tree import Mapping
from scoring.exact import add_up
from scoring.methods.checklist import Checklist, Mode
from scoring.methods.milestones import Milestones
from scoring.methods.parameters import parameters_of
from scoring.methods.zero_policy import zero_policy
from scoring.rule_set.model import Indicator, Line, RuleSet
from scoring.rule_set.tree import place_of

ROW = Kind(
    "R204",
    "the marks {marks} awarded here are above the full marks {full} of {name}",
    "write at most {full}, or correct the full marks",
)
ITEMS = Kind(
    "R204",
    "the items of {name} add up to {marks} marks, its full marks are {full}",
    "correct the marks of the items so that they add up to {full}",
)


def check(rules: RuleSet) -> Iterator[Diagnostic]:
    """Yield a finding for each row that is worth too much."""
    for owner in rules.owners():
        if owner.method is None:
            continue
        if isinstance(owner.parameters, Checklist | Milestones):
            yield from _items(owner, owner.parameters)
            continue
        for place, marks in _rows(owner.parameters, owner.written):
            if marks > owner.scale:
                related = ((message("full marks of {name}", name=owner.name), owner.marks_place),)
                yield ROW.at(place, related=related, marks=marks, name=owner.name, full=owner.scale)


def _items(owner: Indicator | Line, listed: Checklist | Milestones) -> Iterator[Diagnostic]:
    """Items that earn marks may not add up to more; items that lose them may, until none are left."""
    marks = add_up(item.marks for item in listed.items)
    losing = isinstance(listed, Checklist) and listed.mode is Mode.LOSE
    if marks > owner.scale and not losing:
        yield ITEMS.at(
            owner.marks_place,
            related=(
                (message("{title}: {marks} marks", title=item.title, marks=item.marks), item.place)
                for item in listed.items
            ),
            name=owner.name,
            marks=marks,
            full=owner.scale,
        )


def _rows(parameters: object, written: Mapping) -> Iterator[tuple[Location, Fraction]]:
    """Yield place and marks of every row, and of what every 0 brings, of a method's parameters, whatever the method."""
    for name, declared in parameters_of(type(parameters)):
        value = getattr(parameters, name)
        if declared.reader is zero_policy and isinstance(value, Fraction):
            yield place_of(written, declared.key), value
        for row in value if isinstance(value, tuple) else ():
            marks = getattr(row, "marks", None)
            if marks is not None:
                yield row.place, marks
