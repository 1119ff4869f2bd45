"""Compiled programs against the general evaluator, and the cases that a reader would ask about."""

from __future__ import annotations

import io
import re
import tokenize
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from expressions.compiled import CENT, COLUMN_PLACES, ROUNDINGS, SLOTS, Rounding, agrees, compiled, slots_of, value
from expressions.plain import Plain, numbers, truth_values
from expressions.worlds import complete, completions, partly_known
from scoring.exact import RoundingMode, to_step
from scoring.expressions import tree as t
from scoring.expressions.program import Cell, Plan, Program, compile_program, compile_programs

ANY_TREE = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=50)


@ANY_TREE
@given(node=st.one_of(numbers(), truth_values()), plain=completions())
def test_with_everything_present_both_agree(node: t.Node, plain: Plain) -> None:
    agrees(node, complete(plain))


@ANY_TREE
@given(
    node=st.one_of(numbers(references=(), absent=False), truth_values(references=(), absent=False)),
    plain=completions(),
)
def test_with_everything_present_it_decides(node: t.Node, plain: Plain) -> None:
    try:
        plain.of(node)
    except ZeroDivisionError:
        assume(False)
    assert agrees(node, complete(plain))


@ANY_TREE
@given(node=st.one_of(numbers(), truth_values()), plain=completions(), data=st.data())
def test_with_something_missing_it_decides_only_what_is_certain(
    node: t.Node, plain: Plain, data: st.DataObject
) -> None:
    agrees(node, data.draw(partly_known(plain)))


@ANY_TREE
@given(node=numbers(references=(), absent=False), plain=completions(), rounding=st.sampled_from(ROUNDINGS))
def test_marks_are_rounded_steps(node: t.Node, plain: Plain, rounding: Rounding) -> None:
    slots = slots_of(complete(plain))
    exact, rounded = compiled(node, {}), compiled(node, {}, rounding)
    assert exact is not None
    assert rounded is not None
    marks, steps = exact.marks(slots), rounded.marks(slots)
    if marks is None:
        assert steps is None
    else:
        assert isinstance(marks, tuple)
        assert isinstance(steps, int)
        assert steps * rounding[0] == to_step(Fraction(*marks), *rounding)


@given(
    st.fractions(max_denominator=1000) | st.integers(-9, 9).map(lambda half: Fraction(half, 2)),
    st.sampled_from([Fraction(1), Fraction("0.01"), Fraction(2, 3), Fraction(5)]),
    st.sampled_from(RoundingMode),
)
def test_both_roundings(exact: Fraction, step: Fraction, mode: RoundingMode) -> None:
    for operand in (t.Number(exact), t.Input(t.Source.FACT, "a"), t.divide(t.Input(t.Source.FACT, "a"), t.number(7))):
        program = compiled(t.Round(operand, step, mode), {}, (step, mode))
        assert program is not None
        expected = to_step(exact / 7 if isinstance(operand, t.Binary) else exact, step, mode)
        trace = program.trace([exact.as_integer_ratio()])
        assert trace is not None
        assert value(trace[1][0]) == expected
        assert value(trace[3]) == expected / step
        assert value(program.marks([exact.as_integer_ratio()])) == expected / step


def test_trees_deeper_than_python_follows_are_left_to_the_general_evaluator() -> None:
    trees: dict[tuple[t.Scope, str], t.Node] = {(t.Scope.DERIVED, "0"): t.number(1)}
    for level in range(1, 1000):
        trees[t.Scope.DERIVED, f"{level}"] = t.add(t.Reference(t.Scope.DERIVED, f"{level - 1}"), t.number(1))
    assert compiled(t.Reference(t.Scope.DERIVED, "999"), trees) is None


WORDS = re.compile(r"[fsw]|v\d+|def|return|if|else|for|in|is|not|and|or|None|True|False|\d+")
OPERATORS = {*["+", "-", "*", "//", "%", "==", "!=", "<", "<=", ">", ">=", "=", "+=", "*="], *"()[],:"}
LAYOUT = {tokenize.NEWLINE, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}


