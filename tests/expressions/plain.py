"""What tests know about trees: random ones, random worlds, and an evaluator written from the tree's description alone.

The evaluator computes one completion with `Fraction`, knows nothing of sets, and imports nothing of the backends.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from hypothesis import strategies as st

from scoring.exact import RoundingMode
from scoring.expressions import tree as t

Value = Fraction | bool | str
Rows = tuple[Mapping[str, Value], ...]


class NotApplicable(Exception):  # noqa: N818 - an outcome, not an error
    """The result is "not applicable"."""


@dataclass(frozen=True)
class Plain:
    """One completion: every input has its value, everything undefined is some number."""

    inputs: Mapping[str, Value]
    tables: Mapping[str, Rows]
    trees: Mapping[tuple[t.Scope, str], t.Node] = field(default_factory=dict)
    undefined: Mapping[str, Fraction] = field(default_factory=dict)
    row: Mapping[str, Value] = field(default_factory=dict)

    def of(self, node: t.Node) -> Value:
        """Return the value of *node*; raise `NotApplicable` or ZeroDivisionError."""
        return getattr(self, f"_{type(node).__name__.lower()}")(node)  # type: ignore[no-any-return]

    def number(self, node: t.Node) -> Fraction:
        value = self.of(node)
        assert isinstance(value, Fraction)
        return value

    def truth(self, node: t.Node) -> bool:
        value = self.of(node)
        assert isinstance(value, bool)
        return value

    def _number(self, node: t.Number) -> Value:
        return node.value

    def _truth(self, node: t.Truth) -> Value:
        return node.value

    def _input(self, node: t.Input) -> Value:
        return self.row[node.name] if node.source is t.Source.COLUMN else self.inputs[node.name]

    def _reference(self, node: t.Reference) -> Value:
        return Plain(self.inputs, self.tables, self.trees, self.undefined).of(self.trees[node.scope, node.name])

    def _binary(self, node: t.Binary) -> Value:
        a, b = self.number(node.left), self.number(node.right)
        match node.operator:
            case t.Operator.ADD:
                return a + b
            case t.Operator.SUBTRACT:
                return a - b
            case t.Operator.MULTIPLY:
                return a * b
            case t.Operator.DIVIDE:
                return a / b
            case t.Operator.MIN:
                return min(a, b)
            case t.Operator.MAX:
                return max(a, b)

    def _unary(self, node: t.Unary) -> Value:
        a = self.number(node.operand)
        match node.function:
            case t.Function.ABS:
                return abs(a)
            case t.Function.FLOOR:
                return Fraction(math.floor(a))
            case t.Function.CEIL:
                return Fraction(math.ceil(a))

    def _round(self, node: t.Round) -> Value:
        steps = self.number(node.operand) / node.step
        whole, rest = divmod(abs(steps), 1)
        up = rest > Fraction(1, 2) or (rest == Fraction(1, 2) and (node.mode is RoundingMode.HALF_UP or whole % 2 == 1))
        rounded = Fraction(whole + (1 if up else 0)) * node.step
        return rounded if steps >= 0 else -rounded

    def _compare(self, node: t.Compare) -> Value:
        a, b = self.number(node.left), self.number(node.right)
        return {
            t.Relation.EQUAL: a == b,
            t.Relation.UNEQUAL: a != b,
            t.Relation.LESS: a < b,
            t.Relation.AT_MOST: a <= b,
            t.Relation.MORE: a > b,
            t.Relation.AT_LEAST: a >= b,
        }[node.relation]

    def _matches(self, node: t.Matches) -> Value:
        return self.of(node.operand) == node.word

    def _logic(self, node: t.Logic) -> Value:
        not_applicable = False
        for part in node.parts:
            try:
                if self.truth(part) is not node.every:
                    return not node.every
            except NotApplicable:
                not_applicable = True
        if not_applicable:
            raise NotApplicable
        return node.every

    def _not(self, node: t.Not) -> Value:
        return not self.truth(node.operand)

    def _if(self, node: t.If) -> Value:
        return self.of(node.then if self.truth(node.condition) else node.otherwise)

    def _fold(self, node: t.Fold) -> Value:
        result = Fraction(0)
        for row in self.tables[node.table]:
            inside = Plain(self.inputs, self.tables, self.trees, self.undefined, {**self.row, **row})
            if inside.truth(node.where):
                result += inside.number(node.body) if node.kind is t.FoldKind.SUM else 1
        return result

    def _absent(self, node: t.Absent) -> Value:
        if node.outcome is t.Outcome.NOT_APPLICABLE:
            raise NotApplicable
        return self.undefined[node.cause]


NUMBERS = ("a", "b", "c")
FLAGS = ("p", "q")
CHOICES = ("w",)
WORDS = ("甲", "乙", "丙")
TABLE = "T"
COLUMNS = {"x": t.Sort.NUMBER, "y": t.Sort.NUMBER, "f": t.Sort.TRUTH, "k": t.Sort.CHOICE}
REFERENCES = ("r", "s")

fractions = st.one_of(
    st.integers(-4, 4).map(Fraction),
    st.fractions(-10, 10, max_denominator=8),
    st.sampled_from([Fraction("0.5"), Fraction("2.5"), Fraction("-0.125"), Fraction("1e12"), Fraction(7, 3)]),
)
words = st.sampled_from(WORDS)


def column(name: str) -> t.Input:
    return t.Input(t.Source.COLUMN, name, COLUMNS[name], TABLE)


def _numbers(inside: bool, references: tuple[str, ...], absent: bool) -> st.SearchStrategy[t.Node]:
    leaves: list[st.SearchStrategy[t.Node]] = [
        fractions.map(t.Number),
        st.sampled_from(NUMBERS).map(lambda name: t.Input(t.Source.FACT, name)),
    ]
    if inside:
        leaves.append(st.sampled_from(["x", "y"]).map(column))
    if references:
        leaves.append(st.sampled_from(references).map(lambda name: t.Reference(t.Scope.DERIVED, name)))
    if absent:
        leaves.append(st.just(t.Absent(t.Outcome.UNDEFINED, "u")))
        leaves.append(st.just(t.Absent(t.Outcome.NOT_APPLICABLE)))
    return st.one_of(leaves)


def _truths(inside: bool) -> st.SearchStrategy[t.Node]:
    choice = t.Input(t.Source.FACT, "w", t.Sort.CHOICE)
    leaves: list[st.SearchStrategy[t.Node]] = [
        st.booleans().map(t.Truth),
        st.sampled_from(FLAGS).map(lambda name: t.Input(t.Source.FACT, name, t.Sort.TRUTH)),
        words.map(lambda word: t.Matches(choice, word)),
    ]
    if inside:
        leaves.append(st.just(column("f")))
        leaves.append(words.map(lambda word: t.Matches(column("k"), word)))
    return st.one_of(leaves)


@st.composite
def numbers(
    draw: st.DrawFn, depth: int = 4, inside: bool = False, references: tuple[str, ...] = REFERENCES, absent: bool = True
) -> t.Node:
    """Draw a tree that is a number."""

    def again() -> t.Node:
        return draw(numbers(depth - 1, inside, references, absent))

    kind = draw(st.integers(0, 9)) if depth else 0
    match kind:
        case 0 | 1:
            return draw(_numbers(inside, references, absent))
        case 2 | 3:
            return t.Binary(draw(st.sampled_from(t.Operator)), again(), again())
        case 4:
            left, right = again(), again()  # the same tree on both sides, and (a - b) ÷ b
            operator = draw(st.sampled_from([t.Operator.ADD, t.Operator.SUBTRACT]))
            top = t.Binary(operator, *draw(st.permutations((left, right))))
            return draw(st.sampled_from([t.divide(top, right), t.subtract(left, left), t.divide(left, left)]))
        case 5:
            return t.Unary(draw(st.sampled_from(t.Function)), again())
        case 6:
            step = draw(st.sampled_from([Fraction(1), Fraction("0.01"), Fraction("0.5"), Fraction(3), Fraction(2, 3)]))
            return t.Round(again(), step, draw(st.sampled_from(RoundingMode)))
        case 7 | 8:
            condition = draw(truth_values(depth - 1, inside, references, absent))
            return t.If(condition, again(), again())
        case _:
            body = draw(numbers(depth - 1, True, references, absent))
            where = draw(truth_values(depth - 1, True, references, absent))
            return t.Fold(draw(st.sampled_from(t.FoldKind)), TABLE, body, where)


@st.composite
def truth_values(
    draw: st.DrawFn, depth: int = 4, inside: bool = False, references: tuple[str, ...] = REFERENCES, absent: bool = True
) -> t.Node:
    """Draw a tree that is a truth value."""

    def again() -> t.Node:
        return draw(truth_values(depth - 1, inside, references, absent))

    def number() -> t.Node:
        return draw(numbers(depth - 1, inside, references, absent))

    kind = draw(st.integers(0, 9)) if depth else 0
    match kind:
        case 0 | 1:
            return draw(_truths(inside))
        case 2 | 3 | 4 | 5:
            left = number()
            right = left if draw(st.integers(0, 9)) == 0 else number()
            return t.Compare(draw(st.sampled_from(t.Relation)), left, right)
        case 6 | 7:
            return t.Logic(draw(st.booleans()), tuple(again() for _ in range(draw(st.integers(0, 3)))))
        case 8:
            return t.Not(again())
        case _:
            return t.If(again(), again(), again())


@st.composite
def derived(draw: st.DrawFn, depth: int = 2) -> dict[tuple[t.Scope, str], t.Node]:
    """Draw what the references stand for, each using only earlier ones."""
    trees: dict[tuple[t.Scope, str], t.Node] = {}
    for place, name in enumerate(REFERENCES):
        trees[t.Scope.DERIVED, name] = draw(numbers(depth, references=REFERENCES[:place]))
    return trees
