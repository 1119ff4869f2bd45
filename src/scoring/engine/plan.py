"""What is worked out once per rule set: who waits for whom, the trees behind references, the compiled programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from fractions import Fraction
from math import ceil
from typing import Any, Final
from weakref import ReferenceType, WeakKeyDictionary, ref

from scoring.engine.cases import finite_facts
from scoring.engine.found import ALONE, UNCHOSEN, Found, Standings, State
from scoring.engine.order import Emptying, emptying_of, order_of
from scoring.engine.programs import compiled
from scoring.engine.world import SubmissionWorld
from scoring.exact import to_step
from scoring.expressions.outcomes import Range
from scoring.expressions.possible import possible
from scoring.expressions.program import Cell, Marks, Program, Slots
from scoring.expressions.tree import Node, Peers, Scope, Source
from scoring.methods.contract import OwnJudgement
from scoring.records import dataclass
from scoring.rule_set.asking import marks_in, parts_of, trees_in
from scoring.rule_set.domains import domain_of, trees_of
from scoring.rule_set.model import Basis, Choosing, Fact, Grade, Group, Indicator, Line, RoundedAt, RuleSet
from scoring.submissions.model import Given, Rows, Submission

SHEETS_BEFORE_COMPILING: Final = 1
"""One sheet alone is made faster without compiling."""

MOST_KEPT: Final = 1_000
"""So many different marks are kept at hand for each indicator."""


@dataclass(slots=True)
class Worked:
    """A rule set made ready for scoring.

    Attributes:
        order: places of the indicators so that ``marks(…)`` is known before it is asked for, without those not chosen.
        unchosen: the results of indicators that were not chosen, by place.
        choosing: the groups that choose among their parts, outer before inner.
        decided: the same rule set with choices made, by what was decided.
        emptying: the groups that say what holds when nothing in them applies, outer before inner.
        slots: where the programs find each input.
        places: the same for facts, by name.
        asks_for_marks: whether any formula asks for the marks of an indicator.
        anyone: every comparison with the batch, with what the number compared may be of any institution.
        compared: where the programs find what each comparison came to.
        programs: the compiled indicators, once there are any.
        sheets: how many sheets were made.
        quick: what gives the marks of each indicator in rounding steps; None where marks alone cannot be had so.
        floors: the floor of each grade in rounding steps, best first.
        base: the same of the rule set that was filled with one submission's rows, which lends its programs; None for
            any other rule set.
        fillable: whether it has groups whose rows each submission brings.
        warning: places of the indicators whose reason can warn of odd figures, with the numbers of these reasons.
    """

    _rules: ReferenceType[RuleSet]  # held by whoever scores with it; what is kept here must not keep it alive
    trees: Mapping[tuple[Scope, str], Node]
    judgements: Mapping[str, OwnJudgement]
    order: tuple[int, ...]
    emptying: tuple[Emptying, ...]
    slots: Mapping[tuple[Source, str], int]
    places: Mapping[str, int]
    asks_for_marks: bool
    unchosen: Mapping[int, Found]
    choosing: tuple[Group, ...]
    anyone: Mapping[Peers, Range]
    compared: Mapping[Peers, int]
    _kept: tuple[dict[Marks, Found], ...]
    programs: tuple[Program | None, ...] = ()
    sheets: int = 0
    quick: tuple[Callable[[Slots], Any], ...] | None = ()
    floors: tuple[tuple[int, Grade], ...] = ()
    decided: dict[object, RuleSet] = field(default_factory=dict)
    _amounts: dict[int, Fraction] = field(default_factory=dict)
    _finite: dict[int, tuple[str, ...]] = field(default_factory=dict)
    base: Worked | None = None
    fillable: bool = False
    warning: tuple[tuple[int, frozenset[int | None]], ...] = ()

    @property
    def rules(self) -> RuleSet:
        """Return the rule set."""
        rules = self._rules()
        assert rules is not None
        return rules

    def ready(self) -> tuple[Program | None, ...]:
        """Return the compiled programs, none for the first sheet; rows of one submission's own have none."""
        if self.base is not None:
            return _lent(self.base, self.rules)
        self.sheets += 1
        if not self.programs and self.sheets > SHEETS_BEFORE_COMPILING:
            self.programs = compiled(self.rules, self.trees, self.slots, self.compared)
        return self.programs

    def quick_programs(self) -> tuple[Callable[[Slots], Any], ...] | None:
        """Return what gives each indicator's marks in rounding steps, where their sum is all there is to the total."""
        if self.quick == ():
            self.programs = self.programs or compiled(self.rules, self.trees, self.slots, self.compared)
            self.quick = _quick(self)
            step = self.rules.rounding.step
            self.floors = tuple((ceil(one.floor / step), one) for one in self.rules.grades.grades)
        return self.quick

    def steps(self, count: int) -> Fraction:
        """Return *count* rounding steps as marks."""
        marks = self._amounts.get(count)
        if marks is None:
            marks = count * self.rules.rounding.step
            if len(self._amounts) < MOST_KEPT:
                self._amounts[count] = marks
        return marks

    def finite(self, place: int) -> tuple[str, ...]:
        """Return the facts that the indicator at *place* is gone through value by value for, where they are missing."""
        names = self._finite.get(place)
        if names is None:
            names = self._finite[place] = finite_facts(self.rules.indicators[place], self.rules, self.trees)
        return names

    def rounded(self, value: Fraction) -> Fraction:
        """Return marks as they stand on the sheet: rounded under ``at: indicator``, as they are under ``at: total``."""
        rounding = self.rules.rounding
        return to_step(value, rounding.step, rounding.mode) if rounding.at is RoundedAt.INDICATOR else value

    def graded(self, total: Fraction) -> Grade:
        """Return the grade of *total*."""
        rounding, grades = self.rules.rounding, self.rules.grades
        rounded = grades.basis is Basis.ROUNDED
        return grades.of(to_step(total, rounding.step, rounding.mode) if rounded else total)

    def scored(self, place: int, given: Marks) -> Found:
        """Return the result of the indicator at *place* whose program gave these marks; the same one each time."""
        found = self._kept[place].get(given)
        if found is None:
            full = self.rules.indicators[place].full_marks
            marks = Fraction(*given) if isinstance(given, tuple) else min(full, given * self.rules.rounding.step)
            found = Found(State.SCORED, marks, marks)
            if len(self._kept[place]) < MOST_KEPT:
                self._kept[place][given] = found
        return found

    def world(self, submission: Submission, standings: Standings = ALONE) -> SubmissionWorld:
        """Return what *submission* says, as the evaluator sees it."""
        return SubmissionWorld(self.rules, submission, self.judgements, self.trees, self.anyone, standings)

    def cells(self, submission: Submission, standings: Standings = ALONE) -> list[Cell | tuple[tuple[Cell, ...], ...]]:
        """Return the submission as the programs read it."""
        if self.base is not None:
            return self.base.cells(submission, standings)
        result: list[Cell | tuple[tuple[Cell, ...], ...]] = [None] * (len(self.slots) + len(self.compared))
        places = self.places
        for name, given in submission.facts.items():
            if isinstance(given, Rows):
                result[places[name]] = _rows(self.rules.facts[name].columns, given)
            elif (place := places.get(name)) is not None:
                result[place] = _cell(given)
        for name, judged in submission.judgements.items():
            place = self.slots.get((Source.JUDGEMENT, name))
            if place is not None and judged.marks is not None:
                result[place] = judged.marks.as_integer_ratio()
        for node, standing in standings.items():
            if standing.outcome.value is not None:
                result[self.compared[node]] = standing.outcome.value.as_integer_ratio()
        return result


