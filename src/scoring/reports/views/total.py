"""How the total and the grade came about: the identity, line by line, and the floors of the grades."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial

from scoring.diagnostics import Quantity, Value, Word, message
from scoring.engine.sheet import Adjusted, ScoreSheet
from scoring.reports.page import Align, Cell, Column, Heading, Page, Pair, Pairs, Part, Row, RowKind, Table, Tone
from scoring.reports.score_sheet_json import total_data
from scoring.reports.standard import other_sources
from scoring.reports.view import View
from scoring.reports.views.explanation import missing_parts
from scoring.reports.wording import (
    code_shown,
    deduction_reason,
    distinct,
    exactly,
    grade_sentence,
    interval,
    mark_decimals,
    marks_shown,
    signed,
)
from scoring.rule_set.model import Basis


def view(sheet: ScoreSheet) -> View:
    """Return the explanation of the total of *sheet*."""
    return View(partial(page, sheet), partial(table, sheet), partial(total_data, sheet))


def page(sheet: ScoreSheet) -> Page:
    """Return the explanation as people read it."""
    missing = distinct(one for one in sheet.missing if one.material)
    return Page(
        (
            *_head(sheet),
            table(sheet),
            *_grade(sheet),
            *missing_parts(sheet, missing),
            *other_sources(sheet.rule_set.header_sources, None),
        )
    )


def _head(sheet: ScoreSheet) -> Iterator[Part]:
    total, rules, submission = sheet.total, sheet.rule_set, sheet.submission
    yield Heading(Word("How the total came about"), 1)
    marks = interval(total.low, total.high, rules) if total.marks is None else marks_shown(total.marks, rules)
    yield Pairs(
        (
            Pair(Word("Institution"), message("{name} ({code})", name=submission.name, code=submission.code)),
            Pair(Word("Total"), marks, Tone.STRONG),
        )
    )


def table(sheet: ScoreSheet) -> Table:
    """Return full marks − deductions − not counted ± lines = total; each amount with its reason."""
    columns = (
        Column(Word("Code")),
        Column(Word("What"), grows=True),
        Column(Word("Amount"), Align.RIGHT),
        Column(Word("Reason"), grows=True, below=True),
    )
    rules, total = sheet.rule_set, sheet.total
    full = Row((Cell(), Cell(Word("Full marks"), Tone.STRONG), Cell(marks_shown(total.full_marks, rules)), Cell()))
    marks = interval(total.low, total.high, rules) if total.marks is None else marks_shown(total.marks, rules)
    last = Row((Cell(), Cell(Word("Total"), Tone.STRONG), Cell(marks, Tone.STRONG), Cell()), RowKind.TOTAL)
    return Table(columns, (full, *_losses(sheet), *(_line(sheet, line) for line in sheet.lines), last))


def _losses(sheet: ScoreSheet) -> Iterator[Row]:
    for one in sheet.indicators:
        rules, code, name = sheet.rule_set, Cell(code_shown(one.indicator), Tone.FAINT), Cell(one.indicator.name)
        if one.marks is None:
            lost = _range(one.low - one.full_marks, one.high - one.full_marks, sheet)
            yield Row((code, name, Cell(lost, Tone.WARNING), Cell(deduction_reason(sheet, one), Tone.WARNING)))
        if one.deduction:
            yield Row((code, name, Cell(signed(-one.deduction, rules), Tone.BAD), Cell(deduction_reason(sheet, one))))
        if one.not_counted:
            why = Cell(deduction_reason(sheet, one))
            yield Row((code, name, Cell(signed(-one.not_counted, rules)), why))


def _range(low: Fraction, high: Fraction, sheet: ScoreSheet) -> Value:
    return message("{low} to {high}", low=signed(low, sheet.rule_set), high=signed(high, sheet.rule_set))


def _line(sheet: ScoreSheet, one: Adjusted) -> Row:
    amount = _range(one.low, one.high, sheet) if one.amount is None else signed(one.amount, sheet.rule_set)
    why: Value = "" if one.reason is None else one.reason.text
    return Row(
        (Cell(), Cell(one.name), Cell(amount, Tone.PLAIN if one.amount is not None else Tone.WARNING), Cell(why))
    )


def _grade(sheet: ScoreSheet) -> Iterator[Part]:
    rules = sheet.rule_set
    yield Heading(Word("Grade"))
    yield Pairs(
        (
            Pair(Word("Grade"), grade_sentence(sheet), Tone.GOOD if sheet.grade.certain else Tone.WARNING),
            Pair(
                Word("Graded by"),
                Word("the exact total") if rules.grades.basis is Basis.EXACT else Word("the rounded total"),
            ),
            *_exact(sheet),
            Pair(
                Word("Floors"),
                tuple(
                    message("{grade} from {floor}", grade=grade.name, floor=Quantity(grade.floor))
                    for grade in rules.grades.grades
                ),
            ),
        )
    )


def _exact(sheet: ScoreSheet) -> Iterator[Pair]:
    if sheet.total.exact is not None and sheet.total.exact != sheet.total.marks:
        yield Pair(Word("Exact total"), exactly(sheet.total.exact, least=mark_decimals(sheet.rule_set)))
