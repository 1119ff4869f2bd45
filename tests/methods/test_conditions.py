"""Conditions method: 岳阳市 table #6, 资金结余."""

from __future__ import annotations

from typing import Any

import pytest

from methods.support import MONEY, One, check_reason, read_well, reason_codes

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
