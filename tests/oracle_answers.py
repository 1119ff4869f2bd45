"""Answers every question about one submission: what is this fact, this value, these marks.

Each question is a method of `Scoring` that asks the others it needs; nothing is computed before it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from math import floor

from oracle_choices import chosen, groups_of, is_choice, leaves
from oracle_expressions import evaluate
from oracle_facts import fact_value
from oracle_methods import Node, counted_marks, counts, leaves_of, marks_of, policy_after, scale_of, value_of
from oracle_targets import Written
from oracle_values import (
    NOT_APPLICABLE,
    OverZero,
    Unknown,
    Value,
    as_unknown,
    join,
    number,
    plain,
    without_value,
)

Path = tuple[Node, ...]
ZERO = Fraction(0)


@dataclass(frozen=True)
class Effect:
    """What an indicator counts for: its marks, and what is left out of the count and made up for where.

    Attributes:
        state: scored or not_applicable.
        marks: marks, rounded where the rule set rounds each indicator.
        exact: marks before rounding.
        not_counted: full marks left out of the count.
        within: names of the groups around the group that makes up for it; None when nothing is left out.
        state_is_open: the marks are certain, but not whether they come from the method or from a policy.
    """

    state: str
    marks: Fraction
    exact: Fraction
    not_counted: Fraction = ZERO
    within: tuple[str, ...] | None = None
    state_is_open: bool = False

    def counts_like(self, other: Effect) -> bool:
        """Tell whether the total cannot tell the two apart."""
        return (self.marks, self.not_counted, self.within) == (other.marks, other.not_counted, other.within)


@dataclass(frozen=True)
class Unsettled:
    """No marks yet, and why."""

    waits_for: Unknown
    applicable: bool = True

    @property
    def state(self) -> str:
        """missing_data or awaiting_judgement; not_applicable when only the policy is open."""
        if not self.applicable:
            return "not_applicable"
        return "awaiting_judgement" if self.waits_for.awaited and not self.waits_for.facts else "missing_data"


def to_step(exact: Fraction, rounding: Node) -> Fraction:
    """Round *exact* to the rule set's step in its mode.

    >>> [str(to_step(number(text), {"step": "0.1", "mode": "half_even"})) for text in ("0.25", "0.35")]
    ['1/5', '2/5']
    """
    step = number(rounding["step"])
    steps = exact / step
    if rounding["mode"] == "half_even":
        return round(steps) * step
    return floor(steps + Fraction(1, 2)) * step


class Scoring:
    """Answers every question about one rule set and one submission."""

    def __init__(self, rule_set: Node, submission: Node, written: Written | None = None) -> None:
        """Ask about *rule_set*; with *written*, its targets are written out and its choices made as far as they go."""
        self.submission = submission
        self.written = written or Written(rule_set, submission)
        if written is None:
            rule_set = chosen(self.written.rule_set, submission, self.better)
        self.rule_set = rule_set
        self.submission = submission
        self.declared = {plain(name): fact for name, fact in (rule_set.get("facts") or {}).items()}
        self.given = {plain(name): fact for name, fact in self.written.facts.items()}
        self.derived = {plain(name): node for name, node in (rule_set.get("derived") or {}).items()}
        self.paths: dict[str, Path] = {path[-1]["code"]: path for path in leaves_of(rule_set["indicators"])}
        self.codes = dict(self.codes_by_name())
        for code, path in self.paths.items():
            for index, item in enumerate(path[-1].get("items", ()), start=1):
                if path[-1]["method"] == "checklist" and "met" not in item and "judged" not in item:
                    self.declared[f"{code}.{index}"] = {"type": "yes_no"}
        self.fact = cache(self.fact)  # type: ignore[method-assign]
        self.lookup = cache(self.lookup)  # type: ignore[method-assign]
        self.effect = cache(self.effect)  # type: ignore[method-assign]
        self.natural = cache(self.natural)  # type: ignore[method-assign]

    def better(self, rule_set: Node, group: tuple[str, ...]) -> list[int]:
        """Return the places of the parts that may have the most marks in the *group* of a rule set.

        What does not apply is not better than anything; of several with as many marks the first is taken.
        """
        spans: list[tuple[Fraction, Fraction] | None] = []
        ask = Scoring(rule_set, self.submission, self.written)
        (parts,) = [node["parts"] for path, node in groups_of(rule_set["indicators"]) if path == group]
        for part in parts:
            naturals = [(ask.natural(leaf["code"]), leaf["counted"]) for leaf in leaves(part)]
            marks = [min(full, ask.rounded(one)) for one, full in naturals if isinstance(one, Fraction)]
            known = sum(marks, ZERO), sum(marks, ZERO)
            is_open = any(isinstance(one, Unknown) for one, _ in naturals)
            spans.append((ZERO, part["counted"]) if is_open else known if marks else None)
        sure = {place: span[0] for place, span in enumerate(spans) if span and ask.absent(parts[place]) is False}
        found = [] if sure else [0]
        for place, span in enumerate(spans):
            if span and not any((low, place) > (span[1], other) for other, low in sure.items() if other != place):
                found.append(place)
        return sorted(set(found))

    def codes_by_name(self) -> Iterator[tuple[str, str]]:
        """Yield each name by which exactly one indicator can be reached, with its code."""
        titles = [plain(path[-1]["indicator"]) for path in self.paths.values()]
        for code, path in self.paths.items():
            leaf = path[-1]
            title = plain(leaf["indicator"])
            yield from ((plain(alias), code) for alias in leaf.get("aliases", ()))
            if titles.count(title) == 1:
                yield title, code
            yield code, code

    def evaluate(self, text: str) -> Value:
        """Return what an expression comes to."""
        return evaluate(text, self.lookup, self.marks)

    def fact(self, name: str) -> Value | None:
        """Return the value of a fact, `Unknown` if the submission lacks it, None if there is no such fact."""
        declared = self.declared.get(plain(name))
        return None if declared is None else fact_value(name, declared, self.given.get(plain(name)))

    def judgement(self, code: str) -> Node | None:
        """Return the evaluator's judgement on *code*, or None."""
        judgement: Node | None = (self.submission.get("judgements") or {}).get(code)
        return judgement

    def lookup(self, name: str) -> Value | None:
        """Return what a bare name stands for: a fact, a derived value, the value of an indicator."""
        if name in self.declared:
            return self.fact(name)
        if name in self.derived:
            return self.derived_value(self.derived[name])
        return self.indicator_value(self.codes[name]) if name in self.codes else None

    def derived_value(self, node: Node) -> Value:
        """Return a derived value; its zero policy may say missing, not_applicable or a value."""
        value = self.evaluate(node["formula"])
        if not isinstance(value, OverZero):
            return value
        policy = policy_after(value, node)
        if policy == "not_applicable":
            return NOT_APPLICABLE
        return as_unknown(value) if policy in (None, "missing") else number(str(policy))

    def indicator_value(self, code: str) -> Value:
        """Return the value of an indicator; a policy gives marks, so it leaves no value."""
        holds = [*map(self.applies, self.paths[code]), self.counts(code)]
        if False in holds:
            return NOT_APPLICABLE
        lacking = without_value(holds)
        value = value_of(self.paths[code][-1], self) if lacking is None else lacking
        if isinstance(value, OverZero):
            policy = policy_after(value, self.paths[code][-1]["value"])
            return NOT_APPLICABLE if policy == "not_applicable" else as_unknown(value)
        return value

    def counts(self, code: str) -> Value:
        """Tell whether the value of an indicator counts; false only where it is not applicable otherwise."""
        leaf = self.paths[code][-1]
        valid = counts(leaf, self)
        if valid is False and leaf["value"]["when_not_valid"] != "not_applicable":
            return Unknown()
        return False if valid is NOT_APPLICABLE else valid

    def marks(self, name: str) -> Value | None:
        """Return the counted marks of an indicator; none while its marks are left out of the count."""
        if plain(name) not in self.codes:
            return None
        effect = self.effect(self.codes[plain(name)])
        if isinstance(effect, Unsettled):
            return effect.waits_for
        left_out = effect.within is not None or self.paths[self.codes[plain(name)]][-1].get("unchosen")
        return NOT_APPLICABLE if left_out else effect.marks

    def applies(self, node: Node) -> Value:
        """Return true, false or `Unknown` for the node's own condition."""
        if "applies_when" not in node:
            return True
        holds = self.evaluate(node["applies_when"])
        if holds is NOT_APPLICABLE:
            return False
        return holds if isinstance(holds, bool) else as_unknown(holds)

    def rounded(self, exact: Fraction) -> Fraction:
        """Round marks or a line's result where the rule set says so."""
        rounding = self.rule_set["rounding"]
        return to_step(exact, rounding) if rounding["at"] == "indicator" else exact

    def natural(self, code: str) -> Value:
        """Return the marks of an indicator as if no group stood around it, before rounding."""
        leaf = self.paths[code][-1]
        holds = self.applies(leaf)
        if holds is False or leaf.get("unchosen"):
            return NOT_APPLICABLE
        marks = self.marks_here(code)
        if holds is True:
            return marks
        return join([as_unknown(holds), as_unknown(marks)])

    def marks_here(self, code: str) -> Value:
        """Return the marks the method gives, turned from its own scale into full marks that count."""
        path = self.paths[code]
        marks = marks_of(path[-1], code, scale_of(path[-1]), self)
        return marks * counted_marks(path) / scale_of(path[-1]) if isinstance(marks, Fraction) else marks

    def absent(self, node: Node) -> bool | Unknown:
        """Tell whether a node, taken by itself, is not applicable; a group is when all its parts are."""
        if "group" not in node:
            natural = self.natural(node["code"])
            may_be = isinstance(natural, Unknown) and "not_applicable" in node
            return natural if may_be and isinstance(natural, Unknown) else natural is NOT_APPLICABLE
        holds = self.applies(node)
        if holds is False:
            return True
        parts = [self.absent(part) for part in node["parts"]]
        if all(part is True for part in parts):
            return True
        here = any(part is False for part in parts)
        if is_choice(node) and node.get("by") != "better":  # what is chosen may be any of them
            here = all(part is False for part in parts)
        if holds is True and here:
            return False
        return join(as_unknown(one) for one in [holds, *parts])

    def effect(self, code: str) -> Effect | Unsettled:
        """Return what an indicator counts for, the policies of the groups around it coming first."""
        path = self.paths[code]
        if path[-1].get("unchosen"):
            return Effect("not_applicable", ZERO, ZERO)
        waiting = [node["group"] for node in path[:-1] if is_choice(node)]
        if waiting:
            return Unsettled(Unknown(frozenset(waiting)))
        possible: list[Effect] = []
        waits_for = Unknown()
        for depth, node in enumerate(path[:-1]):
            gone = self.turned_off(node) if self.is_there(path, depth) else self.absent(node)
            if gone is False or "not_applicable" not in node:
                continue
            possible.append(self.left_out(path, depth))
            if gone is True:
                return self.one_of(possible, waits_for, path)
            waits_for |= as_unknown(gone)
        natural = self.natural(code)
        if natural is NOT_APPLICABLE:
            possible.append(self.left_out(path, len(path) - 1))
        elif isinstance(natural, Fraction):
            possible.append(Effect("scored", min(counted_marks(path), self.rounded(natural)), natural))
        else:
            return self.still_same(path, possible) or Unsettled(waits_for | as_unknown(natural))
        return self.one_of(possible, waits_for, path)

    def is_there(self, path: Path, depth: int) -> bool:
        """Tell whether the indicator surely keeps the group at *depth* there, but for the group's own condition."""
        inner = path[depth + 1 : -1]
        return self.absent(path[-1]) is False and all(self.turned_off(node) is False for node in inner)

    def turned_off(self, node: Node) -> bool | Unknown:
        """Tell whether a group's own condition makes it not applicable."""
        holds = self.applies(node)
        return not holds if isinstance(holds, bool) else as_unknown(holds)

    def still_same(self, path: Path, possible: list[Effect]) -> Effect | None:
        """Return the effect when an open condition of the indicator cannot change it: the policy gives its marks."""
        leaf = path[-1]
        if self.applies(leaf) in (True, False):
            return None
        marks = self.marks_here(leaf["code"])
        if not isinstance(marks, Fraction):
            return None
        scored = Effect("scored", min(counted_marks(path), self.rounded(marks)), marks, state_is_open=True)
        others = [*possible, self.left_out(path, len(path) - 1)]
        return scored if all(scored.counts_like(other) for other in others) else None

    def one_of(self, possible: list[Effect], waits_for: Unknown, path: Path) -> Effect | Unsettled:
        """Return the last of *possible* if the others count like it."""
        if all(possible[-1].counts_like(other) for other in possible):
            return replace(possible[-1], state_is_open=len({effect.state for effect in possible}) > 1)
        return Unsettled(waits_for, applicable=any(effect.state == "scored" for effect in possible))

    def left_out(self, path: Path, depth: int) -> Effect:
        """Return the effect of the policy of the node at *depth* on the indicator at the end of *path*."""
        full = counted_marks(path)
        policy = path[depth]["not_applicable"]
        if policy == "rescale":
            return Effect("not_applicable", ZERO, ZERO, full, ())
        if policy == "rescale_group":
            return Effect("not_applicable", ZERO, ZERO, full, tuple(node["group"] for node in path[:depth]))
        marks = full if policy == "full" else ZERO
        return Effect("not_applicable", marks, marks)
