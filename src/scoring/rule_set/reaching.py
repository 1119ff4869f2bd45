"""When a division in a formula is needed at all."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.expressions.tree import Binary, If, Logic, Not, children, walk
from scoring.expressions.tree import Node as Tree


def reaching(tree: Tree, division: Binary) -> tuple[Tree, ...]:
    """Return what must hold for *division* to be needed in *tree*; () if it always is.

    >>> from scoring.expressions.tree import Input, Source, Sort, divide, number
    >>> has, share = Input(Source.FACT, "有任务", Sort.TRUTH), divide(Input(Source.FACT, "甲"), number(2))
    >>> reaching(If(has, share, number(1)), share) == (has,)
    True
    """
    ways = tuple(_ways(tree, division))
    if () in ways:
        return ()
    every = tuple(way[0] if len(way) == 1 else Logic(True, way) for way in ways)
    return ways[0] if len(ways) == 1 else (Logic(False, every),)


def _ways(tree: Tree, division: Binary) -> Iterator[tuple[Tree, ...]]:
    """Yield, for each time *division* stands in *tree*, what must hold on the way to it."""
    if tree == division:
        yield ()
        return
    match tree:
        case If(condition, then, otherwise):
            yield from _ways(condition, division)
            yield from ((condition, *way) for way in _ways(then, division))
            yield from ((Not(condition), *way) for way in _ways(otherwise, division))
        case Logic(every, parts):
            for part in parts:
                others = tuple(one for one in parts if one != part and division not in walk(one))
                undecided = others if every else tuple(Not(one) for one in others)
                yield from ((*undecided, *way) for way in _ways(part, division))
        case _:
            for part in children(tree):
                yield from _ways(part, division)
