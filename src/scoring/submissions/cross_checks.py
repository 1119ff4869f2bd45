"""Relations that must hold among the facts of one submission (勾稽关系): do the parts add up to the printed sum?

A failed relation is a finding and nothing more: it cannot say which figure is wrong, so it makes none missing. One that
needs a missing fact says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import inf
from typing import Final

from scoring.diagnostics import Diagnostic, Kind, Location, Message, Quantity, Severity, message
from scoring.exact import HALF, ZERO, decimal_places
from scoring.expressions.inputs import inputs_of
from scoring.expressions.outcomes import Cause, Range, Truths, Words, between, exactly, surely, unknown
from scoring.expressions.possible import possible
from scoring.expressions.tree import Compare, Input, Logic, Node, Peers, Reference, Relation, Scope, Sort, subtract
from scoring.expressions.world import OpenRows
from scoring.records import dataclass
from scoring.rule_set.domains import trees_of
from scoring.rule_set.model import CrossCheck, Fact, FactType, RuleSet
from scoring.submissions.linear import linear
from scoring.submissions.model import Given, Rows, Submission
from scoring.submissions.numbers import shown_value

UNEQUAL: Final = Kind(
    "S501",
    "{check} does not hold: {formula}; left {left}, right {right}, difference {difference}, allowed {allowed}",
    "check these figures against the accounts: {figures}",
)
NOT_MET: Final = Kind("S502", "{check} does not hold: {formula}", "check these figures against the accounts: {figures}")

_MEASURED: Final = frozenset({FactType.NUMBER, FactType.MONEY, FactType.PERCENT})

Trees = Mapping[tuple[Scope, str], Node]


def cross_check(submission: Submission, rules: RuleSet) -> tuple[Diagnostic, ...]:
    """Return one finding for each cross check of *rules* that the facts of *submission* break."""
    figures = _Figures(submission.facts, rules.facts, trees_of(rules))
    return tuple(finding for check in rules.cross_checks for finding in _check(check, figures, submission.file))


def surely_holds(node: Node, submission: Submission, rules: RuleSet) -> bool:
    """Tell whether the figures of *submission*, as they were given, settle that *node* holds."""
    trees = trees_of(rules)
    outcome = possible(node, _Figures(submission.facts, rules.facts, trees), trees)
    return outcome.value is True


def _check(check: CrossCheck, figures: _Figures, file: str) -> Iterator[Diagnostic]:
    """Yield a finding if *check* certainly does not hold."""
    if _holds(check.node, check, figures) is not False:
        return
    used = [(name, figures.given[name]) for name in check.inputs if name in figures.given]
    shown = tuple(_shown_figure(name, given, figures.facts[name]) for name, given in used)
    related = (
        *((message("{name}", name=name), given.place) for name, given in used[1:]),
        (message("the cross check"), check.place),
    )
    place = used[0][1].place if used else Location(file)
    severity = Severity.ERROR if check.error else Severity.WARNING
    values: dict[str, Quantity | Message] = {}
    kind = replace(NOT_MET, severity=severity)
    if isinstance(check.node, Compare) and (amounts := _amounts(check.node, check, figures)) is not None:
        kind = replace(UNEQUAL, severity=severity)
        values = amounts
    yield kind.at(place, related=related, check=check.name, formula=check.text, figures=shown, **values)


def _holds(node: Node, check: CrossCheck, figures: _Figures) -> bool | None:
    """Tell whether *node* holds within the tolerance of *check*; None where that is not known."""
    if isinstance(node, Logic):
        parts = [_holds(part, check, figures) for part in node.parts]
        if (not node.every) in parts:
            return not node.every
        return None if None in parts else node.every
    outcome = possible(node, figures, figures.trees)
    holds = outcome.value if isinstance(outcome, Truths) else None
    if holds is False and isinstance(node, Compare):
        return _forgiven(node, check, figures)
    return holds


def _forgiven(node: Compare, check: CrossCheck, figures: _Figures) -> bool:
    """Tell whether a comparison that fails on the figures as printed may hold for the figures behind them."""
    difference = _number(subtract(node.left, node.right), figures)
    allowed = _allowed(node, check, figures)
    if allowed is None or difference is None:
        outcome = possible(node, replace(figures, widened=True), figures.trees)
        return isinstance(outcome, Truths) and outcome.yes
    match node.relation:
        case Relation.EQUAL:
            return abs(difference) <= allowed
        case Relation.AT_MOST:
            return difference <= allowed
        case Relation.AT_LEAST:
            return -difference <= allowed
        case Relation.LESS:
            return difference < allowed
        case Relation.MORE:
            return -difference < allowed
    return False


def _allowed(node: Compare, check: CrossCheck, figures: _Figures) -> Fraction | None:
    """Return by how much both sides may differ; None where that is not a sum of the roundings of single figures."""
    if not check.tolerance.rounding:
        return check.tolerance.amount
    sum_of_figures = linear(subtract(node.left, node.right), figures.trees)
    if sum_of_figures is None:
        return None
    return sum((abs(factor) * figures.rounding(name) for name, factor in sum_of_figures.factors), ZERO)


def _amounts(node: Compare, check: CrossCheck, figures: _Figures) -> dict[str, Quantity | Message] | None:
    """Return the two sides, their difference and what is allowed; None where a side is no number, or a day."""
    if any(one.sort is Sort.DATE for one in inputs_of(node, figures.trees)):
        return None
    left, right = _number(node.left, figures), _number(node.right, figures)
    if left is None or right is None:
        return None
    parts = linear(subtract(node.left, node.right), figures.trees)
    units = {figures.facts[name].unit.name for name, _ in parts.factors} if parts is not None else set()
    unit = units.pop() if len(units) == 1 else ""
    allowed = _allowed(node, check, figures)
    return {
        "left": _exactly(left, unit),
        "right": _exactly(right, unit),
        "difference": _exactly(left - right, unit),
        "allowed": message("the rounding of the figures") if allowed is None else _exactly(allowed, unit),
    }


def _number(node: Node, figures: _Figures) -> Fraction | None:
    outcome = possible(node, figures, figures.trees)
    return outcome.value if isinstance(outcome, Range) else None


def _exactly(value: Fraction, unit: str) -> Quantity:
    return Quantity(value, unit, decimal_places(value * 100 if unit == "%" else value))


def _shown_figure(name: str, given: Given | Rows, fact: Fact) -> Message:
    """Return a fact with its value, for the list of figures to look at."""
    if isinstance(given, Rows):
        return message("{name}: {count} rows", name=name, count=len(given.rows))
    if isinstance(given.value, Fraction):
        return message("{name} {value}", name=name, value=shown_value(given.value, fact))
    return message("{name} {value}", name=name, value=given.written)


def half_step(given: Given, fact: Fact) -> Fraction:
    """Return by how much the figure behind a printed one can differ from it: half of its last digit, in its unit.

    A plain 0 means none, and a count is not rounded unless it was given in a larger unit (1.2万人).
    """
    rounded = fact.type in _MEASURED or given.decimals < 0
    if not rounded or (given.value == 0 and given.decimals <= 0):
        return ZERO
    half = HALF / Fraction(10) ** given.decimals
    return half / 100 if fact.unit.percent else half


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a table, as the evaluator asks for it."""

    cells: Mapping[str, Given]
    table: Fact
    widened: bool

    def input(self, node: Input) -> Range | Truths | Words:
        """Return what the cell of a column can be."""
        column = self.table.column(node.name)
        return _outcome(self.cells.get(node.name), column, f"{self.table.name}.{node.name}", node, self.widened)


