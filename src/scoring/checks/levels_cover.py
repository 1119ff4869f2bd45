"""Levels (档次) of a judged indicator that leave out a part of 0 % to 100 %, hold one twice, or share a name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from scoring.checks.cover import Gap, Overlap, covering
from scoring.diagnostics import Diagnostic, Kind, Location, message
from scoring.exact import ONE, ZERO
from scoring.expressions.intervals import Interval
from scoring.methods.judged import Judged, Level
from scoring.rule_set.model import Indicator, Line, RuleSet
from scoring.units import PERCENT

GAP = Kind(
    "R206",
    "no level of {name} holds {gap} of its marks",
    "let the levels reach from 0% to 100% without a gap: add a level {written}, or let one beside it reach so far",
)
OVERLAP = Kind(
    "R207",
    "{both} of the marks of {name} belong to two levels, {first} and {second}",
    "let one level end where the other begins, and give that end a round bracket in one of the two",
)
SAME_NAME = Kind("R208", "{name} has two levels called {level}", "rename one of them; a judgement names its level")

ALL: Final = Interval(ZERO, True, ONE, True)


def check(rules: RuleSet) -> Iterator[Diagnostic]:
    """Yield findings for each judged indicator or line; once for levels that several groups of targets share."""
    seen: set[Location] = set()
    for owner in rules.owners():
        if isinstance(owner.parameters, Judged) and owner.parameters.place not in seen:
            seen.add(owner.parameters.place)
            yield from _covered(owner, owner.parameters.levels)
            yield from _named(owner, owner.parameters.levels)


def _covered(owner: Indicator | Line, levels: tuple[Level, ...]) -> Iterator[Diagnostic]:
    """Yield gaps and overlaps; where every level is a fixed number of marks there is nothing to cover."""
    if all(level.share is None for level in levels):
        return
    for found in covering(tuple(_share(level, owner) for level in levels), ALL):
        if isinstance(found, Gap):
            beside = [levels[index] for index in (found.below, found.above) if index is not None]
            related = tuple((message("level {level}", level=level.level), level.place) for level in beside[1:])
            where = found.where
            yield GAP.at(
                beside[0].place,
                related=related,
                name=owner.name,
                gap=where.words(PERCENT),
                written=where.text(PERCENT),
            )
        else:
            yield _overlap(found, owner, levels)


def _overlap(found: Overlap, owner: Indicator | Line, levels: tuple[Level, ...]) -> Diagnostic:
    first, second = levels[found.first], levels[found.second]
    return OVERLAP.at(
        second.place,
        related=((message("level {level}", level=first.level), first.place),),
        name=owner.name,
        both=found.where.words(PERCENT),
        first=first.level,
        second=second.level,
    )


def _share(level: Level, owner: Indicator | Line) -> Interval:
    """Return the shares of the marks it counts on that belong to *level*."""
    if level.share is not None:
        return level.share
    fixed = (level.marks or ZERO) / owner.scale
    return Interval(fixed, True, fixed, True)


def _named(owner: Indicator | Line, levels: tuple[Level, ...]) -> Iterator[Diagnostic]:
    first: dict[str, Level] = {}
    for level in levels:
        same = first.setdefault(level.level, level)
        if same is not level:
            related = ((message("first named here"), same.place),)
            yield SAME_NAME.at(level.place, related=related, name=owner.name, level=level.level)
