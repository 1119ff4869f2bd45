"""The marker stands under the right cells, whatever is before it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scoring.diagnostics import Location
from scoring.diagnostics.excerpt import LONGEST, excerpt
from scoring.diagnostics.width import visible, width


def rows(text: str, column: int, characters: int) -> tuple[str, ...]:
    return excerpt(Location("f", 1, column, characters, text))


def test_wide_characters_move_the_marker() -> None:
    assert rows("“优”: 105", 6, 3) == ("“优”: 105", "      ^^^")
    assert rows("得分: 甲乙 丙", 5, 2) == ("得分: 甲乙 丙", "      ^^^^")


def test_tabs_reach_to_the_next_stop() -> None:
    assert rows("a:\tb", 4, 1) == ("a:      b", "        ^")
    assert rows("汉\tb", 3, 1) == ("汉      b", "        ^")


def test_invisible_characters_are_shown_and_counted() -> None:
    assert rows("a\x1b[1mb", 6, 1) == ("a\\u001b[1mb", "          ^")
    assert rows("a\u202eb", 2, 1) == ("a\\u202eb", " ^^^^^^")


def test_a_place_behind_the_line_still_has_a_marker() -> None:
    assert rows("a:", 3, 1) == ("a:", "  ^")
    assert rows("a", 99, 5) == ("a", " ^")


def test_unknown_lines_have_no_excerpt() -> None:
    assert excerpt(Location("f")) == ()
    assert excerpt(Location("f", 3, 1)) == ()
    assert excerpt(Location("f", 3, 1, 1, "   ")) == ()


def test_long_lines_are_cut_around_the_marker() -> None:
    text = "甲" * 500 + "X" + "乙" * 500
    source, marker = rows(text, 501, 1)
    assert source.startswith("…甲")
    assert source.endswith("乙…")
    assert width(source) <= LONGEST
    assert source[len(source[: source.index("X")])] == "X"
    assert width(source[: source.index("X")]) == marker.index("^")


def test_a_line_of_millions_is_cut_at_once() -> None:
    source, marker = rows("甲" * 2_000_000, 1_000_000, 1_000_000)
    assert width(source) <= LONGEST
    assert width(marker) <= LONGEST


@given(
    st.text(st.characters(exclude_characters="\n\r", exclude_categories=["Cs"]), min_size=1, max_size=300),
    st.integers(1, 310),
    st.integers(1, 310),
)
def test_the_marker_stands_under_the_character(text: str, column: int, characters: int) -> None:
    found = rows(text, column, characters)
    if not text.strip():
        assert found == ()
        return
    source, marker = found
    assert width(source) <= LONGEST
    assert width(marker) <= LONGEST
    assert set(marker.strip(" ")) == {"^"}
    if column <= len(text) and not text[column - 1].isspace():
        shown = visible(text[column - 1])
        cells = width(shown)
        begin = marker.index("^")
        before = ""
        for character in source:
            if width(before) >= begin and source[len(before) :].startswith(shown):
                break
            before += character
        assert width(before) == begin or cells == 0
