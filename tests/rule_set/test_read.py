"""Reading: what is refused does not drag others along, and nothing is left out in silence."""

# ruff: noqa: E501 - a small rule set stands on one line

from __future__ import annotations

import random

import pytest

from generate import any_case
from generate_files import as_yaml
from rule_set.mutations import at, paths
from rule_set.small import FACTS, HEAD, LEAF, codes, concise, leaf, read, text, usable

YES_NO = "method: yes_no, fact: 有项目, expected: 是"
BANDS = 'method: bands, bands: [{in: "(, 5)", marks: 0}, {in: "[5, )", marks: 10}]'


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        # what was declared wrongly is known all the same
        (text(leaf("value: {formula: 丁 + 1}, " + BANDS), facts=FACTS + "  丁: {type: numbr}\n"), ["D209"]),
        (
            text(leaf("method: incidents, count: count(表 where 数 > 1), marks_each: 1"), facts="facts:\n  表: {}\n"),
            ["D206"],
        ),
        (text(leaf("value: {formula: 丙 / 甲}, " + BANDS), rest="derived: {丙: {formulae: 甲}}\n"), ["D205"]),
        (text(leaf("value: {formula: 甲 / 丙}, " + BANDS), rest="derived: {丙: {formula: 甲 +}}\n"), ["E103"]),
        (text(leaf("method: incidents, count: 不知, marks_each: 1"), facts="facts: []\n"), ["D201"]),
        (
            text(
                "  - {indicator: 无法, code: A 1, full_marks: 5, method: judged, source: ours}\n"
                + leaf("method: yes_no, fact: marks(无法) > 1, expected: 是", "A02", full="5")
            ),
            ["R152"],
        ),
        (text("  - [一]\n" + leaf("method: yes_no, fact: marks(B09) > 1, expected: 是")), ["D201"]),
        (
            text(
                "  - {indicator: 率, code: B01, full_marks: 5, value: 甲 / 乙, "
                + BANDS
                + ", source: ours}\n"
                + leaf("method: yes_no, fact: 率 > 1, expected: 是", full="5")
            ),
            ["D201"],
        ),
        (
            text(
                LEAF.replace("source: ours", "source: 别处"),
                head=HEAD.replace("constructed}}", "constructed}, 别处: {}}"),
            ),
            ["D206"],
        ),
        (text(head=HEAD.replace("full_marks: 10", "full_marks: 很多")), ["D211"]),
        (text(head=HEAD.replace("sources:", "source:")), ["D205"]),
        (text(head=HEAD.replace("{ours: {title: 约定, status: constructed}}", "[ours]")), ["D201"]),
        # a name nobody declared is still reported beside these
        (text(leaf("value: {formula: 丁 + 戊}, " + BANDS), facts=FACTS + "  丁: {type: numbr}\n"), ["D209", "E201"]),
    ],
)
def test_one_mistake_is_one_finding(written: str, expected: list[str]) -> None:
    assert codes(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (text(leaf("value: 甲, " + BANDS)), ["D201"]),
        (text(leaf("value: {unit: 人}, " + BANDS)), ["D206"]),
        (text(leaf("value: {formula: 甲, unit: []}, " + BANDS)), ["D203"]),
        (text(leaf('value: {formula: 甲, unit: "%"}, ' + BANDS)), ["E323", "E126", "E126"]),
        (text(leaf("value: {formula: 乙, when_denominator_zero: }, " + BANDS)), ["D207"]),
        (text(leaf("value: {formula: 甲 / 件数, when_denominator_zero: zero, when_both_zero: 满分}, " + BANDS)), ["R142"]),
        (text(leaf("value: {formula: 甲 / 件数, when_denominator_zero: 5%}, " + BANDS)), ["R115"]),
        (text(leaf("aliases: 别名, " + YES_NO)), ["D202"]),
        (text(leaf("applies_when: 有项目, not_applicable: 全部, " + YES_NO)), ["D208"]),
        (text(leaf("applies_when: 有, not_applicable: full, " + YES_NO)), ["E201"]),
        (text(leaf("method: stepz, above: 1")), ["D209"]),
        (text("  - {indicator: 达标, full_marks: 10}\n"), ["D206"]),
        (text("  - {group: 组, full_marks: 10, parts: 无}\n"), ["D202"]),
        (text("  - {group: 组, parts: [" + LEAF.strip()[2:] + "], full_marks: 10, source: 别处}\n"), ["R101"]),
        (text(rest="derived: []\n"), ["D201"]),
        (text(rest="derived: {丙: {formula: 甲 / 件数}}\n"), ["R140"]),
        (text(rest="derived: {丙: {formula: 甲 / 件数, when_denominator_zero: }}\n"), ["D207"]),
        (text(rest='derived: {丙: {formula: 甲 / 件数, unit: "%", when_denominator_zero: 100}}\n'), ["R110"]),
        (text(rest="derived: {丙: {formula: 甲, about: {}}}\n"), ["D203"]),
        (text(rest="total: {}\n"), ["D202"]),
        (text(rest="total: [封顶]\n"), ["D201"]),
        (text(rest="total: [{cap: 8, when: 有项目, source: ours}]\n"), ["D206"]),
        (text(rest="total: [{line: 封顶, cap: 八, when: 有项目, source: ours}]\n"), ["D211"]),
        (text(rest="total: [{line: 封顶, cap: 8, when: 有项目吗, source: ours}]\n"), ["E201"]),
        (text(rest="total: [{line: 封顶, cap_by: 甲, source: ours}]\n"), ["D206"]),
        (text(rest="total: [{line: 封顶, cap_by: , bands: [], source: ours}]\n"), ["D207"]),
        (text(rest="total: [{line: 封顶, cap_by: 甲, bands: [], source: ours}]\n"), ["R128"]),
        (text(rest="total: [{line: 封顶, cap_by: 甲, bands: [{in: '(, )', cap: -1}], source: ours}]\n"), ["R112"]),
        (text(rest="total: [{line: 扣, take: 5, source: ours}]\n"), ["D206"]),
        (text(rest="total: [{line: 扣, take: 5, method: stepz, source: ours}]\n"), ["D209"]),
        (text(rest="total: [{line: 扣, take: 多, method: judged, source: ours}]\n"), ["D211"]),
        (text(rest="total: [{line: 扣, take: 5, value: 甲, " + BANDS.replace("10", "5") + ", source: ours}]\n"), ["D201"]),
        (text(rest="total: [{line: 扣, take: 5, value: {formula: 无名}, " + BANDS.replace("10", "5") + ", source: ours}]\n"), ["E201"]),
        (text(rest="total: [{line: 乘, coefficient: 半, when: 有项目, source: ours}]\n"), ["D211"]),
        (text(rest="total: [{line: 乘, coefficient: {1: 半}, by: grades_below_claim, without_claim: skip, regrade: true, source: ours}]\n"), ["D211"]),
        (text(rest="total: [{line: 乘, coefficient: {1: 90%}, by: claims, without_claim: skip, regrade: true, source: ours}]\n"), ["D208"]),
        (text(rest="total: [{line: 否决, grade_at_most: , when: 有项目, source: ours}]\n"), ["D207"]),
        (text(rest="cross_checks: 无\n"), ["D202"]),
        (text(rest="cross_checks: [合计]\n"), ["D201"]),
        (text(rest="cross_checks: [{cross_check: 合计, formula: , severity: error}]\n"), ["D207"]),
        (text(rest="cross_checks: [{cross_check: 合计, formula: 甲 = 乙, severity: 错误}]\n"), ["D208"]),
        (text(rest="cross_checks: [{cross_check: 合计, formula: 甲 = 乙, severity: error, tolerance: 大}]\n"), ["D211"]),
        (text(head=HEAD.replace("ours: {title: 约定, status: constructed}", "ours: 约定")), ["D201"]),
        (text(head=HEAD.replace("{step: 0.01, mode: half_up, at: indicator, source: ours}", "0.01")), ["D201"]),
        (text(head=HEAD.replace("mode: half_up", "mode: up")), ["D209"]),
        (text(head=HEAD.replace("{basis: exact, floors: {优: 9, 良: 6, 差: 0}, source: ours}", "[优, 良]")), ["D201"]),
        (text(head=HEAD.replace("floors: {优: 9, 良: 6, 差: 0}", "floors: [90, 0]")), ["D201"]),
        (text(head=HEAD.replace("优: 9", "优: 九")), ["D211"]),
        (text(head=HEAD + "valid_for: 2018\n"), ["D202"]),
        (text(head=HEAD + "valid_for: [2018, 今年]\n"), ["D211"]),
        (text(head=HEAD + "total_at_most: 更多\n"), ["D211"]),
        (text(head=HEAD.replace("source: ours}\ngrades", "source: [ours]}\ngrades")), ["D201"]),
        (text(head=HEAD.replace("source: ours}\ngrades", "source: {step: []}}\ngrades")), ["D203"]),
        (text(head=HEAD.replace("优: 9, 良: 6, 差: 0}", "优: 9, 差: 0}, english: {优: []}")), ["D203"]),
        (text(head=HEAD.replace("language: 1", "language: [1]")), ["D203"]),
        (text(facts=FACTS + "  类: {type: choice, one_of: 无}\n"), ["D202"]),
        (text(facts=FACTS + "  表: {type: table, columns: []}\n"), ["D201"]),
        (text(facts=FACTS + "  表: {type: table, columns: {列: {type: 数}}}\n"), ["D208"]),
        (text(facts=FACTS + "  丁: {type: number, at_least: 少}\n"), ["D211"]),
    ],
)  # fmt: skip
def test_nothing_is_left_out_in_silence(written: str, expected: list[str]) -> None:
    assert codes(written) == expected


