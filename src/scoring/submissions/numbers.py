"""One number of a submission: from the text somebody typed to an exact value in the declared unit.

Nothing is guessed: a unit that does not fit, a percentage without its sign and a word in place of a number are
findings, and whatever had to be done to a text before it could be read is noted.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Final

from scoring.diagnostics import Diagnostic, Kind, Quantity, Severity
from scoring.diagnostics.message import Value
from scoring.documents.tree import Scalar
from scoring.exact import ONE, Unreadable, Written, decimal_places, narrowed, read_written
from scoring.records import dataclass
from scoring.rule_set.model import Fact, FactType
from scoring.units import conversion, read_unit

BLANK: Final = Kind(
    "S210",
    "nothing stands behind {name}",
    "write its value, 0 if it is nought; if it is not known do not give {name} at all: in a table the cell stays empty",
)
NOT_A_NUMBER: Final = Kind(
    "S211", "{name} should be a number, but “{written}” stands here", "write it in digits, such as 186.28"
)
NO_FIGURE: Final = Kind(
    "S212",
    "“{written}” stands in place of the number {name}; it can mean nought or unknown",
    "write 0 if there was none; if it is not known do not give {name} at all: in a table the cell stays empty",
)
NOT_FINITE: Final = Kind(
    "S213",
    "“{written}” of {name} is what a program writes for a failed calculation, not a number",
    "look it up at its origin; if it is not known do not give {name} at all: in a table the cell stays empty",
)
APPROXIMATE: Final = Kind(
    "S214", "{name} is only about a number: “{written}”", "write the exact number from the accounts"
)
RANGE: Final = Kind("S215", "{name} is a range: “{written}”", "write the one number that holds")
TOO_LONG: Final = Kind(
    "S216", "{name} has more than 50 digits or an exponent: “{written}”", "write the number out in plain digits"
)
SEPARATORS: Final = Kind(
    "S217",
    "the commas in “{written}” of {name} do not stand between groups of three digits",
    "write the number without commas; the decimal sign is a point",
)
PERCENT_MISSING: Final = Kind(
    "S220",
    "{name} is a percentage, but “{written}” has no %: it could be {as_percent} or {as_ratio}",
    "write {as_percent} or {as_ratio}",
)
WRONG_UNIT: Final = Kind(
    "S221", "{name} is counted in {declared}, but is given in {unit}", "give it in {declared}: a number alone is enough"
)
WRONG_UNIT_SAID: Final = Kind(
    "S221",
    "{name} is counted in {declared}, but is given in {unit}",
    "correct this unit, in a table that of the heading: {declared}; and look whether the figures are in it",
)
NO_UNIT: Final = Kind("S222", "{name} is a number without a unit, but is given in {unit}", "drop {unit}")
TWO_UNITS: Final = Kind(
    "S223", "{name} is given in {behind} behind the number and in {unit} under unit", "keep the one that is right"
)
CONVERTED: Final = Kind("S224", "{name}: {written} is {value}", severity=Severity.NOTE)
READ_AS: Final = Kind("S225", "{name}: “{written}” was read as {value}", severity=Severity.NOTE)
MORE_DECIMALS: Final = Kind(
    "S226",
    "{name} has {found} digits behind the point, {declared} are usual; {value} is kept as it is",
    "check it against the accounts",
    Severity.WARNING,
)
NOT_WHOLE: Final = Kind("S230", "{name} is a count and must be whole, but is {value}", "write a whole number")
BELOW: Final = Kind("S231", "{name} is {value}; it cannot be below {limit}", "check it against the accounts")
ABOVE: Final = Kind("S232", "{name} is {value}; it cannot be above {limit}", "check it against the accounts")

_UNREADABLE: Final = {
    Unreadable.BLANK: BLANK,
    Unreadable.NOT_A_NUMBER: NOT_A_NUMBER,
    Unreadable.APPROXIMATE: APPROXIMATE,
    Unreadable.RANGE: RANGE,
    Unreadable.TOO_LONG: TOO_LONG,
    Unreadable.SEPARATORS: SEPARATORS,
}
_NO_FIGURE = re.compile(r"[-—–－―_/\\.*]+|无|没有|暂无|空|空白|不详|未知|不适用|未填|n/?a|nil|none|null", re.IGNORECASE)
_NOT_FINITE = re.compile(r"[+-]?(?:\.?nan|\.?inf(?:inity)?)|#.*[!?]|#N/A", re.IGNORECASE)
_MARKS_UNIT: Final = "分"


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a value is to go.

    Attributes:
        name: what findings call it: the fact, or ``table[2].column``.
        fact: its declaration.
        unit: the unit under the key ``unit:``; None if there is none.
    """

    name: Value
    fact: Fact
    unit: Scalar | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """A value as read.

    Attributes:
        value: in the declared unit.
        decimals: digits behind the point as written, in the declared unit; below 0 for a larger unit
            (1亿元 is ±5000万元).
        unit: the unit it was handed in in.
    """

    value: Fraction | bool | str
    decimals: int = 0
    unit: str = ""


def read_number(written: Scalar, slot: Slot, findings: list[Diagnostic]) -> Read | None:
    """Read a count, number, amount or percentage; None after an error."""
    number = read_written(written.text)
    if isinstance(number, Unreadable):
        findings.append(_why(written.text, number).at(written.place, name=slot.name, written=shorten(written.text)))
        return None
    unit = _unit(number, written, slot, findings)
    if unit is None:
        return None
    value, decimals = _in_declared_unit(number, unit, slot)
    if number.conversions:
        shown = shown_value(value, slot.fact) if slot.fact.unit.percent else _shown(number.value, unit)
        findings.append(READ_AS.at(written.place, name=slot.name, written=shorten(written.text), value=shown))
    if unit != slot.fact.unit.name:
        given, shown = _shown(number.value, unit), shown_value(value, slot.fact)
        findings.append(CONVERTED.at(written.place, name=slot.name, written=given, value=shown))
    else:
        _check_decimals(written, slot, value, findings)
    return Read(value, decimals, unit) if in_domain(written, slot, value, findings) else None


