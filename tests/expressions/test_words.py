"""Trees in words: readable, without needless brackets, and never the same for two trees that differ."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from expressions.known import read, said, shown
from scoring.diagnostics import Language, Quantity, Word
from scoring.exact import RoundingMode, to_step
from scoring.expressions import tree as t
from scoring.expressions.expected import Expected
from scoring.expressions.words import Known, show_name, substituted

SAME = [
    "在职人数 ÷ 编制数",
    "系数 - (倍数 - 1)",
    "系数 - 倍数 - 1",
    "系数 + (倍数 + 1)",
    "系数 ÷ (倍数 × 2)",
    "系数 ÷ 倍数 × 2",
    "(系数 + 1) × 倍数",
    "系数 + 1 × 倍数",
    "-系数 × 倍数",
    "-(系数 × 倍数)",
    "-(-系数)",
    "0 - 5",
    "系数 - (-5)",
    "系数 × (-倍数)",
    "-5 × 系数",
    "abs(系数 - 倍数)",
    "floor(系数 ÷ 倍数)",
    "ceil(系数 ÷ 5)",
    "round(系数 ÷ 倍数, 0.01)",
    "round(执行率, 1%)",
    "min(系数, 倍数, 3)",
    "min(系数, max(倍数, 3))",
    "min(min(系数, 倍数) + 1, 3)",
    "90% ≤ 执行率 < 100%",
    "支出 = 0",
    "等次 = 优秀",
    "not 等次 = 优秀",
    "not (按时报送 and 公开)",
    "not 按时报送 and 公开",
    "按时报送 or 公开 and 达标",
    "(按时报送 or 公开) and 达标",
    "(按时报送 and 公开) and 达标",
    "按时报送 and 公开 and 达标",
    "1 < 系数 < 3 and 公开",
    "1 < 系数 and 系数 < 3 and 公开",
    "系数 > 1 ≥ 倍数 = 0",
    "if 公开 then 1 else 0.5",
    "(if 公开 then 1 else 0.5) × 系数",
    "if 公开 then 1 else if 按时报送 then 2 else 3",
    "if if 公开 then 按时报送 else 达标 then 1 else 2",
    "marks(A01) ≥ 3",
    "marks(「C01.1」) × 2",
    "「“三公”经费」 - 「因公出国（境）费」",
    "true",
    "missing(支出) and false",
]


@pytest.mark.parametrize("text", SAME)
def test_words_are_as_short_as_the_text(text: str) -> None:
    assert shown(text, cross_check=True) == text


SHORTER = [
    ("((系数)) + (倍数 × 2)", "系数 + 倍数 × 2"),
    ("(1 < 系数) and (系数 < 3)", "1 < 系数 < 3"),
    ("min(min(系数, 倍数), 3)", "min(系数, 倍数, 3)"),
    ("sum(金额 of 专项资金) / count(专项资金)", "the average of 金额 in 专项资金"),
    ("average(金额 of 专项资金 where 公开) ÷ 2", "the average of 金额 in 专项资金 where “公开” ÷ 2"),
    ("sum(金额 of 专项资金 where 公开)", "the sum of 金额 in 专项资金 where “公开”"),
    (
        "sum(金额 of 专项资金) / count(专项资金 where 公开)",
        "the sum of 金额 in 专项资金 ÷ the number of rows of 专项资金 where “公开”",
    ),
    ("sum(金额 of 专项资金) / sum(进度 of 专项资金)", "the sum of 金额 in 专项资金 ÷ the sum of 进度 in 专项资金"),
    ("count(专项资金) / count(专项资金)", "the number of rows of 专项资金 ÷ the number of rows of 专项资金"),
]


@pytest.mark.parametrize(("text", "words"), SHORTER)
def test_words_without_needless_brackets(text: str, words: str) -> None:
    assert shown(text) == words


A = t.Input(t.Source.FACT, "系数")
ONLY_IN_TREES = [
    (t.Number(Fraction(1, 3)), "1 ÷ 3"),
    (t.Binary(t.Operator.DIVIDE, A, t.Number(Fraction(1, 3))), "系数 ÷ (1 ÷ 3)"),
    (t.Number(Fraction(1, 10**8)), "0.00000001"),
    (t.Round(A, Fraction(1), RoundingMode.HALF_EVEN), "round_half_even(系数, 1)"),
    (t.Input(t.Source.JUDGEMENT, "E02"), "the evaluator's marks for E02"),
    (t.Input(t.Source.CLAIM, "total"), "the claimed marks for total"),
    (t.Input(t.Source.RUNNING, "total"), "the total so far"),
    (t.working("excess"), "excess"),
    (t.Absent(t.Outcome.NOT_APPLICABLE), "not applicable"),
    (t.Absent(t.Outcome.UNDEFINED), "missing data"),
    (t.Absent(t.Outcome.UNDEFINED, "编制数"), "missing data (编制数)"),
    (t.Logic(True, ()), "true"),
    (t.Logic(False, ()), "false"),
    (t.Logic(False, (t.Truth(True),)), "true"),
]


@pytest.mark.parametrize(("node", "words"), ONLY_IN_TREES)
def test_words_of_trees_nobody_writes(node: t.Node, words: str) -> None:
    assert said(node) == words


def test_figures_in_place_of_names() -> None:
    quotient = t.divide(t.Input(t.Source.FACT, "在职人数"), t.Input(t.Source.FACT, "编制数"))
    values: Known = {(t.Source.FACT, "在职人数"): Fraction(31), (t.Source.FACT, "编制数"): Quantity(Fraction(30), "人")}
    assert Language("en").render(substituted(quotient, values)) == "31 ÷ 30人"
    negative: Known = {(t.Source.FACT, "编制数"): Quantity(Fraction(-30)), (t.Source.FACT, "在职人数"): Word("none")}
    assert Language("en").render(substituted(quotient, negative)) == "none ÷ (-30)"
    assert Language("en").render(substituted(quotient, {(t.Source.FACT, "编制数"): -3})) == "在职人数 ÷ (-3)"


@pytest.mark.parametrize("name", ["且", "if", "6月", "a b", "", "“三公”经费", "a-b", "C01.1", "·x", "_x"])
def test_names_that_need_brackets(name: str) -> None:
    assert show_name(name) == f"「{name}」"


@pytest.mark.parametrize("name", ["非税收入", "notes", "A01", "人员_经费·合计", "or1"])
def test_names_that_stand_alone(name: str) -> None:
    assert show_name(name) == name


decimals = st.decimals(-1000, 1000, places=3).map(Fraction)
relations = st.sampled_from(t.Relation)
leaves = st.one_of(
    decimals.map(t.Number),
    st.sampled_from(["系数", "倍数", "notes"]).map(lambda name: t.Input(t.Source.FACT, name)),
    st.just(t.Reference(t.Scope.MARKS, "C01.1")),
)
flags = st.one_of(
    st.sampled_from(["公开", "按时报送"]).map(lambda name: t.Input(t.Source.FACT, name, t.Sort.TRUTH)),
    st.just(t.Reference(t.Scope.DERIVED, "达标", truth=True)),
    st.sampled_from(["优秀", "合格"]).map(lambda word: t.Matches(t.Input(t.Source.FACT, "等次", t.Sort.CHOICE), word)),
    st.booleans().map(t.Truth),
    st.just(t.Missing(t.Input(t.Source.FACT, "支出"))),
)


@st.composite
def numbers(draw: st.DrawFn, depth: int = 4, folds: bool = False) -> t.Node:
    """Draw a number that somebody could have written."""
    kind = draw(st.integers(0, 6)) if depth else 0
    again = numbers(depth - 1, folds)
    if kind == 1:
        return t.Unary(draw(st.sampled_from(t.Function)), draw(again))
    if kind == 2:
        return t.Round(draw(again), draw(st.sampled_from([Fraction(1), Fraction("0.01")])), RoundingMode.HALF_UP)
    if kind == 3:
        return t.If(draw(truths(depth - 1, folds)), draw(again), draw(again))
    if kind == 4 and folds:
        table = draw(st.sampled_from(["专项资金", "空表"]))
        where = draw(truths(depth - 1, False))
        kind_of_fold = draw(st.sampled_from(t.FoldKind))
        body = t.number(1) if kind_of_fold is t.FoldKind.COUNT else draw(numbers(depth - 1))
        return t.Fold(kind_of_fold, table, body, where)
    if kind > 3:
        return t.Binary(draw(st.sampled_from(t.Operator)), draw(again), draw(again))
    return draw(leaves)


@st.composite
def truths(draw: st.DrawFn, depth: int = 4, folds: bool = False) -> t.Node:
    """Draw a condition that somebody could have written."""
    kind = draw(st.integers(0, 6)) if depth else 0
    again = truths(depth - 1, folds)
    if kind == 1:
        return t.Not(draw(again))
    if kind == 2:
        return t.Logic(draw(st.booleans()), tuple(draw(st.lists(again, min_size=2, max_size=3))))
    if kind == 3:
        return t.If(draw(again), draw(again), draw(again))
    if kind == 4:
        middle = draw(numbers(depth - 1, folds))
        left = t.Compare(draw(relations), draw(numbers(depth - 1, folds)), middle)
        return t.Logic(True, (left, t.Compare(draw(relations), middle, draw(numbers(depth - 1, folds)))))
    if kind > 4:
        return t.Compare(draw(relations), draw(numbers(depth - 1, folds)), draw(numbers(depth - 1, folds)))
    return draw(flags)


def value(node: t.Node) -> Fraction | None:
    """Return the value of a tree of constants, None if it has none."""
    match node:
        case t.Number(constant):
            return constant
        case t.Unary(function, operand):
            inner = value(operand)
            return None if inner is None else EXACT[function](inner)
        case t.Round(operand, step, mode):
            inner = value(operand)
            return None if inner is None else to_step(inner, step, mode)
        case t.Binary(operator, left, right):
            one, two = value(left), value(right)
            return None if one is None or two is None else OPERATED[operator](one, two)
        case _:
            return None


EXACT: dict[t.Function, Callable[[Fraction], Fraction]] = {
    t.Function.ABS: abs,
    t.Function.FLOOR: lambda x: Fraction(x // 1),
    t.Function.CEIL: lambda x: Fraction(-(-x // 1)),
}
OPERATED: dict[t.Operator, Callable[[Fraction, Fraction], Fraction | None]] = {
    t.Operator.ADD: lambda x, y: x + y,
    t.Operator.SUBTRACT: lambda x, y: x - y,
    t.Operator.MULTIPLY: lambda x, y: x * y,
    t.Operator.DIVIDE: lambda x, y: x / y if y else None,
    t.Operator.MIN: min,
    t.Operator.MAX: max,
}


def divides_by_zero(node: t.Node) -> bool:
    """Tell whether a divisor in *node* is a constant 0."""
    return any(
        isinstance(one, t.Binary) and one.operator is t.Operator.DIVIDE and value(one.right) == 0
        for one in t.walk(node)
    )


@settings(max_examples=60, deadline=None)
@given(st.one_of(numbers(), truths()))
def test_what_is_said_is_read_as_the_same_tree(node: t.Node) -> None:
    assume(not divides_by_zero(node))
    text = said(node)
    assume(len(text) <= 1000)
    found, findings = read(text, Expected.TRUTH if t.is_truth(node) else Expected.NUMBER, cross_check=True)
    assert found is not None, (text, [Language("en").render(finding.text) for finding in findings])
    assert found.node == node


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(numbers(2, True), truths(2, True)), max_size=30))
def test_trees_that_differ_have_words_that_differ(nodes: list[t.Node]) -> None:
    assert len({said(node) for node in nodes}) == len(set(nodes))


@settings(max_examples=30, deadline=None)
@given(numbers(3), numbers(3))
def test_percentages_are_read_as_the_same_tree(left: t.Node, right: t.Node) -> None:
    rate = t.Input(t.Source.FACT, "执行率")
    node = t.Compare(t.Relation.AT_LEAST, rate, t.Number(Fraction("0.955"), percent=True))
    condition = t.If(node, left, right)
    assume(not divides_by_zero(condition))
    assume(len(said(condition)) <= 1000)
    found, _ = read(said(condition), cross_check=True)
    assert found is not None
    assert found.node == condition
