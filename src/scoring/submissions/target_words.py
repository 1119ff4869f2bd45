"""Targets that are refused because they do not say, or not in signs, what is better than what: the answer to each.

A target is never understood from words: it is said how it would be written, and its author writes it.
"""

from __future__ import annotations

import re
from typing import Final

from scoring.diagnostics import Kind
from scoring.exact import Unreadable, read_written
from scoring.rule_set.target import Operator

NO_OPERATOR: Final = Kind(
    "S362",
    "the target {written} of {name} holds a number, but does not say whether more or less is better",
    "write ≥, >, ≤, < or = before the number, such as ≥95%; write 定性 before it if it is to be judged",
)
IN_WORDS: Final = Kind(
    "S362",
    "the target {written} of {name} says in words whether more or less is better",
    "write {suggested}; write 定性 before it if it is to be judged",
)
TURNED: Final = Kind(
    "S362", "the sign before the target {written} of {name} is turned round", "write {suggested}, if that is meant"
)
A_RANGE: Final = Kind(
    "S362",
    "the target {written} of {name} is a range",
    "write the one limit that counts, with ≥ or ≤; write 定性 before it if it is to be judged",
)
A_DATE: Final = Kind(
    "S362",
    "the target {written} of {name} is a date, which no completion rate can be computed from",
    "write a number of days, such as ≤30天, and the days that were needed; or write 定性 before it, to have it judged",
)
NO_NUMBER: Final = Kind(
    "S362",
    "the target of {name} is said to be a number, but there is none",
    "write the number with its operator, such as ≥1000",
)

_SIGNS: Final = {
    Operator.AT_LEAST: ("不低于", "大于等于", "大于或等于", "不少于", "不小于", "至少"),
    Operator.AT_MOST: ("不超过", "不高于", "小于等于", "小于或等于", "不多于", "不大于", "至多"),
    Operator.MORE: ("超过", "大于", "高于", "多于"),
    Operator.LESS: ("低于", "小于", "少于"),
    Operator.EQUAL: ("等于",),
}
_OPERATORS: Final = {word: sign for sign, words in _SIGNS.items() for word in words}
_IN_WORDS = re.compile(rf"({'|'.join(sorted(_OPERATORS, key=len, reverse=True))})\s*(.*)", re.DOTALL)
_TURNED: Final = {"=>": Operator.AT_LEAST, "=<": Operator.AT_MOST}
_DATE = re.compile(r"\d+\s*月|\d{4}\s*年|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")
_NUMBER_SAID: Final = frozenset({"定量", "定量指标", "量化", "量化指标"})


def refusal(text: str) -> tuple[Kind, str] | None:
    """Return what is wrong with a target, and how it would be written, "" where there is no telling; None if nothing.

    >>> refusal("=>1000")[1], refusal("≥1000")
    ('≥1000', None)
    """
    if text in _NUMBER_SAID:
        return NO_NUMBER, ""
    if text[:2] in _TURNED:
        return TURNED, f"{_TURNED[text[:2]].value}{text[2:].lstrip()}"
    if _DATE.search(text):
        return A_DATE, ""
    return None


def without_sign(text: str) -> tuple[Kind, str]:
    """Return what is wrong with a target that holds a number and no sign, and how it would be written."""
    words = _IN_WORDS.fullmatch(text)
    if words is not None:
        return IN_WORDS, f"{_OPERATORS[words[1]].value}{words[2]}"
    return (A_RANGE if read_written(text) is Unreadable.RANGE else NO_OPERATOR), ""
