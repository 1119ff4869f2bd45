"""Bands method (分档计分): the marks of the interval in which the value lies.

Wording served: ≥90%计5分；80%（含）-90%计4分；…… and =0计3分；0-10%（含）计2分；…… (岳阳市部门整体支出绩效评价评分表).
Which end belongs to which band differs inside one official table, so every end is written as open or closed.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from scoring.diagnostics import Diagnostic, Kind, Location, Message, Quantity, Word, message
from scoring.expressions.intervals import Interval
from scoring.expressions.tree import If, Node, Relation, compare, number, working
from scoring.methods.contract import MARKS, Context, Field, Lowered, Method, Shown, Supplied, Working, reason
from scoring.methods.parameters import interval, marks, parameter, place, quantity, records, text
from scoring.records import dataclass
from scoring.units import Unit

ONE_PLACE = Kind(
    "R122",
    "a band needs either in: (an interval) or at: (a single value), and not both",
    'write {{in: "[80%, 90%)", marks: 4}} or {{at: 0, marks: 3}}',
)


@dataclass(frozen=True, slots=True)
class Band:
    """One band: an interval or a single value, and its marks."""

    marks: Fraction = parameter(marks, Word("marks of this band"))
    within: Interval | None = parameter(
        interval, Word("interval; square brackets include the end"), key="in", default=None
    )
    at: Fraction | None = parameter(quantity, Word("a single value"), default=None)
    source: str = parameter(text, Word("source of this band"), default="")
    place: Location = place()

    def check(self) -> Iterator[Diagnostic]:
        """Yield a finding unless the band says in exactly one way where it lies."""
        if (self.within is None) == (self.at is None):
            yield ONE_PLACE.at(self.place)

    @property
    def interval(self) -> Interval:
        """Return where the band lies; a single value is the closed interval from it to itself."""
        return self.within if self.within is not None else Interval(self.at, True, self.at, True)


@dataclass(frozen=True, slots=True)
class Bands:
    """Parameters of one indicator scored by bands, in the order written."""

    bands: tuple[Band, ...] = parameter(records(Band), Word("the bands"))
    place: Location = place()


def ascending(bands: tuple[Band, ...]) -> tuple[Band, ...]:
    """Return *bands* from the lowest values to the highest."""
    return tuple(sorted(bands, key=lambda band: _low_end(band.interval)))


def _low_end(where: Interval) -> tuple[bool, Fraction, bool]:
    """Return a key by which intervals are ordered: unbounded below first; at one value the closed end first."""
    return (where.low is not None, where.low or Fraction(0), not where.low_closed)


def chosen(value: Node, bands: tuple[Band, ...], percent: bool) -> Node:
    """Return the number, from 1 in ascending order, of the band in which *value* lies.

    The bands cover every value that can occur, and none twice (a check holds that), so the upper ends decide.
    """
    result: Node = number(len(bands))
    for index in range(len(bands) - 1, 0, -1):
        where = bands[index - 1].interval
        if where.high is None:  # then the next band lies inside this one, and is never asked for
            result = number(index)
            continue
        relation = Relation.AT_MOST if where.high_closed else Relation.LESS
        result = If(compare(value, relation, number(where.high, percent=percent)), number(index), result)
    return result


def marks_of(band: Node, bands: tuple[Band, ...]) -> Node:
    """Return the marks of the band with the number *band*; with ≤, what is known of a band rules out those below it."""
    result: Node = number(bands[-1].marks)
    for index in range(len(bands) - 1, 0, -1):
        result = If(compare(band, Relation.AT_MOST, number(index)), number(bands[index - 1].marks), result)
    return result


def where_words(band: Band, unit: Unit) -> Message | Quantity:
    """Return the band's place as it is shown: ``[80%, 90%)``, or the single value."""
    return Quantity(band.at, str(unit)) if band.at is not None else band.interval.words(unit)


def lower(bands: Bands, context: Context) -> Lowered:
    """Return the workings: which band the value lies in, and the marks of that band."""
    assert context.value is not None
    ordered = ascending(bands.bands)
    workings = (
        Working("band", Word("band, from the lowest"), chosen(context.value, ordered, context.unit.percent)),
        Working(MARKS, Word("marks"), marks_of(working("band"), ordered)),
    )
    reasons = []
    for index, band in enumerate(ordered, 1):
        when = None if index == len(ordered) else compare(working("band"), Relation.EQUAL, number(index))
        shows: dict[str, Field] = {
            "name": context.value_name,
            "value": Shown("value"),
            "band": where_words(band, context.unit),
            "marks": band.marks,
            "deduction": Supplied.DEDUCTION,
        }
        if band.marks == context.full_marks:
            reasons.append(
                reason("bands.full", when, "{name} {value} lies in {band}: {marks} marks, nothing off", shows)
            )
        else:
            reasons.append(
                reason("bands.band", when, "{name} {value} lies in {band}: {marks} marks, {deduction} off", shows)
            )
    rows = tuple(
        message("{band} brings {marks}", band=where_words(band, context.unit), marks=band.marks) for band in bands.bands
    )
    sentence = message("marks by the band in which {value} lies: {bands}", value=context.value_words, bands=rows)
    return Lowered(workings, tuple(reasons), sentence)


METHOD = Method(
    "bands",
    Word("marks by bands"),
    (
        "≥90%计5分；80%（含）-90%计4分；70%（含）-80%计3分；60%（含）-70%计2分；低于60%不得分",
        "=0计3分；0-10%（含）计2分",
    ),
    Bands,
    needs_value=True,
    lower=lower,
)
