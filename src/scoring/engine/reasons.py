"""Filling a reason's template with the numbers of one sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from fractions import Fraction

from scoring.diagnostics import Message, Quantity, Word, message
from scoring.diagnostics.message import Value
from scoring.engine.found import Standing, Standings
from scoring.engine.sheet import Explained
from scoring.exact import ZERO
from scoring.expressions.outcomes import Bound, Range
from scoring.expressions.tree import Peers, Reference, Scope
from scoring.expressions.words import words
from scoring.methods.contract import (
    Field,
    FromJudgement,
    Listed,
    Lowered,
    Phrase,
    Reason,
    Said,
    Shown,
    Supplied,
    Working,
)
from scoring.records import dataclass
from scoring.rule_set.asking import Trees, parts_of, trees_in
from scoring.rule_set.model import Fact, FactType, Indicator, Line
from scoring.rule_set.target_rows import APPLIES_CALLED
from scoring.submissions.model import Given, Rows, Submission
from scoring.units import Unit

Marks = Mapping[str, Range]
"""What ``marks(…)`` comes to, by the codes of the indicators."""


def shown_quantity(value: Fraction, unit: Unit, *, points: bool = False) -> Quantity:
    """Return *value* as it is shown to people: percentages with two decimals, others with as few as are needed."""
    return Quantity(value, str(unit), 2 if unit.percent and not points else None, points)


def converted(why: Message, full: Fraction, scale: Fraction, marks: Fraction, deduction: Fraction) -> Message:
    """Return *why*, which speaks of marks out of *scale*, with what becomes of them out of *full*."""
    values: dict[str, Value] = {"why": why, "full": full, "scale": scale, "marks": marks}
    if deduction:
        return message(
            "{why}; that is out of {scale}, converted to {full}: {marks} marks, {deduction} off",
            deduction=deduction,
            **values,
        )
    return message("{why}; that is out of {scale}, converted to {full}: {marks} marks", **values)


def on_scale(marks: Fraction, owner: Indicator | Line) -> Fraction:
    """Return *marks* of *owner* as they were on the scale its method counts on; none where it has no marks to give."""
    return marks * owner.scale / owner.full_marks if owner.full_marks else ZERO


def called(fact: Fact | None, name: str) -> Value:
    """Return what sentences call *fact*: its *name*, unless that is only a code."""
    if fact is None or fact.called is None:
        return name
    if fact.called == APPLIES_CALLED:
        return message("whether {code} {name} applies", code=fact.item_of, name=fact.about)
    return fact.called


def given_value(fact: Fact | None, given: Given | Rows) -> Value:
    """Return a figure as it is shown to people."""
    if isinstance(given, Rows):
        return message("{count} rows", count=len(given.rows))
    if isinstance(given.value, bool):
        return Word("yes" if given.value else "no")
    if isinstance(given.value, str):
        return given.value
    if fact is not None and fact.type is FactType.DATE:
        return given.written
    unit = Unit() if fact is None else fact.unit
    return Quantity(given.value, str(unit))


def asked_by(owner: Indicator | Line, trees: Trees, standings: Standings) -> Standings:
    """Return those of *standings* that the workings of *owner* ask for, in reading order."""
    parts = parts_of(trees_in(owner), trees) if standings else ()
    return {node: standings[node] for node in dict.fromkeys(part for part in parts if isinstance(part, Peers))}


def marks_asked_by(owner: Indicator | Line, trees: Trees, marks: Marks) -> Marks:
    """Return those of *marks* that the workings of *owner* ask for with ``marks(…)``, in reading order."""
    parts = parts_of(trees_in(owner), trees) if marks else ()
    codes = (one.name for one in parts if isinstance(one, Reference) and one.scope is Scope.MARKS)
    return {code: marks[code] for code in dict.fromkeys(codes) if code in marks}


def marks_shown(code: str, found: Range) -> Message:
    """Return what ``marks(…)`` of the indicator *code*, which is certain, came to."""
    if found.value is None:
        return message("{code} is not counted", code=code)
    return message("{code} has {marks} marks", code=code, marks=found.value)


def standing_shown(node: Peers, standing: Standing) -> Message:
    """Return what comparing with the batch came to: the figure, or its bounds, and how many were compared."""
    outcome, count = standing.outcome, _count(standing)
    if outcome.value is not None:
        figure: Value = shown_quantity(outcome.value, node.unit)
        return message("{comparison} {figure} ({count} compared)", comparison=words(node), figure=figure, count=count)
    if not outcome.number:
        return message("{comparison}: not applicable", comparison=words(node))
    return message(
        "{comparison} {low} to {high} ({count} compared)",
        comparison=words(node),
        low=_end(outcome.low, node),
        high=_end(outcome.high, node),
        count=count,
    )


def _end(end: Bound, node: Peers) -> Value:
    return shown_quantity(end, node.unit) if isinstance(end, Fraction) else Word("no bound")


def _count(standing: Standing) -> Value:
    if standing.least == standing.most:
        return standing.most
    return message("{low} to {high}", low=standing.least, high=standing.most)


@dataclass(frozen=True, slots=True)
class Filling:
    """What fills the fields of a reason.

    Attributes:
        marks, deduction: of the sheet, after rounding.
        values: the workings that are known.
        standings: what the comparisons came to that the indicator asks for.
        others: the marks of other indicators that it asks for.
    """

    facts: Mapping[str, Fact]
    submission: Submission
    inputs: tuple[str, ...]
    lowered: Lowered
    values: Mapping[str, Fraction | bool]
    marks: Fraction | None
    deduction: Fraction | None
    standings: Standings = field(default_factory=dict)
    others: Marks = field(default_factory=dict)

    def explain(self, reason: Reason) -> Explained:
        """Return *reason* with its fields filled in."""
        return Explained(reason.code, self._sentence(Phrase(reason.says, reason.shows)), reason.warns)

    def _sentence(self, phrase: Phrase) -> Message:
        return Message(phrase.says, tuple((name, self._field(field)) for name, field in phrase.shows))

    def _field(self, field: Field) -> Value:
        if isinstance(field, Shown):
            return self._working(field.working)
        if isinstance(field, Supplied):
            return self._supplied(field)
        if isinstance(field, Listed):
            return tuple(self._field(entry.field) for entry in field.entries if self._holds(entry.when))
        if isinstance(field, FromJudgement):
            return self._judged(field)
        return self._sentence(field) if isinstance(field, Phrase) else field

    def _holds(self, when: tuple[tuple[str, bool], ...]) -> bool:
        return all(self.values.get(name) is wanted for name, wanted in when)

    def _working(self, name: str) -> Value:
        value = self.values.get(name)
        working = next(one for one in self.lowered.workings if one.name == name)
        return _quantity(value, working) if isinstance(value, Fraction) else Word("unknown")

    def _supplied(self, field: Supplied) -> Value:
        match field:
            case Supplied.MARKS:
                return self.marks if self.marks is not None else Word("unknown")
            case Supplied.DEDUCTION:
                return self.deduction if self.deduction is not None else ZERO
        return self.named()

    def _judged(self, field: FromJudgement) -> Value:
        judgement = self.submission.judgements.get(field.judgement)
        if field.said is Said.EVALUATOR:
            given = "" if judgement is None else judgement.evaluator
            return given or message("the evaluator")
        if field.said is Said.LEVEL:
            return message("{level}, ", level=judgement.level) if judgement is not None and judgement.level else ""
        given = "" if judgement is None else judgement.reason
        return given or message("no reason given")

    def figures(self) -> tuple[Value, ...]:
        """Return the figures the indicator used, each behind its name."""
        found = []
        for name in self.inputs:
            given = self.submission.facts.get(name)
            if given is not None:
                fact = self.facts.get(name)
                found.append(message("{name} {figure}", name=called(fact, name), figure=given_value(fact, given)))
        known = {node: one for node, one in self.standings.items() if one.outcome.value is not None}
        found.extend(marks_shown(code, one) for code, one in self.others.items() if one.certain)
        return (*found, *(standing_shown(node, one) for node, one in known.items()))

    def named(self) -> tuple[Value, ...]:
        """Return the figures the indicator used, or that none decides: what stands in brackets is never empty."""
        return self.figures() or (message("whatever the figures are"),)


def _quantity(value: Fraction, working: Working) -> Value:
    if not working.unit.name:
        return value
    return shown_quantity(value, working.unit, points=working.points)
