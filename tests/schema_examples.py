"""Small files in which every key of rule sets, submissions and cases stands, for `test_schema.py`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from generate import single
from generate_files import LOADER
from generate_lines import LINES
from generate_methods import VARIANTS

JUDGED = {"level": "达成", "marks": "5", "reason": "目标达成", "evaluator": "甲"}
CLAIMED = {"total": "98", "grade": "优", "indicators": {"A01": "5"}, "reasons": {"A01": "未超编"}}
FIGURE = {"value": "9", "unit": "人", "from": "report", "quote": "9人", "evidence": "决算表"}
TARGET = {
    "kind": "数量",
    "indicator": "救助人次",
    "target": "≥1000",
    "actual": "1136",
    "unit": "人次",
    "marks": "10",
    "code": "T1",
    "evidence": "台账",
    "from": "report",
    "quote": "救助1136人次",
    "applies": "是",
    "reason": "本年开展",
}
GIVEN: dict[str, Any] = {
    "institution": {"code": "1", "name": "测试单位"},
    "year": "2023",
    "facts": {"在职人数": FIGURE, "编制数": "9", "专项资金": [{"名称": "甲"}]},
    "judgements": {"F01": JUDGED},
    "choices": {"往来款": "应收账款率"},
    "claims": CLAIMED,
    "targets": [TARGET],
}
WHOLE = {"language": "1", "documents": {"report": "report.txt"}}
FACTS = {
    "支出": {"type": "money", "unit": "万元", "consolidate": "sum"},
    "考核得分": {"type": "number", "consolidate": "mean", "at_least": "0", "at_most": "100"},
    "类别": {"type": "choice", "one_of": ["甲", "乙"]},
}
EXPECTED = {"A01": "5", "A02": "missing_data", "total": ["90", "98"], "grade": "优", "lines": {"封顶": "-1"}}


RULE_SET = """\
language: 1
rule_set: small
title: 小表
version: 1.0.0
authority: 测试
valid_for: [2018, 2023]
about: 构造
full_marks: 10
total_at_most: 12
sources: {ours: {title: 约定, status: constructed, url: "http://a", about: 构造}}
rounding: {step: 0.01, mode: half_up, at: indicator, source: ours}
grades: {basis: exact, floors: {优: 9, 差: 0}, english: {优: excellent}, source: ours}
facts:
  甲: {type: number, unit: 件,  decimals: 2, at_least: 1, at_most: 9, basis: 决算, period: 本年, required: 是}
  乙: {type: choice, about: 说明, one_of: [子, 丑]}
  明细: {type: table, columns: {金额: {type: money, unit: 万元}}}
derived:
  丙: {formula: 甲 / 甲, unit: "%", when_denominator_zero: missing, when_both_zero: 0, about: 比率, source: ours}
  丁: {formula: best(甲), among: 乙}
indicators:
  - group: 产出
    full_marks: 10
    applies_when: 甲 > 0
    not_applicable: full
    source: ours
    parts:
      - indicator: 达标
        code: A01
        aliases: [达标率]
        full_marks: 10
        applies_when: 甲 > 0
        not_applicable: full
        value: {formula: 甲, unit: 件, when_denominator_zero: full, when_both_zero: full}
        method: steps
        above: 2
        step: 1
        marks_per_step: 1
        part_step: free
        standard: 标准
        source: ours
cross_checks:
  - {cross_check: 相等, formula: 甲 = 甲, tolerance: 0.1, severity: error, about: 勾稽, source: ours}
"""
CHOOSING = """\
targets_scored_by:
  "≥": {method: ratio, better: higher, zero_below: 60%}
  "≤": {method: ratio, better: lower, window: "[70%, 130%]"}
  "=": {method: ratio, better: closer, over: [{in: "[200%, 300%)", off: 10%, source: ours}]}
  ">": {method: steps, out_of: 10, below: 100%, step: 5%, marks_per_step: 1, part_step: free, when_denominator_zero: 9}
  "<":
    method: curve
    points: [{at: 0, share: 0}, {at: 100%, share: 100%}]
    when_denominator_zero: full
    when_both_zero: full
  定性:
    method: judged
    levels: [{level: 达成, share: "[80%, 100%]"}, {level: 未达成, share: "[0%, 80%)"}]
    entry_step: 0.5
consolidation: {weight: 支出, source: ours}
indicators:
  - group: 产出
    full_marks: 10
    out_of: 20
    applies_when: 支出 > 0
    not_applicable: full
    from: targets
    kinds: [数量, 质量]
    targets_scored_by: {"≥": {method: ratio, better: lower}}
    when_no_rows: missing
    standard: 标准
    source: ours
  - group: 过程
    full_marks: 15
    parts:
      - group: 二者择其一
        full_marks: 5
        choose: one
        by: declared
        source: ours
        parts:
          - indicator: 排名
            code: B01
            full_marks: 5
            value: {formula: place(支出), among: 类别, valid_when: 支出 > 0, when_not_valid: missing}
            method: bands
            bands: [{at: 1, marks: 5, source: ours}, {in: "(, 1)", marks: 5}, {in: "(1, )", marks: 0}]
            source: ours
          - {indicator: 定性, code: B04, full_marks: 5, method: judged, source: ours}
      - group: 可选
        full_marks: 5
        choose: any
        split: even
        source: ours
        parts:
          - {indicator: 折算, code: B02, full_marks: 5, method: converted, from: 考核得分, out_of: 100, source: ours}
          - {indicator: 综合, code: B05, full_marks: 5, method: judged, source: ours}
      - group: 分摊
        full_marks: 5
        choose: any
        split: declared
        source: ours
        parts:
          - {indicator: 达标, code: B03, full_marks: 5, method: judged, source: ours}
          - {indicator: 创新, code: B06, full_marks: 5, method: judged, source: ours}
"""
"""Groups that choose or take the department's targets, a value compared with others, units made one."""


def choosing() -> Any:
    """Return the rule set with targets and choices."""
    others = {"full_marks": "25", "total_at_most": "25", "facts": FACTS, "derived": {}, "cross_checks": []}
    return yaml.load(RULE_SET, LOADER) | others | yaml.load(CHOOSING, LOADER)


def pool(name: str) -> Iterator[Any]:
    """Yield small good files of a kind in which every key stands."""
    if name == "submission":
        yield GIVEN | WHOLE
    elif name == "cases":
        first = {"case": "甲", "about": "一例"} | GIVEN | {"peers": [{"在职人数": FIGURE}], "expect": EXPECTED}
        yield [first, {"case": "乙", "like": "甲", "without": ["编制数"], "expect": {"total": "90"}}]
    else:
        yield yaml.load(RULE_SET, LOADER)
        yield choosing()
        for index, variant in enumerate(VARIANTS):
            yield single(variant, line=LINES[index % len(LINES)]).rule_set
        for line in LINES:
            yield single("bands", line=line).rule_set
