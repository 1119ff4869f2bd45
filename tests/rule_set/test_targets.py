"""Groups that take their rows from the department's own targets: what is read, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from scoring.diagnostics import Language
from scoring.documents import read_text
from scoring.reports.page import Table
from scoring.reports.rule_set_json import rule_set_data
from scoring.reports.views.rule_set import page, table
from scoring.rule_set import RuleSet, read_rule_set
from submissions.small import target_rules

HEAD = """language: 1
rule_set: small
title: 小表
version: 1.0.0
full_marks: 10
sources: {ours: {title: 约定, status: constructed}}
rounding: {step: 0.01, mode: half_up, at: indicator, source: ours}
grades: {basis: exact, floors: {优: 9, 差: 0}, source: ours}
facts: {}
"""
OVERRULING = ', source: ours, targets_scored_by: {"≥": {method: ratio, better: lower}}'
RATE = "method: steps, out_of: 10, below: 100%, step: 1%, marks_per_step: 1, part_step: free"

BANDS = (
    'method: bands, bands: [{in: "(, 100%)", marks: 60}, {in: "[100%, )", marks: 100}], when_denominator_zero: missing'
)


def read(scored_by: str, more: str = ", source: ours") -> tuple[RuleSet | None, list[str]]:
    group = f"{{group: 产出, full_marks: 10, from: targets, kinds: [数量]{more}}}"
    text = f"{HEAD}targets_scored_by: {scored_by}\nindicators: [{group}]\n"
    document, findings = read_text(text.encode(), "rules.yaml", "yaml")
    assert document is not None, findings
    rules, findings = read_rule_set(document)
    return rules, [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("scored_by", "more", "expected"),
    [
        ('{"≥": {method: ratio, better: higher}}', "", ["R100"]),
        ('{"≥": {method: ratio, better: higher}}', ", source: {}", ["R100"]),
        ('{"≥": {method: ratio, better: higher}}', ", source: ours, parts: []", ["D204"]),
        ('{"≥": {method: ratio, better: higher}}', ", source: {kinds: ours, value: ours}", ["R103"]),
        ('{"≥": {better: higher}}', ", source: ours", ["D206"]),
        ('{"≥": {method: rate}}', ", source: ours", ["D208"]),
        ('{"≥": {method: ratio}}', ", source: ours", ["D206"]),
        ('{"≥": {method: ratio, better: higher, actual: 1}}', ", source: ours", ["D204"]),
        ('{"≥": ratio}', ", source: ours", ["D201"]),
        ('{"≥ ": {method: ratio, better: higher}}', ", source: ours", ["D205"]),
        ('{"≥": {mehtod: ratio, better: higher}}', ", source: ours", ["D205"]),
        ('{"≥": {method: ratio, betetr: higher}}', OVERRULING, ["D205"]),
        (f'{{"≥": {{{RATE}}}}}', ", source: ours", ["R140"]),
        (f'{{"≥": {{{RATE}, when_denominator_zero: not_applicable}}}}', ", source: ours", ["R155"]),
        (f'{{"≥": {{{RATE}, when_denominator_zero: not_applicable}}}}', ", source: ours, not_applicable: zero", []),
        (f'{{"≥": {{{BANDS}}}}}', ", source: ours", ["R394", "R394"]),
        (f'{{"≥": {{{RATE}, when_denominator_zero: full}}}}'.replace(" out_of: 10,", ""), ", source: ours", ["R394"]),
        ("{定性: {method: judged, entry_step: 0.5}}", ", source: ours", []),
        (f'{{"≥": {{{BANDS}, out_of: 100}}}}', ", source: ours", []),
        (f'{{"≥": {{{BANDS}, out_of: 0}}}}', ", source: ours", ["R363"]),
        ("{定性: {method: judged, levels: []}}", ", source: ours", ["R128"]),
        (
            '{"≥": {method: conditions, conditions: [{otherwise: true, marks: 1, says: 好}]}}',
            ", source: ours",
            ["R392"],
        ),
    ],
)
def test_what_a_group_may_say(scored_by: str, more: str, expected: list[str]) -> None:
    rules, codes = read(scored_by, more)
    assert codes == expected
    assert (rules is None) == any(code != "R100" for code in expected)


def test_an_operator_of_the_group_goes_before_that_at_the_top() -> None:
    rules, codes = read('{"≥": {method: ratio, better: higher}, "=": {method: ratio, better: higher}}', OVERRULING)
    assert rules is not None, codes
    (group,) = rules.target_groups()
    assert group.targets is not None
    better = {one.operator.value: one.example.parameters.better.value for one in group.targets.templates}
    assert better == {"≥": "lower", "=": "higher"}


def test_the_meaning_holds_how_rows_are_scored() -> None:
    found = [read(f'{{"≥": {{method: ratio, better: {word}}}}}')[0] for word in ("higher", "lower")]
    found.append(read('{"≥": {method: ratio, better: higher}}', ", source: ours, when_no_rows: full")[0])
    assert len({one.fingerprint.meaning for one in found if one is not None}) == 3


def test_a_rule_set_says_how_its_rows_are_scored() -> None:
    language = Language("en")
    (tree,) = (part for part in page(target_rules()).parts if isinstance(part, Table) and len(part.columns) == 5)
    said = [language.render(row.cells[4].text) for row in tree.rows]
    assert said[1] == (
        "the department's own targets of the kinds 数量, 质量, 时效, 成本; without any: missing data; "
        "one that does not apply: not counted; the total is rescaled"
    )
    assert any("planned value" in one for one in said)
    assert len(table(target_rules()).rows) == 1 + 4 * 3
    data: Any = rule_set_data(target_rules())
    (group,) = (one for one in data["groups"] if one["path"] == ["满意度指标"])
    assert group["targets"]["when_no_rows"] == "zero"
    assert [one["method"] for one in group["targets"]["scored_by"]] == ["steps", "ratio", "judged"]
