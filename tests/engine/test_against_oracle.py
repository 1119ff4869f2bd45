"""The engine against a second reading of the rule language that shares nothing with it, exactly.

Each case is scored by the general evaluator, by the compiled programs, and by them without a sheet.
``SCORING_TEST_SIZE=20`` (or any number) makes that many times more cases, with up to 12 completions of each.
"""

from __future__ import annotations

import os
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from against_oracle import differences
from generate import any_case, assert_covered, build, every_combination, single
from generate_methods import VARIANTS
from generate_plans import ROUNDINGS, SETTLED_PLANS

SIZE = int(os.environ.get("SCORING_TEST_SIZE", "1"))
COMPLETIONS = min(2 * SIZE, 12)


@pytest.mark.parametrize("rounding", ROUNDINGS, ids=lambda rounding: "-".join(rounding.values()))
def test_every_combination(rounding: dict[str, str]) -> None:
    tags: set[str] = set()
    for seed in range(SIZE):
        for number, case in enumerate(every_combination(seed, [rounding])):
            found = differences(case, random.Random(number), COMPLETIONS)
            assert not found, f"{found[:3]}\n{case.rule_set_text}\n{case.submission_text}"
            tags |= case.tags
    assert_covered(tags, [rounding])


@pytest.mark.parametrize("choice", ["one better", "better open"])
@pytest.mark.parametrize("targets", ["complete", "open"])
def test_the_better_of_two_beside_targets(choice: str, targets: str) -> None:
    for seed in range(4):
        rng = random.Random(seed)
        case = build(rng, SETTLED_PLANS[:2], rng.choice(ROUNDINGS), "none", targets=targets, choice=choice)
        assert not differences(case, rng, COMPLETIONS), f"{case.rule_set_text}\n{case.submission_text}"


@pytest.mark.parametrize("facts", ["any", "complete", "missing"])
@settings(max_examples=20 * SIZE, deadline=None, derandomize=SIZE == 1, database=None)
@given(seed=st.integers(min_value=0, max_value=2**32))
def test_any_case(facts: str, seed: int) -> None:
    case = any_case(random.Random(seed), facts)
    found = differences(case, random.Random(seed), COMPLETIONS)
    assert not found, f"{found[:3]}\n{case.rule_set_text}\n{case.submission_text}"


@pytest.mark.parametrize("rounding", ROUNDINGS, ids=lambda rounding: "-".join(rounding.values()))
def test_one_indicator_of_each_kind(rounding: dict[str, str]) -> None:
    for number, variant in enumerate(VARIANTS):
        for full in (5, 100):
            case = single(variant, random.Random(number), full=full, rounding=rounding)
            found = differences(case, random.Random(number), COMPLETIONS)
            assert not found, f"{found[:3]}\n{case.rule_set_text}\n{case.submission_text}"