def _cell(given: Given) -> Cell:
    value = given.value
    # Not isinstance: looking a Fraction up among the abstract numbers takes longer than all the rest.
    return value.as_integer_ratio() if type(value) is Fraction else value  # type: ignore[return-value]


def _rows(columns: tuple[Fact, ...], given: Rows) -> tuple[tuple[Cell, ...], ...]:
    names = tuple(column.name for column in columns)
    return tuple(tuple(_cell(row[name]) if name in row else None for name in names) for row in given.rows)


_WORKED: Final[WeakKeyDictionary[RuleSet, Worked]] = WeakKeyDictionary()
"""Rule sets made ready, for as long as somebody holds them; what is kept follows from the rule set alone."""


def worked_of(rules: RuleSet) -> Worked:
    """Return *rules* made ready for scoring."""
    worked = _WORKED.get(rules)
    if worked is None:
        worked = _WORKED[rules] = _work_out(rules)
    return worked


def forget(rules: RuleSet) -> None:
    """Drop what was worked out for *rules*, which nobody asks for again."""
    _WORKED.pop(rules, None)


def _work_out(rules: RuleSet) -> Worked:
    trees = trees_of(rules)
    owners: tuple[Indicator | Line, ...] = (*rules.indicators, *rules.lines)
    judgements = {own.name: own for owner in owners for own in owner.judgements}
    anyone = _anyone(rules, [*trees.values(), *(tree for owner in owners for tree in trees_in(owner))])
    keys = [(Source.FACT, name) for name in rules.facts] + [(Source.JUDGEMENT, name) for name in judgements]
    slots = {key: place for place, key in enumerate(keys)}
    places = {name: place for place, name in enumerate(rules.facts)}
    emptying = emptying_of(rules)
    asked = any(marks_in(trees_in(owner), trees) for owner in owners)
    order = order_of(rules, trees, emptying)
    compared = {node: place for place, node in enumerate(anyone, len(slots))}
    kept: tuple[dict[Marks, Found], ...] = tuple({} for _ in rules.indicators)
    unchosen = {place: UNCHOSEN for place, one in enumerate(rules.indicators) if not one.chosen}
    choosing = tuple(one for one in rules.groups() if one.choosing is not Choosing.ALL)
    base = None if rules.unfilled is None else worked_of(rules.unfilled)
    return Worked(
        ref(rules),
        trees,
        judgements,
        order,
        emptying,
        slots,
        places,
        asked,
        unchosen,
        choosing,
        anyone,
        compared,
        kept,
        base=base,
        fillable=bool(rules.target_groups()),
        warning=tuple(_warning(rules)),
    )


