"""From trees to lines of Python, for `program`.

The lines are made of whole numbers, fixed words and operators, and numbered names (``v7``): nothing that anybody wrote
in a rule set can become code. Words of choices are compared by their place in a tuple that travels beside the code.

Wherever something needed is missing, undefined, not applicable or divided by zero, the emitted code says ``return
None``. A tree that can never be decided raises `_Undecided` while it is emitted, up to the branch that would need it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from scoring.expressions.blocks import Block, NotCompilable, Undecided
from scoring.expressions.quotients import (
    FUNCTIONS,
    OPERATIONS,
    Condition,
    Quotient,
    chosen,
    emit_comparison,
    emit_steps,
    literal,
    over_one_bottom,
    product,
)
from scoring.expressions.tree import (
    Absent,
    Binary,
    Compare,
    Fold,
    FoldKind,
    If,
    Input,
    Logic,
    Matches,
    Node,
    Not,
    Number,
    Peers,
    Reference,
    Round,
    Scope,
    Sort,
    Source,
    Truth,
    Unary,
    number,
)

Result = TypeVar("Result", Quotient, Condition)


def emit_number(node: Node, at: Block) -> Quotient:
    """Add the lines that compute the number *node* and return it."""
    match node:
        case Number(value):
            return literal(value)
        case Input(sort=Sort.NUMBER | Sort.DATE):
            return _carried(node, at)
        case Reference(truth=False):
            return cast(Quotient, _referred(node, at))
        case Binary(operator, left, right):
            return OPERATIONS[operator](emit_number(left, at), emit_number(right, at), at)
        case Unary(function, operand):
            return FUNCTIONS[function](emit_number(operand, at), at)
        case Round(operand, step, mode):
            steps = emit_steps(emit_number(operand, at), step, mode, at)
            return Quotient(at.let(product(steps, step.numerator)), step.denominator)
        case If():
            return _if(node, at, emit_number, _joined_numbers)
        case Fold() | Peers():
            return _fold(node, at) if isinstance(node, Fold) else _compared(node, at)
        case Absent():
            raise Undecided
    raise NotCompilable


def emit_truth(node: Node, at: Block) -> Condition:
    """Add the lines that compute the truth value *node* and return it."""
    match node:
        case Truth(value):
            return value
        case Input(sort=Sort.TRUTH):
            return _loaded(node, at)
        case Reference(truth=True):
            return cast(Condition, _referred(node, at))
        case Compare(relation, left, right):
            return emit_comparison(relation, emit_number(left, at), emit_number(right, at))
        case Matches(operand, word):
            at.shared.words.append(word)
            return f"{_loaded(operand, at)} == w[{len(at.shared.words) - 1}]"
        case Logic(every, parts):
            return _logic(every, parts, at)
        case Not(operand):
            condition = emit_truth(operand, at)
            return (not condition) if isinstance(condition, bool) else f"(not {condition})"
        case If():
            return _if(node, at, emit_truth, _joined_truths)
    raise NotCompilable


def _loaded(node: Input, at: Block) -> str:
    """Return the variable that holds an input; give up where it is missing."""
    if node.source is Source.COLUMN:
        columns = at.shared.layout.tables.get(node.table, {})
        place, holder = columns.get(node.name), at.rows.get(node.table)
    else:
        place, holder = at.shared.layout.slots.get((node.source, node.name)), "s"
    if place is None or holder is None:
        raise NotCompilable
    return _at_place(holder, place, at)


def _at_place(holder: str, place: int, at: Block) -> str:
    name = at.known.get((holder, place))
    if name is None:
        name = at.name()
        at.line(f"{name} = {holder}[{place}]")
        at.undecided_if(f"{name} is None")
        at.known[holder, place] = name
    return cast(str, name)


def _carried(node: Input, at: Block) -> Quotient:
    """Return the number an input holds."""
    return _unpacked(_loaded(node, at), at)


def _compared(node: Peers, at: Block) -> Quotient:
    """Return what the comparison with the peers came to; give up where that is not certain."""
    place = at.shared.layout.compared.get(node)
    if place is None:
        raise NotCompilable
    return _unpacked(_at_place("s", place, at), at)


def _unpacked(pair: str, at: Block) -> Quotient:
    """Return the number that the variable *pair* holds."""
    number = at.known.get(pair)
    if number is None:
        number = Quotient(at.name(), at.name())
        at.line(f"{number.top}, {number.bottom} = {pair}")
        at.known[pair] = number
    return cast(Quotient, number)


def _referred(node: Reference, at: Block) -> object:
    """Return what a reference stands for: emitted here, or known from before."""
    key = node.scope, node.name
    if key not in at.known:
        tree = at.shared.layout.trees.get(key)
        if tree is None or node.scope is Scope.WORKING:
            raise NotCompilable
        outside = Block(at.shared, at.known, {}, at.lines)
        at.known[key] = emit_truth(tree, outside) if node.truth else emit_number(tree, outside)
    return at.known[key]


def _if(
    node: If,
    at: Block,
    emit: Callable[[Node, Block], Result],
    joined: Callable[[str, tuple[Block, Result], tuple[Block, Result], Block], Result],
) -> Result:
    """Return one of two branches; a branch that can never be decided becomes a guard before the other."""
    condition = emit_truth(node.condition, at)
    if isinstance(condition, bool):
        return emit(node.then if condition else node.otherwise, at)
    then_block, then = at.branch(emit, node.then)
    other_block, other = at.branch(emit, node.otherwise)
    if then is not None and other is not None:
        return joined(condition, (then_block, then), (other_block, other), at)
    if other is not None:
        at.undecided_if(condition)
        at.go_on_in(other_block)
        return other
    if then is not None:
        at.undecided_if(f"not {condition}")
        at.go_on_in(then_block)
        return then
    raise Undecided


def _joined_numbers(
    condition: str, then: tuple[Block, Quotient], otherwise: tuple[Block, Quotient], at: Block
) -> Quotient:
    (then_block, one), (other_block, other) = then, otherwise
    if not (then_block.lines or other_block.lines):
        return chosen(condition, one, other, at)
    one_top, other_top, bottom = over_one_bottom(one, other)
    result = Quotient(at.name(), at.name() if bottom is None else bottom)
    for block, top, own in ((then_block, one_top, one.bottom), (other_block, other_top, other.bottom)):
        block.line(f"{result.top} = {top}")
        if bottom is None:
            block.line(f"{result.bottom} = {own}")
    at.either(condition, then_block, other_block)
    return result


def _joined_truths(
    condition: str, then: tuple[Block, Condition], otherwise: tuple[Block, Condition], at: Block
) -> Condition:
    (then_block, one), (other_block, other) = then, otherwise
    if not (then_block.lines or other_block.lines):
        return f"({one} if {condition} else {other})"
    result = at.name()
    then_block.line(f"{result} = {one}")
    other_block.line(f"{result} = {other}")
    at.either(condition, then_block, other_block)
    return result


def _logic(every: bool, parts: tuple[Node, ...], at: Block) -> Condition:
    """Return "and" or "or"; what a later part needs is looked at only where no earlier part has decided."""
    so_far: Condition = every
    for part in parts:
        if so_far is every:
            so_far = emit_truth(part, at)
        elif isinstance(so_far, str):
            so_far = _extended(every, so_far, part, at)
    return so_far


def _extended(every: bool, so_far: str, part: Node, at: Block) -> Condition:
    """Return *so_far* and (or) *part*."""
    reached = so_far if every else f"not {so_far}"
    block, condition = at.branch(emit_truth, part)
    if condition is None:
        at.undecided_if(reached)
        return not every
    if not block.lines:
        if isinstance(condition, bool):
            return so_far if condition is every else condition
        return f"({so_far} {'and' if every else 'or'} {condition})"
    result = at.name()
    at.line(f"{result} = {so_far}")
    block.line(f"{result} = {condition}")
    at.under(result if every else f"not {result}", block)
    return result


def _fold(node: Fold, at: Block) -> Quotient:
    """Return the sum, over all rows, of what each adds."""
    rows = _loaded(Input(Source.FACT, node.table, Sort.TABLE), at)
    row = at.name()
    inner = Block(at.shared, dict(at.known), {**at.rows, node.table: row})
    try:
        result = _accumulated(node, at, inner)
    except Undecided:
        at.undecided_if(rows)
        return Quotient(0)
    at.line(f"for {row} in {rows}:")
    at.lines.append(inner.lines)
    return result


def _accumulated(node: Fold, at: Block, inner: Block) -> Quotient:
    """Add to *inner* what one row does, and to *at* what stands before the loop; return the result."""
    condition = emit_truth(node.where, inner)
    block, adds = inner.branch(emit_number, node.body if node.kind is FoldKind.SUM else number(1))
    if adds is None:
        inner.undecided_if(str(condition))
        return Quotient(0)
    total = Quotient(at.name(), adds.bottom if isinstance(adds.bottom, int) else at.name())
    at.line(f"{total.top} = 0")
    if isinstance(adds.bottom, int):
        block.line(f"{total.top} += {adds.top}")
    else:
        at.line(f"{total.bottom} = 1")
        _add_fraction(total, adds, block)
    inner.under(str(condition), block)
    return total


def _add_fraction(total: Quotient, adds: Quotient, block: Block) -> None:
    """Add to *total*, whose bottom grows only by what it does not yet hold: many rows share a few bottoms."""
    fits, grows = block.inner(), block.inner()
    fits.line(f"{total.top} += {adds.top}*({total.bottom}//{adds.bottom})")
    grows.line(f"{total.top} = {total.top}*{adds.bottom} + {product(adds.top, total.bottom)}")
    grows.line(f"{total.bottom} *= {adds.bottom}")
    block.either(f"{total.bottom} % {adds.bottom} == 0", fits, grows)
