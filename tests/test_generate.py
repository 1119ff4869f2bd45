"""The generator against its promises: valid rule sets, every combination met, each coming out as planned."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest

from generate import any_case, assert_covered, every_combination, single, steered, thinned
from generate_methods import VARIANTS
from generate_plans import ROUNDINGS, every_plan
from oracle import allowed_states, completed_totals, completions, score

Node = dict[str, Any]


def assert_adds_up(rule_set: Node, sheet: dict[str, Any]) -> None:
    """Full marks − deductions − not counted + lines = total; figures as printed add up as well."""
    rows = sheet["indicators"].values()
    for row in rows:
        assert row["marks"] is None or 0 <= row["marks"] <= row["full_marks"]
    if sheet["total"] is None:
        return
    amounts = sum(line["amount"] for line in sheet["lines"])
    lost = sum(row["deduction"] + row["not_counted"] for row in rows)
    assert Fraction(rule_set["full_marks"]) - lost + amounts == sheet["total"]
    assert sum(row["shown"] for row in rows) + sum(line["shown"] for line in sheet["lines"]) == sheet["shown_total"]


@pytest.mark.parametrize("rounding", ROUNDINGS, ids=lambda rounding: "-".join(rounding.values()))
def test_every_combination_is_covered_and_comes_out_as_planned(rounding: dict[str, str]) -> None:
    tags: set[str] = set()
    for case in every_combination(0, [rounding]):
        tags |= case.tags
        sheet = score(case.rule_set, case.submission)
        assert_adds_up(case.rule_set, sheet)
        assert {code: sheet["indicators"][code]["state"] for code, _ in case.states} == dict(case.states)
    assert_covered(tags, [rounding])


@pytest.mark.parametrize("seed", range(40))
def test_completions_agree_with_what_was_settled_before(seed: int) -> None:
    rng = random.Random(seed)
    case = any_case(rng, "missing")
    before = score(case.rule_set, case.submission)
    for filled in completions(case.rule_set, case.submission, rng, 8):
        after = score(case.rule_set, filled)
        assert before["total"] in (None, after["total"])
        assert before["grade"] in (None, after["grade"])
        for code, row in before["indicators"].items():
            later = after["indicators"][code]
            assert row["marks"] in (None, later["marks"])
            assert later["marks"] is not None or not later["waits_for"].awaited


@pytest.mark.parametrize("seed", range(40))
def test_complete_cases_have_a_total(seed: int) -> None:
    case = any_case(random.Random(seed), "complete")
    sheet = score(case.rule_set, case.submission)
    assert sheet["total"] is not None
    assert sheet["grade"] is not None
    totals = completed_totals(case.rule_set, case.submission, random.Random(seed), 2)
    assert set(totals) == {(sheet["total"], sheet["grade"])}


def test_the_same_seed_gives_the_same_text() -> None:
    one, other = (any_case(random.Random(7)) for _ in range(2))
    assert (one.rule_set_text, one.submission_text) == (other.rule_set_text, other.submission_text)


@pytest.mark.parametrize("variant", VARIANTS)
def test_single_indicators(variant: str) -> None:
    for plan in (plan for plan in every_plan() if plan.variant == variant):
        case = single(variant, random.Random(1), full=10, plan=plan)
        sheet = score(case.rule_set, case.submission)
        assert_adds_up(case.rule_set, sheet)
        assert {code: sheet["indicators"][code]["state"] for code, _ in case.states} == dict(case.states)


def test_thinned_cases_leave_states_open_not_wrong() -> None:
    rng = random.Random(3)
    case = thinned(any_case(rng, "complete"), rng)
    states = score(case.rule_set, case.submission)["indicators"]
    for code, allowed in allowed_states(case.rule_set, case.submission, rng).items():
        assert states[code]["state"] in allowed


def test_steered_totals_meet_the_limits() -> None:
    rng = random.Random(5)
    met = 0
    for _ in range(30):
        case = any_case(rng, "complete")
        total = score(case.rule_set, steered(case, rng).submission)["total"]
        met += any(abs(total - floor) <= 1 for floor in (60, 80, 90, 100))
    assert met >= 5


def nodes(parts: list[Node]) -> Iterator[Node]:
    for part in parts:
        yield part
        yield from nodes(part.get("parts", []))


@pytest.mark.parametrize("seed", range(60))
def test_rule_sets_are_valid(seed: int) -> None:
    rule_set = any_case(random.Random(seed)).rule_set
    header = "language rule_set title version authority valid_for full_marks sources rounding grades facts indicators"
    assert set(header.split()) <= set(rule_set)
    root = {"full_marks": rule_set["full_marks"], "parts": rule_set["indicators"]}
    scale = {id(node): Fraction(str(node.get("out_of", node["full_marks"]))) for node in nodes([root])}
    every = list(nodes(rule_set["indicators"]))
    for group in [root, *(node for node in every if "group" in node)]:
        if "from" in group:
            continue
        if "choose" in group:
            assert {Fraction(part["full_marks"]) for part in group["parts"]} == {scale[id(group)]}
        else:
            assert sum(Fraction(part["full_marks"]) for part in group["parts"]) == scale[id(group)]
        optional = (any if "choose" in group else all)("not_applicable" in part for part in group["parts"])
        assert not optional or "not_applicable" in group
    leaves = [node for node in every if "indicator" in node]
    for leaf in leaves:
        assert leaf["source"]
        assert (Fraction(leaf["full_marks"]) / Fraction(rule_set["rounding"]["step"])).denominator == 1
        for key in ("bands", "conditions", "levels"):
            awarded = [Fraction(row["marks"]) for row in leaf.get(key, []) if "marks" in row]
            assert not awarded or max(awarded) == scale[id(leaf)]
    names = [*rule_set["facts"], *rule_set.get("derived", {})]
    names += [name for leaf in leaves for name in (leaf["indicator"], leaf["code"], *leaf.get("aliases", []))]
    assert len({unicodedata.normalize("NFKC", name) for name in names}) == len(names)
