"""Steps in which judged marks are entered (给分步长) that leave out the full marks, or every mark of a level."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import floor
from typing import Final

from scoring.diagnostics import Diagnostic, Kind
from scoring.methods.contract import OwnJudgement
from scoring.methods.judged import Judged
from scoring.rule_set.model import RuleSet
from scoring.rule_set.tree import place_of

FULL_LEFT_OUT: Final = Kind(
    "R347",
    "the full marks {full} of {name} are no multiple of its entry_step {step}: nobody could be given them",
    "write an entry_step that divides {full}",
)
LEVEL_LEFT_OUT: Final = Kind(
    "R348",
    "no multiple of entry_step {step} lies in the level {level} of {name}, {low} to {high} marks",
    "write a smaller entry_step, or a wider level",
)


def check(rules: RuleSet) -> Iterator[Diagnostic]:
    """Yield findings for each judged indicator or line that has such steps; a level of fixed marks needs none."""
    for owner in rules.owners():
        judged = owner.parameters
        if not isinstance(judged, Judged) or judged.entry_step is None:
            continue
        (own,) = owner.judgements
        step = judged.entry_step
        fixed = any(low == high == owner.full_marks for _, low, high in own.levels)
        if owner.full_marks % step and not fixed:
            place = place_of(owner.written, "entry_step")
            yield FULL_LEFT_OUT.at(place, full=owner.full_marks, name=owner.name, step=step)
        for level, (name, low, high) in zip(judged.levels, own.levels, strict=True):
            if low < high and not _enterable(own, name, low, high, step):
                yield LEVEL_LEFT_OUT.at(level.place, step=step, level=name, name=owner.name, low=low, high=high)


def _enterable(own: OwnJudgement, level: str, low: Fraction, high: Fraction, step: Fraction) -> bool:
    """Tell whether some multiple of *step* belongs to *level*; of several, one that is no end of it does."""
    first, last = -floor(-low / step), floor(high / step)
    return any(own.fits(level, count * step) for count in {first, first + 1, last - 1, last})
