"""The score sheet (评分表) as data: marks, deductions, reasons, workings, intervals; nothing rendered yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from fractions import Fraction
from typing import Final, NamedTuple, Protocol

from scoring.diagnostics import Diagnostic, Message, Quantity, Word
from scoring.engine.found import Account, Found, Lacking, Record, State, account_of
from scoring.exact import add_up
from scoring.expressions.tree import Node
from scoring.expressions.words import Known, substituted, words
from scoring.records import dataclass
from scoring.rule_set.model import Grade, Group, Indicator, Line, RuleSet
from scoring.submissions.model import Given, Rows, Submission

ZERO: Final = Fraction(0)

Ends = tuple[Fraction, Fraction]
"""The least and the most something can be."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A reason (扣分原因).

    Attributes:
        code: ``method.outcome``.
        text: the sentence as data.
        warns: the figures behind it are odd enough for a finding of their own.
    """

    code: str
    text: Message
    warns: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One working with its number: *exact* is None while data are missing, a bool for truth values."""

    name: str
    title: Word | Message
    exact: Fraction | bool | None
    shown: Quantity | None


@dataclass(frozen=True, slots=True)
class Valued:
    """An indicator's value.

    Attributes:
        node: the formula's tree.
        known: the figures that can be put in.
        exact: the number; None while data are missing.
        shown: the number as it is shown.
    """

    node: Node
    known: Known
    exact: Fraction | None
    shown: Quantity | None

    @property
    def formula(self) -> Message:
        """Return the formula in words."""
        return words(self.node)

    @property
    def substituted(self) -> Message:
        """Return the formula with the figures put in."""
        return substituted(self.node, self.known)


@dataclass(frozen=True, slots=True)
class Used:
    """A fact an indicator read: *given* is None if it is missing."""

    name: str
    unit: str
    given: Given | Rows | None


class Detail(Protocol):
    """How the marks of one indicator came about; put into words when it is asked for."""

    @property
    def reason(self) -> Explained:
        """Return the reason of the deduction, or of its absence."""

    @property
    def value(self) -> Valued | None:
        """Return the indicator's value, None if it has none."""

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the workings in order."""

    @property
    def used(self) -> tuple[Used, ...]:
        """Return the facts the indicator reads."""

    @property
    def compared(self) -> tuple[Message, ...]:
        """Return what comparing with the batch came to."""


class Scored(NamedTuple):
    """One indicator on the sheet, in marks; a named tuple because there is no cheaper object, and a sheet has many.

    Attributes:
        found: what is known about its marks.
        marks: None unless certain; the rounded number under ``at: indicator``.
        claimed: marks the department claims, None if it claims none.
        record: how the marks came about.
        details: puts that into words. It follows from rule set and submission, and so is not compared.
    """

    indicator: Indicator
    found: Found
    marks: Fraction | None
    claimed: Fraction | None
    record: Record
    details: Callable[[Scored], Detail]

    @property
    def state(self) -> State:
        """Return what is known about the marks."""
        return self.found.state

    @property
    def full_marks(self) -> Fraction:
        """Return the full marks."""
        return self.indicator.full_marks

    @property
    def account(self) -> Account:
        """Return how the marks came about, as data."""
        return account_of(self.indicator, self.record)

    @property
    def exact(self) -> Fraction | None:
        """Return the marks before rounding, for information; None unless certain."""
        found = self.found
        if found.state is State.NOT_APPLICABLE:
            return found.low
        return self.account.exact if found.state is State.SCORED else None

    @property
    def low(self) -> Fraction:
        """Return the least the marks are, whatever the missing data turn out to be."""
        return ZERO if self.found.depths else self.found.low

    @property
    def high(self) -> Fraction:
        """Return the most the marks are, whatever the missing data turn out to be."""
        return self.found.high

    @property
    def not_counted(self) -> Fraction:
        """Return the marks spread over others because the indicator is not applicable."""
        found = self.found
        return self.full_marks if found.state is State.NOT_APPLICABLE and not found.counts else ZERO

    @property
    def deduction(self) -> Fraction | None:
        """Return full marks − marks − not counted; None unless the marks are certain."""
        return None if self.marks is None else self.full_marks - self.marks - self.not_counted

    @property
    def reason(self) -> Explained:
        """Return the reason."""
        return self.details(self).reason

    @property
    def value(self) -> Valued | None:
        """Return the indicator's value, if it has one."""
        return self.details(self).value

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the workings in order."""
        return self.details(self).steps

    @property
    def used(self) -> tuple[Used, ...]:
        """Return the facts the indicator reads."""
        return self.details(self).used

    @property
    def compared(self) -> tuple[Message, ...]:
        """Return what comparing with the batch came to, where the indicator asks for that."""
        return self.details(self).compared

    def __eq__(self, other: object) -> bool:
        """Tell whether both say the same of the same indicator."""
        return self._said == other._said if isinstance(other, Scored) else NotImplemented

    def __ne__(self, other: object) -> bool:
        """Tell whether they differ; a tuple's own answer would compare the records."""
        return not self == other

    def __hash__(self) -> int:
        """Return the hash of what it says."""
        return hash(self._said)

    @property
    def _said(self) -> tuple[object, ...]:
        return (
            self.indicator,
            self.state,
            self.marks,
            self.exact,
            self.low,
            self.high,
            self.not_counted,
            self.claimed,
        )


