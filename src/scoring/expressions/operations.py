"""Sums, products, comparisons and logic: from parts to parts, with what does not fit reported.

Every function here takes parts that were read and returns the part they make, or None after a finding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from scoring.diagnostics import Kind
from scoring.exact import ZERO
from scoring.expressions.parts import Bond, Fitted, Misfit, Part, built, fitted, literal, product, quotient
from scoring.expressions.reader import Reader
from scoring.expressions.tree import Binary, Compare, If, Logic, Node, Not, Number, Operator, Relation, Sort, Truth
from scoring.units import DAYS

UNITS = Kind("E301", "“{left}” is in {left_unit}, “{right}” in {right_unit}", "use quantities of one kind")
PERCENT = Kind("E302", "“{percent}” is in %, “{plain}” is written without %", "write it with %, for example 90%")
TRUTH_AS_NUMBER = Kind(
    "E303", "“{text}” is a truth value, not a number", "use “if … then … else …” to make a number of it"
)
NUMBER_AS_TRUTH = Kind("E304", "“{text}” is a number, not a truth value", "compare it with something: {text} > 0")
CHOICE_ALONE = Kind(
    "E307", "“{text}” is one of some words; it can only be compared with one", "write {text} = {example}"
)
DATES = Kind(
    "E308",
    "“{left}” and “{right}” do not go together: a date goes with a date, or with a number of days",
    "a fixed date is declared as a fact of type date",
)
TRUTHS_COMPARED = Kind("E309", "truth values are not compared with each other", "write conditions with 且, 或, 非")
ZERO_DIVISOR = Kind("E310", "the divisor “{text}” is always 0", "divide by something else")
BRANCHES = Kind(
    "E311",
    "“{left}” and “{right}” hold different things; both branches of “if” must hold the same",
    "make both numbers, or both conditions",
)
DATE_AS_NUMBER = Kind("E312", "“{text}” is a date, not a number", "subtract another date from it to get days")
ONE_WAY = Kind(
    "E118", "a chain of comparisons runs one way: a < b ≤ c", "write two comparisons and put 且 between them"
)

RELATIONS: Final = {
    "=": Relation.EQUAL,
    "≠": Relation.UNEQUAL,
    "!=": Relation.UNEQUAL,
    "<": Relation.LESS,
    "≤": Relation.AT_MOST,
    "<=": Relation.AT_MOST,
    ">": Relation.MORE,
    "≥": Relation.AT_LEAST,
    ">=": Relation.AT_LEAST,
}
_RISING: Final = {Relation.EQUAL, Relation.LESS, Relation.AT_MOST}
_FALLING: Final = {Relation.EQUAL, Relation.MORE, Relation.AT_LEAST}


def as_number(reader: Reader, part: Part) -> Part | None:
    """Return *part* if it is a number."""
    if part.sort is Sort.NUMBER:
        return part
    if part.sort is Sort.DATE:
        reader.report(DATE_AS_NUMBER, part.start, part.end, text=reader.written(part))
    else:
        _not_computed(reader, part)
    return None


def as_truth(reader: Reader, part: Part) -> Part | None:
    """Return *part* if it is a truth value."""
    if part.sort is Sort.TRUTH:
        return part
    if part.sort is Sort.CHOICE:
        _not_computed(reader, part)
    else:
        reader.report(NUMBER_AS_TRUTH, part.start, part.end, text=reader.written(part))
    return None


def _not_computed(reader: Reader, part: Part) -> None:
    """Report a truth value or a choice where a number or a date was needed."""
    text = reader.written(part)
    if part.sort is Sort.CHOICE:
        words = part.declared.words if part.declared is not None else ()
        reader.report(CHOICE_ALONE, part.start, part.end, text=text, example=words[0] if words else "…")
    else:
        reader.report(TRUTH_AS_NUMBER, part.start, part.end, text=text)


def together(reader: Reader, left: Part, right: Part) -> Fitted | None:
    """Bring two numbers to one unit, or report why they do not go together."""
    fit = fitted(left, right)
    if isinstance(fit, Fitted):
        return fit
    if fit is Misfit.UNITS:
        reader.report(
            UNITS,
            right.start,
            right.end,
            left=reader.written(left),
            right=reader.written(right),
            left_unit=str(left.unit) or "1",
            right_unit=str(right.unit) or "1",
        )
    else:
        percent, plain = (left, right) if left.unit.percent else (right, left)
        reader.report(PERCENT, plain.start, plain.end, percent=reader.written(percent), plain=reader.written(plain))
    return None


def sum_of(reader: Reader, left: Part, sign: str, right: Part) -> Part | None:
    """Return left + right or left − right; dates give days, and days move dates."""
    operator = Operator.ADD if sign == "+" else Operator.SUBTRACT
    if Sort.DATE in (left.sort, right.sort):
        return _dates(reader, left, operator, right)
    if as_number(reader, left) is None or as_number(reader, right) is None:
        return None
    fit = together(reader, left, right)
    return None if fit is None else _binary(operator, fit)


def _dates(reader: Reader, left: Part, operator: Operator, right: Part) -> Part | None:
    """Return a date moved by days, or the days between two dates."""
    node = Binary(operator, left.node, right.node)
    if left.sort is right.sort and operator is Operator.SUBTRACT:
        return built(node, Sort.NUMBER, left, right, unit=DAYS)
    date, days = (left, right) if left.sort is Sort.DATE else (right, left)
    movable = days.sort is Sort.NUMBER and (date is left or operator is Operator.ADD)
    if movable and (days.unit.dimensions == DAYS.dimensions or days.bond in (Bond.LITERAL, Bond.COUNTED, Bond.ANY)):
        return built(node, Sort.DATE, left, right)
    reader.report(DATES, right.start, right.end, left=reader.written(left), right=reader.written(right))
    return None


def _binary(operator: Operator, fit: Fitted) -> Part:
    """Return the sum, difference, minimum or maximum of two numbers in one unit."""
    left, right = fit.left, fit.right
    part = built(Binary(operator, left.node, right.node), Sort.NUMBER, left, right, unit=fit.unit, bond=fit.bond)
    if left.constant is None or right.constant is None:
        return part
    if operator is Operator.ADD:
        return replace(part, constant=left.constant + right.constant)
    if operator is Operator.SUBTRACT:
        return replace(part, constant=left.constant - right.constant)
    chosen = min if operator is Operator.MIN else max
    return replace(part, constant=chosen(left.constant, right.constant))


def negative(reader: Reader, operand: Part, start: int) -> Part | None:
    """Return −operand, beginning at *start*; the minus of a written number is part of the number."""
    if as_number(reader, operand) is None:
        return None
    if isinstance(operand.node, Number):
        node = Number(-operand.node.value, operand.node.percent)
        return replace(operand, node=node, constant=-operand.node.value, start=start)
    zero = literal(ZERO, start, start)
    part = _binary(Operator.SUBTRACT, Fitted(zero, operand, operand.unit, operand.bond))
    return replace(part, start=start)


def scale_of(reader: Reader, left: Part, sign: str, at: int, right: Part) -> Part | None:
    """Return left × right or left ÷ right; a division that is not by a constant is noted for its guard."""
    if as_number(reader, left) is None or as_number(reader, right) is None:
        return None
    if sign in "*×":
        return product(left, right)
    if right.constant == 0:
        reader.report(ZERO_DIVISOR, right.start, right.end, text=reader.written(right))
        return None
    part = quotient(left, right)
    if right.constant is None and isinstance(part.node, Binary):
        reader.divisions.append((at, part.node))
    return part


def comparison(reader: Reader, parts: Sequence[Part], relations: Sequence[Relation]) -> Part | None:
    """Return the truth value of a comparison; a chain ``a ≤ b < c`` holds if every link does."""
    if len(relations) > 1 and not (_RISING.issuperset(relations) or _FALLING.issuperset(relations)):
        reader.report(ONE_WAY, parts[0].start, parts[-1].end)
        return None
    links = [
        _link(reader, left, relation, right) for left, relation, right in zip(parts, relations, parts[1:], strict=False)
    ]
    found = [link for link in links if link is not None]
    if len(found) < len(links):
        return None
    return found[0] if len(found) == 1 else logic(found, every=True)


def _link(reader: Reader, left: Part, relation: Relation, right: Part) -> Part | None:
    """Return the truth value of one comparison of two parts."""
    if left.sort is Sort.TRUTH and right.sort is Sort.TRUTH:
        return _yes_no(reader, left, relation, right)
    if left.sort is Sort.DATE and right.sort is Sort.DATE:
        return built(Compare(relation, left.node, right.node), Sort.TRUTH, left, right)
    if Sort.DATE in (left.sort, right.sort):
        reader.report(DATES, right.start, right.end, left=reader.written(left), right=reader.written(right))
        return None
    if as_number(reader, left) is None or as_number(reader, right) is None:
        return None
    fit = together(reader, left, right)
    if fit is None:
        return None
    return built(Compare(relation, fit.left.node, fit.right.node), Sort.TRUTH, fit.left, fit.right)


def _yes_no(reader: Reader, left: Part, relation: Relation, right: Part) -> Part | None:
    """Return what ``x = 是`` or ``x ≠ 否`` says: x itself, or its negation."""
    asked, word = (left, right) if isinstance(right.node, Truth) else (right, left)
    if not isinstance(word.node, Truth) or relation not in (Relation.EQUAL, Relation.UNEQUAL):
        reader.report(TRUTHS_COMPARED, left.start, right.end)
        return None
    wanted = word.node.value == (relation is Relation.EQUAL)
    node = asked.node if wanted else Not(asked.node)
    return replace(asked, node=node, start=left.start, end=right.end, size=asked.size + 1, depth=asked.depth + 1)


def logic(parts: Sequence[Part], *, every: bool) -> Part:
    """Return all (且) or any (或) of truth values."""
    return built(Logic(every, tuple(part.node for part in parts)), Sort.TRUTH, *parts)


def negated(operand: Part, start: int) -> Part:
    """Return 非 operand, beginning at *start*."""
    return replace(built(Not(operand.node), Sort.TRUTH, operand), start=start)


def smallest_or_largest(reader: Reader, operator: Operator, parts: Sequence[Part]) -> Part | None:
    """Return the minimum or maximum of numbers, or of dates."""
    if all(part.sort is Sort.DATE for part in parts):
        result = parts[0]
        for part in parts[1:]:
            result = built(Binary(operator, result.node, part.node), Sort.DATE, result, part)
        return result
    if len([part for part in parts if as_number(reader, part) is not None]) < len(parts):
        return None
    result = parts[0]
    for part in parts[1:]:
        fit = together(reader, result, part)
        if fit is None:
            return None
        result = _binary(operator, fit)
    return result


def choice(reader: Reader, condition: Part, then: Part, otherwise: Part) -> Part | None:
    """Return ``if condition then … else …``; both branches hold the same thing in one unit."""
    if as_truth(reader, condition) is None:
        return None
    if then.sort is not otherwise.sort:
        reader.report(
            BRANCHES,
            otherwise.start,
            otherwise.end,
            left=reader.written(then),
            right=reader.written(otherwise),
        )
        return None
    if then.sort is Sort.CHOICE:
        return as_number(reader, then)
    if then.sort is not Sort.NUMBER:
        return _chosen(condition.node, condition, then, otherwise)
    fit = together(reader, then, otherwise)
    if fit is None:
        return None
    part = _chosen(condition.node, condition, fit.left, fit.right)
    return replace(part, unit=fit.unit, bond=fit.bond)


def _chosen(node: Node, condition: Part, then: Part, otherwise: Part) -> Part:
    return built(If(node, then.node, otherwise.node), then.sort, condition, then, otherwise)
