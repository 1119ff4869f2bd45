"""A second, independent reading of what compares institutions of a batch: ``place``, ``best``, ``average_of_batch``.

Everything is worked out from the parsed YAML by `oracle_answers`; here each call of a batch function is cut out of its
formula, worked out over all submissions, and a name that stands for the result is put in its place.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from oracle_answers import Scoring
from oracle_methods import Node
from oracle_total import Sheet
from oracle_values import NOT_APPLICABLE, Unknown, Value, plain

CALL = re.compile(r"\b(place|best|average_of_batch)\s*[(（]")


class Together(Scoring):
    """Answers questions about one submission of a batch."""

    def __init__(self, rule_set: Node, submission: Node, results: dict[str, Value]) -> None:
        self.results = results
        super().__init__(rule_set, submission)

    def lookup(self, name: str) -> Value | None:
        """Return what comparing came to for the names put into the formulas."""
        return self.results[name] if name in self.results else super().lookup(name)


def score_batch(rule_set: Node, submissions: Sequence[Node]) -> list[dict[str, Any]]:
    """Return the sheets of *submissions*, in order, as `oracle.score` gives them."""
    written = copy.deepcopy(dict(rule_set))
    calls = list(cut_out(written))
    alone = [Scoring(rule_set, one) for one in submissions]
    results: list[dict[str, Value]] = [{} for _ in submissions]
    for name, function, operand, among in calls:
        numbers = [ask.evaluate(operand) for ask in alone]
        answers = [None if among is None else ask.fact(plain(among)) for ask in alone]
        years = [one["year"] for one in submissions]
        for index, own in enumerate(numbers):
            alike = [other for other, answer in enumerate(answers) if answer == answers[index]]
            peers = [numbers[other] for other in alike if years[other] == years[index]]
            unknown = isinstance(answers[index], Unknown) or any(isinstance(one, Unknown) for one in answers)
            results[index][name] = Unknown(frozenset({"batch"})) if unknown else compare(function, own, peers)
    pairs = zip(submissions, results, strict=True)
    return [Sheet(Together(written, one, found)).as_dictionary() for one, found in pairs]


def compare(function: str, own: Value, peers: list[Value]) -> Value:
    """Return what comparing *own* with *peers*, among which it is, comes to."""
    if own is NOT_APPLICABLE:
        return NOT_APPLICABLE
    numbers = [one for one in peers if isinstance(one, Fraction)]
    if len(numbers) + peers.count(NOT_APPLICABLE) < len(peers) or not isinstance(own, Fraction):
        return Unknown(frozenset({"batch"}))
    if function == "place":
        return Fraction(sorted(numbers, reverse=True).index(own) + 1)
    return max(numbers) if function == "best" else sum(numbers, Fraction(0)) / len(numbers)


def cut_out(written: Any) -> Iterator[tuple[str, str, str, str | None]]:
    """Put a name in place of each call in the formulas of *written*; yield name, function, what it compares, among."""
    entries = [written, *nested(written)]
    for entry in entries:
        text = entry.get("formula") if isinstance(entry, dict) else None
        while isinstance(text, str) and (call := CALL.search(text)):
            start = end = call.end()
            depth = 1
            while depth:
                depth += (text[end] in "(（") - (text[end] in ")）")
                end += 1
            name = f"比较{len(text)}之{id(entry)}之{start}"
            yield name, call[1], text[start : end - 1], entry.get("among")
            text = entry["formula"] = f"{text[: call.start()]}「{name}」{text[end:]}"


def nested(node: Any) -> Iterator[Any]:
    """Yield everything inside *node*."""
    for one in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield one
        yield from nested(one)
