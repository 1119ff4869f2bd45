"""A rule set as sentences: marks, what each indicator asks, the quoted standard, grades, rounding, lines, facts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from scoring.diagnostics import Quantity, Value, Word, message
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
    Part,
    Row,
    RowKind,
    Table,
    Tone,
)
from scoring.reports.rule_set_json import rule_set_data
from scoring.reports.standard import status_note
from scoring.reports.target_rules import belonging, named, sentence, templates
from scoring.reports.view import View
from scoring.reports.wording import ROUNDING_MODES, STATUSES, cited, exactly
from scoring.rule_set.keys import WAYS_IN_WORDS
from scoring.rule_set.model import Basis, Choosing, Fact, FactType, Group, Indicator, RoundedAt, RuleSet
from scoring.rule_set.model import Part as RulePart
from scoring.rule_set.target import Template

FACT_TYPES = {
    FactType.COUNT: Word("count"),
    FactType.NUMBER: Word("number"),
    FactType.MONEY: Word("money"),
    FactType.PERCENT: Word("percentage"),
    FactType.YES_NO: Word("yes or no"),
    FactType.CHOICE: Word("choice"),
    FactType.DATE: Word("date"),
    FactType.TEXT: Word("text"),
    FactType.TABLE: Word("table"),
}


CHOICES = {
    Choosing.ONE_DECLARED: Word("one of its parts counts, and the department says which"),
    Choosing.ONE_BETTER: Word("the part with more marks counts"),
    Choosing.ANY_EVEN: Word("the parts the department chooses share its marks evenly"),
    Choosing.ANY_DECLARED: Word("the department says which parts count, and with how many of its marks"),
}


def view(rules: RuleSet) -> View:
    """Return the view of one rule set."""
    return View(partial(page, rules), partial(table, rules), partial(rule_set_data, rules))


def page(rules: RuleSet) -> Page:
    """Return the rule set as people read it."""
    return Page((*_head(rules), _tree(rules), *_lines(rules), *_checks(rules), *_facts(rules), *_sources(rules)))


def _head(rules: RuleSet) -> Iterator[Part]:
    yield Heading(message("{title} ({version})", title=rules.title, version=rules.version), 1)
    rows = [Pair(Word("Rule set"), rules.id)]
    if rules.authority:
        rows.append(Pair(Word("Issued by"), rules.authority))
    if rules.valid_for is not None:
        years = message("{first} to {last}", first=str(rules.valid_for[0]), last=str(rules.valid_for[1]))
        rows.append(Pair(Word("Years"), years))
    count = message("{marks} marks in {count} indicators", marks=rules.full_marks, count=len(rules.indicators))
    if rules.target_groups():
        count = message("{indicators}, and the department's own targets", indicators=count)
    rows.append(Pair(Word("Full marks"), count))
    rows.append(Pair(Word("Grades"), grades(rules)))
    rows.append(Pair(Word("Rounding"), rounding(rules)))
    if rules.consolidation is not None:
        averaged = message(
            "units become one department; averages are weighed by {weight}", weight=rules.consolidation.weight
        )
        rows.append(Pair(Word("Consolidation"), averaged))
    yield Pairs(tuple(rows))


def grades(rules: RuleSet) -> Value:
    """Return the grades with their floors, and what is graded."""
    floors = tuple(
        message("{grade} from {floor}", grade=one.name, floor=Quantity(one.floor)) for one in rules.grades.grades
    )
    exact = rules.grades.basis is Basis.EXACT
    basis = Word("the exact total") if exact else Word("the rounded total")
    return message("{floors}; graded by {basis}", floors=floors, basis=basis)


def rounding(rules: RuleSet) -> Value:
    """Return the one rounding as a sentence."""
    mode, step = ROUNDING_MODES[rules.rounding.mode], exactly(rules.rounding.step)
    if rules.rounding.at is RoundedAt.INDICATOR:
        return message("each indicator {mode} to {step}", mode=mode, step=step)
    return message("only the total {mode} to {step}", mode=mode, step=step)


def _tree(rules: RuleSet) -> Table:
    columns = (
        Column(Word("Code")),
        Column(Word("Indicator"), grows=True),
        Column(Word("Full marks"), Align.RIGHT),
        Column(Word("Standard from")),
        Column(Word("Rule as applied"), grows=True, below=True),
    )

    def rows(parts: tuple[RulePart, ...], depth: int) -> Iterator[Row]:
        for part in parts:
            if isinstance(part, Group):
                tone = Tone.STRONG if depth == 0 else Tone.PLAIN
                marks = Cell(Quantity(part.full_marks), tone)
                rule = Cell(_group_rule(part))
                if part.targets is not None:
                    rule = Cell(belonging(part, part.targets), Tone.FAINT)
                yield Row((Cell(), Cell(part.name, tone, depth), marks, Cell(), rule), RowKind.GROUP)
                yield from rows(part.parts, depth + 1)
                yield from (_template(one, depth + 1) for one in templates(part))
            else:
                yield _leaf(part, depth)

    total = (Cell(), Cell(Word("Total"), Tone.STRONG), Cell(Quantity(rules.full_marks), Tone.STRONG), Cell(), Cell())
    return Table(columns, (*rows(rules.root, 0), Row(total, RowKind.TOTAL)))


def _group_rule(group: Group) -> Value:
    """Return how the marks of the parts become those of the group, where that is more than their sum."""
    found: list[Value] = []
    if group.choosing is not Choosing.ALL:
        found.append(CHOICES[group.choosing])
    if group.scale != group.written_marks:
        scale, full = group.scale, group.written_marks
        found.append(message("counted out of {scale}, converted to {full} marks", scale=scale, full=full))
    return tuple(found)


def _leaf(one: Indicator, depth: int) -> Row:
    return Row(
        (
            Cell(one.code, Tone.FAINT),
            Cell(one.name, indent=depth),
            Cell(Quantity(one.full_marks)),
            Cell(status_note(one.source), Tone.FAINT),
            Cell(one.lowered.sentence),
        )
    )


def _template(one: Template, depth: int) -> Row:
    name, source = Cell(named(one), indent=depth), Cell(status_note(one.example.source), Tone.FAINT)
    return Row((Cell(), name, Cell(), source, Cell(sentence(one))))


def _lines(rules: RuleSet) -> Iterator[Part]:
    if rules.lines:
        yield Heading(Word("Lines on the total"))
        yield Bullets(
            tuple(Bullet(message("{name}: {figure}", name=line.name, figure=line.sentence)) for line in rules.lines)
        )


def _checks(rules: RuleSet) -> Iterator[Part]:
    if rules.cross_checks:
        yield Heading(Word("Cross checks"))
        yield Bullets(
            tuple(
                Bullet(message("{name}: {figure}", name=check.name, figure=check.text), below=())
                for check in rules.cross_checks
            )
        )


def _facts(rules: RuleSet) -> Iterator[Part]:
    yield Heading(message("Facts to fill in: {count}", count=len(rules.facts)))
    joined = rules.consolidation is not None
    columns = (
        Column(Word("Fact"), grows=True),
        Column(Word("Type")),
        Column(Word("Unit")),
        *((Column(Word("Of several units"), grows=True),) if joined else ()),
        Column(Word("Definition"), grows=True, below=True),
    )
    yield Table(columns, tuple(_fact(fact, joined) for fact in rules.facts.values()))


def _fact(fact: Fact, joined: bool) -> Row:
    unit = "" if fact.unit.percent and fact.type is FactType.PERCENT else str(fact.unit)
    way = (Cell(_joined(fact)),) if joined else ()
    return Row((Cell(fact.name), Cell(FACT_TYPES[fact.type]), Cell(unit), *way, Cell(fact.about, Tone.FAINT)))


def _joined(fact: Fact) -> Value:
    """Return how the figures of several units become one."""
    return "" if fact.consolidated is None else dict(WAYS_IN_WORDS.words)[fact.consolidated.value]


def _sources(rules: RuleSet) -> Iterator[Part]:
    yield Heading(Word("Sources"))
    items = []
    for source in rules.sources.values():
        below = tuple(Bullet(text, Tone.FAINT) for text in (source.url, source.about) if text)
        items.append(Bullet(cited(source), below=below))
    yield Bullets(tuple(items))


def table(rules: RuleSet) -> Table:
    """Return one row for each indicator."""
    columns = (
        Column(Word("Code")),
        Column(Word("Group")),
        Column(Word("Indicator")),
        Column(Word("Full marks")),
        Column(Word("Method")),
        Column(Word("Rule as applied")),
        Column(Word("Quoted standard")),
        Column(Word("Source")),
        Column(Word("Status")),
        Column(Word("Place")),
    )
    rows = [_flat(one) for one in rules.indicators]
    rows += [_flat(one.example) for group in rules.groups() for one in templates(group)]
    return Table(columns, tuple(rows))


def _flat(one: Indicator) -> Row:
    source = one.source
    values: tuple[Value, ...] = (
        one.code,
        "/".join(one.path),
        one.name,
        Quantity(one.full_marks),
        one.method.name,
        one.lowered.sentence,
        one.standard,
        "" if source is None else source.title,
        "" if source is None else STATUSES[source.status],
        str(one.place),
    )
    return Row(tuple(map(Cell, values)))
