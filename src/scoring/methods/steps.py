"""Steps method (超标扣分，扣完为止): marks come off for each step beyond a limit.

Wording served: 以100%为标准……每超过一个百分点扣0.5分，扣完为止 (岳阳市部门整体支出绩效评价评分表);
每低于5%扣2分 (湖南省). With both limits nothing comes off between them.
The wording leaves open what an unfinished step costs: `part_step` must say it.
"""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Iterator, Mapping
from fractions import Fraction

from scoring.diagnostics import Diagnostic, Kind, Location, Message, Quantity, Word, message
from scoring.diagnostics.message import Value
from scoring.expressions.tree import (
    Function,
    Logic,
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
from scoring.methods.contract import MARKS, Context, Field, Lowered, Method, Reason, Shown, Supplied, Working, reason
from scoring.methods.parameters import one_of, parameter, place, positive_marks, quantity, step
from scoring.records import dataclass

NO_LIMIT = Kind(
    "R120",
    "steps needs a limit: neither above nor below is given",
    "write above: (每超过…) or below: (每低于…) with the limit that costs nothing",
)
CROSSED_LIMITS = Kind(
    "R329",
    "below is greater than above, so that every value would lose marks",
    "above is the higher limit, below the lower one; nothing comes off between them",
)


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
        """Yield a finding unless there is a limit, and of two the lower is the lower."""
        if self.above is None and self.below is None:
            yield NO_LIMIT.at(self.place)
        if self.above is not None and self.below is not None and self.below > self.above:
            yield CROSSED_LIMITS.at(self.place)


def lower(steps: Steps, context: Context) -> Lowered:
    """Return the workings that lead from the value to the marks; never below zero (扣完为止)."""
    full = number(context.full_marks)
    deduction = minimum(full, multiply(working("steps"), number(steps.marks_per_step)))
    workings = (
        Working(
            "excess",
            _excess_title(steps),
            maximum(number(0), _beyond(steps, context)),
            context.unit,
            points=context.unit.percent,
        ),
        Working("steps", Word("steps"), _counted(steps, context.unit.percent)),
        Working("deduction", Word("deduction"), deduction),
        Working(MARKS, Word("marks"), subtract(full, working("deduction"))),
    )
    return Lowered(workings, _reasons(steps, context), _sentence(steps, context))


def _excess_title(steps: Steps) -> Word:
    if steps.below is None:
        return Word("excess over the limit")
    return Word("shortfall below the limit") if steps.above is None else Word("distance from the nearer limit")


def _beyond(steps: Steps, context: Context) -> Node:
    """Return how far the value lies beyond the limit it passes; of two limits it passes one at most."""
    assert context.value is not None
    percent = context.unit.percent
    sides = []
    if steps.above is not None:
        sides.append(subtract(context.value, number(steps.above, percent=percent)))
    if steps.below is not None:
        sides.append(subtract(number(steps.below, percent=percent), context.value))
    return sides[0] if len(sides) == 1 else maximum(*sides)


def _counted(steps: Steps, percent: bool) -> Node:
    """Return how many steps the excess counts for."""
    exact = divide(working("excess"), number(steps.step, percent=percent))
    if steps.part_step is PartStep.PRO_RATA:
        return exact
    return Unary(Function.FLOOR if steps.part_step is PartStep.FREE else Function.CEIL, exact)


def _reasons(steps: Steps, context: Context) -> tuple[Reason, ...]:
    """Return the reasons: within the limits, then each side that can be left, the upper one first."""
    unit = str(context.unit)
    shows: dict[str, Field] = {
        "name": context.value_name,
        "value": Shown("value"),
        "excess": Shown("excess"),
        "step": Quantity(steps.step, unit, points=context.unit.percent),
        "steps": Shown("steps"),
        "rest": _rest(steps, context),
        "each": steps.marks_per_step,
        "full": context.full_marks,
        "deduction": Supplied.DEDUCTION,
    }
    within = compare(working("excess"), Relation.EQUAL, number(0))
    above = None if steps.above is None else {**shows, "limit": Quantity(steps.above, unit)}
    below = None if steps.below is None else {**shows, "limit": Quantity(steps.below, unit)}
    if above is None:
        assert below is not None
        inside = reason("steps.within", within, "{name} {value} is not below {limit}: nothing off", below)
        return (inside, *_below(steps, context, below))
    if below is None:
        inside = reason("steps.within", within, "{name} {value} does not exceed {limit}: nothing off", above)
        return (inside, *_above(steps, context, above))
    inside = reason(
        "steps.within",
        within,
        "{name} {value} lies between {lowest} and {limit}: nothing off",
        {**above, "lowest": below["limit"]},
    )
    return (
        inside,
        *(_only_above(one, steps, context) for one in _above(steps, context, above)),
        *_below(steps, context, below),
    )


def _only_above(one: Reason, steps: Steps, context: Context) -> Reason:
    """Return *one* as given only where the value is above the upper limit."""
    assert context.value is not None
    left = compare(context.value, Relation.MORE, number(steps.above or Fraction(0), percent=context.unit.percent))
    return dataclasses.replace(one, when=left if one.when is None else Logic(True, (left, one.when)))


def _free() -> Node:
    """Return whether no step counts."""
    return compare(working("steps"), Relation.EQUAL, number(0))


def _exhausted(steps: Steps, context: Context) -> Node:
    """Return whether the steps would take off more than there is."""
    lost = multiply(working("steps"), number(steps.marks_per_step))
    return compare(lost, Relation.MORE, number(context.full_marks))


def _above(steps: Steps, context: Context, shows: Mapping[str, Field]) -> tuple[Reason, ...]:
    return (
        reason(
            "steps.part",
            _free(),
            "{name} {value} exceeds {limit} by {excess}, not a whole step of {step}: nothing off",
            shows,
        ),
        reason(
            "steps.exhausted",
            _exhausted(steps, context),
            "{name} {value} exceeds {limit} by {excess}, {steps} steps of {step} at {each} marks ({rest}): "
            "all {full} marks off",
            shows,
        ),
        reason(
            "steps.above",
            None,
            "{name} {value} exceeds {limit} by {excess}, {steps} steps of {step} at {each} marks ({rest}): "
            "{deduction} marks off",
            shows,
        ),
    )


def _below(steps: Steps, context: Context, shows: Mapping[str, Field]) -> tuple[Reason, ...]:
    return (
        reason(
            "steps.part",
            _free(),
            "{name} {value} is {excess} below {limit}, not a whole step of {step}: nothing off",
            shows,
        ),
        reason(
            "steps.exhausted",
            _exhausted(steps, context),
            "{name} {value} is {excess} below {limit}, {steps} steps of {step} at {each} marks ({rest}): "
            "all {full} marks off",
            shows,
        ),
        reason(
            "steps.below",
            None,
            "{name} {value} is {excess} below {limit}, {steps} steps of {step} at {each} marks ({rest}): "
            "{deduction} marks off",
            shows,
        ),
    )


def _rest(steps: Steps, context: Context) -> Message:
    """Return what less than a step costs."""
    step = Quantity(steps.step, str(context.unit), points=context.unit.percent)
    match steps.part_step:
        case PartStep.FREE:
            return message("less than {step} costs nothing", step=step)
        case PartStep.PRO_RATA:
            return message("less than {step} costs its share", step=step)
    return message("less than {step} costs as much as {step}", step=step)


def _sentence(steps: Steps, context: Context) -> Message:
    unit = str(context.unit)
    values: dict[str, Value] = {
        "value": context.value_words,
        "step": Quantity(steps.step, unit, points=context.unit.percent),
        "each": steps.marks_per_step,
        "full": context.full_marks,
        "rest": _rest(steps, context),
    }
    limits = [Quantity(limit, unit) for limit in (steps.below, steps.above) if limit is not None]
    if len(limits) == 2:
        return message(
            "{value} from {below} to {above} brings {full} marks; every {step} above or below that costs {each} marks "
            "until none are left; {rest}",
            below=limits[0],
            above=limits[1],
            **values,
        )
    if steps.above is not None:
        return message(
            "{value} up to {limit} brings {full} marks; every {step} above it costs {each} marks until none are left; "
            "{rest}",
            limit=limits[0],
            **values,
        )
    return message(
        "{value} of at least {limit} brings {full} marks; every {step} below it costs {each} marks until none are "
        "left; {rest}",
        limit=limits[0],
        **values,
    )


METHOD = Method(
    "steps",
    Word("deduction by steps"),
    (
        "以100%为标准……每超过一个百分点扣0.5分，扣完为止",
        "每低于5%扣2分，扣完为止",
        "在±10%以内不扣分，每超出或低于1个百分点扣0.5分",
    ),
    Steps,
    needs_value=True,
    lower=lower,
)
