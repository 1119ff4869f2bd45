"""What is right is passed over in silence; every file of the room is found."""

from __future__ import annotations

import pkgutil
import random
from pathlib import Path

import pytest

import scoring.checks
from generate import any_case, every_combination
from generate_files import Case
from generate_plans import ROUNDINGS
from rule_set.small import concise, usable
from scoring.checks import check, checks
from scoring.rule_set import load_rule_set

ROOT = Path(__file__).parents[2]
HELPERS = {"cover"}
"""Files of the room that offer no check of their own."""


def assert_silent(case: Case) -> None:
    rules = usable(case.rule_set_text)
    assert not concise(check(rules))


@pytest.mark.parametrize("path", sorted((ROOT / "rules").glob("*/rule-set.yaml")), ids=lambda path: path.parent.name)
def test_shipped_rule_sets_have_no_finding(path: Path) -> None:
    rules, findings = load_rule_set(str(path))
    assert rules is not None
    assert not findings
    assert not check(rules)


@pytest.mark.parametrize("rounding", ROUNDINGS[::5], ids=lambda rounding: "-".join(rounding.values()))
def test_every_combination_is_silent(rounding: dict[str, str]) -> None:
    for case in every_combination(1, [rounding]):
        assert_silent(case)


@pytest.mark.parametrize("seed", range(60))
def test_generated_sets_are_silent(seed: int) -> None:
    assert_silent(any_case(random.Random(f"silent {seed}")))


def test_every_file_offers_a_check() -> None:
    files = {info.name for info in pkgutil.iter_modules(scoring.checks.__path__)}
    offered = {one.__module__.rsplit(".", 1)[1] for one in checks()}
    assert files - offered == HELPERS
