"""What all indicators together come to, before any line of the rule set's own."""

from __future__ import annotations

from scoring.engine.found import Found
from scoring.engine.indicators import Results
from scoring.engine.plan import Worked
from scoring.engine.spreading import Bounds, Item, Node, spread
from scoring.exact import add_up
from scoring.rule_set.model import Group, Part


def bounds_of(worked: Worked, made: Results) -> Bounds:
    """Return what all indicators together come to, after every spreading."""
    found = made.found
    if not any([one.depths for one in found]):
        low = add_up([one.low for one in found])
        certain = all([one.low is one.high for one in found])
        return Bounds(low, low if certain else add_up([one.high for one in found]), ())
    return spread(Node("", worked.rules.full_marks, 0, nodes(worked, made, worked.rules.root)), worked.rounded)


def nodes(worked: Worked, made: Results, parts: tuple[Part, ...]) -> tuple[Node | Item, ...]:
    """Return *parts* as they are spread; those without marks, because others were chosen, are left out."""
    perhaps = {one.group.path: one for one in made.perhaps}
    own = {one.code: result for one, result in zip(worked.rules.indicators, made.own, strict=True)}

    def visit(parts: tuple[Part, ...]) -> tuple[Node | Item, ...]:
        return tuple(
            Node(part.name, part.full_marks, len(part.path), visit(part.parts), perhaps.get(part.path))
            if isinstance(part, Group)
            else _item(own[part.code], part)
            for part in parts
            if part.full_marks
        )

    return visit(parts)


def _item(found: Found, part: Part) -> Item:
    return Item(part.full_marks, found.low, found.high, found.depths, found.counts)
