"""The rows of the sheet: indicators with their trace, groups with their sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from scoring.diagnostics import Message, Quantity, message
from scoring.diagnostics.message import Value
from scoring.engine.leaf import WHOLE, LeafResult
from scoring.engine.plan import Worked
from scoring.engine.reasons import Filling, given_value, shown_quantity
from scoring.engine.sheet import Explained, Scored, State, Step, Subtotal, Used, Valued
from scoring.exact import to_step
from scoring.expressions.tree import Scope, Source
from scoring.methods.contract import VALUE, Policy, Working
from scoring.rule_set.model import Group, Indicator, RoundedAt, RuleSet
from scoring.submissions.model import Submission

ZERO: Final = Fraction(0)


def rows_of(
    worked: Worked, submission: Submission, found: Sequence[LeafResult], *, trace: bool
) -> tuple[Scored, ...]:
    """Return one row for each indicator."""
    rules = worked.rules
    rounding = rules.rounding
    at_total = rounding.at is RoundedAt.TOTAL
    running: Fraction | None = ZERO
    rows = []
    for indicator, result in zip(rules.indicators, found, strict=True):
        exact = result.exact
        marks = None if exact is None else worked.rounded(exact)
        if at_total:
            after = None if running is None or exact is None else running + exact
            marks = None
            if running is not None and after is not None:
                marks = to_step(after, rounding.step, rounding.mode) - to_step(running, rounding.step, rounding.mode)
            running = after
        rows.append(_row(worked, submission, indicator, result, marks, trace=trace))
    return tuple(rows)


def _row(
    worked: Worked,
    submission: Submission,
    indicator: Indicator,
    result: LeafResult,
    marks: Fraction | None,
    *,
    trace: bool,
) -> Scored:
    full = indicator.full_marks
    not_counted = full if result.state is State.NOT_APPLICABLE and result.spreads else ZERO
    deduction = None if marks is None else full - marks - not_counted
    low = ZERO if result.low is None or result.spreads else worked.rounded(result.low)
    high = ZERO if result.high is None else worked.rounded(result.high)
    claimed = submission.claims.indicators.get(indicator.code)
    if not trace:
        return Scored(
            indicator, result.state, full, marks, result.exact, low, high, deduction, not_counted, claimed=claimed
        )
    filling = Filling(
        worked.rules.facts,
        submission,
        indicator.inputs,
        indicator.lowered,
        result.values or {},
        marks if marks is not None else result.exact,
        deduction,
        indicator.code,
    )
    return Scored(
        indicator,
        result.state,
        full,
        marks,
        result.exact,
        low,
        high,
        deduction,
        not_counted,
        _reason(indicator, result, filling, low, high),
        _value(worked, submission, indicator, result),
        tuple(_step(one, result.values or {}) for one in indicator.lowered.workings),
        tuple(_used(worked.rules, submission, name) for name in indicator.inputs),
        claimed,
    )


def _reason(
    indicator: Indicator, result: LeafResult, filling: Filling, low: Fraction, high: Fraction
) -> Explained | None:
    """Return the reason of a row, whatever its state."""
    if result.state in (State.MISSING_DATA, State.AWAITING_JUDGEMENT):
        names = tuple(sorted({one.name for one in result.causes}))
        if result.branch is not None and not names:
            return filling.explain(result.branch.because)
        if result.state is State.AWAITING_JUDGEMENT:
            return Explained(
                "awaiting_judgement",
                message("awaiting the evaluator's judgement; {low} to {high} marks", low=low, high=high),
            )
        said = message("missing: {names}; {low} to {high} marks", names=names, low=low, high=high)
        if result.branch is not None:
            undefined = filling.explain(result.branch.because)
            said = message("{why}; {low} to {high} marks", why=undefined.text, low=low, high=high)
        return Explained("missing_data", said)
    if result.branch is not None:
        explained = filling.explain(result.branch.because)
        return Explained(explained.code, _with_policy(explained.text, indicator, result))
    if result.reason is not None:
        return filling.explain(result.reason)
    if result.state is State.NOT_APPLICABLE:
        text = message("not applicable ({figures})", figures=filling.figures())
        return Explained("not_applicable", _with_policy(text, indicator, result))
    said = message("{marks} marks whatever the missing figures are", marks=filling.marks or ZERO)
    return Explained("immaterial", said)


def _with_policy(text: Message, indicator: Indicator, result: LeafResult) -> Message:
    """Say what becomes of the marks of an indicator that does not apply."""
    if result.state is not State.NOT_APPLICABLE:
        return text
    if any(one.depth == WHOLE for one in result.spreads):
        return message("{why}; its {full} marks are spread over the rule set", why=text, full=indicator.full_marks)
    if result.spreads:
        return message("{why}; its {full} marks are spread over its group", why=text, full=indicator.full_marks)
    branch = result.branch
    policy = branch.policy if branch is not None and branch.policy is not None else indicator.not_applicable
    if policy is Policy.FULL:
        return message("{why}; its full {full} marks count", why=text, full=indicator.full_marks)
    return message("{why}; it brings none of its {full} marks", why=text, full=indicator.full_marks)


def _value(worked: Worked, submission: Submission, indicator: Indicator, result: LeafResult) -> Valued | None:
    if indicator.value is None:
        return None
    exact = result.values.get(VALUE) if result.values else None
    number = exact if isinstance(exact, Fraction) else None
    known = Known(worked, submission)
    shown = None if number is None else shown_quantity(number, indicator.value.unit)
    return Valued(indicator.value.node, known, number, shown)


class Known(Mapping[tuple[Source | Scope, str], Value]):
    """What stands in place of a formula's names once the figures are put in: looked up only when it is shown."""

    def __init__(self, worked: Worked, submission: Submission) -> None:
        """Take what the figures come from."""
        self._worked, self._submission = worked, submission

    def __getitem__(self, key: tuple[Source | Scope, str]) -> Value:
        """Return the figure for *key*; KeyError where it is missing."""
        source, name = key
        if source is Source.FACT:
            return given_value(self._worked.rules.facts.get(name), self._submission.facts[name])
        if source in (Scope.DERIVED, Scope.VALUE):
            return self._computed(key)
        raise KeyError(key)

    def _computed(self, key: tuple[Source | Scope, str]) -> Value:
        from scoring.engine.world import SubmissionWorld  # noqa: PLC0415
        from scoring.expressions.possible import possible  # noqa: PLC0415

        world = SubmissionWorld(self._worked.rules, self._submission, self._worked.judgements, self._worked.trees)
        outcome = possible(self._worked.trees[key], world, world.trees)  # type: ignore[index]
        if not isinstance(outcome.value, Fraction):
            raise KeyError(key)
        derived = self._worked.rules.derived.get(key[1])
        indicator = self._worked.rules.indicator(key[1])
        unit = derived.unit if derived is not None else indicator.value.unit if indicator and indicator.value else None
        return Quantity(outcome.value) if unit is None else shown_quantity(outcome.value, unit)

    def __iter__(self):  # type: ignore[no-untyped-def]  # noqa: ANN204
        """Yield the keys of the facts that are given."""
        return iter([(Source.FACT, name) for name in self._submission.facts])

    def __len__(self) -> int:
        """Return how many facts are given."""
        return len(self._submission.facts)


