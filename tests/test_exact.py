from __future__ import annotations

from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.exact import (
    MAX_DIGITS,
    Conversion,
    RoundingMode,
    Unreadable,
    Written,
    add_up,
    as_decimal,
    as_shortest,
    as_text,
    decimal_places,
    read_strict,
    read_written,
    to_step,
)

FRACTIONS = st.fractions(min_value=-1000, max_value=1000, max_denominator=400)
STEPS = st.sampled_from(
    [Fraction(1), Fraction("0.1"), Fraction("0.01"), Fraction("0.5"), Fraction("0.25"), Fraction(3)]
)


@given(FRACTIONS, STEPS)
def test_half_up_is_the_nearest_multiple_and_ties_go_away_from_zero(exact: Fraction, step: Fraction) -> None:
    rounded = to_step(exact, step)
    assert (rounded / step).denominator == 1
    away = abs(exact) / step
    assert abs(rounded) == floor(away + Fraction(1, 2)) * step
    assert rounded == 0 or (rounded > 0) == (exact > 0)


@given(FRACTIONS, STEPS)
def test_half_even_differs_from_half_up_only_on_ties(exact: Fraction, step: Fraction) -> None:
    up, even = to_step(exact, step), to_step(exact, step, RoundingMode.HALF_EVEN)
    if up != even:
        assert abs(exact - up) == abs(exact - even) == step / 2
        assert (even / step) % 2 == 0


@pytest.mark.parametrize(
    ("exact", "step", "up", "even"),
    [
        ("2.985", "0.01", "2.99", "2.98"),
        ("2.975", "0.01", "2.98", "2.98"),
        ("92.45", "0.1", "92.5", "92.4"),
        ("0.5", "1", "1", "0"),
        ("1.5", "1", "2", "2"),
        ("-2.5", "1", "-3", "-2"),
        ("89.95", "0.1", "90", "90"),
        ("19.99422", "0.01", "19.99", "19.99"),
        ("7", "0.5", "7", "7"),
        ("0", "0.01", "0", "0"),
    ],
)
def test_worked_roundings(exact: str, step: str, up: str, even: str) -> None:
    assert to_step(Fraction(exact), Fraction(step)) == Fraction(up)
    assert to_step(Fraction(exact), Fraction(step), RoundingMode.HALF_EVEN) == Fraction(even)


@given(st.lists(FRACTIONS))
def test_adding_up_is_the_sum(values: list[Fraction]) -> None:
    assert add_up(values) == sum(values, Fraction(0))


@pytest.mark.parametrize(
    ("text", "value", "unit", "decimals"),
    [
        ("0", "0", "", 0),
        ("-12.50", "-12.5", "", 2),
        ("+3", "3", "", 0),
        ("95%", "0.95", "%", 0),
        ("95.5 %", "0.955", "%", 1),
        ("95％", "0.95", "%", 0),
    ],
)
def test_numbers_of_a_rule_file(text: str, value: str, unit: str, decimals: int) -> None:
    assert read_strict(text) == Written(Fraction(value), unit, decimals)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", Unreadable.BLANK),
        ("   ", Unreadable.BLANK),
        ("1,000", Unreadable.SEPARATORS),
        ("1e3", Unreadable.TOO_LONG),
        ("1e999999999", Unreadable.TOO_LONG),
        ("9" * (MAX_DIGITS + 1), Unreadable.TOO_LONG),
        ("3-5", Unreadable.RANGE),
        ("约912.5", Unreadable.APPROXIMATE),
        ("nan", Unreadable.NOT_A_NUMBER),
        (".inf", Unreadable.NOT_A_NUMBER),
        ("٩", Unreadable.NOT_A_NUMBER),
        ("0x1F", Unreadable.NOT_A_NUMBER),
        ("1_000", Unreadable.NOT_A_NUMBER),
        ("12.", Unreadable.NOT_A_NUMBER),
        (".5", Unreadable.NOT_A_NUMBER),
    ],
)
def test_what_a_rule_file_cannot_have_for_a_number(text: str, why: Unreadable) -> None:
    assert read_strict(text) is why


@pytest.mark.parametrize(
    ("text", "value", "unit", "conversions"),
    [
        ("186.28", "186.28", "", ()),
        ("1,234,567.89", "1234567.89", "", (Conversion.SEPARATORS,)),
        ("１２３４．５", "1234.5", "", (Conversion.FULL_WIDTH,)),
        (" 12 ", "12", "", (Conversion.SPACES,)),
        ("1,234.56万元", "1234.56", "万元", (Conversion.SEPARATORS,)),
        ("80㎡", "80", "㎡", ()),
        ("95％", "0.95", "%", (Conversion.FULL_WIDTH,)),
        ("−5", "-5", "", ()),
    ],
)
def test_numbers_as_people_type_them(text: str, value: str, unit: str, conversions: tuple[Conversion, ...]) -> None:
    written = read_written(text)
    assert isinstance(written, Written)
    assert (written.value, written.unit, written.conversions) == (Fraction(value), unit, conversions)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", Unreadable.BLANK),
        ("—", Unreadable.NOT_A_NUMBER),
        ("无", Unreadable.NOT_A_NUMBER),
        ("NaN", Unreadable.NOT_A_NUMBER),
        ("30余", Unreadable.APPROXIMATE),
        ("30多人", Unreadable.APPROXIMATE),
        ("约912.5", Unreadable.APPROXIMATE),
        ("≥1000", Unreadable.APPROXIMATE),
        ("3至5", Unreadable.RANGE),
        ("3~5", Unreadable.RANGE),
        ("1,23", Unreadable.SEPARATORS),
        ("1,234,5", Unreadable.SEPARATORS),
        ("5²", Unreadable.NOT_A_NUMBER),
        ("12abc34", Unreadable.NOT_A_NUMBER),
        ("1.2.3", Unreadable.NOT_A_NUMBER),
        ("1.", Unreadable.NOT_A_NUMBER),
        ("1e5", Unreadable.TOO_LONG),
        ("1" * 51, Unreadable.TOO_LONG),
        ("1" * 1000, Unreadable.TOO_LONG),
    ],
)
def test_what_people_type_that_is_no_number(text: str, why: Unreadable) -> None:
    assert read_written(text) is why


@given(st.text(max_size=60))
def test_any_text_is_a_number_or_has_a_reason(text: str) -> None:
    for read in (read_strict, read_written):
        assert isinstance(read(text), Written | Unreadable)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=3))
def test_a_written_decimal_reads_back_exactly(number: object) -> None:
    text = f"{number:f}"
    for read in (read_strict, read_written):
        written = read(text)
        assert isinstance(written, Written)
        assert written.value == Fraction(text)


def test_writing_numbers() -> None:
    assert as_text(Fraction(98)) == "98"
    assert as_text(Fraction(197, 2)) == "197/2"
    assert [as_decimal(Fraction(one), 2) for one in ("0", "-0.005", "98", "0.005")] == [
        "0.00",
        "-0.01",
        "98.00",
        "0.01",
    ]
    assert as_decimal(Fraction("2.5"), 0) == "3"
    assert [as_shortest(Fraction(one)) for one in ("98", "0.5", "1/3", "0.00001")] == ["98", "0.5", "0.3333", "0.0000"]
    assert [decimal_places(Fraction(one)) for one in ("5", "0.02", "1/8", "1/15", "1/40")] == [0, 2, 3, None, 3]
