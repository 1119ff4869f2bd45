"""A formula as a sum of facts times constants, where it is one: so the roundings of its figures can be added up."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from scoring.exact import ONE, ZERO
from scoring.expressions.tree import Binary, Input, Node, Number, Operator, Reference, Scope, Sort, Source
from scoring.records import dataclass


@dataclass(frozen=True, slots=True)
class Linear:
    """A sum of facts times constants.

    Attributes:
        factors: (fact, its factor), without zeros.
        constant: what is added.
    """

    factors: tuple[tuple[str, Fraction], ...]
    constant: Fraction = ZERO

    def plus(self, other: Linear, factor: Fraction) -> Linear:
        """Return this sum plus *other* times *factor*."""
        sums = dict(self.factors)
        for name, number in other.factors:
            sums[name] = sums.get(name, ZERO) + number * factor
        kept = tuple((name, number) for name, number in sums.items() if number)
        return Linear(kept, self.constant + other.constant * factor)


_NOTHING = Linear(())


def linear(node: Node, trees: Mapping[tuple[Scope, str], Node]) -> Linear | None:
    """Return *node* as a sum of facts times constants, looking through references; None where it is none.

    >>> from scoring.expressions.tree import add, multiply, number
    >>> salaries = Input(Source.FACT, "工资")
    >>> linear(add(multiply(number(2), salaries), salaries), {})
    Linear(factors=(('工资', Fraction(3, 1)),), constant=Fraction(0, 1))
    """
    match node:
        case Number(value):
            return Linear((), value)
        case Input(Source.FACT, name, Sort.NUMBER):
            return Linear(((name, ONE),))
        case Reference(scope, name):
            tree = trees.get((scope, name))
            return None if tree is None else linear(tree, trees)
        case Binary(operator, left, right):
            return _combined(operator, linear(left, trees), linear(right, trees))
    return None


def _combined(operator: Operator, left: Linear | None, right: Linear | None) -> Linear | None:
    """Return what an operation makes of two sums; None where the result is none."""
    if left is None or right is None:
        return None
    match operator:
        case Operator.ADD:
            return left.plus(right, ONE)
        case Operator.SUBTRACT:
            return left.plus(right, -ONE)
        case Operator.MULTIPLY if not left.factors:
            return _NOTHING.plus(right, left.constant)
        case Operator.MULTIPLY if not right.factors:
            return _NOTHING.plus(left, right.constant)
        case Operator.DIVIDE if not right.factors and right.constant:
            return _NOTHING.plus(left, ONE / right.constant)
    return None
