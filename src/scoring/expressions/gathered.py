"""Trees put together again as they were written: min and max of many, comparisons that run on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from scoring.expressions.tree import Binary, Compare, Node, Operator, Relation


def arguments_of(node: Node, operator: Operator) -> list[Node]:
    """Return the arguments of ``min(min(a, b), c)``: a, b, c."""
    arguments: list[Node] = []
    while isinstance(node, Binary) and node.operator is operator:
        arguments.append(node.right)
        node = node.left
    return [node, *reversed(arguments)]


_RISING: Final = frozenset({Relation.EQUAL, Relation.LESS, Relation.AT_MOST})
_FALLING: Final = frozenset({Relation.EQUAL, Relation.MORE, Relation.AT_LEAST})


def runs_on(links: Sequence[Compare]) -> bool:
    """Tell whether each comparison begins where the one before it ends, all in one direction."""
    relations = {link.relation for link in links}
    shared = all(one.right == other.left for one, other in pairwise(links))
    return len(links) > 1 and shared and (relations <= _RISING or relations <= _FALLING)
