"""Bands method: 岳阳市 tables #3 (lower ends inclusive) and #4 (upper ends inclusive, a point), two-sided tolerance."""

from __future__ import annotations

from typing import Any

import pytest

from methods.support import NUMBER, PERCENT, One, check_reason, read_well, reason_codes

SHARE = {"value": {"formula": "安排率", "unit": "%"}, "method": "bands"}
PRIORITY = One(
    "5",
    SHARE
    | {
        "bands": [
            {"in": "[90%, )", "marks": "5"},
            {"in": "[80%, 90%)", "marks": "4"},
            {"in": "[70%, 80%)", "marks": "3"},
            {"in": "[60%, 70%)", "marks": "2"},
            {"in": "(, 60%)", "marks": "0"},
        ]
    },
    {"安排率": PERCENT},
)
ADJUSTED = One(
    "3",
    SHARE
    | {
        "bands": [
            {"in": "(, 0)", "marks": "2", "source": "ours"},
            {"at": "0", "marks": "3"},
            {"in": "(0, 10%]", "marks": "2"},
            {"in": "(10%, 20%]", "marks": "1"},
            {"in": "(20%, 30%]", "marks": "0.5"},
            {"in": "(30%, )", "marks": "0"},
        ]
    },
    {"安排率": PERCENT},
)
TOLERANCE = One(
    "5",
    {"value": {"formula": "abs((预算 - 实际) / 预算)", "unit": "%"}, "method": "bands"}
    | {
        "bands": [
            {"in": "[0%, 10%]", "marks": "5"},
            {"in": "(10%, 15%]", "marks": "3"},
            {"in": "(15%, 20%]", "marks": "1"},
            {"in": "(20%, )", "marks": "0"},
        ]
    },
    {"预算": {"type": "number", "at_least": "1"}, "实际": NUMBER},
)


@pytest.mark.parametrize(
    ("share", "marks"),
    [("79.99%", "3"), ("80%", "4"), ("90%", "5"), ("89.999%", "4"), ("60%", "2"), ("59.99%", "0"), ("250%", "5")],
)
def test_m3_lower_ends_inclusive(share: str, marks: str) -> None:
    assert PRIORITY.marks(安排率=share) == marks


@pytest.mark.parametrize(
    ("share", "marks"),
    [
        ("-0.01%", "2"),
        ("0%", "3"),
        ("0.01%", "2"),
        ("10%", "2"),
        ("10.01%", "1"),
        ("20%", "1"),
        ("30%", "0.5"),
        ("30.01%", "0"),
    ],
)
def test_m4_upper_ends_inclusive_and_a_point(share: str, marks: str) -> None:
    assert ADJUSTED.marks(安排率=share) == marks


@pytest.mark.parametrize(
    ("actual", "marks"), [("112", "3"), ("88", "3"), ("110", "5"), ("115", "3"), ("80", "1"), ("79.99", "0")]
)
def test_m16_two_sided_tolerance(actual: str, marks: str) -> None:
    assert TOLERANCE.marks(预算="100", 实际=actual) == marks


@pytest.mark.parametrize(
    ("share", "code", "figures"),
    [
        ("-5%", "bands.band", ("-5.00%", "< 0%", "2", "1")),
        ("0%", "bands.full", ("0.00%", "0%", "3")),
        ("10%", "bands.band", ("10.00%", "(0%, 10%]", "2", "1")),
        ("25%", "bands.band", ("25.00%", "(20%, 30%]", "0.5", "2.5")),
        ("31%", "bands.band", ("31.00%", "> 30%", "0", "3")),
    ],
)
def test_reasons_name_their_figures(share: str, code: str, figures: tuple[str, ...]) -> None:
    check_reason(ADJUSTED.row({"安排率": share}), code, *figures)


def test_no_other_reason() -> None:
    assert {*reason_codes(read_well(ADJUSTED.rules))} == {"bands.full", "bands.band"}


def test_order_of_writing_does_not_matter() -> None:
    upside_down = One("3", {**ADJUSTED.keys, "bands": ADJUSTED.keys["bands"][::-1]}, ADJUSTED.facts)
    for share in ("-1%", "0%", "10%", "30.01%"):
        assert upside_down.marks(安排率=share) == ADJUSTED.marks(安排率=share)


def test_a_band_inside_another_without_an_upper_end_is_never_asked_for() -> None:
    """A check reports such bands; scored all the same, the first that holds the value counts."""
    twice = [{"in": "(, 50%)", "marks": "0"}, {"in": "[50%, )", "marks": "5"}, {"in": "[80%, )", "marks": "4"}]
    doubled = One("5", SHARE | {"bands": twice}, {"安排率": PERCENT})
    assert [doubled.marks(安排率=one) for one in ("49%", "50%", "80%", "99%")] == ["0", "5", "5", "5"]


def test_one_band_is_enough() -> None:
    assert One("5", SHARE | {"bands": [{"in": "(, )", "marks": "4"}]}, {"安排率": PERCENT}).marks(安排率="3%") == "4"


@pytest.mark.parametrize(
    ("band", "finding"),
    [
        ({"marks": "1"}, "R122"),
        ({"in": "[0%, 1%]", "at": "0", "marks": "1"}, "R122"),
        ({"at": "5", "marks": "1"}, "R110"),
        ({"at": "5%", "marks": "-1"}, "R112"),
        ({"at": "5%", "marks": "50%"}, "R115"),
    ],
)
def test_findings(band: dict[str, Any], finding: str) -> None:
    (found,) = PRIORITY.findings(bands=[band])
    assert found.startswith(finding)


def test_findings_about_the_list() -> None:
    assert PRIORITY.findings(bands=[])[0].startswith("R128")
    assert PRIORITY.findings(bands=[{"at": f"{one}%", "marks": "1"} for one in range(51)])[0].startswith("R129")
    plain = One(
        "5", {**SHARE, "value": {"formula": "安排率"}, "bands": [{"at": "5%", "marks": "1"}]}, {"安排率": NUMBER}
    )
    assert plain.findings()[0].startswith("R111")
