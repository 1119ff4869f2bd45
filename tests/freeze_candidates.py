"""What should have a record of language 1: every kind, method, policy, choice and line, batches and consolidation."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from engine.test_peers import CHOICES, mixed
from generate import build, single
from generate_choices import OPEN_CHOICES, SETTLED_CHOICES
from generate_files import Case, as_yaml
from generate_lines import LINES
from generate_methods import VARIANTS
from generate_plans import ROUNDINGS, SETTLED_PLANS, Plan, every_plan
from generate_targets import TARGETS
from scoring.rule_set.fact import WAYS, FactType
from test_kinds import KINDS, kind, rule_set, submitted

PLANNED = "steps.above.free"
"""The variant on which lines are shown."""

TOGETHER = 6
"""Plans shown in one rule set."""

ALONE, BATCH, UNITS = "alone", "batch", "units"
"""How submissions are scored: each by itself, as a batch, consolidated into one."""

Given = tuple[str, list[str]]
"""How, and the texts of the submissions."""


@dataclass(frozen=True)
class Candidate:
    """Something that should have a record."""

    family: str
    name: str
    rules: str
    given: Sequence[Given]

    @property
    def full_name(self) -> str:
        """Return the name of the record."""
        return f"{self.family}/{self.name}"


def candidates() -> Iterator[Candidate]:
    """Yield everything that should have a record."""
    for name in KINDS:
        given = [_of_a_case(case) for case in kind(name)["cases"]]
        yield Candidate("kinds", name, as_yaml(rule_set(kind(name))), given)
    for place, variant in enumerate(VARIANTS):
        rng, rounding = random.Random(variant), ROUNDINGS[place % len(ROUNDINGS)]
        yield _generated("methods", variant, single(variant, rng, full=20, rounding=rounding, plan=Plan(variant)))
    yield from _planned()
    for line in LINES[1:]:
        made = single(PLANNED, random.Random(line), full=80, line=line, plan=Plan(PLANNED, policy="rescale"))
        yield _generated("lines", line, made)
    for choice in (*SETTLED_CHOICES, *OPEN_CHOICES):
        yield _generated("choices", choice, _built(choice, choice=choice))
    for targets in TARGETS[1:]:
        yield _generated("targets", targets, _built(targets, targets=targets))
    yield from _several()


def _of_a_case(case: dict[str, Any]) -> Given:
    """Return what a case of a kind submits."""
    if "units" in case:
        return UNITS, [_text({"facts": facts}, place) for place, facts in enumerate(case["units"])]
    peers = [{"facts": facts} for facts in case.get("peers", ())]
    return (BATCH if peers else ALONE), [_text(one, place) for place, one in enumerate([case, *peers])]


def _text(case: dict[str, Any], place: int) -> str:
    return as_yaml(submitted(case, f"{place:03}"))


def _generated(family: str, name: str, case: Case) -> Candidate:
    """Return a rule set with the submission made for it, and one that lacks every fact."""
    nothing = as_yaml(case.submission | {"facts": {}})
    return Candidate(family, name, case.rule_set_text, [(ALONE, [text]) for text in (case.submission_text, nothing)])


def _built(name: str, *, targets: str = "none", choice: str = "none") -> Case:
    rng = random.Random(name)
    plans, rounding = rng.sample(SETTLED_PLANS, 1), rng.choice(ROUNDINGS)
    return build(rng, plans, rounding, "none", targets=targets, choice=choice)


def _planned() -> Iterator[Candidate]:
    """Yield every policy for a denominator of zero, a value that does not count, and what does not apply."""
    shown = ("steps.above.free", "steps.below.free", "bands.points")
    plans = [one for one in every_plan() if one.variant in shown and (one.zero or one.policy)]
    wanted = [one for one in plans if one.variant == shown[0] or (one.zero or "").endswith("invalid")]
    for start in range(0, len(wanted), TOGETHER):
        rng = random.Random(start)
        made = build(rng, wanted[start : start + TOGETHER], ROUNDINGS[start % len(ROUNDINGS)], "none")
        yield _generated("policies", f"{start // TOGETHER + 1}", made)


def _several() -> Iterator[Candidate]:
    """Yield batches, some of whose figures are missing, and units with facts that become one in every way."""
    for seed in range(6):
        rng = random.Random(seed)
        rules = mixed(rng)
        facts = [{name: rng.choice(words) for name, words in CHOICES.items()} for _ in range(4)]
        lacking = [{name: word for name, word in one.items() if rng.random() > 0.15} for one in facts]
        given = [(BATCH, [_text({"facts": one}, place) for place, one in enumerate(some)]) for some in (facts, lacking)]
        yield Candidate("batches", f"{seed}", as_yaml(rules), given)
    facts = [{name: words[place] for name, words in UNIT_FACTS.items()} for place in range(3)]
    lacking = [{name: word for name, word in one.items() if place or name != "权重"} for place, one in enumerate(facts)]
    given = [
        (UNITS, [_text({"facts": one, "judgements": _judged(place)}, place) for place, one in enumerate(some)])
        for some in (facts, lacking)
    ]
    yield Candidate("batches", "units", as_yaml(_of_units()), given)


def _judged(place: int) -> dict[str, Any]:
    return {"Z01": {"marks": f"{place + 1}", "reason": "见底稿", "evaluator": "评价组"}}


SAMPLES: dict[FactType, tuple[Any, Any, Any]] = {
    FactType.COUNT: ("3", "5", "8"),
    FactType.MONEY: ("1.5", "2.25", "4"),
    FactType.PERCENT: ("50%", "80%", "95%"),
    FactType.NUMBER: ("2", "7", "9"),
    FactType.YES_NO: ("是", "否", "是"),
    FactType.DATE: ("2023-03-01", "2023-01-31", "2023-06-30"),
    FactType.CHOICE: ("甲", "甲", "甲"),
    FactType.TEXT: ("同", "同", "同"),
    FactType.TABLE: ([{"数": "1"}], [], [{"数": "2"}, {"数": "3"}]),
}
UNIT_FACTS = {"权重": ("100", "300", "0"), "基准": ("100", "100", "100")} | {
    f"{type_.value}_{way.value}": SAMPLES[type_] for type_, ways in WAYS.items() for way in ways
}
KEYS: dict[FactType, dict[str, Any]] = {
    FactType.MONEY: {"unit": "万元"},
    FactType.CHOICE: {"one_of": ["甲", "乙"]},
    FactType.TABLE: {"columns": {"数": {"type": "number"}}},
}
NUMBERS = (FactType.COUNT, FactType.MONEY, FactType.NUMBER, FactType.PERCENT)


def _of_units() -> dict[str, Any]:
    """Return a rule set with a fact of each type for each way of consolidating, every one of which is scored."""
    money = {"type": "money", "unit": "万元"}
    facts: dict[str, Any] = {"权重": money, "基准": money | {"consolidate": "same", "at_least": "1"}}
    counted: list[str] = []
    for type_, ways in WAYS.items():
        for way in ways:
            name = f"{type_.value}_{way.value}"
            facts[name] = {"type": type_.value, "consolidate": way.value, **KEYS.get(type_, {})}
            counted += [_number_of(name, type_)] if type_ is not FactType.TEXT else []
    leaves = [
        {
            "indicator": f"第{place}项",
            "code": f"A{place:02}",
            "full_marks": "10",
            "method": "count_up",
            "source": "ours",
        }
        | {"count": formula, "marks_each": "0.1"}
        for place, formula in enumerate(counted, 1)
    ]
    judged = {"indicator": "评价", "code": "Z01", "full_marks": "5", "method": "judged", "source": "ours"}
    whole = {
        "kind": "units",
        "title": "汇总",
        "source": {"title": "为测试构造的约定", "status": "constructed"},
        "full_marks": f"{10 * len(leaves) + 5}",
        "facts": facts,
        "indicators": [*leaves, judged],
        "consolidation": {"weight": "权重", "source": "ours"},
    }
    return rule_set(whole)


def _number_of(name: str, type_: FactType) -> str:
    """Return a formula that makes a number of the fact."""
    if type_ in NUMBERS:
        unit = {FactType.MONEY: " × 100 / 基准", FactType.PERCENT: " / 1%"}.get(type_, "")
        return f"{name}{unit}"
    if type_ is FactType.TABLE:
        return f"sum(数 of {name})"
    if type_ is FactType.DATE:
        return f"({name} - date_min) / 10"
    return f"if {name} then 3 else 1" if type_ is FactType.YES_NO else f"if {name} = 甲 then 2 else 1"
