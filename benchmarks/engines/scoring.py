"""This project: the score sheet with its full trace, and marks, total and grade alone.

The sheet records for every indicator which branch was taken, what each working came to and which reason holds; marks,
total and grade are looked at inside the timed loop. "put into words" also makes every reason, value, working, figure
and deduction of the sheet inside the loop. Native input is a `Submission` of exact figures; the ways ending in "from
figures" build it inside the timed loop from a plain dictionary of fractions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from pathlib import Path

from benchmarks.engines import Engine
from benchmarks.figures import NAMES, YES_NO, Answer, Row
from scoring.engine import Marks, marks, score
from scoring.engine.sheet import ScoreSheet
from scoring.rule_set import load_rule_set
from scoring.rule_set.model import Fingerprint, RuleSet
from scoring.submissions import Claims, Given, Submission

Figures = Mapping[str, Fraction | bool]

NO_PRINT = Fingerprint("", "")


def prepare(rules: Path) -> tuple[Engine, ...]:
    """Return the engine with and without a trace, on submissions and on plain figures."""
    return (
        Engine("scoring, full trace", partial(_scored, rules, words=False), _native, _read),
        Engine("scoring, full trace, put into words", partial(_scored, rules, words=True), _native, _read),
        Engine("scoring, no trace", partial(_marked, rules), _native, _read_marks),
        Engine("scoring, full trace, from figures", partial(_built, rules), _figures, _read),
        Engine("scoring, no trace, from figures", partial(_built_marks, rules), _figures, _read_marks),
    )


def _loaded(rules: Path) -> RuleSet:
    rule_set, findings = load_rule_set(str(rules))
    if rule_set is None:
        raise ValueError(findings)
    return rule_set


def _scored(path: Path, *, words: bool) -> Callable[[Submission], ScoreSheet]:
    rules = _loaded(path)
    return lambda submission: _looked_at(score(rules, submission), words=words)


def _built(path: Path) -> Callable[[Figures], ScoreSheet]:
    rules = _loaded(path)
    return lambda figures: _looked_at(score(rules, _submission(figures)), words=False)


def _marked(path: Path) -> Callable[[Submission], Marks]:
    rules = _loaded(path)
    return lambda submission: _counted(marks(rules, submission))


def _built_marks(path: Path) -> Callable[[Figures], Marks]:
    rules = _loaded(path)
    return lambda figures: _counted(marks(rules, _submission(figures)))


def _looked_at(sheet: ScoreSheet, *, words: bool) -> ScoreSheet:
    """Return *sheet* after looking at all marks on it, and if *words* at everything else there is to say."""
    for one in sheet.indicators:
        _look(one.marks)
        if words:
            _look(one.deduction, one.reason, one.value, one.steps, one.used)
    _look(sheet.total.exact, sheet.grade.high)
    return sheet


def _counted(found: Marks) -> Marks:
    """Return *found* after looking at all that is on it."""
    _look(found.marks, found.total, found.grade)
    return found


def _look(*_: object) -> None:
    """Do nothing with what was looked at."""


def _figures(row: Row) -> Figures:
    return {NAMES[name]: text == "是" if name in YES_NO else Fraction(text) for name, text in row.items()}


def _submission(figures: Figures) -> Submission:
    facts = {name: Given(value, "") for name, value in figures.items()}
    return Submission("1", "对比单位", 2023, facts, {}, Claims(), "", NO_PRINT)


def _native(row: Row) -> Submission:
    return _submission(_figures(row))


def _read(sheet: ScoreSheet) -> Answer:
    """Return what is on the sheet; −1 for marks that are not certain, which are never right."""
    marks = tuple(Fraction(-1) if one.marks is None else one.marks for one in sheet.indicators)
    total = Fraction(-1) if sheet.total.exact is None else sheet.total.exact
    return Answer(marks, total, sheet.grade.high.name if sheet.grade.certain else "")


def _read_marks(found: Marks) -> Answer:
    """Return the marks; −1 for those that are not certain, which are never right."""
    given = tuple(Fraction(-1) if one is None else one for one in found.marks)
    return Answer(given, Fraction(-1) if found.total is None else found.total, found.grade.name if found.grade else "")
