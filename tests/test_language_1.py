"""What was once accepted keeps its meaning: every record of language 1 is read and scored again.

A failure here means that files people have written now say something else. That is not mended by changing the record.
"""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import freeze
from freeze import answers, checksum, checksums, lines
from freeze_candidates import Candidate, candidates

RECORDS = lines()


def test_no_record_was_edited_or_taken_away() -> None:
    assert {name: checksum(line) for name, line in RECORDS.items()} == checksums()


@pytest.mark.parametrize("name", RECORDS)
def test_an_accepted_file_keeps_its_meaning(name: str) -> None:
    record = json.loads(RECORDS[name])
    now = answers(record["name"], record["rules"], [(one["how"], one["texts"]) for one in record["given"]])
    assert now["meaning"] == record["meaning"]
    for again, then in zip(now["given"], record["given"], strict=True):
        assert again["meanings"] == then["meanings"]
        for sheet, before in zip(again["sheets"], then["sheets"], strict=True):
            said_again(sheet, before)


def said_again(now: Any, then: Any) -> None:
    """Fail unless *now* says all that *then* said: what was certain is the same, what was open is at most narrower."""
    within(now["total"], then["total"])
    assert now["indicators"].keys() == then["indicators"].keys()
    for code, row in then["indicators"].items():
        within(now["indicators"][code], row)
    assert len(now["lines"]) == len(then["lines"])
    for again, line in zip(now["lines"], then["lines"], strict=True):
        within(again, line)
    if then["grade"][0] == then["grade"][1]:
        assert now["grade"] == then["grade"]


def within(now: dict[str, str], then: dict[str, str]) -> None:
    """Fail unless marks that were certain are the same, with state and reason, and others lie where they could lie."""
    if "marks" in then:
        assert now == then
        return
    low, high = (Fraction(now.get(end, now.get("marks", ""))) for end in ("low", "high"))
    assert Fraction(then["low"]) <= low <= high <= Fraction(then["high"])


def test_every_kind_and_variant_has_a_record() -> None:
    assert {one.full_name for one in candidates()} <= RECORDS.keys(), "python tests/freeze.py grow"


def test_growing_touches_no_old_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(freeze, "FOLDER", tmp_path)
    monkeypatch.setattr(freeze, "CHECKSUMS", tmp_path / "CHECKSUMS")
    first, second, third = KINDS_OF_TWO
    monkeypatch.setattr(freeze, "candidates", lambda: (first, second))
    assert freeze.grow() == [first.full_name, second.full_name]
    old = tmp_path / f"{first.family}.jsonl"
    touched = old.read_text(encoding="utf-8").replace("甲", "乙")
    old.write_text(touched, encoding="utf-8")
    monkeypatch.setattr(freeze, "candidates", lambda: (first, second, third))
    assert freeze.grow() == [third.full_name]
    assert old.read_text(encoding="utf-8").startswith(touched)
    assert freeze.checksums().keys() == freeze.lines().keys() == {one.full_name for one in KINDS_OF_TWO}
    assert freeze.checksum(freeze.lines()[first.full_name]) != freeze.checksums()[first.full_name]


RULES = """\
language: 1
rule_set: small
title: 甲
version: 1.0.0
full_marks: 10
sources: {ours: {title: 约定, status: constructed}}
rounding: {step: 0.01, mode: half_up, at: indicator, source: ours}
grades: {basis: exact, floors: {优: 9, 差: 0}, source: ours}
facts: {例数: {type: count}}
indicators:
  - {indicator: 违规, code: A01, full_marks: 10, method: incidents, count: 例数, marks_each: 1, source: ours}
"""
SUBMISSION = "{language: 1, institution: {code: '1', name: 甲}, year: 2023, facts: {例数: 2}}\n"
KINDS_OF_TWO = tuple(Candidate(family, name, RULES, [("alone", [SUBMISSION])]) for family, name in ("ax", "ay", "bx"))


@pytest.mark.parametrize(
    ("now", "then", "same"),
    [
        ({"marks": "1"}, {"marks": "1"}, True),
        ({"marks": "2"}, {"marks": "1"}, False),
        ({"marks": "2"}, {"low": "1", "high": "3"}, True),
        ({"low": "1", "high": "2"}, {"low": "1", "high": "3"}, True),
        ({"low": "0", "high": "2"}, {"low": "1", "high": "3"}, False),
        ({"low": "1", "high": "1"}, {"marks": "1"}, False),
    ],
)
def test_what_was_open_may_only_become_narrower(now: dict[str, str], then: dict[str, str], same: bool) -> None:
    if same:
        within(now, then)
    else:
        with pytest.raises(AssertionError):
            within(now, then)
