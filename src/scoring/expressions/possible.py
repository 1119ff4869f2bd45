"""The general evaluator: every outcome that missing data leave open. It is the truth, plainly written.

With nothing missing the outcome is one exact number. With something missing it is a set that holds the outcome of
every completion; see `outcomes` for what a set is. What is *undefined* by a policy (0/0) counts as a number that nobody
knows.

Conditions that stay open are put to use: in the branch where ``x ≤ 5`` holds, x is at most 5.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from math import ceil, floor, inf
from types import MappingProxyType
from typing import Final

from scoring.exact import ONE, ZERO, to_step
from scoring.expressions import ranges
from scoring.expressions.given import given
from scoring.expressions.outcomes import (
    NOT_APPLICABLE,
    Cause,
    Range,
    Truths,
    Words,
    all_of,
    between,
    exactly,
    negated,
    surely,
    truths,
    union,
    union_of_truths,
    unknown,
)
from scoring.expressions.tree import (
    Absent,
    Binary,
    Compare,
    Fold,
    FoldKind,
    Function,
    If,
    Input,
    Logic,
    Matches,
    Missing,
    Node,
    Not,
    Number,
    Operator,
    Outcome,
    Peers,
    Reference,
    Relation,
    Round,
    Truth,
    Unary,
    is_truth,
    number,
)
from scoring.expressions.view import MOST_LOOKS, Trees, View
from scoring.expressions.world import OpenRows, Row, World

__all__ = ["NOT_APPLICABLE", "Cause", "OpenRows", "Range", "Row", "Truths", "Words", "World", "possible"]

_NO_TREES: Final[Trees] = MappingProxyType({})

_OPERATIONS: Final = {
    Operator.ADD: ranges.added,
    Operator.SUBTRACT: ranges.subtracted,
    Operator.MULTIPLY: ranges.multiplied,
    Operator.DIVIDE: ranges.divided,
    Operator.MIN: ranges.smaller,
    Operator.MAX: ranges.larger,
}
_FUNCTIONS: Final[Mapping[Function, Callable[[Range], Range]]] = {
    Function.ABS: ranges.absolute,
    Function.FLOOR: lambda operand: ranges.mapped(operand, lambda exact: Fraction(floor(exact))),
    Function.CEIL: lambda operand: ranges.mapped(operand, lambda exact: Fraction(ceil(exact))),
}
_REFLEXIVE: Final = (Relation.EQUAL, Relation.AT_MOST, Relation.AT_LEAST)


def possible(node: Node, world: World, trees: Trees = _NO_TREES, unless: Iterable[Node] = ()) -> Range | Truths:
    """Return every outcome *node* can have in *world*: `Truths` for a truth value, otherwise a `Range`.

    Args:
        node: the tree.
        world: what is known.
        trees: what references stand for, where it may be looked at to bound (a - b) ÷ b well; never needed to be right.
        unless: conditions that do not hold where *node* is asked for.
    """
    view = View(world, trees, {}, {}, iter(range(MOST_LOOKS)))
    for condition in unless:
        view = given(condition, False, view, _number)
    return _truth(node, view) if is_truth(node) else _number(node, view)


def _number(node: Node, view: View) -> Range:
    """Return every outcome of a number."""
    match node:
        case Number(value):
            return exactly(value)
        case Input() | Reference():
            return _as_range(_leaf(node, view))
        case Binary():
            return _binary(node, view)
        case Unary(function, operand):
            return _FUNCTIONS[function](_number(operand, view))
        case Round(operand, step, mode):
            return ranges.mapped(_number(operand, view), lambda exact: to_step(exact, step, mode))
        case If():
            condition, branches = _branches(node, view)
            outcomes = [_number(branch, inner) for branch, inner in branches]
            return union([*outcomes, *([NOT_APPLICABLE] if condition.not_applicable else [])], condition.causes)
        case Fold() | Peers():
            return _fold(node, view) if isinstance(node, Fold) else view.world.peers(node)
        case Absent(Outcome.NOT_APPLICABLE):
            return NOT_APPLICABLE
        case Absent(_, cause):
            return unknown([Cause("undefined", cause)])
    raise TypeError(f"not a number: {node}")


def _truth(node: Node, view: View) -> Truths:
    """Return every outcome of a truth value."""
    match node:
        case Truth(value):
            return surely(value)
        case Input() | Reference():
            return _as_truths(_leaf(node, view))
        case Compare():
            return _compare(node, view)
        case Matches(operand, word):
            return _matches(_leaf(operand, view), word)
        case Missing(operand):
            return surely(not _leaf(operand, view).certain)
        case Logic(every, parts):
            return _all_of(parts, view) if every else negated(_all_of([Not(part) for part in parts], view))
        case Not(operand):
            return negated(_truth(operand, view))
        case If():
            condition, branches = _branches(node, view)
            outcomes = [_truth(branch, inner) for branch, inner in branches]
            not_applicable = [Truths(False, False, True)] if condition.not_applicable else []
            return union_of_truths([*outcomes, *not_applicable], condition.causes)
    raise TypeError(f"not a truth value: {node}")


def _leaf(node: Input | Reference, view: View) -> Range | Truths | Words:
    """Return what is known about *node*, by looking behind it where the view knows more than the world does."""
    tree = view.behind(node)
    if tree is None:
        return view.known(node)
    return _truth(tree, view) if is_truth(tree) else _number(tree, view)


def _as_range(outcome: Range | Truths | Words) -> Range:
    if not isinstance(outcome, Range):
        raise TypeError(f"not a number: {outcome}")
    return outcome


def _as_truths(outcome: Range | Truths | Words) -> Truths:
    if not isinstance(outcome, Truths):
        raise TypeError(f"not a truth value: {outcome}")
    return outcome


def _all_of(parts: Iterable[Node], view: View) -> Truths:
    """Return Kleene's "and", looking no further than a part that is certainly false.

    A part is looked at from where those before it hold: elsewhere the answer is no whatever it says. Where one of them
    may be not applicable the part still counts, and nothing is learnt.
    """

    def needed() -> Iterator[Truths]:
        inner = view
        for part in parts:
            outcome = _truth(part, inner)
            yield outcome
            if outcome.value is False:
                return
            if not (outcome.certain or outcome.not_applicable):
                inner = given(part, True, inner, _number)

    return all_of(needed())


def _matches(outcome: Range | Truths | Words, word: str) -> Truths:
    if not isinstance(outcome, Words):
        raise TypeError(f"not a choice: {outcome}")
    return truths(word in outcome.words, bool(outcome.words - {word}), False, outcome.causes)


def _binary(node: Binary, view: View) -> Range:
    """Return an operation on two numbers; the same tree on both sides is the same number, known or not."""
    if node.operator is Operator.DIVIDE:
        return _divide(node, view)
    left = _number(node.left, view)
    if node.operator is Operator.SUBTRACT and node.left == node.right:
        return ranges.multiplied(left, exactly(ZERO))
    return _OPERATIONS[node.operator](left, _number(node.right, view))


def _divide(node: Binary, view: View) -> Range:
    """Return a quotient; (a - b) ÷ b is taken as a ÷ b - 1, where b stands only once and so is bounded exactly."""
    divisor = _number(node.right, view)
    if node.left == node.right and not (divisor.low == divisor.high == ZERO):
        return ranges.added(ranges.multiplied(divisor, exactly(ZERO)), exactly(ONE))
    top = _seen_through(node.left, view)
    if isinstance(top, Binary) and top.operator in (Operator.ADD, Operator.SUBTRACT):
        operation = _OPERATIONS[top.operator]
        if top.right == node.right:
            return operation(ranges.divided(_number(top.left, view), divisor), exactly(ONE))
        if top.left == node.right:
            return operation(exactly(ONE), ranges.divided(_number(top.right, view), divisor))
    return ranges.divided(_number(node.left, view), divisor)


def _seen_through(node: Node, view: View) -> Node:
    """Return what *node* stands for, if it is a reference that may be looked at and about which no more is known."""
    if isinstance(node, Reference) and node not in view.narrowed:
        return view.trees.get((node.scope, node.name), node)
    return node


def _compare(node: Compare, view: View) -> Truths:
    """Return a comparison; the same tree on both sides is the same number, known or not."""
    left = _number(node.left, view)
    if node.left == node.right:
        holds = node.relation in _REFLEXIVE
        return truths(left.number and holds, left.number and not holds, left.not_applicable, left.causes)
    return ranges.compared(left, node.relation, _number(node.right, view))


def _branches(node: If, view: View) -> tuple[Truths, list[tuple[Node, View]]]:
    """Return the condition's outcomes, and the branches it leaves open with what is known in each."""
    condition = _truth(node.condition, view)
    if condition.certain:
        return condition, [(branch, view) for branch, open_ in _open(node, condition) if open_]
    return condition, [
        (branch, given(node.condition, holds, view, _number))
        for holds, (branch, open_) in zip((True, False), _open(node, condition), strict=True)
        if open_
    ]


def _open(node: If, condition: Truths) -> tuple[tuple[Node, bool], tuple[Node, bool]]:
    return (node.then, condition.yes), (node.otherwise, condition.no)


def _fold(node: Fold, view: View) -> Range:
    """Return the sum, over all rows, of what each adds."""
    body = node.body if node.kind is FoldKind.SUM else number(1)
    adds = If(node.where, body, number(0))
    rows = view.world.rows(node.table)
    if isinstance(rows, OpenRows):
        row = _number(adds, view.at_row(node.table, rows.row))
        low, high = -inf if row.low < 0 else ZERO, inf if row.high > 0 else ZERO
        return between(low, high, rows.causes | row.causes, not_applicable=row.not_applicable)
    result = exactly(ZERO)
    for one in rows:
        result = ranges.added(result, _number(adds, view.at_row(node.table, one)))
    return result
