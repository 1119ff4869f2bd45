"""What the ratio method is told: the two values, which way is better, and what limits the marks."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from fractions import Fraction

from scoring.diagnostics import Diagnostic, Kind, Location, Message, Word
from scoring.documents.tree import Node as Tree
from scoring.exact import ONE, ZERO
from scoring.expressions.expected import Expected, Typed
from scoring.expressions.intervals import Interval
from scoring.expressions.tree import Logic, Node, Relation, compare, maximum, multiply, number, subtract, working
from scoring.methods.parameters import (
    Reading,
    expression,
    one_of,
    parameter,
    place,
    positive_marks,
    reads,
    records,
    share_interval,
    text,
)
from scoring.methods.shares import share
from scoring.methods.zero_policy import ZeroPolicy, zero_policy
from scoring.records import dataclass
from scoring.units import PERCENT

ONE_AMOUNT = Kind(
    "R340",
    "a band of over: needs either off: (a share of the marks) or off_marks: (a number of marks), and not both",
    'write {{in: "[200%, 300%)", off: 10%}} or {{in: "[200%, 300%)", off_marks: 1}}',
)
NOT_BEYOND = Kind(
    "R341",
    "a band of over: reaches down to the target: it holds values that are not beyond it",
    'let it begin above 0%, where 0% is the target itself: "[200%, 300%)", "(0%, 50%]"',
)
OVER_LOWER = Kind(
    "R342",
    "over: goes with better: higher or closer; with better: lower every value beyond the target is a miss already",
    "delete over:, or write better: higher",
)
SHUT_WINDOW = Kind(
    "R343",
    "the window {window} does not hold 100%: who meets the target exactly would get nothing",
    'let the window hold 100%: "[70%, 130%]"',
)
OPEN_WINDOW = Kind("R344", "the window has no limit: nothing lies outside it", "write an end, or delete window:")


class Better(enum.Enum):
    """In which direction an actual value is better."""

    HIGHER = "higher"  # 正向指标
    LOWER = "lower"  # 反向指标
    CLOSER = "closer"  # 等于指标值


@reads(share_interval.writing)
def _window(node: Tree, reading: Reading, what: Message) -> Interval | None:
    """Read the shares of the target that count: a range that has a limit and holds the target itself."""
    window: Interval | None = share_interval(node, reading, what)
    if window is not None and window.low is None and window.high is None:
        reading.report(OPEN_WINDOW.at(node.place))
        return None
    if window is not None and not window.contains(ONE):
        reading.report(SHUT_WINDOW.at(node.place, window=window.text(PERCENT)))
        return None
    return window


@dataclass(frozen=True, slots=True)
class Over:
    """What going so far beyond the target takes off."""

    within: Interval = parameter(
        share_interval, Word("how far beyond the target, as a share of it; square brackets include the end"), key="in"
    )
    off: Fraction | None = parameter(share, Word("share of the marks taken off"), default=None)
    off_marks: Fraction | None = parameter(positive_marks, Word("marks taken off"), default=None)
    source: str = parameter(text, Word("source of this band"), default="")
    place: Location = place()

    def check(self) -> Iterator[Diagnostic]:
        """Yield a finding unless the band says one thing, of values beyond the target."""
        if (self.off is None) == (self.off_marks is None):
            yield ONE_AMOUNT.at(self.place)
        low = self.within.low
        if low is None or low < 0 or (low == 0 and self.within.low_closed):
            yield NOT_BEYOND.at(self.place)

    def left(self, marks: Node) -> Node:
        """Return what is left of *marks*."""
        if self.off is not None:
            return multiply(marks, number(ONE - self.off, percent=True))
        return maximum(number(0), subtract(marks, number(self.off_marks or ZERO)))


@dataclass(frozen=True, slots=True)
class Ratio:
    """Parameters of one indicator scored by ratio; both expressions are brought to one unit."""

    actual: Typed = parameter(expression(Expected.NUMBER), Word("the actual value"))
    target: Typed = parameter(expression(Expected.NUMBER), Word("the target"), like="actual")
    better: Better = parameter(
        one_of(
            Better,
            higher=Word("the more the better"),
            lower=Word("the less the better"),
            closer=Word("the closer to the target the better"),
        ),
        Word("which way is better"),
    )
    when_target_zero: ZeroPolicy | Fraction | None = parameter(
        zero_policy, Word("what holds where the target is 0"), default=None
    )
    window: Interval | None = parameter(_window, Word("actual value ÷ target outside it brings nothing"), default=None)
    zero_below: Fraction | None = parameter(share, Word("a share below it brings nothing"), default=None)
    over: tuple[Over, ...] = parameter(records(Over), Word("what going beyond the target takes off"), default=())
    place: Location = place()

    def check(self) -> Iterator[Diagnostic]:
        """Yield a finding where values beyond the target cost marks although lower is better."""
        if self.over and self.better is Better.LOWER:
            yield OVER_LOWER.at(self.over[0].place)

    @property
    def divisible(self) -> Node:
        """Return whether a ratio can be formed of the working values; of 0 and a target above it, it is 0%."""
        target = compare(working("target"), Relation.MORE, number(0))
        if self.better is Better.CLOSER:
            return Logic(True, (target, compare(working("actual"), Relation.AT_LEAST, number(0))))
        return target if self.better is Better.HIGHER else compare(working("actual"), Relation.MORE, number(0))

    @property
    def cut_off(self) -> Node | None:
        """Return whether a ratio that can be formed lies below 0%, so that the share is not that ratio; if it can."""
        if self.better is Better.CLOSER:
            return None
        return compare(working("actual" if self.better is Better.HIGHER else "target"), Relation.LESS, number(0))


def inside(value: Node, where: Interval) -> tuple[Node, ...]:
    """Return what must hold for *value*, a share, to lie in *where*, which has a limit."""
    ends = (
        (where.low, Relation.AT_LEAST if where.low_closed else Relation.MORE),
        (where.high, Relation.AT_MOST if where.high_closed else Relation.LESS),
    )
    return tuple(compare(value, relation, number(end, percent=True)) for end, relation in ends if end is not None)


def all_hold(parts: tuple[Node, ...]) -> Node:
    """Return whether all of *parts*, at least one, hold."""
    return parts[0] if len(parts) == 1 else Logic(True, parts)
