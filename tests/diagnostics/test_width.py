"""Cells agree with rich on what people write; nothing invisible reaches a terminal."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from scoring.diagnostics.width import cut, pad, visible, width

chinese = st.text(
    st.one_of(
        st.characters(min_codepoint=0x20, max_codepoint=0x7E),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
        st.characters(min_codepoint=0x3400, max_codepoint=0x4DBF),
        st.characters(min_codepoint=0x20000, max_codepoint=0x2A6DF),
        st.characters(min_codepoint=0xFF01, max_codepoint=0xFF5E),
        st.characters(min_codepoint=0x3001, max_codepoint=0x3029),
        st.sampled_from("“”‘’…—·×÷≤≥≠≦≧±㎡℃％￥①②ⅠⅡ、。《》〈〉「」『』【】〔〕→↑↓█─│┌"),
    )
)


DIRECTIONS = {"RLO", "LRO", "RLE", "LRE", "PDF", "RLI", "LRI", "FSI", "PDI"}


@given(chinese)
def test_width_is_rich_s(text: str) -> None:
    assert width(text) == cell_len(text)


@given(st.text())
def test_nothing_invisible_is_left(text: str) -> None:
    shown = visible(text)
    assert not [
        c
        for c in shown
        if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"}
        or unicodedata.bidirectional(c) in {"RLO", "LRO", "RLE", "LRE", "PDF", "RLI", "LRI", "FSI", "PDI"}
    ]
    assert visible(shown) == shown


@given(chinese, st.integers(0, 40))
def test_cut_and_padded_texts_fit(text: str, cells: int) -> None:
    short = cut(text, cells)
    assert width(short) <= cells
    assert short == text or width(text) > cells
    assert width(pad(short, cells)) == cells
    assert width(pad(short, cells, right=True)) == cells


def test_combining_marks_take_no_cell() -> None:
    assert width("e\u0301") == 1
    assert pad("汉", 5) == "汉   "
