"""What may be asked for by which name: rule sets by their folder or path, indicators by code or name, other years."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.running import COMPLETED, ROOT, run, text
from scoring.cli.called import indicator_called
from scoring.rule_set import load_rule_set
from scoring.rule_set.load import locate

RULES = """language: 1
rule_set: small
title: 小表
version: 1.0.0
full_marks: 10
sources: {ours: {title: 约定, status: constructed}}
rounding: {step: 0.01, mode: half_up, at: indicator, source: ours}
grades: {basis: exact, floors: {优: 9, 差: 0}, source: ours}
facts: {甲: {type: count}}
indicators:
  - group: 产出
    full_marks: 6
    parts:
      - {indicator: 完成情况, code: A01, full_marks: 6, method: incidents, count: 甲, marks_each: 1, source: ours}
  - group: 效益
    full_marks: 4
    parts:
      - {indicator: 完成情况, code: B01, full_marks: 2, method: incidents, count: 甲, marks_each: 1, source: ours}
      - {indicator: 满意度, code: B02, full_marks: 2, method: incidents, count: 甲, marks_each: 1, source: ours}
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return a folder with a rule set in a folder of another name, and a file beside it."""
    (tmp_path / "sets" / "mine").mkdir(parents=True)
    (tmp_path / "sets" / "mine" / "rule-set.yaml").write_text(RULES, encoding="utf-8")
    (tmp_path / "sets" / "rules.yaml").write_text(RULES.replace("marks: 6,", "marks: 7,"), encoding="utf-8")
    return tmp_path


def test_rule_sets_are_listed_by_the_name_that_can_be_typed(own: Path) -> None:
    listed = run("rules", "--rules", "sets", cwd=own).stdout.decode()
    assert "mine（文件中写的是small）" in listed
    assert "yueyang-2018 " in listed
    data = json.loads(run("rules", "--rules", "sets", "--format", "json", cwd=own).stdout)
    assert [(one["name"], one["id"]) for one in data] == [("mine", "small"), ("yueyang-2018", "yueyang-2018")]
    assert run("show", "mine", "--rules", "sets", cwd=own).returncode == 0


def test_a_path_stays_as_it_was_written(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(own)
    (finding,) = load_rule_set("sets/none.yaml")[1]
    assert str(finding.place).startswith("sets/none.yaml")
    for written, listed in (
        ("sets/rules.yaml", "sets/rules.yaml"),
        ("./sets/mine", "sets/mine/rule-set.yaml"),
        (str(own / "sets" / "rules.yaml"), "rules.yaml"),
        (str(own / "sets" / "mine"), "mine/rule-set.yaml"),
        ("sets/../sets/mine", "mine/rule-set.yaml"),
        ("yueyang-2018", "yueyang-2018/rule-set.yaml"),
    ):
        shelf, _ = locate(written)
        assert shelf is not None
        assert shelf.listed == listed


def test_check_names_the_path(own: Path) -> None:
    assert run("check", "sets/rules.yaml", cwd=own).stdout.decode().startswith("sets/rules.yaml:12:17: ")


@pytest.mark.parametrize(
    ("asked", "found", "code", "names"),
    [
        ("b01", "B01", "", ""),
        ("满意度", "B02", "", ""),
        ("完成情况", None, "C124", "A01、B01"),
        ("效益", None, "C125", "B01、B02"),
        ("成本", None, "", ""),
    ],
)
def test_which_indicator_is_meant(own: Path, asked: str, found: str | None, code: str, names: str) -> None:
    rules, _ = load_rule_set(str(own / "sets" / "mine"))
    assert rules is not None
    one, finding = indicator_called(asked, rules)
    assert (None if one is None else one.code) == found
    assert ("" if finding is None else finding.code) == code
    if names:
        done = run("show", str(own / "sets" / "mine"), asked)
        assert (done.returncode, names in done.stderr.decode()) == (2, True)


def test_a_group_is_no_indicator_of_a_sheet_either() -> None:
    done = run("explain", COMPLETED, "投入", "-r", "yueyang-2018")
    assert done.returncode == 2
    assert "“投入”是一组指标，不是指标" in done.stderr.decode()


def test_another_year_is_scored_if_that_is_asked_for(tmp_path: Path) -> None:
    # nothing beside it: quotations and evidence are not what is tested
    given = (ROOT / COMPLETED).read_text("utf-8").replace("year: 2023", "year: 2001", 1)
    (tmp_path / "a.yaml").write_text(given, encoding="utf-8")
    refused = run("score", "a.yaml", "-r", "yueyang-2018", cwd=tmp_path)
    assert "S103" in refused.stderr.decode()
    assert "--any-year" in refused.stderr.decode()
    scored = run("score", "a.yaml", "-r", "yueyang-2018", "--any-year", cwd=tmp_path)
    assert "S103" not in scored.stderr.decode()
    explained = run("explain", "a.yaml", "A01", "-r", "yueyang-2018", "--any-year", cwd=tmp_path)
    assert "S103" not in explained.stderr.decode()
    assert explained.stdout


@pytest.mark.parametrize("cells", ["60", "50"])
def test_ids_of_rule_sets_are_never_broken(cells: str) -> None:
    assert "yueyang-2018 " in text("rules", COLUMNS=cells)
