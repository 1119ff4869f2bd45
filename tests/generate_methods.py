"""Parameters and facts for every scoring method, in every variant, complete or with the deciding fact left out."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from generate_formulas import (
    DATE,
    DIVIDING,
    EVERY,
    MONEY,
    PERCENT,
    PIECES,
    PROJECTS,
    YES_NO,
    Formula,
    percent,
)
from oracle_completions import any_judgement, decimal

VALUE_VARIANTS = (
    *(f"steps.{side}.{part}" for side in ("above", "below") for part in ("free", "pro_rata", "full")),
    "steps.both.free",
    *(f"curve.{kind}" for kind in ("falling", "peak")),
    "bands.lower_closed",
    "bands.points",
)
OTHER_VARIANTS = (
    *(f"conditions.{kind}" for kind in ("balance", "chain", "either", "dates", "choice", "brackets", "fold")),
    *(f"checklist.{kind}" for kind in ("earn", "lose", "met", "judged", "conditional")),
    *(f"incidents.{kind}" for kind in ("fact", "rows", "sum")),
    *(f"ratio.{kind}" for kind in ("higher", "lower", "closer", "window", "over")),
    *(f"yes_no.{expected}" for expected in ("是", "否")),
    *(f"judged.{levels}" for levels in ("free", "share", "marks", "settled")),
    *(f"count_up.{kind}" for kind in ("fact", "rows")),
    *(f"share_met.{policy}" for policy in ("settled", "missing")),
    *(f"milestones.{short}" for short in ("zero", "pro_rata")),
    "converted.fact",
)
VARIANTS = VALUE_VARIANTS + OTHER_VARIANTS
SHARES = {"达成": "[80%, 100%]", "部分达成": "[50%, 80%)", "未达成": "[0%, 50%)"}
BY = {"reason": "现场核查记录第3条", "evaluator": "评价组"}


@dataclass
class Part:
    """A piece of a rule set with the figures for it: the keys of an indicator or line, and what it declares.

    Attributes:
        key: the fact without which there are no marks.
        immaterial: facts that could be left out without any consequence.
        waiting: figures with which the marks do wait for the key, or for the judgement.
    """

    keys: dict[str, Any]
    key: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    derived: dict[str, Any] = field(default_factory=dict)
    figures: dict[str, Any] = field(default_factory=dict)
    judgements: dict[str, Any] = field(default_factory=dict)
    immaterial: tuple[str, ...] = ()
    waiting: dict[str, Any] = field(default_factory=dict)


def value_part(variant: str, code: str, full: int, rng: random.Random, zero: str | None = None) -> Part:
    """Return an indicator with a value; *zero* is `<policy>` or `<policy>/both` and asks for a zero denominator.

    `full/both` has the same policy for x/0 and 0/0; `full/own` has it for 0/0 alone; `zero/invalid` is a value
    that does not count (too few answers). Some others count under a condition that holds.
    """
    policy, _, numerator = (zero or "").partition("/")
    if numerator == "invalid":
        return counting(value_part(variant, code, full, rng), code, policy, rng.choice(["0", "29"]))
    makers = [make for make in EVERY if not zero or can_divide_by_zero(make(code, rng), bool(numerator))]
    formula = rng.choice(makers)(code, rng)
    if formula.derived_policy and policy in ("full", "zero"):
        formula = DIVIDING[0](code, rng)
    keys = VALUE_KEYS[variant.split(".")[0]](variant, formula, full, rng)
    limit = keys.pop("limit")
    unit = Fraction(1, 10000) if formula.unit == "%" else Fraction(1)
    figures = formula.figures(limit + rng.choice([0, 0, -1, 1, rng.randrange(-3000, 3000)]) * unit)
    if zero and formula.over_zero:
        figures = formula.over_zero(bool(numerator))
    value, derived = with_policies(formula, policy, numerator, full, rng)
    part = Part({"value": value} | keys, formula.key, dict(formula.facts), derived, figures)
    if zero or rng.random() > 0.1:
        return part
    return counting(part, code, rng.choice(["zero", "missing"]), rng.choice(["30", "31"]))


def counting(part: Part, code: str, otherwise: str, answers: str) -> Part:
    """Return *part* with a value that counts from 30 answers on; what counts already keeps its condition."""
    if "valid_when" not in part.keys["value"]:
        name = f"有效问卷{code}"
        part.facts[name] = PIECES
        part.keys["value"] |= {"valid_when": f"{name} ≥ 30"}
    part.figures[f"有效问卷{code}"] = answers
    part.keys["value"] |= {"when_not_valid": otherwise}
    return part


def can_divide_by_zero(formula: Formula, numerator_too: bool) -> bool:
    """Tell whether figures can make the denominator zero, with the numerator zero or not."""
    return formula.over_zero is not None and bool(formula.over_zero(numerator_too))


def with_policies(
    formula: Formula, policy: str, numerator: str, full: int, rng: random.Random
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the value and the derived values with the zero policies where they belong."""
    value: dict[str, Any] = {"formula": formula.text, "unit": formula.unit}
    derived = {name: dict(node) for name, node in formula.derived.items()}
    if formula.over_zero is None:
        return value, derived
    holder = derived[formula.derived_policy] if formula.derived_policy else value
    number = "100%" if formula.derived_policy else decimal(Fraction(full, 2))
    names = ["missing", number] if formula.derived_policy else ["full", "zero", "missing", number]
    wanted = number if policy == "number" else policy or rng.choice(names)
    if numerator == "own":
        holder["when_denominator_zero"] = rng.choice([name for name in names if name != wanted])
        holder["when_both_zero"] = wanted
    else:
        holder["when_denominator_zero"] = wanted
        if not numerator and rng.random() < 0.3:
            holder["when_both_zero"] = rng.choice(names)
    return value, derived


