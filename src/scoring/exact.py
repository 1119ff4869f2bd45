"""Exact numbers: from text to a fraction and back, percent, and the one rounding.

In: text as a person typed it. Out: a `Fraction`, or a named reason why the text is not a number. Nothing here ever
passes through a binary float, so 95% is 19/20 and not 94.99999999999999.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from scoring.records import dataclass

MAX_DIGITS: Final = 50
"""Digits a written number may have; more is a typing accident or an attack."""

ZERO: Final = Fraction(0)
ONE: Final = Fraction(1)
HALF: Final = Fraction(1, 2)


class RoundingMode(enum.Enum):
    """How a number exactly between two steps is rounded."""

    HALF_UP = "half_up"  # 四舍五入: away from zero
    HALF_EVEN = "half_even"  # 五成双, GB/T 8170: to the even step


def to_step(exact: Fraction, step: Fraction, mode: RoundingMode = RoundingMode.HALF_UP) -> Fraction:
    """Round *exact* to a multiple of *step* (greater than zero).

    >>> to_step(Fraction("2.985"), Fraction("0.01"))
    Fraction(299, 100)
    >>> to_step(Fraction("2.5"), Fraction(1), RoundingMode.HALF_EVEN)
    Fraction(2, 1)
    >>> to_step(Fraction("-2.5"), Fraction(1))
    Fraction(-3, 1)
    """
    top, bottom = exact.numerator * step.denominator, exact.denominator * step.numerator
    if not top % bottom:
        return exact
    whole, rest = divmod(2 * abs(top) + bottom, 2 * bottom)
    if not rest and mode is RoundingMode.HALF_EVEN and whole % 2:
        whole -= 1
    return Fraction((whole if top > 0 else -whole) * step.numerator, step.denominator)


def add_up(values: Iterable[Fraction]) -> Fraction:
    """Return the sum of *values*, reduced once at the end and so faster than adding fraction by fraction.

    >>> add_up([Fraction("0.1")] * 3)
    Fraction(3, 10)
    """
    top, bottom = 0, 1
    for value in values:
        numerator, denominator = value.as_integer_ratio()
        if denominator == bottom:
            top += numerator
        elif not bottom % denominator:
            top += numerator * (bottom // denominator)
        else:
            top, bottom = top * denominator + numerator * bottom, bottom * denominator
    return Fraction(top, bottom)


class Unreadable(enum.Enum):
    """Why a text is not a number. Each of these is a finding, never a silent zero."""

    BLANK = "blank"
    NOT_A_NUMBER = "not a number"  # 无, —, NaN, words
    APPROXIMATE = "approximate"  # 约912.5, 30余
    RANGE = "range"  # 3-5
    TOO_LONG = "too long"  # more than MAX_DIGITS digits, or an exponent
    SEPARATORS = "separators"  # 1,23: commas that do not stand between groups of three


class Conversion(enum.Enum):
    """What was done to a text before it could be read; each is noted on the record."""

    FULL_WIDTH = "full width"  # １２３ read as 123
    SEPARATORS = "separators"  # 1,234 read as 1234
    SPACES = "spaces"  # surrounding or inner blanks dropped


@dataclass(frozen=True, slots=True)
class Written:
    """A number as it was written.

    Attributes:
        value: the exact number; for ``95%`` this is 19/20.
        unit: the unit written behind it ("%", "万元", …), or "" if none was.
        decimals: digits written behind the point (of 95.5% it is 1).
        conversions: what had to be done to read it.
    """

    value: Fraction
    unit: str
    decimals: int
    conversions: tuple[Conversion, ...] = ()


_NARROW: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x2212: 0x2D}
_PLAIN = re.compile(r"([+-]?)(\d+)(?:\.(\d+))?", re.ASCII)
_GROUPED = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+)(?:\.(\d+))?", re.ASCII)
_FREE = re.compile(r"([+-]?[\d,]*\d[\d,]*(?:\.[\d,]*)?)(.*)", re.ASCII | re.DOTALL)
_RANGE = re.compile(r"\s*[+-]?[\d.,]+%?\s*(?:-|~|—|–|至|到)\s*[\d.,]+.*", re.ASCII | re.DOTALL)
_APPROXIMATE = re.compile(r"\s*(?:约|近|大约|左右|超过|≈|~|>|<|≥|≤).*|.*\d\s*(?:余|多|左右|以上|以下|\+).*", re.DOTALL)
_EXPONENT = re.compile(r"[+-]?[\d.]+[eE][+-]?\d+", re.ASCII)


def read_strict(text: str) -> Written | Unreadable:
    """Read a number of a rule file: digits, one point, an optional ``%``; nothing else is accepted.

    >>> read_strict("95%").value
    Fraction(19, 20)
    >>> read_strict("1,000")
    <Unreadable.SEPARATORS: 'separators'>
    """
    body, unit = (text[:-1].rstrip(), "%") if text.endswith(("%", "％")) else (text, "")
    match = _PLAIN.fullmatch(body)
    if match is None:
        return _why(text)
    return _written(match[1], match[2], match[3] or "", unit)


def read_written(text: str) -> Written | Unreadable:
    """Read a number as people type it into a form: full-width digits, thousands separators, a unit behind it.

    >>> read_written("１，２３４．５ 万元")  # doctest: +ELLIPSIS
    Written(value=Fraction(2469, 2), unit='万元', decimals=1, conversions=(...))
    >>> read_written("无")
    <Unreadable.NOT_A_NUMBER: 'not a number'>
    """
    narrow = narrowed(text)
    conversions = [Conversion.FULL_WIDTH] if _has_full_width(text) else []
    stripped = narrow.strip()
    if len(stripped) > 4 * MAX_DIGITS:
        return Unreadable.TOO_LONG
    if stripped != narrow:
        conversions.append(Conversion.SPACES)
    match = _FREE.fullmatch(stripped)
    if match is None or _EXPONENT.fullmatch(stripped) or _RANGE.fullmatch(stripped):
        return _why(stripped)
    number, unit = match[1], match[2].strip()
    if not _is_unit(unit):
        return _why(stripped)
    if (plain := _PLAIN.fullmatch(number)) is not None:
        return _written(plain[1], plain[2], plain[3] or "", unit, tuple(conversions))
    if (grouped := _GROUPED.fullmatch(number)) is not None:
        conversions.append(Conversion.SEPARATORS)
        return _written(grouped[1], grouped[2].replace(",", ""), grouped[3] or "", unit, tuple(conversions))
    return Unreadable.SEPARATORS if "," in number else _why(stripped)


def _written(
    sign: str, whole: str, decimals: str, unit: str, conversions: tuple[Conversion, ...] = ()
) -> Written | Unreadable:
    """Put the parts of a number together."""
    if len(whole) + len(decimals) > MAX_DIGITS:
        return Unreadable.TOO_LONG
    value = Fraction(int(sign + whole + decimals), 10 ** len(decimals))
    return Written(value / 100 if unit == "%" else value, unit, len(decimals), conversions)


def _why(text: str) -> Unreadable:
    """Name the reason why *text*, already known not to be a number, is none."""
    stripped = unicodedata.normalize("NFKC", text).strip()
    if not stripped:
        return Unreadable.BLANK
    if _EXPONENT.fullmatch(stripped) or sum(c.isdigit() for c in stripped) > MAX_DIGITS:
        return Unreadable.TOO_LONG
    if _RANGE.fullmatch(stripped):
        return Unreadable.RANGE
    if any(c.isdigit() for c in stripped) and _APPROXIMATE.fullmatch(stripped):
        return Unreadable.APPROXIMATE
    if "," in stripped and stripped.replace(",", "").replace(".", "").isdigit():
        return Unreadable.SEPARATORS
    return Unreadable.NOT_A_NUMBER


def narrowed(text: str) -> str:
    """Return *text* with full-width characters as ordinary ones and the minus sign as a hyphen; nothing else changes.

    Not NFKC, which would read 5² as 52, ① as 1 and ㎡ as m2.

    >>> narrowed("－１２．５％"), narrowed("5²")
    ('-12.5%', '5²')
    """
    return text.translate(_NARROW)


def _has_full_width(text: str) -> bool:
    return any(unicodedata.east_asian_width(c) == "F" for c in text)


def _is_unit(text: str) -> bool:
    """Tell whether *text*, standing behind a number, can be a unit: letters, ``%``, ``㎡``, ``元/人``; no digits."""
    return not text or (
        len(text) <= 8
        and (text[0].isalpha() or text[0] in "%㎡㎥℃‰")
        and all(c.isalpha() or c in "%/·²³㎡㎥℃‰" for c in text)
        and not {"余", "多"} & set(text)
    )


def as_text(value: Fraction) -> str:
    """Write *value* canonically: ``"n"``, or ``"n/d"`` in lowest terms.

    >>> as_text(Fraction("98.50"))
    '197/2'
    """
    return str(value)


def as_decimal(value: Fraction, decimals: int) -> str:
    """Write *value* with exactly *decimals* digits behind the point, rounded half up for the eye only.

    >>> as_decimal(Fraction(31, 30) * 100, 2)
    '103.33'
    """
    rounded = to_step(value, Fraction(1, 10**decimals))
    sign = "-" if rounded < 0 else ""
    digits = str(abs(rounded.numerator) * 10**decimals // rounded.denominator).rjust(decimals + 1, "0")
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}" if decimals else sign + digits


def decimal_places(value: Fraction) -> int | None:
    """Return how many digits behind the point write *value* exactly, or None if no number of them does.

    >>> decimal_places(Fraction("0.125")), decimal_places(Fraction(1, 3))
    (3, None)
    """
    rest, places = value.denominator, 0
    while rest % 10 == 0:
        rest, places = rest // 10, places + 1
    twos = fives = 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return places + max(twos, fives) if rest == 1 else None


def as_shortest(value: Fraction, at_most: int = 4) -> str:
    """Write *value* with as few digits as say it exactly, but no more than *at_most* behind the point.

    >>> as_shortest(Fraction("0.5")), as_shortest(Fraction(2, 3))
    ('0.5', '0.6667')
    """
    places = decimal_places(value)
    return as_decimal(value, at_most if places is None or places > at_most else places)
