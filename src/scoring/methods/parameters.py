"""How a method's parameters are read.

A method's parameters are a frozen dataclass; each field made with `parameter` says under which key it stands, what kind
of thing it is, and what it means. Reading, the JSON Schema and the documentation all come from these declarations.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any, Final, TypeVar

from scoring.diagnostics import Diagnostic, Kind, Location, Message, Quantity, Word, message
from scoring.documents import keys as written
from scoring.documents.keys import One, Several
from scoring.documents.shape import Shape
from scoring.documents.tree import Mapping, Node, Scalar
from scoring.expressions.expected import Expected, Typed
from scoring.expressions.intervals import Interval, read_interval
from scoring.expressions.parse import read_expression
from scoring.methods.declaring import (
    Parameter,
    Reader,
    Reading,
    keys_of,
    parameter,
    parameters_of,
    place,
    reads,
)
from scoring.units import PERCENT, PLAIN, Unit

__all__ = ["Parameter", "Reader", "Reading", "keys_of", "parameter", "parameters_of", "place", "reads"]

T = TypeVar("T")

PERCENT_MISSING: Final = Kind(
    "R110",
    "{text} stands for a quantity in %, but is written without %",
    "write {text}% (or {ratio} if the ratio itself is meant)",
)
PERCENT_UNEXPECTED: Final = Kind(
    "R111", "{text} is written with %, but the value is not in %", "drop the %, or give the value the unit %"
)
NEGATIVE: Final = Kind("R112", "{what} is {value}; it must not be below 0", "write 0 or a number above it")
NOT_POSITIVE: Final = Kind("R113", "{what} is {value}; it must be above 0", "write a number above 0")
PERCENT_MARKS: Final = Kind("R115", "{what} is written with %: {text}", "write a plain number, such as 0.5")
EMPTY_LIST: Final = Kind("R128", "the list {what} is empty", "write at least one row, or leave {what} out if it may be")
LONG_LIST: Final = Kind("R129", "the list {what} has {count} rows", "write at most {limit} rows")

MAX_ROWS: Final = 50
"""Rows a list of bands, conditions, items or levels may have; the longest official one has ten."""


def read_parameters(cls: type[T], mapping: Mapping, reading: Reading) -> T | None:
    """Read the parameters of *cls* that stand in *mapping*; None after a finding. Unknown keys are the caller's."""
    values: dict[str, Any] = {}
    complete = True
    reading = replace(reading, beside=mapping)
    known = tuple(parameters_of(cls))
    for name, declared in known:
        entry = mapping.entry(declared.key)
        if entry is None:
            complete = complete and not declared.required
            continue
        value = declared.reader(entry.value, reading, message("{key}", key=declared.key))
        if value is None:
            complete = False
        else:
            values[name] = value
    alike = [(declared.like, name) for name, declared in known if declared.like]
    if not (complete and all([_in_one_unit(pair, values, mapping, reading) for pair in alike])):
        return None
    return cls(**values | {"place": mapping.place})


def _in_one_unit(pair: tuple[str, str], values: dict[str, Any], mapping: Mapping, reading: Reading) -> bool:
    """Bring two expressions to one unit, that of the first that has one; False after a finding."""
    leading, following = sorted(pair, key=lambda name: values[name].unit == PLAIN)
    unit, node = values[leading].unit, mapping.get(following)
    if unit != values[following].unit and node is not None:
        values[following] = expression(Expected.NUMBER, unit)(node, reading, message("{key}", key=following))
    return values[following] is not None


@reads(One(Word("a number in the unit of the value, a percentage with its %"), ("100%", "10"), written.PATTERN))
def quantity(node: Node, reading: Reading, what: Message) -> Fraction | None:
    """Read a number in the unit of the indicator's value."""
    value = reading.shape.number(node, what)
    if value is None or not isinstance(node, Scalar):
        return None
    shown = node.text.strip()
    in_percent = shown.endswith(("%", "％"))
    if reading.unit.percent and not in_percent and value != 0:
        reading.report(PERCENT_MISSING.at(node.place, text=shown, ratio=Quantity(value, "%")))
        return None
    if in_percent and not reading.unit.percent:
        reading.report(PERCENT_UNEXPECTED.at(node.place, text=shown))
        return None
    return value


@reads(One(Word("a number above 0 in the unit of the value, a percentage with its %"), ("1%", "10"), written.PATTERN))
def step(node: Node, reading: Reading, what: Message) -> Fraction | None:
    """Read a number above zero in the unit of the indicator's value."""
    return _positive(quantity(node, reading, what), node, reading, what)


def plain_number(node: Node | None, shape: Shape, what: Message) -> Fraction | None:
    """Read a number of marks, or of anything else that is never written with %."""
    number = shape.written(node, what)
    if number is None or node is None:
        return None
    if number.unit:
        shape.findings.append(PERCENT_MARKS.at(node.place, what=what, text=getattr(node, "text", "")))
        return None
    return number.value


