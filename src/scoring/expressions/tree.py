"""The one tree that everything is computed from: formulas, conditions and what a scoring method lowers to.

Every node is a number or a truth value. The backends in this room walk it: `possible` (all outcomes that missing data
leave open), `program` (fast exact code), `words` (sentences). Numbers are in the unit of the quantity they stand for;
conversions between units were made explicit as multiplications when the tree was read.
"""

from __future__ import annotations

import enum
from dataclasses import field
from fractions import Fraction

from scoring.diagnostics import Word
from scoring.exact import RoundingMode
from scoring.records import dataclass
from scoring.units import PLAIN, Unit


class Source(enum.Enum):
    """Where an input comes from."""

    FACT = "fact"  # 填报项; name is the fact's
    COLUMN = "column"  # a column of the row a fold is looking at
    JUDGEMENT = "judgement"  # marks given by an evaluator; name is the indicator's or item's code
    CLAIM = "claim"  # 自评: name is "total", or a code
    RUNNING = "running"  # the running total before a line on the total


class Sort(enum.Enum):
    """What an input holds."""

    NUMBER = "number"  # count, number, money, percent
    TRUTH = "truth"  # yes_no
    DATE = "date"  # a number of days, so that dates subtract
    CHOICE = "choice"  # one of some words
    TEXT = "text"  # never computed with
    TABLE = "table"  # rows; only inside a fold


class Scope(enum.Enum):
    """What a reference names."""

    DERIVED = "derived"  # 计算项
    VALUE = "value"  # the value of the indicator with that code
    MARKS = "marks"  # the marks of the node with that code
    WORKING = "working"  # an earlier working of the same indicator


class Operator(enum.Enum):
    """Operators of two numbers."""

    ADD = "+"
    SUBTRACT = "-"
    MULTIPLY = "×"
    DIVIDE = "÷"
    MIN = "min"
    MAX = "max"


class Function(enum.Enum):
    """Functions of one number."""

    ABS = "abs"
    FLOOR = "floor"
    CEIL = "ceil"


class Relation(enum.Enum):
    """Comparisons of two numbers."""

    EQUAL = "="
    UNEQUAL = "≠"
    LESS = "<"
    AT_MOST = "≤"
    MORE = ">"
    AT_LEAST = "≥"


class Outcome(enum.Enum):
    """What stands in place of a number."""

    UNDEFINED = "undefined"  # missing by policy: 0/0, a survey with too few answers
    NOT_APPLICABLE = "not_applicable"


class FoldKind(enum.Enum):
    """Ways of folding a table."""

    COUNT = "count"
    SUM = "sum"


class PeersKind(enum.Enum):
    """Ways of comparing an institution with the others of its batch; named as in formulas."""

    PLACE = "place"  # 名次: 1 for the highest; ties share the better place: 1, 1, 3
    BEST = "best"  # the highest
    AVERAGE = "average_of_batch"


@dataclass(frozen=True, slots=True)
class Number:
    """A constant. *written* keeps the way it was written, for sentences ("90%")."""

    value: Fraction
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Input:
    """A number, truth value, date or choice that comes from outside.

    Attributes:
        called: what sentences call it where its name is only a code; None for the name.
    """

    source: Source
    name: str
    sort: Sort = Sort.NUMBER
    table: str = ""
    called: Word | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """The value of another tree."""

    scope: Scope
    name: str
    truth: bool = False


@dataclass(frozen=True, slots=True)
class Binary:
    """An operation on two numbers. A division stands only where the divisor was guarded or is never zero."""

    operator: Operator
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Unary:
    """A function of one number."""

    function: Function
    operand: Node


@dataclass(frozen=True, slots=True)
class Round:
    """The one rounding, to a multiple of a constant step. *percent* keeps that the step was written in %."""

    operand: Node
    step: Fraction
    mode: RoundingMode
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Compare:
    """A truth value from two numbers (dates included)."""

    relation: Relation
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Matches:
    """Whether a choice is *word*."""

    operand: Input
    word: str


@dataclass(frozen=True, slots=True)
class Logic:
    """All (且) or any (或) of some truth values; Kleene's logic where data are missing."""

    every: bool
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Negation."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Missing:
    """Whether no value is known for *operand*; only in cross-checks (勾稽), never in what is scored."""

    operand: Input | Reference


