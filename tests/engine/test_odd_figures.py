"""Marks that rest on odd figures are a finding (S390) on the sheet; the marks stand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.running import run
from engine.lined import totalled
from generate_files import as_yaml
from methods.support import INSTITUTION, NUMBER, Tree, group, leaf, rule_set, sheet
from scoring.diagnostics import Language, Severity
from scoring.engine import ScoreSheet

FACTS = {"完成数": NUMBER, "计划数": NUMBER, "考核得分": NUMBER}
RATIO = {"method": "ratio", "actual": "完成数", "target": "计划数", "better": "higher"}
GIVEN_ELSEWHERE = {"method": "converted", "from": "考核得分", "out_of": "50"}
RULES = rule_set("18", [leaf("A01", "10", RATIO), leaf("A02", "8", GIVEN_ELSEWHERE)], FACTS)
ODD = {"完成数": "-3", "计划数": "-2"}
USUAL = {"完成数": "2", "计划数": "2", "考核得分": "45"}


def found(made: ScoreSheet, language: str = "en") -> list[str]:
    assert {(one.code, one.severity) for one in made.findings} <= {("S390", Severity.WARNING)}
    return [Language(language).render(one.text) for one in made.findings]


def test_usual_figures_are_no_finding() -> None:
    assert sheet(RULES, USUAL).findings == ()


def test_a_ratio_without_a_divisor_is_a_finding_at_its_figures() -> None:
    made = sheet(RULES, USUAL | ODD)
    assert made.indicators[0].marks == 0
    (one,) = made.findings
    (said,) = found(made)
    assert said.startswith("A01 指标A01 rests on odd figures: 完成数 -3 misses the target 计划数 -2")
    assert found(made, "zh")[0].startswith("A01 指标A01所依据的数据反常：")
    assert one.hint is not None
    ((caption, other),) = one.related
    assert Language("en").render(caption) == "计划数 -2"
    assert [str(one.place), str(other)] == ["submission.yaml:4:14", "submission.yaml:4:23"]


@pytest.mark.parametrize(("given", "marks"), [("51", "8"), ("-1", "0")])
def test_a_mark_outside_its_scale_is_a_finding(given: str, marks: str) -> None:
    made = sheet(RULES, USUAL | {"考核得分": given})
    assert str(made.indicators[1].marks) == marks
    assert len(found(made)) == 1


def test_what_is_open_or_not_applicable_warns_of_nothing() -> None:
    assert sheet(RULES, {"计划数": "-2", "考核得分": "45"}).findings == ()
    may = leaf("A01", "10", RATIO, applies_when="考核得分 > 0", not_applicable="full")
    assert sheet(rule_set("10", [may], FACTS), ODD | {"考核得分": "0"}).findings == ()


def test_what_was_not_given_is_not_named() -> None:
    either = RATIO | {"target": "if 考核得分 > 0 then 计划数 else 备用数"}
    rules = rule_set("10", [leaf("A01", "10", either)], FACTS | {"备用数": NUMBER})
    (one,) = sheet(rules, ODD | {"考核得分": "1"}).findings
    assert len(one.related) == 2


def test_constants_alone_leave_only_the_file_to_name() -> None:
    rules = rule_set("10", [leaf("A01", "10", RATIO | {"actual": "-1", "target": "0"})], FACTS)
    (one,) = sheet(rules, {}).findings
    assert (one.place.file, one.place.line, one.related) == ("submission.yaml", 0, ())


@pytest.mark.parametrize("kind", ["add", "take"])
def test_lines_warn_too(kind: str) -> None:
    rule = {"method": "ratio", "actual": "执行数 - 10", "target": "预算数 - 10", "better": "higher"}
    given = {"执行数": "1", "预算数": "5"}
    line: Tree = {kind: "5"} | rule
    made = totalled(line, marks="90", given=given)
    assert [text.split(" rests")[0] for text in found(made)] == ["第1行"]
    assert found(totalled(line, marks="90", given=given | {"预算数": "20"})) == []
    assert found(totalled(line, marks="90", given={"执行数": "1"})) == []


@pytest.mark.parametrize("how", [{"choose": "one", "by": "better"}, {"choose": "one", "by": "declared"}])
def test_an_open_choice_warns_of_what_is_certain_whatever_is_chosen(how: Tree) -> None:
    both = group("选择", "10", leaf("A01", "10", RATIO), leaf("A02", "10", RATIO), **how)
    rules = rule_set("20", [both, leaf("A03", "10", RATIO | {"actual": "考核得分"})], FACTS)
    made = sheet(rules, ODD | {"完成数": "-2", "考核得分": "-5"})
    assert [text.split(" rests")[0] for text in found(made)] == ["A03 指标A03"]


def test_score_says_so_and_exits_0(tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_text(as_yaml(RULES), encoding="utf-8")
    data = INSTITUTION | {"facts": USUAL | ODD}
    (tmp_path / "submission.yaml").write_text(as_yaml(data), encoding="utf-8")
    done = run("score", "submission.yaml", "-r", "rules.yaml", "--format", "json", cwd=tmp_path)
    assert done.returncode == 0
    assert "submission.yaml:4:14" in done.stderr.decode()
    assert "S390" in done.stderr.decode()
    (listed,) = json.loads(done.stdout)["findings"]
    assert (listed["code"], listed["severity"]) == ("S390", "warning")
