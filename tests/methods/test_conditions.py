"""Conditions method: 岳阳市 table #6, 资金结余."""

from __future__ import annotations

from typing import Any

import pytest

from methods.support import MONEY, NUMBER, One, check_reason, decimal, leaf, read_well, reason_codes, rule_set, sheet
from scoring.diagnostics import Language

BALANCE = One(
    "3",
    {
        "method": "conditions",
        "conditions": [
            {"when": "年末结余 = 0", "marks": "3", "says": "无结余"},
            {"when": "年末结余 ≤ 上年结转", "marks": "2", "says": "有结余但不超过上年结转"},
            {"otherwise": "true", "marks": "0", "source": "ours"},
        ],
    },
    {"年末结余": MONEY, "上年结转": MONEY},
)


@pytest.mark.parametrize(
    ("left", "carried", "marks"),
    [("0", "8", "3"), ("5", "8", "2"), ("8", "8", "2"), ("8.01", "8", "0"), ("0", "0", "3")],
)
def test_m5_the_first_condition_that_holds_counts(left: str, carried: str, marks: str) -> None:
    assert BALANCE.marks(年末结余=left, 上年结转=carried) == marks


@pytest.mark.parametrize(
    ("left", "code", "figures"),
    [
        ("0", "conditions.full", ("无结余", "年末结余", "0", "上年结转", "8万元", "3")),
        ("5", "conditions.case", ("有结余但不超过上年结转", "5万元", "8万元", "2", "1")),
        ("9", "conditions.case", ("9万元", "8万元", "0", "3")),
    ],
)
def test_reasons_name_their_figures(left: str, code: str, figures: tuple[str, ...]) -> None:
    check_reason(BALANCE.row({"年末结余": left, "上年结转": "8"}), code, *figures)


def test_a_condition_without_words_is_said_as_it_is_written() -> None:
    conditions = [{"when": "年末结余 = 0", "marks": "3"}, {"otherwise": "true", "marks": "1"}]
    bare = One("3", {"method": "conditions", "conditions": conditions}, BALANCE.facts)
    check_reason(bare.row({"年末结余": "0", "上年结转": "8"}), "conditions.full", "年末结余 = 0", "3")
    assert {*reason_codes(read_well(bare.rules))} == {"conditions.full", "conditions.case"}


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        ([{"marks": "1"}, {"otherwise": "true", "marks": "0"}], "R123"),
        ([{"when": "年末结余 = 0", "otherwise": "true", "marks": "0"}], "R123"),
        ([{"when": "年末结余 = 0", "marks": "1"}], "R124"),
        ([{"otherwise": "true", "marks": "1"}, {"otherwise": "true", "marks": "0"}], "R125"),
        ([{"otherwise": "true", "marks": "-1"}], "R112"),
        ([], "R128"),
    ],
)
def test_findings(rows: list[dict[str, Any]], finding: str) -> None:
    (found,) = BALANCE.findings(conditions=rows)
    assert found.startswith(finding)


ON_MARKS = [{"when": "marks(A01) ≥ 5", "marks": "10", "says": "好"}, {"otherwise": "true", "marks": "0", "says": "差"}]


@pytest.mark.parametrize(
    ("actual", "applies", "found"),
    [
        ("30", "marks(A01) ≥ 2", "差（A01得分3），得0分，扣10分"),
        ("10", "marks(A01) ≥ 2", "“指标A02”不适用：不符合适用条件“得分(A01)≥2”（A01得分1）；分值10分，不得分"),
        ("0", "甲 > 0", "“指标A02”不适用：不符合适用条件“甲>0”（甲0、A01得分0）；分值10分，不得分"),
    ],
)
def test_what_rests_on_the_marks_of_another_names_them(actual: str, applies: str, found: str) -> None:
    first = leaf("A01", "10", {"method": "ratio", "actual": "甲", "target": "100", "better": "higher"})
    more = {"applies_when": applies, "not_applicable": "zero"}
    second = leaf("A02", "10", {"method": "conditions", "conditions": ON_MARKS}, **more)
    line: dict[str, Any] = {"line": "扣", "take": "3", "method": "conditions", "source": "ours"}
    line["conditions"] = [{"when": "marks(A01) ≥ 5", "marks": "3"}, {"otherwise": "true", "marks": "1", "says": "差"}]
    made = sheet(rule_set("20", [first, second], {"甲": NUMBER}, total=[line]), {"甲": actual})
    assert Language("zh").render(made.indicators[1].reason.text) == found
    (taken,) = made.lines
    assert taken.reason is not None
    assert f"（A01得分{decimal(made.indicators[0].marks)}）" in Language("zh").render(taken.reason.text)


def test_marks_that_are_not_counted_are_named() -> None:
    first = leaf(
        "A01",
        "10",
        {"method": "ratio", "actual": "甲", "target": "100", "better": "higher"},
        applies_when="甲 > 0",
        not_applicable="rescale",
    )
    second = leaf("A02", "10", {"method": "conditions", "conditions": ON_MARKS}, not_applicable="zero")
    made = sheet(rule_set("20", [first, second], {"甲": NUMBER}), {"甲": "0"})
    assert "（A01不计分）" in Language("zh").render(made.indicators[1].reason.text)


def test_brackets_are_never_empty() -> None:
    always = One("5", {"method": "conditions", "conditions": [{"otherwise": "true", "marks": "3"}]}, BALANCE.facts)
    text = Language("zh").render(always.row({}).reason.text)
    assert text == "其余情形（无论数据如何），得3分，扣2分"
