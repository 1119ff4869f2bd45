"""Several units become one department: every way of making one figure, what does not fit, the sheet of the whole."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import permutations
from typing import Any

import pytest

import scoring
from generate_files import as_yaml
from methods.support import INSTITUTION, MONEY, NUMBER, PERCENT, YES_NO, Tree, leaf, read_well, rule_set
from scoring.diagnostics import Language
from scoring.documents.read import read_text
from scoring.engine import score
from scoring.reports.rendering import Screen, render
from scoring.reports.views import explanation
from scoring.reports.views import rule_set as rule_set_view
from scoring.rule_set.model import RuleSet
from scoring.submissions import Given, Rows, Submission, consolidate, read_submission
from scoring.submissions.model import Chosen

FACTS: dict[str, dict[str, Any]] = {
    "执行数": MONEY | {"at_most": "1000"},
    "预算数": MONEY | {"at_least": "1"},
    "人数": {"type": "count"},
    "满意率": PERCENT,
    "公开率": PERCENT | {"consolidate": "mean"},
    "最高额": NUMBER | {"consolidate": "max"},
    "最低额": NUMBER | {"consolidate": "min"},
    "比重": NUMBER | {"consolidate": "weighted"},
    "达标": YES_NO,
    "获奖": YES_NO | {"consolidate": "any"},
    "类别": {"type": "choice", "one_of": ["县", "市"]},
    "批复日期": {"type": "date"},
    "截止日期": {"type": "date", "consolidate": "max"},
    "说明": {"type": "text"},
    "项目": {"type": "table", "columns": {"金额": MONEY, "完成": YES_NO}},
}
FULL = {
    "执行数": "100",
    "预算数": "200",
    "人数": "3",
    "满意率": "95%",
    "公开率": "90%",
    "最高额": "5",
    "最低额": "5",
    "比重": "1",
    "达标": "是",
    "获奖": "否",
    "类别": "县",
    "批复日期": "2023-01-31",
    "截止日期": "2023-06-30",
    "说明": "无",
    "项目": [{"金额": "1", "完成": "是"}],
}
OTHER = FULL | {
    "执行数": "300",
    "预算数": "200",
    "人数": "4",
    "满意率": "80%",
    "公开率": "80%",
    "最高额": "7",
    "最低额": "7",
    "比重": "3",
    "达标": "否",
    "获奖": "是",
    "截止日期": "2023-09-30",
    "项目": [{"金额": "2", "完成": "否"}, {"金额": "3", "完成": "是"}],
}


def written(**more: Any) -> dict[str, Any]:
    """Return a rule set whose indicators use a rate with a formula, an averaged percentage and a judgement."""
    ratio = {"method": "ratio", "actual": "执行数", "target": "预算数", "better": "higher"}
    survey = {"method": "ratio", "actual": "满意率", "target": "100%", "better": "higher"}
    levels = [{"level": "好", "share": "[80%, 100%]"}, {"level": "差", "share": "[0%, 80%)"}]
    parts = [
        leaf("A01", "10", ratio),
        leaf("A02", "10", survey),
        leaf("A03", "10", {"method": "judged", "levels": levels}),
    ]
    options = {"consolidation": {"weight": "执行数", "source": "ours"}} | more
    return rule_set("30", parts, FACTS, **options)


def ruled() -> RuleSet:
    return read_well(written())


def unit(rules: RuleSet, code: str, facts: Tree, **more: Any) -> Submission:
    """Return the submission of one unit, in a file named after its code; refused figures are allowed."""
    institution = {"institution": {"code": code, "name": f"{code}单位"}}
    text = as_yaml(INSTITUTION | institution | {"facts": facts} | more)
    document, findings = read_text(text.encode(), f"{code}.yaml", "yaml")
    assert document is not None, findings
    submission, _ = read_submission(document, rules)
    assert submission is not None
    return submission


def judged(marks: str, level: str = "好", reason: str = "尚有不足", evaluator: str = "张三") -> dict[str, Any]:
    return {"judgements": {"A03": {"level": level, "marks": marks, "reason": reason, "evaluator": evaluator}}}


def together(*units: Submission, rules: RuleSet | None = None) -> tuple[Submission, list[str]]:
    """Return the consolidated submission and the codes and places of the findings; the order of units is nothing."""
    results = [consolidate(rules or ruled(), order, "总", "总局") for order in permutations(units)]
    assert len({repr(one) for one in results}) == 1
    whole, findings = results[0]
    assert whole is not None
    return whole, [f"{one.place} {one.code}" for one in findings]


def value(submission: Submission, name: str) -> Fraction | bool | str | None:
    given = submission.facts.get(name)
    return given.value if isinstance(given, Given) else None


def test_every_way_of_making_one_figure() -> None:
    rules = ruled()
    whole, findings = together(unit(rules, "甲", FULL), unit(rules, "乙", OTHER))
    assert not findings
    expected = {
        "执行数": 400, "预算数": 400, "人数": 7, "满意率": Fraction("0.8375"), "公开率": Fraction("0.85"), "最高额": 7,
        "最低额": 5, "比重": Fraction("2.5"), "达标": False, "获奖": True, "类别": "县", "说明": "无",
    }  # fmt: skip
    assert {name: value(whole, name) for name in expected} == expected
    assert isinstance(whole.facts["批复日期"], Given)
    assert (whole.facts["批复日期"].written, whole.facts["满意率"]) == ("2023-01-31", whole.facts["满意率"])
    late = whole.facts["截止日期"]
    assert isinstance(late, Given)
    assert late.written == "2023-09-30"
    rows = whole.facts["项目"]
    assert isinstance(rows, Rows)
    assert [str(row["金额"].value) for row in rows.rows] == ["2", "3", "1"]  # 乙 before 甲, by code
    assert (whole.code, whole.name, whole.year, whole.file) == ("总", "总局", 2023, "乙.yaml + 甲.yaml")


def test_95_percent_on_100_and_80_percent_on_300() -> None:
    rules = ruled()
    whole, _ = together(unit(rules, "甲", FULL), unit(rules, "乙", OTHER))
    rate = whole.facts["满意率"]
    assert isinstance(rate, Given)
    assert (rate.value, rate.written) == (Fraction("0.8375"), "83.75%")
    assert [(part.code, part.name, part.given.written, part.weight) for part in rate.parts] == [
        ("乙", "乙单位", "80%", Fraction(300)),
        ("甲", "甲单位", "95%", Fraction(100)),
    ]
    sheet = score(rules, whole)
    assert [row.marks for row in sheet.indicators] == [10, Fraction("8.38"), None]
    text = render(explanation.view(sheet, "A02"), "table", Language("zh"), Screen())
    assert "95%" in text
    assert "权数100万元" in text
    parts = json.loads(scoring.to_json(sheet))["indicators"][1]["facts"][0]["parts"]
    assert parts[1] == {"code": "甲", "name": "甲单位", "value": "95", "weight": "100", "place": "甲.yaml:8:8"}
    assert "83.75%" in Language("zh").render(sheet.indicators[1].reason.text)


def test_the_rule_set_says_how_units_are_weighed() -> None:
    assert "平均数按执行数加权" in render(rule_set_view.view(ruled()), "table", Language("zh"), Screen())
    data = json.loads(render(rule_set_view.view(ruled()), "json", Language("zh"), Screen()))
    assert data["consolidation"] == {"weight": "执行数"}


def test_judgements_by_weight() -> None:
    rules = ruled()
    first = unit(rules, "甲", FULL, **judged("10"))
    whole, findings = together(first, unit(rules, "乙", OTHER, **judged("8", reason="未及时", evaluator="李四")))
    assert not findings
    judgement = whole.judgements["A03"]
    assert (judgement.marks, judgement.level) == (Fraction("8.5"), "好")
    assert (judgement.reason, judgement.evaluator) == ("乙单位：未及时；甲单位：尚有不足", "李四、张三")
    other = together(first, unit(rules, "乙", OTHER, **judged("4", "差")))[0].judgements["A03"]
    assert (other.marks, other.level, other.reason, other.evaluator) == (Fraction("5.5"), "", "尚有不足", "张三")
    assert together(first, unit(rules, "乙", OTHER))[0].judgements == {}
    level = {"judgements": {"A03": {"level": "好", "reason": "尚可", "evaluator": "张三"}}}
    alike = together(unit(rules, "甲", FULL, **level), unit(rules, "乙", OTHER, **level))[0].judgements["A03"]
    assert (alike.marks, alike.level) == (None, "好")
    assert together(first, unit(rules, "乙", OTHER, **level))[0].judgements == {}


def without(facts: Tree, *names: str) -> dict[str, Any]:
    return {name: one for name, one in facts.items() if name not in names}


def test_what_is_missing_in_one_unit_is_missing_in_the_whole() -> None:
    rules = ruled()
    partly = without(OTHER, "人数", "达标", "项目", "说明")
    whole, findings = together(unit(rules, "甲", FULL), unit(rules, "乙", partly))
    assert not findings
    assert not {"人数", "达标", "项目", "说明"} & whole.facts.keys()
    assert whole.rejected == ()


def test_what_is_refused_in_one_unit_is_refused_in_the_whole() -> None:
    rules = ruled()
    refused = FULL | {"人数": "三", "项目": [{"金额": "1", "完成": "也许"}]}
    whole, findings = together(unit(rules, "甲", refused), unit(rules, "乙", OTHER))
    assert not findings
    assert "人数" not in whole.facts
    assert whole.rejected == ("人数", "项目[3].完成")
    rows = whole.facts["项目"]
    assert isinstance(rows, Rows)
    assert "完成" not in rows.rows[2]


def test_units_that_do_not_agree() -> None:
    rules = ruled()
    whole, findings = together(unit(rules, "甲", FULL), unit(rules, "乙", OTHER | {"类别": "市", "说明": "有"}))
    assert [one.split()[1] for one in findings] == ["S381", "S381"]
    assert whole.rejected == ("类别", "说明")
    _, raw = consolidate(rules, [unit(rules, "甲", FULL), unit(rules, "乙", OTHER | {"类别": "市"})], "总", "总局")
    assert [one.place.file for one in raw] == ["甲.yaml"]
    assert [place.file for _, place in raw[0].related] == ["乙.yaml"]


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ([without(FULL, "执行数"), OTHER], ["S382"]),
        ([FULL | {"执行数": "-1"}, OTHER], ["S383"]),
        ([FULL | {"执行数": "0"}, OTHER | {"执行数": "0"}], ["S384"]),
        ([FULL | {"执行数": "900"}, OTHER], ["S385"]),
    ],
)
def test_weights_and_limits(changes: Sequence[Tree], codes: list[str]) -> None:
    rules = ruled()
    whole, findings = together(*(unit(rules, code, facts) for code, facts in zip("甲乙", changes, strict=True)))
    assert [one.split()[1] for one in findings] == codes
    assert (value(whole, "满意率") is None) is (codes != ["S385"])
    assert whole.rejected == (("执行数",) if codes == ["S385"] else ())
    assert value(whole, "公开率") == Fraction("0.85")


def test_nothing_is_said_of_weights_that_nobody_needs() -> None:
    rules = ruled()
    plain = without(FULL, "满意率", "比重", "执行数")
    whole, findings = together(unit(rules, "甲", plain), unit(rules, "乙", plain))
    assert not findings
    assert value(whole, "人数") == 6


def test_choices_must_agree() -> None:
    rules = ruled()
    first, second = unit(rules, "甲", FULL), unit(rules, "乙", OTHER)

    def chosen(*choices: dict[str, str]) -> tuple[dict[str, str], list[str]]:
        made = [{group: Chosen((part,)) for group, part in own.items()} for own in choices]
        units = [replace(one, choices=own) for one, own in zip((second, first), made, strict=True)]
        whole, findings = together(*units)
        return {group: part for group, one in whole.choices.items() for part in one.parts}, findings

    assert chosen({"往来款": "应收"}, {"往来款": "应收"}) == ({"往来款": "应收"}, [])
    assert chosen({"往来款": "应收"}, {"往来款": "应付"}) == ({}, ["甲.yaml S381"])
    assert chosen({"往来款": "应收"}, {}) == ({}, [])


def rejected(rules: RuleSet, units: Sequence[Submission]) -> list[str]:
    with pytest.raises(scoring.Rejected) as refused:
        scoring.consolidate(rules, units, code="总", name="总局")
    return [one.code for one in refused.value.findings]


def test_units_that_cannot_be_taken_together() -> None:
    rules = ruled()
    first, second = unit(rules, "甲", FULL), unit(rules, "乙", OTHER)
    assert rejected(rules, []) == ["S388"]
    assert rejected(rules, [first, first]) == ["S380"]
    assert rejected(rules, [first, replace(second, year=2022)]) == ["S386"]
    assert rejected(rules, [first, replace(second, year=None)]) == ["S386"]
    plain = {name: without(fact, "consolidate") for name, fact in FACTS.items()}
    silent = read_well({one: what for one, what in (written() | {"facts": plain}).items() if one != "consolidation"})
    assert rejected(silent, [first]) == ["S387"]
    assert scoring.consolidate(rules, [second, first], code="总", name="总局").code == "总"


@pytest.mark.parametrize("seed", range(8))
def test_one_unit_stays_as_it_is(seed: int) -> None:
    rules, rng = ruled(), random.Random(seed)
    facts = without(rng.choice((FULL, OTHER)), *rng.sample([*FULL], rng.randint(0, 4)))
    one = unit(rules, "甲", facts, **(judged("9") if rng.random() < 0.5 else {}), claims={"total": "30"})
    whole, findings = consolidate(rules, [one], one.code, one.name)
    assert not findings
    assert whole is not None
    assert (whole.facts, whole.rejected, whole.judgements) == (one.facts, one.rejected, one.judgements)
    assert whole.claims.total is None
    before, after = score(rules, one), score(rules, whole)
    assert [row.marks for row in before.indicators] == [row.marks for row in after.indicators]
    assert (before.total, before.missing) == (after.total, after.missing)


def test_the_meaning_is_that_of_the_content() -> None:
    rules = ruled()
    whole, _ = together(unit(rules, "甲", FULL), unit(rules, "乙", OTHER))
    others, _ = together(unit(rules, "丁", OTHER), unit(rules, "丙", FULL))
    assert others.fingerprint.meaning == whole.fingerprint.meaning
    assert others.fingerprint.bytes != whole.fingerprint.bytes
    changed, _ = together(unit(rules, "甲", FULL), unit(rules, "乙", OTHER | {"人数": "5"}))
    assert changed.fingerprint.meaning != whole.fingerprint.meaning
    handed_in = unit(rules, "总", {"人数": "7"})
    less, _ = together(unit(rules, "甲", {"人数": "3"}), unit(rules, "乙", {"人数": "4"}))
    renamed = scoring.consolidate(rules, [handed_in], code="总", name="总局")
    assert less.fingerprint.meaning == renamed.fingerprint.meaning


ROWS = [
    {"kind": "数量", "indicator": "救助人次", "target": "≥100", "actual": "90", "marks": "20"},
    {"kind": "质量", "indicator": "秩序", "target": "明显好转", "marks": "10"},
]
OPINION = {"marks": "8", "reason": "尚有反复", "evaluator": "张三"}


def targeted() -> RuleSet:
    scored_by = {"≥": {"method": "ratio", "better": "higher"}, "定性": {"method": "judged"}}
    own = {"group": "产出", "full_marks": "30", "from": "targets", "kinds": ["数量", "质量"], "source": "ours"}
    weighed = {"consolidation": {"weight": "执行数", "source": "ours"}}
    return read_well(rule_set("30", [own], {"执行数": MONEY}, targets_scored_by=scored_by, **weighed))


def test_units_with_one_table_of_targets() -> None:
    rules = targeted()
    rows = {"targets": ROWS, "judgements": {"T02": OPINION}}
    first = unit(rules, "甲", {"执行数": "100"}, **rows)
    second = unit(rules, "乙", {"执行数": "300"}, targets=ROWS, judgements={"T02": OPINION | {"marks": "4"}})
    whole, findings = together(first, second, rules=rules)
    assert not findings
    assert [row.marks for row in score(rules, whole).indicators] == [18, 5]
    assert whole.rejected == ()
    alone = scoring.consolidate(rules, [first], code="甲", name="甲单位")
    assert alone.fingerprint.meaning == first.fingerprint.meaning
    refused = [ROWS[0] | {"actual": "很多"}, ROWS[1]]
    alike = [unit(rules, code, {"执行数": "1"}, targets=refused) for code in ("甲", "乙")]
    assert together(*alike, rules=rules)[0].rejected == ("T01.actual",)


def test_tables_of_targets_that_differ_are_refused() -> None:
    rules = targeted()
    first = unit(rules, "甲", {"执行数": "100"}, targets=[ROWS[0] | {"actual": "很多"}, ROWS[1]])
    second = unit(rules, "乙", {"执行数": "300"}, targets=ROWS)
    whole, findings = together(first, second, rules=rules)
    assert findings == ["乙.yaml S391"]
    assert (whole.targets, whole.rejected) == (None, ("产出.T",))
    (row,) = score(rules, whole).indicators
    assert row.state.value == "missing_data"
    assert (row.low, row.high) == (Fraction(0), Fraction(30))
    _, (found,) = consolidate(rules, [first, unit(rules, "乙", {"执行数": "1"})], "总", "总局")
    assert "甲单位: 2 rows" in Language("en").render(found.text)
    assert "乙单位: none" in Language("en").render(found.text)
    none = [unit(rules, code, {"执行数": "1"}) for code in ("甲", "乙")]
    assert together(*none, rules=rules)[1] == []


CODES = ("S381", "S382", "S383", "S384", "S385", "S386", "S387", "S388")
"""All that can be wrong with units taken together, besides one that is there twice."""
