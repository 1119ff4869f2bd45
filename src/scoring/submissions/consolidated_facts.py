"""The facts of several units become one: each by the way that the rule set declares for it, its parts kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final

from scoring.diagnostics import Diagnostic, Kind, Location, message
from scoring.exact import add_up, as_decimal, as_text, decimal_places
from scoring.rule_set.model import Consolidate, Fact, RuleSet
from scoring.submissions.consolidated_targets import refused_targets
from scoring.submissions.model import Given, Portion, Rows, Submission
from scoring.submissions.numbers import shown_value
from scoring.submissions.several import DISAGREE
from scoring.submissions.weighing import Weighing

OUTSIDE: Final = Kind(
    "S385",
    "{name} of all units together is {value}, outside what the rule set allows; it counts as refused",
    "correct the units' figures, the limits of {name}, or the way it is consolidated",
)

Value = Fraction | bool | str


def _mean(numbers: Sequence[Fraction]) -> Fraction:
    return add_up(numbers) / len(numbers)


_NUMBERS: Final[Mapping[Consolidate | None, Callable[[Sequence[Fraction]], Fraction]]] = {
    Consolidate.SUM: add_up,
    Consolidate.MEAN: _mean,
    Consolidate.MAX: max,
    Consolidate.MIN: min,
}
_TRUTHS: Final[Mapping[Consolidate | None, Callable[[Iterable[object]], bool]]] = {
    Consolidate.ALL: all,
    Consolidate.ANY: any,
}


class Facts:
    """The facts of two units or more, taken together."""

    def __init__(
        self, rules: RuleSet, units: Sequence[Submission], weighing: Weighing, findings: list[Diagnostic]
    ) -> None:
        """Take the units, in the order of their codes, their weights, and where findings go."""
        self._rules, self._units, self._weighing, self._findings = rules, units, weighing, findings
        self._refused: list[str] = []
        self._place = Location(" + ".join(one.file for one in units))

    def given(self) -> dict[str, Given | Rows]:
        """Return every fact that all units give, and that makes one."""
        found: dict[str, Given | Rows] = {}
        for name, fact in self._rules.facts.items():
            every = [one.facts[name] for one in self._units if name in one.facts]
            rows = [one for one in every if isinstance(one, Rows)]
            if len(every) < len(self._units):
                continue
            if rows:
                found[name] = Rows(tuple(row for one in rows for row in one.rows), self._place)
                continue
            one = self._together(fact, [one for one in every if isinstance(one, Given)])
            if one is not None:
                found[name] = one
        return found

    def rejected(self) -> tuple[str, ...]:
        """Return what was refused in a unit, or could not be made one; rows of tables under their new numbers.

        What was refused of targets is not here.
        """
        found: dict[str, None] = {}
        before: dict[str, int] = {}
        for unit in self._units:
            targets = refused_targets(self._rules, unit)
            for name in unit.rejected:
                if name not in targets:
                    found.setdefault(_renumbered(name, before))
            for table, given in unit.facts.items():
                if isinstance(given, Rows):
                    before[table] = before.get(table, 0) + len(given.rows)
        return (*found, *(name for name in self._refused if name not in found))

    def _together(self, fact: Fact, figures: Sequence[Given]) -> Given | None:
        """Return one figure of the units' figures; None where they make none."""
        weighted = fact.consolidated is Consolidate.WEIGHTED
        value = self._value(fact, figures)
        if value is None:
            return None
        if isinstance(value, Fraction) and not _fits(value, fact):
            self._findings.append(OUTSIDE.at(figures[0].place, name=fact.name, value=shown_value(value, fact)))
            self._refused.append(fact.name)
            return None
        weights = self._weighing.weights if weighted else None
        parts = tuple(
            Portion(unit.code, unit.name, figure, None if weights is None else weights[index])
            for index, (unit, figure) in enumerate(zip(self._units, figures, strict=True))
        )
        written = next((one.written for one in figures if one.value == value), None)
        shown = _written(value, fact) if written is None and isinstance(value, Fraction) else written or ""
        decimals = min(one.decimals for one in figures)
        return Given(value, shown, self._place, decimals, parts=parts)

    def _value(self, fact: Fact, figures: Sequence[Given]) -> Value | None:
        way = fact.consolidated
        if way in _TRUTHS:
            return _TRUTHS[way](one.value for one in figures)
        if way is Consolidate.SAME:
            return self._same(fact, figures)
        numbers = [one.value for one in figures if isinstance(one.value, Fraction)]
        if way in _NUMBERS:
            return _NUMBERS[way](numbers)
        return self._weighing.average(numbers)

    def _same(self, fact: Fact, figures: Sequence[Given]) -> Value | None:
        """Return the one value of all units; a finding where they differ."""
        first = figures[0]
        other = next((one for one in figures if one.value != first.value), None)
        if other is None:
            return first.value
        said = tuple(dict.fromkeys(one.written for one in figures))
        related = ((message("{name}", name=self._units[0].name), first.place),)
        self._findings.append(DISAGREE.at(other.place, name=fact.name, said=said, related=related))
        self._refused.append(fact.name)
        return None


def _fits(value: Fraction, fact: Fact) -> bool:
    """Tell whether *value* lies within the limits of *fact*."""
    return not (
        (fact.at_least is not None and value < fact.at_least) or (fact.at_most is not None and value > fact.at_most)
    )


def _written(value: Fraction, fact: Fact) -> str:
    """Return a number as it would be handed in."""
    percent = fact.unit.percent
    number = value * 100 if percent else value
    places = decimal_places(number)
    return (as_text(number) if places is None else as_decimal(number, places)) + ("%" if percent else "")


def _renumbered(name: str, before: Mapping[str, int]) -> str:
    """Return the name of something refused, the number of its row moved behind the rows of the units before."""
    row = re.match(r"(.+)\[(\d+)\]", name)
    if row is None or row[1] not in before:
        return name
    return f"{row[1]}[{int(row[2]) + before[row[1]]}]{name[row.end() :]}"
