"""A row of a standard (a band, a condition, a level), or all its items, worth more than the full marks."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from fractions import Fraction

from scoring.diagnostics import Diagnostic, Kind, Location, message
from scoring.exact import add_up
from scoring.methods.checklist import Checklist, Item, Mode
from scoring.rule_set.model import Indicator, Line, RuleSet

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
        if isinstance(owner.parameters, Checklist):
            yield from _items(owner, owner.parameters)
            continue
        for place, marks in _rows(owner.parameters):
            if marks > owner.scale:
                related = ((message("full marks of {name}", name=owner.name), owner.marks_place),)
                yield ROW.at(place, related=related, marks=marks, name=owner.name, full=owner.scale)


def _items(owner: Indicator | Line, checklist: Checklist) -> Iterator[Diagnostic]:
    """Items that earn marks may not add up to more; items that lose them may, until none are left."""
    marks = add_up(item.marks for item in checklist.items)
    if checklist.mode is Mode.EARN and marks > owner.scale:
        yield ITEMS.at(
            owner.marks_place,
            related=(
                (message("{title}: {marks} marks", title=item.title, marks=item.marks), item.place)
                for item in checklist.items
            ),
            name=owner.name,
            marks=marks,
            full=owner.scale,
        )


def _rows(parameters: object) -> Iterator[tuple[Location, Fraction]]:
    """Yield place and marks of every row of a method's parameters, whatever the method."""
    for field in dataclasses.fields(parameters):  # type: ignore[arg-type]
        rows = getattr(parameters, field.name)
        for row in rows if isinstance(rows, tuple) else ():
            marks = getattr(row, "marks", None)
            if marks is not None and not isinstance(row, Item):
                yield row.place, marks