def written(value: Fraction, unit: str) -> str:
    """Write a limit in the formula's unit."""
    return percent(value) if unit == "%" and value else decimal(value)


def steps_keys(variant: str, formula: Formula, full: int, rng: random.Random) -> dict[str, Any]:
    """每超过/每低于 N 扣 M"""
    _, side, part_step = variant.split(".")
    shares = (
        [Fraction(0), Fraction(9, 10), Fraction(1), Fraction(1)] if formula.unit == "%" else [Fraction(0), Fraction(5)]
    )
    step = rng.choice([Fraction(1, 100), Fraction(5, 100)]) if formula.unit == "%" else Fraction(rng.choice([1, 3]))
    limit = rng.choice(shares)
    beyond = rng.choice([0, 0, 1, 2, 7, 40]) * step
    limits = {side: limit} if side != "both" else {"above": limit, "below": limit - rng.choice([0, 2, 5]) * step}
    high = limits.get("above", limit)
    return {
        "method": "steps",
        **{name: written(end, formula.unit) for name, end in limits.items()},
        "step": written(step, formula.unit),
        "marks_per_step": rng.choice(["0.5", "1", "0.3", "0.25", "2"]),
        "part_step": part_step,
        "limit": high + beyond if rng.choice([*limits]) == "above" else limits["below"] - beyond,
    }


def curve_keys(variant: str, formula: Formula, full: int, rng: random.Random) -> dict[str, Any]:
    """插值: a line that falls to nothing, or rises to its peak and falls again, level on the way or not."""
    scale = Fraction(1, 100) if formula.unit == "%" else Fraction(1, 10)
    ends = [end * scale for end in sorted(rng.sample([0, 10, 33, 60, 90, 100, 130], 4))]
    if variant == "curve.falling":
        heights: list[dict[str, str]] = [{"marks": str(full)}, {"marks": "0"}]
    else:
        heights = [{"share": share} for share in ("20%", "100%", rng.choice(["100%", "75%"]), "0%")]
    points = [{"at": written(end, formula.unit)} | height for end, height in zip(ends, heights, strict=False)]
    middle = (ends[0] + ends[1]) / 2
    return {"method": "curve", "points": points, "limit": rng.choice([*ends, middle, middle])}


