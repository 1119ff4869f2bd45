"""Checklist items that are judged, that may not apply, or both."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from methods.support import (
    YES_NO,
    One,
    bounds,
    check_reason,
    check_sound,
    decimal,
    leaf,
    read_well,
    rule_set,
    sheet,
    sheet_and_findings,
    submit,
    texts,
)
from scoring.diagnostics import Language
from scoring.engine import score
from scoring.engine.found import State

FACTS = {"有专项": YES_NO, "有工程": YES_NO, "已公开": YES_NO}
OFFICE = {"title": "已制定办法", "marks": "4"}
WORK = {"title": "执行有效", "marks": "4", "judged": "true"}
FUNDS = {"title": "专项资金规范", "marks": "2", "applies_when": "有专项"}


def checklist(*items: dict[str, Any], mode: str = "earn", **keys: Any) -> One:
    return One("10", {"method": "checklist", "mode": mode, "items": list(items)} | keys, FACTS)


def judgement(code: str, marks: str, reason: str = "台账不全") -> dict[str, Any]:
    return {code: {"marks": marks, "reason": reason, "evaluator": "张三"}}


def funds(policy: str, **keys: Any) -> dict[str, Any]:
    return FUNDS | {"not_applicable": policy} | keys


@pytest.mark.parametrize(("mode", "marks"), [("earn", "9"), ("lose", "9")])
def test_a_judged_item_brings_what_the_evaluator_gives(mode: str, marks: str) -> None:
    one = checklist(OFFICE, WORK, FUNDS | {"not_applicable": "full"}, mode=mode)
    row = one.row({"A01.1": "是", "A01.3": "是", "有专项": "是"}, judgements=judgement("A01.2", "3"))
    assert decimal(row.marks) == marks
    check_reason(row, "checklist.wanting", "2", "执行有效", "张三", "3", "4", "台账不全", "1")
    assert "已制定办法" not in texts(row)[1]
    assert sorted(read_well(one.rules).facts) == ["A01.1", "A01.3", "已公开", "有专项", "有工程"]


def test_only_what_is_judged_is_awaited() -> None:
    items = (OFFICE, WORK, FUNDS | {"judged": "true", "not_applicable": "full"})
    one = checklist(*items)
    made = sheet(one.rules, {"A01.1": "是", "有专项": "是"})
    (row,) = made.indicators
    assert (row.state, bounds(row)) == (State.AWAITING_JUDGEMENT, ("4", "10"))
    check_reason(row, "awaiting_judgement", "A01.2", "A01.3", "4", "10")
    assert {(one.name, one.codes) for one in made.missing if one.material} == {("A01.2", ("A01",)), ("A01.3", ("A01",))}
    assert one.row({"有专项": "是"}).state is State.MISSING_DATA
    assert bounds(one.row({"A01.1": "是", "有专项": "否"})) == ("6", "10")


def test_a_judged_item_alone_is_named_too() -> None:
    row = checklist(OFFICE, WORK | {"marks": "6"}).row({"A01.1": "否"})
    check_reason(row, "awaiting_judgement", "A01.2", "0", "6")


@pytest.mark.parametrize(
    ("marks", "reason", "findings"),
    [("4", "", []), ("3", "", ["S311"]), ("3", "台账不全", []), ("4.5", "超额", ["S309"])],
)
def test_the_reason_is_owed_below_the_marks_of_the_item(marks: str, reason: str, findings: list[str]) -> None:
    given = {"A01.2": {"marks": marks, "evaluator": "张三"} | ({"reason": reason} if reason else {})}
    one = checklist(OFFICE, WORK, FUNDS | {"not_applicable": "full"})
    _, found = sheet_and_findings(one.rules, {"A01.1": "是", "有专项": "否"}, judgements=given)
    assert [finding[:4] for finding in found] == findings


def test_the_whole_indicator_is_not_judged() -> None:
    one = checklist(OFFICE, WORK, FUNDS | {"not_applicable": "full"})
    _, found = sheet_and_findings(one.rules, {"A01.1": "是", "有专项": "否"}, judgements=judgement("A01", "9"))
    assert [finding[:4] for finding in found] == ["S330"]


@pytest.mark.parametrize(
    ("policy", "mode", "given", "marks"),
    [
        ("full", "earn", "是是", "10"),
        ("full", "lose", "是否", "6"),
        ("zero", "earn", "是是", "8"),
        ("zero", "lose", "是是", "8"),
        ("rescale", "earn", "是是", "10"),
        ("rescale", "earn", "是否", "5"),  # 10 × 4 ÷ 8
        ("rescale", "lose", "是否", "5"),
        ("rescale", "earn", "否否", "0"),
        ("rescale", "lose", "否否", "0"),
    ],
)
def test_an_item_that_does_not_apply(policy: str, mode: str, given: str, marks: str) -> None:
    items = (OFFICE, {"title": "执行有效", "marks": "4"}, funds(policy))
    one = checklist(*items, mode=mode)
    facts = {"A01.1": given[0], "A01.2": given[1], "有专项": "否"}
    assert one.marks(**facts) == marks
    assert one.marks(**facts | {"有专项": "是", "A01.3": "是"}) == str(4 * given.count("是") + 2)


def test_reasons_name_what_does_not_apply() -> None:
    one = checklist(OFFICE, {"title": "执行有效", "marks": "4"}, funds("rescale"))
    whole = one.row({"A01.1": "是", "A01.2": "是", "有专项": "否"})
    check_reason(whole, "checklist.all_that_apply", "3", "专项资金规范")
    assert "执行有效" not in texts(whole)[1]
    check_reason(one.row({"A01.1": "是", "A01.2": "是", "有专项": "是", "A01.3": "是"}), "checklist.all", "3")
    half = one.row({"A01.1": "是", "A01.2": "否", "有专项": "否"})
    check_reason(half, "checklist.wanting", "2", "执行有效", "4", "3", "专项资金规范", "5")
    zero = checklist(OFFICE, {"title": "执行有效", "marks": "4"}, funds("zero"))
    check_reason(
        zero.row({"A01.1": "是", "A01.2": "是", "有专项": "否"}), "checklist.wanting", "3", "专项资金规范", "2"
    )


def test_two_items_may_leave_the_list_and_two_not_apply() -> None:
    items = (
        OFFICE | {"marks": "5"},
        funds("rescale", marks="3"),
        {"title": "工程", "marks": "2", "applies_when": "有工程", "not_applicable": "rescale"},
    )
    one = checklist(*items)
    assert one.marks(**{"A01.1": "是", "A01.2": "否", "有专项": "是", "有工程": "否"}) == "6.25"  # 10 × 5 ÷ 8
    row = one.row({"A01.1": "是", "有专项": "否", "有工程": "否"})
    check_reason(row, "checklist.all_that_apply", "2", "专项资金规范", "3", "工程")


@pytest.mark.parametrize("policy", ["full", "rescale"])
def test_where_no_item_is_left_the_indicator_does_not_apply(policy: str) -> None:
    items = (
        funds("rescale", marks="6"),
        {"title": "工程", "marks": "4", "judged": "true", "applies_when": "有工程", "not_applicable": "rescale"},
    )
    assert [one[:4] for one in checklist(*items).findings()] == ["R155"]
    keys = {"method": "checklist", "mode": "earn", "items": list(items), "not_applicable": policy}
    other = leaf("B01", "10", {"method": "yes_no", "fact": "已公开", "expected": "是"})
    rules = rule_set("20", [leaf("A01", "10", keys), other], FACTS)
    made = sheet(rules, {"有专项": "否", "有工程": "否", "已公开": "是"})
    assert made.indicators[0].state is State.NOT_APPLICABLE
    check_reason(made.indicators[0], "checklist.empty", "有专项", "有工程")
    assert decimal(made.total.marks) == "20"
    one = sheet(rules, {"有专项": "是", "A01.1": "是", "有工程": "否", "已公开": "是"})
    assert decimal(one.indicators[0].marks) == "10"


def test_one_item_that_may_not_apply_is_the_whole_list() -> None:
    row = checklist(funds("rescale", marks="10"), not_applicable="zero").row({"有专项": "否"})
    assert (row.state, decimal(row.marks)) == (State.NOT_APPLICABLE, "0")


@pytest.mark.parametrize(("mode", "policy"), [*product(["earn", "lose"], ["full", "zero", "rescale"])])
def test_open_items_are_bounded_soundly(mode: str, policy: str) -> None:
    one = checklist(OFFICE, {"title": "执行有效", "marks": "4"}, funds(policy), mode=mode)
    answers = ["是", "否"]
    everything = dict.fromkeys(("A01.1", "A01.2", "A01.3", "有专项"), answers)
    for given in ({}, {"A01.1": "是"}, {"有专项": "否"}, {"有专项": "是", "A01.3": "是"}, {"A01.2": "否"}):
        check_sound(one.rules, given, {name: values for name, values in everything.items() if name not in given})


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"A01.1": "是", "A01.2": "否"}, ("4", "6")),  # 4 of 10, 5 (4 of 8), 6 of 10
        ({"A01.1": "是", "A01.2": "否", "A01.3": "是"}, ("5", "6")),
        ({"A01.1": "是", "A01.2": "否", "A01.3": "否"}, ("4", "5")),
        ({"A01.2": "否", "有专项": "否"}, ("0", "5")),
        ({"A01.1": "是", "A01.2": "是"}, ("8", "10")),
    ],
)
def test_sharing_is_bounded_sharply(given: dict[str, str], expected: tuple[str, str]) -> None:
    one = checklist(OFFICE, {"title": "执行有效", "marks": "4"}, funds("rescale"))
    assert bounds(one.row(given)) == expected


def test_a_judgement_that_is_not_needed_is_said_and_not_used() -> None:
    one = checklist(OFFICE | {"marks": "8"}, funds("rescale", judged="true"))
    made, found = sheet_and_findings(one.rules, {"A01.1": "是", "有专项": "否"}, judgements=judgement("A01.2", "0"))
    assert [finding[:4] for finding in found] == ["S331"]
    assert decimal(made.indicators[0].marks) == "10"
    _, none = submit(read_well(one.rules), {"A01.1": "是"}, judgements=judgement("A01.2", "0"))
    assert not none


def test_items_of_a_line_are_judged_under_its_name() -> None:
    line = {"line": "加分", "add": "4", "method": "checklist", "mode": "earn", "items": [WORK], "source": "ours"}
    rules = rule_set("10", [leaf("A01", "10", {"method": "judged"})], {}, total=[line], total_at_most="14")
    ready = read_well(rules)
    submission, findings = submit(ready, {}, judgements=judgement("A01", "8") | judgement("加分.1", "3"))
    assert not findings
    made = score(ready, submission)
    assert decimal(made.total.marks) == "11"
    assert made.lines[0].reason is not None
    assert "台账不全" in Language("zh").render(made.lines[0].reason.text)


@pytest.mark.parametrize(
    ("item", "finding"),
    [
        ({"met": "已公开", "judged": "true"}, "R350"),
        ({"applies_when": "有专项"}, "R351"),
        ({"not_applicable": "full"}, "R352"),
        ({"applies_when": "有专项", "not_applicable": "rescale_group"}, "D209"),
    ],
)
def test_findings(item: dict[str, str], finding: str) -> None:
    found = checklist(OFFICE, {"title": "乙", "marks": "6"} | item).findings()
    assert [one[:4] for one in found] == [finding]


def test_the_sentence_says_how_each_item_is_found() -> None:
    items = (OFFICE, WORK, funds("rescale", met="已公开"))
    sentence = read_well(checklist(*items).rules).indicators[0].lowered.sentence
    for code in ("zh", "en"):
        text = Language(code).render(sentence)
        assert not [one for one in ("已制定办法", "执行有效", "4", "有专项", "已公开", "10") if one not in text], text
