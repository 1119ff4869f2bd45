"""Rows of the department's own targets on the sheet: one sheet whichever way it is asked for, nothing left behind."""

from __future__ import annotations

import gc
import weakref
from fractions import Fraction

import pytest

from methods.support import bounds, decimal, read_well, rule_set, submit
from scoring.checks import check
from scoring.diagnostics import Language
from scoring.documents import read_text
from scoring.engine import marks, score
from scoring.engine.effective import effective_rules
from scoring.engine.plan import worked_of
from scoring.methods.contract import MARKS
from scoring.reports import Screen, render
from scoring.reports.score_sheet_json import sheet_data
from scoring.reports.views import explanation, score_sheet
from scoring.rule_set import RuleSet, read_rule_set
from scoring.submissions import Submission, read_submission
from submissions.small import HEAD, rules, target_rules

ROWS = """
  - {kind: 数量, indicator: 救助人次, target: ≥1000, actual: 900, marks: 30}
  - {kind: 成本, indicator: 运转成本, target: ≤90, actual: 100, unit: 万元, marks: 20}
  - {kind: 社会效益, indicator: 秩序改善, target: 明显改善, marks: 20}
  - {kind: 经济效益, indicator: 节约额, target: ≥5, actual: 5, unit: 万元, marks: 10}
  - {kind: 满意度, indicator: 满意率, target: ≥90%, actual: 72%, marks: 10}
judgements: {T03: {level: 达成, marks: 18, reason: 偶有反复, evaluator: 张三}}
"""


def submission(facts: str = "{全年执行数: 45, 全年预算数: 90}", rows: str = ROWS) -> Submission:
    document, findings = read_text(f"{HEAD}facts: {facts}\ntargets:{rows}".encode(), "submission.yaml", "yaml")
    assert document is not None, findings
    found, _ = read_submission(document, target_rules())
    assert found is not None
    return found


def test_each_row_is_an_indicator_in_its_group() -> None:
    sheet = score(target_rules(), submission())
    shown = {one.indicator.code: (one.indicator.path, one.marks) for one in sheet.indicators}
    assert shown == {
        "A01": ((), Fraction(5)),
        "T01": (("产出指标",), Fraction(27)),
        "T02": (("产出指标",), Fraction(18)),
        "T03": (("效益指标", "社会效益指标"), Fraction(18)),
        "T04": (("效益指标", "经济效益指标"), Fraction(10)),
        "T05": (("满意度指标",), Fraction(8)),  # 80% of the target, 10 points below 90%
    }
    assert sheet.total.marks == 86
    assert all(
        one.full_marks == one.marks + one.deduction
        for one in sheet.groups
        if one.marks is not None is not one.deduction
    )


def test_the_sheet_is_that_of_the_rule_set() -> None:
    sheet = score(target_rules(), submission())
    assert sheet.rule_set.fingerprint == target_rules().fingerprint
    assert sheet.rule_set is not target_rules()
    again = score(sheet.rule_set, sheet.submission)
    assert sheet_data(again) == sheet_data(sheet)


def test_a_row_that_does_not_apply_says_so_and_shows_no_workings() -> None:
    rows = "[{kind: 数量, indicator: 演练, target: ≥2, marks: 50, applies: 否, reason: 本年未安排}]"
    sheet = score(target_rules(), submission(rows=f" {rows}\n"))
    row = next(one for one in sheet.indicators if one.indicator.code == "T01")
    sentence = Language("zh").render(row.indicator.lowered.sentence)
    assert "例外：单位填明不适用的，分值不计，总分按比例折算" in sentence
    text = render(explanation.view(sheet, "T01"), "table", Language("zh"), Screen())
    assert "演算过程" not in text
    assert "演算过程" in render(explanation.view(sheet, "A01"), "table", Language("zh"), Screen())


def test_a_value_of_a_row_is_its_completion_rate() -> None:
    reason = score(target_rules(), submission()).indicators[5].reason
    assert Language("zh").render(reason.text).startswith("“满意率”完成率80.00%")
    assert Language("en").render(reason.text).startswith("the completion rate of 满意率 80.00%")


def test_a_rule_set_without_target_groups_stays_itself() -> None:
    assert effective_rules(rules(), submission()) is rules()


@pytest.mark.parametrize("facts", ["{全年执行数: 45, 全年预算数: 90}", "{全年预算数: 90}"])
def test_the_first_sheet_is_the_same_as_the_tenth_and_as_the_marks_alone(facts: str) -> None:
    given = submission(facts)
    sheets = [sheet_data(score(target_rules(), given)) for _ in range(3)]
    assert sheets[0] == sheets[1] == sheets[2]
    own = effective_rules(target_rules(), given)
    programs = worked_of(own).ready()
    assert [program is not None for program in programs] == [True, False, False, False, False, False]
    alone, sheet = marks(target_rules(), given), score(target_rules(), given)
    assert (alone.total, alone.marks) == (sheet.total.marks, tuple(one.marks for one in sheet.indicators))


