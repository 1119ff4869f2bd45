"""The marks of one indicator, straight from the wording of each method.

Every function takes the indicator as the rule file has it, its full marks, and the `Question` that answers what an
expression, a fact or a judgement comes to; it returns the marks before rounding, or why there are none yet.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any, Protocol

from oracle_checklist import checklist
from oracle_values import (
    NOT_APPLICABLE,
    OverZero,
    Unknown,
    Value,
    as_unknown,
    compared,
    fraction,
    join,
    number,
    plain,
    without_value,
)

Node = Mapping[str, Any]
PART_STEPS: dict[str, Callable[[Fraction], Fraction]] = {
    "free": lambda steps: Fraction(floor(steps)),
    "pro_rata": lambda steps: steps,
    "full": lambda steps: Fraction(ceil(steps)),
}
YES = ("是", "true")
ZERO = Fraction(0)


class Question(Protocol):
    """What a method may ask."""

    def evaluate(self, text: str) -> Value:
        """Return what an expression comes to."""

    def fact(self, name: str) -> Value | None:
        """Return the value of a declared fact; None if there is no such fact."""

    def judgement(self, code: str) -> Node | None:
        """Return the evaluator's judgement, or None."""


def marks_of(node: Node, code: str, full: Fraction, ask: Question) -> Value:
    """Return the marks of *node*, never below 0 nor above *full*."""
    marks = METHODS[node["method"]](node, code, full, ask)
    if isinstance(marks, Outcome):
        return policy_marks(marks.policy, full)
    if isinstance(marks, OverZero):
        return as_unknown(marks)
    return min(full, max(ZERO, marks)) if isinstance(marks, Fraction) else marks


def scale_of(node: Node) -> Fraction:
    """Return what the method of a node, or its parts together, count on: out_of, else its full marks."""
    return number(node["out_of"]) if "out_of" in node else number(node["full_marks"])


def counted_marks(path: tuple[Node, ...]) -> Fraction:
    """Return the full marks of the indicator at the end of *path* as they count, after every out_of and choice."""
    counted: Fraction = path[-1]["counted"]
    return counted


def policy_marks(policy: str, full: Fraction) -> Value:
    """Return the marks a zero policy names: full, zero, not_applicable, missing or a number of marks."""
    if policy == "not_applicable":
        return NOT_APPLICABLE
    if policy == "missing":
        return Unknown()
    return {"full": full, "zero": ZERO}[policy] if policy in ("full", "zero") else min(full, number(policy))


def policy_after(over: OverZero, node: Node) -> str | None:
    """Return the policy for this division by zero; None when it depends on a numerator not known yet."""
    by_zero = node.get("when_denominator_zero", "missing")
    both = node.get("when_both_zero", by_zero)
    if isinstance(over.both, Unknown) and both != by_zero:
        return None
    return str(both if over.both is True else by_zero)


@dataclass(frozen=True)
class Outcome:
    """The value is replaced by a policy that gives the marks outright."""

    policy: str


def value_of(node: Node, ask: Question) -> Value:
    """Return the value of an indicator; an `OverZero` is left to the caller."""
    formula = node["value"]
    return ask.evaluate(formula if isinstance(formula, str) else formula["formula"])


def counts(node: Node, ask: Question) -> Value:
    """Tell whether the value of an indicator counts: valid_when."""
    formula = node["value"]
    return ask.evaluate(formula["valid_when"]) if isinstance(formula, Mapping) and "valid_when" in formula else True


def scored_value(node: Node, ask: Question, marks: Callable[[Fraction], Fraction]) -> Value | Outcome:
    """Return the marks for the indicator's value, its validity and its zero policies respected."""
    holds = counts(node, ask)
    if holds is not True:
        return Outcome(node["value"]["when_not_valid"]) if holds is False else holds
    value = value_of(node, ask)
    if isinstance(value, OverZero):
        policy = policy_after(value, node["value"])
        return as_unknown(value) if policy is None else Outcome(policy)
    return marks(value) if isinstance(value, Fraction) else value


