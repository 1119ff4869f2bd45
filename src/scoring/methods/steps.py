"""Steps method (超标扣分，扣完为止): marks come off for each step beyond a limit.

Wording served: 以100%为标准……每超过一个百分点扣0.5分，扣完为止 (岳阳市部门整体支出绩效评价评分表);
每低于5%扣2分 (湖南省).
The wording leaves open what an unfinished step costs: `part_step` must say it.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from fractions import Fraction

from scoring.diagnostics import Diagnostic, Kind, Location, Message, Quantity, Word, message
from scoring.diagnostics.message import Value
from scoring.expressions.tree import (
    Function,
    Node,
    Relation,
    Unary,
    compare,
    divide,
    maximum,
    minimum,
    multiply,
    number,
    subtract,
    working,
)
from scoring.methods.contract import (
    MARKS,
    Context,
    Field,
    Lowered,
    Method,
    Reason,
    Shown,
    Supplied,
    Working,
    reason,
)
from scoring.methods.parameters import one_of, parameter, place, positive_marks, quantity, step
from scoring.records import dataclass

NO_LIMIT = Kind(
    "R120",
    "steps needs a limit: neither above nor below is given",
    "write above: (每超过…) or below: (每低于…) with the limit that costs nothing",
)
TWO_LIMITS = Kind("R121", "steps has both above and below", "keep one of them; for both sides use bands")


class PartStep(enum.Enum):
    """What an unfinished step costs; the wording leaves it open."""

    FREE = "free"  # 不足一步不扣
    PRO_RATA = "pro_rata"  # 按比例扣
    FULL = "full"  # 不足一步按一步扣


@dataclass(frozen=True, slots=True)
class Steps:
    """Parameters of one indicator scored by steps.

    Attributes:
        step: size of one step, in the value's unit.
        marks_per_step: marks taken off for each step.
        part_step: what an unfinished step costs.
        above: highest value that costs nothing, in the value's unit.
        below: lowest value that costs nothing, in the value's unit.
    """

    step: Fraction = parameter(step, Word("size of one step"))
    marks_per_step: Fraction = parameter(positive_marks, Word("marks taken off for each step"))
    part_step: PartStep = parameter(
        one_of(
            PartStep,
            free=Word("an unfinished step costs nothing"),
            pro_rata=Word("an unfinished step costs its share"),
            full=Word("an unfinished step costs a whole one"),
        ),
        Word("what an unfinished step costs"),
    )
    above: Fraction | None = parameter(quantity, Word("highest value that costs nothing"), default=None)
    below: Fraction | None = parameter(quantity, Word("lowest value that costs nothing"), default=None)
    place: Location = place()

    def check(self) -> Iterator[Diagnostic]:
        """Yield a finding unless there is exactly one limit."""
        if self.above is None and self.below is None:
            yield NO_LIMIT.at(self.place)
        if self.above is not None and self.below is not None:
            yield TWO_LIMITS.at(self.place)


def lower(steps: Steps, context: Context) -> Lowered:
    """Return the workings that lead from the value to the marks; never below zero (扣完为止)."""
    assert context.value is not None
    percent = context.unit.percent
    upward = steps.above is not None
    limit = number(steps.above if steps.above is not None else steps.below or Fraction(0), percent=percent)
    beyond = subtract(context.value, limit) if upward else subtract(limit, context.value)
    full = number(context.full_marks)
    deduction = minimum(full, multiply(working("steps"), number(steps.marks_per_step)))
    workings = (
        Working(
            "excess",
            Word("excess over the limit") if upward else Word("shortfall below the limit"),
            maximum(number(0), beyond),
            context.unit,
            points=percent,
        ),
        Working("steps", Word("steps"), _counted(steps, percent)),
        Working("deduction", Word("deduction"), deduction),
        Working(MARKS, Word("marks"), subtract(full, working("deduction"))),
    )
    return Lowered(workings, _reasons(steps, context, limit.value, upward), _sentence(steps, context, upward))


def _counted(steps: Steps, percent: bool) -> Node:
    """Return how many steps the excess counts for."""
    exact = divide(working("excess"), number(steps.step, percent=percent))
    if steps.part_step is PartStep.PRO_RATA:
        return exact
    return Unary(Function.FLOOR if steps.part_step is PartStep.FREE else Function.CEIL, exact)


def _reasons(steps: Steps, context: Context, limit: Fraction, upward: bool) -> tuple[Reason, ...]:
    unit = str(context.unit)
    shows: dict[str, Field] = {
        "name": context.value_name,
        "value": Shown("value"),
        "limit": Quantity(limit, unit),
        "excess": Shown("excess"),
        "step": Quantity(steps.step, unit, points=context.unit.percent),
        "steps": Shown("steps"),
        "each": steps.marks_per_step,
        "full": context.full_marks,
        "deduction": Supplied.DEDUCTION,
    }
    none = compare(working("excess"), Relation.EQUAL, number(0))
    free = compare(working("steps"), Relation.EQUAL, number(0))
    exhausted = compare(
        multiply(working("steps"), number(steps.marks_per_step)), Relation.MORE, number(context.full_marks)
    )
    return _above(shows, none, free, exhausted) if upward else _below(shows, none, free, exhausted)


def _above(shows: Mapping[str, Field], none: Node, free: Node, exhausted: Node) -> tuple[Reason, ...]:
    return (
        reason("steps.within", none, "{name} {value} does not exceed {limit}: nothing off", shows),
        reason(
            "steps.part",
            free,
            "{name} {value} exceeds {limit} by {excess}, not a whole step of {step}: nothing off",
            shows,
        ),
        reason(
            "steps.exhausted",
            exhausted,
            "{name} {value} exceeds {limit} by {excess}, {steps} steps of {step} at {each} marks: all {full} marks off",
            shows,
        ),
        reason(
            "steps.above",
            None,
            "{name} {value} exceeds {limit} by {excess}, {steps} steps of {step} at {each} marks: "
            "{deduction} marks off",
            shows,
        ),
    )


def _below(shows: Mapping[str, Field], none: Node, free: Node, exhausted: Node) -> tuple[Reason, ...]:
    return (
        reason("steps.within", none, "{name} {value} is not below {limit}: nothing off", shows),
        reason(
            "steps.part",
            free,
            "{name} {value} is {excess} below {limit}, not a whole step of {step}: nothing off",
            shows,
        ),
        reason(
            "steps.exhausted",
            exhausted,
            "{name} {value} is {excess} below {limit}, {steps} steps of {step} at {each} marks: all {full} marks off",
            shows,
        ),
        reason(
            "steps.below",
            None,
            "{name} {value} is {excess} below {limit}, {steps} steps of {step} at {each} marks: {deduction} marks off",
            shows,
        ),
    )


def _sentence(steps: Steps, context: Context, upward: bool) -> Message:
    unit = str(context.unit)
    rest = {
        PartStep.FREE: message("an unfinished step costs nothing"),
        PartStep.PRO_RATA: message("an unfinished step costs its share"),
        PartStep.FULL: message("an unfinished step costs a whole one"),
    }[steps.part_step]
    values: dict[str, Value] = {
        "value": context.value_words,
        "limit": Quantity(steps.above if steps.above is not None else steps.below or Fraction(0), unit),
        "step": Quantity(steps.step, unit, points=context.unit.percent),
        "each": steps.marks_per_step,
        "full": context.full_marks,
        "rest": rest,
    }
    if upward:
        return message(
            "{value} up to {limit} brings {full} marks; every {step} above it costs {each} marks until none are left; "
            "{rest}",
            **values,
        )
    return message(
        "{value} of at least {limit} brings {full} marks; every {step} below it costs {each} marks until none are "
        "left; {rest}",
        **values,
    )


METHOD = Method(
    "steps",
    Word("deduction by steps"),
    ("以100%为标准……每超过一个百分点扣0.5分，扣完为止", "每低于5%扣2分，扣完为止"),
    Steps,
    needs_value=True,
    lower=lower,
)
