"""What `possible` must be told: all that is known about inputs, references and tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from scoring.expressions.outcomes import Cause, Range, Truths, Words
from scoring.expressions.tree import Input, Peers, Reference
from scoring.records import dataclass


class Row(Protocol):
    """What is known about one row of a table."""

    def input(self, node: Input) -> Range | Truths | Words:
        """Return what the column *node* of this row can be."""
        ...  # pragma: no cover


class World(Protocol):
    """What is known about everything a tree can ask for."""

    def input(self, node: Input) -> Range | Truths | Words:
        """Return what *node* can be: `Truths` for a truth value, `Words` for a choice, `Range` for all else."""
        ...  # pragma: no cover

    def reference(self, node: Reference) -> Range | Truths:
        """Return what *node* can be: `Truths` where it is a truth value."""
        ...  # pragma: no cover

    def rows(self, table: str) -> Sequence[Row] | OpenRows:
        """Return the rows of *table*, or what is known where the table is missing."""
        ...  # pragma: no cover

    def peers(self, node: Peers) -> Range:
        """Return what comparing the institution with its peers can come to."""
        ...  # pragma: no cover


@dataclass(frozen=True, slots=True)
class OpenRows:
    """A missing table: it may have any number of rows, none included.

    Attributes:
        causes: why it is missing.
        row: what is known of every row it could have.
    """

    causes: frozenset[Cause]
    row: Row
