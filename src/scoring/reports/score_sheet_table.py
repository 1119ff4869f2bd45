"""The score sheet as one flat table: a row for each indicator and line, and the total; every row complete in itself."""

from __future__ import annotations

from scoring.diagnostics import Quantity, Value, Word, message
from scoring.engine.sheet import Adjusted, Missing, Scored, ScoreSheet
from scoring.reports.page import Cell, Column, Row, Table
from scoring.reports.wording import STATES, deduction_reason, grade_sentence, marks_shown, missing_for

HEADS = (
    Word("Institution code"),
    Word("Institution"),
    Word("Year"),
    Word("Group"),
    Word("Code"),
    Word("Indicator"),
    Word("State"),
    Word("Full marks"),
    Word("Marks"),
    Word("Lowest"),
    Word("Highest"),
    Word("Deduction"),
    Word("Not counted"),
    Word("Claimed"),
    Word("Reason for deduction"),
    Word("Missing"),
)


def sheet_table(sheet: ScoreSheet) -> Table:
    """Return the sheet for a spreadsheet: one row for each indicator and line, and the total."""
    rows = [_flat_indicator(sheet, one) for one in sheet.indicators]
    rows += [_flat_line(sheet, one) for one in sheet.lines]
    rows.append(_flat_total(sheet))
    return Table(tuple(Column(head) for head in HEADS), tuple(rows))


def _whose(sheet: ScoreSheet) -> tuple[Value, ...]:
    one = sheet.submission
    return (one.code, one.name, "" if one.year is None else one.year)


def _row(*values: Value | None) -> Row:
    return Row(tuple(Cell("" if value is None else value) for value in values))


def _flat_indicator(sheet: ScoreSheet, one: Scored) -> Row:
    rules, indicator = sheet.rule_set, one.indicator
    return _row(
        *_whose(sheet),
        "/".join(indicator.path),
        indicator.code,
        indicator.name,
        STATES[one.state],
        Quantity(one.full_marks),
        None if one.marks is None else marks_shown(one.marks, rules),
        marks_shown(one.low, rules),
        marks_shown(one.high, rules),
        None if one.deduction is None else marks_shown(one.deduction, rules),
        marks_shown(one.not_counted, rules),
        None if one.claimed is None else Quantity(one.claimed),
        deduction_reason(sheet, one),
        _names(missing_for(sheet, indicator.code)),
    )


def _names(missing: tuple[Missing, ...]) -> Value:
    return tuple(one.name for one in missing if one.material)


def _flat_line(sheet: ScoreSheet, one: Adjusted) -> Row:
    rules = sheet.rule_set
    amount = None if one.amount is None else marks_shown(one.amount, rules)
    why = None if one.reason is None else one.reason.text
    low, high = marks_shown(one.low, rules), marks_shown(one.high, rules)
    return _row(
        *_whose(sheet), "", "", one.name, Word("line on the total"), None, amount, low, high, *[None] * 3, why, None
    )


def _flat_total(sheet: ScoreSheet) -> Row:
    total, rules, claim = sheet.total, sheet.rule_set, sheet.submission.claims.total
    marks = None if total.marks is None else marks_shown(total.marks, rules)
    claimed = None if claim is None else Quantity(claim)
    state = Word("scored") if total.marks is not None else Word("not settled")
    grade = message("grade {grade}", grade=grade_sentence(sheet))
    named = ("", "", Word("Total"), state, Quantity(total.full_marks), marks)
    bounds = (marks_shown(total.low, rules), marks_shown(total.high, rules))
    return _row(*_whose(sheet), *named, *bounds, None, None, claimed, grade, None)