@ANY_TREE
@given(node=st.one_of(numbers(), truth_values()), plain=completions(), rounding=st.sampled_from([None, *ROUNDINGS]))
def test_the_code_holds_only_whole_numbers_fixed_words_and_numbered_names(
    node: t.Node, plain: Plain, rounding: Rounding | None
) -> None:
    plan = Plan([(t.Not(t.Truth(True)), t.number(1))], [("恶意", t.number(1)), ("marks", node)], (None,))
    (program,) = compile_programs([plan], plain.trees, SLOTS, COLUMN_PLACES, rounding)
    assert program is not None
    for token in tokenize.generate_tokens(io.StringIO(program.marks_source + program.trace_source).readline):
        if token.type in (tokenize.NAME, tokenize.NUMBER):
            assert WORDS.fullmatch(token.string)
        elif token.type == tokenize.OP:
            assert token.string in OPERATORS
        else:
            assert token.type in LAYOUT


A = t.Input(t.Source.FACT, "在职人数")
B = t.Input(t.Source.FACT, "编制数")
P = t.Input(t.Source.FACT, "适用", t.Sort.TRUTH)
RATE_SLOTS = {(t.Source.FACT, "在职人数"): 0, (t.Source.FACT, "编制数"): 1, (t.Source.FACT, "适用"): 2}
TREES: dict[tuple[t.Scope, str], t.Node] = {(t.Scope.VALUE, "A01"): t.divide(A, B)}
STEPS = Plan(
    [
        (t.Not(P), t.Absent(t.Outcome.NOT_APPLICABLE)),
        (t.compare(B, t.Relation.EQUAL, t.number(0)), t.number(5)),
    ],
    [
        ("value", t.Reference(t.Scope.VALUE, "A01")),
        ("excess", t.maximum(t.number(0), t.subtract(t.working("value"), t.number(1)))),
        ("points", t.Unary(t.Function.FLOOR, t.divide(t.working("excess"), t.number(Fraction("0.01"))))),
        ("deduction", t.minimum(t.number(5), t.multiply(t.working("points"), t.number(Fraction("0.5"))))),
        ("over", t.compare(t.working("points"), t.Relation.MORE, t.number(0))),
        ("marks", t.subtract(t.number(5), t.working("deduction"))),
    ],
    [t.working("over", truth=True), None],
)


def steps(rounding: Rounding | None = None) -> Program:
    (program,) = compile_programs([STEPS], TREES, RATE_SLOTS, {}, rounding)
    assert program is not None
    return program


def test_steps_worked_by_hand() -> None:
    over: list[Cell] = [(31, 1), (30, 1), True]  # 103.33%: 3 points, 1.5 marks off
    trace = steps().trace(over)
    assert trace is not None
    branch, workings, reason, marks = trace
    assert (branch, reason) == (-1, 0)
    assert value(marks) == Fraction(7, 2)
    expected = [Fraction(31, 30), Fraction(1, 30), 3, Fraction(3, 2), True, Fraction(7, 2)]
    assert [value(one) for one in workings] == expected
    assert value(steps().marks(over)) == Fraction(7, 2)
    program = steps((CENT, RoundingMode.HALF_UP))
    assert program.marks(over) == 350
    assert program.trace(over) == (-1, workings, 0, 350)


def test_the_last_reason_needs_no_condition() -> None:
    trace = steps().trace([(30, 1), (30, 1), True])
    assert trace is not None
    assert trace[2] is None


def test_branches_come_first() -> None:
    program = steps((CENT, RoundingMode.HALF_UP))
    assert program.marks([(30, 1), (0, 1), True]) == 500
    assert program.marks([None, (0, 1), True]) == 500
    assert program.trace([None, (0, 1), True]) == (1, (None,) * 6, None, 500)
    assert program.marks([(30, 1), (30, 1), False]) is None
    assert program.trace([(30, 1), (30, 1), False]) is None


@pytest.mark.parametrize("slots", [[None, (30, 1), True], [(30, 1), None, True], [(30, 1), (30, 1), None]])
def test_what_is_missing_leaves_it_undecided(slots: list[Cell]) -> None:
    assert steps().marks(slots) is None
    assert steps().trace(slots) is None


