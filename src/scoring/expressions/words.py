"""Trees as sentences: ``在职人数 ÷ 编制数``, ``90% ≤ 完成率 < 100%``, 专项资金中“非 按进度下达”的个数.

A tree comes in, a `Message` goes out, which the reader's language renders. Brackets stand only where leaving them out
would say something else; trees that differ have words that differ.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from enum import IntEnum
from fractions import Fraction
from typing import Final

from scoring.diagnostics import Message, Quantity, message
from scoring.diagnostics.message import Value, from_mapping
from scoring.exact import RoundingMode, decimal_places
from scoring.expressions.gathered import arguments_of, runs_on
from scoring.expressions.phrases import FUNCTIONS, NAMED, PEERS, PLAIN
from scoring.expressions.tree import (
    Absent,
    Binary,
    Compare,
    Fold,
    FoldKind,
    If,
    Input,
    Logic,
    Matches,
    Missing,
    Node,
    Not,
    Number,
    Operator,
    Outcome,
    Peers,
    Reference,
    Round,
    Scope,
    Source,
    Truth,
    Unary,
)
from scoring.records import dataclass

_BARE: Final = re.compile(r"[^\W\d_][\w·]*")
RESERVED: Final = frozenset({"if", "then", "else", "of", "where", "and", "or", "not", "且", "或", "非"})
"""Words of the grammar: a name spelled like one stands in corner brackets."""

Known = Mapping[tuple[Source | Scope, str] | Peers, Value]
"""What to write in place of inputs, references and comparisons with the batch."""


class _Level(IntEnum):
    """How loosely something holds together; a part that is looser than its surroundings stands in brackets."""

    CHOICE = 0
    OR = 1
    AND = 2
    NOT = 3
    COMPARISON = 4
    SUM = 5
    PRODUCT = 6
    MINUS = 7
    ATOM = 8


def words(node: Node) -> Message:
    """Return *node* in words."""
    return substituted(node, {})


def substituted(node: Node, values: Known) -> Message:
    """Return *node* in words, its inputs and references replaced by *values* where there are any."""
    return _Writer(values).at(node, _Level.CHOICE)


def show_name(name: str) -> str:
    """Return *name* as it is written in an expression: bare where that is allowed, else in corner brackets.

    >>> show_name("在职人数"), show_name("6月底下达比例")
    ('在职人数', '「6月底下达比例」')
    """
    return name if _BARE.fullmatch(name) and name not in RESERVED else f"「{name}」"


@dataclass(frozen=True, slots=True)
class _Writer:
    """Puts trees into words."""

    values: Known = field(default_factory=dict)

    def at(self, node: Node, level: _Level) -> Message:
        """Return *node* in words, in brackets if it is looser than *level*."""
        said, own = self.said(node)
        return said if own >= level else message("({inside})", inside=said)

    def said(self, node: Node) -> tuple[Message, _Level]:
        """Return *node* in words and how loosely they hold together."""
        match node:
            case Number():
                return _number(node.value, percent=node.percent)
            case Input() | Reference():
                return self._named(node)
            case Binary():
                return self._binary(node)
            case Compare():
                return self._chain((node,)), _Level.COMPARISON
            case Logic():
                return self._logic(node)
            case If(condition, then, otherwise):
                return message(
                    "if {condition} then {then} else {otherwise}",
                    condition=self.at(condition, _Level.CHOICE),
                    then=self.at(then, _Level.CHOICE),
                    otherwise=self.at(otherwise, _Level.CHOICE),
                ), _Level.CHOICE
            case Not(operand):
                # a negation takes a comparison or another negation
                return message("not {operand}", operand=self.at(operand, _Level.NOT)), _Level.NOT
            case Fold():
                return self._fold(node), _Level.ATOM
            case Peers():
                return self._peers(node), _Level.ATOM
            case _:
                return self._simple(node)

    def _simple(self, node: Unary | Round | Matches | Missing | Truth | Absent) -> tuple[Message, _Level]:
        """Return in words what has at most one part."""
        match node:
            case Unary(function, operand):
                return from_mapping(FUNCTIONS[function].text, {"operand": self.at(operand, _Level.CHOICE)}), _Level.ATOM
            case Round(operand, step, mode, percent):
                return message(
                    "round({operand}, {step})"
                    if mode is RoundingMode.HALF_UP
                    else "round_half_even({operand}, {step})",
                    operand=self.at(operand, _Level.CHOICE),
                    step=_number(step, percent=percent)[0],
                ), _Level.ATOM
            case Matches(operand, word):
                name, _ = self._named(operand)
                return message("{left} {sign} {right}", left=name, sign="=", right=show_name(word)), _Level.COMPARISON
            case Missing(operand):
                return message("missing({operand})", operand=self._named(operand)[0]), _Level.ATOM
            case Truth(value):
                return message("true") if value else message("false"), _Level.ATOM
        return _absent(node.outcome, node.cause), _Level.ATOM

    def _named(self, node: Input | Reference) -> tuple[Message, _Level]:
        """Return an input or a reference by its name, or what is written in its place."""
        key = (node.source if isinstance(node, Input) else node.scope, node.name)
        if (value := self.values.get(key)) is not None:
            negative = (isinstance(value, Quantity) and value.value < 0) or (
                isinstance(value, Fraction | int) and value < 0
            )
            return message("{value}", value=value), _Level.MINUS if negative else _Level.ATOM
        if isinstance(node, Input) and node.called is not None:
            return message("{value}", value=node.called), _Level.ATOM
        return from_mapping(NAMED.get(key[0], PLAIN).text, {"name": show_name(node.name)}), _Level.ATOM

    def _binary(self, node: Binary) -> tuple[Message, _Level]:
        """Return an operation on two numbers in words."""
        operator, left, right = node.operator, node.left, node.right
        if operator in (Operator.MIN, Operator.MAX):
            arguments = self._listed(arguments_of(node, operator))
            smallest = operator is Operator.MIN
            return message("min({arguments})" if smallest else "max({arguments})", arguments=arguments), _Level.ATOM
        if (average := self._average(node)) is not None:
            return average, _Level.ATOM
        if operator is Operator.SUBTRACT and left == Number(Fraction(0)) and not isinstance(right, Number):
            # the operand is a single thing: -(-x) keeps its brackets
            return message("-{operand}", operand=self.at(right, _Level.ATOM)), _Level.MINUS
        level = _Level.SUM if operator in (Operator.ADD, Operator.SUBTRACT) else _Level.PRODUCT
        shown, own = self.said(right)
        if own is _Level.MINUS or own < (_Level.PRODUCT if level is _Level.SUM else _Level.ATOM):
            shown = message("({inside})", inside=shown)
        left_shown = self.at(left, level)
        return message("{left} {sign} {right}", left=left_shown, sign=operator.value, right=shown), level

    def _listed(self, parts: Sequence[Node]) -> Message:
        """Return the arguments of a function."""
        result = self.at(parts[-1], _Level.CHOICE)
        for part in reversed(parts[:-1]):
            result = message("{first}, {rest}", first=self.at(part, _Level.CHOICE), rest=result)
        return result

    def _logic(self, node: Logic) -> tuple[Message, _Level]:
        """Return 且 and 或 in words; a chain of comparisons is put together again."""
        links = tuple(part for part in node.parts if isinstance(part, Compare))
        if node.every and len(links) == len(node.parts) and runs_on(links):
            return self._chain(links), _Level.COMPARISON
        if not node.parts:
            return self.said(Truth(node.every))
        level, tighter = (_Level.AND, _Level.NOT) if node.every else (_Level.OR, _Level.AND)
        result = self.at(node.parts[-1], tighter)
        for part in reversed(node.parts[:-1]):
            left = self.at(part, tighter)
            result = message("{left} and {right}" if node.every else "{left} or {right}", left=left, right=result)
        return result, level

    def _chain(self, links: Sequence[Compare]) -> Message:
        """Return one comparison, or several that share their middles: ``90% ≤ x < 100%``."""
        result = self.at(links[-1].right, _Level.SUM)
        for link in reversed(links):
            left = self.at(link.left, _Level.SUM)
            result = message("{left} {sign} {right}", left=left, sign=link.relation.value, right=result)
        return result

    def _average(self, node: Binary) -> Message | None:
        """Return an average in words if *node* is a sum over rows divided by their number."""
        total, count = node.left, node.right
        if node.operator is not Operator.DIVIDE or not (isinstance(total, Fold) and isinstance(count, Fold)):
            return None
        same = (total.table, total.where) == (count.table, count.where)
        if not same or total.kind is not FoldKind.SUM or count.kind is not FoldKind.COUNT:
            return None
        return self._over_rows(
            total,
            message("the average of {body} in {table}"),
            message("the average of {body} in {table} where “{condition}”"),
        )

    def _fold(self, node: Fold) -> Message:
        """Return a fold as a sentence."""
        if node.kind is FoldKind.COUNT:
            return self._over_rows(
                node,
                message("the number of rows of {table}"),
                message("the number of rows of {table} where “{condition}”"),
            )
        return self._over_rows(
            node,
            message("the sum of {body} in {table}"),
            message("the sum of {body} in {table} where “{condition}”"),
        )

    def _over_rows(self, node: Fold, every: Message, some: Message) -> Message:
        """Return *every* filled in, or *some* where only rows with a condition count."""
        table = show_name(node.table)
        body = self.at(node.body, _Level.CHOICE)
        if node.where == Truth(True):
            return from_mapping(every.text, {"table": table, "body": body})
        condition = self.at(node.where, _Level.CHOICE)
        return from_mapping(some.text, {"table": table, "body": body, "condition": condition})

    def _peers(self, node: Peers) -> Message:
        """Return a comparison with the batch as a phrase, or what it came to."""
        if node in self.values:
            return message("{value}", value=self.values[node])
        every, some = PEERS[node.kind]
        operand = _Writer().at(node.operand, _Level.ATOM)  # that of every peer, so no figure stands in its place
        if node.among is None:
            return from_mapping(every.text, {"operand": operand})
        return from_mapping(some.text, {"operand": operand, "among": show_name(node.among.name)})


def _number(value: Fraction, *, percent: bool) -> tuple[Message, _Level]:
    """Return a constant with all its digits; one that has no end in decimals as a quotient."""
    shown = value * 100 if percent else value
    digits = decimal_places(shown)
    if digits is None:
        quotient = message(
            "{left} {sign} {right}", left=Fraction(value.numerator), sign="÷", right=Fraction(value.denominator)
        )
        return quotient, _Level.PRODUCT
    unit = "%" if percent else ""
    return message("{value}", value=Quantity(value, unit, digits)), _Level.MINUS if value < 0 else _Level.ATOM


def _absent(outcome: Outcome, cause: str) -> Message:
    """Return what stands in place of a number."""
    if outcome is Outcome.NOT_APPLICABLE:
        return message("not applicable")
    return message("missing data ({cause})", cause=cause) if cause else message("missing data")
