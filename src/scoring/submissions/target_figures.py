"""What a row of the table of targets says: its target, its actual value, whether it applies at all.

A target is written with its operator: ≥1000, ≤90%, =100. One without a number, or written 定性, is judged by an
evaluator. A number without an operator is refused, since more may be better or worse; so is a text that holds a number
(不低于95%): written out as ≥95% it is computed, behind 定性 it is judged.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from scoring.diagnostics import Kind, message
from scoring.documents.tree import Entry, Mapping, Scalar
from scoring.exact import Unreadable, narrowed, read_written
from scoring.records import dataclass
from scoring.rule_set.model import Fact, FactType, Group
from scoring.rule_set.target import Operator
from scoring.rule_set.target_rows import ACTUAL, APPLIES, FIGURES, TARGET
from scoring.submissions.facts import read_fact
from scoring.submissions.model import Given
from scoring.submissions.numbers import Slot, read_number, shorten
from scoring.submissions.target_line import Line
from scoring.submissions.target_words import refusal, without_sign
from scoring.submissions.words import refuse_blank
from scoring.units import Unit, read_unit

NO_WHY: Final = Kind("S366", "{name} is said not to apply, but not why", "add reason:")
NO_POLICY: Final = Kind(
    "S367",
    "{name} is said not to apply, but the rule set has every target of {group} scored",
    "delete applies:, and give its actual value",
)
NOT_A_UNIT: Final = Kind("S370", "“{text}” is not a unit", "write a word such as 人次, 万元 or %")
YET_A_REASON: Final = Kind(
    "S371", "{name} applies, yet a reason is given why it does not", "delete reason:, or write applies: 否"
)

_OPERATORS: Final = {
    ">=": Operator.AT_LEAST,
    "<=": Operator.AT_MOST,
    "≥": Operator.AT_LEAST,
    "≧": Operator.AT_LEAST,
    "≤": Operator.AT_MOST,
    "≦": Operator.AT_MOST,
    ">": Operator.MORE,
    "<": Operator.LESS,
    "=": Operator.EQUAL,
}
_TARGET = re.compile(r"\s*(>=|<=|[≥≧≤≦><=])\s*(.*)", re.DOTALL)
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Goal:
    """A target taken apart: its operator, and the number behind it, "" for 定性."""

    operator: Operator
    written: Scalar
    number: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a row says of its own applicability.

    Attributes:
        given: the answer, None for none.
        why: why it does not apply; "" where nothing is said.
        refused: whether it is not known whether it applies.
    """

    given: Given | None = None
    why: str = ""
    refused: bool = False

    @property
    def absent(self) -> str | None:
        """Return why it does not apply, or may not; None where it certainly applies."""
        return self.why if self.refused or (self.given is not None and self.given.value is False) else None


def read_goal(line: Line) -> Goal | None:
    """Return the target taken apart; None after a finding."""
    written = line.scalar("target")
    if written is None:
        return None
    text = narrowed(written.text).strip()
    match = _TARGET.fullmatch(text)
    judged = text.startswith(Operator.JUDGED.value)
    wrong = None if judged else refusal(text)
    if wrong is None and match is None and not judged and _DIGIT.search(text):
        wrong = without_sign(text)
    if wrong is not None:
        kind, suggested = wrong
        line.report(kind, "target", written=shorten(written.text), suggested=shorten(suggested))
        return None
    return Goal(Operator.JUDGED, written) if match is None else Goal(_OPERATORS[match[1]], written, match[2])


def read_row_unit(line: Line, goal: Goal | None) -> Unit | None:
    """Return the one unit of target and actual value: the one under unit, or behind either; None after a finding."""
    if "unit" in line.mapping:
        written = line.scalar("unit")
        text = "" if written is None else narrowed(written.text).strip()
        unit = _behind(f"1{text}")
        if written is not None and unit != text:
            line.report(NOT_A_UNIT, "unit", text=shorten(written.text))
        return read_unit(text) if written is not None and unit == text else None
    actual = line.mapping.get("actual")
    figures = ("" if goal is None else goal.number, actual.text if isinstance(actual, Scalar) else "")
    units = (_behind(text) for text in figures)
    return read_unit(next((unit for unit in units if unit), ""))


def _behind(text: str) -> str:
    """Return the unit written behind a number, "" for none."""
    number = read_written(text)
    return "" if isinstance(number, Unreadable) else number.unit


def read_figures(line: Line, goal: Goal, unit: Unit) -> dict[str, Given]:
    """Return the target and the actual value, those that could be read; texts where the row is judged."""
    kind = FactType.PERCENT if unit.percent else FactType.NUMBER
    judged = goal.operator is Operator.JUDGED
    fact = Fact(line.name, FactType.TEXT) if judged else Fact(line.name, kind, unit)
    name = line.called(FIGURES[ACTUAL])
    figures = {}
    if judged:
        figures[TARGET] = Given(goal.written.text, goal.written.text, goal.written.place)
    elif (target := _number(line, goal, fact)) is not None:
        figures[TARGET] = target
    value = line.mapping.entry("actual")
    if value is not None:
        alone = not judged and not (isinstance(value.value, Scalar) and _behind(value.value.text))
        keys = ("unit", "from", "quote", "evidence") if alone else ("from", "quote", "evidence")
        entries = [entry for key in keys if (entry := line.mapping.entry(key)) is not None]
        whole = Mapping((Entry(Scalar("value", value.key.place), value.value), *entries), line.mapping.place)
        actual = read_fact(whole, name, fact, line.table.reading)
        figures |= {ACTUAL: actual} if isinstance(actual, Given) else {}
    return figures


def _number(line: Line, goal: Goal, fact: Fact) -> Given | None:
    written, unit = replace(goal.written, text=goal.number), None if _behind(goal.number) else line.scalar("unit")
    slot = Slot(line.called(FIGURES[TARGET]), fact, unit)
    if refuse_blank(written, slot, line.shape.findings):
        return None
    read = read_number(written, slot, line.shape.findings)
    return None if read is None else Given(read.value, goal.written.text, goal.written.place, read.decimals)


def read_stated(line: Line, group: Group | None) -> Stated:
    """Return whether the row applies, as it says itself."""
    node, reason = line.mapping.get("applies"), line.scalar("reason")
    answer = line.shape.flag(node, message("{key} of {name}", key=APPLIES, name=line.name))
    why = "" if reason is None else reason.text
    if answer is None or node is None:
        if why and node is None:
            line.report(YET_A_REASON, "reason")
        return Stated(refused=node is not None)
    given = Given(answer, getattr(node, "text", ""), node.place)
    if answer:
        if why:
            line.report(YET_A_REASON, "reason")
        return Stated(given)
    if group is not None and group.not_applicable is None:
        line.report(NO_POLICY, "applies", group=group.name)
    elif not why:
        line.report(NO_WHY, "applies")
        return Stated(refused=True)
    return Stated(given, why)