def steps(node: Node, code: str, full: Fraction, ask: Question) -> Value | Outcome:
    """每超过/每低于 N 扣 M，扣完为止"""

    def marks(value: Fraction) -> Fraction:
        beyond = ZERO  # between two limits nothing comes off; only one of them can be passed
        if "above" in node:
            beyond += max(ZERO, value - number(node["above"]))
        if "below" in node:
            beyond += max(ZERO, number(node["below"]) - value)
        return full - PART_STEPS[node["part_step"]](beyond / number(node["step"])) * number(node["marks_per_step"])

    return scored_value(node, ask, marks)


def bands(node: Node, code: str, full: Fraction, ask: Question) -> Value | Outcome:
    """分档"""
    return scored_value(node, ask, lambda value: number(band_of(node["bands"], value)["marks"]))


def band_of(written: Iterable[Node], value: Fraction) -> Node:
    """Return the one band that holds *value*."""
    (hit,) = [band for band in written if (value == number(band["at"]) if "at" in band else within(band["in"], value))]
    return hit


def within(interval: str, value: Fraction) -> bool:
    """Tell whether *value* lies in an interval such as "[80%, 90%)"; an end left out is no limit.

    >>> [within("[80%, 90%)", number(text)) for text in ("79.99%", "80%", "90%")]
    [False, True, False]
    """
    text = plain(interval)
    low, high = (end.strip() for end in text[1:-1].split(","))
    above = not low or value > number(low) or (text[0] == "[" and value == number(low))
    below = not high or value < number(high) or (text[-1] == "]" and value == number(high))
    return above and below


def conditions(node: Node, code: str, full: Fraction, ask: Question) -> Value:
    """条件分档：先中先得. A condition not known yet matters only if the marks differ afterwards."""
    waiting: list[Unknown] = []
    reachable: list[Fraction] = []
    for row in node["conditions"]:
        holds = True if "otherwise" in row else ask.evaluate(row["when"])
        if holds is NOT_APPLICABLE:
            return NOT_APPLICABLE
        if holds is not False:
            reachable.append(number(row["marks"]))
        if holds is True:
            break
        if not isinstance(holds, bool):
            waiting.append(as_unknown(holds))
    return reachable[0] if len(set(reachable)) == 1 else join(waiting)


def incidents(node: Node, code: str, full: Fraction, ask: Question) -> Value:
    """每出现一例扣 M"""
    count = ask.evaluate(node["count"])
    return full - max(ZERO, count) * number(node["marks_each"]) if isinstance(count, Fraction) else count


def ratio(node: Node, code: str, full: Fraction, ask: Question) -> Value | Outcome:
    """比率分值：先看目标是否为 0、是否在有效区间；达到即满分，先于除法；除数不大于 0 得 0 分；过低不得分；超额扣减"""
    actual, target = ask.evaluate(node["actual"]), ask.evaluate(node["target"])
    if target == ZERO and "when_target_zero" in node:
        return Outcome(node["when_target_zero"])
    better = node["better"]
    reached = compared(actual, {"higher": "≥", "lower": "≤", "closer": "="}[better], target)
    if not isinstance(reached, bool):
        return reached
    done, planned = fraction(actual), fraction(target)
    if "window" in node and planned > 0 and not within(node["window"], done / planned):
        return ZERO
    share = Fraction(1) if reached else share_of(done, planned, better)
    if share < number(node.get("zero_below", "0")):
        return ZERO
    marks = share * full
    beyond = (done - planned) / planned if 0 < planned < done else ZERO
    for band in node.get("over", ()):
        if within(band["in"], beyond):
            marks -= marks * number(band["off"]) if "off" in band else number(band["off_marks"])
    return marks


def share_of(actual: Fraction, target: Fraction, better: str) -> Fraction:
    """Return the share of the full marks where the target is missed; 0 where the divisor is not above 0."""
    pairs = {"higher": [(actual, target)], "lower": [(target, actual)]}
    both = pairs.get(better, [(actual, target), (target, actual)])
    return min(over / under if under > 0 else ZERO for over, under in both)


def yes_no(node: Node, code: str, full: Fraction, ask: Question) -> Value:
    """是否评分"""
    answer = ask.fact(str(node["fact"]).strip("「」"))
    if isinstance(answer, bool):
        return full if answer is (node["expected"] in YES) else ZERO
    return answer if isinstance(answer, Unknown) else Unknown()


