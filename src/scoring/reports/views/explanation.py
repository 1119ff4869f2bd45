"""How the marks of one indicator came about: formula, figures, workings, reason, standard, sources, claim."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from scoring.diagnostics import Quantity, Value, Word, message
from scoring.engine.found import State
from scoring.engine.sheet import Missing, Scored, ScoreSheet, Used
from scoring.reports.page import (
    Align,
    Bullet,
    Bullets,
    Cell,
    Column,
    Heading,
    Page,
    Pair,
    Pairs,
    Paragraph,
    Part,
    Row,
    Table,
    Tone,
)
from scoring.reports.score_sheet_json import indicator_data
from scoring.reports.standard import group_pairs, standard_parts
from scoring.reports.view import View
from scoring.reports.wording import (
    LACKING,
    ROUNDING_MODES,
    STATES,
    exactly,
    fact_named,
    figure,
    indicator_named,
    interval,
    judgement_named,
    marks_shown,
    missing_for,
    named,
    step_shown,
)
from scoring.rule_set.model import Fact
from scoring.submissions.model import Given, Judgement, Portion, Rows

_MOST_ROWS = 20


def view(sheet: ScoreSheet, code: str) -> View:
    """Return the explanation of the indicator called *code*, which the sheet must have."""
    one = next(one for one in sheet.indicators if one.indicator.code == code)
    return View(partial(page, sheet, one), partial(table, sheet, one), partial(indicator_data, sheet, one))


def page(sheet: ScoreSheet, one: Scored) -> Page:
    """Return the explanation as people read it."""
    lacking = missing_for(sheet, one.indicator.code)
    return Page(
        (
            *_head(sheet, one),
            *_value(one),
            *_workings(sheet, one),
            *_facts(sheet, one),
            *_compared(one),
            *_judgements(sheet, one),
            *missing_parts(sheet, lacking),
            *standard_parts(one.indicator),
        )
    )


def _head(sheet: ScoreSheet, one: Scored) -> Iterator[Part]:
    rules, indicator = sheet.rule_set, one.indicator
    yield Heading(indicator_named(indicator), 1)
    rows = [
        Pair(Word("Institution"), message("{name} ({code})", name=sheet.submission.name, code=sheet.submission.code)),
        *group_pairs(indicator),
        Pair(Word("Full marks"), Quantity(one.full_marks)),
    ]
    if one.marks is None:
        rows.append(Pair(Word("State"), STATES[one.state], Tone.WARNING))
        rows.append(Pair(Word("Possible marks"), interval(one.low, one.high, rules), Tone.WARNING))
    else:
        rows.append(Pair(Word("Marks"), marks_shown(one.marks, rules), Tone.STRONG))
    if one.deduction is not None:
        rows.append(
            Pair(Word("Deduction"), marks_shown(one.deduction, rules), Tone.BAD if one.deduction else Tone.PLAIN)
        )
    if one.not_counted:
        rows.append(Pair(Word("Not counted"), marks_shown(one.not_counted, rules)))
    if one.state is State.NOT_APPLICABLE:
        rows.append(Pair(Word("State"), STATES[one.state]))
    rows.append(Pair(Word("Reason"), one.reason.text, Tone.STRONG))
    rows.extend(_claim(sheet, one))
    yield Pairs(tuple(rows))


def _claim(sheet: ScoreSheet, one: Scored) -> Iterator[Pair]:
    if one.claimed is None:
        return
    claim: Value = Quantity(one.claimed)
    if one.marks is not None and one.claimed != one.marks:
        amount = exactly(abs(one.claimed - one.marks))
        higher = one.claimed > one.marks
        remark = (
            message("{amount} above the marks computed", amount=amount)
            if higher
            else message("{amount} below the marks computed", amount=amount)
        )
        claim = message("{claim}; {remark}", claim=claim, remark=remark)
    yield Pair(Word("Claimed"), claim)
    stated = sheet.submission.claims.reasons.get(one.indicator.code)
    if stated:
        yield Pair(Word("Reason the department gives"), stated)


def _value(one: Scored) -> Iterator[Part]:
    if one.value is None:
        return
    yield Heading(Word("Value"))
    rows = [Pair(Word("Formula"), one.value.formula), Pair(Word("With the figures"), one.value.substituted)]
    if one.value.shown is not None:
        rows.append(Pair(Word("Result"), one.value.shown, Tone.STRONG))
    yield Pairs(tuple(rows))


def _workings(sheet: ScoreSheet, one: Scored) -> Iterator[Part]:
    computed = any(step.exact is not None for step in one.steps)
    if computed or (one.steps and one.state is not State.NOT_APPLICABLE):
        yield Heading(Word("Workings"))
        columns = (Column(Word("Step"), grows=True), Column(Word("Result"), Align.RIGHT))
        yield Table(columns, tuple(Row((Cell(step.title), Cell(step_shown(step)))) for step in one.steps))
    if one.exact is not None and one.marks is not None and one.exact != one.marks:
        rounding = sheet.rule_set.rounding
        yield Paragraph(
            message(
                "Rounding: {exact} becomes {marks} ({mode}, to {step})",
                exact=exactly(one.exact),
                marks=marks_shown(one.marks, sheet.rule_set),
                mode=ROUNDING_MODES[rounding.mode],
                step=exactly(rounding.step),
            )
        )


def _facts(sheet: ScoreSheet, one: Scored) -> Iterator[Part]:
    if one.used:
        yield Heading(Word("Figures and where they come from"))
        yield Bullets(tuple(_fact(sheet, used) for used in one.used))


def _fact(sheet: ScoreSheet, used: Used) -> Bullet:
    fact, given = sheet.rule_set.facts.get(used.name), used.given
    name = fact_named(sheet.rule_set, used.name)
    if given is None:
        below = (Bullet(fact.about, Tone.FAINT),) if fact is not None and fact.about and not fact.item_of else ()
        return Bullet(message("{name}: {figure}", name=name, figure=Word("missing data")), Tone.WARNING, below)
    notes = [Bullet(message("at {place}", place=str(given.place)), Tone.FAINT)]
    if given.quote and given.document:
        notes.append(Bullet(message("quoted from {document}: “{quote}”", document=given.document, quote=given.quote)))
    elif given.quote:
        notes.append(Bullet(message("quoted: “{quote}”", quote=given.quote)))
    if given.evidence:
        notes.append(Bullet(message("evidence: {evidence}", evidence=given.evidence)))
    if isinstance(given, Given):
        notes.extend(_portion(sheet, fact, part) for part in given.parts)
    if isinstance(given, Rows):
        notes.extend(_row(sheet, used.name, number, given) for number in range(min(len(given.rows), _MOST_ROWS)))
        if len(given.rows) > _MOST_ROWS:
            notes.append(Bullet(message("and {count} more rows", count=len(given.rows) - _MOST_ROWS), Tone.FAINT))
    return Bullet(message("{name}: {figure}", name=name, figure=figure(fact, given)), below=tuple(notes))


def _portion(sheet: ScoreSheet, fact: Fact | None, part: Portion) -> Bullet:
    """Return what one unit contributes to a consolidated figure."""
    shown = {"name": part.name, "figure": figure(fact, part.given), "place": str(part.given.place)}
    consolidation = sheet.rule_set.consolidation
    if part.weight is None or consolidation is None:
        return Bullet(message("{name}: {figure}, at {place}", **shown), Tone.FAINT)
    unit = str(sheet.rule_set.facts[consolidation.weight].unit)
    weight = exactly(part.weight, unit)
    text = message("{name}: {figure}, weight {weight}, at {place}", **shown, weight=weight)
    return Bullet(text, Tone.FAINT)


def _compared(one: Scored) -> Iterator[Part]:
    """Yield what comparing with the other institutions came to."""
    if one.compared:
        yield Heading(Word("Compared with the batch"))
        yield Bullets(tuple(Bullet(said) for said in one.compared))


def _row(sheet: ScoreSheet, name: str, number: int, given: Rows) -> Bullet:
    fact = sheet.rule_set.facts.get(name)
    cells = tuple(
        message("{name}: {figure}", name=column, figure=figure(None if fact is None else fact.column(column), cell))
        for column, cell in given.rows[number].items()
    )
    return Bullet(message("row {number}: {cells}", number=number + 1, cells=cells), Tone.FAINT)


def _judgements(sheet: ScoreSheet, one: Scored) -> Iterator[Part]:
    """Yield what evaluators decided, with where it stands."""
    rules, given = sheet.rule_set, sheet.submission.judgements
    names = [own.name for own in one.indicator.judgements if own.name in given]
    bullets = [_judgement(judgement_named(rules, name) or name, given[name]) for name in names]
    if bullets:
        yield Heading(Word("Judgements"))
        yield Bullets(tuple(bullets))


def _judgement(name: Value, one: Judgement) -> Bullet:
    marks: Value = Word("no marks given") if one.marks is None else message("{marks} marks", marks=exactly(one.marks))
    said = message("{level}, {marks}", level=one.level, marks=marks) if one.level else marks
    below = [Bullet(message("evaluator: {evaluator}", evaluator=one.evaluator))] if one.evaluator else []
    if one.reason:
        below.append(Bullet(message("reason: {reason}", reason=one.reason)))
    below.append(Bullet(message("at {place}", place=str(one.place)), Tone.FAINT))
    return Bullet(message("{name}: {figure}", name=name, figure=said), below=tuple(below))


def missing_parts(sheet: ScoreSheet, lacking: tuple[Missing, ...]) -> Iterator[Part]:
    """Yield what is missing, those that matter first."""
    if lacking:
        yield Heading(Word("What is missing"))
        ordered = sorted(lacking, key=lambda one: not one.material)
        yield Bullets(tuple(_missing(sheet, one) for one in ordered))


def _missing(sheet: ScoreSheet, one: Missing) -> Bullet:
    text = message("{name}: {figure}", name=named(sheet, one), figure=LACKING[one.lacking])
    if one.material:
        return Bullet(text, Tone.WARNING)
    return Bullet(message("{text} (cannot change the marks any more)", text=text), Tone.FAINT)


def table(sheet: ScoreSheet, one: Scored) -> Table:
    """Return the workings and figures, a row each."""
    columns = (
        Column(Word("Code")),
        Column(Word("Kind")),
        Column(Word("Name")),
        Column(Word("Result")),
        Column(Word("Place")),
    )
    code = Cell(one.indicator.code)
    rows = [
        Row((code, Cell(Word("figure")), Cell(used.name), _figure_cell(sheet, used), _place(used))) for used in one.used
    ]
    if one.value is not None and one.value.shown is not None:
        rows.append(Row((code, Cell(Word("value")), Cell(one.value.formula), Cell(one.value.shown), Cell())))
    rows += [Row((code, Cell(Word("working")), Cell(step.title), Cell(step_shown(step)), Cell())) for step in one.steps]
    if one.marks is not None:
        marks = Cell(marks_shown(one.marks, sheet.rule_set))
        rows.append(Row((code, Cell(Word("Marks")), Cell(one.indicator.name), marks, Cell())))
    return Table(columns, tuple(rows))


def _figure_cell(sheet: ScoreSheet, used: Used) -> Cell:
    if used.given is None:
        return Cell(Word("missing data"))
    return Cell(figure(sheet.rule_set.facts.get(used.name), used.given))


def _place(used: Used) -> Cell:
    return Cell("" if used.given is None else str(used.given.place))
