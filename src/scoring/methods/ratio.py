"""Ratio method (比率分值法；正向、反向指标): full marks once the target is reached, else in proportion.

Wording served: 得分=分值×执行数/预算数; 正向指标 得分=实际完成值/指标值×分值; 反向指标 得分=指标值/实际完成值×分值,
never above the full marks; 完成率低于70%或高于130%的不得分; 超过指标值200%（含）至300%的扣减10%. With `better: closer`
(a target that is to be met exactly, operator =) the share is the smaller of actual ÷ target and target ÷ actual.

The order in which things are asked:

1. `when_target_zero` settles a target of 0. Without it the steps below hold, reached or not.
2. `window`: actual ÷ target outside it brings nothing, be the target reached or not. Asked of a target above 0 only.
3. Reached (≥, ≤, =) is tested before any division: 0 accidents against 0 planned is full. A ratio that cannot be formed
   (a divisor not above 0) brings nothing. With `closer` and an actual value of 0 the share is simply 0%.
4. `zero_below`: a share below it brings nothing. What is compared is the share that brings the marks: target ÷ actual
   where lower is better.
5. `over`: the part by which the actual value goes beyond the target, (actual - target) ÷ target, takes off a share of
   the marks earned until then (`off`), or a number of marks (`off_marks`), until none are left. Bands may leave gaps,
   in which nothing is taken off. Asked of a target above 0 only. Where lower is better, going beyond is a miss.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from scoring.diagnostics import Word
from scoring.exact import ZERO
from scoring.expressions.tree import (
    If,
    Logic,
    Node,
    Not,
    Relation,
    compare,
    divide,
    maximum,
    minimum,
    multiply,
    number,
    subtract,
    working,
)
from scoring.methods.contract import MARKS, Context, Lowered, Method, Working
from scoring.methods.ratio_parameters import Better, Over, Ratio, all_hold, inside
from scoring.methods.ratio_reasons import reasons, settled
from scoring.methods.ratio_words import sentence
from scoring.units import PERCENT

ACTUAL, TARGET, SHARE = working("actual"), working("target"), working("share")
REACHED = {Better.HIGHER: Relation.AT_LEAST, Better.LOWER: Relation.AT_MOST, Better.CLOSER: Relation.EQUAL}


def lower(ratio: Ratio, context: Context) -> Lowered:
    """Return the workings: both values, whether the target is reached, the share, what limits it, the marks."""
    workings = (
        Working("actual", Word("actual value"), ratio.actual.node, ratio.actual.unit),
        Working("target", Word("target"), ratio.target.node, ratio.target.unit),
        *_window(ratio),
        Working("reached", Word("target reached"), compare(ACTUAL, REACHED[ratio.better], TARGET)),
        Working("share", Word("share of the marks"), _share(ratio), PERCENT),
        *_below(ratio),
        *_excess(ratio),
        Working(MARKS, Word("marks"), _marks(ratio, context.full_marks)),
    )
    return Lowered(workings, reasons(ratio, context), sentence(ratio, context))


def _window(ratio: Ratio) -> Iterator[Working]:
    """Yield actual ÷ target and whether it lies outside the window; never outside without a target above 0."""
    if ratio.window is None:
        return
    above = compare(TARGET, Relation.MORE, number(0))
    completion = If(above, divide(ACTUAL, TARGET), number(0))
    outside = Logic(True, (above, Not(all_hold(inside(working("completion"), ratio.window)))))
    yield Working("completion", Word("actual value ÷ target (0 without a target above 0)"), completion, PERCENT)
    yield Working("outside", Word("outside the window"), outside)


def _share(ratio: Ratio) -> Node:
    """Return the share of the full marks that the two values bring by themselves."""
    if ratio.better is Better.CLOSER:
        both = (compare(ACTUAL, Relation.MORE, number(0)), compare(TARGET, Relation.MORE, number(0)))
        smaller = minimum(divide(ACTUAL, TARGET), divide(TARGET, ACTUAL))
        proportion = If(Logic(True, both), minimum(number(1), smaller), number(0))
    else:
        higher = ratio.better is Better.HIGHER
        dividend, divisor = (ACTUAL, TARGET) if higher else (TARGET, ACTUAL)
        quotient = maximum(number(0), minimum(number(1), divide(dividend, divisor)))
        proportion = If(compare(divisor, Relation.MORE, number(0)), quotient, number(0))
    return If(working("reached", truth=True), number(1), proportion)


def _below(ratio: Ratio) -> Iterator[Working]:
    if ratio.zero_below is not None:
        below = compare(SHARE, Relation.LESS, number(ratio.zero_below, percent=True))
        yield Working("below", Word("too small a share"), below)


def _excess(ratio: Ratio) -> Iterator[Working]:
    """Yield the part by which the actual value goes beyond the target; 0 without a target above 0."""
    if ratio.over:
        beyond = Logic(True, (compare(TARGET, Relation.MORE, number(0)), compare(ACTUAL, Relation.MORE, TARGET)))
        excess = If(beyond, divide(subtract(ACTUAL, TARGET), TARGET), number(0))
        yield Working("excess", Word("part beyond the target"), excess, PERCENT)


def _marks(ratio: Ratio, full_marks: Fraction) -> Node:
    """Return the marks: nothing outside the window or below the least share, less what the excess takes off."""
    full = number(full_marks)
    result = multiply(full, SHARE)
    earned = full if ratio.better is Better.HIGHER else result  # what goes beyond the target has reached it
    if ratio.over:
        result = _less_over(tuple(sorted(ratio.over, key=_beginning)), earned, result)
    if ratio.zero_below is not None:
        result = If(working("below", truth=True), number(0), result)
    if ratio.window is not None:
        result = If(working("outside", truth=True), number(0), result)
    return result


def _beginning(band: Over) -> tuple[Fraction, bool]:
    return band.within.low or ZERO, not band.within.low_closed


def _less_over(bands: tuple[Over, ...], earned: Node, nothing_off: Node) -> Node:
    """Return what *bands*, from the lowest excess to the highest, leave of *earned*; between them nothing is off."""
    excess = working("excess")
    result = nothing_off
    for before, band in reversed(tuple(zip((None, *bands), bands, strict=False))):
        where = band.within
        if where.high is not None:
            upto = Relation.AT_MOST if where.high_closed else Relation.LESS
            result = If(compare(excess, upto, number(where.high, percent=True)), band.left(earned), result)
        else:
            result = band.left(earned)
        if before is None or (before.within.high, before.within.high_closed) != (where.low, not where.low_closed):
            below = Relation.LESS if where.low_closed else Relation.AT_MOST
            result = If(compare(excess, below, number(where.low or ZERO, percent=True)), nothing_off, result)
    return result


METHOD = Method(
    "ratio",
    Word("marks in proportion"),
    (
        "得分=分值×执行数/预算数",
        "正向指标得分=实际完成值/指标值×分值",
        "反向指标得分=指标值/实际完成值×分值",
        "完成率低于70%或高于130%的不得分",
        "超过指标值200%（含）至300%的扣减10%，300%（含）至500%的扣减20%，500%（含）以上的扣减30%",
    ),
    Ratio,
    needs_value=False,
    lower=lower,
    settled=settled,
)
