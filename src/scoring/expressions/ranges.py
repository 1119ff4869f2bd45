"""Exact arithmetic and comparison on ranges: what becomes of numbers that are known only from below and above.

Every function holds for all pairs of numbers it is given and is as tight as two independent operands allow.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import inf
from typing import Final

from scoring.exact import ONE, ZERO
from scoring.expressions.outcomes import Bound, Cause, Range, Truths, settled, truths
from scoring.expressions.tree import Operator, Relation


def compared(left: Range, relation: Relation, right: Range) -> Truths:
    """Return the possible truth values of *left* *relation* *right*, for independent numbers."""
    number = left.number and right.number
    yes, no = (_MAY[relation](left, right), _MAY[OPPOSITE[relation]](left, right)) if number else (False, False)
    return truths(yes, no, left.not_applicable or right.not_applicable, left.causes | right.causes)


OPPOSITE: Final = {
    Relation.EQUAL: Relation.UNEQUAL,
    Relation.UNEQUAL: Relation.EQUAL,
    Relation.LESS: Relation.AT_LEAST,
    Relation.AT_LEAST: Relation.LESS,
    Relation.MORE: Relation.AT_MOST,
    Relation.AT_MOST: Relation.MORE,
}
"""What holds of two numbers where the relation does not."""

MIRRORED: Final = {
    Relation.EQUAL: Relation.EQUAL,
    Relation.UNEQUAL: Relation.UNEQUAL,
    Relation.LESS: Relation.MORE,
    Relation.MORE: Relation.LESS,
    Relation.AT_MOST: Relation.AT_LEAST,
    Relation.AT_LEAST: Relation.AT_MOST,
}
"""What holds of (b, a) where the relation holds of (a, b)."""


def _reaches(a: Range, b: Range) -> bool:
    """Tell whether some number of *a* is at most some number of *b*; an end that is not attained is not met."""
    return a.low < b.high or (a.low == b.high and not (a.low_open or b.high_open))


_MAY: Final[Mapping[Relation, Callable[[Range, Range], bool]]] = {
    Relation.EQUAL: lambda a, b: _reaches(a, b) and _reaches(b, a),
    Relation.UNEQUAL: lambda a, b: not a.low == a.high == b.low == b.high,
    Relation.LESS: lambda a, b: a.low < b.high,
    Relation.AT_MOST: _reaches,
    Relation.MORE: lambda a, b: a.high > b.low,
    Relation.AT_LEAST: lambda a, b: _reaches(b, a),
}
"""Whether some number of one range can stand in the relation to some number of another."""


def narrowed(outcome: Range, relation: Relation, other: Range) -> Range:
    """Return what *outcome* can be where it is known to stand in *relation* to *other*.

    Being compared it is a number there. A relation that cannot hold tells nothing: the outcome is returned as it was.
    """
    if not (outcome.number and other.number):
        return outcome
    (low, low_open), (high, high_open) = (outcome.low, outcome.low_open), (outcome.high, outcome.high_open)
    if relation in (Relation.LESS, Relation.AT_MOST, Relation.EQUAL):
        limit = (other.high, not (other.high_open or relation is Relation.LESS))
        high, closed = min((high, not high_open), limit)
        high_open = not closed
    if relation in (Relation.MORE, Relation.AT_LEAST, Relation.EQUAL):
        low, low_open = max((low, low_open), (other.low, other.low_open or relation is Relation.MORE))
    if relation is Relation.UNEQUAL and other.low == other.high:
        low_open, high_open = low_open or low == other.low, high_open or high == other.low
    if low > high or (low == high and (low_open or high_open)):
        return outcome
    return settled(Range(low, high, True, False, outcome.causes, low_open, high_open))


def met(outcome: Range, other: Range) -> Range:
    """Return what *outcome* can be where it is also *other*; two that have nothing in common tell nothing."""
    above = narrowed(outcome, Relation.AT_LEAST, Range(other.low, other.low))
    return narrowed(above, Relation.AT_MOST, Range(other.high, other.high))


def _combined(left: Range, right: Range, bounds: Callable[[Range, Range], tuple[Bound, Bound]]) -> Range:
    """Return an operation on two numbers; "not applicable" on either side makes the result so."""
    number = left.number and right.number
    low, high = bounds(left, right) if number else (inf, -inf)
    not_applicable = left.not_applicable or right.not_applicable
    return settled(Range(low, high, number, not_applicable, left.causes | right.causes))


def added(left: Range, right: Range) -> Range:
    """Return left + right."""
    return _combined(left, right, lambda a, b: (_plus(a.low, b.low), _plus(a.high, b.high)))


def subtracted(left: Range, right: Range) -> Range:
    """Return left - right."""
    return _combined(left, right, lambda a, b: (_plus(a.low, -b.high), _plus(a.high, -b.low)))


def multiplied(left: Range, right: Range) -> Range:
    """Return left × right."""
    return _combined(left, right, lambda a, b: _product(a.low, a.high, b.low, b.high))


def divided(left: Range, right: Range) -> Range:
    """Return left ÷ right over every divisor but 0, whose case was settled before.

    If the divisor can only be 0 the quotient is undefined: a number nobody knows.
    """
    if left.number and right.number and right.low == right.high == ZERO:
        causes = left.causes | right.causes | {Cause("undefined", "")}
        return Range(-inf, inf, True, left.not_applicable or right.not_applicable, causes)
    return _combined(left, right, _quotient)


def smaller(left: Range, right: Range) -> Range:
    """Return the smaller of both."""
    if right.high <= left.low:  # left cannot decide
        left, right = right, left
    return _chosen(left, right, left.high <= right.low, min)


def larger(left: Range, right: Range) -> Range:
    """Return the larger of both."""
    if right.low >= left.high:  # left cannot decide
        left, right = right, left
    return _chosen(left, right, left.low >= right.high, max)


def _chosen(left: Range, right: Range, left_decides: bool, choose: Callable[[Bound, Bound], Bound]) -> Range:
    """Return the smaller or larger; where *left* alone decides and *right* is a number, its causes do not matter."""
    if left_decides and left.number and right.number and not right.not_applicable:
        return left
    return _combined(left, right, lambda a, b: (choose(a.low, b.low), choose(a.high, b.high)))


def absolute(outcome: Range) -> Range:
    """Return the distance from 0."""
    low, high = outcome.low, outcome.high
    if not outcome.number or low >= 0:
        return outcome
    low, high = (-high, -low) if high <= 0 else (ZERO, max(-low, high))
    return settled(Range(low, high, True, outcome.not_applicable, outcome.causes))


def mapped(outcome: Range, rising: Callable[[Fraction], Fraction]) -> Range:
    """Return a function of *outcome* that never falls where its argument rises."""
    low, high = (rising(end) if isinstance(end, Fraction) else end for end in (outcome.low, outcome.high))
    return settled(Range(low, high, outcome.number, outcome.not_applicable, outcome.causes))


def _plus(a: Bound, b: Bound) -> Bound:
    """Add two lower or two upper ends."""
    return a + b if isinstance(a, Fraction) and isinstance(b, Fraction) else a if isinstance(a, float) else b


def _times(a: Bound, b: Bound) -> Bound:
    """Multiply two ends; 0 times "no bound" is 0, because every number itself is finite."""
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return a * b
    if a == 0 or b == 0:
        return ZERO
    return inf if (a > 0) == (b > 0) else -inf


def _product(low: Bound, high: Bound, other_low: Bound, other_high: Bound) -> tuple[Bound, Bound]:
    ends = [_times(a, b) for a in (low, high) for b in (other_low, other_high)]
    return min(ends), max(ends)


def _inverse(end: Bound, at_zero: float) -> Bound:
    """Return 1 ÷ *end*; *at_zero* is what it grows to near 0."""
    if end == 0:
        return at_zero
    return ONE / end if isinstance(end, Fraction) else ZERO


def _quotient(left: Range, right: Range) -> tuple[Bound, Bound]:
    """Divide by the positive and by the negative divisors, and join."""
    parts: list[tuple[Bound, Bound]] = []
    if right.high > 0:
        inverse = _inverse(right.high, inf), _inverse(max(right.low, ZERO), inf)
        parts.append(_product(left.low, left.high, *inverse))
    if right.low < 0:
        inverse = _inverse(min(right.high, ZERO), -inf), _inverse(right.low, -inf)
        parts.append(_product(left.low, left.high, *inverse))
    return min(low for low, _ in parts), max(high for _, high in parts)


def _factor(product: Range, other: Range) -> Range:
    """Return what a factor is, from the product and the other factor; where that can be 0 anything."""
    return divided(product, other) if other.low > 0 or other.high < 0 else Range(-inf, inf)


Undo = Callable[[Range, Range], Range]

UNDONE: Final[Mapping[Operator, tuple[Undo, Undo]]] = {
    Operator.ADD: (subtracted, subtracted),
    Operator.SUBTRACT: (added, lambda difference, left: subtracted(left, difference)),
    Operator.MULTIPLY: (_factor, _factor),
    Operator.DIVIDE: (multiplied, lambda quotient, left: _factor(left, quotient)),
}
"""What the left and the right operand are, each from the outcome and the other operand."""
