"""Scores a generated case with the program and with the oracle, and says in what they differ."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import oracle
from generate_files import Case
from scoring.documents.read import read_text
from scoring.engine import ScoreSheet, State, score
from scoring.engine.marks import Marks, marks
from scoring.engine.sheet import Adjusted, Scored
from scoring.rule_set.model import RoundedAt, RuleSet
from scoring.rule_set.read import read_rule_set
from scoring.submissions import Submission, read_submission

OPEN = (State.MISSING_DATA, State.AWAITING_JUDGEMENT)
Row = Mapping[str, Any]


def read(case: Case) -> tuple[RuleSet, Submission]:
    """Return the case as the program reads it; nothing may be found wrong with the rule set."""
    rules = read_rules(case.rule_set_text)
    return rules, read_figures(case.submission_text, rules)


def read_rules(text: str) -> RuleSet:
    """Return the rule set in *text*."""
    document, findings = read_text(text.encode(), "rule-set.yaml", "yaml")
    assert document is not None, findings
    rules, findings = read_rule_set(document)
    assert rules is not None, findings
    assert not findings, findings
    return rules


def read_figures(text: str, rules: RuleSet) -> Submission:
    """Return the submission in *text*."""
    document, findings = read_text(text.encode(), "submission.yaml", "yaml")
    assert document is not None, findings
    submission, findings = read_submission(document, rules)
    assert submission is not None, findings
    return submission


def sheets(rules: RuleSet, submission: Submission) -> dict[str, ScoreSheet]:
    """Return the sheet by the general evaluator, and by the compiled programs."""
    return {"general": score(rules, submission), "compiled": score(rules, submission)}


def differences(case: Case, rng: random.Random, size: int) -> list[str]:
    """Return in what any of the program's sheets and the oracle's differ; *size* completions must fit."""
    rules, submission = read(case)
    expected = oracle.score(case.rule_set, case.submission)
    made = sheets(rules, submission)
    found = [f"{how}: {what}" for how, sheet in made.items() for what in _compared(case, sheet, expected, rng)]
    general, compiled = made.values()
    if facts_of(general) != facts_of(compiled):
        found.append(f"general and compiled: {first_difference(facts_of(general), facts_of(compiled))}")
    found.extend(adds_up(general))
    found.extend(_alone(marks(rules, submission), general))
    if any(one.state in OPEN for one in general.indicators) or general.total.marks is None:
        found.extend(outside(case, general, rng, size))
    return found


def _alone(alone: Marks, sheet: ScoreSheet) -> Iterator[str]:
    """Yield in what marks made without a sheet differ from those on it."""
    yield from unequal(
        ("marks alone", alone.marks, tuple(one.marks for one in sheet.indicators)),
        ("total alone", alone.total, sheet.total.marks),
        ("grade alone", alone.grade, sheet.grade.low if sheet.grade.certain else None),
    )


def first_difference(one: Any, other: Any) -> str:
    """Return where two nested structures first differ."""
    if isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        return next(first_difference(a, b) for a, b in zip(one, other, strict=True) if a != b)
    return f"{one!r} ≠ {other!r}"


def facts_of(sheet: ScoreSheet) -> tuple[Any, ...]:
    """Return everything on a sheet."""
    rows = tuple(
        (
            *(one.indicator.code, one.state, one.full_marks, one.marks, one.exact, one.low, one.high),
            *(one.deduction, one.not_counted),
            one.reason,
            None if one.value is None else (one.value.exact, one.value.shown, one.value.formula, one.value.substituted),
            one.steps,
            one.used,
            one.claimed,
        )
        for one in sheet.indicators
    )
    return rows, sheet.total, sheet.grade, sheet.lines, sheet.missing, sheet.groups


def _compared(case: Case, sheet: ScoreSheet, expected: Row, rng: random.Random) -> Iterator[str]:
    allowed: dict[str, set[str]] | None = None
    for one in sheet.indicators:
        code = one.indicator.code
        row = expected["indicators"][code]
        if one.state.value != row["state"]:
            allowed = allowed or oracle.allowed_states(case.rule_set, case.submission, rng)
            if one.state.value not in allowed[code]:
                yield f"{code} is {one.state.value}, not one of {sorted(allowed[code])}"
        yield from (f"{code} {what}" for what in _row(one, row, case))
    yield from _lines(sheet, expected)
    yield from _totals(sheet, expected)
    yield from _groups(sheet, expected)


def _row(one: Scored, row: Row, case: Case) -> Iterator[str]:
    if row["marks"] is None:
        if one.state in OPEN:
            yield from unequal(("marks", one.marks, None), ("exact", one.exact, None))
        return
    if one.state in OPEN:
        yield f"is open, but has {row['marks']} marks"
        return
    yield from unequal(
        ("full marks", one.full_marks, row["full_marks"]),
        ("not counted", one.not_counted, row["not_counted"]),
    )
    if one.exact is not None and not row.get("state_is_open"):
        yield from unequal(("exact", one.exact, row["exact"]))
    if row["shown"] is not None:
        lost = row["full_marks"] - row["shown"] - row["not_counted"]
        yield from unequal(("marks", one.marks, row["shown"]), ("deduction", one.deduction, lost))


def unequal(*pairs: tuple[str, Any, Any]) -> Iterator[str]:
    """Yield what is not as expected."""
    yield from (f"{what} {found}, expected {wanted}" for what, found, wanted in pairs if found != wanted)


def kind_of(line: Adjusted) -> str:
    """Return the oracle's word for the kind of line."""
    if line.line is not None:
        return {"coefficient_by_claim": "grades_below_claim"}.get(line.line.kind.value, line.line.kind.value)
    if line.name.text.startswith("cut"):
        return "cut"
    return "rescale_group" if line.name.values else "rescale"


