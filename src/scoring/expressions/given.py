"""What a condition that holds, or does not hold, says about the numbers it compares.

In: a condition, whether it holds, and a view. Out: the view from there, in which less is possible and never too little.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from scoring.expressions import ranges
from scoring.expressions.outcomes import Range
from scoring.expressions.tree import Binary, Compare, Input, Logic, Node, Not, Number, Reference, Round, Unary, walk
from scoring.expressions.view import View

Numbers = Callable[[Node, View], Range]
"""Returns every outcome of a number."""

MOST_LEVELS: Final = 3
"""So deep in a formula the parts learn from what is known of the whole; deeper it would cost more than it tells."""


def given(condition: Node, holds: bool, view: View, number: Numbers) -> View:
    """Return the view from where *condition* is known to hold, or not to hold."""
    match condition:
        case Not(operand):
            return given(operand, not holds, view, number)
        case Logic(every, parts) if every is holds:
            for part in parts:
                view = given(part, holds, view, number)
            return view
        case Compare(relation, left, right) if _is_plain(left) and _is_plain(right):
            relation = relation if holds else ranges.OPPOSITE[relation]
            one, other = number(left, view), number(right, view)
            view = _within(left, ranges.narrowed(one, relation, other), view, number)
            return _within(right, ranges.narrowed(other, ranges.MIRRORED[relation], one), view, number)
        case Reference(truth=True):
            behind = view.trees.get((condition.scope, condition.name))
            return view if behind is None else given(behind, holds, view, number)
    return view


def _within(node: Node, outcome: Range, view: View, number: Numbers, levels: int = MOST_LEVELS) -> View:
    """Return the view from where *node* is known to be *outcome*: what that says of the parts of a sum or product."""
    if isinstance(node, Input | Reference):
        return view.knowing(node, outcome)
    if levels == 0 or not isinstance(node, Binary) or node.operator not in ranges.UNDONE:
        return view
    left, right = number(node.left, view), number(node.right, view)
    of_left, of_right = ranges.UNDONE[node.operator]
    view = _within(node.left, ranges.met(left, of_left(outcome, right)), view, number, levels - 1)
    return _within(node.right, ranges.met(right, of_right(outcome, left)), view, number, levels - 1)


def _is_plain(node: Node) -> bool:
    """Tell whether *node* decides nothing in itself, so that looking at it twice costs little."""
    return all(isinstance(part, Number | Input | Reference | Binary | Unary | Round) for part in walk(node))
