"""Yes/no method: 是否存在违规行为, 13 marks (nested weights); 29 in post for 14 posts (Linxiang report form)."""

from __future__ import annotations

from typing import Any

import pytest

from methods.support import COUNT, YES_NO, One, check_reason, decimal, read_well, reason_codes

BREACH = One("13", {"method": "yes_no", "fact": "是否存在违规行为", "expected": "否"}, {"是否存在违规行为": YES_NO})
STAFF = One(
    "5",
    {"method": "yes_no", "fact": "在职人数 ≤ 编制数", "expected": "是"},
    {"在职人数": COUNT, "编制数": COUNT},
)


@pytest.mark.parametrize(("answer", "marks"), [("是", "0"), ("否", "13")])
def test_m22_breach(answer: str, marks: str) -> None:
    assert BREACH.marks(是否存在违规行为=answer) == marks


@pytest.mark.parametrize(("people", "posts", "marks"), [("29", "14", "0"), ("21", "21", "5")])
def test_m22_people_in_post(people: str, posts: str, marks: str) -> None:
    assert STAFF.marks(在职人数=people, 编制数=posts) == marks


@pytest.mark.parametrize(
    ("one", "facts", "code", "zh", "en"),
    [
        (BREACH, {"是否存在违规行为": "否"}, "yes_no.expected", "否", "no"),
        (BREACH, {"是否存在违规行为": "是"}, "yes_no.unexpected", "是", "yes"),
        (STAFF, {"在职人数": "9", "编制数": "14"}, "yes_no.expected", "是", "yes"),
        (STAFF, {"在职人数": "29", "编制数": "14"}, "yes_no.unexpected", "否", "no"),
    ],
)
def test_reasons_name_question_and_answer(one: One, facts: dict[str, Any], code: str, zh: str, en: str) -> None:
    row = one.row(facts)
    question = "是否存在违规行为" if one is BREACH else "在职人数 ≤ 编制数"
    check_reason(row, code, question, *([] if row.deduction == 0 else [decimal(row.deduction)]))
    assert row.reason is not None
    answer = dict(row.reason.text.values)["answer"]
    assert str(getattr(answer, "text", "")) == en
    assert [*reason_codes(read_well(one.rules))] == ["yes_no.expected", "yes_no.unexpected"]


@pytest.mark.parametrize(
    "keys", [{"expected": "maybe"}, {"expected": None}, {"fact": "1 + 1"}, {"fact": None}, {"fact": "没有"}]
)
def test_findings(keys: dict[str, Any]) -> None:
    assert len(BREACH.findings(**keys)) == 1