def test_sheets_of_a_batch_are_not_kept() -> None:
    sheets = [score(target_rules(), submission()) for _ in range(3)]
    held = [weakref.ref(sheet.rule_set) for sheet in sheets]
    assert all(sheet.indicators[1].reason.text for sheet in sheets)
    del sheets
    gc.collect()
    assert [one() for one in held] == [None] * 3


def test_a_rule_set_is_not_kept_either() -> None:
    held = weakref.ref(_read_again())
    gc.collect()
    assert held() is None


def _read_again() -> RuleSet:
    head = "language: 1\nrule_set: own\ntitle: 表\nversion: 1.0.0\nfull_marks: 10\n"
    head += "sources: {ours: {title: 约定, status: constructed}}\nfacts: {}\n"
    head += "rounding: {step: 0.01, mode: half_up, at: indicator, source: ours}\n"
    head += "grades: {basis: exact, floors: {优: 9, 差: 0}, source: ours}\n"
    tree = "indicators: [{indicator: 评价, code: A01, full_marks: 10, method: judged, source: ours}]\n"
    document, findings = read_text((head + tree).encode(), "rules.yaml", "yaml")
    assert document is not None, findings
    found, _ = read_rule_set(document)
    assert found is not None
    assert worked_of(found).rules is found
    return found


def test_a_table_that_is_missing_goes_by_the_name_of_its_group() -> None:
    document, _ = read_text(f"{HEAD}facts: {{全年执行数: 45}}".encode(), "submission.yaml", "yaml")
    assert document is not None
    missing, _ = read_submission(document, target_rules())
    assert missing is not None
    sheet = score(target_rules(), missing)
    shown = render(score_sheet.view(sheet), "table", Language("zh"), Screen(100))
    alone = render(explanation.view(sheet, "产出指标.T"), "table", Language("zh"), Screen(100))
    assert "产出指标（绩效目标表） 未填报 产出指标（绩效目标表）" in " ".join(shown.split())
    assert alone.startswith("产出指标（绩效目标表）\n")
    assert "● 产出指标（绩效目标表）：数据缺失" in alone
    assert ".T" not in shown + alone


def test_whether_a_row_applies_is_asked_by_its_code() -> None:
    sheet = score(target_rules(), submission(rows=ROWS.replace("actual: 72%", "actual: 72%, applies: 也许")))
    shown = render(score_sheet.view(sheet), "table", Language("zh"), Screen(100))
    assert "数据缺失：T05 满意率是否适用" in shown
    assert "T05 满意率是否适用  已填但不能采用  T05" in shown


def test_a_first_level_indicator_stands_in_no_group() -> None:
    sheet = score(target_rules(), submission())
    shown = render(explanation.view(sheet, "A01"), "table", Language("zh"), Screen(100))
    assert "所属" not in shown
    assert "所属" in render(explanation.view(sheet, "T01"), "table", Language("zh"), Screen(100))


def test_what_stands_in_place_of_a_method_computes_nothing() -> None:
    document, findings = read_text(f"{HEAD}facts: {{}}\n".encode(), "submission.yaml", "yaml")
    assert document is not None, findings
    found, _ = read_submission(document, target_rules())
    assert found is not None
    row = score(target_rules(), found).indicators[1]
    assert (row.indicator.method.name, [step.name for step in row.steps]) == ("targets", [MARKS])
    assert str(row.reason.code) == "missing_data"


OUT_OF = """language: 1
rule_set: own
title: 表
version: 1.0.0
full_marks: 20
sources: {ours: {title: 约定, status: constructed}}
rounding: {step: 0.01, mode: half_up, at: indicator, source: ours}
grades: {basis: exact, floors: {优: 18, 差: 0}, source: ours}
facts: {}
targets_scored_by:
  "≥":
    method: bands
    out_of: 100
    bands: [{in: "(, 80%)", marks: 0}, {in: "[80%, 100%)", marks: 60}, {in: "[100%, )", marks: 100}]
    when_denominator_zero: 50
  定性: {method: judged, out_of: 3, levels: [{level: 好, marks: 3}, {level: 中, marks: 2}, {level: 差, marks: 0}]}
indicators:
  - {group: 产出, full_marks: 20, out_of: 40, from: targets, kinds: [数量, 质量], source: ours}
"""


