"""What a case expects of its score sheet, and how the sheet differs from that."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from scoring.diagnostics import Kind, Location, Message, Value, Word, message, nearest
from scoring.documents.shape import Shape
from scoring.documents.tree import Entry, Node, Scalar, Sequence
from scoring.engine.found import State
from scoring.engine.sheet import ScoreSheet
from scoring.expressions.names import canonical
from scoring.records import dataclass
from scoring.rule_set.model import RuleSet

UNKNOWN_CODE: Final = Kind(
    "R310",
    "the rule set has no indicator {code} to expect anything of",
    "write the code of an indicator, total, grade or lines",
)
MISSPELT_CODE: Final = Kind(
    "R311",
    "the rule set has no indicator {code} to expect anything of; the nearest code is {nearest}",
    "write {nearest}",
)
UNKNOWN_LINE: Final = Kind("R312", "the rule set has no line {name} on the total", "its lines are: {known}")
UNKNOWN_GRADE: Final = Kind("R313", "the rule set has no grade {name}", "write one of: {known}")
NOT_EXPECTABLE: Final = Kind(
    "R314",
    "“{written}” is neither marks nor a state",
    "write marks such as 3.5, an interval such as [93, 98], or one of: {states}",
)
NOT_TWO_ENDS: Final = Kind("R315", "an interval has two ends, the lower one first", "write it as [93, 98]")

_STATES: Final = tuple(state.value for state in State)
_WORDS: Final = {
    State.SCORED: Word("scored"),
    State.NOT_APPLICABLE: Word("not applicable"),
    State.MISSING_DATA: Word("missing data"),
    State.AWAITING_JUDGEMENT: Word("awaiting judgement"),
}


class Subject(enum.Enum):
    """What something is expected of."""

    INDICATOR = "indicator"
    TOTAL = "total"
    GRADE = "grade"
    LINE = "line"


Wanted = Fraction | State | str | tuple[Fraction, Fraction] | tuple[str, str]
"""Marks, a state, a grade, an interval of marks, the worst and best grade still possible."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """One thing a case expects.

    Attributes:
        subject: see `Subject`.
        name: the code or the line's name; "" for the total and the grade.
        wanted: what is expected.
        place: where it is written.
    """

    subject: Subject
    name: str
    wanted: Wanted
    place: Location


@dataclass(frozen=True, slots=True)
class Difference:
    """One expectation the sheet does not meet.

    Attributes:
        subject: see `Subject`.
        name: the code or the line's name; "" for the total and the grade.
        expected: what was expected.
        computed: what the sheet says.
        place: where the expectation is written.
    """

    subject: Subject
    name: str
    expected: Value
    computed: Value
    place: Location


def read_expectations(node: Node | None, rules: RuleSet, shape: Shape) -> tuple[Expectation, ...]:
    """Return what is written under ``expect:``; what cannot be read is a finding and left out."""
    mapping = shape.mapping(node, message("what is expected"))
    found: list[Expectation] = []
    for entry in mapping or ():
        match entry.key.text:
            case "total":
                found.extend(_marks(Subject.TOTAL, "", entry, shape))
            case "grade":
                found.extend(_grade(entry, rules, shape))
            case "lines":
                found.extend(_lines(entry.value, rules, shape))
            case _:
                found.extend(_indicator(entry, rules, shape))
    return tuple(found)


def _indicator(entry: Entry, rules: RuleSet, shape: Shape) -> Iterator[Expectation]:
    """Yield what is expected of an indicator: marks, an interval or a state."""
    codes = {canonical(one.code): one.code for one in rules.indicators}
    code = codes.get(canonical(entry.key.text))
    if code is None:
        near = nearest(entry.key.text, codes.values())
        kind = UNKNOWN_CODE if near is None else MISSPELT_CODE
        shape.findings.append(kind.at(entry.key.place, code=entry.key.text, nearest=near or ""))
        return
    value = entry.value
    if isinstance(value, Scalar) and value.text in _STATES:
        yield Expectation(Subject.INDICATOR, code, State(value.text), value.place)
    elif isinstance(value, Scalar) and not value.text[:1].isdigit():
        shape.findings.append(NOT_EXPECTABLE.at(value.place, written=value.text, states=_STATES))
    else:
        yield from _marks(Subject.INDICATOR, code, entry, shape)


def _marks(subject: Subject, name: str, entry: Entry, shape: Shape) -> Iterator[Expectation]:
    """Yield an expected number or interval."""
    node, what = entry.value, message("{name}", name=entry.key.text)
    if not isinstance(node, Sequence):
        number = shape.number(node, what)
        if number is not None:
            yield Expectation(subject, name, number, node.place)
        return
    ends = [number for number in (shape.number(item, what) for item in node.items) if number is not None]
    if len(ends) == 2 == len(node.items) and ends[0] <= ends[1]:
        yield Expectation(subject, name, (ends[0], ends[1]), node.place)
    elif len(ends) == len(node.items):
        shape.findings.append(NOT_TWO_ENDS.at(node.place))


def _grade(entry: Entry, rules: RuleSet, shape: Shape) -> Iterator[Expectation]:
    """Yield an expected grade, or the worst and the best one still possible."""
    node, what = entry.value, message("the grade")
    known = tuple(grade.name for grade in rules.grades.grades)
    items = node.items if isinstance(node, Sequence) else (node,)
    names: list[str] = []
    for item in items:
        name = shape.text(item, what)
        if name is not None and name not in known:
            shape.findings.append(UNKNOWN_GRADE.at(item.place, name=name, known=known))
        elif name is not None:
            names.append(name)
    if len(names) < len(items):
        return
    if len(names) == 1 and not isinstance(node, Sequence):
        yield Expectation(Subject.GRADE, "", names[0], node.place)
    elif len(names) == 2 and known.index(names[0]) >= known.index(names[1]):
        yield Expectation(Subject.GRADE, "", (names[0], names[1]), node.place)
    else:
        shape.findings.append(NOT_TWO_ENDS.at(node.place))


def _lines(node: Node, rules: RuleSet, shape: Shape) -> Iterator[Expectation]:
    """Yield the expected amounts of lines on the total."""
    mapping = shape.mapping(node, message("the lines"))
    known = tuple(line.name for line in rules.lines)
    names = {canonical(name): name for name in known}
    for entry in mapping or ():
        name = names.get(canonical(entry.key.text))
        if name is None:
            shape.findings.append(UNKNOWN_LINE.at(entry.key.place, name=entry.key.text, known=known))
        else:
            yield from _marks(Subject.LINE, name, entry, shape)


def differences(expectations: tuple[Expectation, ...], sheet: ScoreSheet) -> tuple[Difference, ...]:
    """Return every expectation that *sheet* does not meet; numbers are compared exactly."""
    found: list[Difference] = []
    for one in expectations:
        computed = _computed(one, sheet)
        if computed != _expected(one.wanted):
            found.append(Difference(one.subject, one.name, _expected(one.wanted), computed, one.place))
    return tuple(found)


def _expected(wanted: Wanted) -> Value:
    """Return what is expected as a value that can be shown and compared."""
    match wanted:
        case State():
            return _WORDS[wanted]
        case (Fraction() as low, Fraction() as high):
            return _interval(low, high)
        case (str() as worst, str() as best):
            return _grades(worst, best)
    return wanted


def _interval(low: Fraction, high: Fraction) -> Message:
    return message("{low} to {high}", low=low, high=high)


def _grades(worst: str, best: str) -> Message:
    return message("{worst} to {best}", worst=worst, best=best)


def _computed(one: Expectation, sheet: ScoreSheet) -> Value:
    """Return what the sheet says about the subject, in the form of the expectation."""
    match one.subject:
        case Subject.GRADE:
            worst, best = sheet.grade.low.name, sheet.grade.high.name
            return worst if worst == best and isinstance(one.wanted, str) else _grades(worst, best)
        case Subject.TOTAL:
            return _number(sheet.total.marks, sheet.total.low, sheet.total.high, one.wanted)
        case Subject.LINE:
            amounts = [
                (line.amount, line.low, line.high) for line in sheet.lines if line.line and line.line.name == one.name
            ]
            return _number(*amounts[0], one.wanted) if amounts else Word("not on the sheet")
    scored = next(row for row in sheet.indicators if row.indicator.code == one.name)
    if isinstance(one.wanted, State):
        return _WORDS[scored.state]
    return _number(scored.marks, scored.low, scored.high, one.wanted)


def _number(marks: Fraction | None, low: Fraction, high: Fraction, wanted: Wanted) -> Value:
    """Return the marks where a number is wanted and there is one, else the interval."""
    return marks if marks is not None and isinstance(wanted, Fraction) else _interval(low, high)
