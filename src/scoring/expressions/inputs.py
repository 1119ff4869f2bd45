"""Which inputs a tree can read."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.expressions.tree import Fold, Input, Node, Reference, Scope, Sort, Source, walk


def inputs_of(node: Node, trees: Mapping[tuple[Scope, str], Node]) -> frozenset[Input]:
    """Return every input that *node* can read, those behind references included.

    A fold reads its table, ``Input(Source.FACT, table, Sort.TABLE)``, besides the columns it names.

    Args:
        node: the tree.
        trees: what references stand for; a reference that is not in it is not followed.
    """
    found: set[Input] = set()
    followed: set[tuple[Scope, str]] = set()
    waiting = [node]
    while waiting:
        for part in walk(waiting.pop()):
            if isinstance(part, Input):
                found.add(part)
            elif isinstance(part, Fold):
                found.add(Input(Source.FACT, part.table, Sort.TABLE))
            elif isinstance(part, Reference) and (key := (part.scope, part.name)) in trees and key not in followed:
                followed.add(key)
                waiting.append(trees[key])
    return frozenset(found)
