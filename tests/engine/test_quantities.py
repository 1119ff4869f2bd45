"""Money, persons, areas, days, dates and choices, from the submission to the marks."""

from __future__ import annotations

from typing import Any

import pytest

from methods.support import COUNT, MONEY, NUMBER, One, bounds, read, read_well, said, submit

FACTS: dict[str, Any] = {
    "支出": MONEY,
    "年初预算": {"type": "money", "unit": "元"},
    "专项": {"type": "money", "unit": "亿元"},
    "人数": COUNT | {"unit": "人"},
    "人次": COUNT | {"unit": "人次"},
    "标准": NUMBER | {"unit": "元/人"},
    "面积": NUMBER | {"unit": "㎡"},
    "造价": NUMBER | {"unit": "元/㎡"},
    "期限": NUMBER | {"unit": "天"},
    "年限": NUMBER | {"unit": "年"},
    "开工": {"type": "date"},
    "完工": {"type": "date"},
    "类别": {"type": "choice", "one_of": ["基建", "运转", "基本建设"]},
}


def when(condition: str, facts: dict[str, Any] = FACTS, **more: Any) -> One:
    """Return an indicator that brings 10 marks if *condition* holds."""
    rows = [{"when": condition, "marks": "10", "says": "是"}, {"otherwise": "true", "marks": "0", "says": "否"}]
    return One("10", {"method": "conditions", "conditions": rows, **more}, facts)


def refused(condition: str) -> list[str]:
    """Return the codes of what is wrong with a condition."""
    return [one.split()[0] for one in said(read(when(condition).rules)[1])]


@pytest.mark.parametrize(
    ("condition", "equal", "more"),
    [
        ("支出 ≥ 年初预算", {"支出": "1", "年初预算": "10000"}, {"年初预算": "10000.01"}),
        ("专项 ≥ 支出", {"专项": "0.5", "支出": "5000"}, {"支出": "5000.01"}),
        ("专项 - 支出 ≥ 年初预算", {"专项": "1", "支出": "9999", "年初预算": "10000"}, {"年初预算": "10001"}),
        ("标准 × 人数 ≥ 支出", {"标准": "500", "人数": "20", "支出": "1"}, {"支出": "1.01"}),
        ("标准 ≥ 年初预算 / max(人数, 1)", {"标准": "500", "人数": "2", "年初预算": "1000"}, {"年初预算": "1001"}),
        ("造价 × 面积 ≥ 支出", {"造价": "2000", "面积": "5.5", "支出": "1.1"}, {"支出": "1.2"}),
        ("期限 ≥ 完工 - 开工", {"期限": "29", "开工": "2024-02-01", "完工": "2024-03-01"}, {"完工": "2024-03-02"}),
        ("开工 + 期限 ≥ 完工", {"期限": "365", "开工": "2023-02-01", "完工": "2024-02-01"}, {"完工": "2024-02-02"}),
        ("完工 - 30 ≤ 开工", {"开工": "2023-12-02", "完工": "2024-01-01"}, {"开工": "2023-12-01"}),
        ("max(开工, 完工) ≤ 开工", {"开工": "2023-12-31", "完工": "2023-12-31"}, {"完工": "2024-01-01"}),
    ],
)
def test_quantities_of_one_kind_are_computed_with(condition: str, equal: dict[str, str], more: dict[str, str]) -> None:
    assert when(condition).marks(**equal) == "10"
    assert when(condition).marks(**equal | more) == "0"


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ("支出 × 人数 > 支出", "E301"),
        ("支出 + 人数 > 0", "E301"),
        ("人数 > 人次", "E301"),
        ("面积 > 支出", "E301"),
        ("期限 > 年限", "E301"),
        ("标准 > 支出", "E301"),
        ("标准 × 面积 > 年初预算", "E301"),
        ("支出 > 50%", "E301"),
        ("if 支出 > 0 then 支出 > 人数 else 支出 > 0", "E301"),
        ("max(支出, 人数) > 0", "E301"),
        ("完工 > 期限", "E308"),
        ("完工 + 开工 > 完工", "E308"),
        ("完工 + 年限 > 开工", "E308"),
        ("完工 + 支出 > 开工", "E308"),
        ("完工 > 2023", "E308"),
        ("完工 - 开工 > 年限", "E301"),
        ("完工 × 2 > 0", "E312"),
        ("类别 > 基建", "E316"),
        ("类别 = 基健", "E315"),
        ("类别 = 支出", "E315"),
        ("类别", "E307"),
    ],
)
def test_quantities_of_unlike_kinds_are_refused(condition: str, code: str) -> None:
    assert refused(condition) == [code]


