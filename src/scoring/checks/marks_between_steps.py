"""Marks that are not a multiple of the rounding step.

Rounded marks could pass them: full marks of 2.5 become 3 under a step of 1. Under ``at: total`` the shown parts of a
total that rests on them could too.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from scoring.checks.unequal_full_marks import adds_up
from scoring.diagnostics import Diagnostic, Kind, Location
from scoring.methods.bands import Bands
from scoring.rule_set.model import Group, Line, Part, RuleSet

BETWEEN = Kind(
    "R209",
    "the marks {marks} are no multiple of the rounding step {step}: rounding could go past them",
    "write a multiple of {step}, or choose a finer rounding step",
)


CONVERTED = Kind(
    "R209",
    "the {written} marks become {marks} in the groups above, no multiple of the rounding step {step}: rounding could "
    "go past them",
    "choose marks and out_of: so that a multiple of {step} comes out, or choose a finer rounding step",
)


def check(rules: RuleSet) -> Iterator[Diagnostic]:
    """Yield a finding for all full marks, caps and limits between two steps."""
    step = rules.rounding.step
    for marks, place in _limits(rules):
        if marks % step:
            yield BETWEEN.at(place, marks=marks, step=step)
    wrong = {group.path for group in rules.groups() if not adds_up(group)}  # R201; once mended, others come out
    parts: tuple[Part, ...] = (*rules.groups(), *rules.indicators)
    for part in parts:
        above = part.path[:-1] if isinstance(part, Group) else part.path
        if part.full_marks % step and not any(above[: depth + 1] in wrong for depth in range(len(above))):
            kind = BETWEEN if part.full_marks == part.written_marks else CONVERTED
            yield kind.at(part.marks_place, marks=part.full_marks, step=step, written=part.written_marks)


def _limits(rules: RuleSet) -> Iterator[tuple[Fraction, Location]]:
    yield rules.full_marks, rules.marks_place
    if rules.total_at_most != rules.full_marks:
        yield rules.total_at_most, rules.most_place
    for line in rules.lines:
        yield from _of_line(line)


def _of_line(line: Line) -> Iterator[tuple[Fraction, Location]]:
    if line.cap is not None:
        yield line.cap, line.marks_place
    if line.method is not None:
        yield line.full_marks, line.marks_place
    elif isinstance(line.parameters, Bands):
        for band in line.parameters.bands:
            yield band.marks, band.place
