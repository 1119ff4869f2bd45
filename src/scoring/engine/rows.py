"""The rows of the sheet: indicators with their trace, groups with their sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from scoring.diagnostics import Message, Quantity, message
from scoring.diagnostics.message import Value
from scoring.engine.indicators import Found
from scoring.engine.leaf import WHOLE, LeafResult
from scoring.engine.plan import Worked
from scoring.engine.reasons import Filling, given_value, shown_quantity
from scoring.engine.waiting import by_input
from scoring.engine.sheet import Explained, Scored, State, Step, Used, Valued
from scoring.exact import to_step
from scoring.expressions.tree import Scope, Source
from scoring.methods.contract import VALUE, Policy, Working
from scoring.rule_set.model import Indicator, RoundedAt, RuleSet
from scoring.submissions.model import Submission

ZERO: Final = Fraction(0)


def rows_of(worked: Worked, submission: Submission, found: Sequence[Found], *, trace: bool) -> tuple[Scored, ...]:
    """Return one row for each indicator."""
    rules = worked.rules
    rounding = rules.rounding
    at_total = rounding.at is RoundedAt.TOTAL
    running: Fraction | None = ZERO
    rows = []
    for indicator, one in zip(rules.indicators, found, strict=True):
        marks = one.low if one.certain else None
        if at_total:
            after = None if running is None or one.exact is None else running + one.exact
            marks = None
            if running is not None and after is not None:
                marks = to_step(after, rounding.step, rounding.mode) - to_step(running, rounding.step, rounding.mode)
            running = after
        rows.append(_row(worked, submission, indicator, one, marks, trace=trace))
    return tuple(rows)


def _row(
    worked: Worked, submission: Submission, indicator: Indicator, found: Found, marks: Fraction | None, *, trace: bool
) -> Scored:
    full, result, exact = indicator.full_marks, found.result, found.exact
    not_counted = full if result.state is State.NOT_APPLICABLE and result.spreads else ZERO
    low, high = ZERO if result.spreads else found.low, found.high
    claims = submission.claims.indicators
    claimed = claims.get(indicator.code) if claims else None
    if not trace:
        return Scored(indicator, result.state, full, marks, exact, low, high, not_counted, claimed=claimed)
    deduction = None if marks is None else full - marks - not_counted
    filling = Filling(
        worked.rules.facts,
        submission,
        indicator.inputs,
        indicator.lowered,
        result.values or {},
        exact if marks is None else marks,
        deduction,
        indicator.code,
    )
    return Scored(
        indicator,
        result.state,
        full,
        marks,
        exact,
        low,
        high,
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
        names = tuple(dict.fromkeys(one.name for one in by_input(result.causes, indicator.inputs)))
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
        return message("{why}; not counted, the whole rule set is rescaled ({full} marks)", why=text, full=indicator.full_marks)
    if result.spreads:
        return message("{why}; not counted, its group is rescaled ({full} marks)", why=text, full=indicator.full_marks)
    branch = result.branch
    policy = branch.policy if branch is not None and branch.policy is not None else indicator.not_applicable
    if policy is Policy.FULL:
        return message("{why}; it counts as {full} of {full} marks", why=text, full=indicator.full_marks)
    return message("{why}; it brings 0 of {full} marks", why=text, full=indicator.full_marks)


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
        from scoring.engine.world import SubmissionWorld
        from scoring.expressions.possible import possible

        world = SubmissionWorld(self._worked.rules, self._submission, self._worked.judgements, self._worked.trees)
        outcome = possible(self._worked.trees[key], world, world.trees)  # type: ignore[index]
        if not isinstance(outcome.value, Fraction):
            raise KeyError(key)
        derived = self._worked.rules.derived.get(key[1])
        indicator = self._worked.rules.indicator(key[1])
        unit = derived.unit if derived is not None else indicator.value.unit if indicator and indicator.value else None
        return Quantity(outcome.value) if unit is None else shown_quantity(outcome.value, unit)

    def __iter__(self):  # type: ignore[no-untyped-def]
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