def _step(working: Working, values: Mapping[str, Fraction | bool]) -> Step:
    value = values.get(working.name)
    shown = None
    if isinstance(value, Fraction):
        shown = shown_quantity(value, working.unit, points=working.points)
    return Step(working.name, working.title, value, shown)


def _used(rules: RuleSet, submission: Submission, name: str) -> Used:
    fact = rules.facts.get(name)
    return Used(name, "" if fact is None else str(fact.unit), submission.facts.get(name))


def groups_of(rules: RuleSet, scored: Sequence[Scored]) -> tuple[Subtotal, ...]:
    """Return the sums of every group, outer before inner."""
    by_code = {one.indicator.code: one for one in scored}
    return tuple(_subtotal(group, [by_code[leaf.code] for leaf in group.leaves()]) for group in rules.groups())


def _subtotal(group: Group, rows: Sequence[Scored]) -> Subtotal:
    states = [row.state for row in rows]
    if State.MISSING_DATA in states:
        state = State.MISSING_DATA
    elif State.AWAITING_JUDGEMENT in states:
        state = State.AWAITING_JUDGEMENT
    elif all(one is State.NOT_APPLICABLE for one in states):
        state = State.NOT_APPLICABLE
    else:
        state = State.SCORED
    open_ = state in (State.MISSING_DATA, State.AWAITING_JUDGEMENT)
    return Subtotal(
        group,
        state,
        group.full_marks,
        _sum([row.marks for row in rows]),
        _sum([row.exact for row in rows]),
        sum((row.low if row.marks is None else row.marks for row in rows), ZERO),
        sum((row.high if row.marks is None else row.marks for row in rows), ZERO),
        _sum([row.deduction for row in rows]),
        None if open_ else sum((row.not_counted for row in rows), ZERO),
    )


def _sum(values: Sequence[Fraction | None]) -> Fraction | None:
    known = [one for one in values if one is not None]
    return sum(known, ZERO) if len(known) == len(values) else None