def judged(node: Node, code: str, full: Fraction, ask: Question) -> Value:
    """定性三档；酌情扣分. A judgement outside its level, or between two steps, counts as none."""
    settled = ask.evaluate(node["full_when"]) if "full_when" in node else False
    if settled is True:
        return full
    given = judged_marks(node, code, full, ask)
    if settled is False or (settled is not NOT_APPLICABLE and given == full):
        return given
    return NOT_APPLICABLE if settled is NOT_APPLICABLE else join([as_unknown(settled), as_unknown(given)])


def judged_marks(node: Node, code: str, full: Fraction, ask: Question) -> Value:
    """Return the marks an evaluator gave."""
    judgement = ask.judgement(code)
    awaited = Unknown(awaited=frozenset([code]))
    if judgement is None:
        return awaited
    levels = {level["level"]: level for level in node.get("levels", ())}
    level = levels.get(judgement.get("level"))
    if levels and level is None:
        return awaited
    if level is not None and "marks" in level:
        given = number(judgement.get("marks", level["marks"]))
        return given if given == number(level["marks"]) else awaited
    if "marks" not in judgement:
        return awaited
    given = number(judgement["marks"])
    if given % number(node.get("entry_step", judgement["marks"])) if given else ZERO:
        return awaited
    allowed = within(level["share"], given / full) if level is not None else 0 <= given <= full
    return given if allowed else awaited


def curve(node: Node, code: str, full: Fraction, ask: Question) -> Value | Outcome:
    """插值: straight between the two points around the value, flat outside"""
    heights = [
        (number(point["at"]), number(point["marks"]) if "marks" in point else number(point["share"]) * full)
        for point in node["points"]
    ]

    def marks(value: Fraction) -> Fraction:
        left = [point for point in heights if point[0] <= value]
        right = [point for point in heights if point[0] > value]
        if not left or not right:
            return heights[0][1] if right else heights[-1][1]
        (start, low), (end, high) = left[-1], right[0]
        return ((end - value) * low + (value - start) * high) / (end - start)

    return scored_value(node, ask, marks)


def count_up(node: Node, code: str, full: Fraction, ask: Question) -> Value:
    """按数累加"""
    count = ask.evaluate(node["count"])
    return count * number(node["marks_each"]) if isinstance(count, Fraction) else count


def share_met(node: Node, code: str, full: Fraction, ask: Question) -> Value | Outcome:
    """完成指标个数占比"""
    every = ask.evaluate(f"count({node['rows']})")
    met = ask.evaluate(f"count({node['rows']} where {node['met']})")
    if every == 0:
        return Outcome(node["when_no_rows"])
    lacking = without_value([every, met])
    return fraction(met) / fraction(every) * full if lacking is None else lacking


def milestones(node: Node, code: str, full: Fraction, ask: Question) -> Value:
    """分时点目标. Marks add up to the full ones, so each target that is open leaves the marks open."""
    earned: list[Value] = []
    for item in node["items"]:
        value, reach, marks = ask.evaluate(item["value"]), number(item["reach"]), number(item["marks"])
        if not isinstance(value, Fraction):
            earned.append(value)
        elif value >= reach:
            earned.append(marks)
        else:
            earned.append(marks * max(ZERO, value) / reach if node["short"] == "pro_rata" else ZERO)
    lacking = without_value(earned)
    return sum(map(fraction, earned), ZERO) if lacking is None else lacking


def converted(node: Node, code: str, full: Fraction, ask: Question) -> Value:
    """折算其他来源得分"""
    given = ask.evaluate(node["from"])
    return min(full, max(ZERO, given)) if isinstance(given, Fraction) else given


METHODS: dict[str, Callable[[Node, str, Fraction, Question], Any]] = {
    "steps": steps,
    "bands": bands,
    "conditions": conditions,
    "checklist": checklist,
    "incidents": incidents,
    "ratio": ratio,
    "yes_no": yes_no,
    "judged": judged,
    "curve": curve,
    "count_up": count_up,
    "share_met": share_met,
    "milestones": milestones,
    "converted": converted,
}


def leaves_of(parts: Iterable[Node], path: tuple[Node, ...] = ()) -> Iterator[tuple[Node, ...]]:
    """Yield, in document order, the way from the outermost group to each indicator, the indicator last."""
    return itertools.chain.from_iterable(
        leaves_of(part["parts"], (*path, part)) if "group" in part else [(*path, part)] for part in parts
    )
