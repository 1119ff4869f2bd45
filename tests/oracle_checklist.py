"""The marks of a checklist, by going through every way in which its open items may come out."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from oracle_values import NOT_APPLICABLE, Unknown, Value, as_unknown, join, number

if TYPE_CHECKING:
    from oracle_methods import Question

Node = Mapping[str, Any]
ZERO = Fraction(0)


@dataclass(frozen=True)
class Item:
    """One way in which an item of a checklist may come out: whether it applies, and the part of its marks it has."""

    marks: Fraction
    applies: bool
    has: Fraction
    policy: str


def checklist(node: Node, code: str, full: Fraction, ask: Question) -> Value:
    """要点得分（earn）；缺项扣分（lose）. What is waited for matters only where the ways it may come out differ."""
    waiting: list[Unknown] = []
    ways: list[list[Item]] = []
    for index, item in enumerate(node["items"], start=1):
        applies = ask.evaluate(item["applies_when"]) if "applies_when" in item else True
        has = ZERO if applies is False else item_marks(item, f"{code}.{index}", ask)
        if NOT_APPLICABLE in (applies, has):
            return NOT_APPLICABLE
        waiting += [as_unknown(one) for one in (applies, has) if not isinstance(one, bool | Fraction)]
        marks, policy = number(item["marks"]), item.get("not_applicable", "")
        ways.append(
            [
                Item(marks, one, part, policy)
                for one in ([applies] if isinstance(applies, bool) else [True, False])
                for part in ([has] if isinstance(has, Fraction) else [ZERO, marks])
            ]
        )
    found = {of_items(items, node["mode"], full) for items in itertools.product(*ways)}
    return found.pop() if len(found) == 1 else join(waiting)


def item_marks(item: Node, name: str, ask: Question) -> Value:
    """Return the part of its marks that an item has, all of them where it is met."""
    marks = number(item["marks"])
    if item.get("judged") == "true":
        judgement = ask.judgement(name)
        given = None if judgement is None else number(judgement["marks"])
        return given if given is not None and 0 <= given <= marks else Unknown(awaited=frozenset([name]))
    met = ask.evaluate(item["met"]) if "met" in item else ask.fact(name)
    if isinstance(met, bool):
        return marks if met else ZERO
    return Unknown() if met is None else met


def of_items(items: Iterable[Item], mode: str, full: Fraction) -> Value:
    """Return the marks of a checklist whose items came out like this."""
    items = list(items)
    listed = [(one.marks, one.has) for one in items if one.applies]
    listed += [(one.marks, one.marks) for one in items if not one.applies and one.policy == "full"]
    listed += [(one.marks, ZERO) for one in items if not one.applies and one.policy == "zero"]
    if not listed:
        return NOT_APPLICABLE
    larger = sum((one.marks for one in items), ZERO) / sum((marks for marks, _ in listed), ZERO)
    if mode == "earn":
        return min(full, sum((has for _, has in listed), ZERO) * larger)
    return full - min(full, sum((marks - has for marks, has in listed), ZERO) * larger)
