"""What a fact can be by its declaration alone: the world in which nothing has been submitted yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from fractions import Fraction
from math import ceil, floor, inf

from scoring.exact import ZERO
from scoring.expressions.outcomes import NO_CAUSES, Cause, Range, Truths, Words, exactly, surely
from scoring.expressions.possible import possible
from scoring.expressions.standing import alone
from scoring.expressions.tree import (
    Absent,
    Binary,
    Compare,
    Fold,
    FoldKind,
    Function,
    If,
    Input,
    Node,
    Number,
    Operator,
    Peers,
    PeersKind,
    Reference,
    Relation,
    Scope,
    Sort,
    Source,
    Unary,
    children,
    number,
)
from scoring.expressions.world import OpenRows
from scoring.methods.contract import Lowered, OwnJudgement
from scoring.records import dataclass
from scoring.rule_set.model import Fact, FactType, RuleSet


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


def values_of(fact: Fact, most: int) -> tuple[Truths | Words | Range, ...]:
    """Return each value *fact* may have by its declared type and limits; () if there are more than *most*, or no end.

    Declared decimals limit nothing: more of them are a warning, and the figure is kept.
    """
    if fact.type.sort is Sort.TRUTH:
        return surely(True), surely(False)
    if fact.type.sort is Sort.CHOICE:
        return tuple(Words(frozenset({word})) for word in fact.one_of) if len(fact.one_of) <= most else ()
    if fact.type is not FactType.COUNT or fact.at_most is None:
        return ()
    low, high = ceil(fact.at_least or ZERO), floor(fact.at_most)
    return tuple(exactly(Fraction(value)) for value in range(low, high + 1)) if high - low < most else ()


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
        outcomes: what is already known of references: marks, workings, trees looked at before.
        judgements: code → the judgement waited for.
    """

    facts: Mapping[str, Fact]
    trees: dict[tuple[Scope, str], Node]
    outcomes: dict[tuple[Scope, str], Range | Truths] = field(default_factory=dict)
    judgements: Mapping[str, OwnJudgement] = field(default_factory=dict)

    def input(self, node: Input) -> Range | Truths | Words:
        """Return every value the input may have."""
        own = self.judgements.get(node.name) if node.source is Source.JUDGEMENT else None
        if own is not None:
            return Range(own.low, own.high)
        fact = self.facts.get(node.name)
        return Truths(True, True) if fact is None and node.sort is Sort.TRUTH else anything(fact)

    def reference(self, node: Reference) -> Range | Truths:
        """Return every value the tree behind the reference may have."""
        key = (node.scope, node.name)
        known = self.outcomes.get(key)
        if known is None:
            tree = self.trees.get(key)
            unknown = Truths(True, True) if node.truth else Range(-inf, inf)
            known = self.outcomes[key] = unknown if tree is None else possible(tree, self, self.trees)
        return known

    def rows(self, table: str) -> OpenRows:
        """Return any number of rows."""
        return OpenRows(NO_CAUSES, AnyRow(self.facts[table]))

    def peers(self, node: Peers) -> Range:
        """Return everything a comparison can come to: the figures of every institution are as declared."""
        anyone = possible(node.operand, self, self.trees)
        assert isinstance(anyone, Range)
        return alone(node.kind, anyone, anyone)

    def learn(self, key: tuple[Scope, str], tree: Node) -> None:
        """Remember what *key* stands for, and look at it once, while all that it refers to is known."""
        self.trees[key] = tree
        self.reference(Reference(*key))


def trees_of(rules: RuleSet) -> dict[tuple[Scope, str], Node]:
    """Return what the names of derived items and of indicators' values stand for."""
    trees = {(Scope.DERIVED, name): one.node for name, one in rules.derived.items()}
    return trees | {(Scope.VALUE, code): node for code, node in rules.values.items()}


def domain_of(rules: RuleSet) -> Domain:
    """Return everything that can be, by what *rules* declare."""
    marks: dict[tuple[Scope, str], Range | Truths] = {
        (Scope.MARKS, one.code): Range(ZERO, one.full_marks) for one in rules.indicators
    }
    judgements = {own.name: own for owner in rules.owners() for own in owner.judgements}
    return Domain(rules.facts, trees_of(rules), marks, judgements)


def outcomes_of(lowered: Lowered, domain: Domain) -> Mapping[str, Range | Truths]:
    """Return every outcome that each working of *lowered* can have, by its name."""
    known = dict(domain.outcomes)
    inner = replace(domain, outcomes=known)
    for one in lowered.workings:
        known[Scope.WORKING, one.name] = possible(one.node, inner, domain.trees)
    return {one.name: known[Scope.WORKING, one.name] for one in lowered.workings}


def can_be_zero(node: Node, domain: Domain) -> bool:
    """Tell whether the number *node* can be 0 by the declarations alone, in any row of the tables it looks at."""
    tables = open_tables(node)
    if tables:
        zero: Node = Compare(Relation.EQUAL, node, number(0))
        for table in sorted(tables):
            zero = Compare(Relation.MORE, Fold(FoldKind.COUNT, table, number(1), zero), number(0))
        outcome = possible(zero, domain, domain.trees)
        return isinstance(outcome, Truths) and outcome.yes
    outcome = possible(node, domain, domain.trees)
    return isinstance(outcome, Range) and outcome.number and outcome.low <= 0 <= outcome.high


def open_tables(node: Node) -> frozenset[str]:
    """Return the tables whose rows *node* looks at from inside a fold that stands around it."""
    match node:
        case Input(source=Source.COLUMN, table=table):
            return frozenset({table})
        case Fold(table=table):
            return frozenset().union(*map(open_tables, children(node))) - {table}
        case _:
            return frozenset().union(*map(open_tables, children(node)))


def is_whole(node: Node, domain: Domain) -> bool:
    """Tell whether the number *node* can only be whole: counts, and what is added, subtracted, multiplied of them."""
    match node:
        case Number(value):
            return value.denominator == 1
        case Input(source=Source.FACT, name=name):
            fact = domain.facts.get(name)
            return fact is not None and fact.type is FactType.COUNT
        case Input(source=Source.COLUMN, name=name, table=table):
            column = domain.facts[table].column(name)
            return column is not None and column.type is FactType.COUNT
        case Reference(scope, name):
            tree = domain.trees.get((scope, name))
            return tree is not None and is_whole(tree, domain)
        case Binary(operator, left, right):
            return operator is not Operator.DIVIDE and is_whole(left, domain) and is_whole(right, domain)
        case Unary(function, operand):
            return function is not Function.ABS or is_whole(operand, domain)
        case If(_, then, otherwise):
            return is_whole(then, domain) and is_whole(otherwise, domain)
        case Fold(FoldKind.SUM, _, operand) | Peers(PeersKind.BEST, operand):
            return is_whole(operand, domain)
        case Fold() | Peers(PeersKind.PLACE) | Absent():
            return True
    return False
