"""The values an expression can come to, the three ways of having none, and Kleene's logic over them."""

from __future__ import annotations

import enum
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor


@dataclass(frozen=True)
class Unknown:
    """No value yet: the facts that are missing and the judgements that are awaited."""

    facts: frozenset[str] = frozenset()
    awaited: frozenset[str] = frozenset()

    def __or__(self, other: Unknown) -> Unknown:
        return Unknown(self.facts | other.facts, self.awaited | other.awaited)


class NotApplicable(enum.Enum):
    """The value does not exist for this institution."""

    NOT_APPLICABLE = "not_applicable"


NOT_APPLICABLE = NotApplicable.NOT_APPLICABLE


@dataclass(frozen=True)
class OverZero:
    """A division by zero; *both* says whether the numerator was zero too."""

    both: bool | Unknown


Row = Mapping[str, "Value"]
Table = tuple[Row, ...]
Value = Fraction | bool | str | date | Table | Unknown | NotApplicable | OverZero

COMPARISONS: dict[str, Callable[[int], bool]] = {
    "=": lambda order: order == 0,
    "≠": lambda order: order != 0,
    "!=": lambda order: order != 0,
    "<": lambda order: order < 0,
    ">": lambda order: order > 0,
    "≤": lambda order: order <= 0,
    "<=": lambda order: order <= 0,
    "≥": lambda order: order >= 0,
    ">=": lambda order: order >= 0,
}


def plain(name: str) -> str:
    """Return *name* as it is compared: after NFKC."""
    return unicodedata.normalize("NFKC", name).strip()


def number(text: str) -> Fraction:
    """Return the exact number written as *text*, a percentage as a share of one.

    >>> number("99.5%"), number("-0.25")
    (Fraction(199, 200), Fraction(-1, 4))
    """
    written = plain(text)
    return Fraction(written[:-1]) / 100 if written.endswith("%") else Fraction(written)


def without_value(values: Iterable[Value]) -> Unknown | NotApplicable | OverZero | None:
    """Return why a calculation over *values* has no result, or None when it has one."""
    seen = list(values)
    if NOT_APPLICABLE in seen:
        return NOT_APPLICABLE
    over_zero = [value for value in seen if isinstance(value, OverZero)]
    if over_zero:
        return over_zero[0]
    unknown = [value for value in seen if isinstance(value, Unknown)]
    return join(unknown) if unknown else None


def join(unknown: Iterable[Unknown]) -> Unknown:
    """Return everything that any of *unknown* waits for."""
    together = Unknown()
    for one in unknown:
        together |= one
    return together


def as_unknown(value: Value) -> Unknown:
    """Return *value* as the reason of something else being unknown."""
    if isinstance(value, OverZero) and isinstance(value.both, Unknown):
        return value.both
    return value if isinstance(value, Unknown) else Unknown()


def both_true(left: Value, right: Value) -> Value:
    """Kleene's *and*: false decides, whatever the other side is."""
    if left is False or right is False:
        return False
    return without_value([left, right]) or True


def either_true(left: Value, right: Value) -> Value:
    """Kleene's *or*: true decides, whatever the other side is."""
    if left is True or right is True:
        return True
    return without_value([left, right]) or False


def opposite(value: Value) -> Value:
    """Kleene's *not*."""
    return (not value) if isinstance(value, bool) else value


def compared(left: Value, sign: str, right: Value) -> Value:
    """Compare two numbers, dates, truth values or texts of one kind."""
    lacking = without_value([left, right])
    if lacking is not None:
        return lacking
    if type(left) is not type(right):
        raise TypeError(f"{left!r} {sign} {right!r}")
    order = 0 if left == right else (-1 if left < right else 1)  # type: ignore[operator]  # same type, checked above
    return COMPARISONS[sign](order)


def fraction(value: Value) -> Fraction:
    """Return *value*, which must be a number."""
    if not isinstance(value, Fraction):
        raise TypeError(f"not a number: {value!r}")
    return value


def divided(left: Value, right: Value) -> Value:
    """Divide; a zero divisor is an outcome of its own, whether or not the numerator is known."""
    if right == 0 and isinstance(right, Fraction) and not isinstance(left, OverZero | NotApplicable):
        return OverZero(left if isinstance(left, Unknown) else fraction(left) == 0)
    lacking = without_value([left, right])
    return fraction(left) / fraction(right) if lacking is None else lacking


def rounded(exact: Fraction, step: Fraction) -> Fraction:
    """Round to a multiple of *step*, half away from zero."""
    whole = floor(abs(exact) / step + Fraction(1, 2)) * step
    return whole if exact >= 0 else -whole
