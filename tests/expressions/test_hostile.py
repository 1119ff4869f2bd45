"""Expressions written to break the reader: nothing gets out, nothing hangs, every answer has a place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from effort import calls
from expressions.known import PLACE, codes, read
from scoring.diagnostics import Language

INJECTIONS = [
    "__import__('os').system('id')",
    "__class__",
    "支出.__class__.__mro__",
    "().__class__",
    "import os",
    "from os import system",
    "exec('1')",
    "eval(支出)",
    "getattr(支出, 公开)",
    "open('/etc/passwd')",
    "lambda x: x",
    "(lambda: 1)()",
    "[x for x in 专项资金]",
    "{1: 2}",
    "专项资金[0]",
    "支出[::2]",
    "f'{支出}'",
    "f\"{__import__('os')}\"",
    "'%s' % 支出",
    "(x := 5)",
    "x = y = 1",
    "支出; 支出",
    "支出\\n支出",
    "支出 if 公开 else 1",
    "@支出",
    "`id`",
    "$(id)",
    "${支出}",
    "{{支出}}",
    "支出 # 注释",
    "支出 // 2",
    "支出 % 2",
    "2 ** 9999999",
    "9 ^ 9",
    "ｅｘｅｃ(支出)",
    "ｍｉｎ(支出, 1)",
    "𝐞𝐱𝐞𝐜",
    "「𝐞𝐱𝐞𝐜」",
    "ⅹ",
    "支出\u200b",
    "支\u202e出",
    "支出\x00",
    "\ufeff支出",
    "＝HYPERLINK(1)",
    "=1+1",
    "@SUM(支出)",
    "NaN",
    "inf",
    "1_000",
    "0x10",
    "0b1",
    "1j",
    "True",
    "None",
    "支出 is 年初预算",
    "支出 in 专项资金",
    "sum(支出 for 支出 in 专项资金)",
    "min(*专项资金)",
    "max(a=1)",
    "print(支出)",
    "yield 支出",
    "支出++",
    "支出 += 1",
    "~支出",
    "支出 & 1",
    "支出 | 1",
    "支出 << 2",
    "支出 >> 2",
    "\ud800",
]


@pytest.mark.parametrize("text", INJECTIONS)
def test_refused(text: str) -> None:
    found, findings = read(text)
    assert found is None
    assert findings
    for finding in findings:
        assert finding.code.startswith("E")
        assert finding.place.line == PLACE.line
        assert PLACE.column <= finding.place.column <= PLACE.column + len(text)
        Language("zh").render(finding.text)


HUGE = [
    ("(" * 10_000, "E401"),
    ("-" * 20_000, "E401"),
    ("9" * 100_000, "E401"),
    ("(" * 1000, "E403"),
    ("(" * 500 + ")" * 500, "E403"),
    ("「" * 1000, "E403"),
    ("-" * 1000, "E103"),
    ("-" * 990 + "系数", "E402"),
    ("- " * 110 + "系数", "E405"),
    ("非 " * 490 + "公开", "E405"),
    ("if 公开 then 1 else " * 55 + "1", None),
    ("if 公开 then " * 80 + "1", "E103"),
    ("if " * 300, "E103"),
    ("1<" * 400 + "2", "E402"),
    ("(1 或 1 且 not 1<1+1*-" * 38 + "1" + ")" * 38, "E405"),
    ("((0≤" * 20 + "系数" + "≤1)+1)" * 20, None),
    ("min(" * 40 + "1" + ",1)" * 40, None),
    ("count(专项资金 where " * 35, None),
    ("1,234" * 150, None),
    ("a." * 400, None),
    ("=" * 900, None),
    ("且" * 900, None),
    ("甲且" * 400, None),
    ("1" * 900 + "e5", None),
]


@pytest.mark.parametrize(("text", "code"), HUGE)
def test_answered_with_little_work(text: str, code: str | None) -> None:
    read("1")  # the parser is made
    answer = codes(text)
    assert calls(lambda: codes(text)) < 100 * len(text)
    assert len(answer) <= 20
    if code is not None:
        assert answer[:1] == [code]


SIGNS = "()（）「」+-*/×÷%％=＝<>≤≥≠!&|.,，。;:[]{}\"'“”0123456789 \n\u3000_·且或非²①Ａａ１é̈"
WORDS = ("if ", " then ", " else ", " and ", " or ", "not ", " of ", " where ", "min(", "count(", "sum(", "round(")
THINGS = (
    "支出",
    "公开",
    "专项资金",
    "金额",
    "等次",
    "优秀",
    "验收日期",
    "marks(A01)",
    "missing(",
    "1,234",
    "90%",
    "是",
)
PIECES = st.sampled_from([*SIGNS, *WORDS, *THINGS])


@settings(max_examples=400, deadline=2000)
@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=25).map("".join)))
def test_any_text_gets_an_answer(text: str) -> None:
    found, findings = read(text, cross_check=True)
    assert (found is None) is bool(findings)
    for finding in findings:
        assert finding.place.line == PLACE.line
        assert PLACE.column <= finding.place.column <= PLACE.column + max(len(text), 1)
        for sentence in (finding.text, finding.hint):
            if sentence is not None:
                Language("en").render(sentence)
