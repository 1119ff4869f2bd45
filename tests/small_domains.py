"""Small rule sets over facts with few values, so that every completion of a submission can be gone through."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from typing import Any

from methods.support import group, leaf, read, rule_set, submit
from scoring.engine import Marks, ScoreSheet, marks, score
from scoring.rule_set import RuleSet
from scoring.submissions import Submission
from scoring.submissions.model import Given

Value = Fraction | bool | str
HALVES = tuple(Fraction(half, 2) for half in range(5))
WORDS = ("基建", "运转", "其他")
FACTS: dict[str, dict[str, Any]] = {
    "甲": {"type": "count", "at_most": "3"},
    "乙": {"type": "count", "at_least": "1", "at_most": "2"},
    "丙": {"type": "number", "at_least": "0", "at_most": "2", "decimals": "0"},
    "丁": {"type": "yes_no"},
    "戊": {"type": "yes_no"},
    "己": {"type": "choice", "one_of": list(WORDS)},
}
ANSWERS: tuple[Value, ...] = (False, True)
VALUES: dict[str, tuple[Value, ...]] = {
    "甲": tuple(Fraction(value) for value in range(4)),
    "乙": (Fraction(1), Fraction(2)),
    "丙": HALVES,  # limits and thresholds are whole, so that every interval between them is met
    "丁": ANSWERS,
    "戊": ANSWERS,
    "己": WORDS,
}
METHODS = ("steps", "ratio", "checklist", "incidents", "yes_no")
POLICIES = ("full", "zero", "rescale")


@dataclass(frozen=True)
class Small:
    """A rule set, its indicators as written, a submission that lacks some facts, and the facts it lacks."""

    rules: RuleSet
    written: Mapping[str, str]
    partial: Submission
    open: tuple[str, ...]

    def times_read(self, code: str) -> dict[str, int]:
        """Return how many times an indicator names each missing fact; their names are in no other word."""
        return {name: times for name in self.open if (times := self.written[code].count(name))}

    @property
    def sheet(self) -> ScoreSheet:
        """Return the sheet of what is given."""
        return score(self.rules, self.partial)

    def completions(self) -> Iterator[Marks]:
        """Yield what every completion comes to."""
        for values in product(*(VALUES.get(name, ANSWERS) for name in self.open)):
            facts = dict(self.partial.facts) | dict(zip(self.open, map(given, values), strict=True))
            yield marks(self.rules, replace(self.partial, facts=facts))


def given(value: Value) -> Given:
    """Return *value* as given."""
    return Given(value, str(value))


def condition(rng: random.Random, depth: int = 1) -> str:
    """Return a random condition over the facts."""
    if depth and rng.random() < 0.35:
        parts = [condition(rng, depth - 1) for _ in range(2)]
        joined = rng.choice([" 且 ", " 或 "]).join(f"({part})" for part in parts)
        return f"非 ({joined})" if rng.random() < 0.2 else joined
    kind = rng.randrange(8)
    if kind < 2:
        return rng.choice(["丁", "戊", "非 丁", "非 戊"])
    if kind == 2:
        return f"己 {rng.choice('=≠')} {rng.choice(WORDS)}"
    left = rng.choice(["甲", "乙", "丙", "甲 + 乙", "甲 - 丙", "乙 × 丙"])
    right = rng.choice(["0", "1", "2", "3", "甲", "丙"]) if kind < 7 else "乙 + 1"
    return f"{left} {rng.choice(['=', '≠', '<', '≤', '>', '≥'])} {right}"


def number(rng: random.Random) -> str:
    """Return a random formula that divides only by what is never 0."""
    plain = ["甲", "丙", "甲 + 乙", "甲 - 丙", "甲 × 乙", "丙 / 乙", "(甲 - 乙) / 乙", "max(甲, 丙)", "min(2, 甲)"]
    branching = [f"if {condition(rng, 0)} then 甲 else 丙", f"if {condition(rng, 0)} then 乙 else 乙 + 甲"]
    return rng.choice([*plain, "abs(甲 - 2)", *branching])


def bands(rng: random.Random) -> dict[str, Any]:
    """Return bands that cover every number; their marks need not rise."""
    cuts = sorted(rng.sample(range(-1, 4), rng.choice([1, 2, 3])))
    sides = [rng.random() < 0.5 for _ in cuts]
    rows = []
    for place in range(len(cuts) + 1):
        low = "(," if place == 0 else f"{'(' if sides[place - 1] else '['}{cuts[place - 1]},"
        high = ")" if place == len(cuts) else f" {cuts[place]}{']' if sides[place] else ')'}"
        rows.append({"in": low + (" " if high == ")" else "") + high, "marks": str(rng.randrange(5))})
    rng.choice(rows)["marks"] = "4"
    return {"value": {"formula": number(rng)}, "method": "bands", "bands": rows}


def conditions(rng: random.Random) -> dict[str, Any]:
    """Return ordered conditions."""
    rows = [
        {"when": condition(rng), "marks": str(rng.randrange(5)), "says": f"情形{place}"}
        for place in range(rng.choice([1, 2, 3]))
    ]
    return {"method": "conditions", "conditions": [*rows, {"otherwise": "true", "marks": "4", "says": "其他"}]}


def method(rng: random.Random) -> dict[str, Any]:
    """Return the keys of a random method, of 4 marks."""
    part = rng.choice(["free", "pro_rata", "full"])
    kind = rng.choice(["bands", "bands", "conditions", "conditions", *METHODS])
    if kind == "bands":
        return bands(rng)
    if kind == "conditions":
        return conditions(rng)
    if kind == "steps":
        limit = {rng.choice(["above", "below"]): str(rng.randrange(3))}
        keys = {"step": rng.choice(["1", "0.5"]), "marks_per_step": rng.choice(["1", "3"]), "part_step": part}
        return {"value": {"formula": number(rng)}, "method": "steps", **limit, **keys}
    if kind == "ratio":
        pair = dict(zip(("actual", "target"), rng.sample(["甲", "乙", "丙", "甲 + 乙", "2"], 2), strict=True))
        return {"method": "ratio", **pair, "better": rng.choice(["higher", "lower"])}
    if kind == "checklist":
        items = [{"title": f"要点{place}", "marks": "2", "met": condition(rng)} for place in range(2)]
        return {"method": "checklist", "mode": rng.choice(["earn", "lose"]), "items": items}
    if kind == "incidents":
        return {"method": "incidents", "count": rng.choice(["甲", "甲 + 乙", "甲 × 乙"]), "marks_each": "1.5"}
    return {"method": "yes_no", "fact": rng.choice("丁戊"), "expected": rng.choice("是否")}


def part(code: str, rng: random.Random, policies: Sequence[str]) -> dict[str, Any]:
    """Return an indicator of 4 marks."""
    may_be_absent = {"applies_when": condition(rng, 0), "not_applicable": rng.choice(policies)}
    return leaf(code, "4", {**method(rng), **(may_be_absent if rng.random() < 0.35 else {})})


def any_rules(rng: random.Random) -> tuple[RuleSet, dict[str, str]]:
    """Return a random small rule set, and its indicators as written."""
    inner = [part(f"A{place:02}", rng, (*POLICIES, "rescale_group")) for place in range(1, 3)]
    last = part("B01", rng, POLICIES)
    parts: list[Any] = [group("第一类", "8", *inner, not_applicable=rng.choice(POLICIES)), last]
    line = {"line": "封顶", "cap": "7", "when": condition(rng, 0), "source": "ours"}
    total = {"total": [line]} if rng.random() < 0.3 else {}
    rules, findings = read(rule_set("12", parts, FACTS, **total))
    assert rules is not None, findings
    return rules, {one["code"]: str(one) for one in (*inner, last)}


def submissions(rng: random.Random, count: int) -> Iterator[Small]:
    """Yield *count* submissions that lack some facts, for one rule set."""
    rules, written = any_rules(rng)
    nothing, _ = submit(rules, {})
    for _ in range(count):
        missing = rng.sample(list(FACTS), rng.choice([1, 1, 2, 3]))
        facts: Mapping[str, Given] = {name: given(rng.choice(VALUES[name])) for name in FACTS if name not in missing}
        yield Small(rules, written, replace(nothing, facts=facts), tuple(missing))
