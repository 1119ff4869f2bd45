"""Numbers written in Chinese characters (一千一百三十六, 壹佰, 二〇二三, 九十五点五), read exactly."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

_SPELLINGS: Final = ("零〇", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
_DIGITS: Final = {character: value for value, group in enumerate(_SPELLINGS) for character in group}
_SMALL: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE: Final = {"万": 10**4, "亿": 10**8}

NUMERALS: Final = "".join((*_DIGITS, *_SMALL))
"""The characters a numeral starts with."""

ALL_NUMERALS: Final = NUMERALS + "".join(_LARGE)
"""The characters of a whole numeral."""


def read_chinese(text: str) -> Fraction | None:
    """Return the number *text* stands for, or None if it is none or is said loosely (两千三).

    >>> read_chinese("一千一百三十六"), read_chinese("九十五点五"), read_chinese("两千三")
    (Fraction(1136, 1), Fraction(191, 2), None)
    """
    whole, point, decimals = text.partition("点")
    value = _whole(whole)
    if value is None or (point and not decimals) or any(c not in _DIGITS for c in decimals):
        return None
    behind = "".join(str(_DIGITS[c]) for c in decimals)
    return value + Fraction(int(behind or "0"), 10 ** len(behind))


def _whole(text: str) -> Fraction | None:
    """Return a whole number, said digit by digit (二〇二三) or with 十百千万亿."""
    if text and all(c in _DIGITS for c in text):
        return Fraction(int("".join(str(_DIGITS[c]) for c in text)))
    for mark in ("亿", "万"):
        if mark in text:
            upper, lower = text.rsplit(mark, 1)
            high = _whole(upper)
            low = _below(lower, _LARGE[mark]) if lower else Fraction(0)
            if high is None or low is None or high >= _LARGE[mark]:
                return None
            return high * _LARGE[mark] + low
    return _section(text)


def _below(text: str, limit: int) -> Fraction | None:
    """Return what stands behind 万 or 亿: below it, and with 零 before it where a place is skipped."""
    value = _whole(text)
    if value is None or value >= limit or (value * 10 < limit and text[0] not in "零〇"):
        return None
    return value


def _section(text: str) -> Fraction | None:
    """Return a number below 10 000 from its digits and places, places falling."""
    total, digit, last, skipped = 0, None, 10_000, False
    for character in text:
        if character in "零〇":
            if digit is not None:
                return None
            skipped = True
        elif character in _DIGITS:
            if digit is not None:
                return None
            digit = _DIGITS[character]
        else:
            place = _SMALL.get(character)
            if place is None or place >= last or (digit is None and (place != 10 or total)):
                return None
            total, digit, last, skipped = total + (1 if digit is None else digit) * place, None, place, False
    if digit is not None:
        if last > 10 and not skipped and total:
            return None
        total += digit
    return Fraction(total) if text else None