def test_all_mistakes_are_found_in_one_run() -> None:
    written = text(
        leaf("value: {formula: 甲 / 件数}, " + BANDS, full="4")
        + leaf("method: steps, above: 1", "A02", "进度", "6").replace("source: ours, ", ""),
        head=HEAD.replace("title: 小表\n", "").replace("ours}\ngrades", "our}\ngrades"),
        facts=FACTS + "  支出: {type: money}\n",
        rest="total: [{line: 封顶, cap: 8, source: ours}]\ncross_checks: [{cross_check: 合计, formula: 甲 ≥ 不知}]\n",
    )
    found = codes(written)
    assert sorted(found) == ["D206", "D206", "D206", "E201", "R102", "R131", "R140", "R156", "R167"]


def test_findings_are_in_the_order_of_the_file_and_once_each() -> None:
    _, findings = read(
        text(leaf("method: incidents, count: 不知 + 不知, marks_each: -1"), head=HEAD.replace("1.0.0", "一"))
    )
    assert [finding.code for finding in findings] == ["R005", "E201", "R113"]
    assert len(set(findings)) == len(findings)


def test_a_checklist_on_a_line_declares_its_facts() -> None:
    line = "{line: 加分项, add: 2, method: checklist, mode: earn, items: [{title: 表彰, marks: 1}, {title: 试点, marks: 1}], source: ours}"
    rules = usable(text(rest=f"total: [{line}]\n"))
    assert [name for name, fact in rules.facts.items() if fact.item_of] == ["加分项.1", "加分项.2"]
    assert rules.lines[0].inputs == ("加分项.1", "加分项.2")


