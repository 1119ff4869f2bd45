"""The world as seen from one place in a tree: from inside folds, and from branches whose condition is open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from scoring.expressions.outcomes import Range, Truths, Words
from scoring.expressions.tree import Input, Node, Reference, Scope, Source
from scoring.expressions.world import Row, World
from scoring.records import dataclass

Trees = Mapping[tuple[Scope, str], Node]
"""What references stand for."""

MOST_LOOKS: Final = 100
"""References that are looked behind in one evaluation because of what a branch knows; more could take for ever."""


@dataclass(frozen=True, slots=True)
class View:
    """What is known at one place.

    Attributes:
        world: what is known everywhere.
        trees: what references stand for, where it may be looked at.
        rows: table → the row looked at; "" → that of the innermost fold.
        narrowed: what the conditions of the branches around say about single inputs and references.
        looks: as many looks behind references as are left.
    """

    world: World
    trees: Trees
    rows: Mapping[str, Row]
    narrowed: Mapping[Node, Range]
    looks: Iterator[int]

    def known(self, node: Input | Reference) -> Range | Truths | Words:
        """Return what is known about *node* without looking behind it."""
        if self.narrowed and node in self.narrowed:
            return self.narrowed[node]
        if isinstance(node, Reference):
            return self.world.reference(node)
        return self.rows[node.table].input(node) if node.source is Source.COLUMN else self.world.input(node)

    def behind(self, node: Input | Reference) -> Node | None:
        """Return the tree behind *node* if what is known here may say more about it; None for no more looks."""
        if not self.narrowed or node in self.narrowed or not isinstance(node, Reference):
            return None
        tree = self.trees.get((node.scope, node.name))
        return None if tree is None or next(self.looks, None) is None else tree

    def at_row(self, table: str, row: Row) -> View:
        """Return the view from *row* of *table*, about whose cells nothing is narrowed yet."""
        kept = {node: outcome for node, outcome in self.narrowed.items() if not _is_column(node)}
        return replace(self, rows={**self.rows, table: row, "": row}, narrowed=kept)

    def knowing(self, node: Node, outcome: Range) -> View:
        """Return the view from where *node* is known to be *outcome*; only inputs and references are remembered."""
        return replace(self, narrowed={**self.narrowed, node: outcome}) if isinstance(node, Input | Reference) else self


def _is_column(node: Node) -> bool:
    return isinstance(node, Input) and node.source is Source.COLUMN
