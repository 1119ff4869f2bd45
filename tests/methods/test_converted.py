"""Converted method: 45 of 50 on 8 marks is 7.2 (M27, an illustration)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from methods.support import COUNT, MONEY, NUMBER, PERCENT, One, bounds, check_reason, decimal, read_well, said
from scoring.checks import check
from scoring.methods.converted import METHOD
from scoring.rule_set.part_keys import line_keys

OTHER = One("8", {"method": "converted", "from": "考核得分", "out_of": "50"}, {"考核得分": NUMBER | {"unit": "分"}})


@pytest.mark.parametrize(
    ("given", "marks"), [("45", "7.2"), ("50", "8"), ("0", "0"), ("51", "8"), ("-1", "0"), ("49.99", "8")]
)
def test_m27_marks_of_another_scale(given: str, marks: str) -> None:
    assert OTHER.marks(考核得分=given) == marks


def test_marks_are_exact() -> None:
    third = One("8", {**OTHER.keys, "out_of": "30", "from": "甲 + 乙"}, {"甲": NUMBER, "乙": COUNT})
    assert third.row({"甲": "10", "乙": "1"}).exact == Fraction(44, 15)
    assert bounds(third.row({"甲": "10"})) == ("2.67", "8")


@pytest.mark.parametrize(
    ("given", "code", "figures"),
    [
        ("45", "converted.some", ("考核得分", "45", "50", "7.2", "8", "0.8")),
        ("50", "converted.full", ("考核得分", "50", "8")),
        ("52", "converted.above", ("考核得分", "52", "50")),
        ("-3", "converted.below", ("考核得分", "-3", "50", "8")),
    ],
)
def test_reasons_name_their_figures(given: str, code: str, figures: tuple[str, ...]) -> None:
    check_reason(OTHER.row({"考核得分": given}), code, *figures)


def test_a_mark_outside_its_scale_warns() -> None:
    (indicator,) = read_well(OTHER.rules).indicators
    assert {one.code: one.warns for one in indicator.lowered.reasons} == {
        "converted.above": True,
        "converted.full": False,
        "converted.below": True,
        "converted.some": False,
    }


@pytest.mark.parametrize(
    ("keys", "finding"), [({"out_of": "0"}, "R363"), ({"out_of": "50%"}, "R115"), ({"from": "考核"}, "E201")]
)
def test_findings(keys: dict[str, Any], finding: str) -> None:
    (found,) = OTHER.findings(**keys)
    assert found.startswith(finding)


@pytest.mark.parametrize("fact", [MONEY, PERCENT, COUNT | {"unit": "人"}, NUMBER | {"unit": "万分"}])
def test_a_mark_has_no_other_unit(fact: dict[str, str]) -> None:
    (found,) = One("8", OTHER.keys, {"考核得分": fact}).findings()
    assert found.startswith("R326")


def test_full_marks_out_of_reach_are_found() -> None:
    assert not check(read_well(OTHER.rules))
    low = One("8", OTHER.keys, {"考核得分": NUMBER | {"at_most": "40"}})
    (found,) = said(check(read_well(low.rules)))
    assert found.startswith("R205")
    assert decimal(low.row({"考核得分": "40"}).marks) == "6.4"


def test_the_scale_must_be_written() -> None:
    keys = {key: value for key, value in OTHER.keys.items() if key != "out_of"}
    (found,) = One("8", keys, OTHER.facts).findings()
    assert found.startswith("D206")
    assert "out_of" in found


@pytest.mark.parametrize("kind", ["add", "take"])
def test_the_scale_of_a_line_must_be_written(kind: str) -> None:
    assert "out_of" in line_keys(kind, METHOD).required
    assert "out_of" in line_keys(kind).optional
