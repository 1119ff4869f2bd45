"""Filling a reason's template with the numbers of one sheet."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from scoring.diagnostics import Message, Quantity, Word, message
from scoring.diagnostics.message import Value
from scoring.engine.sheet import Explained
from scoring.exact import ZERO
from scoring.methods.contract import Field, Listed, Lowered, Reason, Shown, Supplied, Working
from scoring.records import dataclass
from scoring.rule_set.model import Fact, FactType
from scoring.submissions.model import Given, Rows, Submission
from scoring.units import Unit


def shown_quantity(value: Fraction, unit: Unit, *, points: bool = False) -> Quantity:
    """Return *value* as it is shown to people: percentages with two decimals, others with as few as are needed."""
    return Quantity(value, str(unit), 2 if unit.percent and not points else None, points)


def called(fact: Fact | None, name: str) -> Value:
    """Return what sentences call *fact*: its *name*, unless that is only a code."""
    return name if fact is None or fact.called is None else fact.called


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


@dataclass(frozen=True, slots=True)
class Filling:
    """What fills the fields of a reason.

    Attributes:
        marks, deduction: of the sheet, after rounding.
        values: the workings that are known.
    """

    facts: Mapping[str, Fact]
    submission: Submission
    inputs: tuple[str, ...]
    lowered: Lowered
    values: Mapping[str, Fraction | bool]
    marks: Fraction | None
    deduction: Fraction | None
    judgement: str = ""

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
                fact = self.facts.get(name)
                found.append(message("{name} {figure}", name=called(fact, name), figure=given_value(fact, given)))
        return tuple(found)


def _quantity(value: Fraction, working: Working) -> Value:
    if not working.unit.name:
        return value
    return shown_quantity(value, working.unit, points=working.points)
