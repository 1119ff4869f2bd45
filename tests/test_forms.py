"""YAML, JSON and a row of a table: one submission, one meaning, one sheet but for places."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import scoring
from generate_files import as_yaml
from methods.support import read_well, said
from promise_checks import alike, as_data
from promised import SAMPLES, SHIPPED, SIZE, Both, complete, holed, of_any, sample
from scoring.documents import read_text
from scoring.engine import score
from scoring.rule_set import RuleSet
from scoring.submissions import read_submission
from submissions import small
from table_forms import portable, write_tables

TABLE_NOTES = {"D109", "D222", "D223"}
"""What is said about how a table was written, and about nothing in it."""


def assert_one(both: Both, submissions: list[dict[str, Any]], folder: Path, rng: random.Random | None) -> None:
    """Check that *submissions* as YAML, as a list in JSON and as rows come to the same."""
    rules = both.rules
    wanted = [both.with_data(data) for data in submissions]
    table = write_tables(folder, "t", submissions, rng)
    listed = folder / "t.json"
    listed.write_text(json.dumps(submissions, ensure_ascii=False), encoding="utf-8")
    for path in (table, listed):
        read, _ = scoring.inspect_submissions(path, rules)
        assert [one.code for one in read] == [data["institution"]["code"] for data in submissions]
        for one, first in zip(read, wanted, strict=True):
            alone, findings = scoring.inspect(f"{path}#{one.code}", rules)
            assert alone == one
            findings = tuple(finding for finding in findings if finding.code not in TABLE_NOTES)
            assert one.fingerprint.meaning == first.submission.fingerprint.meaning
            assert alike(as_data(score(rules, one, findings=findings))) == alike(as_data(first.sheet()))


def several(both: Both, rng: random.Random) -> list[dict[str, Any]]:
    """Return submissions of several institutions for one rule set."""
    found = [both, holed(both, rng), holed(both, rng)]
    return [
        portable(one.data) | {"institution": {"code": f"00{number}", "name": f"第{number}单位"}}
        for number, one in enumerate(found, 1)
    ]


@pytest.mark.parametrize("seed", range(6 * SIZE))
def test_generated_submissions_are_one_in_every_form(seed: int, tmp_path: Path) -> None:
    rng = random.Random(f"forms {seed}")
    both = of_any(rng)
    assert_one(both, several(both, rng), tmp_path, rng)


@pytest.mark.parametrize("name", SHIPPED)
def test_submissions_for_shipped_rule_sets_are_one_in_every_form(name: str, tmp_path: Path) -> None:
    rng = random.Random(f"forms {name}")
    both = complete(name, rng, 0.5)
    assert_one(both, several(both, rng), tmp_path, rng)


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_are_one_in_every_form(name: str, tmp_path: Path) -> None:
    both = sample(name)
    assert_one(both, [portable(both.data)], tmp_path, None)


EVERYTHING = {
    "language": "1",
    "institution": {"code": "'001", "name": '“甲”,"乙"单位'},
    "year": "2023",
    "facts": {
        "在职人数": {"value": "9", "unit": "人", "evidence": "花名册；2023"},
        "支出合计": {"value": "1862800", "unit": "元"},
        "满意率": "95.5%",
        "因公出国(境)费": "0",
        "已公开": "是",
        "方式": "询价",
        "公开日期": "2023-06-30",
        "说明": '=两行；\n有\t“引号”和""，也有\'',
        "专项资金": {
            "value": [{"名称": "路", "金额": {"value": "1", "unit": "元"}}, {"名称": "-桥", "按期": "否"}],
            "evidence": "台账",
        },
    },
    "targets": [
        {"kind": "数量", "indicator": "救助人次", "target": "≥1000", "actual": "1136", "unit": "人次", "marks": "4"},
        {"kind": "成本", "indicator": "人均成本", "target": "≤5%", "actual": "4.5%", "marks": "3", "evidence": "决算"},
        {"kind": "数量", "indicator": "培训", "target": ">3", "unit": "期", "marks": "3"},
        {"kind": "质量", "indicator": "秩序", "target": "明显好转", "actual": "好转", "marks": "6", "code": "Q1"},
        {"kind": "质量", "indicator": "达标率", "target": "=100%", "actual": "97%", "marks": "2"},
        {"kind": "数量", "indicator": "演练", "target": "≥1", "marks": "2", "applies": "否", "reason": "本年未安排"},
    ],
    "judgements": {
        "Q1": {"level": "达成", "marks": "5", "reason": "偶有反复", "evaluator": "李四"},
        "A02": {"level": "未达成", "marks": "5", "reason": "+不足", "evaluator": "张三"},
        "A03": {"marks": "5"},
    },
    "claims": {"total": "18", "grade": "优", "indicators": {"A01": "5"}, "reasons": {"A01": "无超编"}},
    "choices": {"往来款": "应收账款率", "可选": ["X11", "三"], "自定": {"X21": "12", "X22": "8"}},
}
"""A submission with a thing of every kind."""


@cache
def everything_rules() -> RuleSet:
    """Return the small rule set with a group of targets, and a group of every kind that leaves a choice."""
    written = yaml.load((small.HERE / "rule-set.yaml").read_text("utf-8"), yaml.BaseLoader)
    ratio = {"method": "ratio", "better": "higher"}
    levels = [{"level": "达成", "share": "[80%, 100%]"}, {"level": "未达成", "share": "[0%, 80%)"}]
    written["targets_scored_by"] = {
        "≥": ratio,
        ">": ratio,
        "≤": ratio | {"better": "lower"},
        "=": ratio | {"better": "closer"},
        "定性": {"method": "judged", "levels": levels},
    }
    kinds = {"from": "targets", "kinds": ["数量", "质量", "成本"], "not_applicable": "rescale", "source": "ours"}
    written["indicators"] += [
        {"group": "绩效", "full_marks": "20", **kinds},
        pool("往来款", ("应收账款率", "变动率"), 0, choose="one", by="declared"),
        pool("可选", ("一", "二", "三"), 11, choose="any", split="even"),
        pool("自定", ("甲", "乙"), 21, choose="any", split="declared"),
    ]
    return read_well(written | {"full_marks": "100"})


def pool(name: str, parts: Sequence[str], first: int, **how: str) -> dict[str, Any]:
    """Return a group of 20 marks that chooses among *parts*, each scored by whether it is published."""
    public = {"full_marks": "20", "method": "yes_no", "fact": "已公开", "expected": "是", "source": "ours"}
    leaves = [{"indicator": part, "code": f"X{number:02d}"} | public for number, part in enumerate(parts, first)]
    return {"group": name, "full_marks": "20", "parts": leaves} | how


@pytest.mark.parametrize("seed", [None, 1, 2, 3, 4, 5])
@pytest.mark.parametrize("shared", [True, False])
def test_a_thing_of_every_kind_travels(seed: int | None, shared: bool, tmp_path: Path) -> None:
    rules = everything_rules()
    data = EVERYTHING if shared else EVERYTHING | {"choices": {"往来款": "X01", "可选": "二"}}
    document, _ = read_text(as_yaml(data).encode(), "s.yaml", "yaml")
    assert document is not None
    first, found = read_submission(document, rules, {})
    assert first is not None
    assert {one.code for one in found} <= {"S224", "S312"}, said(found)
    table = write_tables(tmp_path, "t", [data], None if seed is None else random.Random(seed))
    (tmp_path / "t.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    for path in (table, tmp_path / "t.json"):
        (read,), _ = scoring.inspect_submissions(path, rules)
        assert read.fingerprint.meaning == first.fingerprint.meaning
        assert {name: fact.evidence for name, fact in read.facts.items()} == {
            name: fact.evidence for name, fact in first.facts.items()
        }
        assert (read.judgements, read.claims, read.choices) == (first.judgements, first.claims, first.choices)
        assert (read.targets, len(read.choices)) == (first.targets, 3 if shared else 2)
        assert alike(as_data(score(rules, read))) == alike(as_data(score(rules, first)))


def test_targets_travel_as_rows_of_their_own(tmp_path: Path) -> None:
    plain = {key: one for key, one in EVERYTHING.items() if key not in ("targets", "choices")}
    rows = [{"kind": "数量", "indicator": "救助人次", "target": "≥1000", "marks": "10"}]
    path = write_tables(tmp_path, "t", [plain | {"targets": rows}, plain | {"year": "2022", "targets": []}])
    _, findings = scoring.inspect_submissions(path, small.rules())
    assert [str(one.place) for one in findings if one.code == "S106"] == ["t.targets.csv:2:1"]


CHOSEN = "单位编码,年度,group,part,marks"


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        (["自定,甲,20"], []),
        (["自定,甲,", "自定,乙,20"], ["D207"]),
        (["自定,甲,"], ["D201"]),
        (["自定,甲,5", "自定,甲,15"], ["S346"]),
        (["往来款,X01,20"], ["S452"]),
        (["往来款,X01,", "往来款,X02,"], ["S452"]),
        ([",X01,"], ["S340"]),
        (["可选,,"], ["D207"]),
        ([",,"], []),
    ],
)
def test_what_rows_of_choices_may_say(rows: list[str], codes: list[str], tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("单位编码,单位名称,年度,在职人数\n001,甲,2023,9\n", encoding="utf-8")
    (tmp_path / "t.choices.csv").write_text("\n".join([CHOSEN, *(f"001,2023,{row}" for row in rows)]), encoding="utf-8")
    _, findings = scoring.inspect_submissions(tmp_path / "t.csv", everything_rules())
    assert [one.code for one in findings] == codes, said(findings)