def _lines(sheet: ScoreSheet, expected: Row) -> Iterator[str]:
    own = [line for line in sheet.lines if line.line is not None]
    wanted = expected["lines"]
    if expected["total"] is None:
        wanted = [line for line in wanted if line["kind"] not in ("rescale", "rescale_group", "cut")]
    else:
        own = list(sheet.lines)
    kinds = [kind_of(line) for line in own], [line["kind"] for line in wanted]
    if kinds[0] != kinds[1]:
        yield f"lines {kinds[0]}, expected {kinds[1]}"
        return
    for line, other in zip(own, wanted, strict=True):
        if other["shown"] is not None:
            yield from unequal((f"line {other['line']} {other['kind']}", line.amount, other["shown"]))


def _totals(sheet: ScoreSheet, expected: Row) -> Iterator[str]:
    total, wanted = sheet.total, expected["total"]
    if wanted is not None:
        yield from unequal(
            ("total", total.exact, wanted),
            ("low", total.low, wanted),
            ("high", total.high, wanted),
            ("shown total", total.marks, expected["shown_total"]),
        )
    if expected["grade"] is not None:
        yield from unequal(
            ("lower grade", sheet.grade.low.name, expected["grade"]),
            ("higher grade", sheet.grade.high.name, expected["grade"]),
        )


def _groups(sheet: ScoreSheet, expected: Row) -> Iterator[str]:
    at_total = sheet.rule_set.rounding.at is RoundedAt.TOTAL
    for one in sheet.groups:
        wanted = expected["groups"][one.group.path]
        name = "/".join(one.group.path)
        if one.full_marks or wanted["marks"] is not None:  # else it is not chosen, which the oracle may not see yet
            yield from unequal((f"{name} full marks", one.full_marks, wanted["full_marks"]))
        if wanted["marks"] is None:
            continue
        marks = one.exact if at_total else one.marks
        if marks is not None:
            yield from unequal((f"{name} marks", marks, wanted["marks"]))
        yield from unequal((f"{name} not counted", one.not_counted, wanted["not_counted"]))
        if not at_total:
            yield from unequal((f"{name} deduction", one.deduction, wanted["deduction"]))


def outside(case: Case, sheet: ScoreSheet, rng: random.Random, size: int) -> list[str]:
    """Return completions whose total or grade lies outside what the sheet allows."""
    total, grades = sheet.total, sheet.rule_set.grades
    worst, best = grades.rank(sheet.grade.low.name), grades.rank(sheet.grade.high.name)
    assert worst is not None
    assert best is not None
    found = []
    for completed, grade in oracle.completed_totals(case.rule_set, case.submission, rng, size):
        rank = grades.rank(grade)
        if not total.low <= completed <= total.high:
            found.append(f"{completed} outside [{total.low}, {total.high}]")
        if rank is None or not best <= rank <= worst:
            found.append(f"{grade} outside {sheet.grade.low.name} to {sheet.grade.high.name}")
    return found


def adds_up(sheet: ScoreSheet) -> Iterator[str]:
    """Yield where a sheet breaks its identity or its bounds."""
    for one in sheet.indicators:
        code = one.indicator.code
        if not 0 <= one.low <= one.high <= one.full_marks:
            yield f"{code} lies between {one.low} and {one.high} of {one.full_marks}"
        if one.marks is not None and one.full_marks != one.marks + (one.deduction or 0) + one.not_counted:
            yield f"{code} does not add up"
    rows, lines = sheet.indicators, sheet.lines
    amounts = [one.amount for one in lines]
    lost = [one.deduction for one in rows]
    if sheet.total.marks is None or None in lost or None in amounts:
        return
    left = sheet.rule_set.full_marks - sum(lost) - sum(one.not_counted for one in rows) + sum(amounts)  # type: ignore[arg-type]
    yield from unequal(("identity", Fraction(left), sheet.total.marks))
