from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

import scoring
from scoring.rule_set import RuleSet
from scoring.submissions import Submission
from scoring.version import VERSION

ROOT = Path(__file__).resolve().parent.parent


def test_the_version_stands_in_one_place() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == VERSION
    assert f"## {VERSION}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_reading_and_scoring() -> None:
    rules = scoring.read_rule_set("yueyang-2018")
    submission = scoring.read_submission(scoring.sample("linxiang-rescue-station-2023-completed"), rules)
    sheet = scoring.score(rules, submission)
    assert sheet.total.marks == sheet.total.exact == 98
    assert sheet.grade.certain
    alone = scoring.marks(rules, submission)
    assert list(alone.marks) == [row.marks for row in sheet.indicators]
    assert json.loads(scoring.to_json(sheet))["total"]["marks"] == "98.00"


def test_what_cannot_be_used_is_rejected_with_all_findings(tmp_path: Path) -> None:
    with pytest.raises(scoring.Rejected) as unknown:
        scoring.read_rule_set("yueyang-2019")
    assert [one.code for one in unknown.value.findings] == ["C102"]
    assert "C102" in str(unknown.value)
    rules = scoring.read_rule_set("yueyang-2018")
    bad = tmp_path / "bad.yaml"
    bad.write_text(
        "language: 1\ninstitution: {code: x, name: y}\nyear: 2023\nfacts: {在职人数: 半个, 编制数: 9}\n",
        encoding="utf-8",
    )
    with pytest.raises(scoring.Rejected) as refused:
        scoring.read_submission(bad, rules)
    assert [one.place.line for one in refused.value.findings] == [4]
    assert str(tmp_path) not in str(refused.value)
    read, findings = scoring.inspect(bad, rules)
    assert isinstance(read, Submission)
    assert read.rejected == ("在职人数",)
    assert findings == refused.value.findings


def test_inspecting_a_rule_set() -> None:
    rules, findings = scoring.inspect(ROOT / "rules" / "yueyang-2018" / "rule-set.yaml")
    assert isinstance(rules, RuleSet)
    assert findings == ()
    nothing, findings = scoring.inspect(ROOT / "rules" / "no-such" / "rule-set.yaml")
    assert nothing is None
    assert findings


def test_no_path_of_a_machine_stands_in_the_project() -> None:
    private = re.compile(r"/(?:home|root|work|Users)/\w")
    folders = ("src", "rules", "samples", "benchmarks", ".ci")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.suffix in TEXTS]
    files += [path for path in ROOT.iterdir() if path.suffix in TEXTS]
    found = [
        f"{path.name}: {match[0]}"
        for path in files
        for match in [private.search(path.read_text(encoding="utf-8"))]
        if match and "listed_name" not in path.read_text(encoding="utf-8")
    ]
    assert found == []


TEXTS = {".py", ".yaml", ".md", ".toml", ".po", ".json", ".txt", ".lark"}
