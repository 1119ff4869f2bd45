"""The sheets of every way in which an open choice may be made, put together into one that holds for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from typing import Final

from scoring.diagnostics import Diagnostic
from scoring.engine.choosing import Way, Ways
from scoring.engine.deciding import without_parts
from scoring.engine.detail import Details
from scoring.engine.found import Found, Lacking, Standings, State, Told
from scoring.engine.odd_figures import odd_figures
from scoring.engine.plan import Worked, worked_of
from scoring.engine.sheet import Adjusted, Ends, Graded, Missing, Scored, ScoreSheet, Subtotal, Total
from scoring.engine.waiting import by_input
from scoring.expressions.outcomes import NO_CAUSES, Cause
from scoring.rule_set.asking import marks_in, trees_in
from scoring.rule_set.model import Grade, Group, Indicator, RuleSet
from scoring.submissions.choices import LEAVING, address, refused_choice
from scoring.submissions.model import Submission

ZERO: Final = Fraction(0)


def joined(
    rules: RuleSet,
    submission: Submission,
    sheets: Sequence[ScoreSheet],
    ways: Ways,
    standings: Standings,
    findings: tuple[Diagnostic, ...],
) -> ScoreSheet:
    """Return what holds in all *sheets*, one for each of *ways*; where they differ, it is open."""
    rules = without_parts(rules, {group.path: _never(group, ways) for group in worked_of(rules).choosing})
    details = Details(rules, submission, standings, {})
    joining = _Joining(worked_of(rules), submission, sheets, ways, details)
    rows = tuple(joining.row(place) for place in range(len(rules.indicators)))
    lines = joining.lines()
    return ScoreSheet(
        rules,
        submission,
        sheets[0].engine,
        joining.total(),
        joining.grade(),
        rows,
        lines,
        joining.missing(rows),
        (*findings, *odd_figures(worked_of(rules), submission, rows, lines)),
        joining.groups(rows),
    )


def _never(group: Group, ways: Ways) -> frozenset[int]:
    """Return the places of the parts of *group* that are chosen in none of the *ways*."""
    if ways.loose:
        return frozenset()
    made = [way.decisions[group.path] for way in ways.ways if group.path in way.decisions]
    return frozenset(place for place in range(len(group.parts)) if not any(weights[place] for weights in made))


def _counted(row: Scored) -> tuple[object, ...]:
    """Return what a row counts for, however that came about."""
    found = row.found
    return row.full_marks, found.state, found.low, found.high, found.depths, found.counts, found.causes


class _Joining:
    """What is needed to put the sheets together."""

    def __init__(
        self, worked: Worked, submission: Submission, sheets: Sequence[ScoreSheet], ways: Ways, details: Details
    ) -> None:
        self._worked, self._rules, self._submission = worked, worked.rules, submission
        self._sheets, self._ways = sheets, ways
        self._details = details
        self._open = {group.path: self._waits_for(group) for group in ways.open}
        self._slack = max(way.slack for way in ways.ways)

    def _waits_for(self, group: Group) -> frozenset[Cause]:
        """Return what would settle the choice of *group*: the choice itself, or the marks of its parts."""
        if group.choosing in LEAVING:
            refused = refused_choice(group) in self._submission.rejected
            return frozenset({Cause((Lacking.REJECTED if refused else Lacking.CHOICE).value, address(group))})
        codes = {leaf.code for leaf in group.leaves()}
        found = zip(self._rules.indicators, self._ways.made.found, strict=True)
        return NO_CAUSES.union(*(result.causes | result.doubts for one, result in found if one.code in codes))

    # ---- rows --------------------------------------------------------------------------------------------------------

    def row(self, place: int) -> Scored:
        """Return the row of the indicator at *place*."""
        indicator = self._rules.indicators[place]
        rows = [sheet.indicators[place] for sheet in self._sheets]
        first = rows[0]
        same = all(_counted(one) == _counted(first) for one in rows[1:])
        if same and not (self._ways.loose and self._hangs(indicator, first.found)):
            return first._replace(marks=first.marks if all(one.marks == first.marks for one in rows) else None)
        low, high = min(one.low for one in rows), max(one.high for one in rows)
        if self._ways.loose:
            low, high = ZERO, indicator.full_marks
        causes = self._doubts(indicator).union(*(one.found.causes for one in rows))
        found = Found(State.MISSING_DATA, low, high, causes=causes)
        return Scored(indicator, found, None, first.claimed, Told(), self._details)

    def _hangs(self, indicator: Indicator, found: Found) -> bool:
        """Tell whether the marks of *indicator* can hang on a choice: in one, asking for marks, perhaps left out."""
        emptied = self._ways.sampled and found.absent
        return self._in_choice(indicator) or emptied or indicator.code in self._asking

    def _in_choice(self, indicator: Indicator) -> bool:
        return any(indicator.path[: len(path)] == path for path in self._open)

    @cached_property
    def _asking(self) -> frozenset[str]:
        """Return the codes of indicators whose marks hang on those of an indicator in a choice."""
        trees = self._worked.trees
        uses = {one.code: marks_in(trees_in(one), trees) for one in self._rules.indicators}
        found = {one.code for one in self._rules.indicators if self._in_choice(one)}
        while more := {code for code, asked in uses.items() if code not in found and asked & found}:
            found |= more
        return frozenset(found)

    def _doubts(self, indicator: Indicator) -> frozenset[Cause]:
        """Return what the choices that decide about *indicator* wait for; those of all where none stands above it."""
        above = [causes for path, causes in self._open.items() if indicator.path[: len(path)] == path]
        return NO_CAUSES.union(*(above or self._open.values()))

    # ---- the total ---------------------------------------------------------------------------------------------------

    def total(self) -> Total:
        """Return the total: certain where all ways come to the same."""
        totals = [sheet.total for sheet in self._sheets]
        first = totals[0]
        if self._ways.loose:
            return Total(None, None, ZERO, self._rules.total_at_most, first.full_marks)
        low, high = min(one.low for one in totals), max(one.high for one in totals)
        same = low == high and all(one == first for one in totals)
        marks, exact = (first.marks, first.exact) if same else (None, None)
        return Total(marks, exact, low, high, first.full_marks)

    def grade(self) -> Graded:
        """Return the worst and the best grade of all ways."""
        order = self._rules.grades.grades
        if self._ways.loose:
            return Graded(order[-1], order[0])
        lows: Iterable[Grade] = (sheet.grade.low for sheet in self._sheets)
        return Graded(max(lows, key=order.index), min((one.grade.high for one in self._sheets), key=order.index))

    def lines(self) -> tuple[Adjusted, ...]:
        """Return every line that stands on one of the sheets, in order; with no amount where it does not stand."""
        found: dict[str, list[Adjusted]] = {}
        for sheet in self._sheets:
            for line in sheet.lines:
                found.setdefault(repr(line.name), []).append(line)
        order = {line.name: place for place, line in enumerate(self._rules.lines)}
        lines = [self._line(lines) for lines in found.values()]
        own = sorted((one for one in lines if one.line is not None), key=lambda one: order[one.line.name])  # type: ignore[union-attr]
        spread_ = [one for one in lines if one.line is None and one.name.text.startswith("spread")]
        cut = [one for one in lines if one.line is None and one not in spread_]
        return (*spread_, *own, *cut)

    def _line(self, lines: list[Adjusted]) -> Adjusted:
        first, most = lines[0], self._rules.total_at_most
        if self._ways.loose:
            return replace(first, amount=None, low=-most, high=most, reason=None)
        if len(lines) == len(self._sheets) and all(one == first for one in lines):
            return first
        absent = [] if len(lines) == len(self._sheets) else [ZERO]
        low, high = min([*absent, *(one.low for one in lines)]), max([*absent, *(one.high for one in lines)])
        return replace(first, amount=None, low=low, high=high, reason=None)

    def groups(self, rows: Sequence[Scored]) -> dict[tuple[str, ...], Ends]:
        """Return the bounds of each group in which something hangs on a choice."""
        found: dict[tuple[str, ...], Ends] = {}
        by_sheet = [{one.group.path: one for one in sheet.groups} for sheet in self._sheets]
        for group in self._rules.groups():
            ends = [groups[group.path] for groups in by_sheet]
            low = min(self._low(one, way) for one, way in zip(ends, self._ways.ways, strict=True))
            high = max(one.high for one in ends)
            if self._ways.loose:
                low, high = ZERO, group.full_marks
            slack = self._slack if low != high else ZERO
            found[group.path] = max(ZERO, low - slack), min(group.full_marks, high + slack)
        inside = [row.indicator.path for row in rows if row.marks is None]
        return {path: ends for path, ends in found.items() if any(one[: len(path)] == path for one in inside)}

    def _low(self, one: Subtotal, way: Way) -> Fraction:
        """Return the least marks of a group in one way."""
        spread_ = any(found.depths for found in self._ways.made.found)
        return one.low if spread_ else min(one.high, one.low + way.gain(one.group.path))

    # ---- what is missing ---------------------------------------------------------------------------------------------

    def missing(self, rows: Sequence[Scored]) -> tuple[Missing, ...]:
        """Return what is missing in any way, what matters first."""
        codes = {one.indicator.code for one in rows}
        material: dict[Cause, dict[str, None]] = {}
        idle: dict[Cause, dict[str, None]] = {}
        for row in rows:
            for cause in by_input(row.found.causes, row.indicator.inputs):
                material.setdefault(cause, {}).setdefault(row.indicator.code)
        for one in (missing for sheet in self._sheets for missing in sheet.missing):
            readers = [code for code in one.codes if code not in codes or not one.material]
            listed = material if one.material else idle
            for reader in readers:
                listed.setdefault(Cause(one.lacking.value, one.name), {}).setdefault(reader)
        return (
            *(Missing(Lacking(cause.kind), cause.name, tuple(names), True) for cause, names in material.items()),
            *(
                Missing(Lacking(cause.kind), cause.name, tuple(names), False)
                for cause, names in idle.items()
                if cause not in material
            ),
        )
