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
    own = node.get("method") == "converted"  # it has a parameter of this name
    return number(node["out_of"]) if "out_of" in node and not own else number(node["full_marks"])


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
        beyond = ZERO
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


def checklist(node: Node, code: str, full: Fraction, ask: Question) -> Value:
    """要点得分（earn）；缺项扣分（lose）. An item waited for matters only where the clip does not swallow it."""
    sure, open_marks = ZERO, ZERO
    waiting: list[Unknown] = []
    for index, item in enumerate(node["items"], start=1):
        met = ask.evaluate(item["met"]) if "met" in item else ask.fact(f"{code}.{index}")
        marks = number(item["marks"])
        if met is NOT_APPLICABLE:
            return NOT_APPLICABLE
        if isinstance(met, bool):
            sure += marks if met is (node["mode"] == "earn") else ZERO
        else:
            waiting.append(as_unknown(met if met is not None else Unknown()))
            open_marks += marks
    least, most = min(full, sure), min(full, sure + open_marks)
    if least != most:
        return join(waiting)
    return least if node["mode"] == "earn" else full - least


def incidents(node: Node, code: str, full: Fraction, ask: Question) -> Value:
    """每出现一例扣 M"""
    count = ask.evaluate(node["count"])
    return full - max(ZERO, count) * number(node["marks_each"]) if isinstance(count, Fraction) else count


def ratio(node: Node, code: str, full: Fraction, ask: Question) -> Value:
    """比率分值：达到即满分，先于除法判断；除数不大于 0 得 0 分"""
    actual, target = ask.evaluate(node["actual"]), ask.evaluate(node["target"])
    higher = node["better"] == "higher"
    reached = compared(actual, "≥" if higher else "≤", target)
    if reached is True:
        return full
    if reached is not False:
        return reached
    over, under = (actual, target) if higher else (target, actual)
    return fraction(over) / fraction(under) * full if fraction(under) > 0 else ZERO


def yes_no(node: Node, code: str, full: Fraction, ask: Question) -> Value:
    """是否评分"""
    answer = ask.fact(str(node["fact"]).strip("「」"))
    if isinstance(answer, bool):
        return full if answer is (node["expected"] in YES) else ZERO
    return answer if isinstance(answer, Unknown) else Unknown()


def judged(node: Node, code: str, full: Fraction, ask: Question) -> Value:
    """定性三档；酌情扣分. A judgement outside its level counts as none."""
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
    allowed = within(level["share"], given / full) if level is not None else 0 <= given <= full
    return given if allowed else awaited


METHODS: dict[str, Callable[[Node, str, Fraction, Question], Any]] = {
    "steps": steps,
    "bands": bands,
    "conditions": conditions,
    "checklist": checklist,
    "incidents": incidents,
    "ratio": ratio,
    "yes_no": yes_no,
    "judged": judged,
}


def leaves_of(parts: Iterable[Node], path: tuple[Node, ...] = ()) -> Iterator[tuple[Node, ...]]:
    """Yield, in document order, the way from the outermost group to each indicator, the indicator last."""
    return itertools.chain.from_iterable(
        leaves_of(part["parts"], (*path, part)) if "group" in part else [(*path, part)] for part in parts
    )
