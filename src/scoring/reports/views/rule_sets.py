"""The rule sets there are: id, title, version, authority, size, and how much of each is official."""

from __future__ import annotations

from functools import partial

from scoring.diagnostics import Quantity, Value, Word, message
from scoring.reports.page import Align, Cell, Column, Heading, Page, Row, Table, Tone
from scoring.reports.view import Json, View
from scoring.reports.wording import number_data, standards_by_status, standards_sentence
from scoring.rule_set.model import RuleSet

Shelved = tuple[str, RuleSet]
"""A rule set behind the name it is asked for by, that of its folder."""


def view(found: tuple[Shelved, ...]) -> View:
    """Return the list of the rule sets *found*."""
    return View(partial(page, found), partial(table, found), partial(data, found))


def page(found: tuple[Shelved, ...]) -> Page:
    """Return the list as people read it."""
    return Page((Heading(message("Rule sets: {count}", count=len(found)), 1), table(found)))


def table(found: tuple[Shelved, ...]) -> Table:
    """Return one row for each rule set."""
    columns = (
        Column(Word("Rule set")),
        Column(Word("Version")),
        Column(Word("Title"), grows=True),
        Column(Word("Issued by"), grows=True),
        Column(Word("Full marks"), Align.RIGHT),
        Column(Word("Indicators"), Align.RIGHT),
        Column(Word("Standards"), grows=True, below=True),
    )
    return Table(columns, tuple(_row(*one) for one in found))


def _row(name: str, rules: RuleSet) -> Row:
    values: tuple[Value, ...] = (
        name if name == rules.id else message("{name} (its file says {id})", name=name, id=rules.id),
        rules.version,
        rules.title,
        rules.authority,
        Quantity(rules.full_marks),
        len(rules.indicators),
    )
    return Row((Cell(values[0], Tone.STRONG), *map(Cell, values[1:]), Cell(standards_sentence(rules), Tone.FAINT)))


def data(found: tuple[Shelved, ...]) -> Json:
    """Return the list for programs."""
    return [
        {
            "name": name,
            "id": rules.id,
            "version": rules.version,
            "title": rules.title,
            "authority": rules.authority or None,
            "full_marks": number_data(rules.full_marks),
            "indicators": len(rules.indicators),
            "standards": {status.value: count for status, count in standards_by_status(rules).items()},
            "fingerprint": rules.fingerprint.meaning,
        }
        for name, rules in found
    ]