def _warning(rules: RuleSet) -> Iterator[tuple[int, frozenset[int | None]]]:
    """Yield the place of each indicator with reasons that warn, and their numbers as a program gives them."""
    for place, one in enumerate(rules.indicators):
        reasons = one.lowered.reasons
        numbers = [number if number < len(reasons) - 1 else None for number, r in enumerate(reasons) if r.warns]
        if numbers:
            yield place, frozenset(numbers)


def _lent(base: Worked, rules: RuleSet) -> tuple[Program | None, ...]:
    """Return the programs of *base* for those indicators of *rules* that are its own."""
    programs = base.ready()
    if not programs:
        return ()
    own = {id(one): program for one, program in zip(base.rules.indicators, programs, strict=True)}
    return tuple(own.get(id(one)) for one in rules.indicators)


def _anyone(rules: RuleSet, trees: Iterable[Node]) -> dict[Peers, Range]:
    """Return every comparison with the batch in *trees*, with what the number compared may be."""
    found = dict.fromkeys(part for part in parts_of(trees, {}) if isinstance(part, Peers))
    domain = domain_of(rules) if found else None
    outcomes = {} if domain is None else {one: possible(one.operand, domain, domain.trees) for one in found}
    return {one: outcome for one, outcome in outcomes.items() if isinstance(outcome, Range)}


def _quick(worked: Worked) -> tuple[Callable[[Slots], Any], ...] | None:
    """Return the programs' marks, if whole rounding steps are all that is added up: no lines, nothing spread or cut."""
    rules = worked.rules
    step = rules.rounding.step
    simple = (
        rules.rounding.at is RoundedAt.INDICATOR and not rules.lines and not worked.emptying and not worked.choosing
    )
    whole = all((one.full_marks / step).denominator == 1 for one in rules.indicators)
    if not (simple and whole) or sum(one.full_marks for one in rules.indicators) > rules.total_at_most:
        return None
    found = [one.marks for one in worked.programs if one is not None]
    return tuple(found) if len(found) == len(worked.programs) else None