def test_the_finding_about_an_unknown_word_names_the_nearest() -> None:
    (found,) = said(read(when("类别 = 基本建社").rules)[1])
    assert found == "E319 “基本建社” is not one of the words of “类别”; did you mean “基本建设”?"
    (found,) = said(read(when("类别 = 教育").rules)[1])
    assert found == "E315 “教育” is not one of the words of “类别”"


def test_choices_are_compared() -> None:
    infrastructure = when("类别 = 基建 或 类别 = 基本建设")
    assert [infrastructure.marks(类别=word) for word in ("基建", "基本建设", "运转")] == ["10", "10", "0"]
    assert when("类别 ≠ 运转").marks(类别="运转") == "0"
    assert bounds(infrastructure.row({})) == ("0", "10")
    assert bounds(when("类别 = 基建 或 类别 = 基本建设 或 类别 = 运转").row({})) == ("10", "10")
    assert bounds(when("类别 = 基建 且 类别 = 运转").row({})) == ("0", "0")


@pytest.mark.parametrize(
    ("name", "written", "value"),
    [
        ("支出", "1.5亿元", "15000"),
        ("支出", "15000元", "1.5"),
        ("支出", {"value": "0.5", "unit": "亿元"}, "5000"),
        ("年初预算", "1.5万元", "15000"),
        ("专项", "15000万元", "1.5"),
        ("标准", "0.05万元/人", "500"),
        ("造价", "0.2万元/㎡", "2000"),
        ("面积", "0.5万㎡", "5000"),
    ],
)
def test_figures_are_converted_to_the_declared_unit(name: str, written: Any, value: str) -> None:
    same = when(f"{name} = {value}")
    submission, findings = submit(read_well(same.rules), {name: written})
    assert [one.split()[0] for one in findings] == ["S224"]
    assert str(submission.facts[name].value) == str(submit(read_well(same.rules), {name: value})[0].facts[name].value)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("期限", "1年"),
        ("年限", "365天"),
        ("人数", "9人次"),
        ("面积", "9万元"),
        ("标准", "500元"),
        ("标准", "500元/㎡"),
        ("支出", "9人"),
    ],
)
def test_figures_in_another_kind_of_unit_are_refused(name: str, written: str) -> None:
    submission, findings = submit(read_well(when(f"{name} > 0").rules), {name: written})
    assert [one.split()[0] for one in findings] == ["S221"]
    assert submission.rejected == (name,)


def test_days_between_dates_are_steps() -> None:
    late = {"method": "steps", "above": "30", "step": "10", "marks_per_step": "2", "part_step": "free"}
    days = One("10", {"value": {"unit": "天", "formula": "完工 - 开工"}, **late}, FACTS)
    assert days.marks(开工="2024-01-01", 完工="2024-01-31") == "10"
    assert days.marks(开工="2024-01-01", 完工="2024-02-09") == "10"
    assert days.marks(开工="2024-01-01", 完工="2024-02-10") == "8"
    assert days.marks(开工="2024-01-01", 完工="2023-12-01") == "10"
    assert bounds(days.row({"开工": "2024-01-01"})) == ("0", "10")
