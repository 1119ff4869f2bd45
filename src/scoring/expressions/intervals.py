"""Intervals as the official tables print them: [80%, 90%), (30%, ), (, 0)."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from scoring.diagnostics import Diagnostic, Kind, Location, Message, Quantity, message
from scoring.exact import Unreadable, as_decimal, as_text, decimal_places, read_strict
from scoring.expressions.characters import Source
from scoring.records import dataclass
from scoring.units import Unit

NOT_AN_INTERVAL = Kind(
    "E121",
    "“{text}” is not an interval",
    "write “[80%, 90%)”: a bracket, the lower end, a comma, the upper end, a bracket",
)
BAD_END = Kind("E122", "“{text}” is not a number", "write a number such as 80% or 0.5, or leave the end open")
REVERSED = Kind("E123", "the lower end {low} is above the upper end {high}", "write the lower end first")
EMPTY = Kind("E124", "no number lies in “{text}”", "for one number write it as a point: at: {low}")
OPEN_END = Kind("E125", "an end left open has a round bracket", "write “{instead}”")
PERCENT_MISSING = Kind(
    "E126", "{text} is the end of an interval of a quantity in %, but is written without %", "write {text}%"
)
PERCENT_UNEXPECTED = Kind("E127", "{text} is written with %, but the quantity is not in %", "leave the % out")

_WIDE: Final = str.maketrans("（），［］％＋－−【】〔〕\u3000", "(),[]%+--[][] ")
_INTERVAL: Final = re.compile(r"\s*([\[(])([^,\[\]()]*),([^,\[\]()]*)([\])])\s*")


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers between two ends.

    Attributes:
        low: the lower end; None for none.
        low_closed: the lower end itself belongs to it.
        high: the upper end; None for none.
        high_closed: the upper end itself belongs to it.
    """

    low: Fraction | None
    low_closed: bool
    high: Fraction | None
    high_closed: bool

    def contains(self, value: Fraction) -> bool:
        """Tell whether *value* lies in the interval."""
        above = self.low is None or value > self.low or (self.low_closed and value == self.low)
        below = self.high is None or value < self.high or (self.high_closed and value == self.high)
        return above and below

    def words(self, unit: Unit) -> Message:
        """Return the interval for a sentence: the bounds as an inequality without its middle."""
        low, high = self.low, self.high
        if low is not None and low == high:
            return message("= {value}", value=_shown(low, unit))
        if low is None and high is None:
            return message("any number")
        if low is None:
            below = _shown(high or Fraction(0), unit)
            return message("≤ {high}", high=below) if self.high_closed else message("< {high}", high=below)
        if high is None:
            above = _shown(low, unit)
            return message("≥ {low}", low=above) if self.low_closed else message("> {low}", low=above)
        return message(
            "{open}{low}, {high}{close}",
            open="[" if self.low_closed else "(",
            low=_shown(low, unit),
            high=_shown(high, unit),
            close="]" if self.high_closed else ")",
        )

    def text(self, unit: Unit) -> str:
        """Return the interval as it is written in a rule file, in one fixed form.

        >>> Interval(Fraction("0.8"), True, None, False).text(Unit("%", percent=True))
        '[80%, )'
        """
        low = "" if self.low is None else _written(self.low, unit)
        high = "" if self.high is None else _written(self.high, unit)
        return f"{'[' if self.low_closed else '('}{low}, {high}{']' if self.high_closed else ')'}"


def read_interval(text: str, place: Location, unit: Unit) -> tuple[Interval | None, tuple[Diagnostic, ...]]:
    """Read an interval of numbers in *unit*; *place* as for `read_expression`."""
    source = Source(text, place)
    match = _INTERVAL.fullmatch(text.translate(_WIDE))
    if match is None:
        return None, (NOT_AN_INTERVAL.at(source.at(0, len(text)), text=text.strip()),)
    low, low_findings = _end(source, match, 2, unit)
    high, high_findings = _end(source, match, 3, unit)
    findings = (*low_findings, *high_findings)
    if findings:
        return None, findings
    interval = Interval(low, match[1] == "[", high, match[4] == "]")
    wrong = _senseless(source, interval, unit)
    return (interval, ()) if wrong is None else (None, (wrong,))


def read_constant(text: str, place: Location, unit: Unit) -> tuple[Fraction | None, tuple[Diagnostic, ...]]:
    """Read one number in *unit*: with ``%`` if and only if the unit is %; 0 needs none."""
    source = Source(text, place)
    value, findings = _number(source, text.translate(_WIDE), 0, unit)
    return value, findings


def _end(
    source: Source, match: re.Match[str], group: int, unit: Unit
) -> tuple[Fraction | None, tuple[Diagnostic, ...]]:
    """Read one end; None for an open one."""
    if not match[group].strip():
        return None, ()
    return _number(source, match[group], match.start(group), unit)


def _number(source: Source, text: str, start: int, unit: Unit) -> tuple[Fraction | None, tuple[Diagnostic, ...]]:
    """Read the number *text*, which begins at offset *start* of *source*."""
    stripped = text.strip()
    start += len(text) - len(text.lstrip())
    place = source.at(start, start + len(stripped))
    written = read_strict(stripped)
    if isinstance(written, Unreadable):
        return None, (BAD_END.at(place, text=stripped),)
    if unit.percent and written.unit != "%" and written.value != 0:
        return None, (PERCENT_MISSING.at(place, text=stripped),)
    if written.unit == "%" and not unit.percent and written.value != 0:
        return None, (PERCENT_UNEXPECTED.at(place, text=stripped),)
    return written.value, ()


def _senseless(source: Source, interval: Interval, unit: Unit) -> Diagnostic | None:
    """Return what makes the ends of *interval* senseless together."""
    place, text = source.at(0, len(source.text)), source.text.strip()
    low, high = interval.low, interval.high
    if (low is None and interval.low_closed) or (high is None and interval.high_closed):
        round_ends = Interval(
            low, interval.low_closed and low is not None, high, interval.high_closed and high is not None
        )
        return OPEN_END.at(place, instead=round_ends.text(unit))
    if low is None or high is None or low < high:
        return None
    if low > high:
        return REVERSED.at(place, low=_shown(low, unit), high=_shown(high, unit))
    if interval.low_closed and interval.high_closed:
        return None
    return EMPTY.at(place, text=text, low=_shown(low, unit))


def _shown(value: Fraction, unit: Unit) -> Quantity:
    """Return an end for a sentence, with all its digits."""
    digits = decimal_places(value * 100 if unit.percent else value)
    return Quantity(value, str(unit), digits)


def _written(value: Fraction, unit: Unit) -> str:
    """Write an end as a rule file does."""
    shown = value * 100 if unit.percent else value
    digits = decimal_places(shown)
    return (as_text(shown) if digits is None else as_decimal(shown, digits)) + ("%" if unit.percent else "")
