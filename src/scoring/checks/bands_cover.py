"""Bands (分档) that leave out a value that can occur, or hold one twice.

How a value finds its band rests on this: it is looked for from the lowest band up, by the upper ends alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.checks.cover import Gap, Overlap, covering, example
from scoring.diagnostics import Diagnostic, Kind, Location, Message, Quantity, message
from scoring.diagnostics import Value as Shown
from scoring.exact import decimal_places
from scoring.expressions.intervals import Interval
from scoring.expressions.outcomes import Range
from scoring.expressions.possible import possible
from scoring.methods.bands import Band, Bands
from scoring.records import dataclass
from scoring.rule_set.domains import Domain, domain_of, is_whole
from scoring.rule_set.model import RuleSet, Value

GAP = Kind(
    "R202",
    "no band of {name} holds {gap}: {value}, for example, falls through",
    "add a band {written}, or let a band beside it reach so far",
)
NARROW_GAP = Kind(
    "R202",
    "no band of {name} holds {gap}: {value}, for example, falls through",
    "let the lower band reach up to the next one: write {joined}",
)
OVERLAP = Kind(
    "R203",
    "{value} of {name} lies in two bands: {first} and {second}",
    "let one end where the other begins, and give that end a round bracket in one of the two",
)


@dataclass(frozen=True, slots=True)
class Banded:
    """Bands with the value that decides among them."""

    name: str
    value: Value
    bands: tuple[Band, ...]
    place: Location


def check(rules: RuleSet) -> Iterator[Diagnostic]:
    """Yield a finding for each gap and each overlap among the values that can occur."""
    domain = domain_of(rules)
    for one in _banded(rules):
        yield from _covered(one, domain)


def _banded(rules: RuleSet) -> Iterator[Banded]:
    for owner in rules.owners():
        if isinstance(owner.parameters, Bands) and owner.value is not None:
            yield Banded(owner.name, owner.value, owner.parameters.bands, owner.place)


def _covered(banded: Banded, domain: Domain) -> Iterator[Diagnostic]:
    node = banded.value.node
    outcome = possible(node, domain, domain.trees)
    if not isinstance(outcome, Range) or not outcome.number:
        return
    intervals = tuple(band.interval for band in banded.bands)
    whole = is_whole(node, domain)
    for found in covering(intervals, _interval(outcome), whole=whole):
        yield _gap(found, banded, whole) if isinstance(found, Gap) else _overlap(found, banded, whole)


def _interval(outcome: Range) -> Interval:
    """Return the values that can occur; ends that need not be attained count as if they were."""
    low = None if isinstance(outcome.low, float) else outcome.low
    high = None if isinstance(outcome.high, float) else outcome.high
    return Interval(low, low is not None, high, high is not None)


def _gap(gap: Gap, banded: Banded, whole: bool) -> Diagnostic:
    below = None if gap.below is None else banded.bands[gap.below]
    above = None if gap.above is None else banded.bands[gap.above]
    beside = [band for band in (below, above) if band is not None]
    unit = banded.value.unit
    values: dict[str, Shown] = {
        "name": banded.name,
        "gap": gap.where.words(unit),
        "value": _shown(gap.where, banded, whole),
        "written": gap.where.text(unit),
    }
    place = beside[0].place if beside else banded.place
    related = tuple((_caption(band, banded), band.place) for band in beside[1:])
    if below is None or above is None or below.within is None:
        return GAP.at(place, related=related, **values)
    return NARROW_GAP.at(place, related=related, joined=_joined(below.within, above.interval).text(unit), **values)


def _overlap(overlap: Overlap, banded: Banded, whole: bool) -> Diagnostic:
    first, second = banded.bands[overlap.first], banded.bands[overlap.second]
    return OVERLAP.at(
        second.place,
        related=((_caption(first, banded), first.place),),
        name=banded.name,
        value=_shown(overlap.where, banded, whole),
        first=_caption(first, banded),
        second=_caption(second, banded),
    )


def _joined(below: Interval, above: Interval) -> Interval:
    """Return *below*, reaching up to where *above* begins."""
    return Interval(below.low, below.low_closed, above.low, not above.low_closed)


def _caption(band: Band, banded: Banded) -> Message:
    return message("band {band}", band=band.interval.text(banded.value.unit))


def _shown(where: Interval, banded: Banded, whole: bool) -> Quantity:
    """Return a value of *where* with all its digits."""
    unit = banded.value.unit
    value = example(where, percent=unit.percent, whole=whole)
    return Quantity(value, str(unit), decimal_places(value * 100 if unit.percent else value))
