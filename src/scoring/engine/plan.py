"""What is worked out once per rule set: who waits for whom, the trees behind references, the compiled programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from scoring.exact import RoundingMode, to_step
from scoring.expressions.program import Cell, Plan, Program, compile_programs
from scoring.expressions.tree import Node, Reference, Scope, Source, walk
from scoring.methods.contract import OwnJudgement
from scoring.rule_set.model import Group, Indicator, Line, RoundedAt, RuleSet
from scoring.submissions.model import Given, Rows, Submission

SHEETS_BEFORE_COMPILING: Final = 1
"""One sheet alone is made faster without compiling."""


@dataclass(slots=True)
class Worked:
    """A rule set made ready for scoring.

    Attributes:
        order: indices of the indicators so that ``marks(…)`` is known before it is asked for.
        groups: code → groups it stands in, outermost first.
        slots: where the programs find each input.
        places: the same for facts, by name.
        asks_for_marks: whether any formula asks for the marks of an indicator.
        programs: the compiled indicators, once there are any.
        sheets: how many sheets were made.
    """

    rules: RuleSet
    trees: Mapping[tuple[Scope, str], Node]
    judgements: Mapping[str, OwnJudgement]
    order: tuple[int, ...]
    groups: Mapping[str, tuple[Group, ...]]
    slots: Mapping[tuple[Source, str], int]
    places: Mapping[str, int]
    asks_for_marks: bool = False
    programs: tuple[Program | None, ...] = ()
    sheets: int = 0
    _steps: dict[int, Fraction] = field(default_factory=dict)

    def ready(self) -> tuple[Program | None, ...]:
        """Return the compiled programs, none for the first sheet."""
        self.sheets += 1
        if not self.programs and self.sheets > SHEETS_BEFORE_COMPILING:
            self.programs = _compile(self)
        return self.programs

    def rounded(self, value: Fraction) -> Fraction:
        """Return marks as they stand on the sheet: rounded under ``at: indicator``, as they are under ``at: total``."""
        rounding = self.rules.rounding
        return to_step(value, rounding.step, rounding.mode) if rounding.at is RoundedAt.INDICATOR else value

    def steps(self, count: int) -> Fraction:
        """Return *count* rounding steps as marks."""
        marks = self._steps.get(count)
        if marks is None:
            marks = self._steps[count] = count * self.rules.rounding.step
        return marks

    def cells(self, submission: Submission) -> list[Cell | tuple[tuple[Cell, ...], ...]]:
        """Return the submission as the programs read it."""
        result: list[Cell | tuple[tuple[Cell, ...], ...]] = [None] * len(self.slots)
        places = self.places
        for name, given in submission.facts.items():
            if isinstance(given, Rows):
                result[places[name]] = _rows(self.rules.facts[name].columns, given)
            else:
                value = given.value
                result[places[name]] = value if isinstance(value, bool | str) else value.as_integer_ratio()
        for name, judged in submission.judgements.items():
            place = self.slots.get((Source.JUDGEMENT, name))
            if place is not None and judged.marks is not None:
                result[place] = judged.marks.as_integer_ratio()
        return result


def _cell(given: Given) -> Cell:
    value = given.value
    return value.as_integer_ratio() if isinstance(value, Fraction) else value


def _rows(columns: tuple[object, ...], given: Rows) -> tuple[tuple[Cell, ...], ...]:
    names = tuple(getattr(column, "name", "") for column in columns)
    return tuple(tuple(_cell(row[name]) if name in row else None for name in names) for row in given.rows)


def work_out(rules: RuleSet) -> Worked:
    """Return *rules* made ready for scoring."""
    trees = {(Scope.DERIVED, name): one.node for name, one in rules.derived.items()}
    trees |= {(Scope.VALUE, code): node for code, node in rules.values.items()}
    owners = (*rules.indicators, *rules.lines)
    judgements = {own.name: own for owner in owners for own in owner.judgements}
    keys = [(Source.FACT, name) for name in rules.facts] + [(Source.JUDGEMENT, name) for name in judgements]
    by_path = {group.path: group for group in rules.groups()}
    groups = {
        one.code: tuple(by_path[one.path[:depth]] for depth in range(1, len(one.path) + 1)) for one in rules.indicators
    }
    slots = {key: place for place, key in enumerate(keys)}
    places = {name: place for place, name in enumerate(rules.facts)}
    asked = any(marks_needed(one, trees) for one in rules.indicators) or _lines_ask(rules, trees)
    return Worked(rules, trees, judgements, _order(rules, trees), groups, slots, places, asked)


def _lines_ask(rules: RuleSet, trees: Mapping[tuple[Scope, str], Node]) -> bool:
    """Tell whether a line on the total asks for the marks of an indicator."""
    return any(_asked(_trees_of_line(line), trees) for line in rules.lines)


def _trees_of_line(line: Line) -> list[Node]:
    workings = () if line.lowered is None else line.lowered.workings
    conditions = () if line.when is None else (line.when,)
    return [*conditions, *(one.when for one in line.branches), *(one.node for one in workings)]


def _order(rules: RuleSet, trees: Mapping[tuple[Scope, str], Node]) -> tuple[int, ...]:
    """Return the indicators in order, those that ask for the marks of others behind these."""
    places = {one.code: place for place, one in enumerate(rules.indicators)}
    needs = {place: marks_needed(one, trees) for place, one in enumerate(rules.indicators)}
    done: dict[int, None] = {}
    waiting = list(needs)
    while waiting:
        ready = [one for one in waiting if all(places.get(code) in done or code not in places for code in needs[one])]
        done.update(dict.fromkeys(ready or waiting))
        waiting = [one for one in waiting if one not in done]
    return tuple(done)


def marks_needed(indicator: Indicator, trees: Mapping[tuple[Scope, str], Node]) -> frozenset[str]:
    """Return the codes whose marks *indicator* asks for."""
    return _asked([*(one.when for one in indicator.branches), *(one.node for one in indicator.lowered.workings)], trees)


def _asked(waiting: list[Node], trees: Mapping[tuple[Scope, str], Node]) -> frozenset[str]:
    """Return the codes whose marks any of the trees asks for; the list is used up."""
    found: set[str] = set()
    seen: set[tuple[Scope, str]] = set()
    while waiting:
        for part in walk(waiting.pop()):
            if not isinstance(part, Reference):
                continue
            if part.scope is Scope.MARKS:
                found.add(part.name)
            elif (key := (part.scope, part.name)) in trees and key not in seen:
                seen.add(key)
                waiting.append(trees[key])
    return frozenset(found)


def _compile(worked: Worked) -> tuple[Program | None, ...]:
    rules = worked.rules
    rounding: tuple[Fraction, RoundingMode] | None = None
    if rules.rounding.at is RoundedAt.INDICATOR:
        rounding = (rules.rounding.step, rules.rounding.mode)
    plans = [
        Plan(
            [(branch.when, branch.give) for branch in one.branches],
            [(working.name, working.node) for working in one.lowered.workings],
            [reason.when for reason in one.lowered.reasons],
        )
        for one in rules.indicators
    ]
    tables = {
        fact.name: {column.name: place for place, column in enumerate(fact.columns)}
        for fact in rules.facts.values()
        if fact.columns
    }
    return compile_programs(plans, worked.trees, worked.slots, tables, rounding)