def test_only_what_is_needed_is_needed() -> None:
    node = t.If(P, t.number(1), t.divide(A, B))
    both = t.Logic(True, (P, t.compare(A, t.Relation.MORE, t.number(0))))
    either = t.Logic(False, (P, t.compare(A, t.Relation.MORE, t.number(0))))
    for tree, decides in ((node, True), (both, False), (either, True)):
        program = compile_program((), [("marks", tree)], (None,), {}, RATE_SLOTS, {}, None)
        assert program is not None
        assert program.trace([None, None, decides]) is not None
        assert program.trace([None, None, not decides]) is None


def test_a_working_nobody_needs_is_not_computed_for_the_marks() -> None:
    program = compile_program((), [("shown", A), ("marks", t.number(1))], (None,), {}, RATE_SLOTS, {}, None)
    assert program is not None
    assert program.marks([None, None, None]) == (1, 1)
    assert program.trace([None, None, None]) is None


def test_the_first_reason_that_holds_counts() -> None:
    more = [t.compare(A, t.Relation.MORE, t.number(limit)) for limit in (9, 5)]
    program = compile_program((), [("marks", A)], more, {}, RATE_SLOTS, {}, None)
    assert program is not None
    found = [program.trace([(marks, 1), None, None]) for marks in (10, 7, 3)]
    assert [None if one is None else one[2] for one in found] == [0, 1, None]


def test_what_never_can_be_decided_is_left_to_the_general_evaluator() -> None:
    absent = t.Absent(t.Outcome.UNDEFINED, "x")
    for branches in ([], [(t.compare(absent, t.Relation.LESS, A), t.number(1))], [(t.Truth(True), absent)]):
        program = compile_program(branches, [("marks", absent)], (None,), {}, RATE_SLOTS, {}, None)
        assert program is not None
        assert program.marks([(1, 1), (1, 1), True]) is None
        assert program.trace([(1, 1), (1, 1), True]) is None


LONG = t.If(P, A, B)
for _ in range(90):
    LONG = t.If(P, A, t.add(LONG, A))
for level in range(1, 16):
    before = t.Reference(t.Scope.DERIVED, f"{level - 1}") if level > 1 else A
    both = t.If(P, t.Unary(t.Function.FLOOR, before), t.Unary(t.Function.CEIL, before))
    TREES[t.Scope.DERIVED, f"{level}"] = both


@pytest.mark.parametrize(
    "node",
    [
        t.Reference(t.Scope.MARKS, "A01"),
        t.Reference(t.Scope.DERIVED, "无"),
        t.working("later"),
        t.Input(t.Source.FACT, "别的"),
        t.Input(t.Source.COLUMN, "列", table="表"),
        t.Fold(t.FoldKind.COUNT, "表", t.number(1), t.Truth(True)),
        t.Matches(t.Input(t.Source.FACT, "类", t.Sort.CHOICE), "甲"),
        t.Missing(A),
        t.Input(t.Source.FACT, "在职人数", t.Sort.TEXT),
        LONG,
        t.Reference(t.Scope.DERIVED, "15"),
    ],
)
def test_what_cannot_be_compiled_is_said_so(node: t.Node) -> None:
    wrapped = [node, t.Not(node)] if t.is_truth(node) else [node]
    plans = [Plan((), [("marks", one)]) for one in wrapped]
    assert compile_programs([*plans, STEPS], TREES, RATE_SLOTS, {}, None)[:-1] == (None,) * len(plans)
    assert compile_programs([*plans, STEPS], TREES, RATE_SLOTS, {}, None)[-1] is not None


def test_code_is_the_same_every_time() -> None:
    assert steps() == steps()


def test_a_sum_over_many_rows_stays_small() -> None:
    column = t.Input(t.Source.COLUMN, "金额", table="表")
    fold = t.Fold(t.FoldKind.SUM, "表", column, t.Truth(True))
    slots = {(t.Source.FACT, "表"): 0}
    program = compile_program((), [("marks", fold)], (None,), {}, slots, {"表": {"金额": 0}}, None)
    assert program is not None
    rows = [[(1, bottom)] for bottom in (1, 10, 100, 4, 25, 20) * 50]
    marks = program.marks([rows])
    assert isinstance(marks, tuple)
    assert Fraction(*marks) == sum((Fraction(*row[0]) for row in rows), Fraction(0))
    assert marks[1] < 10**8