def read_marks(written: Scalar, name: Value, findings: list[Diagnostic]) -> Fraction | None:
    """Read a number of marks (分), such as a judgement or a claim; None after an error."""
    number = read_written(written.text)
    if isinstance(number, Unreadable):
        findings.append(_why(written.text, number).at(written.place, name=name, written=shorten(written.text)))
        return None
    if number.unit not in {"", _MARKS_UNIT}:
        findings.append(WRONG_UNIT.at(written.place, name=name, declared=_MARKS_UNIT, unit=number.unit))
        return None
    if number.conversions:
        findings.append(READ_AS.at(written.place, name=name, written=shorten(written.text), value=number.value))
    return number.value


def _why(text: str, reason: Unreadable) -> Kind:
    """Return the kind of finding for a *text* that is not a number because of *reason*."""
    stripped = narrowed(text).strip()
    if _NO_FIGURE.fullmatch(stripped):
        return NO_FIGURE
    if _NOT_FINITE.fullmatch(stripped):
        return NOT_FINITE
    return _UNREADABLE[reason]


def _unit(number: Written, written: Scalar, slot: Slot, findings: list[Diagnostic]) -> str | None:
    """Return the unit in which *number* is given, fit for the declared one; None after an error."""
    declared = slot.fact.unit
    under_key = narrowed(slot.unit.text).strip() if slot.unit is not None else ""
    if number.unit and under_key and number.unit != under_key:
        findings.append(TWO_UNITS.at(written.place, name=slot.name, behind=number.unit, unit=under_key))
        return None
    unit = number.unit or under_key
    if not unit:
        if declared.percent and number.value != 0:
            findings.append(_percent_missing(number, written, slot))
            return None
        return declared.name
    known = read_unit(unit)
    if known.percent == declared.percent and known.comparable(declared):
        return unit
    place = written.place if number.unit or slot.unit is None else slot.unit.place
    if declared.name:
        kind = WRONG_UNIT if place is written.place else WRONG_UNIT_SAID
        findings.append(kind.at(place, name=slot.name, declared=declared.name, unit=unit))
    else:
        findings.append(NO_UNIT.at(place, name=slot.name, unit=unit))
    return None


def _percent_missing(number: Written, written: Scalar, slot: Slot) -> Diagnostic:
    """Return the finding for a percentage without its sign, with both readings."""
    return PERCENT_MISSING.at(
        written.place,
        name=slot.name,
        written=shorten(written.text),
        as_percent=Quantity(number.value / 100, "%", number.decimals),
        as_ratio=Quantity(number.value, "%", max(number.decimals - 2, 0)),
    )


def _in_declared_unit(number: Written, unit: str, slot: Slot) -> tuple[Fraction, int]:
    """Return *number*, given in *unit*, in the declared unit, and its digits behind the point there."""
    declared = slot.fact.unit
    if declared.percent:
        return (number.value if number.unit else number.value / 100), number.decimals
    factor = conversion(read_unit(unit), declared)
    # Units of one kind differ by powers of ten, so both ways of writing the factor end.
    moved = (decimal_places(factor) or 0) - (decimal_places(ONE / factor) or 0)
    return number.value * factor, number.decimals + moved


def _check_decimals(written: Scalar, slot: Slot, value: Fraction, findings: list[Diagnostic]) -> None:
    """Warn of more decimals than declared; zeros at the end do not count."""
    declared = slot.fact.decimals if slot.fact.type is not FactType.COUNT else None
    found = decimal_places(value * 100 if slot.fact.unit.percent else value)
    if declared is not None and found is not None and found > declared:
        shown = Quantity(value, slot.fact.unit.name, found)
        findings.append(MORE_DECIMALS.at(written.place, name=slot.name, found=found, declared=declared, value=shown))


def in_domain(written: Scalar, slot: Slot, value: Fraction, findings: list[Diagnostic]) -> bool:
    """Tell whether a number or a day lies within the declared limits; a finding says so if not."""
    fact = slot.fact
    shown = shown_value(value, fact)
    if fact.type is FactType.COUNT and value.denominator != 1:
        findings.append(NOT_WHOLE.at(written.place, name=slot.name, value=shown))
        return False
    low = fact.at_least
    if fact.type is FactType.COUNT:
        low = max(low or Fraction(0), Fraction(0))
    if low is not None and value < low:
        findings.append(BELOW.at(written.place, name=slot.name, value=shown, limit=shown_value(low, fact)))
        return False
    if fact.at_most is not None and value > fact.at_most:
        findings.append(ABOVE.at(written.place, name=slot.name, value=shown, limit=shown_value(fact.at_most, fact)))
        return False
    return True


def shown_value(value: Fraction, fact: Fact) -> Quantity | str:
    """Return *value* of *fact* as a person would write it."""
    if fact.type is FactType.DATE:
        return date.fromordinal(int(value)).isoformat()
    return _shown(value, fact.unit.name)


def _shown(value: Fraction, unit: str) -> Quantity:
    """Return *value* with all the digits it has."""
    places = decimal_places(value * 100 if unit == "%" else value)
    return Quantity(value, unit, places)


def shorten(text: str) -> str:
    """Return *text* short enough for a sentence."""
    return text if len(text) <= 40 else text[:39] + "…"
