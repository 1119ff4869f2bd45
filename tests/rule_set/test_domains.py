"""What can be, by the declarations alone."""

# ruff: noqa: E501 - a small rule set stands on one line

from __future__ import annotations

from fractions import Fraction

import pytest

from rule_set.small import FACTS, codes, leaf, text, usable
from scoring.expressions.outcomes import Range, Truths, Words
from scoring.expressions.tree import Input, Peers, PeersKind, Source
from scoring.methods.contract import MARKS
from scoring.rule_set.domains import Domain, anything, can_be_zero, domain_of, is_whole, outcomes_of, values_of
from scoring.rule_set.model import Fact, FactType

MORE = (
    FACTS
    + "  几件: {type: count}\n  比: {type: percent, at_least: 0, at_most: 100%}\n  类: {type: choice, one_of: [一, 二]}\n"
)
BANDS = 'method: bands, bands: [{in: "(, 5)", marks: 0}, {in: "[5, )", marks: 10}]'


def value_of(formula: str) -> tuple[object, Domain]:
    derived = "derived: {双: {formula: 件数 × 2}, 半: {formula: 件数 / 2}, 可: {formula: 件数 / 几件, when_denominator_zero: not_applicable}}\n"
    keys = f'value: {{formula: "{formula}"}}, not_applicable: full, {BANDS}'
    rules = usable(text(leaf(keys), facts=MORE, rest=derived))
    value = rules.indicators[0].value
    assert value is not None
    return value.node, domain_of(rules)


@pytest.mark.parametrize(
    ("formula", "whole"),
    [
        ("件数", True),
        ("件数 + 2 × 几件 - 1", True),
        ("件数 + 0.5", False),
        ("甲", False),
        ("place(甲)", True),
        ("best(件数)", True),
        ("best(甲)", False),
        ("average_of_batch(件数)", False),
        ("双", True),
        ("半", False),
        ("可", False),
        ("max(件数, 几件)", True),
        ("floor(甲)", True),
        ("abs(件数 - 几件)", True),
        ("abs(甲)", False),
        ("round(甲, 0.1)", False),
        ("count(明细)", True),
        ("sum(个数 of 明细)", True),
        ("sum(金额 of 明细)", False),
        ("if 有项目 then 件数 else 0", True),
        ("if 有项目 then 件数 else 甲", False),
    ],
)
def test_whole_numbers(formula: str, whole: bool) -> None:
    node, domain = value_of(formula)
    assert is_whole(node, domain) is whole  # type: ignore[arg-type]


def test_marks_of_others_are_not_whole() -> None:
    rules = usable(
        text(
            leaf("value: {formula: marks(A02)}, " + BANDS, full="5").replace("10}", "5}")
            + leaf("method: judged", "A02", "进度", "5")
        )
    )
    value = rules.indicators[0].value
    assert value is not None
    assert not is_whole(value.node, domain_of(rules))


def test_what_becomes_undefined_or_not_applicable_is_no_fraction() -> None:
    derived = "derived: {丙: {formula: if 有项目 then 件数 else 丁}, 丁: {formula: 5 / 件数, when_denominator_zero: missing}, 戊: {formula: floor(丁) × 0 + 件数}}\n"
    rules = usable(text(leaf("value: {formula: 丙 + 戊}, " + BANDS), rest=derived))
    domain = domain_of(rules)
    assert not is_whole(rules.derived["丙"].node, domain)
    assert is_whole(rules.derived["戊"].node, domain)


def test_facts_by_their_types() -> None:
    assert anything(None) == Range(anything(None).low, anything(None).high)  # type: ignore[union-attr]
    assert anything(Fact("甲", FactType.YES_NO)) == Truths(True, True)
    assert anything(Fact("甲", FactType.COUNT, at_least=Fraction(2), at_most=Fraction(2))) == Range(
        Fraction(2), Fraction(2)
    )


@pytest.mark.parametrize(
    ("declared", "values"),
    [
        ("{type: yes_no}", [True, False]),
        ("{type: choice, one_of: [一, 二, 三]}", ["一", "二", "三"]),
        ("{type: choice, one_of: [一, 二, 三, 四]}", []),
        ("{type: count, at_most: 2}", [0, 1, 2]),
        ("{type: count, at_least: 0.5, at_most: 2.5}", [1, 2]),
        ("{type: count, at_least: 1, at_most: 4}", []),
        ("{type: count}", []),
        ("{type: number, at_least: 0, at_most: 2, decimals: 0}", []),
        ("{type: date}", []),
    ],
)
def test_facts_with_few_values(declared: str, values: list[object]) -> None:
    fact = usable(text(facts=FACTS + f"  此: {declared}\n")).facts["此"]
    found = [next(iter(one.words)) if isinstance(one, Words) else one.value for one in values_of(fact, 3)]
    assert found == values


def test_marks_of_a_whole_standard() -> None:
    rules = usable(text(leaf("method: judged, levels: [{level: 好, marks: 10}, {level: 差, marks: 4}]")))
    (only,) = rules.indicators
    marks = outcomes_of(only.lowered, domain_of(rules))[MARKS]
    assert marks == Range(Fraction(4), Fraction(10))


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        ("甲 / 乙", []),
        ("甲 / 件数", ["R140"]),
        ("甲 / (件数 + 1)", []),
        ("甲 / count(明细)", ["R140"]),
        ("甲 / (1 + count(明细 where 金额 > 0))", []),
        ("sum(金额 / 个数 of 明细)", ["R146"]),
        ("sum(金额 / (个数 + 1) of 明细)", []),
        ("甲 / max(件数, 1)", []),
        ("甲 / sum(个数 of 明细)", ["R140"]),
        ("if 有项目 then 甲 / 件数 else 1", ["R140"]),
    ],
)
def test_divisors_that_can_be_zero(formula: str, found: list[str]) -> None:
    assert codes(text(leaf(f'value: {{formula: "{formula}"}}, {BANDS}'))) == found


@pytest.mark.parametrize(
    "formula", ["if 甲 / 件数 > 1 且 有项目 then 5 else 0", "if 有项目 或 甲 / 件数 > 1 then 5 else 0"]
)
def test_a_division_within_a_condition_is_guarded_where_it_is_needed(formula: str) -> None:
    rules = usable(text(leaf(f"value: {{formula: {formula}, when_denominator_zero: zero}}, {BANDS}")))
    (branch,) = rules.indicators[0].branches
    assert "有项目" in rules.indicators[0].inputs
    assert branch.policy is None


def test_a_comparison_lies_where_the_figures_lie() -> None:
    domain = domain_of(usable(text()))
    bounded, unbounded = Input(Source.FACT, "乙"), Input(Source.FACT, "甲")
    assert not can_be_zero(Peers(PeersKind.BEST, bounded), domain)
    assert not can_be_zero(Peers(PeersKind.PLACE, unbounded), domain)
    assert can_be_zero(Peers(PeersKind.AVERAGE, unbounded), domain)
