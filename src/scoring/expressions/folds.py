"""Folds over the rows of a table: ``count``, ``sum``, ``average``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from scoring.diagnostics import Kind
from scoring.expressions.called import USAGE, Call
from scoring.expressions.names import Declared
from scoring.expressions.naming import declared, is_name, known, span
from scoring.expressions.operations import as_number, as_truth
from scoring.expressions.parts import Bond, Part, built, literal
from scoring.expressions.reader import Sight
from scoring.expressions.tree import Binary, Fold, FoldKind, Operator, Sort, Truth
from scoring.units import PLAIN

if TYPE_CHECKING:
    from lark import Token

    from scoring.expressions.grammar import Tokens

FOLD_IN_FOLD = Kind(
    "E211", "a table is counted inside the rows of another", "give the inner part a name under “derived”"
)
NO_TABLE = Kind("E212", "“{name}” is not a table", "write for example {usage}")


def count(call: Call) -> Part | None:
    """Read ``count(table where condition)``."""
    found = _rows(call, call.arguments[0], call.arguments[1:])
    if found is None:
        return None
    table, where = found
    return _folded(FoldKind.COUNT, table, literal(Fraction(1), where.start, where.start), where)


def sum_over(call: Call) -> Part | None:
    """Read ``sum(column of table where condition)``."""
    found = _column(call)
    if found is None:
        return None
    table, body, where = found
    return _folded(FoldKind.SUM, table, body, where)


def average(call: Call) -> Part | None:
    """Read ``average(column of table where condition)``: the sum divided by the count, which may be 0."""
    found = _column(call)
    if found is None:
        return None
    table, body, where = found
    total = _folded(FoldKind.SUM, table, body, where)
    count = _folded(FoldKind.COUNT, table, literal(Fraction(1), where.start, where.start), where)
    node = Binary(Operator.DIVIDE, total.node, count.node)
    call.reader.divisions.append((span(call.token)[0], node))
    return built(node, Sort.NUMBER, total, count, unit=total.unit, bond=total.bond)


def _column(call: Call) -> tuple[Declared, Part, Part] | None:
    """Return the table, the body and the condition of ``(body of table where condition)``."""
    body_tokens, table_tokens, *where_tokens = call.arguments
    found = _rows(call, table_tokens, where_tokens)
    table = declared(cast("Token", table_tokens), call.sight) if is_name(table_tokens) else None
    if table is None or table.sort is not Sort.TABLE:
        return None
    body = call.read(call.reader, body_tokens, _inside(call.sight, table))
    if body is None or found is None or as_number(call.reader, body) is None:
        return None
    return table, body, found[1]


def _rows(call: Call, tokens: Tokens, where: Sequence[Tokens]) -> tuple[Declared, Part] | None:
    """Return the table called *tokens* and the condition on its rows; without one every row counts."""
    if call.sight.table is not None:
        call.report(FOLD_IN_FOLD)
        return None
    if not is_name(tokens):
        call.report(USAGE, usage=call.usage)
        return None
    token = cast("Token", tokens)
    table = known(call.reader, token, call.sight)
    if table is None:
        return None
    if table.sort is not Sort.TABLE:
        call.reader.report(NO_TABLE, *span(token), name=table.name, usage=call.usage)
        return None
    if not where:
        return table, Part(Truth(True), Sort.TRUTH, PLAIN, Bond.FIXED, None, *span(token), 1, 1)
    condition = call.read(call.reader, where[0], _inside(call.sight, table))
    if condition is None or as_truth(call.reader, condition) is None:
        return None
    return table, condition


def _inside(sight: Sight, table: Declared) -> Sight:
    """Return what can be seen from a row of *table*."""
    return replace(sight, names=sight.names.with_columns(table), table=table)


def _folded(kind: FoldKind, table: Declared, body: Part, where: Part) -> Part:
    """Return the fold; a number of rows goes with any unit it is counted against."""
    node = Fold(kind, table.name, body.node, where.node)
    bond = Bond.COUNTED if kind is FoldKind.COUNT or body.bond is not Bond.FIXED else Bond.FIXED
    return built(node, Sort.NUMBER, body, where, unit=body.unit if kind is FoldKind.SUM else PLAIN, bond=bond)
