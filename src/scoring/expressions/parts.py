"""What is known of one part of an expression: its node, what it holds, its unit and how strictly the unit binds.

The rules of sums, comparisons, products and quotients stand here, apart from names and places: two parts in, one part
out, or the word for what does not fit.
"""

from __future__ import annotations

import enum
from dataclasses import replace
from fractions import Fraction

from scoring.expressions.names import Declared
from scoring.expressions.tree import Binary, Node, Number, Operator, Sort
from scoring.records import dataclass
from scoring.units import PERCENT, PLAIN, Unit, conversion


class Bond(enum.Enum):
    """How strictly a number is bound to its unit."""

    FIXED = "fixed"  # a fact in 万元, a number written with %
    LITERAL = "literal"  # a number written without unit: takes the unit of the other side, but never %
    COUNTED = "counted"  # rows or marks: take the unit of what they are counted against
    RATIO = "ratio"  # a quotient of two like quantities: may be read in % or plain
    ANY = "any"  # 0, 2/3: take any unit


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an expression.

    Attributes:
        node: its tree.
        sort: what it holds.
        unit: the unit of a number.
        bond: how strictly the unit binds.
        constant: its value if no fact can change it; None otherwise.
        start: offset of its first character.
        end: offset behind its last character.
        size: nodes of its tree, repeated ones counted again.
        depth: levels of its tree.
        declared: what a name alone stands for.
    """

    node: Node
    sort: Sort
    unit: Unit
    bond: Bond
    constant: Fraction | None
    start: int
    end: int
    size: int
    depth: int
    declared: Declared | None = None


@dataclass(frozen=True, slots=True)
class Fitted:
    """Two numbers brought to one unit."""

    left: Part
    right: Part
    unit: Unit
    bond: Bond


class Misfit(enum.Enum):
    """Why two numbers cannot stand side by side."""

    UNITS = "units"  # 人 and 人次
    PERCENT = "percent"  # % and a number written without %


def built(
    node: Node,
    sort: Sort,
    *parts: Part,
    unit: Unit = PLAIN,
    bond: Bond = Bond.FIXED,
    constant: Fraction | None = None,
) -> Part:
    """Return the part made of *parts*, from the first character of the first to the last of the last."""
    size = 1 + sum(part.size for part in parts)
    depth = 1 + max((part.depth for part in parts), default=0)
    return Part(node, sort, unit, bond, constant, parts[0].start, parts[-1].end, size, depth)


def literal(value: Fraction, start: int, end: int, *, percent: bool = False) -> Part:
    """Return a number as written; 0 fits everywhere."""
    bond = Bond.ANY if value == 0 else Bond.FIXED if percent else Bond.LITERAL
    return Part(Number(value, percent), Sort.NUMBER, PERCENT if percent else PLAIN, bond, value, start, end, 1, 1)


def scaled(part: Part, factor: Fraction, unit: Unit) -> Part:
    """Return *part* times *factor*, now in *unit*; a written multiplication in the tree unless the factor is 1."""
    if factor == 1:
        return part if part.unit == unit else replace(part, unit=unit)
    node = Binary(Operator.MULTIPLY, part.node, Number(factor))
    constant = None if part.constant is None else part.constant * factor
    return replace(part, node=node, unit=unit, constant=constant, size=part.size + 2, depth=part.depth + 1)


def fitted(left: Part, right: Part) -> Fitted | Misfit:
    """Bring two numbers to one unit, as + − comparison, min, max and the branches of ``if`` need it."""
    if Bond.ANY in (left.bond, right.bond):
        leading = right if left.bond is Bond.ANY else left
        return Fitted(left, right, leading.unit, leading.bond)
    if left.bond is not Bond.FIXED or right.bond is not Bond.FIXED:
        return _loosely(left, right)
    if left.unit.dimensions != right.unit.dimensions:
        return Misfit.UNITS
    if left.unit.percent != right.unit.percent:
        return Misfit.PERCENT
    return Fitted(left, scaled(right, conversion(right.unit, left.unit), left.unit), left.unit, Bond.FIXED)


def _loosely(left: Part, right: Part) -> Fitted | Misfit:
    """Bring two numbers to one unit of which at least one is not bound to its own."""
    if left.bond is right.bond:
        return Fitted(left, right, left.unit, left.bond)
    loose, other = (left, right) if _rank(left) < _rank(right) else (right, left)
    if other.bond is Bond.FIXED:
        if other.unit.percent and loose.bond is not Bond.RATIO:
            return Misfit.PERCENT
        if other.unit.dimensions and loose.bond is Bond.RATIO:
            return Misfit.UNITS
        if loose.bond is Bond.COUNTED and not (is_counting(other.unit) or not other.unit.dimensions):
            return Misfit.UNITS
    return Fitted(left, right, other.unit, other.bond)


def _rank(part: Part) -> int:
    """Order parts by how much they yield: a written number first, a bound quantity last."""
    return (Bond.ANY, Bond.LITERAL, Bond.COUNTED, Bond.RATIO, Bond.FIXED).index(part.bond)


def is_counting(unit: Unit) -> bool:
    """Tell whether things are counted in *unit*: 人, 件, 个, 万人; not 元, 元/人, %."""
    return len(unit.dimensions) == 1 and unit.dimensions[0][1] == 1 and unit.dimensions[0][0] not in ("元", "天")


def product(left: Part, right: Part) -> Part:
    """Return left × right."""
    unit, bond = _product_unit(left, right)
    constant = None if left.constant is None or right.constant is None else left.constant * right.constant
    node = Binary(Operator.MULTIPLY, left.node, right.node)
    return _normal(built(node, Sort.NUMBER, left, right, unit=unit, bond=bond, constant=constant))


def quotient(left: Part, right: Part) -> Part:
    """Return left ÷ right; a constant divisor is not 0."""
    scale = left.unit.scale / right.unit.scale
    unit, bond = _quotient_unit(left, right)
    if not unit.dimensions and bond is not Bond.ANY and scale != 1 and left.unit.dimensions:
        left = scaled(left, scale, left.unit)  # 万元 ÷ 元: the dividend is turned into 元
        unit = PLAIN
    constant = None if left.constant is None or right.constant is None else left.constant / right.constant
    node = Binary(Operator.DIVIDE, left.node, right.node)
    return built(node, Sort.NUMBER, left, right, unit=unit, bond=bond, constant=constant)


def _product_unit(left: Part, right: Part) -> tuple[Unit, Bond]:
    """Return the unit of a product and how strictly it binds."""
    for one, other in ((left, right), (right, left)):
        if one.bond in (Bond.LITERAL, Bond.ANY) and not one.unit.percent:
            if other.unit.percent or other.bond is Bond.RATIO:  # × 100 turns it into a plain number, × 100% does not
                return PLAIN, Bond.FIXED if one.constant == 100 else Bond.RATIO
            return other.unit, other.bond
    unit = left.unit.times(right.unit)
    if left.unit.dimensions or right.unit.dimensions:
        return (unit, Bond.FIXED) if unit.dimensions else (unit, Bond.RATIO)
    if left.unit.percent or right.unit.percent or Bond.RATIO in (left.bond, right.bond):
        return PLAIN, Bond.RATIO
    return PLAIN, left.bond if left.bond is right.bond else Bond.FIXED


def _quotient_unit(left: Part, right: Part) -> tuple[Unit, Bond]:
    """Return the unit of a quotient and how strictly it binds."""
    if left.constant is not None and right.constant is not None and not (left.unit.percent or right.unit.percent):
        return PLAIN, Bond.ANY  # 2/3
    if Bond.COUNTED in (left.bond, right.bond) and (is_counting(left.unit) or is_counting(right.unit)):
        return PLAIN, Bond.ANY  # 行数 ÷ 个: like quantities, or so many each
    if left.unit.dimensions == right.unit.dimensions:
        return PLAIN, Bond.RATIO
    unit = left.unit.times(right.unit, -1)
    if left.unit.name and right.unit.name and right.unit.dimensions and left.unit.dimensions:
        unit = replace(unit, name=f"{left.unit.name}/{right.unit.name}")
    return unit, Bond.FIXED


def _normal(part: Part) -> Part:
    """Turn a plain number that still carries a scale (万元/人 × 人 ÷ 元) into a plain number."""
    if part.unit.dimensions or part.unit.scale == 1:
        return part
    return scaled(part, part.unit.scale, PLAIN)


def to_unit(part: Part, unit: Unit) -> Part | Misfit:
    """Return *part* in *unit*, or why it cannot be turned into it."""
    if part.bond is Bond.ANY:
        return replace(part, unit=unit)
    wanted = replace(part, unit=unit, bond=Bond.FIXED, constant=None)
    fit = fitted(wanted, part)
    return fit if isinstance(fit, Misfit) else replace(fit.right, unit=unit)
