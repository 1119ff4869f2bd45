"""Ratio method (比率分值法；正向、反向指标): full marks once the target is reached, else in proportion.

Wording served: 得分=分值×执行数/预算数; 正向指标 得分=实际完成值/指标值×分值; 反向指标 得分=指标值/实际完成值×分值,
never above the full marks. Reached is tested before any division: 0 accidents against 0 planned is full.
"""

from __future__ import annotations

import enum

from scoring.diagnostics import Location, Message, Word, message
from scoring.diagnostics.message import Value
from scoring.expressions.expected import Expected, Typed
from scoring.expressions.tree import (
    If,
    Node,
    Relation,
    compare,
    divide,
    maximum,
    minimum,
    multiply,
    number,
    working,
)
from scoring.expressions.words import words
from scoring.methods.contract import MARKS, Context, Field, Lowered, Method, Reason, Shown, Supplied, Working, reason
from scoring.methods.parameters import expression, one_of, parameter, place
from scoring.records import dataclass
from scoring.units import PERCENT


class Better(enum.Enum):
    """In which direction an actual value is better."""

    HIGHER = "higher"  # 正向指标
    LOWER = "lower"  # 反向指标


@dataclass(frozen=True, slots=True)
class Ratio:
    """Parameters of one indicator scored by ratio; both expressions are brought to one unit."""

    actual: Typed = parameter(expression(Expected.NUMBER), Word("the actual value"))
    target: Typed = parameter(expression(Expected.NUMBER), Word("the target"), like="actual")
    better: Better = parameter(
        one_of(Better, higher=Word("the more the better"), lower=Word("the less the better")),
        Word("which way is better"),
    )
    place: Location = place()


def lower(ratio: Ratio, context: Context) -> Lowered:
    """Return the workings: both values, whether the target is reached, the share, the marks."""
    higher = ratio.better is Better.HIGHER
    actual, target = working("actual"), working("target")
    reached = compare(actual, Relation.AT_LEAST if higher else Relation.AT_MOST, target)
    dividend, divisor = (actual, target) if higher else (target, actual)
    positive = compare(divisor, Relation.MORE, number(0))
    proportion = If(positive, maximum(number(0), minimum(number(1), divide(dividend, divisor))), number(0))
    share = If(working("reached", truth=True), number(1), proportion)
    workings = (
        Working("actual", Word("actual value"), ratio.actual.node, ratio.actual.unit),
        Working("target", Word("target"), ratio.target.node, ratio.target.unit),
        Working("reached", Word("target reached"), reached),
        Working("share", Word("share of the marks"), share, PERCENT),
        Working(MARKS, Word("marks"), multiply(number(context.full_marks), working("share"))),
    )
    return Lowered(workings, _reasons(ratio, context, divisor), _sentence(ratio, context))


def _reasons(ratio: Ratio, context: Context, divisor: Node) -> tuple[Reason, ...]:
    shows: dict[str, Field] = {
        "actual": Shown("actual"),
        "target": Shown("target"),
        "actual_words": words(ratio.actual.node),
        "target_words": words(ratio.target.node),
        "share": Shown("share"),
        "marks": Supplied.MARKS,
        "full": context.full_marks,
        "deduction": Supplied.DEDUCTION,
    }
    return (
        reason(
            "ratio.reached",
            working("reached", truth=True),
            "{actual_words} {actual} reaches the target {target_words} {target}: nothing off",
            shows,
        ),
        reason(
            "ratio.no_divisor",
            compare(divisor, Relation.AT_MOST, number(0)),
            "{actual_words} {actual} misses the target {target_words} {target}, and no ratio can be formed of them: "
            "{deduction} marks off",
            shows,
            warns=True,
        ),
        _missed(ratio.better, shows),
    )


def _missed(better: Better, shows: dict[str, Field]) -> Reason:
    if better is Better.HIGHER:
        return reason(
            "ratio.missed",
            None,
            "{actual_words} {actual} is {share} of the target {target_words} {target}: "
            "{marks} of {full} marks, {deduction} off",
            shows,
        )
    return reason(
        "ratio.missed",
        None,
        "{target_words} {target} is {share} of {actual_words} {actual}: {marks} of {full} marks, {deduction} off",
        shows,
    )


def _sentence(ratio: Ratio, context: Context) -> Message:
    values: dict[str, Value] = {
        "full": context.full_marks,
        "actual": words(ratio.actual.node),
        "target": words(ratio.target.node),
    }
    if ratio.better is Better.HIGHER:
        return message(
            "{full} marks once {actual} reaches {target}, else {full} × {actual} ÷ {target}; "
            "a target of 0 or below that is missed brings nothing",
            **values,
        )
    return message(
        "{full} marks while {actual} stays within {target}, else {full} × {target} ÷ {actual}, never below 0", **values
    )


METHOD = Method(
    "ratio",
    Word("marks in proportion"),
    ("得分=分值×执行数/预算数", "正向指标得分=实际完成值/指标值×分值", "反向指标得分=指标值/实际完成值×分值"),
    Ratio,
    needs_value=False,
    lower=lower,
)
