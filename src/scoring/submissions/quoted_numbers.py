"""The numbers that stand in a quotation, each as the exact value it gives in the unit of a fact.

Read are digits in any width with thousands separators, numerals in Chinese characters, a unit or % behind, 百分之
before.
A number that is only about right (约, 余, 以上, one end of a range) says so; one with another unit gives no value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from scoring.exact import Written, narrowed, read_written
from scoring.records import dataclass
from scoring.submissions.chinese_numerals import ALL_NUMERALS, NUMERALS, read_chinese
from scoring.units import Unit, conversion, read_unit

_DIGITS = re.compile(r"\d+(?:,\d+)*(?:\.\d+)?", re.ASCII)
_CHINESE = re.compile(f"[{NUMERALS}][{ALL_NUMERALS}]*(?:点[{NUMERALS}]+)?")
_PLAIN = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_ABOUT_BEFORE = re.compile(
    r"(?:约|(?<![最附邻])近|超过|高于|低于|逾|不足|不到|不低于|不少于|不高于|至少|[≥≤><≈~]|\d%?\s*[-~–—])\s*$", re.ASCII
)
_ABOUT_BEHIND = re.compile(r"\s*(?:余|多|左右|上下|以上|以下|以内|\+|[-~–—]\s*\d)", re.ASCII)
_FALLING = re.compile(r"(?:下降|减少|降低|调减|核减|追减|净减|负)(?:了|为)?\s*$")
_MINUS = re.compile(r"(?<!\d)(?<!%)-\s*$", re.ASCII)
_OF_HUNDRED: Final = "百分之"
_MONEY: Final = ("元", "万元", "亿元", "千元", "角", "百万元", "千万元")
_POINTS: Final = ("%", "个百分点", "百分点")
_OTHERS: Final = (*_MONEY, *_POINTS, "‰", "人", "人次", "年", "月", "日", "号", "时", "㎡", "平方米", "天")
_MAGNITUDES: Final = {"万": Fraction(10**4), "亿": Fraction(10**8)}
_LARGE_MONEY: Final = {"百万元": Fraction(10**6), "千万元": Fraction(10**7)}


@dataclass(frozen=True, slots=True)
class Quoted:
    """A number as it stands in a quotation.

    Attributes:
        text: the number with its unit, as written.
        values: what it can stand for in the unit of the fact; empty if it has another unit.
        about: it is only about right.
    """

    text: str
    values: tuple[Fraction, ...]
    about: bool = False


def quoted_numbers(text: str, unit: Unit, given: Unit) -> tuple[Quoted, ...]:
    """Return the numbers in *text* for a fact in *unit* that was handed in in the unit *given*.

    A number without a unit can be in either; a quantity in % needs its sign. 下降7.65% can be 7.65% or -7.65%.

    >>> [number.values for number in quoted_numbers("支出合计186.28万元", read_unit("万元"), read_unit("万元"))]
    [(Fraction(4657, 25),)]
    """
    # The full-width comma separates in running text; it is no thousands separator.
    plain = narrowed(text.replace("，", "、"))
    found = [_quoted(plain, start, end, number, unit, given) for start, end, number in _in_digits(plain)]
    for match in _CHINESE.finditer(plain):
        found.extend(_in_characters(plain, match, unit))
    return tuple(found)


def _in_digits(text: str) -> Iterator[tuple[int, int, Fraction]]:
    """Yield start, end and value of each number in digits; commas that do not group by three separate numbers."""
    for match in _DIGITS.finditer(text):
        parts = [match] if _GROUPED.fullmatch(match[0]) else _PLAIN.finditer(text, *match.span())
        for part in parts:
            number = read_written(part[0])
            if isinstance(number, Written):
                yield part.start(), part.end(), number.value


def _quoted(text: str, start: int, end: int, number: Fraction, unit: Unit, given: Unit) -> Quoted:
    """Return one number in digits with what its surroundings make of it."""
    before, behind = text[:start], text[end:]
    name = _unit_behind(behind, unit)
    width = len(behind) - len(behind.lstrip(" ")) + len(name) if name else 0
    about = _ABOUT_BEFORE.search(before) or _ABOUT_BEHIND.match(behind) or _ABOUT_BEHIND.match(behind[width:])
    written = text[start : end + width]
    if _MINUS.search(before):
        number, written = -number, "-" + written
    if before.endswith(_OF_HUNDRED):
        name, written = "%", _OF_HUNDRED + written
    values = _values(number, name, unit, given)
    if _FALLING.search(before):
        values = (*values, *(-value for value in values))
    return Quoted(written, values, about is not None)


def _in_characters(text: str, match: re.Match[str], unit: Unit) -> Iterator[Quoted]:
    """Yield a number in Chinese characters; it counts only with its unit behind it or 百分之 before it."""
    numeral, before, behind = match[0], text[: match.start()], text[match.end() :]
    if numeral.startswith("百") and behind.startswith("分之"):
        return
    if before.endswith(_OF_HUNDRED) and unit.percent:
        number = read_chinese(numeral)
        yield Quoted(_OF_HUNDRED + numeral, () if number is None else (number / 100,))
        return
    name = _unit_behind(behind, unit)
    number = read_chinese(numeral)
    if name and number is not None and not unit.percent:
        about = _ABOUT_BEFORE.search(before) is not None
        yield Quoted(numeral + name, _values(number, name, unit, unit), about)


def _unit_behind(behind: str, unit: Unit) -> str:
    """Return the longest known unit that *behind* starts with, "" for none."""
    rest = behind.lstrip(" ")
    known = {*_OTHERS, *_family(unit)}
    return max((name for name in known if rest.startswith(name)), key=len, default="")


def _family(unit: Unit) -> tuple[str, ...]:
    """Return the names of the units that convert to *unit*."""
    if len(unit.dimensions) != 1 or unit.dimensions[0][1] != 1:
        return (unit.name,) if unit.name else tuple(_MAGNITUDES)
    base = unit.dimensions[0][0]
    names = (unit.name, base, *(magnitude + base for magnitude in _MAGNITUDES), *_MAGNITUDES)
    return names + _MONEY if base == "元" else names


def _values(number: Fraction, name: str, unit: Unit, given: Unit) -> tuple[Fraction, ...]:
    """Return what *number* with the unit called *name* is in *unit*; nothing if the units do not fit."""
    if unit.percent:
        if name in _POINTS:
            return (number / 100,)
        return (number,) if number == 0 and not name else ()
    if not name:
        return tuple(dict.fromkeys((number, number * conversion(given, unit))))
    if name in _MAGNITUDES:
        return (number * _MAGNITUDES[name] / unit.scale,)
    if name in _LARGE_MONEY:
        return (number * _LARGE_MONEY[name] / unit.scale,) if read_unit("元").comparable(unit) else ()
    written = read_unit(name)
    if written.percent or not written.comparable(unit):
        return ()
    return (number * conversion(written, unit),)
