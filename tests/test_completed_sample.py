"""The samples from Linxiang: 98.00 and 优 once completed, an interval as published; every figure moved across its next
threshold and back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

import scoring
from oracle_completions import decimal
from promise_checks import CHINESE, as_data
from promised import COMPLETED, Both, plain, sample
from scoring.diagnostics import Quantity
from scoring.engine import ScoreSheet
from scoring.engine.sheet import Scored
from scoring.rule_set.model import FactType

PUBLISHED = "linxiang-rescue-station-2023"
WHOLE = sample(COMPLETED)
RULES = WHOLE.rules
FACTS = tuple(WHOLE.data["facts"])
READ = tuple(name for name in FACTS if any(name in one.inputs for one in RULES.indicators))
UNREAD = tuple(name for name in FACTS if name not in READ)
MOST_DOUBLINGS = 24
THRESHOLDS: dict[str, tuple[str, str]] = {
    "在职人数": ("", "10"),  # 10 ÷ 9 is 11 percentage points above 100%
    "编制数": ("8", ""),
    "项目支出": ("", "0.01"),  # then no project is a key project
    "重点项目支出": ("", "0.01"),  # then more than nothing of nothing: undefined
    "本年三公经费": ("", "0.01"),
    "上年三公经费": ("", ""),
    "本年三公经费预算": ("", ""),
    "年初预算数": ("142.79", ""),  # 14.28 ÷ 142.80 is exactly 10%
    "预算调整数": ("0", "17.21"),  # 17.20 ÷ 172 is exactly 10%
    "年末结余": ("", "0.01"),
    "上年结转": ("", ""),
    "公用经费": ("", "17.21"),  # 1% of 17.03 is 0.1703
    "公用经费预算": ("16.86", ""),
    "违反财经制度例数": ("", "1"),
    "审批手续不全例数": ("", "1"),
    "未经评估论证例数": ("", "1"),
    "不符批复用途例数": ("", "1"),
    "截留挤占挪用虚列例数": ("", "1"),
    "政府采购预算": ("4.76", "5.27"),  # 105% and 95%
    "政府采购金额": ("4.74", "5.26"),
    "固定资产总额": ("", "60.11"),  # marks are rounded: 3 × 60 ÷ 60.10 is still 3.00
    "在用固定资产": ("59.89", ""),
    "资产账实不符例数": ("", "1"),
    "资产处置不合规例数": ("", "1"),
    "资产收益未缴例数": ("", "1"),
    "计划工作数": ("", "11"),
    "实际完成工作数": ("9", ""),
    "及时完成工作数": ("9", ""),
    "质量达标工作数": ("9", ""),
    "重点工作交办数": ("", "4"),
    "重点工作完成数": ("2", ""),
    "有效问卷份数": ("0", "54"),  # 48 ÷ 54 is below 90%
    "满意份数": ("44", ""),
}
"""Where the marks change next, downwards and upwards, worked out by hand; "" where they never do."""


def by_code(sheet: ScoreSheet) -> dict[str, Scored]:
    """Return the indicators of a sheet by their codes."""
    return {one.indicator.code: one for one in sheet.indicators}


@cache
def before() -> ScoreSheet:
    """The sheet of the completed sample as it stands."""
    return WHOLE.sheet()


def moved(name: str, value: Any) -> ScoreSheet:
    """Return the sheet with another value of one fact; its quotation, which would not hold it, goes."""
    lines = WHOLE.submission_text.split("\n")
    (index,) = (index for index, line in enumerate(lines) if line.startswith(f"  {name}:"))
    lines[index] = f"  {name}: {value}"
    return Both(WHOLE.rule_set_text, "\n".join(lines)).sheet()


# ---- as shipped -----------------------------------------------------------------------------------------------------


def test_the_completed_sample_has_98_marks_and_is_excellent() -> None:
    sheet = before()
    data = as_data(sheet)
    assert data["total"] == {"marks": "98.00", "exact": "98", "low": "98.00", "high": "98.00", "full_marks": "100"}
    assert data["grade"] == {"name": "优", "english": "excellent", "low": "优", "high": "优", "certain": True}
    assert data["claimed"] == {"marks": "98", "grade": "优", "difference": "0.00"}
    assert (data["missing"], data["findings"], data["lines"]) == ([], [], [])
    lost = {one["code"]: one for one in data["indicators"] if one["deduction"] != "0.00"}
    assert {code: one["deduction"] for code, one in lost.items()} == {"B01": "1.00", "F02": "1.00"}
    assert lost["B01"]["value"]["substituted"] == "14.28万元÷172万元"
    assert lost["B01"]["value"]["shown"] == "8.30%"
    assert lost["B01"]["reason"]["text"] == "预算调整率8.30%，落入(0%, 10%]档，得2分，扣1分"
    opinion = "职业乞讨人员劝离后又返，街面管理成效尚不稳固，在达成档内扣1分"
    for part in ("演示评价人（虚构）", "达成", "得4分（满分5分），扣1分", opinion):
        assert part in lost["F02"]["reason"]["text"]


def test_the_published_report_has_an_interval_and_no_grade() -> None:
    sheet = sample(PUBLISHED).sheet()
    data = as_data(sheet)
    assert data["total"] == {"marks": None, "exact": None, "low": "11.00", "high": "100.00", "full_marks": "100"}
    assert data["grade"] == {"name": None, "english": None, "low": "差", "high": "优", "certain": False}
    assert data["claimed"] == {"marks": "98", "grade": "优", "difference": None}
    assert data["findings"] == []
    given = loaded_names(sample(PUBLISHED))
    absent = {name for name in RULES.facts if name not in given}
    read = {name for one in RULES.indicators for name in one.inputs}
    listed = {one["name"] for one in data["missing"] if one["lacking"] == "fact"}
    assert listed == absent & read
    assert {one["name"] for one in data["missing"] if one["lacking"] == "judgement"} == {"F01", "F02", "F03"}
    for one in data["missing"]:
        assert one["codes"], one
    assert absent & read == {name for name in READ if name not in given}


def loaded_names(both: Both) -> set[str]:
    """Return the names of the facts that are given."""
    return set(both.data["facts"])


# ---- every figure moved ---------------------------------------------------------------------------------------------


def unit_of(name: str) -> Fraction:
    """Return the smallest step of a fact as declared."""
    return Fraction(1, 10 ** (RULES.facts[name].decimals or 0))


def candidates(name: str, sign: int) -> Iterator[Fraction]:
    """Yield values ever further away: one unit, then two, four, …, as the domain allows; zero is not left out."""
    fact, start = RULES.facts[name], Fraction(plain(WHOLE.data["facts"][name]))
    least = Fraction(0) if fact.type is FactType.COUNT else fact.at_least
    last = start
    for doubling in range(MOST_DOUBLINGS):
        value = start + sign * unit_of(name) * 2**doubling
        if value < 0 < last:
            yield Fraction(0)
        if least is not None and value < least:
            return
        yield value
        last = value


def marks_of(name: str, value: Fraction) -> tuple[Fraction | None, ...]:
    """Return the marks on the sheet with another value of one fact."""
    return tuple(one.marks for one in moved(name, decimal(value)).indicators)


def next_threshold(name: str, sign: int) -> Fraction | None:
    """Return the nearest value in one direction with which the marks change; None if there is none."""
    usual = tuple(one.marks for one in before().indicators)
    inside = Fraction(plain(WHOLE.data["facts"][name]))
    for beyond in candidates(name, sign):
        if marks_of(name, beyond) != usual:
            return bisected(lambda value: marks_of(name, value) != usual, inside, beyond, unit_of(name))
        inside = beyond
    return None


def bisected(changes: Callable[[Fraction], bool], inside: Fraction, beyond: Fraction, unit: Fraction) -> Fraction:
    """Return the first value from *inside* to *beyond*, in whole units, that changes something."""
    while abs(beyond - inside) > unit:
        middle = inside + round((beyond - inside) / 2 / unit) * unit
        inside, beyond = (inside, middle) if changes(middle) else (middle, beyond)
    return beyond


def assert_changed(name: str, after: ScoreSheet) -> None:
    """Indicators that read the fact say so: figures, formula and, where marks changed, reason; others do not."""
    first, then = by_code(before()), by_code(after)
    changed = [code for code, one in first.items() if one.marks != then[code].marks]
    assert changed
    for code, one in then.items():
        was = first[code]
        if name not in one.indicator.inputs:
            assert (one.marks, one.reason, one.steps) == (was.marks, was.reason, was.steps), code
            continue
        ((old, new),) = ((a.given, b.given) for a, b in zip(was.used, one.used, strict=True) if a.name == name)
        assert old != new
        if one.value is not None and was.value is not None and name in CHINESE.render(one.value.formula):
            assert_figure_replaced(
                name, CHINESE.render(was.value.substituted), CHINESE.render(one.value.substituted), new
            )
        if code in changed:
            assert_reason_changed(was, one)


def assert_figure_replaced(name: str, earlier: str, later: str, new: Any) -> None:
    """The formula with the figures put in shows the new figure, and otherwise what it showed."""
    unit = str(RULES.facts[name].unit)
    old, now = (
        CHINESE.render(Quantity(Fraction(text), unit)) for text in (plain(WHOLE.data["facts"][name]), new.written)
    )
    assert old in earlier
    assert now in later
    assert later in (earlier.replace(old, now), earlier.replace(old, now, 1), now.join(earlier.rsplit(old, 1)))


def assert_reason_changed(was: Scored, one: Scored) -> None:
    """The reason gives the new value and no longer the old one."""
    assert was.reason is not None
    assert one.reason is not None
    earlier, later = CHINESE.render(was.reason.text), CHINESE.render(one.reason.text)
    assert earlier != later
    if was.value is not None and was.value.shown is not None:
        assert CHINESE.render(was.value.shown) not in later
    if one.value is not None and one.value.shown is not None:
        assert CHINESE.render(one.value.shown) in later
    if one.marks is not None:  # else neither has any steps: undefined now, settled by a policy before
        assert was.steps != one.steps
    assert one.deduction is None or f"{CHINESE.render(one.deduction)}分" in later or one.deduction == 0


def assert_back_again() -> None:
    """The sample as it was gives the bytes it gave."""
    assert scoring.to_json(WHOLE.sheet()) == scoring.to_json(before())


def test_every_fact_that_is_read_is_moved() -> None:
    kinds = {name: RULES.facts[name].type for name in READ}
    assert set(THRESHOLDS) == {name for name, kind in kinds.items() if kind in (FactType.COUNT, FactType.MONEY)}
    assert set(kinds.values()) <= {FactType.COUNT, FactType.MONEY, FactType.YES_NO, FactType.TABLE}


@pytest.mark.parametrize("name", THRESHOLDS)
def test_every_number_moves_across_its_next_threshold_and_back(name: str) -> None:
    usual = tuple(one.marks for one in before().indicators)
    for sign, written in zip((-1, 1), THRESHOLDS[name], strict=True):
        threshold = next_threshold(name, sign)
        assert threshold == (Fraction(written) if written else None)
        if threshold is None:
            continue
        if threshold - sign * unit_of(name) != Fraction(plain(WHOLE.data["facts"][name])):
            assert marks_of(name, threshold - sign * unit_of(name)) == usual
        assert_changed(name, moved(name, decimal(threshold)))
        assert_back_again()


@pytest.mark.parametrize("name", [name for name in READ if RULES.facts[name].type is FactType.YES_NO])
def test_every_answer_moves_and_back(name: str) -> None:
    after = moved(name, "否")
    assert_changed(name, after)
    code = name.split(".")[0]
    reason = by_code(after)[code].reason
    assert reason is not None
    assert RULES.facts[name].about in CHINESE.render(reason.text)
    assert as_data(after)["total"]["marks"] == "97.00"
    assert_back_again()


@pytest.mark.parametrize(
    ("before_new_year", "by_june", "marks"),
    [("50%", "100%", 3), ("49.99%", "100%", "2.5"), ("50%", "99.99%", "2.5"), ("0%", "0%", "2.5"), ("100%", "100%", 3)],
)
def test_the_table_moves_across_its_thresholds_and_back(before_new_year: str, by_june: str, marks: str) -> None:
    after = moved("专项资金", f"[{{名称: 甲, 春节前下达比例: {before_new_year}, 6月底下达比例: {by_june}}}]")
    row = by_code(after)["B02"]
    assert row.marks == Fraction(marks)
    if row.deduction:
        assert_changed("专项资金", after)
    assert_back_again()


@pytest.mark.parametrize("name", UNREAD)
def test_figures_that_only_cross_checks_read_change_no_marks(name: str) -> None:
    assert any(name in one.inputs for one in RULES.cross_checks)
    after = moved(name, decimal(Fraction(plain(WHOLE.data["facts"][name])) + 1000))
    assert {one.code for one in after.findings} == {"S501"}
    left, right = as_data(after), as_data(before())
    for data in (left, right):
        data.pop("findings")
        data["submission"].pop("fingerprint")
    assert left == right
    assert_back_again()
