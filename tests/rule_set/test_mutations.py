"""Whatever stands in a file is answered with findings at their places; what is accepted scores within bounds."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from generate import any_case
from generate_files import LOADER, as_yaml
from rule_set.mutations import spoiled
from scoring.checks import check
from scoring.diagnostics import Language, has_errors, render_findings
from scoring.documents import read_text
from scoring.engine import score
from scoring.rule_set import RuleSet, read_rule_set
from scoring.submissions import read_submission

YUEYANG = Path(__file__).parents[2] / "rules" / "yueyang-2018" / "rule-set.yaml"
NOTHING = "language: 1\ninstitution: {code: '1', name: 甲}\nyear: 2020\nfacts: {}\n"


@cache
def yueyang() -> dict[str, Any]:
    parsed: dict[str, Any] = yaml.load(YUEYANG.read_text(encoding="utf-8"), LOADER)
    return parsed


def answered(tree: dict[str, Any]) -> RuleSet | None:
    """Read and check a tree; every finding can be shown; None where there is an error."""
    document, findings = read_text(as_yaml(tree).encode("utf-8", "surrogatepass"), "r.yaml", "yaml")
    if document is None:
        assert has_errors(findings)
        return None
    rules, found = read_rule_set(document)
    assert (rules is None) == has_errors(found)
    found += () if rules is None else check(rules)
    for finding in found:
        assert finding.place.file == "r.yaml"
        assert finding.place.line > 0
    for language in ("zh", "en"):
        assert bool(render_findings(found, "full", Language(language))) == bool(found)
    return None if has_errors(found) else rules


def assert_scores_within_bounds(rules: RuleSet, submission: str) -> None:
    document, _ = read_text(submission.encode(), "s.yaml", "yaml")
    assert document is not None
    given, _ = read_submission(document, rules)
    if given is None:
        return
    sheet = score(rules, given)
    for one in sheet.indicators:
        assert one.low is None or 0 <= one.low <= one.indicator.full_marks
        assert one.high is None or 0 <= one.high <= one.indicator.full_marks
    assert 0 <= sheet.total.low <= sheet.total.high <= rules.total_at_most


@pytest.mark.parametrize("seed", range(60))
def test_spoiled_yueyang_is_answered(seed: int) -> None:
    rng = random.Random(f"yueyang {seed}")
    rules = answered(spoiled(yueyang(), rng))
    if rules is not None:
        assert_scores_within_bounds(rules, NOTHING)


@pytest.mark.parametrize("seed", range(150))
def test_spoiled_generated_sets_are_answered(seed: int) -> None:
    rng = random.Random(f"generated {seed}")
    case = any_case(rng)
    rules = answered(spoiled(case.rule_set, rng))
    if rules is not None:
        assert_scores_within_bounds(rules, case.submission_text)


@pytest.mark.parametrize("seed", range(40))
def test_unspoiled_sets_are_accepted(seed: int) -> None:
    assert answered(any_case(random.Random(seed)).rule_set) is not None
