"""This project: one sheet per submission, with the full trace and without one.

Everything on the sheet is looked at inside the timed loop: the marks of every indicator, the total and the grade; with
the trace also every deduction, reason, value, working and figure. Native input is a `Submission` of exact figures; the
ways ending in "from figures" build it inside the timed loop from a plain dictionary of fractions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from pathlib import Path

from benchmarks.engines import Engine
from benchmarks.figures import NAMES, YES_NO, Answer, Row
from scoring.engine import score
from scoring.engine.sheet import ScoreSheet
from scoring.rule_set import load_rule_set
from scoring.rule_set.model import Fingerprint, RuleSet
from scoring.submissions import Claims, Given, Submission

Figures = Mapping[str, Fraction | bool]

NO_PRINT = Fingerprint("", "")


def prepare(rules: Path) -> tuple[Engine, ...]:
    """Return the engine with and without a trace, on submissions and on plain figures."""
    return (
        Engine("scoring, full trace", partial(_scored, rules, trace=True), _native, _read),
        Engine("scoring, no trace", partial(_scored, rules, trace=False), _native, _read),
        Engine("scoring, full trace, from figures", partial(_built, rules, trace=True), _figures, _read),
        Engine("scoring, no trace, from figures", partial(_built, rules, trace=False), _figures, _read),
    )


def _loaded(rules: Path) -> RuleSet:
    rule_set, findings = load_rule_set(str(rules))
    if rule_set is None:
        raise ValueError(findings)
    return rule_set


def _scored(path: Path, *, trace: bool) -> Callable[[Submission], ScoreSheet]:
    rules = _loaded(path)
    return lambda submission: _looked_at(score(rules, submission, trace=trace), trace=trace)


def _built(path: Path, *, trace: bool) -> Callable[[Figures], ScoreSheet]:
    rules = _loaded(path)
    return lambda figures: _looked_at(score(rules, _submission(figures), trace=trace), trace=trace)


def _looked_at(sheet: ScoreSheet, *, trace: bool) -> ScoreSheet:
    """Return *sheet* after looking at everything on it, so that nothing is left to be worked out after the clock."""
    for one in sheet.indicators:
        _look(one.marks)
        if trace:
            _look(one.deduction, one.reason, one.value, one.steps, one.used)
    _look(sheet.total.exact, sheet.grade.high)
    return sheet


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
