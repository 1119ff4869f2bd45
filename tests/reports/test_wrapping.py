from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scoring.diagnostics.width import width
from scoring.reports.wrapping import wrap

TEXT = st.text(st.sampled_from("预算执行率，。（）“”《》ab1.9%/ -"), max_size=60)


@given(TEXT, st.integers(2, 30))
def test_lines_fit_and_nothing_but_blanks_is_lost(text: str, cells: int) -> None:
    lines = wrap(text, cells)
    assert all(width(line) <= cells for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_number_stays_whole() -> None:
    assert not any(line.endswith(("3.", "3")) for line in wrap("达3.33个百分点，扣3.33分", 9))


def test_no_line_begins_with_closing_punctuation() -> None:
    assert wrap("预算执行率，合格", 10) == ("预算执行", "率，合格")


def test_no_line_ends_with_opening_punctuation() -> None:
    assert wrap("预算执行（率）", 10) == ("预算执行", "（率）")


def test_a_path_is_cut_behind_a_slash() -> None:
    assert wrap("aaaa/bbbb/cccc", 11) == ("aaaa/bbbb/", "cccc")
