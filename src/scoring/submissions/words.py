"""One value of a submission that is not a number: 是 or 否, a day, a word of a choice, a text."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Any, Final

from scoring.diagnostics import Diagnostic, Kind, Severity, nearest
from scoring.documents.tree import Scalar
from scoring.exact import narrowed
from scoring.expressions.names import canonical
from scoring.submissions.numbers import BLANK, READ_AS, Read, Slot, in_domain, shorten

NOT_YES_NO: Final = Kind("S240", "{name} is answered by yes or no, but “{written}” stands here", "write 是 or 否")
TICKED: Final = Kind(
    "S241", "{name} is ticked with “{written}”, which can be taken for right, wrong or chosen", "write 是 or 否"
)
NOT_A_DATE: Final = Kind(
    "S242", "{name} should be a day, but “{written}” stands here", "write year, month and day: 2023-06-30"
)
NO_SUCH_DATE: Final = Kind("S243", "the day {written} of {name} does not exist", "write the day that is meant")
UNKNOWN_CHOICE: Final = Kind("S244", "{name} cannot be “{written}”", "write one of: {allowed}")
MISSPELT_CHOICE: Final = Kind(
    "S245", "{name} cannot be “{written}”; the nearest known word is {nearest}", "write one of: {allowed}"
)
UNIT_UNUSED: Final = Kind(
    "S246", "{name} is not a number; its unit {unit} means nothing", "delete the unit", Severity.WARNING
)

_ANSWERS: Final = {"是": True, "true": True, "否": False, "false": False}
_TICKS: Final = frozenset("√✓✔☑☐□■×✗✘☒○●xXvV对错")
_DATE = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})[日号])",
    re.ASCII,
)


def read_yes_no(written: Scalar, slot: Slot, findings: list[Diagnostic]) -> Read | None:
    """Read 是 or 否, true or false."""
    text = written.text.strip()
    answer = _ANSWERS.get(text)
    if answer is None:
        kind = TICKED if text in _TICKS else NOT_YES_NO
        findings.append(kind.at(written.place, name=slot.name, written=shorten(text)))
        return None
    return Read(answer)


def read_date(written: Scalar, slot: Slot, findings: list[Diagnostic]) -> Read | None:
    """Read a day as its ordinal number, so that days subtract."""
    text = narrowed(written.text).strip()
    match = _DATE.fullmatch(text)
    if match is None:
        findings.append(NOT_A_DATE.at(written.place, name=slot.name, written=shorten(written.text)))
        return None
    day = day_of(match)
    if day is None:
        findings.append(NO_SUCH_DATE.at(written.place, name=slot.name, written=text))
        return None
    if text != written.text.strip():
        findings.append(READ_AS.at(written.place, name=slot.name, written=written.text, value=text))
    return Read(day) if in_domain(written, slot, day, findings) else None


def day_of(match: re.Match[str]) -> Fraction | None:
    """Return the ordinal number of a matched day, or None if the calendar has no such day."""
    year, month, day = (int(part) for part in match.groups() if part is not None)
    try:
        return Fraction(date(year, month, day).toordinal())
    except ValueError:
        return None


def days_in(text: str) -> frozenset[Fraction]:
    """Return the days written anywhere in *text*."""
    found = (day_of(match) for match in _DATE.finditer(narrowed(text)))
    return frozenset(day for day in found if day is not None)


def read_choice(written: Scalar, slot: Slot, findings: list[Diagnostic]) -> Read | None:
    """Read one of the declared words; the form printed in the rule set is kept."""
    word = find_word(written.text, slot.fact.one_of)
    if word is not None:
        return Read(word)
    values: dict[str, Any] = {"name": slot.name, "written": shorten(written.text.strip()), "allowed": slot.fact.one_of}
    near = nearest(written.text.strip(), slot.fact.one_of)
    if near is None:
        findings.append(UNKNOWN_CHOICE.at(written.place, **values))
    else:
        findings.append(MISSPELT_CHOICE.at(written.place, nearest=near, **values))
    return None


def find_word(text: str, words: tuple[str, ...]) -> str | None:
    """Return the one of *words* that *text* is, compared as names are."""
    wanted = canonical(text.strip())
    return next((word for word in words if canonical(word) == wanted), None)


def read_text(written: Scalar, slot: Slot, findings: list[Diagnostic]) -> Read:
    """Read a text as it stands."""
    del slot, findings  # a text cannot be wrong; the signature is that of the other readers
    return Read(written.text)


def refuse_blank(written: Scalar, slot: Slot, findings: list[Diagnostic]) -> bool:
    """Tell whether nothing was written; a finding says so."""
    if written.text.strip():
        return False
    findings.append(BLANK.at(written.place, name=slot.name))
    return True


def warn_of_unit(slot: Slot, findings: list[Diagnostic]) -> None:
    """Warn of a unit where no number is."""
    if slot.unit is not None:
        findings.append(UNIT_UNUSED.at(slot.unit.place, name=slot.name, unit=slot.unit.text))
