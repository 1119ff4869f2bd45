"""Formulas for the value of an indicator, each knowing which figures bring it to a wanted value.

`code` ends every name a formula declares, so that formulas can stand side by side in one rule set.
The file is long because it is a list: one function for each formula, none of them knowing another.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from typing import Any

from oracle_completions import decimal

Figures = dict[str, Any]
CENT = Fraction(1, 100)
MONEY = {"type": "money", "unit": "万元", "decimals": "2", "at_least": "0"}
FREE_MONEY = {"type": "money", "unit": "万元", "decimals": "2"}
PEOPLE = {"type": "count", "unit": "人"}
PIECES = {"type": "count", "unit": "个"}
PERCENT = {"type": "percent", "decimals": "2"}
YES_NO = {"type": "yes_no"}
DATE = {"type": "date"}
PROJECTS = {
    "type": "table",
    "columns": {"项目名称": {"type": "text"}, "金额": MONEY, "完成": YES_NO},
}
PROGRESS = {"type": "table", "columns": {"事项": {"type": "text"}, "进度": PERCENT}}
BASES = tuple(Fraction(base) for base in ("100", "200", "1000", "33.37", "186.28", "90"))


@dataclass(frozen=True)
class Formula:
    """One way of calculating a value.

    Attributes:
        text: the formula.
        unit: its unit; percent formulas give shares of one.
        key: the fact without which there is no value.
        facts: declarations.
        derived: declarations of what it builds on.
        figures: figures that bring it to a value, or as near as figures can.
        over_zero: figures with a zero denominator, the numerator zero or not; None if that cannot be.
        derived_policy: the name of the derived value that carries the zero policy instead of the indicator.
    """

    text: str
    unit: str
    key: str
    facts: Mapping[str, Any]
    figures: Callable[[Fraction], Figures]
    over_zero: Callable[[bool], Figures] | None = None
    derived: Mapping[str, Any] = field(default_factory=dict)
    derived_policy: str | None = None


def money(value: Fraction) -> str:
    """Write *value* with at most two decimals, rounded down."""
    return decimal(floor(value / CENT) * CENT)


def not_below_zero(value: Fraction) -> str:
    """Write *value*, or 0 if it is less."""
    return money(max(Fraction(0), value))


def percent(value: Fraction) -> str:
    """Write a share as a percentage with at most two decimals."""
    return f"{money(value * 100)}%"


def quotient(code: str, rng: random.Random) -> Formula:
    over, under, base = f"实际支出{code}", f"预算安排{code}", rng.choice(BASES)
    return Formula(
        rng.choice([f"{over} / {under}", f"{over} ÷ {under}", f"（{over}）/{under}"]),
        "%",
        over,
        {over: MONEY, under: MONEY},
        lambda value: {over: not_below_zero(value * base), under: money(base)},
        lambda both: {over: "0" if both else "7.5", under: "0"},
    )


def staff(code: str, rng: random.Random) -> Formula:
    over, under, base = f"在职人数{code}", f"编制数{code}", rng.choice([100, 100, 105, 30])
    return Formula(
        f"{over} / {under}",
        "%",
        over,
        {over: PEOPLE, under: PEOPLE},
        lambda value: {over: str(max(0, floor(value * base))), under: str(base)},
        lambda both: {over: "0" if both else "9", under: "0"},
    )


def growth(code: str, rng: random.Random) -> Formula:
    now, before, base = f"本年“三公”经费{code}", f"上年“三公”经费{code}", rng.choice(BASES)
    return Formula(
        f"(「{now}」 - 「{before}」) / 「{before}」",
        "%",
        now,
        {now: MONEY, before: MONEY},
        lambda value: {now: not_below_zero((1 + value) * base), before: money(base)},
        lambda both: {now: "0" if both else "11", before: "0"},
    )


def sums(code: str, rng: random.Random) -> Formula:
    first, second, third, fourth = (f"{name}{code}" for name in ("基本支出", "项目支出", "年初预算", "追加预算"))
    base = rng.choice(BASES[:3])
    return Formula(
        f"({first} ＋ {second}) ÷ ({third} ＋ {fourth})",
        "%",
        second,
        {first: FREE_MONEY, second: FREE_MONEY, third: MONEY, fourth: MONEY},
        lambda value: {first: "20", second: money(value * base - 20), third: money(base - 50), fourth: "50"},
        lambda both: {first: "-3", second: "3" if both else "4", third: "0", fourth: "0"},
    )


def nested(code: str, rng: random.Random) -> Formula:
    done, planned, least, base = f"完成数{code}", f"计划数{code}", f"保底数{code}", rng.choice(BASES)
    return Formula(
        f"max(min({done}, {planned} × 200%), 0) / max({planned}, {least})",
        "%",
        done,
        {done: FREE_MONEY, planned: MONEY, least: MONEY},
        lambda value: {done: money(value * base), planned: money(base), least: money(base / 2)},
        lambda both: {done: "0", planned: "0", least: "0"} if both else {},
    )


def difference(code: str, rng: random.Random) -> Formula:
    now, before, change, base = f"本年数{code}", f"上年数{code}", f"增减额{code}", rng.choice(BASES)
    return Formula(
        f"{change} / {before}",
        "%",
        now,
        {now: FREE_MONEY, before: MONEY},
        lambda value: {now: money((1 + value) * base), before: money(base)},
        lambda both: {now: "0" if both else "-5", before: "0"},
        {change: {"unit": "万元", "formula": f"{now} - {before}"}},
    )


def through_derived(code: str, rng: random.Random) -> Formula:
    over, under, rate, base = f"拨付数{code}", f"应拨数{code}", f"拨付率{code}", rng.choice(BASES)
    return Formula(
        f"if {rate} ≥ 500% then 500% else {rate}",
        "%",
        over,
        {over: MONEY, under: MONEY},
        lambda value: {over: not_below_zero(value * base), under: money(base)},
        lambda both: {over: "0" if both else "3", under: "0"},
        {rate: {"unit": "%", "formula": f"{over} / {under}"}},
        derived_policy=rate,
    )


def finished_sum(code: str, rng: random.Random) -> Formula:
    table, under, base = f"项目{code}", f"项目预算{code}", rng.choice(BASES)
    rows = [("甲", "3.5", "否"), ("乙", "1.25", "是")]
    listed = [{"项目名称": name, "金额": amount, "完成": done} for name, amount, done in rows]

    def figures(value: Fraction) -> Figures:
        rest = not_below_zero(value * base - Fraction("1.25"))
        return {table: [*listed, {"项目名称": "丙", "金额": rest, "完成": "是"}], under: money(base)}

    return Formula(
        f"sum(金额 of {table} where 完成) / {under}",
        "%",
        table,
        {table: PROJECTS, under: MONEY},
        figures,
        lambda both: {table: [] if both else listed, under: "0"},
    )


def finished_share(code: str, rng: random.Random) -> Formula:
    table = f"任务{code}"

    def figures(value: Fraction) -> Figures:
        done = min(10, max(0, floor(value * 10)))
        amounts = [rng.choice(["1", "20.05"]) for _ in range(10)]
        answers = ["是"] * done + ["否"] * (10 - done)
        return {
            table: [{"项目名称": f"第{row}项", "金额": amounts[row], "完成": answers[row]} for row in range(10)],
        }

    return Formula(
        f"count({table} where 完成 且 0 < 金额 ≤ 100 × 金额) / count({table})",
        "%",
        table,
        {table: PROJECTS},
        figures,
        lambda both: {table: []} if both else {},
    )


def mean(code: str, rng: random.Random) -> Formula:
    table, offset = f"进度表{code}", rng.choice([Fraction(0), Fraction(1, 20)])
    return Formula(
        f"average(进度 of {table})",
        "%",
        table,
        {table: PROGRESS},
        lambda value: {
            table: [{"事项": "甲", "进度": percent(value - offset)}, {"事项": "乙", "进度": percent(value + offset)}]
        },
        lambda both: {table: []} if both else {},
    )


def remainder(code: str, rng: random.Random) -> Formula:
    saved, under, base = f"结转额{code}", f"支出预算{code}", rng.choice(BASES)
    return Formula(
        f"100% - {saved} / {under}",
        "%",
        saved,
        {saved: FREE_MONEY, under: MONEY},
        lambda value: {saved: money((1 - value) * base), under: money(base)},
        lambda both: {saved: "0" if both else "0.01", under: "0"},
    )


def deviation(code: str, rng: random.Random) -> Formula:
    done, planned, base = f"决算数{code}", f"预算数{code}", rng.choice(BASES)
    return Formula(
        f"abs({done} - {planned}) / {planned}",
        "%",
        done,
        {done: FREE_MONEY, planned: MONEY},
        lambda value: {done: money((1 + value) * base), planned: money(base)},
        lambda both: {done: "0" if both else "2", planned: "0"},
    )


def when_there_is_a_task(code: str, rng: random.Random) -> Formula:
    has, done, planned, base = f"有任务{code}", f"办结数{code}", f"交办数{code}", rng.choice([100, 50])

    def figures(value: Fraction) -> Figures:
        count = max(0, floor(value * base))  # never all of them: then it would not matter whether there is a task
        return {has: "是", done: str(count - (count == base)), planned: str(base)}

    return Formula(
        f"if {has} then {done} / {planned} else 100%",
        "%",
        has,
        {has: YES_NO, done: PEOPLE, planned: PEOPLE},
        figures,
        lambda both: {has: "是", done: "0" if both else "1", planned: "0"},
    )


def without_a_task(code: str, rng: random.Random) -> Formula:
    task = when_there_is_a_task(code, rng)
    has = f"有任务{code}"
    return Formula(task.text, "%", has, task.facts, lambda value: {has: "否"}, task.over_zero)


def survey(code: str, rng: random.Random) -> Formula:
    name = f"满意度{code}"
    return Formula(name, "%", name, {name: PERCENT}, lambda value: {name: percent(value)})


def rounded_quotient(code: str, rng: random.Random) -> Formula:
    base = quotient(code, rng)
    return Formula(f"round({base.text}, 0.01%)", "%", base.key, base.facts, base.figures, base.over_zero)


def mean_of_two(code: str, rng: random.Random) -> Formula:
    first, second, sure, other = (f"{name}{code}" for name in ("甲类支出", "甲类预算", "乙类预算", "乙类支出"))
    return Formula(
        f"({first} / {second} + {other} / {sure}) / 2",
        "%",
        first,
        {first: MONEY, second: MONEY, other: MONEY, sure: MONEY | {"at_least": "1"}},
        lambda value: {
            first: not_below_zero(value * 100),
            second: "100",
            other: not_below_zero(value * 50),
            sure: "50",
        },
        lambda both: {first: "0" if both else "6", second: "0", other: "1", sure: "2"},
    )


def pieces(code: str, rng: random.Random) -> Formula:
    name = f"件数{code}"
    return Formula(name, "个", name, {name: PIECES}, lambda value: {name: str(max(0, floor(value)))})


def surplus_pieces(code: str, rng: random.Random) -> Formula:
    sent, accepted = f"上报数{code}", f"核定数{code}"
    return Formula(
        f"max(0, {sent} － {accepted})",
        "个",
        sent,
        {sent: PIECES, accepted: PIECES},
        lambda value: {sent: str(max(0, floor(value)) + 12), accepted: "12"},
    )


def balance(code: str, rng: random.Random) -> Formula:
    left, before = f"年末结余{code}", f"上年结转{code}"
    return Formula(
        f"{left} - {before}",
        "万元",
        left,
        {left: FREE_MONEY, before: MONEY},
        lambda value: {left: money(value + Fraction("8.4")), before: "8.4"},
    )


def days(code: str, rng: random.Random) -> Formula:
    due, done = f"应公开日期{code}", f"实际公开日期{code}"
    start = date(2024, 2, 28)
    return Formula(
        f"{done} - {due}",
        "天",
        done,
        {due: DATE, done: DATE},
        lambda value: {due: start.isoformat(), done: (start + timedelta(days=floor(value))).isoformat()},
    )


DIVIDING: tuple[Callable[[str, random.Random], Formula], ...] = (
    quotient,
    staff,
    growth,
    sums,
    nested,
    difference,
    through_derived,
    finished_sum,
    finished_share,
    remainder,
    deviation,
    when_there_is_a_task,
    rounded_quotient,
    mean_of_two,
    mean,
)
NOT_DIVIDING: tuple[Callable[[str, random.Random], Formula], ...] = (
    survey,
    pieces,
    surplus_pieces,
    balance,
    days,
    without_a_task,
)
EVERY = DIVIDING + NOT_DIVIDING
