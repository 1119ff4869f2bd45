"""The score sheet (评分表): marks, deductions and their reasons, lines on the total, total, grade, what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from typing import Final

from scoring.diagnostics import Message, Quantity, Severity, Word, message
from scoring.diagnostics.message import Value
from scoring.engine.found import Lacking, State
from scoring.engine.sheet import Adjusted, Missing, Scored, ScoreSheet, Subtotal
from scoring.reports.page import (
    Align,
    Cell,
    Column,
    Heading,
    Page,
    Pair,
    Pairs,
    Paragraph,
    Part,
    Row,
    RowKind,
    Table,
    Tone,
)
from scoring.reports.score_sheet_json import sheet_data
from scoring.reports.score_sheet_table import sheet_table
from scoring.reports.view import View
from scoring.reports.wording import (
    LACKING,
    STATES,
    UNKNOWN,
    code_shown,
    deduction_reason,
    distinct,
    exactly,
    grade_sentence,
    interval,
    mark_decimals,
    marks_shown,
    named,
    reader_named,
    signed,
    standards_sentence,
)
from scoring.rule_set.model import Group, Indicator

TONES = {
    State.SCORED: Tone.PLAIN,
    State.NOT_APPLICABLE: Tone.FAINT,
    State.MISSING_DATA: Tone.WARNING,
    State.AWAITING_JUDGEMENT: Tone.WARNING,
}

NOT_THERE_YET: Final = (Lacking.FACT, Lacking.JUDGEMENT, Lacking.CHOICE, Lacking.CLAIM)
"""What is merely not there yet; anything else was refused, or depends on the figures given or on others."""


def view(sheet: ScoreSheet) -> View:
    """Return the view of one score sheet."""
    return View(partial(page, sheet), partial(sheet_table, sheet), partial(sheet_data, sheet))


def page(sheet: ScoreSheet) -> Page:
    """Return the sheet as people read it."""
    return Page((*_head(sheet), _marks(sheet), *_outcome(sheet), *_missing(sheet), *_findings(sheet)))


def _head(sheet: ScoreSheet) -> Iterator[Part]:
    rules, submission = sheet.rule_set, sheet.submission
    yield Heading(message("{title} ({version})", title=rules.title, version=rules.version), 1)
    year: Value = UNKNOWN if submission.year is None else str(submission.year)
    yield Pairs(
        (
            Pair(Word("Institution"), message("{name} ({code})", name=submission.name, code=submission.code)),
            Pair(Word("Year"), year),
            Pair(Word("Submission"), submission.file),
            Pair(Word("Standards"), standards_sentence(rules)),
        )
    )


# ---- the table -------------------------------------------------------------------------------------------------------


def _marks(sheet: ScoreSheet) -> Table:
    claimed = bool(sheet.submission.claims.indicators)
    columns = (
        Column(Word("Code")),
        Column(Word("Indicator"), grows=True),
        Column(Word("Full marks"), Align.RIGHT),
        Column(Word("Marks"), Align.RIGHT),
        Column(Word("Deduction"), Align.RIGHT),
        *((Column(Word("Claimed"), Align.RIGHT),) if claimed else ()),
        Column(Word("Reason for deduction"), grows=True, below=True),
    )
    rows = (*_tree(sheet, claimed), *_sums(sheet, claimed))
    return Table(columns, rows)


def _tree(sheet: ScoreSheet, claimed: bool) -> Iterator[Row]:
    scored = {one.indicator.code: one for one in sheet.indicators}
    subtotals = {one.group.path: one for one in sheet.groups}

    def rows(parts: tuple[Indicator | Group, ...], depth: int) -> Iterator[Row]:
        for part in parts:
            if isinstance(part, Group):
                yield _group_row(sheet, subtotals[part.path], depth, claimed)
                yield from rows(part.parts, depth + 1)
            else:
                yield _indicator_row(sheet, scored[part.code], depth, claimed)

    yield from rows(sheet.rule_set.root, 0)


def _group_row(sheet: ScoreSheet, one: Subtotal, depth: int, claimed: bool) -> Row:
    tone = Tone.STRONG if depth == 0 else Tone.PLAIN
    note = Cell(STATES[one.state], Tone.FAINT) if one.state is State.NOT_APPLICABLE else Cell()
    return Row(
        (
            Cell(),
            Cell(one.group.name, tone, depth),
            Cell(Quantity(one.full_marks), tone),
            Cell(_marks_or_range(sheet, one), tone),
            Cell(UNKNOWN if one.deduction is None else marks_shown(one.deduction, sheet.rule_set), tone),
            *((Cell(),) if claimed else ()),
            note,
        ),
        RowKind.GROUP,
    )


def _indicator_row(sheet: ScoreSheet, one: Scored, depth: int, claimed: bool) -> Row:
    tone = TONES[one.state]
    return Row(
        (
            Cell(code_shown(one.indicator), Tone.FAINT),
            Cell(one.indicator.name, tone, depth),
            Cell(Quantity(one.full_marks)),
            Cell(_marks_or_range(sheet, one), tone),
            _deduction(sheet, one),
            *((_claimed(one),) if claimed else ()),
            Cell(deduction_reason(sheet, one), tone),
        )
    )


def _marks_or_range(sheet: ScoreSheet, one: Scored | Subtotal) -> Value:
    rules = sheet.rule_set
    return interval(one.low, one.high, rules) if one.marks is None else marks_shown(one.marks, rules)


def _deduction(sheet: ScoreSheet, one: Scored) -> Cell:
    if one.deduction is None:
        return Cell(UNKNOWN, Tone.WARNING)
    return Cell(marks_shown(one.deduction, sheet.rule_set), Tone.BAD if one.deduction else Tone.FAINT)


def _claimed(one: Scored) -> Cell:
    if one.claimed is None:
        return Cell(UNKNOWN, Tone.FAINT)
    same = one.marks is None or one.claimed == one.marks
    return Cell(Quantity(one.claimed), Tone.FAINT if same else Tone.WARNING)


def _sums(sheet: ScoreSheet, claimed: bool) -> Iterator[Row]:
    total, rules = sheet.total, sheet.rule_set
    if sheet.lines:
        low, high = sheet.earned
        yield _sum_row(sheet, Word("Sum of the indicators"), interval(low, high, rules), claimed)
        for line in sheet.lines:
            yield _line_row(sheet, line, claimed)
    marks = interval(total.low, total.high, rules) if total.marks is None else marks_shown(total.marks, rules)
    yield _sum_row(sheet, Word("Total"), marks, claimed, last=True)


def _sum_row(sheet: ScoreSheet, name: Word, marks: Value, claimed: bool, *, last: bool = False) -> Row:
    deductions = [one.deduction for one in sheet.indicators]
    known = [one for one in deductions if one is not None]
    deduction: Value = UNKNOWN if len(known) < len(deductions) else marks_shown(sum(known, Fraction(0)), sheet.rule_set)
    claim = sheet.submission.claims.total
    claims = (Cell(Quantity(claim) if last and claim is not None else ""),) if claimed else ()
    return Row(
        (
            Cell(),
            Cell(name, Tone.STRONG),
            Cell(Quantity(sheet.total.full_marks), Tone.STRONG),
            Cell(marks, Tone.STRONG),
            Cell("" if last and sheet.lines else deduction, Tone.STRONG),
            *claims,
            Cell(),
        ),
        RowKind.TOTAL,
    )


def _line_row(sheet: ScoreSheet, line: Adjusted, claimed: bool) -> Row:
    rules = sheet.rule_set
    if line.amount is None:
        amount: Value = message("{low}–{high}", low=signed(line.low, rules), high=signed(line.high, rules))
    else:
        amount = signed(line.amount, rules)
    return Row(
        (
            Cell(),
            Cell(line.name),
            Cell(),
            Cell(amount, Tone.WARNING if line.amount is None else Tone.PLAIN),
            Cell(),
            *((Cell(),) if claimed else ()),
            Cell("" if line.reason is None else line.reason.text),
        )
    )


# ---- below the table -------------------------------------------------------------------------------------------------


def _outcome(sheet: ScoreSheet) -> Iterator[Part]:
    total, rules = sheet.total, sheet.rule_set
    marks = interval(total.low, total.high, rules) if total.marks is None else marks_shown(total.marks, rules)
    rows = [
        Pair(Word("Total"), message("{marks} of {full_marks}", marks=marks, full_marks=total.full_marks), Tone.STRONG)
    ]
    rows.append(Pair(Word("Grade"), grade_sentence(sheet), Tone.GOOD if sheet.grade.certain else Tone.WARNING))
    rows.extend(_claim(sheet))
    yield Pairs(tuple(rows))


def _claim(sheet: ScoreSheet) -> Iterator[Pair]:
    claims = sheet.submission.claims
    if claims.total is None and not claims.grade:
        return
    claim: Value = claims.grade
    if claims.total is not None:
        marks = Quantity(claims.total)
        claim = message("{marks} {grade}", marks=marks, grade=claims.grade) if claims.grade else marks
        claim = message("{claim}; {remark}", claim=claim, remark=_beside(sheet, claims.total))
    yield Pair(Word("Claimed by the department"), claim)


def _beside(sheet: ScoreSheet, claimed: Fraction) -> Value:
    """Return how the claimed total compares with the computed one."""
    total = sheet.total
    if total.marks is None:
        inside = total.low <= claimed <= total.high
        return Word("within the range") if inside else Word("outside the range: no completion reaches it")
    if claimed == total.marks:
        return Word("the same as computed")
    amount = exactly(abs(claimed - total.marks), least=mark_decimals(sheet.rule_set))
    if claimed > total.marks:
        return message("{amount} above the marks computed", amount=amount)
    return message("{amount} below the marks computed", amount=amount)


def _missing(sheet: ScoreSheet) -> Iterator[Part]:
    material = distinct(one for one in sheet.missing if one.material)
    rest = distinct(one for one in sheet.missing if not one.material)
    if material:
        yield Heading(_what_to_do(sheet, material))
        yield Table(
            (
                Column(Word("What is missing"), grows=True),
                Column(Word("Why it counts as missing")),
                Column(Word("Used by"), grows=True),
            ),
            tuple(
                Row((Cell(named(sheet, one)), Cell(LACKING[one.lacking]), Cell(_readers(sheet, one))))
                for one in material
            ),
        )
    if rest:
        names = tuple(named(sheet, one) for one in rest)
        text = message("Also not given, but without influence on these marks: {names}", names=names)
        yield Paragraph(text, Tone.FAINT)


def _readers(sheet: ScoreSheet, one: Missing) -> tuple[Value, ...]:
    return tuple(reader_named(sheet, code) for code in one.codes)


def _what_to_do(sheet: ScoreSheet, material: tuple[Missing, ...]) -> Message:
    """Return how many items are missing; that they settle the total only where each can simply be given."""
    refused = any(one.severity is Severity.ERROR for one in sheet.findings)
    if refused or any(one.lacking not in NOT_THERE_YET for one in material):
        return message("Missing: {count} items; correct and complete these, then score again", count=len(material))
    return message("Missing: {count} items; with these the total is settled", count=len(material))


def _findings(sheet: ScoreSheet) -> Iterator[Part]:
    errors = sum(1 for one in sheet.findings if one.severity is Severity.ERROR)
    warnings = sum(1 for one in sheet.findings if one.severity is Severity.WARNING)
    if errors or warnings:
        text = message("Findings: {errors} errors, {warnings} warnings", errors=errors, warnings=warnings)
        yield Paragraph(text, Tone.BAD if errors else Tone.WARNING)
