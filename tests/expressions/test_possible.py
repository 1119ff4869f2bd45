"""The general evaluator against one plain completion, and the cases that a reader would ask about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import inf

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from expressions.plain import NotApplicable, Plain, Value, numbers, truth_values
from expressions.worlds import Cells, Facts, Known, certainly, complete, completions, partly_known
from scoring.expressions import tree as t
from scoring.expressions.outcomes import NOT_APPLICABLE, Cause, Range, Truths, Words, between, exactly, surely, unknown
from scoring.expressions.possible import possible
from scoring.expressions.world import OpenRows

ANY_TREE = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=70)
trees = st.one_of(numbers(), truth_values())


def outcome(plain: Plain, node: t.Node) -> Value | None:
    """Return the plain value of *node*, None if it is not applicable; examples that divide by 0 are rejected."""
    try:
        return plain.of(node)
    except NotApplicable:
        return None
    except ZeroDivisionError:
        assume(False)
        raise


def holds(found: Range | Truths, value: Value | None) -> bool:
    """Tell whether *value* (None: not applicable) is among the outcomes *found*."""
    if value is None:
        return found.not_applicable
    if isinstance(found, Truths):
        return found.yes if value else found.no
    assert isinstance(value, Fraction)
    return found.number and found.low <= value <= found.high


@ANY_TREE
@given(node=trees, plain=completions(), data=st.data())
def test_every_completion_is_possible(node: t.Node, plain: Plain, data: st.DataObject) -> None:
    world = data.draw(partly_known(plain))
    value = outcome(plain, node)
    assert holds(possible(node, world), value)
    assert holds(possible(node, world, plain.trees), value)


@ANY_TREE
@given(node=trees, plain=completions(), data=st.data())
def test_certain_outcomes_have_no_causes_and_uncertain_ones_have_some(
    node: t.Node, plain: Plain, data: st.DataObject
) -> None:
    found = possible(node, data.draw(partly_known(plain)), plain.trees)
    assert found.certain is (not found.causes)
    if isinstance(found, Range):
        assert (found.low, found.high) == (inf, -inf) if not found.number else found.low <= found.high
        assert not any(isinstance(end, float) and end not in (inf, -inf) for end in (found.low, found.high))
        assert found.number or found.not_applicable


@ANY_TREE
@given(
    node=st.one_of(numbers(absent=False), truth_values(absent=False)),
    plain=completions(),
)
def test_with_nothing_missing_it_is_exact(node: t.Node, plain: Plain) -> None:
    value = outcome(plain, node)
    found = possible(node, complete(plain))
    if not any(cause.kind == "undefined" for cause in found.causes):  # what a derived item leaves undefined
        assert found.certain
        assert (None if found.not_applicable else found.value) == value


X = t.Input(t.Source.FACT, "x")
Y = t.Input(t.Source.FACT, "y")
P = t.Input(t.Source.FACT, "p", t.Sort.TRUTH)
W = t.Input(t.Source.FACT, "w", t.Sort.CHOICE)
NA = t.Absent(t.Outcome.NOT_APPLICABLE)
UNDEFINED = t.Absent(t.Outcome.UNDEFINED, "控制率")
MISSING = frozenset({Cause("fact", "x")})
OTHER = frozenset({Cause("fact", "y")})
YES_OR_NO = Truths(True, True, causes=frozenset({Cause("fact", "p")}))
MAYBE_NA = Range(Fraction(1), Fraction(1), True, True, MISSING)


def n(value: int | str) -> t.Number:
    return t.number(Fraction(value))


def span(low: int | None, high: int | None, causes: frozenset[Cause] = MISSING) -> Range:
    """Return a range of whole ends, None for no end."""
    return between(-inf if low is None else Fraction(low), inf if high is None else Fraction(high), causes)


def found(node: t.Node, **known: Known | int | str) -> Range | Truths:
    """Return what *node* can be, given *known*."""
    outcomes: dict[str, Known] = {}
    for name, value in known.items():
        if isinstance(value, int | str):
            outcomes[name] = certainly(value if isinstance(value, bool | str) else Fraction(value))
        else:
            outcomes[name] = value
    return possible(node, Facts(outcomes))


@pytest.mark.parametrize(
    ("top", "divisor", "quotient"),
    [
        ((1, 2), (0, None), (0, None)),
        ((1, 2), (-1, 3), (None, None)),
        ((1, 2), (2, 4), (Fraction(1, 4), 1)),
        ((1, 2), (-4, -2), (-1, Fraction(-1, 4))),
        ((1, 2), (None, 0), (None, 0)),
        ((-1, 2), (0, 4), (None, None)),
        ((0, 0), (0, None), (0, 0)),
        ((1, None), (1, None), (0, None)),
        ((None, None), (1, 2), (None, None)),
    ],
)
def test_division_is_over_every_divisor_but_zero(
    top: tuple[int, int], divisor: tuple[int, int], quotient: tuple[int, int]
) -> None:
    result = found(t.divide(X, Y), x=span(*top), y=span(*divisor, OTHER))
    assert isinstance(result, Range)
    assert (result.low, result.high) == (span(*quotient).low, span(*quotient).high)


def test_division_by_zero_alone_is_undefined() -> None:
    undefined = frozenset({Cause("undefined", "")})
    assert found(t.divide(n(1), n(0))) == unknown(undefined)
    assert found(t.divide(X, Y), x=MAYBE_NA, y=0) == Range(-inf, inf, True, True, undefined | MISSING)
    assert found(t.divide(NA, n(0))) == NOT_APPLICABLE
    assert found(t.divide(n(0), n(0))) == unknown(undefined)


def test_undefined_is_a_number_nobody_knows() -> None:
    undefined = frozenset({Cause("undefined", "控制率")})
    assert found(UNDEFINED) == unknown(undefined)
    assert found(t.minimum(n(5), t.maximum(n(0), UNDEFINED))) == span(0, 5, undefined)
    assert found(t.subtract(UNDEFINED, UNDEFINED)) == exactly(Fraction(0))


@pytest.mark.parametrize(
    "node",
    [
        t.add(NA, X),
        t.multiply(n(0), NA),
        t.minimum(X, NA),
        t.maximum(NA, X),
        t.Unary(t.Function.ABS, NA),
        t.Unary(t.Function.FLOOR, NA),
        t.If(t.compare(NA, t.Relation.LESS, X), n(1), n(2)),
        t.subtract(NA, NA),
        t.divide(NA, NA),
        t.divide(t.subtract(X, NA), NA),
    ],
)
def test_not_applicable_absorbs_arithmetic(node: t.Node) -> None:
    assert found(node, x=span(0, None)) == NOT_APPLICABLE


def test_not_applicable_in_truth_values() -> None:
    not_applicable = t.compare(NA, t.Relation.EQUAL, NA)
    assert found(not_applicable) == Truths(False, False, True)
    assert found(t.Logic(True, (not_applicable, t.Truth(False)))) == surely(False)
    assert found(t.Logic(False, (not_applicable, t.Truth(True)))) == surely(True)
    assert found(t.Logic(True, (not_applicable, t.Truth(True)))) == Truths(False, False, True)
    assert found(t.Logic(True, (not_applicable, P)), p=YES_OR_NO) == Truths(False, True, True, YES_OR_NO.causes)
    assert found(t.Not(not_applicable)) == Truths(False, False, True)
    assert found(t.If(not_applicable, P, P), p=YES_OR_NO) == Truths(False, False, True)
    assert found(t.If(not_applicable, P, P), p=YES_OR_NO).certain
    assert Truths(False, False, True).value is None


def test_a_part_that_decides_settles_and_or() -> None:
    assert found(t.Logic(True, (P, t.Truth(False))), p=YES_OR_NO) == surely(False)
    assert found(t.Logic(False, (t.Truth(True), P)), p=YES_OR_NO) == surely(True)
    assert found(t.Logic(False, (t.Truth(False), P)), p=YES_OR_NO) == YES_OR_NO
    assert found(t.Not(P), p=YES_OR_NO) == YES_OR_NO
    assert found(t.Logic(True, ())) == surely(True)
    assert found(t.Logic(False, ())) == surely(False)


@pytest.mark.parametrize(
    ("node", "result"),
    [
        (t.minimum(n(3), X), exactly(Fraction(3))),
        (t.minimum(X, n(3)), exactly(Fraction(3))),
        (t.maximum(X, n(3)), span(5, None)),
        (t.multiply(n(0), X), exactly(Fraction(0))),
        (t.subtract(X, X), exactly(Fraction(0))),
        (t.divide(X, X), exactly(Fraction(1))),
        (t.compare(X, t.Relation.EQUAL, X), surely(True)),
        (t.compare(X, t.Relation.LESS, X), surely(False)),
        (t.compare(X, t.Relation.MORE, n(4)), surely(True)),
        (t.compare(X, t.Relation.MORE, n(5)), Truths(True, True, False, MISSING)),
        (t.compare(X, t.Relation.EQUAL, n(4)), surely(False)),
        (t.compare(X, t.Relation.UNEQUAL, n(4)), surely(True)),
        (t.If(t.Truth(True), n(1), X), exactly(Fraction(1))),
        (t.If(t.compare(X, t.Relation.MORE, n(9)), n(2), n(2)), exactly(Fraction(2))),
        (t.If(t.compare(X, t.Relation.MORE, n(9)), n(2), n(4)), span(2, 4)),
        (t.Unary(t.Function.ABS, t.subtract(n(0), X)), span(5, None)),
        (t.Unary(t.Function.ABS, t.subtract(X, n(7))), span(0, None)),
    ],
)
def test_what_cannot_matter_is_not_a_cause(node: t.Node, result: Range | Truths) -> None:
    assert found(node, x=span(5, None)) == result


def test_the_number_that_decides_gives_the_causes() -> None:
    assert found(t.maximum(X, Y), x=span(0, 10), y=span(20, 30, OTHER)) == span(20, 30, OTHER)
    assert found(t.minimum(X, Y), x=span(0, 10), y=span(20, 30, OTHER)) == span(0, 10)
    assert found(t.minimum(X, Y), x=span(0, 10), y=span(5, 30, OTHER)) == span(0, 10, MISSING | OTHER)


def test_the_divisor_in_the_numerator_stands_only_once() -> None:
    change = t.divide(t.subtract(X, Y), Y)
    assert found(change, x=span(0, 20), y=span(10, 20, OTHER)) == span(-1, 1, MISSING | OTHER)
    assert found(t.divide(t.add(X, n(1)), Y), x=span(0, 20), y=span(7, 7, OTHER)) == between(Fraction(1, 7), 3, MISSING)
    assert found(t.divide(t.subtract(Y, X), Y), x=span(0, 20), y=span(10, 20, OTHER)) == span(-1, 1, MISSING | OTHER)
    behind = {(t.Scope.DERIVED, "增减额"): t.subtract(X, Y)}
    node = t.divide(t.Reference(t.Scope.DERIVED, "增减额"), Y)
    world = Facts({"x": span(0, 20), "y": span(10, 20, OTHER)}, trees=behind)
    assert possible(node, world, behind) == span(-1, 1, MISSING | OTHER)
    assert possible(node, world) == span(-2, 1, MISSING | OTHER)


@pytest.mark.parametrize(
    ("condition", "then", "otherwise"),
    [
        (t.compare(X, t.Relation.AT_LEAST, n(6)), (6, 9), (1, 6)),
        (t.compare(n(6), t.Relation.LESS, X), (6, 9), (1, 6)),
        (t.compare(X, t.Relation.EQUAL, n(6)), (6, 6), (1, 9)),
        (t.Not(t.compare(X, t.Relation.UNEQUAL, n(6))), (6, 6), (1, 9)),
        (t.compare(X, t.Relation.AT_MOST, Y), (1, 4), (3, 9)),
        (t.Logic(True, (t.compare(X, t.Relation.MORE, n(2)), t.compare(X, t.Relation.AT_MOST, n(5)))), (2, 5), (1, 9)),
        (t.Logic(False, (t.compare(X, t.Relation.LESS, n(2)), t.compare(X, t.Relation.MORE, n(5)))), (1, 9), (2, 5)),
        (t.Logic(True, (P, t.compare(X, t.Relation.AT_MOST, n(5)))), (1, 5), (1, 9)),
        (t.compare(t.multiply(X, n(2)), t.Relation.LESS, n(6)), (1, 3), (3, 9)),
        (t.compare(n(6), t.Relation.MORE, t.multiply(n(2), X)), (1, 3), (3, 9)),
        (t.compare(t.multiply(X, t.subtract(Y, n(3))), t.Relation.LESS, n(6)), (1, 9), (1, 9)),
        (t.compare(t.divide(X, n(2)), t.Relation.AT_MOST, n(3)), (1, 6), (6, 9)),
        (t.compare(t.divide(n(12), X), t.Relation.AT_MOST, n(3)), (4, 9), (1, 4)),
        (t.compare(t.add(X, n(2)), t.Relation.AT_LEAST, n(6)), (4, 9), (1, 4)),
        (t.compare(t.subtract(n(9), X), t.Relation.AT_LEAST, n(6)), (1, 3), (3, 9)),
        (t.compare(t.add(X, Y), t.Relation.AT_MOST, n(6)), (1, 3), (2, 9)),
        (t.compare(t.maximum(X, n(2)), t.Relation.AT_MOST, n(6)), (1, 9), (1, 9)),
    ],
)
def test_a_branch_knows_its_condition(condition: t.Node, then: tuple[int, int], otherwise: tuple[int, int]) -> None:
    world: dict[str, Known] = {"x": span(1, 9), "y": span(3, 4, OTHER), "p": YES_OR_NO}
    for node, expected in ((t.If(condition, X, n(5)), then), (t.If(condition, n(5), X), otherwise)):
        result = found(node, **world)
        assert isinstance(result, Range)
        assert (result.low, result.high) == (min(expected[0], 5), max(expected[1], 5))


def test_a_branch_that_cannot_be_reached_is_harmless() -> None:
    both = t.Logic(True, (t.compare(X, t.Relation.LESS, n(3)), t.compare(X, t.Relation.MORE, n(5))))
    assert found(t.If(both, X, n(4)), x=span(1, 9)) == exactly(Fraction(4))
    sums = t.compare(t.maximum(X, n(0)), t.Relation.LESS, n(3))
    assert found(t.If(t.Logic(True, (sums, t.compare(X, t.Relation.MORE, n(5)))), X, n(4)), x=span(1, 9)) == span(4, 9)
    deep: t.Node = X
    for _ in range(5):
        deep = t.add(deep, n(0))
    sums = t.compare(deep, t.Relation.LESS, n(3))
    assert found(t.If(t.Logic(True, (sums, t.compare(X, t.Relation.MORE, n(5)))), X, n(4)), x=span(1, 9)) == span(4, 9)


ZERO: t.Node = n(0)
LESS, MORE = t.Relation.LESS, t.Relation.MORE


@pytest.mark.parametrize(
    ("first", "then", "possibly"),
    [
        (t.compare(X, t.Relation.EQUAL, ZERO), t.compare(X, MORE, ZERO), (True, False)),
        (t.compare(X, t.Relation.AT_MOST, ZERO), t.compare(X, MORE, ZERO), (True, False)),
        (t.compare(X, MORE, n(5)), t.compare(X, t.Relation.AT_MOST, n(5)), (True, False)),
        (t.compare(X, t.Relation.AT_LEAST, n(5)), t.compare(X, LESS, n(5)), (True, False)),
        (t.compare(X, t.Relation.AT_LEAST, n(5)), t.compare(X, t.Relation.EQUAL, n(5)), (False, True)),
        (t.compare(X, t.Relation.AT_LEAST, n(5)), t.compare(n(5), t.Relation.AT_MOST, X), (False, True)),
        (t.compare(X, t.Relation.EQUAL, n(9)), t.compare(X, t.Relation.AT_LEAST, n(9)), (False, True)),
        (t.compare(X, t.Relation.EQUAL, n(4)), t.compare(X, MORE, n(4)), (True, True)),
        (t.compare(X, MORE, n(5)), t.compare(X, MORE, n(4)), (True, True)),
    ],
)
def test_an_end_that_was_excluded_is_not_met_again(first: t.Node, then: t.Node, possibly: tuple[bool, bool]) -> None:
    result = found(t.If(first, t.Truth(True), t.If(then, t.Truth(True), t.Truth(False))), x=span(0, 9))
    assert isinstance(result, Truths)
    assert result.no == possibly[1]
    result = found(t.If(first, t.Truth(False), t.If(then, t.Truth(True), t.Truth(False))), x=span(0, 9))
    assert isinstance(result, Truths)
    assert result.yes == possibly[0]


def test_what_certainly_does_not_hold_is_known_everywhere() -> None:
    world = Facts({"x": span(0, 9)})
    assert possible(X, world, {}, [t.compare(X, t.Relation.MORE, n(5))]) == span(0, 5)
    few = t.Reference(t.Scope.DERIVED, "少", truth=True)
    behind: dict[tuple[t.Scope, str], t.Node] = {(t.Scope.DERIVED, "少"): t.compare(X, LESS, n(3))}
    world = Facts({"x": span(0, 9)}, trees=behind)
    assert possible(t.If(few, X, n(5)), world, behind) == span(0, 5)
    assert possible(t.If(few, X, n(5)), world) == span(0, 9)


def test_a_part_that_may_not_apply_tells_the_next_nothing() -> None:
    above, below = t.compare(X, t.Relation.MORE, n(5)), t.compare(X, t.Relation.LESS, n(3))
    perhaps = Range(Fraction(0), Fraction(9), True, True, MISSING)
    assert found(t.Logic(True, (above, below)), x=perhaps) == Truths(True, True, True, MISSING)
    least = t.compare(X, t.Relation.AT_LEAST, n(5))
    small = t.Reference(t.Scope.DERIVED, "小")
    world = Facts({"x": perhaps}, trees={(t.Scope.DERIVED, "小"): t.If(least, NA, X)})
    node = t.If(t.Logic(True, (least, t.compare(small, t.Relation.EQUAL, n(1)))), X, n(6))
    assert possible(node, world, world.trees) == Range(Fraction(5), Fraction(9), True, True, MISSING)


def test_a_branch_looks_behind_references() -> None:
    behind: dict[tuple[t.Scope, str], t.Node] = {
        (t.Scope.DERIVED, "余"): t.subtract(X, n(5)),
        (t.Scope.DERIVED, "超"): t.compare(X, t.Relation.MORE, n(7)),
    }
    world = Facts({"x": span(0, 9)}, trees=behind)
    above = t.compare(X, t.Relation.AT_LEAST, n(5))
    node = t.If(above, t.Reference(t.Scope.DERIVED, "余"), n(1))
    assert possible(node, world) == span(-5, 4)
    assert possible(node, world, behind) == span(0, 4)
    truth = t.If(above, n(3), t.If(t.Reference(t.Scope.DERIVED, "超", truth=True), n(9), n(2)))
    assert possible(truth, world, behind) == span(2, 3)


def test_conditions_within_conditions_take_no_time() -> None:
    node: t.Node = X
    for _ in range(60):
        node = t.If(t.compare(node, t.Relation.MORE, n(1)), t.add(X, n(1)), n(0))
    assert found(node, x=span(0, 9)) == span(0, 10)
    behind: dict[tuple[t.Scope, str], t.Node] = {(t.Scope.DERIVED, "0"): X}
    for level in range(1, 30):
        before = t.Reference(t.Scope.DERIVED, f"{level - 1}")
        other = t.Input(t.Source.FACT, f"x{level}")
        behind[t.Scope.DERIVED, f"{level}"] = t.If(t.compare(other, t.Relation.MORE, n(1)), before, t.add(before, n(1)))
    world = Remembering({f"x{level}": span(0, 9) for level in range(30)} | {"x": span(0, 9)}, trees=behind)
    assert possible(t.Reference(t.Scope.DERIVED, "29"), world, behind) == span(0, 38)


@dataclass(frozen=True)
class Remembering(Facts):
    """A world that evaluates each reference once, as an engine does."""

    seen: dict[t.Reference, Range | Truths] = field(default_factory=dict)

    def reference(self, node: t.Reference) -> Range | Truths:
        if node not in self.seen:
            self.seen[node] = super().reference(node)
        return self.seen[node]


def test_in_its_branch_a_compared_number_is_applicable() -> None:
    node = t.If(t.compare(X, t.Relation.MORE, n(0)), X, n(5))
    assert found(node, x=Range(Fraction(-1), Fraction(3), True, True, MISSING)) == Range(
        Fraction(0), Fraction(5), True, True, MISSING
    )


def test_choices() -> None:
    open_choice = Words(frozenset({"甲", "乙"}), MISSING)
    assert found(t.Matches(W, "甲"), w="甲") == surely(True)
    assert found(t.Matches(W, "乙"), w="甲") == surely(False)
    assert found(t.Matches(W, "甲"), w=open_choice) == Truths(True, True, False, MISSING)
    assert found(t.Matches(W, "丙"), w=open_choice) == surely(False)
    assert not open_choice.certain
    assert Words(frozenset({"甲"})).certain


def test_missing_is_what_is_not_certain() -> None:
    assert found(t.Missing(X), x=span(0, 1)) == surely(True)
    assert found(t.Missing(X), x=1) == surely(False)
    assert found(t.Missing(X), x=NOT_APPLICABLE) == surely(False)


COLUMN = t.Input(t.Source.COLUMN, "x", t.Sort.NUMBER, "T")
LATE = t.Input(t.Source.COLUMN, "f", t.Sort.TRUTH, "T")


def folded(kind: t.FoldKind, body: t.Node, where: t.Node, row: Mapping[str, Known] | None = None) -> Range | Truths:
    """Fold a table of which only *row* is known, or three rows of which one is partly known."""
    three = [{"x": 1, "f": True}, {"x": 2, "f": True}, {"x": 4, "f": False}]
    rows = [Cells({"x": exactly(Fraction(one["x"])), "f": surely(bool(one["f"]))}) for one in three]
    rows[1] = Cells({"x": exactly(Fraction(2)), "f": YES_OR_NO})
    table = rows if row is None else OpenRows(OTHER, Cells(row))
    return possible(t.Fold(kind, "T", body, where), Facts({"x": exactly(Fraction(10))}, {"T": table}))


def test_folds_over_rows() -> None:
    causes = YES_OR_NO.causes
    assert folded(t.FoldKind.COUNT, n(7), LATE) == span(1, 2, causes)
    assert folded(t.FoldKind.SUM, COLUMN, LATE) == span(1, 3, causes)
    assert folded(t.FoldKind.SUM, COLUMN, t.Not(LATE)) == span(4, 6, causes)
    assert folded(t.FoldKind.SUM, t.multiply(COLUMN, X), t.Truth(True)) == exactly(Fraction(70))
    assert folded(t.FoldKind.COUNT, n(1), t.compare(COLUMN, t.Relation.MORE, n(1))) == exactly(Fraction(2))
    same = t.compare(t.Fold(t.FoldKind.COUNT, "T", n(1), LATE), t.Relation.MORE, COLUMN)
    assert folded(t.FoldKind.COUNT, n(1), same) == span(0, 1, causes)


def test_folds_over_a_missing_table() -> None:
    row: Mapping[str, Known] = {"x": span(0, None), "f": YES_OR_NO}
    assert folded(t.FoldKind.COUNT, n(1), LATE, row) == span(0, None, OTHER | YES_OR_NO.causes)
    assert folded(t.FoldKind.COUNT, n(1), t.Truth(False), row) == exactly(Fraction(0))
    assert folded(t.FoldKind.SUM, t.subtract(n(0), COLUMN), LATE, row) == span(
        None, 0, OTHER | MISSING | YES_OR_NO.causes
    )
    assert folded(t.FoldKind.SUM, NA, t.Truth(True), row) == Range(Fraction(0), Fraction(0), True, True, OTHER)


def test_what_was_learnt_of_one_row_says_nothing_of_the_next() -> None:
    inner = t.Fold(t.FoldKind.SUM, "T", COLUMN, t.Truth(True))
    node = t.Fold(t.FoldKind.SUM, "T", inner, t.compare(COLUMN, t.Relation.LESS, n(5)))
    rows = [Cells({"x": span(0, 9)}), Cells({"x": exactly(Fraction(1))})]
    assert possible(node, Facts({}, {"T": rows})) == span(1, 20)


@pytest.mark.parametrize(
    ("node", "known"),
    [
        (t.add(t.Truth(True), n(1)), n(1)),
        (t.Logic(True, (n(1),)), n(1)),
        (t.add(P, n(1)), n(1)),
        (t.Logic(True, (X,)), n(1)),
        (t.Matches(X, "甲"), n(1)),
    ],
)
def test_a_tree_of_the_wrong_type_is_a_bug(node: t.Node, known: t.Node) -> None:
    with pytest.raises(TypeError, match="not a"):
        found(node, x=1, p=True)
