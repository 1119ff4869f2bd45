"""How one line on the total (总分调整项) came about: the rule, the reason, the amount, what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from scoring.diagnostics import Value, Word, message
from scoring.engine.sheet import Adjusted, ScoreSheet
from scoring.reports.page import Cell, Column, Heading, Page, Pair, Pairs, Part, Row, Table, Tone
from scoring.reports.score_sheet_json import line_data
from scoring.reports.standard import other_sources
from scoring.reports.view import View
from scoring.reports.views.explanation import missing_parts
from scoring.reports.wording import missing_for, signed


def view(sheet: ScoreSheet, line: Adjusted) -> View:
    """Return the explanation of *line*, one of the sheet's."""
    return View(partial(page, sheet, line), partial(table, sheet, line), partial(line_data, sheet, line))


def page(sheet: ScoreSheet, line: Adjusted) -> Page:
    """Return the explanation as people read it."""
    lacking = missing_for(sheet, line.line.name) if line.line is not None else ()
    sources = () if line.line is None else line.line.sources
    return Page((*_head(sheet, line), *missing_parts(sheet, lacking), *other_sources(sources, None)))


def _head(sheet: ScoreSheet, line: Adjusted) -> Iterator[Part]:
    yield Heading(line.name, 1)
    rows = [Pair(Word("Amount"), _amount(sheet, line), Tone.STRONG)]
    if line.reason is not None:
        rows.append(Pair(Word("Reason"), line.reason.text))
    if line.line is not None:
        rows.append(Pair(Word("Rule as applied"), line.line.sentence))
        rows.append(Pair(Word("Place"), str(line.line.place)))
    yield Pairs(tuple(rows))


def _amount(sheet: ScoreSheet, line: Adjusted) -> Value:
    rules = sheet.rule_set
    if line.amount is not None:
        return signed(line.amount, rules)
    return message("{low} to {high}", low=signed(line.low, rules), high=signed(line.high, rules))


def table(sheet: ScoreSheet, line: Adjusted) -> Table:
    """Return the line as one row."""
    why: Value = "" if line.reason is None else line.reason.text
    return Table(
        (Column(Word("What")), Column(Word("Amount")), Column(Word("Reason"))),
        (Row((Cell(line.name), Cell(_amount(sheet, line)), Cell(why))),),
    )