def bands_keys(variant: str, formula: Formula, full: int, rng: random.Random) -> dict[str, Any]:
    """分档: the whole line, nothing twice, closed below or with a point of its own."""
    scale = Fraction(1, 100) if formula.unit == "%" else Fraction(1, 10)
    ends = [end * scale for end in sorted(rng.sample([60, 70, 80, 90, 100], rng.choice([2, 3])))]
    marks = [
        decimal(Fraction(full * index, len(ends)) if len(ends) != 3 else Fraction(full * index, 4))
        for index in range(len(ends))
    ]
    texts = [written(end, formula.unit) for end in ends]
    if variant == "bands.lower_closed":
        rows = [{"in": f"(, {texts[0]})", "marks": marks[0]}]
        rows += [
            {"in": f"[{low}, {high})", "marks": mark}
            for low, high, mark in zip(texts, texts[1:], marks[1:], strict=False)
        ]
        rows += [{"in": f"[{texts[-1]}, )", "marks": str(full)}]
        rows.reverse()
    else:
        rows = [{"in": "(, 0)", "marks": marks[-1]}, {"at": "0", "marks": str(full)}]
        lows = ["0", *texts]
        rows += [
            {"in": f"({low}, {high}]", "marks": mark}
            for low, high, mark in zip(lows, texts, reversed(marks), strict=False)
        ]
        rows += [{"in": f"({texts[-1]}, )", "marks": "0"}]
        ends = [Fraction(0), *ends]
    return {"method": "bands", "bands": rows, "limit": rng.choice(ends)}


VALUE_KEYS: dict[str, Callable[[str, Formula, int, random.Random], dict[str, Any]]] = {
    "steps": steps_keys,
    "curve": curve_keys,
    "bands": bands_keys,
}


def conditions(variant: str, code: str, full: int, rng: random.Random) -> Part:
    """条件分档"""
    first, second, facts, figures, key = CONDITIONS[variant.split(".")[1]](code, rng)
    rows = [
        {"when": first, "marks": str(full), "says": "符合第一档"},
        {"when": second, "marks": decimal(Fraction(full, 2)), "says": "符合第二档"},
        {"otherwise": "true", "marks": "0", "says": "均不符合"},
    ]
    # With the first answer 是 and the second 否 no condition needs the third: Kleene logic.
    settled = variant == "conditions.either" and list(figures.values())[:2] == ["是", "否"]
    immaterial = tuple(figures)[2:] if settled else ()
    return Part({"method": "conditions", "conditions": rows}, key, facts, {}, figures, immaterial=immaterial)


Conditions = tuple[str, str, dict[str, Any], dict[str, Any], str]


def balance_conditions(code: str, rng: random.Random) -> Conditions:
    left, before = f"结余{code}", f"结转{code}"
    figures = {left: rng.choice(["0", "0.01", "7.99", "8", "8.01"]), before: "8"}
    return f"{left} = 0", f"{left} ≤ {before}", {left: MONEY, before: MONEY}, figures, left


def chain_conditions(code: str, rng: random.Random) -> Conditions:
    rate = f"到位率{code}"
    figures = {rate: rng.choice(["79.99%", "80%", "89.99%", "90%", "99.99%", "100%", "130%"])}
    return f"90% ≤ {rate} ≤ 100%", f"80% ≤ {rate} < 90% 或 {rate} > 120%", {rate: PERCENT}, figures, rate


def either_conditions(code: str, rng: random.Random) -> Conditions:
    one, two, three = f"已公开预算{code}", f"已公开决算{code}", f"已备案{code}"
    pattern = rng.choice(["是否是", "否是是", "是是否", "否否否", "否是否"])
    figures = dict(zip((one, two, three), pattern, strict=True))
    facts = dict.fromkeys((one, two, three), YES_NO)
    return f"{one} 或 ({two} 且 {three})", f"{two} and not {three}", facts, figures, one


def date_conditions(code: str, rng: random.Random) -> Conditions:
    due, done = f"截止日期{code}", f"公开日期{code}"
    figures = {due: "2024-02-29", done: rng.choice(["2024-02-28", "2024-02-29", "2024-03-01", "2024-03-11"])}
    return f"{done} ≤ {due}", f"not {done} - {due} > 10", {due: DATE, done: DATE}, figures, done


def choice_conditions(code: str, rng: random.Random) -> Conditions:
    name, choices = f"类别{code}", ["一类", "二类", "三类"]
    facts = {name: {"type": "choice", "one_of": choices}}
    return f"{name} = 一类", f"{name} ≠ 三类", facts, {name: rng.choice(choices)}, name


