"""What was once accepted keeps its meaning: every record of language 1 is read and scored again.

A failure here means that files people have written now say something else. That is not mended by changing the record.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

import freeze
from freeze import answers, checksum, checksums, records

RECORDS = records()


def test_no_record_was_edited_or_taken_away() -> None:
    assert {name: checksum(name) for name in RECORDS} == checksums()


@pytest.mark.parametrize("name", RECORDS)
def test_an_accepted_file_keeps_its_meaning(name: str) -> None:
    record = RECORDS[name]
    now = answers(record["rule_set"]["text"], [one["text"] for one in record["submissions"]])
    assert now["rule_set"] == record["rule_set"]
    for then, again in zip(record["submissions"], now["submissions"], strict=True):
        assert again["meaning"] == then["meaning"]
        said_again(again["sheet"], then["sheet"])


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
    assert {name for name, _, _ in freeze.candidates()} <= RECORDS.keys(), "python tests/freeze.py grow"


def test_growing_touches_no_old_record(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(freeze, "FOLDER", tmp_path)
    monkeypatch.setattr(freeze, "CHECKSUMS", tmp_path / "CHECKSUMS")
    all_of_them = list(freeze.candidates())
    monkeypatch.setattr(freeze, "candidates", lambda: all_of_them[:2])
    assert freeze.grow() == [name for name, _, _ in all_of_them[:2]]
    old = tmp_path / f"{all_of_them[0][0]}.yaml"
    old.write_text("touched", encoding="utf-8")
    monkeypatch.setattr(freeze, "candidates", lambda: all_of_them[:3])
    assert freeze.grow() == [all_of_them[2][0]]
    assert old.read_text(encoding="utf-8") == "touched"
    assert freeze.checksums().keys() == {name for name, _, _ in all_of_them[:3]}
    assert freeze.checksum(all_of_them[0][0]) != freeze.checksums()[all_of_them[0][0]]


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
