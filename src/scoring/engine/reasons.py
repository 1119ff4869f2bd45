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
from scoring.expressions.outcomes import Bound
from scoring.expressions.tree import Peers
from scoring.expressions.words import words
from scoring.methods.contract import Field, Listed, Lowered, Reason, Shown, Supplied, Working
from scoring.records import dataclass
from scoring.rule_set.asking import Trees, parts_of, trees_in
from scoring.rule_set.model import Fact, FactType, Indicator, Line
from scoring.submissions.model import Given, Rows, Submission
from scoring.units import Unit


def shown_quantity(value: Fraction, unit: Unit, *, points: bool = False) -> Quantity:
    """Return *value* as it is shown to people: percentages with two decimals, others with as few as are needed."""
    return Quantity(value, str(unit), 2 if unit.percent and not points else None, points)


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
    """

    facts: Mapping[str, Fact]
    submission: Submission
    inputs: tuple[str, ...]
    lowered: Lowered
    values: Mapping[str, Fraction | bool]
    marks: Fraction | None
    deduction: Fraction | None
    judgement: str = ""
    standings: Standings = field(default_factory=dict)

    def explain(self, reason: Reason) -> Explained:
        """Return *reason* with its fields filled in."""
        values = tuple((name, self._field(field)) for name, field in reason.shows)
        return Explained(reason.code, Message(reason.says, values))

    def _field(self, field: Field) -> Value:
        if isinstance(field, Shown):
            return self._working(field.working)
        if isinstance(field, Supplied):
            return self._supplied(field)
        if isinstance(field, Listed):
            return tuple(text for name, text in field.items if self.values.get(name) is field.wanted)
        return field

    def _working(self, name: str) -> Value:
        value = self.values.get(name)
        working = next(one for one in self.lowered.workings if one.name == name)
        return _quantity(value, working) if isinstance(value, Fraction) else Word("unknown")

    def _supplied(self, field: Supplied) -> Value:
        judged = self.submission.judgements.get(self.judgement)
        match field:
            case Supplied.MARKS:
                return self.marks if self.marks is not None else Word("unknown")
            case Supplied.DEDUCTION:
                return self.deduction if self.deduction is not None else ZERO
            case Supplied.FIGURES:
                return self.figures()
            case Supplied.EVALUATOR:
                return judged.evaluator if judged is not None and judged.evaluator else message("the evaluator")
            case Supplied.LEVEL:
                return message("{level}, ", level=judged.level) if judged is not None and judged.level else ""
        return judged.reason if judged is not None and judged.reason else message("no reason given")

    def figures(self) -> tuple[Value, ...]:
        """Return the figures the indicator used, each behind its name."""
        found = []
        for name in self.inputs:
            given = self.submission.facts.get(name)
            if given is not None:
                found.append(message("{name} {figure}", name=name, figure=given_value(self.facts.get(name), given)))
        known = {node: one for node, one in self.standings.items() if one.outcome.value is not None}
        return (*found, *(standing_shown(node, one) for node, one in known.items()))


def _quantity(value: Fraction, working: Working) -> Value:
    if not working.unit.name:
        return value
    return shown_quantity(value, working.unit, points=working.points)
