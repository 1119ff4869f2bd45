"""Messages become sentences; numbers, units and lists follow the reader's language; nothing can break a sentence."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.diagnostics import Language, Message, Quantity, Value, Word, message
from scoring.diagnostics import language as module

ZH, EN = Language("zh"), Language("en")


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        (Quantity(Fraction(31, 30), "%", 2), "103.33%", "103.33%"),
        (Quantity(Fraction(31, 30), "%"), "103.3333%", "103.3333%"),
        (Quantity(Fraction(95, 100), "%"), "95%", "95%"),
        (Quantity(Fraction(1, 30), "%", 2, points=True), "3.33个百分点", "3.33 percentage points"),
        (Quantity(Fraction(1, 100), "%", points=True), "1个百分点", "1 percentage point"),
        (Quantity(Fraction("186.28"), "万元"), "186.28万元", "186.28万元"),
        (Quantity(Fraction(1000), "万元", 2), "1000.00万元", "1000.00万元"),
        (Quantity(Fraction(2, 3)), "0.6667", "0.6667"),
        (Quantity(Fraction(12500, 3), "元/人", about=True), "≈4166.6667元/人", "≈4166.6667元/人"),
        (Quantity(Fraction(-1, 3), "%", 2, about=True), "≈-33.33%", "≈-33.33%"),
        (Quantity(Fraction(1, 4), "%", 2, about=True), "25.00%", "25.00%"),
        (Quantity(Fraction(-1, 2), "人", 0), "-1人", "-1人"),
        (Fraction(7, 2), "3.5", "3.5"),
        (12, "12", "12"),
        ("甲", "甲", "甲"),
        (Word("error"), "错误", "error"),
        (Word("a word nobody translated"), "a word nobody translated", "a word nobody translated"),
        (("甲", Fraction(1, 2), Word("note")), "甲、0.5、提示", "甲, 0.5, note"),
        (("甲，乙", "丙"), "甲，乙；丙", "甲，乙; 丙"),
        (("[80%, 90%)", "90%"), "[80%, 90%)；90%", "[80%, 90%); 90%"),
        ((), "", ""),
        (message("{what} is blank", what=Word("hint")), "建议为空", "hint is blank"),
    ],
)
def test_values(value: Value, chinese: str, english: str) -> None:
    assert ZH.render(value) == chinese
    assert EN.render(value) == english


def test_text_from_files_is_made_visible() -> None:
    assert EN.render(message("{a}", a="x\x1b[31m\u202e\n\ud800")) == "x\\u001b[31m\\u202e\\n\\ud800"
    assert EN.render(Quantity(Fraction(1), "\x1b")) == "1\\u001b"


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "1 mark off, {x} 1"),
        (Fraction(1), "1 mark off, {x} 1"),
        (Fraction(1, 2), "0.5 marks off, {x} 0.5"),
        (0, "0 marks off, {x} 0"),
        (11, "11 marks off, {x} 11"),
        (Quantity(Fraction(1)), "1 mark off, {x} 1"),
        (Quantity(Fraction(1), "", 2), "1.00 marks off, {x} 1.00"),
    ],
)
def test_one_takes_the_singular(count: Value, said: str) -> None:
    assert EN.render(message("{count} marks off, {{x}} {count}", count=count)) == said
    assert EN.render(Message("{count} marks")) == "{count} marks"


def test_braces_in_values_are_not_fields() -> None:
    assert EN.render(message("{a} {b}", a="{b}", b="{a}{{")) == "{b} {a}{{"
    assert EN.render(Message("{{a}} {a}", (("a", 1),))) == "{a} 1"


def test_a_missing_value_shows_its_field() -> None:
    assert EN.render(Message("{a} and {b}", (("a", 1),))) == "1 and {b}"


def test_a_translation_with_an_unknown_field_yields_to_english(monkeypatch: pytest.MonkeyPatch) -> None:
    language = Language("zh")
    monkeypatch.setattr(language, "word", lambda _: "{c}")
    assert language.render(message("{a}!", a=1)) == "1!"


def test_other_languages_are_refused() -> None:
    with pytest.raises(ValueError, match="'fr'"):
        Language("fr")


def test_the_environment_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANG", "LC_ALL", "LANGUAGE", "LC_MESSAGES"):
        monkeypatch.setenv(name, "zh_CN.GB18030")
    module._catalogue.cache_clear()
    assert Language("en").render(Word("error")) == "error"
    assert Language("zh").render(Word("error")) == "错误"


@given(st.text(), st.dictionaries(st.text(max_size=3), st.text(max_size=5), max_size=3))
def test_no_template_breaks(text: str, values: dict[str, str]) -> None:
    for language in (ZH, EN):
        assert isinstance(language.render(Message(text, tuple(values.items()))), str)
