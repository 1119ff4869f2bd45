"""How the marks of one indicator came about, put into words only when somebody asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from fractions import Fraction
from functools import cached_property

from scoring.diagnostics import Message, Quantity, message
from scoring.diagnostics.message import Value, from_mapping
from scoring.engine.found import WHOLE, Account, Found, Lacking, Standings, State
from scoring.engine.lacking import lacking_named
from scoring.engine.plan import worked_of
from scoring.engine.reasons import (
    Filling,
    Marks,
    asked_by,
    converted,
    given_value,
    marks_asked_by,
    on_scale,
    shown_quantity,
    standing_shown,
)
from scoring.engine.sheet import Explained, Scored, Step, Used, Valued
from scoring.engine.waiting import by_input
from scoring.exact import ZERO
from scoring.expressions.possible import possible
from scoring.expressions.tree import Peers, Scope, Source
from scoring.methods.contract import VALUE, Reason, Supplied
from scoring.records import dataclass
from scoring.rule_set.model import Indicator, RuleSet
from scoring.submissions.model import Submission
from scoring.units import Unit


@dataclass(frozen=True)
class IndicatorDetail:
    """The detail of one indicator."""

    rules: RuleSet
    submission: Submission
    scored: Scored
    standings: Standings = field(default_factory=dict)
    marks: Marks = field(default_factory=dict)

    @property
    def indicator(self) -> Indicator:
        """Return the indicator."""
        return self.scored.indicator

    @property
    def found(self) -> Found:
        """Return what is known about its marks."""
        return self.scored.found

    @cached_property
    def account(self) -> Account:
        """Return how they came about."""
        return self.scored.account

    @cached_property
    def reason(self) -> Explained:
        """Return the reason, whatever the state."""
        found = self.found
        if found.state in (State.MISSING_DATA, State.AWAITING_JUDGEMENT):
            return self._waiting()
        if self.account.branch is not None:
            explained = self._converted(self._filling.explain(self.account.branch.because))
            return Explained(explained.code, self._with_policy(explained.text))
        if found.state is State.NOT_APPLICABLE:
            text = message("not applicable ({figures})", figures=self._filling.named())
            return Explained("not_applicable", self._with_policy(text))
        if self.account.reason is not None:
            return self._converted(self._with_compared(self.account.reason))
        return Explained("immaterial", self._immaterial())

    @cached_property
    def _marks(self) -> Fraction | None:
        """Return the marks on the sheet, exact ones where rounding is not settled."""
        return self.scored.exact if self.scored.marks is None else self.scored.marks

    @property
    def _is_converted(self) -> bool:
        return self.indicator.scale != self.indicator.full_marks

    def _converted(self, explained: Explained) -> Explained:
        """Say what becomes of marks on the method's own scale, where they are scored."""
        marks, full, scale = self._marks, self.indicator.full_marks, self.indicator.scale
        if not self._is_converted or self.found.state is not State.SCORED or marks is None:
            return explained
        return replace(explained, text=converted(explained.text, full, scale, marks, full - marks))

    def _with_compared(self, reason: Reason) -> Explained:
        """Return *reason*, with what comparing with the batch came to if that is not among its figures."""
        explained = self._filling.explain(reason)
        if not self.compared or Supplied.FIGURES in [field for _, field in reason.shows]:
            return explained
        return replace(explained, text=message("{why} ({compared})", why=explained.text, compared=self.compared))

    def _immaterial(self) -> Message:
        """Say that what is missing cannot change the marks."""
        figures = self._filling.figures()
        marks = self.found.low if self.scored.marks is None else self.scored.marks
        if not figures:
            return message("{marks} marks whatever the missing figures are", marks=marks)
        return message(
            "{figures}: that settles it, whatever the missing figures are: {marks} marks, {deduction} off",
            figures=figures,
            marks=marks,
            deduction=self.indicator.full_marks - marks,
        )

    def _waiting(self) -> Explained:
        """Return what is waited for."""
        found = self.found
        low, high = (ZERO if found.depths else found.low), found.high
        lacking = by_input(found.causes, self.indicator.inputs)
        names = tuple(dict.fromkeys(lacking_named(Lacking(one.kind), one.name, self.rules) for one in lacking))
        if self.account.branch is not None and found.applies:
            undefined = self._filling.explain(self.account.branch.because)
            said = message("{why}; {low} to {high} marks", why=undefined.text, low=low, high=high)
            return Explained("missing_data", said)
        if found.state is State.AWAITING_JUDGEMENT:
            said = message("awaiting the evaluator's judgement; {low} to {high} marks", low=low, high=high)
            if names != (self.indicator.code,):
                said = message(
                    "awaiting the evaluator's judgement of {names}; {low} to {high} marks",
                    names=names,
                    low=low,
                    high=high,
                )
            return Explained("awaiting_judgement", said)
        kinds = {Lacking(one.kind) for one in found.causes}
        if kinds == {Lacking.BATCH}:
            template = message("needs all institutions scored together ({names}); {low} to {high} marks")
        elif kinds == {Lacking.PEER}:
            template = message("missing at other institutions: {names}; {low} to {high} marks")
        else:
            template = message("missing: {names}; {low} to {high} marks")
        return Explained("missing_data", from_mapping(template.text, {"names": names, "low": low, "high": high}))

    def _with_policy(self, text: Message) -> Message:
        """Say what becomes of the marks of an indicator that does not apply."""
        found, full = self.found, self.indicator.full_marks
        if found.state is not State.NOT_APPLICABLE or not self.indicator.chosen:
            return text
        if found.emptied is not None:
            text = message("{why}; nothing else in {group} applies", why=text, group=found.emptied.name)
        if found.depths:
            if WHOLE in found.depths:
                return message("{why}; its marks ({full}) are spread over the rule set", why=text, full=full)
            over = self.indicator.path[found.depths[0] - 1]
            return message("{why}; its marks ({full}) are spread over {group}", why=text, full=full, group=over)
        if found.low == full:
            return message("{why}; its full marks ({full}) count", why=text, full=full)
        return message("{why}; it brings none of its marks ({full})", why=text, full=full)

    @cached_property
    def value(self) -> Valued | None:
        """Return the indicator's value, None if it has none."""
        value = self.indicator.value
        if value is None:
            return None
        exact = self.account.values.get(VALUE)
        number = exact if isinstance(exact, Fraction) else None
        shown = None if number is None else shown_quantity(number, value.unit)
        return Valued(value.node, Known(self.rules, self.submission, self.standings), number, shown)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Return the workings in order, with those numbers that are certain."""
        values = self.account.values
        steps = []
        for working in self.indicator.lowered.workings:
            value = values.get(working.name)
            shown = None
            if isinstance(value, Fraction):
                shown = shown_quantity(value, working.unit, points=working.points)
            steps.append(Step(working.name, working.title, value, shown))
        return tuple(steps)

    @cached_property
    def used(self) -> tuple[Used, ...]:
        """Return the facts the indicator reads."""
        facts, given = self.rules.facts, self.submission.facts
        return tuple(Used(name, str(facts[name].unit), given.get(name)) for name in self.indicator.inputs)

    @cached_property
    def _filling(self) -> Filling:
        marks = self._marks
        deduction = None if marks is None else self.indicator.full_marks - marks - self.scored.not_counted
        if self._is_converted and self.scored.exact is not None:
            marks = on_scale(self.scored.exact, self.indicator)
            deduction = self.indicator.scale - marks
        return Filling(
            self.rules.facts,
            self.submission,
            self.indicator.inputs,
            self.indicator.lowered,
            self.account.values,
            marks,
            deduction,
            self._asked,
            marks_asked_by(self.indicator, worked_of(self.rules).trees, self.marks),
        )

    @property
    def compared(self) -> tuple[Message, ...]:
        """Return what comparing with the batch came to, as far as the indicator asks for it."""
        return tuple(standing_shown(node, one) for node, one in self._asked.items())

    @cached_property
    def _asked(self) -> Standings:
        """Return the comparisons that the indicator's workings ask for."""
        return asked_by(self.indicator, worked_of(self.rules).trees, self.standings)


