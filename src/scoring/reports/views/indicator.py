"""All about one indicator of a rule set: what it asks, how it computes, what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from scoring.diagnostics import Quantity, Value, Word, message
from scoring.expressions.tree import Scope
from scoring.expressions.words import Known, substituted
from scoring.methods.contract import OwnJudgement
from scoring.reports.page import Bullet, Bullets, Cell, Column, Heading, Page, Pair, Pairs, Part, Row, Table, Tone
from scoring.reports.rule_set_json import indicator_rule
from scoring.reports.standard import group_pairs, standard_parts
from scoring.reports.view import View
from scoring.reports.views.rule_set import FACT_TYPES
from scoring.reports.wording import POLICIES
from scoring.rule_set.model import Indicator, RuleSet


def view(rules: RuleSet, one: Indicator) -> View:
    """Return the view of *one*, an indicator of *rules*."""
    return View(partial(page, rules, one), partial(table, rules, one), partial(indicator_rule, one))


def page(rules: RuleSet, one: Indicator) -> Page:
    """Return the indicator as people read it."""
    return Page((*_head(one), *_workings(one), *_judgements(one), *_facts(rules, one), *standard_parts(one)))


def _head(one: Indicator) -> Iterator[Part]:
    yield Heading(message("{code} {name}", code=one.code, name=one.name), 1)
    rows = [
        *group_pairs(one),
        Pair(Word("Full marks"), Quantity(one.full_marks)),
    ]
    if one.aliases:
        rows.append(Pair(Word("Also called"), one.aliases))
    if one.value is not None:
        rows.append(Pair(Word("Formula"), one.value.text))
    if one.not_applicable is not None:
        rows.append(Pair(Word("If not applicable"), POLICIES[one.not_applicable]))
    yield Pairs(tuple(rows))


def _workings(one: Indicator) -> Iterator[Part]:
    """Yield how it computes: each working in words, earlier ones by their title."""
    titles: Known = {(Scope.WORKING, working.name): working.title for working in one.lowered.workings}
    yield Heading(Word("Workings"))
    yield Table(
        (Column(Word("Step")), Column(Word("Calculation"), grows=True)),
        tuple(Row((Cell(working.title), Cell(substituted(working.node, titles)))) for working in one.lowered.workings),
    )


def _judgements(one: Indicator) -> Iterator[Part]:
    if one.judgements:
        yield Heading(Word("Judgements awaited"))
        yield Bullets(tuple(_judgement(judgement) for judgement in one.judgements))


def _judgement(one: OwnJudgement) -> Bullet:
    levels = tuple(
        Bullet(message("{level}: {low} to {high} marks", level=level, low=low, high=high))
        for level, low, high in one.levels
    )
    name: Value = message("{code} {name}", code=one.name, name=one.about) if one.about else one.name
    return Bullet(message("{name}: {low} to {high} marks", name=name, low=one.low, high=one.high), below=levels)


def _facts(rules: RuleSet, one: Indicator) -> Iterator[Part]:
    if one.inputs:
        yield Heading(Word("Facts it reads"))
        yield Bullets(tuple(_fact(rules, name) for name in one.inputs))


def _fact(rules: RuleSet, name: str) -> Bullet:
    fact = rules.facts.get(name)
    if fact is None:
        return Bullet(name)
    unit: Value = message(" in {unit}", unit=str(fact.unit)) if str(fact.unit) else ""
    kind = message("{name} ({type}{unit})", name=name, type=FACT_TYPES[fact.type], unit=unit)
    return Bullet(kind, below=(Bullet(fact.about, Tone.FAINT),) if fact.about else ())


def table(rules: RuleSet, one: Indicator) -> Table:
    """Return the facts the indicator reads, a row each."""
    columns = (
        Column(Word("Code")),
        Column(Word("Fact")),
        Column(Word("Type")),
        Column(Word("Unit")),
        Column(Word("Definition")),
    )
    rows = []
    for name in one.inputs:
        fact = rules.facts.get(name)
        kind: tuple[Value, Value, Value] = ("", "", "")
        if fact is not None:
            kind = (FACT_TYPES[fact.type], str(fact.unit), fact.about)
        rows.append(Row((Cell(one.code), Cell(name), *map(Cell, kind))))
    return Table(columns, tuple(rows))