def test_derived_items_and_values_use_one_another_in_any_order() -> None:
    rules = usable(
        text(
            leaf("value: {formula: 丙 × 2}, " + BANDS, full="10"),
            rest="derived: {戊: {formula: 丙 + 达标}, 丙: {formula: 丁 + 1}, 丁: {formula: 甲 + 乙}}\n",
        )
    )
    assert list(rules.derived) == ["丁", "丙", "戊"]


def test_a_value_may_be_looked_at_by_another_formula_alone() -> None:
    other = leaf("method: yes_no, fact: 达标 > 1, expected: 是", "A02", "进度", "4")
    usable(text(leaf("value: {formula: 甲}, method: judged", full="6") + other))
    assert codes(text(leaf("value: {formula: 甲}, method: judged"))) == ["R172"]


def test_sources_of_the_head_and_of_single_parts() -> None:
    head = HEAD.replace("at: indicator, source: ours", "at: indicator, source: {mode: ours, step: ours}")
    group = "  - {group: 组, full_marks: 10, source: ours, parts: [" + LEAF.strip()[2:] + "]}\n"
    rest = (
        "derived: {丙: {formula: 甲, source: ours}}\n"
        "cross_checks: [{cross_check: 合, formula: 甲 = 乙, severity: error, source: {tolerance: ours}}]\n"
    )
    rules = usable(text(group, head=head, rest=rest))
    assert [part for part, _ in rules.header_sources] == ["rounding.step", "rounding.mode", "grades"]
    assert [part for part, _ in rules.groups()[0].sources] == ["standard"]
    assert [part for part, _ in rules.derived["丙"].sources] == ["formula"]
    assert [part for part, _ in rules.cross_checks[0].sources] == ["tolerance"]


def test_places_lead_to_where_marks_are_written() -> None:
    line = "total: [{line: 封顶, cap: 8, when: 有项目, source: ours}]\n"
    rules = usable(text("  - {group: 组, full_marks: 10, parts: [" + LEAF.strip()[2:] + "]}\n", rest=line))
    places = (
        rules.marks_place,
        rules.groups()[0].marks_place,
        rules.indicators[0].marks_place,
        rules.lines[0].marks_place,
    )
    assert [place.text[place.column - 1 :].split(",")[0].split("\n")[0] for place in places] == ["10", "10", "10", "8"]


def test_a_rule_set_knows_its_parts() -> None:
    rules = usable(text(LEAF.replace("source: ours", "source: {count: ours}")))
    (only,) = rules.indicators
    assert rules.indicator("A01") is only
    assert rules.indicator("A02") is None
    assert only.source is rules.sources["ours"]
    assert rules.facts["明细"].column("金额") is not None
    assert rules.facts["明细"].column("无") is None


@pytest.mark.parametrize("seed", range(12))
def test_a_missing_key_is_either_optional_or_found(seed: int) -> None:
    """Leaving a key out never leaves another meaning behind in silence, unless it says less about the same thing."""
    rng = random.Random(f"missing {seed}")
    case = any_case(rng)
    tree = case.rule_set
    whole = usable(case.rule_set_text)
    for path in rng.sample([path for path in paths(tree) if isinstance(path[-1], str)], 12):
        parent, key = at(tree, path[:-1]), path[-1]
        value = parent.pop(key)
        rules, findings = read(as_yaml(tree))
        parent[key] = value
        tree = case.rule_set
        assert rules is None or findings or rules.fingerprint.meaning != whole.fingerprint.meaning, (
            path,
            concise(findings),
        )


@pytest.mark.parametrize("formula", ["[甲]", "{甲: 1}"])
def test_a_formula_is_one_text(formula: str) -> None:
    value = f"value: {{formula: {formula}}}, method: bands, bands: [{{in: '(,)', marks: 10}}]"
    assert codes(text(leaf(value))) == ["D203"]
    assert codes(text(rest=f"derived: {{丙: {{formula: {formula}}}}}\n")) == ["D203"]
