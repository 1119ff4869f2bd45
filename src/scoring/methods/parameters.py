"""How a method's parameters are declared and read.

A method's parameters are a frozen dataclass; each field made with `parameter` says under which key it stands, what kind
of thing it is, and what it means. Reading, the JSON Schema and the documentation all come from these declarations.
"""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any, Final, Protocol, TypeVar

from scoring.diagnostics import Diagnostic, Kind, Location, Message, Quantity, Word, message
from scoring.documents.shape import Shape
from scoring.documents.tree import Mapping, Node, Scalar
from scoring.expressions.expected import Expected, Typed
from scoring.expressions.intervals import Interval, read_interval
from scoring.expressions.names import Names
from scoring.expressions.parse import read_expression
from scoring.records import dataclass
from scoring.units import PERCENT, PLAIN, Unit

T = TypeVar("T")

KEY: Final = "parameter"

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


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader of a parameter may use.

    Attributes:
        shape: reads shapes and collects findings.
        names: what an expression may name.
        unit: the unit of the indicator's value.
        beside: what stands beside the parameter.
    """

    shape: Shape
    names: Names
    unit: Unit = PLAIN
    beside: Mapping | None = None

    def report(self, finding: Diagnostic) -> None:
        """Add one finding."""
        self.shape.findings.append(finding)


class Reader(Protocol):
    """Reads one kind of parameter; None after a finding."""

    def __call__(self, node: Node, reading: Reading, what: Message) -> Any:
        """Return the value, or None after a finding."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """The declaration of one parameter.

    Attributes:
        key: key in the rule file.
        reader: reads its value.
        about: what it means, one sentence.
        required: whether it must be written.
        words: the permitted words, where it is one of a few.
        like: key of the expression that it is compared with, so that both are brought to one unit; "" for none.
    """

    key: str
    reader: Reader
    about: Word
    required: bool
    words: tuple[str, ...] = ()
    like: str = ""


def parameter(
    reader: Reader,
    about: Word,
    *,
    key: str = "",
    default: Any = dataclasses.MISSING,
    words: tuple[str, ...] = (),
    like: str = "",
) -> Any:
    """Declare a field of a parameter class; without *default* it is required."""
    declared = Parameter(key, reader, about, default is dataclasses.MISSING, words, like)
    if default is dataclasses.MISSING:
        return dataclasses.field(metadata={KEY: declared})
    return dataclasses.field(default=default, metadata={KEY: declared})


def place() -> Any:
    """Declare the field, called ``place``, that receives the place where the parameters start; each class has it."""
    return dataclasses.field(default=Location(""), compare=False, metadata={KEY: None})


def parameters_of(cls: type[Any]) -> Iterator[tuple[str, Parameter]]:
    """Yield (field name, declaration) of each parameter of *cls*, keys filled in."""
    for field in dataclasses.fields(cls):
        declared = field.metadata.get(KEY)
        if isinstance(declared, Parameter):
            yield field.name, dataclasses.replace(declared, key=declared.key or field.name)


def read_parameters(cls: type[T], mapping: Mapping, reading: Reading) -> T | None:
    """Read the parameters of *cls* that stand in *mapping*; None after a finding. Unknown keys are the caller's."""
    values: dict[str, Any] = {}
    complete = True
    reading = dataclasses.replace(reading, beside=mapping)
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


def quantity(node: Node, reading: Reading, what: Message) -> Fraction | None:
    """Read a number in the unit of the indicator's value."""
    value = reading.shape.number(node, what)
    if value is None or not isinstance(node, Scalar):
        return None
    written = node.text.strip()
    in_percent = written.endswith(("%", "％"))
    if reading.unit.percent and not in_percent and value != 0:
        reading.report(PERCENT_MISSING.at(node.place, text=written, ratio=Quantity(value, "%")))
        return None
    if in_percent and not reading.unit.percent:
        reading.report(PERCENT_UNEXPECTED.at(node.place, text=written))
        return None
    return value


def step(node: Node, reading: Reading, what: Message) -> Fraction | None:
    """Read a number above zero in the unit of the indicator's value."""
    return _positive(quantity(node, reading, what), node, reading, what)


def plain_number(node: Node | None, shape: Shape, what: Message) -> Fraction | None:
    """Read a number of marks, or of anything else that is never written with %."""
    written = shape.written(node, what)
    if written is None or node is None:
        return None
    if written.unit:
        shape.findings.append(PERCENT_MARKS.at(node.place, what=what, text=getattr(node, "text", "")))
        return None
    return written.value


def marks(node: Node, reading: Reading, what: Message) -> Fraction | None:
    """Read a number of marks, at least zero."""
    value = plain_number(node, reading.shape, what)
    if value is not None and value < 0:
        reading.report(NEGATIVE.at(node.place, what=what, value=value))
        return None
    return value


def positive_marks(node: Node, reading: Reading, what: Message) -> Fraction | None:
    """Read a number of marks above zero."""
    return _positive(plain_number(node, reading.shape, what), node, reading, what)


def _positive(value: Fraction | None, node: Node, reading: Reading, what: Message) -> Fraction | None:
    if value is not None and value <= 0:
        reading.report(NOT_POSITIVE.at(node.place, what=what, value=value))
        return None
    return value


def text(node: Node, reading: Reading, what: Message) -> str | None:
    """Read a text."""
    return reading.shape.text(node, what)


def flag(node: Node, reading: Reading, what: Message) -> bool | None:
    """Read true/false."""
    return reading.shape.flag(node, what)


def one_of(words: type[enum.Enum]) -> Reader:
    """Return a reader of one of the values of the enum *words*."""

    def read(node: Node, reading: Reading, what: Message) -> enum.Enum | None:
        word = reading.shape.word(node, [str(member.value) for member in words], what)
        return None if word is None else words(word)

    return read


def interval(node: Node, reading: Reading, what: Message) -> Interval | None:
    """Read an interval in the unit of the indicator's value."""
    return _interval(node, reading, what, reading.unit)


def share_interval(node: Node, reading: Reading, what: Message) -> Interval | None:
    """Read an interval of shares of the full marks, in %."""
    return _interval(node, reading, what, PERCENT)


def _interval(node: Node, reading: Reading, what: Message, unit: Unit) -> Interval | None:
    written = reading.shape.text(node, what)
    if written is None:
        return None
    found, findings = read_interval(written, start(node), unit)
    reading.shape.findings.extend(findings)
    return found


def expression(expected: Expected, unit: Unit | None = None) -> Reader:
    """Return a reader of an expression that gives what is *expected*, a number in *unit* if one is needed."""

    def read(node: Node, reading: Reading, what: Message) -> Typed | None:
        written = reading.shape.text(node, what)
        if written is None:
            return None
        typed, findings = read_expression(written, start(node), reading.names, expect=expected, unit=unit)
        reading.shape.findings.extend(findings)
        return typed

    return read


def records(cls: type[T]) -> Reader:
    """Return a reader of a list of at least one mapping, each with the parameters of *cls*."""
    keys = tuple(parameters_of(cls))
    required = tuple(declared.key for _, declared in keys if declared.required)
    optional = tuple(declared.key for _, declared in keys if not declared.required)

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
            mapping = reading.shape.mapping(item, required=required, optional=optional, what=what)
            found.append(None if mapping is None else read_checked(cls, mapping, reading))
        return None if None in found or len(found) > MAX_ROWS else tuple(one for one in found if one is not None)

    return read


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