@pytest.mark.parametrize(
    ("figures", "marks", "reason"),
    [
        (("≥100", "100"), "6", "bands.full"),
        (("≥100", "85"), "3.6", "bands.band"),  # 60 of 100 on 12 of 40 marks, of which each counts half
        (("≥100", "79.99"), "0", "bands.band"),
        (("≥0", "3"), "3", "value.zero_marks"),
    ],
)
def test_a_rule_for_rows_may_count_on_a_scale_of_its_own(figures: tuple[str, str], marks: str, reason: str) -> None:
    document, findings = read_text(OUT_OF.encode(), "rules.yaml", "yaml")
    assert document is not None, findings
    own, found = read_rule_set(document)
    assert own is not None, found
    assert not (*found, *check(own))
    target, actual = figures
    rows = f"[{{kind: 数量, indicator: 甲, target: {target}, actual: {actual}, marks: 12}}"
    rows += ", {kind: 质量, indicator: 乙, target: 明显好转, marks: 28}]"
    judged = "{乙: {level: 中, marks: 2, reason: 尚有反复, evaluator: 张三}}"
    text = f"{HEAD}facts: {{}}\ntargets: {rows}\njudgements: {judged}\n"
    document, findings = read_text(text.encode(), "s.yaml", "yaml")
    assert document is not None, findings
    given, findings = read_submission(document, own)
    assert given is not None
    assert not findings
    first, second = score(own, given).indicators
    assert (decimal(first.marks), first.reason.code) == (marks, reason)
    assert first.full_marks == 6
    assert decimal(second.marks) == "9.33"  # 2 of 3 on 28 of 40 marks, of which each counts half
    for text in (Language("zh").render(one.reason.text) for one in (first, second)):
        assert "折算" in text


CONDITIONAL = """language: 1
rule_set: own
title: 表
version: 1.0.0
full_marks: 20
sources: {ours: {title: 约定, status: constructed}}
rounding: {step: 1, mode: half_even, at: total, source: ours}
grades: {basis: exact, floors: {优: 18, 差: 0}, source: ours}
facts: {有项目: {type: yes_no}}
targets_scored_by: {"≥": {method: judged}}
indicators:
  - {indicator: 评价, code: A01, full_marks: 10, method: judged, source: ours}
  - group: 产出
    full_marks: 10
    applies_when: 有项目
    not_applicable: zero
    from: targets
    kinds: [数量]
    standard: 按年初绩效目标评分。
    targets_scored_by: {"≥": {method: ratio, better: higher}}
    when_no_rows: full
    source: ours
"""


@pytest.mark.parametrize(
    ("facts", "targets", "expected"),
    [
        ("{有项目: 是}", "[{kind: 数量, indicator: 甲, target: ≥2, actual: 1, marks: 10}]", [("T01", "scored", 5, 5)]),
        ("{有项目: 否}", "[{kind: 数量, indicator: 甲, target: ≥2, marks: 10}]", [("T01", "not_applicable", 0, 0)]),
        ("{}", "[{kind: 数量, indicator: 甲, target: ≥2, actual: 2, marks: 10}]", [("T01", "missing_data", 0, 10)]),
        ("{有项目: 是}", "[]", [("产出.T", "scored", 10, 10)]),
        ("{有项目: 否}", "[]", [("产出.T", "not_applicable", 0, 0)]),
        ("{有项目: 是}", "3", [("产出.T", "missing_data", 0, 10)]),
        ("{有项目: 是}", "[{kind: 数量, indicator: 甲, target: ≥2, marks: 5}]", [("产出.T", "missing_data", 0, 10)]),
    ],
)
def test_the_condition_of_a_group_holds_for_its_rows(
    facts: str, targets: str, expected: list[tuple[str, str, int, int]]
) -> None:
    document, findings = read_text(CONDITIONAL.encode(), "rules.yaml", "yaml")
    assert document is not None, findings
    own, found = read_rule_set(document)
    assert own is not None, found
    assert not [*found, *check(own)]
    document, findings = read_text(f"{HEAD}facts: {facts}\ntargets: {targets}\n".encode(), "s.yaml", "yaml")
    assert document is not None, findings
    given, findings = read_submission(document, own)
    assert given is not None
    sheet = score(own, given)
    rows = [(one.indicator.code, one.state.value, int(one.low), int(one.high)) for one in sheet.indicators[1:]]
    assert rows == expected
    assert sheet.indicators[1].indicator.standard == "按年初绩效目标评分。" or rows[0][0] == "产出.T"
    assert [finding.code for finding in findings] == {"3": ["D202"], "[]": []}.get(
        targets, ["S365"] if "marks: 5}" in targets else []
    )


@pytest.mark.parametrize(("shares", "codes"), [(("33.33", "33.34", "33.33"), ["S365"] * 3), (("33.3", "66.7"), [])])
@pytest.mark.parametrize("at", ["indicator", "total"])
def test_what_a_row_counts_for_after_conversion_is_whole_steps(
    shares: tuple[str, ...], codes: list[str], at: str
) -> None:
    scored = {"≥": {"method": "ratio", "better": "higher"}}
    own = {"group": "产出", "full_marks": "10", "out_of": "100", "from": "targets", "kinds": ["数量"], "source": "ours"}
    rounding = {"step": "0.01", "mode": "half_up", "at": at, "source": "ours"}
    ready = read_well(rule_set("10", [own | {"targets_scored_by": scored}], {}, rounding=rounding))
    row = {"kind": "数量", "indicator": "人次", "target": "≥1", "actual": "1"}
    given, findings = submit(ready, {}, targets=[row | {"marks": share} for share in shares])
    assert [one[:4] for one in findings] == codes
    made = score(ready, given)
    assert bounds(made.total) == (("0", "10") if codes else ("10", "10"))
    assert not any(one.deduction for one in made.indicators)
