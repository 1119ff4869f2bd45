"""Judged method: three levels of Hubei and Jiangxi (100-80, 80-50, 50-0), and discretion (酌情扣分)."""

from __future__ import annotations

from typing import Any

import pytest

from generate_files import as_yaml
from methods.support import (
    INSTITUTION,
    PERCENT,
    One,
    bounds,
    check_reason,
    decimal,
    read_well,
    reason_codes,
    sheet_and_findings,
    submit,
)
from scoring.checks import check
from scoring.diagnostics import Language
from scoring.documents import read_text
from scoring.engine.found import State
from scoring.engine.sheet import Scored
from scoring.submissions import read_submission

LEVELS = [
    {"level": "达成", "share": "[80%, 100%]"},
    {"level": "部分达成", "share": "[50%, 80%)"},
    {"level": "未达成", "share": "[0%, 50%)", "source": "ours"},
]


def judged(full: str, levels: list[dict[str, str]] | None = None) -> One:
    return One(full, {"method": "judged"} | ({} if levels is None else {"levels": levels}), {})


def judgement(**parts: str) -> dict[str, Any]:
    return {"judgements": {"A01": {"reason": "材料不全", "evaluator": "张三"} | parts}}


def row_of(one: One, **parts: str) -> tuple[Scored, list[str]]:
    made, findings = sheet_and_findings(one.rules, {}, **judgement(**parts))
    return made.indicators[0], [finding[:4] for finding in findings]


def test_m11_partly_met_at_70_percent_of_8() -> None:
    row = judged("8", LEVELS).row({}, **judgement(level="部分达成", marks="5.6"))
    assert decimal(row.marks) == "5.6"
    check_reason(row, "judged.below", "张三", "部分达成", "5.6", "8", "2.4", "材料不全")


@pytest.mark.parametrize(("marks", "found"), [("5.6", []), ("4", []), ("3.99", ["S308"]), ("6.4", ["S308"])])
def test_m11_marks_must_lie_inside_the_level(marks: str, found: list[str]) -> None:
    row, findings = row_of(judged("8", LEVELS), level="部分达成", marks=marks)
    assert findings == found
    assert row.state is (State.AWAITING_JUDGEMENT if found else State.SCORED)


@pytest.mark.parametrize(
    ("share", "low", "high"),
    [
        ("[60%, 80%)", True, False),
        ("(60%, 80%]", False, True),
        ("(60%, 80%)", False, False),
        ("[60%, 80%]", True, True),
    ],
)
def test_an_open_end_does_not_belong_to_its_level(share: str, low: bool, high: bool) -> None:
    one = judged("5", [{"level": "部分达成", "share": share}])
    assert row_of(one, level="部分达成", marks="3")[1] == ([] if low else ["S308"])
    assert row_of(one, level="部分达成", marks="4")[1] == ([] if high else ["S308"])
    assert row_of(one, level="部分达成", marks="3.5")[1] == []


def test_an_end_open_in_both_neighbours_belongs_to_none() -> None:
    one = judged("5", [{"level": "好", "share": "(60%, 100%]"}, {"level": "差", "share": "[0%, 60%)"}])
    assert row_of(one, marks="3")[1] == ["S310"]
    assert row_of(one, marks="3.01")[1] == []


def test_m28_discretion_without_levels() -> None:
    assert decimal(judged("10").row({}, **judgement(marks="9")).marks) == "9"
    assert row_of(judged("10"), marks="10.01")[1] == ["S309"]
    assert row_of(judged("10"), level="好")[1] == ["S306"]


def test_levels_with_fixed_marks() -> None:
    one = judged("10", [{"level": "好", "marks": "10"}, {"level": "中", "marks": "6"}, {"level": "差", "marks": "0"}])
    assert decimal(one.row({}, **judgement(level="中")).marks) == "6"
    assert decimal(one.row({}, **judgement(level="中", marks="6")).marks) == "6"
    assert row_of(one, level="中", marks="7")[1] == ["S308"]


@pytest.mark.parametrize(
    ("parts", "low", "high"), [({"level": "部分达成"}, "4", "6.4"), ({"level": "达成"}, "6.4", "8")]
)
def test_a_level_alone_leaves_its_range(parts: dict[str, str], low: str, high: str) -> None:
    row, _ = row_of(judged("8", LEVELS), **parts)
    assert (row.state, decimal(row.low), decimal(row.high)) == (State.AWAITING_JUDGEMENT, low, high)
    check_reason(row, "awaiting_judgement", low, high)


def test_no_judgement_leaves_everything_the_levels_allow() -> None:
    row = judged("8", LEVELS[:2]).row({})
    assert (row.state, decimal(row.low), decimal(row.high)) == (State.AWAITING_JUDGEMENT, "4", "8")


def test_reasons_name_their_figures() -> None:
    one = judged("8", LEVELS)
    check_reason(one.row({}, **judgement(level="达成", marks="8")), "judged.full", "张三", "达成", "8")
    check_reason(one.row({}, **judgement(marks="5")), "judged.below", "张三", "5", "8", "3", "材料不全")
    full = judged("8").row({}, judgements={"A01": {"marks": "8", "evaluator": "李四"}})
    check_reason(full, "judged.full", "李四", "8")
    assert [*reason_codes(read_well(one.rules))] == ["judged.full", "judged.below"]