class Details:
    """The details of one sheet, each made when it is first asked for."""

    __slots__ = ("_known", "_made", "_rules", "_submission")

    def __init__(self, rules: RuleSet, submission: Submission, standings: Standings, marks: Marks) -> None:
        """Take what the sheet was made from."""
        self._rules, self._submission, self._known = rules, submission, (standings, marks)
        self._made: dict[str, IndicatorDetail] = {}

    def __call__(self, scored: Scored) -> IndicatorDetail:
        """Return the detail of an indicator on the sheet."""
        code = scored.indicator.code
        detail = self._made.get(code)
        if detail is None:
            detail = self._made[code] = IndicatorDetail(self._rules, self._submission, scored, *self._known)
        return detail


def _put_in(value: Fraction, unit: Unit) -> Quantity:
    """Return a computed number as it stands in a formula, which goes on with the exact one."""
    return replace(shown_quantity(value, unit), about=True)


class Known(Mapping[tuple[Source | Scope, str] | Peers, Value]):
    """What stands in place of a formula's names once the figures are put in: looked up only when it is shown."""

    def __init__(self, rules: RuleSet, submission: Submission, standings: Standings) -> None:
        """Take what the figures come from."""
        self._rules, self._submission, self._standings = rules, submission, standings

    def __getitem__(self, key: tuple[Source | Scope, str] | Peers) -> Value:
        """Return the figure for *key*; KeyError where it is missing."""
        if isinstance(key, Peers):
            return self._compared(key)
        scope, name = key
        if scope is Source.FACT:
            return given_value(self._rules.facts.get(name), self._submission.facts[name])
        if isinstance(scope, Scope):
            return self._computed(scope, name)
        raise KeyError(key)

    def _computed(self, scope: Scope, name: str) -> Value:
        worked = worked_of(self._rules)
        world = worked.world(self._submission, self._standings)
        outcome = possible(worked.trees[scope, name], world, worked.trees)
        if not isinstance(outcome.value, Fraction):
            raise KeyError(scope, name)
        if scope is Scope.DERIVED:
            return _put_in(outcome.value, self._rules.derived[name].unit)
        indicator = self._rules.indicator(name)
        assert indicator is not None
        assert indicator.value is not None
        return _put_in(outcome.value, indicator.value.unit)

    def _compared(self, node: Peers) -> Value:
        value = self._standings[node].outcome.value
        if value is None:
            raise KeyError(node)
        return _put_in(value, node.unit)

    def __iter__(self) -> Iterator[tuple[Source | Scope, str] | Peers]:
        """Yield the keys of the facts that are given."""
        return iter([(Source.FACT, name) for name in self._submission.facts])

    def __len__(self) -> int:
        """Return how many facts are given."""
        return len(self._submission.facts)