@dataclass(frozen=True, slots=True)
class Subtotal:
    """One group on the sheet; the amounts are sums of its indicators'."""

    group: Group
    state: State
    full_marks: Fraction
    marks: Fraction | None
    exact: Fraction | None
    low: Fraction
    high: Fraction
    deduction: Fraction | None
    not_counted: Fraction | None


@dataclass(frozen=True, slots=True)
class Adjusted:
    """One line on the total with its signed amount.

    Attributes:
        line: the rule set's line; None for lines the semantics add (rescaling, the cut to full marks).
        name: what it is called.
        amount: signed marks; None unless certain.
        low, high: bounds of the amount.
    """

    line: Line | None
    name: Message
    amount: Fraction | None
    low: Fraction
    high: Fraction
    reason: Explained | None


@dataclass(frozen=True, slots=True)
class Total:
    """The total in marks: *marks* and *exact* are None unless certain; low ≤ every completion ≤ high."""

    marks: Fraction | None
    exact: Fraction | None
    low: Fraction
    high: Fraction
    full_marks: Fraction


@dataclass(frozen=True, slots=True)
class Graded:
    """The grade: certain iff both ends of the interval agree."""

    low: Grade
    high: Grade

    @property
    def certain(self) -> bool:
        """Tell whether every completion has the same grade."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is not there.

    Attributes:
        name: the fact, or the code a judgement would stand under.
        codes: indicators (and names of lines) that read it.
        material: whether it can still change the marks of any of them.
    """

    lacking: Lacking
    name: str
    codes: tuple[str, ...]
    material: bool


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """The answer for one submission.

    Identity, whenever everything is certain: full marks − Σ deduction − Σ not counted + Σ line amounts = total.

    Attributes:
        group_ends: least and most marks of groups, by path, where it is open which of their parts count.
    """

    rule_set: RuleSet
    submission: Submission
    engine: str
    total: Total
    grade: Graded
    indicators: tuple[Scored, ...]
    lines: tuple[Adjusted, ...]
    missing: tuple[Missing, ...]
    findings: tuple[Diagnostic, ...] = ()
    group_ends: Mapping[tuple[str, ...], Ends] = field(default_factory=dict)

    @property
    def earned(self) -> Ends:
        """Return what all indicators together come to at least and at most, before any line."""
        groups = {one.group.path: (one.low, one.high) for one in self.groups}
        rows = {one.indicator.code: (one.low, one.high) for one in self.indicators}
        ends = [groups[part.path] if isinstance(part, Group) else rows[part.code] for part in self.rule_set.root]
        return add_up(low for low, _ in ends), add_up(high for _, high in ends)

    @property
    def groups(self) -> tuple[Subtotal, ...]:
        """Return the sums of every group, outer before inner."""
        by_code = {one.indicator.code: one for one in self.indicators}
        return tuple(
            _subtotal(group, [by_code[leaf.code] for leaf in group.leaves()], self.group_ends.get(group.path))
            for group in self.rule_set.groups()
        )


def _subtotal(group: Group, rows: Sequence[Scored], ends: Ends | None) -> Subtotal:
    states = [row.state for row in rows]
    order = (State.MISSING_DATA, State.AWAITING_JUDGEMENT, State.SCORED, State.NOT_APPLICABLE)
    state = next(one for one in order if one in states)
    open_ = state in (State.MISSING_DATA, State.AWAITING_JUDGEMENT)
    low = add_up(row.low if row.marks is None else row.marks for row in rows)
    high = add_up(row.high if row.marks is None else row.marks for row in rows)
    return Subtotal(
        group,
        state,
        group.full_marks,
        _sum([row.marks for row in rows]),
        _sum([row.exact for row in rows]),
        *((low, high) if ends is None else ends),
        _sum([row.deduction for row in rows]),
        None if open_ else add_up(row.not_counted for row in rows),
    )


def _sum(values: Sequence[Fraction | None]) -> Fraction | None:
    known = [one for one in values if one is not None]
    return add_up(known) if len(known) == len(values) else None
