"""What evaluators decided (评价人判断): level, marks, reason, evaluator; checked against the rule set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import floor
from typing import Any, Final

from scoring.diagnostics import Diagnostic, Kind, Location, Message, message, nearest
from scoring.documents.shape import Shape
from scoring.documents.tree import Entry, Node, Scalar
from scoring.expressions.names import canonical
from scoring.methods.contract import OwnJudgement
from scoring.rule_set.model import RuleSet
from scoring.submissions.keys import JUDGEMENT
from scoring.submissions.model import Judgement
from scoring.submissions.names import matched
from scoring.submissions.numbers import read_marks
from scoring.submissions.words import find_word

UNKNOWN_JUDGEMENT: Final = Kind(
    "S301", "nothing waits for a judgement under {code}", "judgements are waited for under: {known}"
)
NO_JUDGEMENTS: Final = Kind(
    "S301", "nothing waits for a judgement under {code}", "delete the judgement: every mark is computed from facts"
)
MISSPELT_JUDGEMENT: Final = Kind(
    "S302", "nothing waits for a judgement under {code}; the nearest code is {nearest}", "write {nearest}"
)
COMPUTED_MARKS: Final = Kind(
    "S303", "the marks of {code} are computed from facts; nobody judges them", "delete the judgement"
)
COMPUTED_ROW: Final = Kind(
    "S303",
    "{code} is the target row {name}, whose marks are computed from its figures; nobody judges them",
    "look whether rows of the table were moved, and write the judgement under the name of the row it belongs to",
)
UNKNOWN_LEVEL: Final = Kind("S304", "the judgement {code} has no level {level}", "choose one of: {known}")
MISSPELT_LEVEL: Final = Kind(
    "S305", "the judgement {code} has no level {level}; the nearest one is {nearest}", "choose one of: {known}"
)
NO_LEVELS: Final = Kind("S306", "the judgement {code} has no levels, but {level} is given", "give marks alone")
NOTHING_GIVEN: Final = Kind("S307", "the judgement {code} gives neither level nor marks", "add level, marks or both")
OUTSIDE_LEVEL: Final = Kind(
    "S308",
    "the marks {marks} of {code} do not fit the level {level}, which stands for {range}",
    "correct the marks or the level",
)
OUTSIDE: Final = Kind("S309", "the marks {marks} of {code} lie outside {low} to {high}", "correct the marks")
BETWEEN_LEVELS: Final = Kind(
    "S310", "the marks {marks} of {code} belong to no level", "choose marks of one level: {known}"
)
NO_REASON: Final = Kind(
    "S311", "{code} is judged below its {full_marks} marks without a reason", "add reason: with what was found wanting"
)
NO_EVALUATOR: Final = Kind("S312", "the judgement {code} does not say who judged", "add evaluator: with a name")
LINE_WITHOUT_REASON: Final = Kind("S313", "{code} changes the total without a reason", "add reason: with what happened")
ITEM_BY_ITEM: Final = Kind(
    "S330", "{code} is judged item by item, not as a whole", "give one judgement for each of: {known}"
)
BETWEEN_STEPS: Final = Kind(
    "S332", "the marks {marks} of {code} are no multiple of {step}", "the nearest that can be given: {allowed}"
)


def expected_judgements(rules: RuleSet) -> dict[str, OwnJudgement]:
    """Return every judgement *rules* waits for, by the code it is given under."""
    waiting = [one.judgements for one in rules.indicators] + [one.judgements for one in rules.lines]
    return {judgement.name: judgement for judgements in waiting for judgement in judgements}


def read_judgements(
    node: Node | None, rules: RuleSet, shape: Shape, unscored: Sequence[str] = ()
) -> dict[str, Judgement]:
    """Return the judgements under ``judgements:`` by code; a refused one counts as not given.

    Nothing is said of one for a row of the target table that is *unscored*: that was reported.
    """
    expected = expected_judgements(rules)
    lines = {own.name for one in rules.lines for own in one.judgements}
    mapping = shape.mapping(node, message("the list of judgements"))
    found: dict[str, Judgement] = {}
    for entry, code, alone in matched(mapping, expected, shape.findings) if mapping else ():
        if code is None:
            if entry.key.text not in unscored:
                shape.findings.append(_unknown(entry, rules, expected))
            continue
        judgement = _read(entry, expected[code], code in lines, shape)
        if judgement is not None and alone:
            found[code] = judgement
    return {code: found[code] for code in expected if code in found}


def _read(entry: Entry, expected: OwnJudgement, of_line: bool, shape: Shape) -> Judgement | None:
    """Return one judgement, of an indicator or of a line on the total; None after an error."""
    code, before = expected.name, len(shape.findings)
    mapping = shape.record(entry.value, message("the judgement {code}", code=code), JUDGEMENT)
    if mapping is None:
        return None
    parts = {
        key: shape.scalar(mapping.get(key), message("{key} of {name}", key=key, name=code)) for key in JUDGEMENT.names
    }
    if len(shape.findings) > before:
        return None
    level, written = _level(parts["level"], expected, shape.findings), parts["marks"]
    marks = read_marks(written, code, shape.findings) if written is not None else None
    if level is None or (written is not None and marks is None):
        return None
    judgement = Judgement(marks, level, _text(parts["reason"]), _text(parts["evaluator"]), entry.key.place)
    place = written.place if written is not None else entry.key.place
    problems = tuple(_problems(judgement, expected, of_line, place))
    shape.findings.extend(problems)
    return None if problems else judgement


def _text(scalar: Scalar | None) -> str:
    return scalar.text if scalar is not None else ""


def _level(written: Scalar | None, expected: OwnJudgement, findings: list[Diagnostic]) -> str | None:
    """Return the level as the rule set spells it, "" where none is given; None after an error."""
    if written is None:
        return ""
    known = tuple(name for name, _, _ in expected.levels)
    if not known:
        findings.append(NO_LEVELS.at(written.place, code=expected.name, level=written.text))
        return None
    level = find_word(written.text, known)
    if level is not None:
        return level
    near = nearest(written.text, known)
    if near is None:
        findings.append(UNKNOWN_LEVEL.at(written.place, code=expected.name, level=written.text, known=known))
    else:
        values: dict[str, Any] = {"code": expected.name, "level": written.text, "nearest": near}
        findings.append(MISSPELT_LEVEL.at(written.place, known=known, **values))
    return None


def _problems(judgement: Judgement, expected: OwnJudgement, of_line: bool, place: Location) -> Iterator[Diagnostic]:
    """Yield what is wrong with a judgement whose parts are right one by one."""
    code, marks = expected.name, judgement.marks
    most = {name: high for name, _, high in expected.levels}.get(judgement.level, expected.high)
    most = most if marks is None else marks
    if marks is None and not judgement.level:
        yield NOTHING_GIVEN.at(place, code=code)
        return
    if marks is not None:
        yield from _outside(marks, judgement.level, expected, place)
    if not judgement.reason and of_line and most != 0:
        yield LINE_WITHOUT_REASON.at(judgement.place, code=code)
    if not judgement.reason and not of_line and most < expected.full:
        yield NO_REASON.at(judgement.place, code=code, full_marks=expected.full)
    if not judgement.evaluator:
        yield NO_EVALUATOR.at(judgement.place, code=code)


def _outside(marks: Fraction, level: str, expected: OwnJudgement, place: Location) -> Iterator[Diagnostic]:
    """Yield a finding if *marks* lie outside the level, or outside everything that can be given."""
    code = expected.name
    if not expected.low <= marks <= expected.high:
        yield OUTSIDE.at(place, code=code, marks=marks, low=expected.low, high=expected.high)
        return
    fixed = any(low == marks == high for _, low, high in expected.levels)
    if expected.step is not None and marks % expected.step and not fixed:
        allowed = _nearest_steps(marks, level, expected, expected.step)
        yield BETWEEN_STEPS.at(place, code=code, marks=marks, step=expected.step, allowed=allowed)
        return
    for name, low, high in expected.levels:
        if name == level and not expected.fits(level, marks):
            yield OUTSIDE_LEVEL.at(place, code=code, marks=marks, level=level, range=_range(expected, name, low, high))
    if not level and expected.levels and not any(expected.fits(name, marks) for name, _, _ in expected.levels):
        ranges = tuple(
            message("{level}: {range}", level=name, range=_range(expected, name, low, high))
            for name, low, high in expected.levels
        )
        yield BETWEEN_LEVELS.at(place, code=code, marks=marks, known=ranges)


def _nearest_steps(marks: Fraction, level: str, expected: OwnJudgement, step: Fraction) -> tuple[Fraction, ...]:
    """Return the multiples of *step* next to *marks*, those that fit the level where there are any."""
    below = floor(marks / step) * step
    beside = tuple(one for one in (below, below + step) if expected.low <= one <= expected.high)
    return tuple(one for one in beside if expected.fits(level, one)) or beside


def _range(expected: OwnJudgement, level: str, low: Fraction, high: Fraction) -> Message:
    """Return the marks of a level in words, open ends said."""
    above, below = (level, low) in expected.open_ends, (level, high) in expected.open_ends
    if above and below:
        return message("above {low}, below {high}", low=low, high=high)
    if above:
        return message("above {low}, up to {high}", low=low, high=high)
    if below:
        return message("{low} or more, below {high}", low=low, high=high)
    return message("{low} to {high}", low=low, high=high)


def _unknown(entry: Entry, rules: RuleSet, expected: Mapping[str, OwnJudgement]) -> Diagnostic:
    """Return the finding for a code nothing waits for."""
    code, place = entry.key.text, entry.key.place
    for indicator in rules.indicators:
        if canonical(indicator.code) == canonical(code) and indicator.judgements:
            return ITEM_BY_ITEM.at(place, code=code, known=tuple(own.name for own in indicator.judgements))
        if canonical(indicator.code) == canonical(code):
            row = rules.unfilled is not None and indicator.code not in {one.code for one in rules.unfilled.indicators}
            return (COMPUTED_ROW if row else COMPUTED_MARKS).at(place, code=code, name=indicator.name)
    near = nearest(code, expected)
    if not expected:
        return NO_JUDGEMENTS.at(place, code=code)
    if near is None:
        return UNKNOWN_JUDGEMENT.at(place, code=code, known=tuple(expected))
    return MISSPELT_JUDGEMENT.at(place, code=code, nearest=near)
