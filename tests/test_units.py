from __future__ import annotations

from fractions import Fraction

import pytest

from scoring.units import DAYS, PERCENT, PLAIN, conversion, read_unit


@pytest.mark.parametrize(
    ("source", "target", "factor"),
    [
        ("万元", "元", "10000"),
        ("元", "万元", "1/10000"),
        ("亿元", "万元", "10000"),
        ("千元", "元", "1000"),
        ("角", "元", "1/10"),
        ("万人次", "人次", "10000"),
        ("万元/人", "元/人", "10000"),
    ],
)
def test_units_of_one_kind_convert(source: str, target: str, factor: str) -> None:
    one, other = read_unit(source), read_unit(target)
    assert one.comparable(other)
    assert conversion(one, other) == Fraction(factor)


@pytest.mark.parametrize(
    ("one", "other"), [("人", "人次"), ("元", "人"), ("万元", "㎡"), ("件", "个"), ("元/人", "元")]
)
def test_units_of_different_kinds_do_not(one: str, other: str) -> None:
    assert not read_unit(one).comparable(read_unit(other))


def test_products_and_quotients() -> None:
    money, people = read_unit("万元"), read_unit("人")
    assert str(money.times(people)) == "人·元"
    assert money.times(people).scale == 10000
    assert money.times(money, -1).dimensions == ()
    assert str(money.times(PLAIN)) == "万元"
    assert str(PLAIN.times(money)) == "万元"
    assert str(money.times(people, -1)) == "人^-1·元"
    assert str(PLAIN) == ""
    assert read_unit("％") is PERCENT
    assert read_unit("") is PLAIN
    assert read_unit("天").comparable(DAYS)