@pytest.mark.parametrize(
    ("level", "finding"),
    [
        ({"level": "好"}, "R126"),
        ({"level": "好", "share": "[0%, 50%]", "marks": "3"}, "R126"),
        ({"level": "好", "share": "[80%, )"}, "R127"),
        ({"level": "好", "share": "(, 50%]"}, "R127"),
        ({"level": "好", "share": "[-10%, 50%]"}, "R127"),
        ({"level": "好", "share": "[80%, 120%]"}, "R127"),
        ({"level": "好", "marks": "-1"}, "R112"),
        ({"level": "好", "share": "[0, 0.5]"}, "E126"),
    ],
)
def test_findings(level: dict[str, str], finding: str) -> None:
    found = judged("8").findings(levels=[level])
    assert found[0].startswith(finding)


def test_the_sentence_shows_what_each_level_brings() -> None:
    levels = [*LEVELS[:2], {"level": "未达成", "marks": "0"}]
    sentence = read_well(judged("8", levels).rules).indicators[0].lowered.sentence
    for code in ("zh", "en"):
        text = Language(code).render(sentence)
        assert not [one for one in ("[50%, 80%)", "6.4", "部分达成", "未达成", "0") if one not in text], text


FULL_WHEN = {"full_when": "完成率 ≥ 100%"}
RATE = {"完成率": PERCENT}


def settled(**keys: Any) -> One:
    return One("8", {"method": "judged", "levels": LEVELS} | FULL_WHEN | keys, RATE)


def test_full_marks_without_a_judgement_where_the_condition_holds() -> None:
    row = settled().row({"完成率": "100%"})
    assert (row.state, decimal(row.marks)) == (State.SCORED, "8")
    check_reason(row, "judged.settled", "完成率", "100%", "8")
    waiting = settled().row({"完成率": "99.99%"})
    assert (waiting.state, bounds(waiting)) == (State.AWAITING_JUDGEMENT, ("0", "8"))
    judged_row = settled().row({"完成率": "99.99%"}, **judgement(level="部分达成", marks="5.6"))
    assert decimal(judged_row.marks) == "5.6"


def test_while_the_condition_is_open_both_count() -> None:
    row = settled().row({}, **judgement(level="部分达成", marks="5.6"))
    assert (row.state, bounds(row)) == (State.MISSING_DATA, ("5.6", "8"))
    full = settled().row({}, **judgement(level="达成", marks="8"))
    assert (full.state, decimal(full.marks)) == (State.SCORED, "8")
    assert bounds(settled().row({})) == ("0", "8")


def test_a_judgement_that_is_not_needed_is_said_and_not_used() -> None:
    given = judgement(level="部分达成", marks="5.6")
    made, findings = sheet_and_findings(settled().rules, {"完成率": "120%"}, **given)
    assert [finding[:4] for finding in findings] == ["S331"]
    assert decimal(made.indicators[0].marks) == "8"


@pytest.mark.parametrize(
    ("level", "marks", "nearest"),
    [("部分达成", "4.25", "4, 4.5"), ("部分达成", "6.3", "6"), ("达成", "6.4", "6.5"), ("", "7.9", "7.5, 8")],
)
def test_marks_are_entered_in_steps(level: str, marks: str, nearest: str) -> None:
    parts = {"marks": marks} | ({"level": level} if level else {})
    one = {"method": "judged", "levels": LEVELS, "entry_step": "0.5"}
    stepped = One("8", one, {})
    submission, findings = submit(read_well(stepped.rules), {}, **judgement(**parts))
    assert [finding[:4] for finding in findings] == ["S332"]
    assert not submission.judgements
    hint = hints_of(stepped, parts)
    assert hint.endswith(f": {nearest}"), hint
    assert row_of(stepped, level="部分达成", marks="4.5")[1] == []


def hints_of(one: One, parts: dict[str, str]) -> str:
    text = as_yaml(INSTITUTION | {"facts": {}} | judgement(**parts))
    document, _ = read_text(text.encode(), "submission.yaml", "yaml")
    assert document is not None
    _, (finding,) = read_submission(document, read_well(one.rules))
    assert finding.hint is not None
    return Language("en").render(finding.hint)


def test_fixed_marks_need_not_be_a_multiple_of_the_step() -> None:
    levels = [{"level": "好", "marks": "8"}, {"level": "差", "marks": "0.25"}]
    one = One("8", {"method": "judged", "levels": levels, "entry_step": "0.5"}, {})
    assert decimal(one.row({}, **judgement(level="差")).marks) == "0.25"
    assert decimal(one.row({}, **judgement(level="差", marks="0.25")).marks) == "0.25"
    assert not check(read_well(one.rules))


def test_the_sentence_says_what_settles_it_and_the_step() -> None:
    sentence = read_well(settled(entry_step="0.1").rules).indicators[0].lowered.sentence
    for code in ("zh", "en"):
        text = Language(code).render(sentence)
        assert not [one for one in ("完成率", "100%", "0.1", "8") if one not in text], text
