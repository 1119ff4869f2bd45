"""Milestones method (分时点目标): each dated target brings its own marks.

Wording served: 执行进度：7月底达到40%，7分；11月底达到80.21%，8分 (after a table with nested weights).
The wording leaves open what a target that is not reached still brings: `short` must say it.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from fractions import Fraction

from scoring.diagnostics import Diagnostic, Kind, Location, Message, Quantity, Word, message
from scoring.documents.keys import PATTERN, One
from scoring.documents.tree import Node as Written
from scoring.expressions.expected import Expected, Typed
from scoring.expressions.tree import (
    If,
    Node,
    Number,
    Relation,
    compare,
    maximum,
    minimum,
    multiply,
    number,
    total,
    working,
)
from scoring.expressions.words import words
from scoring.methods.contract import (
    MARKS,
    Context,
    Entry,
    Listed,
    Lowered,
    Method,
    Phrase,
    Shown,
    Supplied,
    Working,
    phrase,
    reason,
)
from scoring.methods.parameters import (
    Reading,
    expression,
    one_of,
    parameter,
    place,
    positive_marks,
    reads,
    records,
    text,
)
from scoring.records import dataclass

NOT_WRITTEN = Kind(
    "R324", "what is to be reached must be a written number; found {text}", "write the target itself, such as 40%"
)
NO_SHARE = Kind(
    "R325",
    "the target {reach} of {title} is not above 0, so no share of it can be formed",
    "write a target above 0, or short: zero",
)


class Short(enum.Enum):
    """What a target that is not reached brings; the wording leaves it open."""

    ZERO = "zero"  # 未达到不得分
    PRO_RATA = "pro_rata"  # 按完成比例得分


@reads(One(Word("the written target, in the unit of the value"), ("40%", "10"), PATTERN))
def target(node: Written, reading: Reading, what: Message) -> Typed | None:
    """Read a written number, to be brought to the unit of what it is compared with."""
    typed: Typed | None = expression(Expected.NUMBER)(node, reading, what)
    if typed is not None and not isinstance(typed.node, Number):
        reading.report(NOT_WRITTEN.at(node.place, text=typed.text))
        return None
    return typed


@dataclass(frozen=True, slots=True)
class Milestone:
    """One dated target; value and target are brought to one unit."""

    title: str = parameter(text, Word("what is to be reached, and by when"))
    value: Typed = parameter(expression(Expected.NUMBER), Word("the value at that time"))
    reach: Typed = parameter(target, Word("the least value that reaches it"), like="value")
    marks: Fraction = parameter(positive_marks, Word("marks of this dated target"))
    source: str = parameter(text, Word("source of this target"), default="")
    place: Location = place()

    @property
    def least(self) -> Fraction:
        """Return the least value that reaches the target."""
        assert isinstance(self.reach.node, Number)
        return self.reach.node.value

    @property
    def shown(self) -> Quantity:
        """Return the target as it is shown."""
        return Quantity(self.least, str(self.reach.unit))


@dataclass(frozen=True, slots=True)
class Milestones:
    """Parameters of one indicator scored by dated targets."""

    items: tuple[Milestone, ...] = parameter(records(Milestone), Word("the dated targets"))
    short: Short = parameter(
        one_of(Short, zero=Word("it brings nothing"), pro_rata=Word("it brings its share")),
        Word("what a target that is not reached brings"),
    )
    place: Location = place()

    def check(self) -> Iterator[Diagnostic]:
        """Yield a finding for each target of which no share can be formed though one is needed."""
        for item in self.items:
            if self.short is Short.PRO_RATA and item.least <= 0:
                yield NO_SHARE.at(item.place, reach=item.shown, title=item.title)


def lower(milestones: Milestones, context: Context) -> Lowered:
    """Return the workings: for each target the value, whether it is reached and what it brings; the marks."""
    items = tuple(enumerate(milestones.items, 1))
    workings = [one for index, item in items for one in _workings(item, index, milestones.short)]
    earned = total(tuple(working(f"earned_{index}") for index, _ in items))
    marks = Working(MARKS, Word("marks"), minimum(number(context.full_marks), earned))
    missed = Listed(
        tuple(Entry(((f"reached_{index}", False),), _missed(item, index, milestones.short)) for index, item in items)
    )
    reasons = (
        reason(
            "milestones.all",
            compare(working(MARKS), Relation.EQUAL, number(context.full_marks)),
            "{count} of {count} targets reached: nothing off",
            count=len(items),
        ),
        reason(
            "milestones.missed",
            None,
            "not reached: {items}: {deduction} marks off",
            items=missed,
            deduction=Supplied.DEDUCTION,
        ),
    )
    return Lowered((*workings, marks), reasons, _sentence(milestones))


def _workings(item: Milestone, index: int, short: Short) -> Iterator[Working]:
    value, reach = working(f"value_{index}"), item.reach.node
    yield Working(f"value_{index}", message("{title}", title=item.title), item.value.node, item.reach.unit)
    reached = compare(value, Relation.AT_LEAST, reach)
    yield Working(f"reached_{index}", message("{title}: reached", title=item.title), reached)
    earned: Node = If(working(f"reached_{index}", truth=True), number(item.marks), number(0))
    if short is Short.PRO_RATA:
        each = number(item.marks / item.least)
        earned = minimum(number(item.marks), multiply(maximum(number(0), value), each))
    yield Working(f"earned_{index}", message("{title}: marks", title=item.title), earned)


def _missed(item: Milestone, index: int, short: Short) -> Phrase:
    value, marks = Shown(f"value_{index}"), item.marks
    if short is Short.ZERO:
        return phrase(
            "{title} {value}, target {reach} (none of {marks} marks)",
            title=item.title,
            value=value,
            reach=item.shown,
            marks=marks,
        )
    return phrase(
        "{title} {value}, target {reach} ({earned} of {marks} marks)",
        title=item.title,
        value=value,
        reach=item.shown,
        earned=Shown(f"earned_{index}"),
        marks=marks,
    )


def _sentence(milestones: Milestones) -> Message:
    items = tuple(
        message(
            "{title}: {value} of at least {reach} brings {marks} marks",
            title=item.title,
            value=words(item.value.node),
            reach=item.shown,
            marks=item.marks,
        )
        for item in milestones.items
    )
    if milestones.short is Short.ZERO:
        return message("{items}; a target that is not reached brings nothing", items=items)
    return message(
        "{items}; a target that is not reached brings its marks × value ÷ target, never below 0", items=items
    )


METHOD = Method(
    "milestones",
    Word("marks by dated targets"),
    ("执行进度7月底达到40%，7分；11月底达到80.21%，8分",),
    Milestones,
    needs_value=False,
    lower=lower,
)