def bracket_conditions(code: str, rng: random.Random) -> Conditions:
    spent, planned = f"因公出国（境）费{code}", f"因公出国（境）费预算{code}"
    figures = {spent: rng.choice(["0", "9.99", "10", "10.01", "11", "11.01"]), planned: "10"}
    first, second = f"「{spent}」 ≤ 「{planned}」", f"「{spent}」 ≤ 「因公出国(境)费预算{code}」 × 110%"
    return first, second, {spent: MONEY, planned: MONEY}, figures, spent


def fold_conditions(code: str, rng: random.Random) -> Conditions:
    table = f"工程{code}"
    rows = [
        {"项目名称": f"工程{row}", "金额": rng.choice(["0", "50", "50.01"]), "完成": rng.choice(["是", "否"])}
        for row in range(rng.randrange(4))
    ]
    second = f"sum(金额 of {table} where 非 完成) ≤ max(sum(金额 of {table}) × 50%, 0)"
    return f"count({table} where 金额 > 0 且 非 完成) = 0", second, {table: PROJECTS}, {table: rows}, table


CONDITIONS: dict[str, Callable[[str, random.Random], Conditions]] = {
    "balance": balance_conditions,
    "chain": chain_conditions,
    "either": either_conditions,
    "dates": date_conditions,
    "choice": choice_conditions,
    "brackets": bracket_conditions,
    "fold": fold_conditions,
}


def checklist(variant: str, code: str, full: int, rng: random.Random) -> Part:
    """要点得分、缺项扣分"""
    kind = variant.split(".")[1]
    half = decimal(Fraction(full, 2))
    items: list[dict[str, str]] = [{"title": "已制定管理办法", "marks": half}, {"title": "得到有效执行", "marks": half}]
    if kind in ("judged", "conditional"):
        return evaluated_checklist(kind, code, full, rng)
    if kind != "met":
        figures = {f"{code}.{item}": rng.choice(["是", "否"]) for item in (1, 2)}
        return Part({"method": "checklist", "mode": kind, "items": items}, f"{code}.1", {}, {}, figures)
    known, spent, planned = f"已建档{code}", f"办公费{code}", f"办公费预算{code}"
    items[0]["met"], items[1]["met"] = known, f"{spent} ≤ {planned}"
    figures = {known: rng.choice(["是", "否"]), spent: rng.choice(["5", "5.01"]), planned: "5"}
    facts = {known: YES_NO, spent: MONEY, planned: MONEY}
    return Part(
        {"method": "checklist", "mode": rng.choice(["earn", "lose"]), "items": items}, known, facts, {}, figures
    )


def evaluated_checklist(kind: str, code: str, full: int, rng: random.Random) -> Part:
    """要点由评价人给分，或不一定适用"""
    half, quarter = decimal(Fraction(full, 2)), decimal(Fraction(full, 4))
    items: list[dict[str, str]] = [{"title": "已制定管理办法", "marks": half}]
    figures = {f"{code}.1": rng.choice(["是", "否"])}
    facts: dict[str, Any] = {}
    if kind == "judged":
        items.append({"title": "得到有效执行", "marks": half, "judged": "true"})
    else:
        for index, judged in ((2, False), (3, True)):
            condition = f"有专项{code}" if rng.random() < 0.5 else f"有工程{code}"
            facts[condition] = YES_NO
            figures.setdefault(condition, rng.choice(["是", "否"]))
            policy = rng.choice(["full", "zero", "rescale", "rescale"])
            item = {"title": f"第{index}项", "marks": quarter, "applies_when": condition, "not_applicable": policy}
            items.append(item | ({"judged": "true"} if judged else {}))
            if not judged and (figures[condition] == "是" or rng.random() < 0.5):
                figures[f"{code}.{index}"] = rng.choice(["是", "否"])
    needed = "applies_when" not in items[-1] or figures[items[-1]["applies_when"]] == "是"
    name = f"{code}.{len(items)}"
    judgements = {name: any_judgement({"full_marks": items[-1]["marks"]}, rng) | BY} if needed else {}
    keys = {"method": "checklist", "mode": rng.choice(["earn", "lose"]), "items": items}
    return Part(keys, f"{code}.1", facts, {}, figures, judgements)