@dataclass(frozen=True, slots=True)
class Truth:
    """A constant truth value."""

    value: bool


@dataclass(frozen=True, slots=True)
class If:
    """One of two numbers or truth values; only the branch taken is needed."""

    condition: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Fold:
    """A number from the rows of a table: how many hold *where*, or the sum of *body* over them."""

    kind: FoldKind
    table: str
    body: Node
    where: Node


@dataclass(frozen=True, slots=True)
class Peers:
    """A number from comparing *operand* over all institutions of the batch, the one that is scored included.

    Attributes:
        kind: see `PeersKind`.
        operand: what is compared, of each institution by its own facts; those where it is not applicable are no peers.
        among: only institutions that answer this fact alike are peers; None for all.
        unit: unit of the result, to show it in.
        text: as written.
    """

    kind: PeersKind
    operand: Node
    among: Input | None = None
    unit: Unit = field(default=PLAIN, compare=False)
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Absent:
    """No number: not applicable, or undefined because of *cause* (the name of what is to blame)."""

    outcome: Outcome
    cause: str = ""


Node = (
    Number
    | Input
    | Reference
    | Binary
    | Unary
    | Round
    | Compare
    | Matches
    | Logic
    | Not
    | Missing
    | Truth
    | If
    | Fold
    | Peers
    | Absent
)

TRUTHS = (Compare, Matches, Logic, Not, Missing, Truth)


def number(value: Fraction | int, *, percent: bool = False) -> Number:
    """Return a constant."""
    return Number(Fraction(value), percent)


def working(name: str, *, truth: bool = False) -> Reference:
    """Return a reference to an earlier working of the same indicator."""
    return Reference(Scope.WORKING, name, truth)


def add(left: Node, right: Node) -> Node:
    """Return left + right."""
    return Binary(Operator.ADD, left, right)


def subtract(left: Node, right: Node) -> Node:
    """Return left - right."""
    return Binary(Operator.SUBTRACT, left, right)


def multiply(left: Node, right: Node) -> Node:
    """Return left × right."""
    return Binary(Operator.MULTIPLY, left, right)


def divide(left: Node, right: Node) -> Node:
    """Return left ÷ right, whose divisor the caller has guarded."""
    return Binary(Operator.DIVIDE, left, right)


def minimum(left: Node, right: Node) -> Node:
    """Return the smaller of both."""
    return Binary(Operator.MIN, left, right)


def maximum(left: Node, right: Node) -> Node:
    """Return the larger of both."""
    return Binary(Operator.MAX, left, right)


def compare(left: Node, relation: Relation, right: Node) -> Node:
    """Return the truth value of a comparison."""
    return Compare(relation, left, right)


def total(parts: tuple[Node, ...]) -> Node:
    """Return the sum of *parts*, 0 for none."""
    result: Node = parts[0] if parts else number(0)
    for part in parts[1:]:
        result = add(result, part)
    return result


def is_truth(node: Node) -> bool:
    """Tell whether *node* is a truth value rather than a number."""
    if isinstance(node, If):
        return is_truth(node.then)
    if isinstance(node, Input):
        return node.sort is Sort.TRUTH
    return isinstance(node, TRUTHS) or (isinstance(node, Reference) and node.truth)


def children(node: Node) -> tuple[Node, ...]:
    """Return the nodes directly below *node*, in reading order."""
    match node:
        case Number() | Input() | Reference():  # most nodes
            return ()
        case Binary(_, left, right) | Compare(_, left, right):
            return (left, right)
        case Unary(_, operand) | Round(operand) | Not(operand):
            return (operand,)
        case Matches(operand) | Missing(operand):
            return (operand,)
        case Logic(_, parts):
            return parts
        case If(condition, then, otherwise):
            return (condition, then, otherwise)
        case Fold(_, _, body, where):
            return (body, where)
        case Peers(_, operand, among):
            return (operand,) if among is None else (operand, among)
        case _:
            return ()


def walk(node: Node) -> tuple[Node, ...]:
    """Return *node* and everything below it, outermost first."""
    found: list[Node] = []
    waiting = [node]
    while waiting:
        current = waiting.pop()
        found.append(current)
        waiting.extend(reversed(children(current)))
    return tuple(found)
