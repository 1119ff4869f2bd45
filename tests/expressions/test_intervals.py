"""Intervals as the official tables print them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expressions.known import PLACE
from scoring.diagnostics import Language
from scoring.expressions.intervals import Interval, read_constant, read_interval
from scoring.units import PERCENT, PLAIN, Unit, read_unit

READ = [
    ("[80%, 90%)", "%", Interval(Fraction(4, 5), True, Fraction(9, 10), False), "[80%, 90%)"),
    ("(, 0)", "%", Interval(None, False, Fraction(0), False), "(, 0%)"),
    ("(30%, )", "%", Interval(Fraction(3, 10), False, None, False), "(30%, )"),
    ("（，60％］", "%", Interval(None, False, Fraction(3, 5), True), "(, 60%]"),
    ("【1.5，2】", "", Interval(Fraction(3, 2), True, Fraction(2), True), "[1.5, 2]"),
    ("[－5,5)", "万元", Interval(Fraction(-5), True, Fraction(5), False), "[-5, 5)"),
    ("[5, 5]", "", Interval(Fraction(5), True, Fraction(5), True), "[5, 5]"),
    ("(,)", "", Interval(None, False, None, False), "(, )"),
]


@pytest.mark.parametrize(("text", "unit", "interval", "canonical"), READ)
def test_read(text: str, unit: str, interval: Interval, canonical: str) -> None:
    found, findings = read_interval(text, PLACE, read_unit(unit))
    assert not findings
    assert found == interval
    assert interval.text(read_unit(unit)) == canonical


WORDS = [
    (Interval(Fraction(4, 5), True, Fraction(9, 10), False), "[80%, 90%)"),
    (Interval(Fraction(4, 5), False, Fraction(9, 10), True), "(80%, 90%]"),
    (Interval(None, False, Fraction(0), False), "< 0%"),
    (Interval(None, False, Fraction(0), True), "≤ 0%"),
    (Interval(Fraction(3, 10), False, None, False), "> 30%"),
    (Interval(Fraction(3, 10), True, None, False), "≥ 30%"),
    (Interval(Fraction(3, 10), True, Fraction(3, 10), True), "= 30%"),
    (Interval(None, False, None, False), "any number"),
]


@pytest.mark.parametrize(("interval", "words"), WORDS)
def test_words(interval: Interval, words: str) -> None:
    assert Language("en").render(interval.words(PERCENT)) == words


def test_canonical_text_of_an_end_without_end() -> None:
    assert Interval(Fraction(1, 3), True, None, False).text(PLAIN) == "[1/3, )"


def test_constant() -> None:
    assert read_constant("90％", PLACE, PERCENT) == (Fraction(9, 10), ())
    assert read_constant("0", PLACE, PERCENT) == (Fraction(0), ())
    assert read_constant(" -2.5 ", PLACE, PLAIN) == (Fraction(-5, 2), ())


ends = st.decimals(-100, 100, places=2).map(Fraction)


@given(ends, st.booleans(), ends, st.booleans(), ends, st.sampled_from([PERCENT, PLAIN, read_unit("万元")]))
def test_canonical_text_is_read_as_the_same_interval(
    one: Fraction, low_closed: bool, other: Fraction, high_closed: bool, value: Fraction, unit: Unit
) -> None:
    low, high = min(one, other), max(one, other)
    interval = Interval(low, low_closed, high, high_closed)
    found, _ = read_interval(interval.text(unit), PLACE, unit)
    assert found == (interval if low < high or (low_closed and high_closed) else None)
    inside = (low < value or (low_closed and low == value)) and (value < high or (high_closed and value == high))
    assert interval.contains(value) is inside


@given(st.text(max_size=30))
def test_any_text_gets_an_answer(text: str) -> None:
    found, findings = read_interval(text, PLACE, PERCENT)
    assert (found is None) is bool(findings)
    assert all(finding.place.line == PLACE.line for finding in findings)