def incidents(variant: str, code: str, full: int, rng: random.Random) -> Part:
    """每出现一例扣分"""
    kind, each = variant.split(".")[1], rng.choice(["0.5", "1", "0.33"])
    name = f"违规{code}"
    if kind == "fact":
        figures: dict[str, Any] = {name: rng.choice(["0", "1", "2", "4", "50"])}
        return Part({"method": "incidents", "count": name, "marks_each": each}, name, {name: PIECES}, {}, figures)
    columns = {"事项": {"type": "text"}, "属实": YES_NO, "例数": {"type": "count"}}
    rows = [
        {"事项": f"第{row}件", "属实": rng.choice(["是", "否"]), "例数": rng.choice(["0", "1", "3"])}
        for row in range(rng.randrange(6))
    ]
    count = f"count({name} where 属实)" if kind == "rows" else f"sum(例数 of {name} where 属实 或 例数 > 2)"
    facts = {name: {"type": "table", "columns": columns}}
    return Part({"method": "incidents", "count": count, "marks_each": each}, name, facts, {}, {name: rows})


def count_up(variant: str, code: str, full: int, rng: random.Random) -> Part:
    """按数累加: what is counted as for incidents, earning instead of costing"""
    part = incidents(f"incidents.{variant.split('.')[1]}", code, full, rng)
    return Part(part.keys | {"method": "count_up"}, part.key, part.facts, {}, part.figures)


def share_met(variant: str, code: str, full: int, rng: random.Random) -> Part:
    """完成指标个数占比"""
    table, missing = f"数量指标{code}", variant == "share_met.missing"
    amount = {"type": "number", "decimals": "1", "at_least": "0"}
    columns = {"名称": {"type": "text"}, "目标值": amount, "完成值": amount}
    rows = [
        {"名称": f"指标{row}", "目标值": "10", "完成值": rng.choice(["9.9", "10", "12", "13", "13.1"])}
        for row in range(rng.randrange(1 if missing else 0, 6))
    ]
    policy = "missing" if missing else rng.choice(["full", "zero", decimal(Fraction(full, 2))])
    met = rng.choice(["目标值 ≤ 完成值 ≤ 目标值 × 130%", "非 (完成值 < 目标值)"])
    keys = {"method": "share_met", "rows": table, "met": met, "when_no_rows": policy}
    return Part(keys, table, {table: {"type": "table", "columns": columns}}, {}, {table: rows})


def milestones(variant: str, code: str, full: int, rng: random.Random) -> Part:
    """分时点目标"""
    july, spent, planned = f"「7月底执行率{code}」", f"11月支出{code}", f"全年预算{code}"
    half = decimal(Fraction(full, 2))
    items = [
        {"title": "7月底", "value": july, "reach": "40%", "marks": half},
        {"title": "11月底", "value": f"「{spent}」 / {planned}", "reach": "80.21%", "marks": half},
    ]
    keys = {"method": "milestones", "items": items, "short": variant.split(".")[1]}
    facts = {july[1:-1]: PERCENT, spent: MONEY, planned: MONEY | {"at_least": "1"}}
    figures = {july[1:-1]: rng.choice(["39.99%", "40%", "-5%", "90%"]), planned: "200"}
    figures[spent] = rng.choice(["0", "160.41", "160.42", "200"])
    return Part(keys, july[1:-1], facts, {}, figures)


def converted(variant: str, code: str, full: int, rng: random.Random) -> Part:
    """折算其他来源得分"""
    name = f"考核得分{code}"
    keys = {"method": "converted", "from": name, "out_of": rng.choice(["50", "100", "30"])}
    kind = {"type": "number", "unit": "分", "decimals": "2"}
    return Part(keys, name, {name: kind}, {}, {name: rng.choice(["0", "45", "29.99", "50", "-1", "100.5"])})


def ratio(variant: str, code: str, full: int, rng: random.Random) -> Part:
    """比率分值"""
    actual, target = f"实际值{code}", f"目标值{code}"
    if variant.split(".")[1] not in ("higher", "lower"):
        return limited_ratio(variant.split(".")[1], actual, target, full, rng)
    done, planned = rng.choice(
        [("0", "0"), ("89.974", "90"), ("90", "90"), ("90.01", "90"), ("100", "90"), ("0", "3"), ("3", "0")]
    )
    keys = {"method": "ratio", "actual": actual, "target": target, "better": variant.split(".")[1]}
    kind = {"type": "number", "decimals": "3", "at_least": "0"}
    return Part(keys, actual, {actual: kind, target: kind}, {}, {actual: done, target: planned})


