"""The oracle against the worked numbers of published tables."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest

from oracle import score
from oracle_expressions import evaluate
from oracle_values import NOT_APPLICABLE, OverZero, Unknown, Value

Node = dict[str, Any]
INDICATOR_CENT = {"step": "0.01", "mode": "half_up", "at": "indicator"}
FLOORS = {"优": "90", "良": "80", "中": "60", "差": "0"}
NUMBER = {"type": "number"}
YES_NO = {"type": "yes_no"}


def rules(parts: list[Node], full: int, facts: Node, **more: Any) -> Node:
    grades = {"basis": "exact", "floors": FLOORS}
    given: Node = {"full_marks": str(full), "rounding": INDICATOR_CENT, "grades": grades, "facts": facts}
    return given | {"indicators": parts} | more


def marks(method: Node, figures: Node, full: int = 5, facts: Node | None = None, **more: Any) -> Fraction | str:
    """Return the exact marks of one indicator, or its state if it has none."""
    leaf = {"indicator": "指标", "code": "A01", "full_marks": str(full)} | method
    declared = facts or {name: (YES_NO if figure in ("是", "否") else NUMBER) for name, figure in figures.items()}
    row = score(rules([leaf], full, declared), {"facts": figures} | more)["indicators"]["A01"]
    found: Fraction | str = row["state"] if row["exact"] is None or row["state"] != "scored" else row["exact"]
    return found


def judged_out_of(full: int) -> Node:
    return {"indicator": "其余", "code": "Z01", "full_marks": str(full), "method": "judged"}


def total_of(lines: list[Node], earned: str, facts: Node | None = None, **more: Any) -> dict[str, Any]:
    """Return the sheet of a rule set with one judged indicator of 100 marks and *lines*."""
    extra = {key: more.pop(key) for key in ("total_at_most", "rounding", "grades") if key in more}
    figures = {name: answer for name, answer in (facts or {}).items() if answer}
    rule_set = rules([judged_out_of(100)], 100, dict.fromkeys(facts or {}, YES_NO), total=lines, **extra)
    return score(rule_set, {"facts": figures, "judgements": {"Z01": {"marks": earned}}} | more)


# --- expressions -----------------------------------------------------------------------------------------------------

KNOWN: Mapping[str, Value] = {
    "甲": Fraction(31),
    "乙": Fraction(30),
    "零": Fraction(0),
    "缺": Unknown(frozenset(["缺"])),
    "“三公”经费": Fraction("63.46"),
    "是真": True,
    "非税收入": Fraction(4),
    "无": NOT_APPLICABLE,
    "表": ({"数": Fraction(2), "成": True}, {"数": Fraction(5), "成": False}),
    "缺表": ({"数": Fraction(2), "成": Unknown(frozenset(["缺表.成"]))},),
}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("甲 / 乙", Fraction(31, 30)),
        ("（甲 － 乙）÷ 乙 × 100%", Fraction(1, 30)),
        ("-甲 + 2 * 3", Fraction(-25)),
        ("「“三公”经费」 - 32", Fraction("31.46")),
        ("非税收入 = 4 且 非 (甲 < 乙)", True),
        ("30 ≤ 乙 < 甲 != 32", True),
        ("if 甲 > 乙 then 甲 / 乙 else 甲 / 零", Fraction(31, 30)),
        ("if 缺 > 0 then 甲 else 缺", Unknown(frozenset(["缺"]))),
        ("if 缺 > 0 then 甲 else 甲", Fraction(31)),
        ("缺 > 0 或 是真", True),
        ("缺 > 0 and not 是真", False),
        ("甲 / 零", OverZero(False)),
        ("零 / 零 + 缺", OverZero(True)),
        ("缺 / 零", OverZero(Unknown(frozenset(["缺"])))),
        ("无 + 缺", NOT_APPLICABLE),
        ("round(2.5, 1) + round(-2.5, 1) + round(0.125, 0.01)", Fraction("0.13")),
        ("floor(-1.5) + ceil(1.2) + abs(-3) + min(甲, 乙) + max(1, 2)", Fraction(35)),
        ("count(表) + count(表 where 非 成)", Fraction(3)),
        ("sum(数 × 2 of 表 where 数 < 甲 且 成)", Fraction(4)),
        ("average(数 of 表)", Fraction(7, 2)),
        ("count(缺表 where 成 或 数 = 2)", Fraction(1)),
        ("count(缺表 where 成)", Unknown(frozenset(["缺表.成"]))),
    ],
)
def test_expressions(text: str, value: Value) -> None:
    assert evaluate(text, KNOWN.get) == value


# --- methods ---------------------------------------------------------------------------------------------------------

RATE: Node = {"value": {"formula": "甲 / 乙", "unit": "%", "when_denominator_zero": "missing"}}
STAFF = RATE | {"method": "steps", "above": "100%", "step": "1%", "marks_per_step": "0.5"}
FINISHED = {"value": {"formula": "率"}, "method": "steps", "below": "100%", "step": "5%", "marks_per_step": "2"}


@pytest.mark.parametrize(
    ("part_step", "expected"), [("free", Fraction(2)), ("pro_rata", Fraction(5, 3)), ("full", Fraction(3, 2))]
)
def test_steps_over_the_limit(part_step: str, expected: Fraction) -> None:
    assert marks(STAFF | {"part_step": part_step}, {"甲": "112", "乙": "105"}) == expected


def test_steps_never_cost_more_than_full_marks_nor_less_than_nothing() -> None:
    assert marks(STAFF | {"part_step": "free"}, {"甲": "500", "乙": "105"}) == 0
    assert marks(STAFF | {"part_step": "full"}, {"甲": "105", "乙": "105"}) == 5
    assert marks(STAFF | {"part_step": "free"}, {"甲": "136", "乙": "143"}) == 5


@pytest.mark.parametrize(
    ("rate", "full", "part_step", "expected"),
    [
        ("92.8%", 5, "free", "3"),
        ("92.8%", 5, "pro_rata", "2.12"),
        ("92.8%", 5, "full", "1"),
        ("99.27%", 8, "free", "8"),
        ("99.27%", 8, "pro_rata", "7.708"),
        ("99.27%", 8, "full", "6"),
    ],
)
def test_steps_below_the_limit(rate: str, full: int, part_step: str, expected: str) -> None:
    assert marks(FINISHED | {"part_step": part_step}, {"率": rate}, full) == Fraction(expected)


LOWER_CLOSED = [("[90%, )", 5), ("[80%, 90%)", 4), ("[70%, 80%)", 3), ("[60%, 70%)", 2), ("(, 60%)", 0)]
ADJUSTED = [("(, 0)", "2"), ("(0, 10%]", "2"), ("(10%, 20%]", "1"), ("(20%, 30%]", "0.5"), ("(30%, )", "0")]


@pytest.mark.parametrize(("rate", "expected"), [("79.99%", 3), ("80%", 4), ("90%", 5), ("59.99%", 0), ("-5%", 0)])
def test_bands_closed_below(rate: str, expected: int) -> None:
    bands = [{"in": interval, "marks": str(given)} for interval, given in LOWER_CLOSED]
    assert marks({"value": {"formula": "率"}, "method": "bands", "bands": bands}, {"率": rate}) == expected


@pytest.mark.parametrize(
    ("rate", "expected"),
    [("0%", "3"), ("0.01%", "2"), ("10%", "2"), ("10.01%", "1"), ("30%", "0.5"), ("30.01%", "0"), ("-0.01%", "2")],
)
def test_bands_with_a_point(rate: str, expected: str) -> None:
    bands = [{"in": interval, "marks": given} for interval, given in ADJUSTED] + [{"at": "0", "marks": "3"}]
    leaf = {"value": {"formula": "率"}, "method": "bands", "bands": bands}
    assert marks(leaf, {"率": rate}, 3) == Fraction(expected)


def test_conditions_first_hit() -> None:
    rows = [
        {"when": "结余 = 0", "marks": "3"},
        {"when": "结余 ≤ 结转", "marks": "2"},
        {"otherwise": "true", "marks": "0"},
    ]
    leaf = {"method": "conditions", "conditions": rows}
    assert marks(leaf, {"结余": "5", "结转": "8"}, 3) == 2
    assert marks(leaf, {"结余": "0", "结转": "0"}, 3) == 3
    assert marks(leaf, {"结余": "8.01", "结转": "8"}, 3) == 0
    assert marks(leaf, {"结余": "0"}, 3, {"结余": NUMBER, "结转": NUMBER}) == 3
    assert marks(leaf, {"结余": "1"}, 3, {"结余": NUMBER, "结转": NUMBER}) == "missing_data"


def test_checklist_earn_and_lose() -> None:
    items = [{"title": title, "marks": "1"} for title in "一二三"]
    two = {"A01.1": "是", "A01.2": "否", "A01.3": "是"}
    for mode in ("earn", "lose"):
        leaf = {"method": "checklist", "mode": mode, "items": items}
        assert marks(leaf, two, 3, {"其他": YES_NO}) == 2
        assert marks(leaf, {"A01.1": "是"}, 3, {"其他": YES_NO}) == "missing_data"
    met = {"method": "checklist", "mode": "earn", "items": [{"title": "一", "marks": "5", "met": "甲 > 1 或 乙 > 1"}]}
    assert marks(met, {"甲": "2"}, 5, {"甲": NUMBER, "乙": NUMBER}) == 5


def test_incidents_and_rows() -> None:
    assert marks({"method": "incidents", "count": "例", "marks_each": "1"}, {"例": "4"}, 3) == 0
    late = {"专项": [{"按进度": "否" if row < 2 else "是"} for row in range(7)]}
    table = {"专项": {"type": "table", "columns": {"按进度": YES_NO}}}
    leaf = {"method": "incidents", "count": "count(专项 where 非 按进度)", "marks_each": "0.5"}
    assert marks(leaf, late, 3, table) == 2
    assert marks(leaf, {"专项": []}, 3, table) == 3
    assert marks(leaf, {}, 3, table) == "missing_data"


@pytest.mark.parametrize(
    ("better", "actual", "target", "full", "expected"),
    [
        ("higher", "89.974", "90", 20, Fraction("19.99422") + Fraction(2, 900000)),
        ("higher", "90", "90", 20, Fraction(20)),
        ("lower", "100", "90", 10, Fraction(9)),
        ("lower", "0", "0", 10, Fraction(10)),
        ("lower", "1", "0", 10, Fraction(0)),
        ("higher", "-2", "-1", 10, Fraction(0)),
        ("higher", "-2", "5", 10, Fraction(0)),
    ],
)
def test_ratio(better: str, actual: str, target: str, full: int, expected: Fraction) -> None:
    leaf = {"method": "ratio", "actual": "甲", "target": "乙", "better": better}
    assert marks(leaf, {"甲": actual, "乙": target}, full) == expected


def test_yes_no() -> None:
    leaf = {"method": "yes_no", "fact": "违规", "expected": "否"}
    assert marks(leaf, {"违规": "是"}, 13) == 0
    assert marks(leaf, {"违规": "false"}, 13, {"违规": YES_NO}) == 13
    assert marks(leaf, {"违规": "不详"}, 13, {"违规": YES_NO}) == "missing_data"


def test_judged() -> None:
    levels = [{"level": "部分", "share": "[50%, 80%)"}, {"level": "未达", "marks": "1"}]
    leaf = {"method": "judged", "levels": levels}

    def given(**judgement: str) -> Fraction | str:
        return marks(leaf, {}, 8, {"其他": YES_NO}, judgements={"A01": judgement})

    assert given(level="部分", marks="5.6") == Fraction("5.6")
    assert given(level="未达") == 1
    assert given(level="部分", marks="6.4") == "awaiting_judgement"
    assert marks(leaf, {}, 8, {"其他": YES_NO}) == "awaiting_judgement"


@pytest.mark.parametrize(
    ("policy", "both", "numerator", "expected"),
    [
        ("full", None, "3", Fraction(5)),
        ("zero", None, "3", Fraction(0)),
        ("2", None, "3", Fraction(2)),
        ("missing", None, "3", "missing_data"),
        ("not_applicable", None, "3", "not_applicable"),
        ("missing", "full", "0", Fraction(5)),
        ("missing", "full", "3", "missing_data"),
        ("zero", None, None, Fraction(0)),
        ("zero", "full", None, "missing_data"),
    ],
)
def test_zero_denominator(policy: str, both: str | None, numerator: str | None, expected: Fraction | str) -> None:
    value = RATE["value"] | {"when_denominator_zero": policy} | ({"when_both_zero": both} if both else {})
    leaf = STAFF | {"value": value, "part_step": "free", "not_applicable": "zero"}
    figures = {"乙": "0"} | ({"甲": numerator} if numerator else {})
    assert marks(leaf, figures, 5, {"甲": NUMBER, "乙": NUMBER}) == expected


# --- not applicable, lines, rounding ---------------------------------------------------------------------------------


def absent(code: str, full: int, policy: str) -> Node:
    answer = {"method": "yes_no", "fact": "有", "expected": "是", "applies_when": "有"}
    return {"indicator": code, "code": code, "full_marks": str(full), "not_applicable": policy} | answer


def test_rescaled_over_the_rule_set() -> None:
    rule_set = rules([absent("A01", 7, "rescale"), judged_out_of(93)], 100, {"有": YES_NO})
    sheet = score(rule_set, {"facts": {"有": "否"}, "judgements": {"Z01": {"marks": "88"}}})
    assert (sheet["total"], sheet["grade"]) == (Fraction("94.62"), "优")
    assert [(line["kind"], line["amount"]) for line in sheet["lines"]] == [("rescale", Fraction("6.62"))]
    assert sheet["indicators"]["A01"]["not_counted"] == 7


@pytest.mark.parametrize(("policy", "total"), [("full", 95), ("zero", 88)])
def test_not_applicable_counted_in_full_or_as_nothing(policy: str, total: int) -> None:
    rule_set = rules([absent("A01", 7, policy), judged_out_of(93)], 100, {"有": YES_NO})
    sheet = score(rule_set, {"facts": {"有": "否"}, "judgements": {"Z01": {"marks": "88"}}})
    assert (sheet["total"], sheet["lines"]) == (total, [])


def test_group_with_both_kinds_of_rescaling() -> None:
    inner = [absent("A01", 5, "rescale_group"), absent("A02", 10, "rescale"), judged_out_of(25)]
    rest = judged_out_of(60) | {"code": "Z02"}
    rule_set = rules([{"group": "甲", "full_marks": "40", "parts": inner}, rest], 100, {"有": YES_NO})
    judgements = {"Z01": {"marks": "20"}, "Z02": {"marks": "43"}}
    sheet = score(rule_set, {"facts": {"有": "否"}, "judgements": judgements})
    # 20 × (40 − 10) ÷ (40 − 10 − 5) = 24, then (24 + 43) × 100 ÷ 90 = 74.44
    kinds = [(line["kind"], line["amount"]) for line in sheet["lines"]]
    assert kinds == [("rescale_group", 4), ("rescale", Fraction("7.44"))]
    assert sheet["total"] == Fraction("74.44")


def test_group_with_nothing_left_follows_its_own_policy() -> None:
    group = {"group": "甲", "full_marks": "7", "not_applicable": "full"}
    rule_set = rules([group | {"parts": [absent("A01", 7, "rescale")]}, judged_out_of(93)], 100, {"有": YES_NO})
    sheet = score(rule_set, {"facts": {"有": "否"}, "judgements": {"Z01": {"marks": "88"}}})
    assert (sheet["total"], sheet["lines"]) == (95, [])


BY_CLAIM = {
    "line": "等级差",
    "coefficient": {"1": "90%", "2": "80%", "3": "70%"},
    "by": "grades_below_claim",
    "without_claim": "missing",
    "regrade": "true",
}


@pytest.mark.parametrize(
    ("claim", "earned", "regrade", "total", "grade"),
    [
        ("优", "84", "true", "75.6", "中"),
        ("优", "84", "false", "75.6", "良"),
        ("优", "70", "true", "56", "差"),
        ("优", "30", "true", "21", "差"),
        ("良", "95", "true", "95", "优"),
    ],
)
def test_coefficient_by_grades_below_the_claim(claim: str, earned: str, regrade: str, total: str, grade: str) -> None:
    sheet = total_of([BY_CLAIM | {"regrade": regrade}], earned, claims={"grade": claim})
    assert (sheet["total"], sheet["grade"]) == (Fraction(total), grade)


def test_coefficient_without_a_claim() -> None:
    assert total_of([BY_CLAIM], "84")["total"] is None
    assert total_of([BY_CLAIM | {"without_claim": "skip"}], "84")["total"] == 84


def test_lines_in_order_and_the_last_cut() -> None:
    cap = {"line": "封顶", "cap": "89", "when": "问题"}
    bonus = {"line": "加分", "add": "5", "method": "yes_no", "fact": "问题", "expected": "是"}
    factor = {"line": "系数", "coefficient": "90%"}
    facts = {"问题": "是"}
    assert total_of([cap, bonus, factor], "98", facts)["total"] == Fraction("84.6")
    assert total_of([factor, bonus, cap], "98", facts)["total"] == 89
    assert total_of([bonus], "98", facts)["total"] == 100
    assert [line["amount"] for line in total_of([bonus], "98", facts)["lines"]] == [5, -3]
    assert total_of([bonus], "98", facts, total_at_most="102")["total"] == 102
    take = bonus | {"line": "减分"}
    take["take"] = take.pop("add")
    assert total_of([take], "3", facts)["total"] == 0


def test_cap_by_execution_rate() -> None:
    bands = [{"in": "[80%, )", "cap": "none"}, {"in": "[70%, 80%)", "cap": "89"}, {"in": "(, 70%)", "cap": "59"}]
    lines = [{"line": "执行率封顶", "cap_by": "率", "bands": bands}]
    rule_set = rules([judged_out_of(100)], 100, {"率": {"type": "percent"}}, total=lines)
    totals = []
    for rate in ("80%", "79.99%", "70%", "69.99%"):
        sheet = score(rule_set, {"facts": {"率": rate}, "judgements": {"Z01": {"marks": "95"}}})
        totals.append(sheet["total"])
    assert totals == [95, 89, 89, 59]
    assert score(rule_set, {"facts": {}, "judgements": {"Z01": {"marks": "59"}}})["total"] == 59


def test_unanswered_condition_of_a_line() -> None:
    cap, veto = {"line": "封顶", "cap": "89", "when": "问题"}, {"line": "否决", "grade_at_most": "差", "when": "问题"}
    assert total_of([cap], "95", {"问题": ""})["total"] is None
    assert total_of([cap], "89", {"问题": ""})["total"] == 89
    sheet = total_of([veto], "95", {"问题": ""})
    assert (sheet["total"], sheet["grade"]) == (95, None)
    assert total_of([veto], "95", {"问题": "是"})["grade"] == "差"


@pytest.mark.parametrize(
    ("mode", "at", "basis", "total", "grade"),
    [
        ("half_up", "indicator", "exact", "90", "优"),
        ("half_even", "indicator", "exact", "90", "优"),
        ("half_up", "total", "exact", "89.5", "良"),
        ("half_up", "total", "rounded", "89.5", "优"),
    ],
)
def test_rounding_moves_grades(mode: str, at: str, basis: str, total: str, grade: str) -> None:
    rounding = {"step": "1", "mode": mode, "at": at}
    sheet = total_of([], "89.5", rounding=rounding, grades={"basis": basis, "floors": FLOORS})
    assert (sheet["total"], sheet["grade"], sheet["shown_total"]) == (Fraction(total), grade, 90)


def test_half_even_takes_the_even_neighbour() -> None:
    rounding = {"step": "1", "mode": "half_even", "at": "indicator"}
    assert [total_of([], earned, rounding=rounding)["total"] for earned in ("88.5", "89.5")] == [88, 90]
