"""From the text of an expression to its typed tree, or to findings that point at the exact characters.

In: text, the place where it stands, the names it may use and what it must give. Out: `Typed`, or every finding that
could safely be made in one run. Nothing the text says is ever executed by Python.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Final, cast

from scoring.diagnostics import Diagnostic, Kind, Location
from scoring.diagnostics.nearest import nearest
from scoring.exact import Unreadable, read_strict
from scoring.expressions import operations
from scoring.expressions.calls import call
from scoring.expressions.characters import Source, half_width, limits, stable
from scoring.expressions.expected import Expected, Typed
from scoring.expressions.grammar import Stop, tokens
from scoring.expressions.names import Declared, Names, canonical
from scoring.expressions.naming import UNSTABLE, declared, is_name, raw, read_name, span
from scoring.expressions.parts import Bond, Misfit, Part, is_counting, literal, to_unit
from scoring.expressions.reader import MAX_LEVELS, TOO_MANY_LEVELS, Reader, Sight
from scoring.expressions.slips import explain, separators
from scoring.expressions.tree import Input, Matches, Relation, Sort
from scoring.units import DAYS, PLAIN, Unit

if TYPE_CHECKING:
    from lark import Token, Tree

    from scoring.expressions.grammar import Tokens

__all__ = ["Expected", "Typed", "read_expression"]

MAX_FINDINGS: Final = 20
"""Findings made about one expression; who has so many will look at it again anyway."""

DIGITS = Kind("E404", "the number “{text}” has too many digits", "no figure of a budget has more than 50")
WRONG_UNIT = Kind("E322", "“{text}” is in {found}, {wanted} is needed here", "correct the formula or the unit")
PERCENT_WANTED = Kind(
    "E323", "“{text}” does not give a quantity in {wanted}", "write numbers with % (90%), and × 100% rather than × 100"
)
COUNT_WANTED = Kind("E324", "“{text}” is in {found}; a number of things is needed here", "count rows or things")
NOT_CONSTANT = Kind("E325", "a written number is needed here; “{text}” depends on facts", "write a number")
UNKNOWN_WORD = Kind("E315", "“{word}” is not one of the words of “{name}”", "the words are: {words}")
WORD_BUT_NEAR = Kind(
    "E319", "“{word}” is not one of the words of “{name}”; did you mean “{nearest}”?", "the words are: {words}"
)
WORD_RELATION = Kind("E316", "the words of “{name}” have no order", "compare with = or ≠")

_OFFSET: Final = itemgetter(0)


def read_expression(
    text: str,
    place: Location,
    names: Names,
    *,
    expect: Expected,
    unit: Unit | None = None,
    constant: bool = False,
    cross_check: bool = False,
    table: Declared | None = None,
    batch: bool = False,
    among: Input | None = None,
) -> tuple[Typed | None, tuple[Diagnostic, ...]]:
    """Read one expression.

    Args:
        text: the expression.
        place: the place of its first character, or of the quotation mark before it.
        names: what it may name.
        expect: what it must give.
        unit: the unit a number must be in; it is converted to it. None for any unit.
        constant: only a number that no fact can change will do.
        cross_check: ``missing(x)`` is allowed, because nothing is scored with the answer.
        table: the table about whose rows it speaks, so that it may name the columns.
        batch: ``place(x)``, ``best(x)`` and ``average_of_batch(x)`` are allowed.
        among: they compare only institutions that answer this fact alike; None for all.
    """
    source = Source(text, place)
    found = tuple(islice(limits(source), MAX_FINDINGS))
    if found:
        return None, found
    reader = Reader(source, half_width(text), cross_check, batch, among)
    sight = Sight(names) if table is None else Sight(names.with_columns(table), table)
    tree = _tree(reader)
    part = None if tree is None else read_part(reader, tree, sight)
    if part is not None:
        part = _as_expected(reader, part, expect, unit, constant=constant)
    if part is None or reader.findings:
        return None, tuple(finding for _, finding in sorted(reader.findings, key=_OFFSET)[:MAX_FINDINGS])
    return _typed(reader, part, text.strip()), ()


def _typed(reader: Reader, part: Part, text: str) -> Typed:
    divisions = tuple(dict.fromkeys(division for _, division in sorted(reader.divisions, key=_OFFSET)))
    free = part.bond in (Bond.RATIO, Bond.ANY)
    return Typed(part.node, part.unit, part.sort, text, free, divisions)


def _tree(reader: Reader) -> Tokens | None:
    """Parse the text; look past slips whose meaning is plain, so that the rest is looked at too."""
    meant: str | None = reader.text
    for _ in range(MAX_FINDINGS):
        if meant is None:
            return None
        tree = tokens(meant)
        if not isinstance(tree, Stop):
            reader.findings.extend(separators(reader.source, meant))
            return tree
        finding, meant = explain(reader.source, meant, tree)
        reader.findings.append((tree.offset, finding))
    return None


def read_part(reader: Reader, tree: Tokens, sight: Sight) -> Part | None:
    """Return the part that *tree* stands for, or None after a finding."""
    if is_name(tree):
        return read_name(reader, cast("Token", tree), sight)
    if getattr(tree, "type", "") == "NUMBER":
        return _number(reader, cast("Token", tree))
    rule = cast("Tree[Token]", tree)
    if sight.level == MAX_LEVELS:
        reader.report(TOO_MANY_LEVELS, 0, len(reader.text), limit=MAX_LEVELS)
        return None
    part = _RULES[rule.data](reader, rule, replace(sight, level=sight.level + 1))
    return None if part is None else reader.within_limits(part)


def _number(reader: Reader, token: Token) -> Part | None:
    """Return a written number."""
    start, end = span(token)
    written = read_strict(str(token))
    if isinstance(written, Unreadable):
        reader.report(DIGITS, start, end, text=str(token))
        return None
    return literal(written.value, start, end, percent=written.unit == "%")


def _all(reader: Reader, trees: list[Tokens], sight: Sight) -> list[Part] | None:
    """Return the parts of *trees*, all of them read even if one has a finding; None if any has."""
    parts = [read_part(reader, tree, sight) for tree in trees]
    found = [part for part in parts if part is not None]
    return found if len(found) == len(parts) else None


def _sum(reader: Reader, tree: Tree[Token], sight: Sight) -> Part | None:
    parts = _all(reader, list(tree.children[::2]), sight)
    if parts is None:
        return None
    result: Part | None = parts[0]
    for sign, part in zip(tree.children[1::2], parts[1:], strict=True):
        result = None if result is None else operations.sum_of(reader, result, str(sign), part)
    return result


def _product(reader: Reader, tree: Tree[Token], sight: Sight) -> Part | None:
    parts = _all(reader, list(tree.children[::2]), sight)
    if parts is None:
        return None
    result: Part | None = parts[0]
    for sign, part in zip(tree.children[1::2], parts[1:], strict=True):
        at = span(cast("Token", sign))[0]
        result = None if result is None else operations.scale_of(reader, result, str(sign), at, part)
    return result


def _minus(reader: Reader, tree: Tree[Token], sight: Sight) -> Part | None:
    *signs, operand = tree.children
    part = read_part(reader, operand, sight)
    for sign in reversed(signs):
        if part is not None and sign == "-":
            part = operations.negative(reader, part, span(cast("Token", sign))[0])
    return None if part is None else operations.as_number(reader, part)


def _comparison(reader: Reader, tree: Tree[Token], sight: Sight) -> Part | None:
    operands = list(tree.children[::2])
    relations = [operations.RELATIONS[str(sign)] for sign in tree.children[1::2]]
    if len(operands) == 2:
        for asked, other in (operands, operands[::-1]):
            choice = declared(cast("Token", asked), sight) if is_name(asked) else None
            if choice is not None and choice.sort is Sort.CHOICE and is_name(other):
                return _matches(reader, choice, relations[0], cast("Token", asked), cast("Token", other))
    parts = _all(reader, operands, sight)
    return None if parts is None else operations.comparison(reader, parts, relations)


def _matches(reader: Reader, choice: Declared, relation: Relation, asked: Token, other: Token) -> Part | None:
    """Return whether a choice is the word written on the other side."""
    start, end = span(other)
    if relation not in (Relation.EQUAL, Relation.UNEQUAL):
        reader.report(WORD_RELATION, start, end, name=choice.name)
        return None
    word = next((word for word in choice.words if canonical(word) == canonical(raw(other))), None)
    if word is None:
        near = nearest(raw(other), choice.words)
        kind = UNKNOWN_WORD if near is None else WORD_BUT_NEAR
        reader.report(kind, start, end, word=raw(other), name=choice.name, words=choice.words, nearest=near or "")
        return None
    if (right := stable(raw(other))) != raw(other):
        reader.report(UNSTABLE, start, end, name=raw(other), right=right)
        return None
    node = Matches(cast("Input", choice.node), word)
    first, last = min(start, span(asked)[0]), max(end, span(asked)[1])
    part = Part(node, Sort.TRUTH, PLAIN, Bond.FIXED, None, first, last, 2, 2)
    return part if relation is Relation.EQUAL else operations.negated(part, first)


def _logic(reader: Reader, tree: Tree[Token], sight: Sight) -> Part | None:
    parts = _all(reader, list(tree.children), sight)
    if parts is None:
        return None
    truths = [part for part in parts if operations.as_truth(reader, part) is not None]
    return operations.logic(truths, every=tree.data == "conditions") if len(truths) == len(parts) else None


def _negation(reader: Reader, tree: Tree[Token], sight: Sight) -> Part | None:
    *words, operand = tree.children
    part = read_part(reader, operand, sight)
    part = None if part is None else operations.as_truth(reader, part)
    for word in reversed(words):
        part = None if part is None else operations.negated(part, span(cast("Token", word))[0])
    return part


def _choice(reader: Reader, tree: Tree[Token], sight: Sight) -> Part | None:
    parts = _all(reader, list(tree.children), sight)
    if parts is None:
        return None
    condition, then, otherwise = parts
    part = operations.choice(reader, condition, then, otherwise)
    return None if part is None else replace(part, start=reader.text.rindex("if", 0, condition.start))


def _brackets(reader: Reader, tree: Tree[Token], sight: Sight) -> Part | None:
    part = read_part(reader, tree.children[0], sight)
    if part is None:
        return None
    start, end = reader.text.rindex("(", 0, part.start), reader.text.index(")", part.end) + 1
    return replace(part, start=start, end=end)


def _call(reader: Reader, tree: Tree[Token], sight: Sight) -> Part | None:
    return call(reader, tree, sight, read_part)


_RULES: Final[dict[str, Callable[[Reader, Tree[Token], Sight], Part | None]]] = {
    "choice": _choice,
    "alternatives": _logic,
    "conditions": _logic,
    "negation": _negation,
    "comparison": _comparison,
    "sum": _sum,
    "product": _product,
    "minus": _minus,
    "brackets": _brackets,
    "call": _call,
}


def _as_expected(reader: Reader, part: Part, expect: Expected, unit: Unit | None, *, constant: bool) -> Part | None:
    """Return *part* as what the expression must give, in *unit*; None after a finding."""
    if expect is Expected.TRUTH:
        return operations.as_truth(reader, part)
    if expect is Expected.VALUE and part.sort in (Sort.TRUTH, Sort.DATE):
        return part
    number = operations.as_number(reader, part)
    if number is None:
        return None
    if constant and number.constant is None:
        reader.report(NOT_CONSTANT, part.start, part.end, text=reader.written(part))
        return None
    if expect is Expected.COUNT and not _counts(number):
        reader.report(COUNT_WANTED, part.start, part.end, text=reader.written(part), found=str(part.unit))
        return None
    return number if unit is None else _in_unit(reader, number, unit)


def _counts(part: Part) -> bool:
    """Tell whether *part* can be a number of things."""
    return is_counting(part.unit) or part.unit.dimensions == DAYS.dimensions or str(part.unit) == ""


def _in_unit(reader: Reader, part: Part, unit: Unit) -> Part | None:
    """Return *part* converted to *unit*."""
    turned = to_unit(part, unit)
    if isinstance(turned, Part):
        return turned
    text = reader.written(part)
    if turned is Misfit.PERCENT:
        reader.report(PERCENT_WANTED, part.start, part.end, text=text, wanted=str(unit) or "1")
    else:
        reader.report(WRONG_UNIT, part.start, part.end, text=text, found=str(part.unit) or "1", wanted=str(unit) or "1")
    return None
