"""Files made to be slow or deep are answered, or used, all the same."""

from __future__ import annotations

import pytest

from effort import calls
from rule_set.small import FACTS, HEAD, codes, leaf, text, usable
from scoring.checks import check
from scoring.documents import read_text
from scoring.engine import score
from scoring.submissions import read_submission

BANDS = 'method: bands, bands: [{in: "(, 5)", marks: 0}, {in: "[5, )", marks: 10}]'


def nested(inner: str, levels: int) -> str:
    return "abs(" * levels + inner + ")" * levels


def deep(levels: int) -> str:
    """Return a rule set with so many levels below 戊, and a condition as deep as one may be on top of it."""
    rest = f"derived: {{丙: {{formula: {nested('件数', 40)}}}, 丁: {{formula: {nested('丙', 40)}}}, 戊: {{formula: {nested('丁', levels - 83)}}}}}\n"  # noqa: E501
    condition = "达标" + " + 件数" * 97 + " > 3"
    return text(leaf(f"value: {{formula: 戊}}, method: yes_no, fact: {condition}, expected: 是"), rest=rest)


def test_as_deep_as_may_be_can_be_scored() -> None:
    assert codes(deep(121)) == ["R147"]
    rules = usable(deep(119))
    assert not check(rules)
    for facts, low in (("{}", 0), ("{件数: 3}", 10)):
        written = f"language: 1\ninstitution: {{code: '1', name: 甲}}\nyear: 2020\nfacts: {facts}\n"
        document, _ = read_text(written.encode(), "s.yaml", "yaml")
        assert document is not None
        submission, _ = read_submission(document, rules)
        assert submission is not None
        assert [score(rules, submission).total.low for _ in range(3)] == [low] * 3  # the later ones are compiled


def test_doubling_fifty_times_is_little_work() -> None:
    rest = "derived:\n  丙0: {formula: 甲}\n" + "".join(
        f"  丙{one}: {{formula: 丙{one - 1} + 丙{one - 1}}}\n" for one in range(1, 50)
    )
    written = text(leaf(f"value: {{formula: 丙49}}, {BANDS}"), rest=rest)
    assert calls(lambda: check(usable(written))) < 1_000_000
    assert not check(usable(written))


def test_a_thousand_facts_and_many_indicators_are_little_work() -> None:
    facts = FACTS + "".join(f"  数{one}: {{type: count}}\n" for one in range(1000))
    indicators = "".join(
        leaf(f"method: incidents, count: 数{one}, marks_each: 1", f"A{one}", f"指标{one}") for one in range(200)
    )
    written = text(indicators, facts=facts, head=HEAD.replace("full_marks: 10", "full_marks: 2000"))
    assert calls(lambda: usable(written)) < 100 * len(written)
    assert not check(usable(written))


@pytest.mark.parametrize(
    "unit", ["/" * 5000, "万" * 5000, "人/", "/人", "1", "万 元", "人/天/次"], ids=lambda unit: unit[:8]
)
def test_units_that_are_none(unit: str) -> None:
    assert codes(text(facts=FACTS + f"  丁: {{type: number, unit: {unit}}}\n")) == ["R139"]
