"""YAML, JSON and a row of a table: one submission, one meaning, one sheet but for places."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

import scoring
from generate_files import as_yaml
from promise_checks import alike, as_data
from promised import SAMPLES, SHIPPED, SIZE, Both, complete, holed, of_any, sample
from scoring.documents import read_text
from scoring.engine import score
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
    "judgements": {
        "A02": {"level": "未达成", "marks": "5", "reason": "+不足", "evaluator": "张三"},
        "A03": {"marks": "5"},
    },
    "claims": {"total": "18", "grade": "优", "indicators": {"A01": "5"}, "reasons": {"A01": "无超编"}},
    "choices": {"往来款": "应收账款率", "可选": ["一", "二"]},
}
"""A submission for the small rule set with a thing of every kind."""


@pytest.mark.parametrize("seed", [None, 1, 2, 3, 4, 5])
def test_a_thing_of_every_kind_travels(seed: int | None, tmp_path: Path) -> None:
    document, _ = read_text(as_yaml(EVERYTHING).encode(), "s.yaml", "yaml")
    assert document is not None
    first, _ = read_submission(document, small.rules(), {})
    assert first is not None
    path = write_tables(tmp_path, "t", [EVERYTHING], None if seed is None else random.Random(seed))
    (read,), _ = scoring.inspect_submissions(path, small.rules())
    assert read.fingerprint.meaning == first.fingerprint.meaning
    assert {name: fact.evidence for name, fact in read.facts.items()} == {
        name: fact.evidence for name, fact in first.facts.items()
    }
    assert (read.judgements, read.claims, read.choices) == (first.judgements, first.claims, first.choices)


def test_targets_travel_as_rows_of_their_own(tmp_path: Path) -> None:
    rows = [{"kind": "数量", "indicator": "救助人次", "target": "≥1000", "marks": "10"}]
    path = write_tables(tmp_path, "t", [EVERYTHING | {"targets": rows}, EVERYTHING | {"year": "2022", "targets": []}])
    _, findings = scoring.inspect_submissions(path, small.rules())
    assert [str(one.place) for one in findings if one.code == "S106"] == ["t.targets.csv:2:1"]
