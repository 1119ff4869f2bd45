"""Judged method (定性三档；酌情扣分): an evaluator gives the marks, inside the range of a level, with a reason.

Wording served: 达成年度指标100-80%（含80%）、部分达成80-50%（含50%）、未达成50-0%
(湖北省自评表说明); 未达指标值酌情扣分 (岳阳楼区整体绩效目标表). The judgement comes with the submission; below full
marks its reason is mandatory.

`full_when` is a condition that settles the matter: where it holds the marks are full, and nobody waits for a judgement;
one given all the same is ignored, with a warning. While the condition is open both outcomes are.
`entry_step` says which marks may be entered: multiples of it, or the fixed marks of a level.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from scoring.diagnostics import Diagnostic, Kind, Location, Message, Quantity, Word, message
from scoring.expressions.expected import Expected, Typed
from scoring.expressions.intervals import Interval
from scoring.expressions.tree import Input, Relation, Source, compare, maximum, minimum, number, working
from scoring.expressions.words import words
from scoring.methods.contract import (
    MARKS,
    Branch,
    Context,
    Field,
    FromJudgement,
    Lowered,
    Method,
    OwnJudgement,
    Said,
    Shown,
    Supplied,
    Working,
    reason,
)
from scoring.methods.parameters import (
    expression,
    marks,
    parameter,
    place,
    records,
    share_interval,
    step_of_marks,
    text,
)
from scoring.records import dataclass
from scoring.units import PERCENT

ONE_RANGE = Kind(
    "R126",
    "a level needs either share: (a range of the full marks) or marks: (a fixed number), and not both",
    'write {{level: 达成, share: "[80%, 100%]"}} or {{level: 好, marks: 6}}',
)
OPEN_RANGE = Kind(
    "R127",
    "the share of level {level} has no lower or upper limit, or reaches outside 0% to 100%",
    'write both ends, between 0% and 100%: "[80%, 100%]"',
)


@dataclass(frozen=True, slots=True)
class Level:
    """One level: its name and the range, or the fixed number, of its marks."""

    level: str = parameter(text, Word("name of the level"))
    share: Interval | None = parameter(share_interval, Word("range as a share of the full marks"), default=None)
    marks: Fraction | None = parameter(marks, Word("a fixed number of marks"), default=None)
    source: str = parameter(text, Word("source of this level"), default="")
    place: Location = place()

    def check(self) -> Iterator[Diagnostic]:
        """Yield a finding unless the level has one bounded range."""
        if (self.share is None) == (self.marks is None):
            yield ONE_RANGE.at(self.place)
        elif self.share is not None and not _bounded(self.share):
            yield OPEN_RANGE.at(self.place, level=self.level)

    def bounds(self, full_marks: Fraction) -> tuple[Fraction, Fraction]:
        """Return the least and most marks of this level; an open end belongs to the neighbouring level."""
        if self.marks is not None:
            return self.marks, self.marks
        assert self.share is not None
        assert self.share.low is not None
        assert self.share.high is not None
        return self.share.low * full_marks, self.share.high * full_marks

    def open_ends(self, full_marks: Fraction) -> Iterator[tuple[str, Fraction]]:
        """Yield the name of this level with each end, in marks, that does not belong to it."""
        low, high = self.bounds(full_marks)
        if self.share is not None and not self.share.low_closed:
            yield self.level, low
        if self.share is not None and not self.share.high_closed:
            yield self.level, high


def _bounded(share: Interval) -> bool:
    return share.low is not None and share.high is not None and share.low >= 0 and share.high <= 1


@dataclass(frozen=True, slots=True)
class Judged:
    """Parameters of one indicator that an evaluator judges; without levels any marks up to the full ones."""

    levels: tuple[Level, ...] = parameter(records(Level), Word("the levels"), default=())
    full_when: Typed | None = parameter(
        expression(Expected.TRUTH),
        Word("where this holds the marks are full, unjudged"),
        default=None,
    )
    entry_step: Fraction | None = parameter(step_of_marks, Word("marks entered are a multiple of it"), default=None)
    place: Location = place()


def judgements(judged: Judged, context: Context) -> tuple[OwnJudgement, ...]:
    """Return the one judgement the indicator waits for."""
    levels = tuple((level.level, *level.bounds(context.full_marks)) for level in judged.levels)
    low = min((least for _, least, _ in levels), default=Fraction(0))
    high = max((most for _, _, most in levels), default=context.full_marks)
    open_ends = tuple(end for level in judged.levels for end in level.open_ends(context.full_marks))
    unneeded = None if judged.full_when is None else judged.full_when.node
    return (
        OwnJudgement(
            context.code, low, high, context.full_marks, levels, open_ends, step=judged.entry_step, unneeded=unneeded
        ),
    )


def settled(judged: Judged, context: Context) -> tuple[Branch, ...]:
    """Return full marks where the condition for them holds."""
    if judged.full_when is None:
        return ()
    because = reason(
        "judged.settled",
        None,
        "{condition} ({figures}): {full} marks without a judgement, nothing off",
        condition=words(judged.full_when.node),
        figures=Supplied.FIGURES,
        full=context.full_marks,
    )
    return (Branch(judged.full_when.node, number(context.full_marks), because),)


def lower(judged: Judged, context: Context) -> Lowered:
    """Return the workings: the marks given, inside 0 to full marks."""
    full = number(context.full_marks)
    workings = (
        Working("given", Word("marks given by the evaluator"), Input(Source.JUDGEMENT, context.code)),
        Working(MARKS, Word("marks"), maximum(number(0), minimum(full, working("given")))),
    )
    shows: dict[str, Field] = {
        "evaluator": FromJudgement(context.code, Said.EVALUATOR),
        "level": FromJudgement(context.code, Said.LEVEL),
        "opinion": FromJudgement(context.code, Said.OPINION),
        "given": Shown("given"),
        "full": context.full_marks,
        "deduction": Supplied.DEDUCTION,
    }
    reasons = (
        reason(
            "judged.full",
            compare(working("given"), Relation.AT_LEAST, full),
            "{evaluator} gave {level}{given} of {full} marks: nothing off",
            shows,
        ),
        reason(
            "judged.below",
            None,
            "{evaluator} gave {level}{given} of {full} marks, {deduction} off: {opinion}",
            shows,
        ),
    )
    return Lowered(workings, reasons, _sentence(judged, context))


def _sentence(judged: Judged, context: Context) -> Message:
    rule = _rule(judged, context)
    if judged.entry_step is None:
        return rule
    return message("{rule}; marks are entered in steps of {step}", rule=rule, step=judged.entry_step)


def _rule(judged: Judged, context: Context) -> Message:
    if not judged.levels:
        return message(
            "the evaluator gives 0 to {full} marks; below full marks the reason is mandatory", full=context.full_marks
        )
    rows = tuple(
        message("{level} brings {marks} marks", level=level.level, marks=level.marks)
        if level.marks is not None
        else message(
            "{level} brings {share} of the marks, {low} to {high}",
            level=level.level,
            share=level.share.words(PERCENT) if level.share is not None else Quantity(Fraction(0), "%"),
            low=level.bounds(context.full_marks)[0],
            high=level.bounds(context.full_marks)[1],
        )
        for level in judged.levels
    )
    return message(
        "the evaluator chooses a level and marks inside it ({levels}); below full marks the reason is mandatory",
        levels=rows,
    )


METHOD = Method(
    "judged",
    Word("judged by an evaluator"),
    ("达成100%-80%（含）、部分达成80%-50%（含）、未达成50%-0%", "未达指标值酌情扣分"),
    Judged,
    needs_value=False,
    lower=lower,
    judgements=judgements,
    settled=settled,
)
