"""Reads an expression of the rule language and works it out while reading it; no tree is built.

In: the text and a function that answers what a name stands for. Out: an exact number, a truth value, a text, a date, a
table, or one of the ways of having no value of `oracle_values`. Units other than % are ignored.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from math import ceil, floor

from oracle_values import (
    COMPARISONS,
    Row,
    Unknown,
    Value,
    both_true,
    compared,
    divided,
    either_true,
    fraction,
    number,
    opposite,
    plain,
    rounded,
    without_value,
)

Lookup = Callable[[str], "Value | None"]
TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?%?)|「(?P<quoted>[^」]*)」|(?P<name>[^\W\d_][\w·]*)|(?P<sign><=|>=|!=|[-+*/×÷(),<>=≠≤≥]))"
)
WORDS = {"且": "and", "或": "or", "非": "not"}
RESERVED = {"and", "or", "not", "if", "then", "else", "of", "where"}
FUNCTIONS: dict[str, Callable[[list[Fraction]], Fraction]] = {
    "min": min,
    "max": max,
    "abs": lambda given: abs(given[0]),
    "floor": lambda given: Fraction(floor(given[0])),
    "ceil": lambda given: Fraction(ceil(given[0])),
    "round": lambda given: rounded(given[0], given[1] if len(given) > 1 else Fraction(1)),
}
FOLDS = ("count", "sum", "average")


class Reading:
    """One pass over one expression; every method reads one construct and returns its value."""

    def __init__(self, text: str, lookup: Lookup, marks: Lookup) -> None:
        self.tokens = tokens_of(text)
        self.at = 0
        self.lookup = lookup
        self.marks = marks
        self.rows: list[Row] = []

    def next_is(self, *signs: str) -> bool:
        """Tell whether the next token is one of *signs*."""
        return self.at < len(self.tokens) and self.tokens[self.at] in [("sign", sign) for sign in signs]

    def take(self, *signs: str) -> str:
        """Read one of *signs* and return it."""
        if not self.next_is(*signs):
            raise SyntaxError(f"expected {signs} at {self.at} in {self.tokens}")
        self.at += 1
        return self.tokens[self.at - 1][1]

    def whole(self) -> Value:
        """Read an expression of any kind."""
        if not self.next_is("if"):
            return self.alternatives()
        self.take("if")
        condition = self.whole()
        self.take("then")
        first = self.whole()
        self.take("else")
        second = self.whole()
        if isinstance(condition, bool):
            return first if condition else second
        agreed = first == second and without_value([first]) is None
        return first if agreed and isinstance(condition, Unknown) else condition

    def alternatives(self) -> Value:
        """a 或 b 或 …"""
        value = self.requirements()
        while self.next_is("or"):
            self.take("or")
            value = either_true(value, self.requirements())
        return value

    def requirements(self) -> Value:
        """a 且 b 且 …"""
        value = self.negation()
        while self.next_is("and"):
            self.take("and")
            value = both_true(value, self.negation())
        return value

    def negation(self) -> Value:
        """非 a"""
        if self.next_is("not"):
            self.take("not")
            return opposite(self.negation())
        return self.comparison()

    def comparison(self) -> Value:
        """a < b ≤ c means a < b 且 b ≤ c."""
        left = self.added()
        if not self.next_is(*COMPARISONS):
            return left
        value: Value = True
        while self.next_is(*COMPARISONS):
            sign = self.take(*COMPARISONS)
            right = self.added()
            value = both_true(value, compared(left, sign, right))
            left = right
        return value

    def added(self) -> Value:
        """a + b - c; two dates subtracted give days."""
        value = self.multiplied()
        while self.next_is("+", "-"):
            sign = self.take("+", "-")
            right = self.multiplied()
            lacking = without_value([value, right])
            if lacking is not None:
                value = lacking
            elif isinstance(value, date) and isinstance(right, date):
                value = Fraction((value - right).days)
            else:
                value = fraction(value) + (fraction(right) if sign == "+" else -fraction(right))
        return value

    def multiplied(self) -> Value:
        """a × b ÷ c"""
        value = self.signed()
        while self.next_is("*", "×", "/", "÷"):
            sign = self.take("*", "×", "/", "÷")
            right = self.signed()
            if sign in "/÷":
                value = divided(value, right)
            else:
                lacking = without_value([value, right])
                value = fraction(value) * fraction(right) if lacking is None else lacking
        return value

    def signed(self) -> Value:
        """-a"""
        if self.next_is("-", "+"):
            sign = self.take("-", "+")
            value = self.signed()
            return -value if sign == "-" and isinstance(value, Fraction) else value
        return self.single()

    def single(self) -> Value:
        """A number, a name, a function, a fold, or something in brackets."""
        if self.next_is("("):
            self.take("(")
            value = self.whole()
            self.take(")")
            return value
        kind, text = self.tokens[self.at]
        self.at += 1
        if kind == "number":
            return number(text)
        if kind == "sign":
            raise SyntaxError(f"unexpected {text} in {self.tokens}")
        if kind == "name" and self.next_is("("):
            return self.called(text)
        return self.named(text)

    def called(self, function: str) -> Value:
        """function(…)"""
        self.take("(")
        if function in FOLDS:
            return self.folded(function)
        if function == "marks":
            value = self.marks(self.tokens[self.at][1])
            self.at += 1
            self.take(")")
            if value is None:
                raise NameError(f"no such indicator in {self.tokens}")
            return value
        given = [self.whole()]
        while self.next_is(","):
            self.take(",")
            given.append(self.whole())
        self.take(")")
        lacking = without_value(given)
        return FUNCTIONS[function]([fraction(one) for one in given]) if lacking is None else lacking

    def named(self, name: str) -> Value:
        """A column of the row at hand, then what the rule set knows; else the text itself, a value of a choice."""
        for row in reversed(self.rows):
            if plain(name) in row:
                return row[plain(name)]
        known = self.lookup(plain(name))
        if known is not None:
            return known
        return {"是": True, "否": False, "true": True, "false": False}.get(name, name)

    def skipped(self, *stops: str) -> int:
        """Move to the first of *stops* outside inner brackets and return where the skipped part began."""
        start, depth = self.at, 0
        while depth or not self.next_is(*stops):
            depth += self.next_is("(") - self.next_is(")")
            self.at += 1
        return start

    def folded(self, function: str) -> Value:
        """count(表 where 条件), sum(列 of 表 where 条件), average(列 of 表 where 条件)"""
        body = None
        if function != "count":
            body = self.skipped("of")
            self.take("of")
        table = self.whole()
        condition = None
        if self.next_is("where"):
            self.take("where")
            condition = self.skipped(")")
        end = self.at
        if not isinstance(table, tuple):
            self.at = end
            self.take(")")
            return table
        kept: list[Value] = []
        for row in table:
            holds = True if condition is None else self.in_row(row, condition)
            if holds is not False:
                kept.append(holds if holds is not True else Fraction(1) if body is None else self.in_row(row, body))
        self.at = end
        self.take(")")
        return gathered(function, kept)

    def in_row(self, row: Row, start: int) -> Value:
        """Work out the part of the expression that begins at *start* for one row."""
        self.rows.append(row)
        self.at = start
        value = self.whole()
        self.rows.pop()
        return value


def gathered(function: str, values: list[Value]) -> Value:
    """Return the sum or the average of *values*; the average of nothing is nothing divided by zero."""
    lacking = without_value(values)
    if lacking is not None:
        return lacking
    total = sum((fraction(one) for one in values), Fraction(0))
    if function != "average":
        return total
    return divided(total, Fraction(len(values)))


def tokens_of(text: str) -> list[tuple[str, str]]:
    """Cut *text* into (kind, text) pairs."""
    written = unicodedata.normalize("NFKC", text).strip()
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(written):
        match = TOKEN.match(written, at)
        if match is None:
            raise SyntaxError(f"cannot read {written[at:]!r}")
        kind = match.lastgroup or ""
        word = WORDS.get(match[kind], match[kind])
        is_sign = kind == "sign" or (kind == "name" and word in RESERVED)
        found.append(("sign" if is_sign else kind, word))
        at = match.end()
    return found


def evaluate(text: str, lookup: Lookup, marks: Lookup = lambda name: None) -> Value:
    """Return what *text* comes to.

    >>> evaluate("if 3 ≤ 甲 < 5 then min(甲, 2) × 50% else 0", {"甲": Fraction(4)}.get)
    Fraction(1, 1)
    """
    reading = Reading(text, lookup, marks)
    value = reading.whole()
    if reading.at != len(reading.tokens):
        raise SyntaxError(f"left over: {reading.tokens[reading.at :]} of {text!r}")
    return value