@dataclass(frozen=True, slots=True)
class _Figures:
    """The facts of a submission, as the evaluator asks for them.

    Attributes:
        given: what was given, by name.
        facts: the declarations.
        trees: what references stand for.
        widened: every printed figure stands for all numbers that are printed like it.
    """

    given: Mapping[str, Given | Rows]
    facts: Mapping[str, Fact]
    trees: Trees
    widened: bool = False

    def input(self, node: Input) -> Range | Truths | Words:
        """Return what a fact can be; judgements and claims are not looked at."""
        return _outcome(self.given.get(node.name), self.facts.get(node.name), node.name, node, self.widened)

    def reference(self, node: Reference) -> Range | Truths:
        """Return what a computed item or an indicator's value can be."""
        tree = self.trees.get((node.scope, node.name))
        return unknown([Cause("undefined", node.name)]) if tree is None else possible(tree, self, self.trees)

    def rows(self, table: str) -> Sequence[_Row] | OpenRows:
        """Return the rows of a table."""
        given, fact = self.given.get(table), self.facts[table]
        if isinstance(given, Rows):
            return [_Row(row, fact, self.widened) for row in given.rows]
        return OpenRows(frozenset({Cause("fact", table)}), _Row({}, fact, self.widened))

    def peers(self, node: Peers) -> Range:
        """Return "any number": a cross check is about one submission."""
        return unknown([Cause("batch", node.text)])

    def rounding(self, name: str) -> Fraction:
        """Return by how much the figure behind the printed one can differ."""
        given = self.given.get(name)
        return half_step(given, self.facts[name]) if isinstance(given, Given) else ZERO


def _outcome(
    given: Given | Rows | None, fact: Fact | None, name: str, node: Input, widened: bool
) -> Range | Truths | Words:
    """Return what an input can be: the value given, or everything."""
    if isinstance(given, Given) and fact is not None:
        if isinstance(given.value, bool):
            return surely(given.value)
        if isinstance(given.value, str):
            return Words(frozenset({given.value}))
        if widened and (half := half_step(given, fact)):
            return between(given.value - half, given.value + half, [Cause("rounding", name)])
        return exactly(given.value)
    causes = frozenset({Cause("fact", name)})
    if node.sort is Sort.TRUTH:
        return Truths(True, True, causes=causes)
    if node.sort is Sort.CHOICE:
        return Words(frozenset(fact.one_of if fact is not None else ()), causes)
    return Range(-inf, inf, causes=causes)
