"""The functions there are, and the reading of those that are no folds: min, round, marks and others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Final, cast

from scoring.diagnostics import Kind
from scoring.diagnostics.nearest import nearest
from scoring.exact import RoundingMode, to_step
from scoring.expressions import folds, peers
from scoring.expressions.called import USAGE, Call
from scoring.expressions.naming import is_name, known, raw, span
from scoring.expressions.operations import smallest_or_largest, together
from scoring.expressions.parts import Bond, Part, built
from scoring.expressions.reader import Read, Reader, Sight
from scoring.expressions.tree import (
    Function,
    Input,
    Missing,
    Operator,
    Round,
    Sort,
    Source,
    Unary,
)
from scoring.records import dataclass
from scoring.units import PLAIN

if TYPE_CHECKING:
    from lark import Token, Tree


UNKNOWN_FUNCTION = Kind("E206", "there is no function “{name}”", "there are: {functions}")
UNKNOWN_FUNCTION_BUT_NEAR = Kind("E206", "there is no function “{name}”", "did you mean “{nearest}”?")
UNKNOWN_CODE = Kind("E208", "no indicator has the code “{code}”", "write the code of an indicator, as in marks(A01)")
UNKNOWN_CODE_BUT_NEAR = Kind("E208", "no indicator has the code “{code}”", "did you mean “{nearest}”?")
ONLY_IN_CROSS_CHECKS = Kind(
    "E209",
    "“missing” stands only in cross-checks: what is scored must not depend on what is left out",
    "use when_denominator_zero, valid_when or applies_when",
)
FLOOR_OF_PERCENT = Kind(
    "E313", "“{name}” of a quantity in % cuts it to 0% or 100%", "for whole percents write {name}({text} / 1%) × 1%"
)
STEP = Kind("E314", "the step of a rounding is a written number above 0", "write for example {usage}")


@dataclass(frozen=True, slots=True)
class _Function:
    """A function.

    Attributes:
        usage: an example.
        shape: the shape of its arguments in the grammar: "plain", "rows" or "column".
        arguments: how many it takes; 0 for two or more.
        read: reads a call of it.
    """

    usage: str
    shape: str
    arguments: int
    read: Callable[[Call], Part | None]


def call(reader: Reader, tree: Tree[Token], sight: Sight, read: Read) -> Part | None:
    """Return the part that ``name(…)`` stands for, brackets included."""
    token, arguments = cast("tuple[Token, Tree[Token]]", tree.children)
    function = FUNCTIONS.get(str(token))
    made = Call(reader, token, "" if function is None else function.usage, arguments.children, sight, read)
    if function is None:
        near = nearest(made.name, FUNCTIONS)
        if near is None:
            made.report(UNKNOWN_FUNCTION, functions=tuple(FUNCTIONS))
        else:
            made.report(UNKNOWN_FUNCTION_BUT_NEAR, nearest=near)
        return None
    count = len(arguments.children)
    if arguments.data == "plain":
        enough = count == function.arguments if function.arguments else count > 1
        fits = enough and function.shape != "column"
    else:
        fits = arguments.data == function.shape
    if not fits:
        made.report(USAGE, usage=function.usage)
        return None
    part = function.read(made)
    if part is None:
        return None
    return replace(part, start=span(token)[0], end=reader.text.index(")", part.end) + 1)


def _extreme(call: Call) -> Part | None:
    """Read ``min`` or ``max``."""
    parts = call.parts()
    operator = Operator.MIN if call.name == "min" else Operator.MAX
    return None if parts is None else smallest_or_largest(call.reader, operator, parts)


def _unary(call: Call) -> Part | None:
    """Read ``abs``, ``floor`` or ``ceil``."""
    parts = call.numbers()
    if parts is None:
        return None
    (part,) = parts
    function = Function(call.name)
    if function is not Function.ABS and part.unit.percent:
        call.report(FLOOR_OF_PERCENT, text=call.reader.written(part))
        return None
    constant = None if part.constant is None else Fraction(_EXACT[function](part.constant))
    result = built(Unary(function, part.node), Sort.NUMBER, part, unit=part.unit, bond=part.bond)
    return replace(result, constant=constant)


_EXACT: Final[dict[Function, Callable[[Fraction], Fraction | int]]] = {
    Function.ABS: abs,
    Function.FLOOR: floor,
    Function.CEIL: ceil,
}


def _round(call: Call) -> Part | None:
    """Read ``round(x, step)``, half up."""
    parts = call.numbers()
    if parts is None:
        return None
    operand, step = parts
    if step.constant is None or step.constant <= 0:
        call.reader.report(STEP, step.start, step.end, usage="round(x, 0.01)")
        return None
    fit = together(call.reader, operand, step)
    if fit is None:
        return None
    constant = None if operand.constant is None else to_step(operand.constant, step.constant)
    node = Round(operand.node, step.constant, RoundingMode.HALF_UP, percent=step.unit.percent)
    result = built(node, Sort.NUMBER, operand, unit=fit.unit, bond=fit.bond)
    return replace(result, constant=constant, end=step.end)


def _marks(call: Call) -> Part | None:
    """Read ``marks(A01)``; marks go with any unit they are counted against."""
    (argument,) = call.arguments
    if not peers.may_stand(call):
        return None
    if not is_name(argument):
        call.report(USAGE, usage=call.usage)
        return None
    token = cast("Token", argument)
    code, (start, end) = raw(token), span(token)
    node = call.sight.names.marks.get(code)
    if node is not None:
        return Part(node, Sort.NUMBER, PLAIN, Bond.COUNTED, None, start, end, 1, 1)
    near = nearest(code, call.sight.names.marks)
    if near is None:
        call.reader.report(UNKNOWN_CODE, start, end, code=code)
    else:
        call.reader.report(UNKNOWN_CODE_BUT_NEAR, start, end, code=code, nearest=near)
    return None


def _missing(call: Call) -> Part | None:
    """Read ``missing(x)``."""
    (argument,) = call.arguments
    if not call.reader.cross_check:
        call.report(ONLY_IN_CROSS_CHECKS)
        return None
    if not is_name(argument):
        call.report(USAGE, usage=call.usage)
        return None
    token = cast("Token", argument)
    found = known(call.reader, token, call.sight)
    if found is None:
        return None
    operand = found.node if found.node is not None else Input(Source.FACT, found.name, found.sort)
    return Part(Missing(operand), Sort.TRUTH, PLAIN, Bond.FIXED, None, *span(token), 2, 2)


FUNCTIONS: Final[dict[str, _Function]] = {
    "min": _Function("min(a, b)", "plain", 0, _extreme),
    "max": _Function("max(a, b)", "plain", 0, _extreme),
    "abs": _Function("abs(x)", "plain", 1, _unary),
    "floor": _Function("floor(x)", "plain", 1, _unary),
    "ceil": _Function("ceil(x)", "plain", 1, _unary),
    "round": _Function("round(x, 0.01)", "plain", 2, _round),
    "marks": _Function("marks(A01)", "plain", 1, _marks),
    "missing": _Function("missing(x)", "plain", 1, _missing),
    "place": _Function("place(x)", "plain", 1, peers.compared),
    "best": _Function("best(x)", "plain", 1, peers.compared),
    "average_of_batch": _Function("average_of_batch(x)", "plain", 1, peers.compared),
    "count": _Function("count(专项资金 where 金额 > 0)", "rows", 1, folds.count),
    "sum": _Function("sum(金额 of 专项资金)", "column", 0, folds.sum_over),
    "average": _Function("average(金额 of 专项资金)", "column", 0, folds.average),
}
"""Every function by its name."""