OVER = [
    {"in": "[200%, 300%)", "off": "10%"},
    {"in": "[300%, 500%)", "off": "20%"},
    {"in": "[500%, )", "off_marks": "1.5"},
]
LIMITED_PAIRS = [("0", "0"), ("5", "0"), ("0", "3")] + [
    (actual, "100")
    for actual in ("60", "69.999", "70", "100", "130", "130.001", "299.999", "300", "399.9", "400", "600")
]


def limited_ratio(kind: str, actual: str, target: str, full: int, rng: random.Random) -> Part:
    """比率分值：等于指标值、有效区间、完成比例下限、目标为0、超额扣减"""
    done, planned = rng.choice(LIMITED_PAIRS)
    keys: dict[str, Any] = {"method": "ratio", "actual": actual, "target": target}
    if kind == "window":
        keys |= {"better": rng.choice(["higher", "lower", "closer"]), "window": rng.choice(["[70%, 130%]", "(60%, )"])}
        keys["when_target_zero"] = rng.choice(["full", "zero", decimal(Fraction(full, 2))])
        keys |= {"zero_below": "75%"} if rng.random() < 0.5 else {}
    else:
        keys["better"] = "higher" if kind == "over" else "closer"
        keys |= {"over": rng.sample(OVER, len(OVER))} if kind == "over" or rng.random() < 0.5 else {}
    number = {"type": "number", "decimals": "3", "at_least": "0"}
    figures = {actual: done, target: planned}
    return Part(keys, actual, {actual: number, target: number}, {}, figures, waiting={target: "100"})


def yes_no(variant: str, code: str, full: int, rng: random.Random) -> Part:
    """是否评分"""
    name = f"是否存在违规行为{code}"
    keys = {"method": "yes_no", "fact": name, "expected": variant.split(".")[1]}
    return Part(keys, name, {name: YES_NO}, {}, {name: rng.choice(["是", "否"])})


def judged(variant: str, code: str, full: int, rng: random.Random) -> Part:
    """定性三档、酌情扣分"""
    keys: dict[str, Any] = {"method": "judged"}
    kind = variant.split(".")[1]
    if kind == "share":
        keys["levels"] = [{"level": level, "share": share} for level, share in SHARES.items()]
    elif kind == "marks":
        shares = zip(SHARES, (2, 1, 0), strict=True)
        keys["levels"] = [{"level": level, "marks": decimal(Fraction(full * half, 2))} for level, half in shares]
    elif kind == "settled":
        return settled_judgement(code, full, rng)
    judgement = any_judgement(keys | {"full_marks": str(full)}, rng) | BY
    return Part(keys, "", judgements={code: judgement})


def settled_judgement(code: str, full: int, rng: random.Random) -> Part:
    """符合条件即满分；按步长给分"""
    name, answer = f"通过验收{code}", rng.choice(["是", "否", "否"])
    keys: dict[str, Any] = {"method": "judged", "full_when": name, "entry_step": rng.choice(["0.5", "1", "0.1"])}
    judgement = any_judgement(keys | {"full_marks": str(full)}, rng) | BY
    judgements = {} if answer == "是" else {code: judgement}
    return Part(keys, "", {name: YES_NO}, {}, {name: answer}, judgements, waiting={name: "否"})


OTHERS: dict[str, Callable[[str, str, int, random.Random], Part]] = {
    "conditions": conditions,
    "checklist": checklist,
    "incidents": incidents,
    "ratio": ratio,
    "yes_no": yes_no,
    "judged": judged,
    "count_up": count_up,
    "share_met": share_met,
    "milestones": milestones,
    "converted": converted,
}


def method_part(variant: str, code: str, full: int, rng: random.Random, zero: str | None = None) -> Part:
    """Return the part for one variant, everything it needs present."""
    if variant in VALUE_VARIANTS:
        return value_part(variant, code, full, rng, zero)
    return OTHERS[variant.split(".")[0]](variant, code, full, rng)
