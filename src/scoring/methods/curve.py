"""Curve method (按比例计分；放大系数；插值): marks on straight lines between points, flat outside them.

Wording served: 指标得分=(1-10×预算调剂金额/年初预算数)×指标分值，比率大于0.1的不得分 (大英县 2020): points at 0% with
the full marks and at 10% with none; 介于两档之间的按直线内插法计分; 按完成比例计分. A jump has no place on a line: that
is what bands are for.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from scoring.diagnostics import Diagnostic, Kind, Location, Message, Quantity, Word, message
from scoring.expressions.tree import If, Node, Relation, add, compare, multiply, number, subtract, working
from scoring.methods.contract import MARKS, Context, Field, Lowered, Method, Reason, Shown, Supplied, Working, reason
from scoring.methods.parameters import marks, parameter, place, quantity, records, text
from scoring.methods.shares import share_of_marks
from scoring.records import dataclass

ONE_HEIGHT = Kind(
    "R320",
    "a point needs either marks: or share: (of the full marks), and not both",
    "write {{at: 90%, marks: 5}} or {{at: 90%, share: 100%}}",
)
ONE_POINT = Kind("R322", "a line needs at least two points; there is only one", "add the point where the line ends")
NOT_RISING = Kind(
    "R323",
    "this point lies below the one written before it",
    "write the points from the lowest value to the highest",
)
TWO_HEIGHTS = Kind(
    "R323",
    "two points lie at the same value: the line would jump there",
    "keep one of them; for marks that jump use the method bands",
)


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the line: a value, and its marks as a number or as a share of the full marks."""

    at: Fraction = parameter(quantity, Word("the value at this point"))
    marks: Fraction | None = parameter(marks, Word("marks at this point"), default=None)
    share: Fraction | None = parameter(
        share_of_marks, Word("marks at this point, as a share of the full marks"), default=None
    )
    source: str = parameter(text, Word("source of this point"), default="")
    place: Location = place()

    def check(self) -> Iterator[Diagnostic]:
        """Yield a finding unless the point has one height."""
        if (self.marks is None) == (self.share is None):
            yield ONE_HEIGHT.at(self.place)

    def worth(self, full_marks: Fraction) -> Fraction:
        """Return the marks at this point."""
        return self.marks if self.marks is not None else (self.share or Fraction(0)) * full_marks


@dataclass(frozen=True, slots=True)
class Curve:
    """Parameters of one indicator scored on a line, its points from the lowest value to the highest."""

    points: tuple[Point, ...] = parameter(records(Point), Word("the points, from the lowest value to the highest"))
    place: Location = place()

    def check(self) -> Iterator[Diagnostic]:
        """Yield findings unless there are two points or more, each further on than the one before."""
        if len(self.points) < 2:
            yield ONE_POINT.at(self.points[0].place)
        for before, point in pairwise(self.points):
            if point.at <= before.at:
                kind = TWO_HEIGHTS if point.at == before.at else NOT_RISING
                yield kind.at(point.place, related=((message("the point before it"), before.place),))


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The points as pairs of value and marks, and the indicator whose value runs along them."""

    points: tuple[tuple[Fraction, Fraction], ...]
    context: Context

    @property
    def value(self) -> Node:
        """Return the reference to the value."""
        assert self.context.value is not None
        return self.context.value

    def limit(self, at: Fraction) -> Node:
        """Return *at* as a constant beside the value."""
        return number(at, percent=self.context.unit.percent)

    def shown(self, at: Fraction) -> Quantity:
        """Return *at* as it is shown."""
        return Quantity(at, str(self.context.unit))


def lower(curve: Curve, context: Context) -> Lowered:
    """Return the workings: the marks on the line, each stretch asked for only where the value lies on it."""
    drawn = _Drawn(tuple((point.at, point.worth(context.full_marks)) for point in curve.points), context)
    result: Node = number(drawn.points[-1][1])
    for (start, low), (end, high) in reversed(tuple(pairwise(drawn.points))):
        rise = multiply(subtract(drawn.value, drawn.limit(start)), number((high - low) / (end - start)))
        line = number(low) if low == high else add(number(low), rise)
        result = If(compare(drawn.value, Relation.LESS, drawn.limit(end)), line, result)
    first, height = drawn.points[0]
    result = If(compare(drawn.value, Relation.AT_MOST, drawn.limit(first)), number(height), result)
    workings = (Working(MARKS, Word("marks"), result),)
    return Lowered(workings, _reasons(drawn), _sentence(drawn))


def _reasons(drawn: _Drawn) -> tuple[Reason, ...]:
    full = number(drawn.context.full_marks)
    (first, least), (last, most) = drawn.points[0], drawn.points[-1]
    shows: dict[str, Field] = {
        "name": drawn.context.value_name,
        "value": Shown("value"),
        "marks": Supplied.MARKS,
        "full": drawn.context.full_marks,
        "deduction": Supplied.DEDUCTION,
    }
    return (
        reason(
            "curve.full",
            compare(working(MARKS), Relation.EQUAL, full),
            "{name} {value}: the full marks {full}, nothing off",
            shows,
        ),
        reason(
            "curve.below",
            compare(drawn.value, Relation.AT_MOST, drawn.limit(first)),
            "{name} {value} is not above {at}: {at_marks} of {full} marks, {deduction} off",
            {**shows, "at": drawn.shown(first), "at_marks": least},
        ),
        *(_between(drawn, shows, start, end) for start, end in pairwise(drawn.points)),
        reason(
            "curve.above",
            None,
            "{name} {value} is not below {at}: {at_marks} of {full} marks, {deduction} off",
            {**shows, "at": drawn.shown(last), "at_marks": most},
        ),
    )


def _between(
    drawn: _Drawn, shows: dict[str, Field], start: tuple[Fraction, Fraction], end: tuple[Fraction, Fraction]
) -> Reason:
    return reason(
        "curve.between",
        compare(drawn.value, Relation.LESS, drawn.limit(end[0])),
        "{name} {value} lies between {low} ({low_marks} marks) and {high} ({high_marks} marks): on the straight line "
        "{marks} of {full} marks, {deduction} off",
        {
            **shows,
            "low": drawn.shown(start[0]),
            "low_marks": start[1],
            "high": drawn.shown(end[0]),
            "high_marks": end[1],
        },
    )


def _sentence(drawn: _Drawn) -> Message:
    points = tuple(message("{at} brings {marks}", at=drawn.shown(at), marks=worth) for at, worth in drawn.points)
    return message(
        "marks by {value}, on straight lines between these points and level beyond the first and the last: {points}",
        value=drawn.context.value_words,
        points=points,
    )


METHOD = Method(
    "curve",
    Word("marks on a line"),
    ("指标得分=(1-10×调剂比率)×指标分值，比率大于0.1的不得分", "介于两档之间的，按直线内插法计分"),
    Curve,
    needs_value=True,
    lower=lower,
)
