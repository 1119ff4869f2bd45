"""What a fact can be by its declaration alone: the world in which nothing has been submitted yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

from scoring.expressions.outcomes import NO_CAUSES, Cause, Range, Truths, Words
from scoring.expressions.possible import possible
from scoring.expressions.tree import Input, Node, Reference, Scope, Sort
from scoring.expressions.world import OpenRows
from scoring.rule_set.model import Fact


def anything(fact: Fact | None, causes: frozenset[Cause] = NO_CAUSES) -> Range | Truths | Words:
    """Return every value *fact* may have by its declared type and limits, missing because of *causes*."""
    if fact is None:
        return Range(-inf, inf, causes=causes)
    if fact.type.sort is Sort.TRUTH:
        return Truths(True, True, causes=causes)
    if fact.type.sort is Sort.CHOICE:
        return Words(frozenset(fact.one_of), causes)
    low = -inf if fact.at_least is None else fact.at_least
    high = inf if fact.at_most is None else fact.at_most
    return Range(low, high, causes=NO_CAUSES if low == high else causes)


@dataclass(frozen=True, slots=True)
class AnyRow:
    """Any row a table may have."""

    table: Fact
    causes: frozenset[Cause] = NO_CAUSES

    def input(self, node: Input) -> Range | Truths | Words:
        """Return what a cell can be by its declaration."""
        return anything(self.table.column(node.name), self.causes)


@dataclass(frozen=True, slots=True)
class Domain:
    """The world of the declarations alone.

    Attributes:
        facts: the facts by name.
        trees: what references stand for.
    """

    facts: Mapping[str, Fact]
    trees: Mapping[tuple[Scope, str], Node]

    def input(self, node: Input) -> Range | Truths | Words:
        """Return every value the input may have."""
        fact = self.facts.get(node.name)
        if fact is None and node.sort is Sort.TRUTH:
            return Truths(True, True)
        return anything(fact)

    def reference(self, node: Reference) -> Range | Truths:
        """Return every value the tree behind the reference may have."""
        tree = self.trees.get((node.scope, node.name))
        if tree is None:
            return Truths(True, True) if node.truth else Range(-inf, inf)
        return possible(tree, self, self.trees)

    def rows(self, table: str) -> OpenRows:
        """Return any number of rows."""
        return OpenRows(NO_CAUSES, AnyRow(self.facts[table]))


def can_be_zero(node: Node, domain: Domain) -> bool:
    """Tell whether the number *node* can be 0 by the declarations alone."""
    outcome = possible(node, domain, domain.trees)
    return isinstance(outcome, Range) and outcome.number and outcome.low <= 0 <= outcome.high
