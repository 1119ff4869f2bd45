"""Exact numbers in emitted code: how each operation on them is emitted, and what is known before anything runs.

A number is carried as two whole numbers, top ÷ bottom, not reduced, the bottom above zero. Each of them is a literal or
the name of a variable in the emitted code; literals are computed with here and now.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import gcd, lcm
from typing import Final

from scoring.exact import RoundingMode, to_step
from scoring.expressions.blocks import Block, Undecided, Whole
from scoring.expressions.tree import Function, Operator, Relation
from scoring.records import dataclass

Condition = str | bool
"""A truth value in emitted code: an expression that binds tighter than ``and``, or known already."""


@dataclass(frozen=True, slots=True)
class Quotient:
    """A number in emitted code: top ÷ bottom, where the bottom is above zero."""

    top: Whole
    bottom: Whole = 1

    @property
    def constant(self) -> Fraction | None:
        """Return the number, if it is known already."""
        return Fraction(self.top, self.bottom) if isinstance(self.top, int) and isinstance(self.bottom, int) else None


def literal(value: Fraction) -> Quotient:
    """Return a constant."""
    return Quotient(value.numerator, value.denominator)


def product(a: Whole, b: Whole) -> Whole:
    """Return a × b, two literals or variables."""
    if isinstance(a, int) and isinstance(b, int):
        return a * b
    if 0 in (a, b):
        return 0
    return b if a == 1 else a if b == 1 else f"{a}*{b}"


def added(a: Whole, b: Whole) -> Whole:
    """Return a + b, two products."""
    if isinstance(a, int) and isinstance(b, int):
        return a + b
    return b if a == 0 else a if b == 0 else f"{a} + {b}"


def subtracted(a: Whole, b: Whole) -> Whole:
    """Return a - b, two products."""
    if isinstance(a, int) and isinstance(b, int):
        return a - b
    return f"-{b}" if a == 0 else a if b == 0 else f"{a} - {b}"


def crossed(left: Quotient, right: Quotient) -> tuple[Whole, Whole]:
    """Return the tops of both over the same bottom; equal bottoms are that already."""
    if left.bottom == right.bottom:
        return left.top, right.top
    return product(left.top, right.bottom), product(right.top, left.bottom)


def common(left: Quotient, right: Quotient) -> Whole:
    """Return the bottom to which `crossed` brings both."""
    return left.bottom if left.bottom == right.bottom else product(left.bottom, right.bottom)


_SIGNS: Final = {
    Relation.EQUAL: "==",
    Relation.UNEQUAL: "!=",
    Relation.LESS: "<",
    Relation.AT_MOST: "<=",
    Relation.MORE: ">",
    Relation.AT_LEAST: ">=",
}
_HOLDS: Final[Mapping[Relation, Callable[[int, int], bool]]] = {
    Relation.EQUAL: lambda a, b: a == b,
    Relation.UNEQUAL: lambda a, b: a != b,
    Relation.LESS: lambda a, b: a < b,
    Relation.AT_MOST: lambda a, b: a <= b,
    Relation.MORE: lambda a, b: a > b,
    Relation.AT_LEAST: lambda a, b: a >= b,
}


def emit_comparison(relation: Relation, left: Quotient, right: Quotient) -> Condition:
    """Return the condition that *relation* holds."""
    one, other = crossed(left, right)
    if isinstance(one, int) and isinstance(other, int):
        return _HOLDS[relation](one, other)
    return f"{one} {_SIGNS[relation]} {other}"


def _sum(left: Quotient, right: Quotient, at: Block) -> Quotient:
    bottom = common(left, right)
    return Quotient(at.let(added(*crossed(left, right))), at.let(bottom))


def _difference(left: Quotient, right: Quotient, at: Block) -> Quotient:
    bottom = common(left, right)
    return Quotient(at.let(subtracted(*crossed(left, right))), at.let(bottom))


def _product(left: Quotient, right: Quotient, at: Block) -> Quotient:
    if 0 in (left.top, right.top):
        return Quotient(0)
    return Quotient(at.let(product(left.top, right.top)), at.let(product(left.bottom, right.bottom)))


def _ratio(left: Quotient, right: Quotient, at: Block) -> Quotient:
    """Return a quotient; give up where the divisor is 0, and keep the bottom above zero."""
    if right.top == 0:
        raise Undecided
    top, bottom = product(left.top, right.bottom), product(left.bottom, right.top)
    if isinstance(right.top, int):
        sign = 1 if right.top > 0 else -1
        return Quotient(at.let(product(at.let(top), sign)), at.let(product(at.let(bottom), sign)))
    result = Quotient(at.name(), at.name())
    at.line(f"{result.top} = {top}")
    at.line(f"{result.bottom} = {bottom}")
    at.line(f"if {result.bottom} <= 0:")
    turned = at.inner()
    turned.undecided_if(f"{result.bottom} == 0")
    turned.line(f"{result.top} = -{result.top}")
    turned.line(f"{result.bottom} = -{result.bottom}")
    at.lines.append(turned.lines)
    return result


def _extreme(sign: str) -> Callable[[Quotient, Quotient, Block], Quotient]:
    """Return how to emit the smaller ("<") or the larger (">") of two numbers."""
    relation = Relation.LESS if sign == "<" else Relation.MORE

    def emit(left: Quotient, right: Quotient, at: Block) -> Quotient:
        condition = emit_comparison(relation, left, right)
        return chosen(condition, left, right, at)

    return emit


def chosen(condition: Condition, left: Quotient, right: Quotient, at: Block) -> Quotient:
    """Return *left* where *condition* holds, otherwise *right*."""
    if isinstance(condition, bool):
        return left if condition else right
    if 0 in (left.top, right.top):  # 0 stands over any bottom
        left, right = (Quotient(0, right.bottom), right) if left.top == 0 else (left, Quotient(0, left.bottom))
    one, other, bottom = over_one_bottom(left, right)
    if bottom is not None:
        return Quotient(at.let(f"({one} if {condition} else {other})"), bottom)
    result = Quotient(at.name(), at.name())
    at.line(f"{result.top}, {result.bottom} = ({one}, {left.bottom}) if {condition} else ({other}, {right.bottom})")
    return result


def over_one_bottom(left: Quotient, right: Quotient) -> tuple[Whole, Whole, Whole | None]:
    """Return both tops over one bottom where that costs next to nothing; else the tops as they are, and None."""
    if left.bottom == right.bottom:
        return left.top, right.top, left.bottom
    if isinstance(left.bottom, int) and isinstance(right.bottom, int):
        both = lcm(left.bottom, right.bottom)
        return product(left.top, both // left.bottom), product(right.top, both // right.bottom), both
    return left.top, right.top, None


OPERATIONS: Final[Mapping[Operator, Callable[[Quotient, Quotient, Block], Quotient]]] = {
    Operator.ADD: _sum,
    Operator.SUBTRACT: _difference,
    Operator.MULTIPLY: _product,
    Operator.DIVIDE: _ratio,
    Operator.MIN: _extreme("<"),
    Operator.MAX: _extreme(">"),
}


def _absolute(number: Quotient, at: Block) -> Quotient:
    if isinstance(number.top, int):
        return Quotient(abs(number.top), number.bottom)
    return Quotient(at.let(f"({number.top} if {number.top} >= 0 else -{number.top})"), number.bottom)


def _floor(number: Quotient, at: Block) -> Quotient:
    if isinstance(number.top, int) and isinstance(number.bottom, int):
        return Quotient(number.top // number.bottom)
    return number if number.bottom == 1 else Quotient(at.let(f"{number.top}//{number.bottom}"))


def _ceil(number: Quotient, at: Block) -> Quotient:
    if isinstance(number.top, int) and isinstance(number.bottom, int):
        return Quotient(-(-number.top // number.bottom))
    return number if number.bottom == 1 else Quotient(at.let(f"-(-{number.top}//{number.bottom})"))


FUNCTIONS: Final[Mapping[Function, Callable[[Quotient, Block], Quotient]]] = {
    Function.ABS: _absolute,
    Function.FLOOR: _floor,
    Function.CEIL: _ceil,
}


def emit_steps(number: Quotient, step: Fraction, mode: RoundingMode, at: Block) -> Whole:
    """Return how many steps *number* is, rounded; see `to_step`."""
    if number.constant is not None:
        return int(to_step(number.constant, step, mode) / step)
    up, down = step.denominator, step.numerator
    bottom = number.bottom
    if isinstance(bottom, int):
        shared = gcd(up, bottom)
        up, bottom = up // shared, bottom // shared
    bottom = at.let(product(bottom, down))
    if bottom == 1:
        return at.let(product(number.top, up))
    twice, double = at.let(product(number.top, 2 * up)), at.let(product(bottom, 2))
    steps = at.let(f"({twice} + {bottom})//{double}")
    if mode is RoundingMode.HALF_UP:
        tie, turned = f"{twice} < 0", f"-(({bottom} - {twice})//{double})"
    else:
        tie, turned = f"{steps} % 2 == 1 and {steps}*{double} == {twice} + {bottom}", f"{steps} - 1"
    at.line(f"if {tie}:")
    at.lines.append([f"{steps} = {turned}"])
    return steps