@reads(written.MARKS)
def marks(node: Node, reading: Reading, what: Message) -> Fraction | None:
    """Read a number of marks, at least zero."""
    value = plain_number(node, reading.shape, what)
    if value is not None and value < 0:
        reading.report(NEGATIVE.at(node.place, what=what, value=value))
        return None
    return value


@reads(written.POSITIVE_MARKS)
def positive_marks(node: Node, reading: Reading, what: Message) -> Fraction | None:
    """Read a number of marks above zero."""
    return _positive(plain_number(node, reading.shape, what), node, reading, what)


@reads(written.POSITIVE_MARKS)
def step_of_marks(node: Node, reading: Reading, what: Message) -> Fraction | None:
    """Read a step of which marks are multiples, above zero; it is worth nothing itself."""
    return positive_marks(node, reading, what)


def _positive(value: Fraction | None, node: Node, reading: Reading, what: Message) -> Fraction | None:
    if value is not None and value <= 0:
        reading.report(NOT_POSITIVE.at(node.place, what=what, value=value))
        return None
    return value


@reads(written.TEXT)
def text(node: Node, reading: Reading, what: Message) -> str | None:
    """Read a text."""
    return reading.shape.text(node, what)


@reads(written.FLAG)
def flag(node: Node, reading: Reading, what: Message) -> bool | None:
    """Read true/false."""
    return reading.shape.flag(node, what)


def one_of(words: type[enum.Enum], **about: Word) -> Reader[enum.Enum]:
    """Return a reader of one of the values of the enum *words*; *about* says of each value what it means."""
    allowed = written.choice(words, **about)

    def read(node: Node, reading: Reading, what: Message) -> enum.Enum | None:
        word = reading.shape.word(node, allowed.allowed, what)
        return None if word is None else words(word)

    return Reader(read, allowed)


@reads(written.INTERVAL)
def interval(node: Node, reading: Reading, what: Message) -> Interval | None:
    """Read an interval in the unit of the indicator's value."""
    return _interval(node, reading, what, reading.unit)


@reads(One(Word("an interval of percentages, in quotes"), ("[80%, 100%]",), written.INTERVAL.pattern))
def share_interval(node: Node, reading: Reading, what: Message) -> Interval | None:
    """Read an interval of shares of the full marks, in %."""
    return _interval(node, reading, what, PERCENT)


def _interval(node: Node, reading: Reading, what: Message, unit: Unit) -> Interval | None:
    found_text = reading.shape.text(node, what)
    if found_text is None:
        return None
    found, findings = read_interval(found_text, start(node), unit)
    reading.shape.findings.extend(findings)
    return found


def expression(expected: Expected, unit: Unit | None = None) -> Reader[Typed]:
    """Return a reader of an expression that gives what is *expected*, a number in *unit* if one is needed."""

    def read(node: Node, reading: Reading, what: Message) -> Typed | None:
        formula = reading.shape.text(node, what)
        if formula is None:
            return None
        typed, findings = read_expression(formula, start(node), reading.names, expect=expected, unit=unit)
        reading.shape.findings.extend(findings)
        return typed

    return Reader(read, written.CONDITION if expected is Expected.TRUTH else written.FORMULA)


def records(cls: type[T]) -> Reader[tuple[T, ...]]:
    """Return a reader of a list of at least one mapping, each with the parameters of *cls*."""
    keys = keys_of(cls)

    def read(node: Node, reading: Reading, what: Message) -> tuple[T, ...] | None:
        items = reading.shape.sequence(node, what)
        if items is None:
            return None
        if not items:
            reading.report(EMPTY_LIST.at(node.place, what=what))
        if len(items) > MAX_ROWS:
            reading.report(LONG_LIST.at(node.place, what=what, count=len(items), limit=MAX_ROWS))
        found: list[T | None] = [] if items else [None]
        for item in items:
            mapping = reading.shape.record(item, what, keys)
            found.append(None if mapping is None else read_checked(cls, mapping, reading))
        return None if None in found or len(found) > MAX_ROWS else tuple(one for one in found if one is not None)

    return Reader(read, Several(keys, least=1, most=MAX_ROWS))


def read_checked(cls: type[T], mapping: Mapping, reading: Reading) -> T | None:
    """Read parameters, or one record of them, and let them say what is wrong with them as a whole."""
    record = read_parameters(cls, mapping, reading)
    check: Callable[[Any], Iterator[Diagnostic]] | None = getattr(cls, "check", None)
    if record is None or check is None:
        return record
    findings = tuple(check(record))
    reading.shape.findings.extend(findings)
    return None if findings else record


def start(node: Node) -> Location:
    """Return the place of the first character of a scalar's text: behind the quote, if there is one."""
    if isinstance(node, Scalar) and node.quoted and node.place.text[node.place.column - 1 : node.place.column] in "\"'":
        return node.place.inside(1, max(node.place.width - 2, 1))
    return node.place
