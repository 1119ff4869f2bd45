"""What the department claims for itself (自评得分): total, grade, marks and reasons of single indicators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final, TypeVar

from scoring.diagnostics import Diagnostic, Kind, Message, message, nearest
from scoring.documents.shape import Shape
from scoring.documents.tree import Entry, Node
from scoring.expressions.names import canonical
from scoring.rule_set.model import RuleSet
from scoring.submissions.keys import CLAIMS
from scoring.submissions.model import Claims
from scoring.submissions.names import matched
from scoring.submissions.numbers import read_marks
from scoring.submissions.words import find_word

UNKNOWN_CODE: Final = Kind("S320", "the rule set has no indicator {code}", "use the code of an indicator")
MISSPELT_CODE: Final = Kind(
    "S321", "the rule set has no indicator with the code {code}; the nearest one is {nearest}", "write {nearest}"
)
CLAIM_OUTSIDE: Final = Kind(
    "S322",
    "{what} is claimed to be {marks}, outside 0 to {full_marks}",
    "write the marks as the department claims them",
)
UNKNOWN_GRADE: Final = Kind("S323", "the rule set has no grade {grade}", "write one of: {known}")

T = TypeVar("T")


def read_claims(node: Node | None, rules: RuleSet, shape: Shape, unscored: Sequence[str] = ()) -> Claims:
    """Return what is claimed under ``claims:``; a refused claim is left out, and one for a row that is *unscored*."""
    mapping = shape.record(node, message("the claims"), CLAIMS)
    if mapping is None:
        return Claims()
    total = _marks(mapping.get("total"), message("the total"), rules.total_at_most, shape)
    grade = _grade(mapping.get("grade"), rules, shape)
    indicators: dict[str, Fraction] = {}
    for entry, code in _by_code(mapping.get("indicators"), message("the claimed marks"), rules, shape, unscored):
        full = next(indicator.full_marks for indicator in rules.indicators if indicator.code == code)
        marks = _marks(entry.value, message("{code}", code=code), full, shape)
        if marks is not None:
            indicators[code] = marks
    reasons: dict[str, str] = {}
    for entry, code in _by_code(mapping.get("reasons"), message("the claimed reasons"), rules, shape, unscored):
        text = shape.text(entry.value, message("the reason of {code}", code=code))
        if text is not None:
            reasons[code] = text
    return Claims(total, grade, _ordered(indicators, rules), _ordered(reasons, rules))


def _marks(node: Node | None, what: Message, full_marks: Fraction, shape: Shape) -> Fraction | None:
    """Return claimed marks between 0 and *full_marks*; None where there are none or after an error."""
    written = shape.scalar(node, what)
    marks = read_marks(written, what, shape.findings) if written is not None else None
    if written is None or marks is None:
        return None
    if not 0 <= marks <= full_marks:
        shape.findings.append(CLAIM_OUTSIDE.at(written.place, what=what, marks=marks, full_marks=full_marks))
        return None
    return marks


def _grade(node: Node | None, rules: RuleSet, shape: Shape) -> str:
    """Return the claimed grade, "" where there is none or after an error."""
    written = shape.scalar(node, message("the grade"))
    if written is None:
        return ""
    known = tuple(grade.name for grade in rules.grades.grades)
    grade = find_word(written.text, known)
    if grade is None:
        shape.findings.append(UNKNOWN_GRADE.at(written.place, grade=written.text, known=known))
    return grade or ""


def _by_code(
    node: Node | None, what: Message, rules: RuleSet, shape: Shape, unscored: Sequence[str]
) -> list[tuple[Entry, str]]:
    """Return the entries of a mapping from codes of indicators; unknown codes are findings."""
    codes = tuple(indicator.code for indicator in rules.indicators)
    mapping = shape.mapping(node, what)
    found: list[tuple[Entry, str]] = []
    for entry, code, alone in matched(mapping, codes, shape.findings) if mapping else ():
        if code is None:
            if entry.key.text not in unscored:
                shape.findings.append(unknown_code(entry, rules))
        elif alone:
            found.append((entry, code))
    return found


def unknown_code(entry: Entry, rules: RuleSet) -> Diagnostic:
    """Return the finding for a code that *rules* does not have; a title is answered with its code."""
    written, place = entry.key.text, entry.key.place
    titled = [one.code for one in rules.indicators if canonical(written) in map(canonical, (one.name, *one.aliases))]
    near = titled[0] if len(titled) == 1 else nearest(written, [one.code for one in rules.indicators])
    if near is None:
        return UNKNOWN_CODE.at(place, code=written)
    return MISSPELT_CODE.at(place, code=written, nearest=near)


def _ordered(found: Mapping[str, T], rules: RuleSet) -> dict[str, T]:
    """Return *found* in the order of the rule set."""
    return {one.code: found[one.code] for one in rules.indicators if one.code in found}
