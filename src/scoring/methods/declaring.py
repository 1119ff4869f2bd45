"""How a method's parameters are declared: a frozen dataclass whose fields say how each is read and what it means."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Callable
from functools import cache
from typing import Any, Final, Generic, TypeVar

from scoring.diagnostics import Diagnostic, Location, Message, Word
from scoring.documents.keys import Choice, Key, Record, Writing
from scoring.documents.shape import Shape
from scoring.documents.tree import Mapping, Node
from scoring.expressions.names import Names
from scoring.records import dataclass
from scoring.units import PLAIN, Unit

T = TypeVar("T")

KEY: Final = "parameter"


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


@dataclass(frozen=True, slots=True)
class Reader(Generic[T]):
    """Reads one kind of parameter, and says how it is written.

    Attributes:
        read: returns the value; None after a finding.
        writing: how it is written, for the JSON Schema and the documentation.
    """

    read: Callable[[Node, Reading, Message], T | None]
    writing: Writing

    def __call__(self, node: Node, reading: Reading, what: Message) -> T | None:
        """Return the value, or None after a finding."""
        return self.read(node, reading, what)


def reads(writing: Writing) -> Callable[[Callable[[Node, Reading, Message], T | None]], Reader[T]]:
    """Make a function the reader of a parameter that is written so."""

    def declare(function: Callable[[Node, Reading, Message], T | None]) -> Reader[T]:
        return Reader(function, writing)

    return declare


@dataclass(frozen=True, slots=True)
class Parameter:
    """The declaration of one parameter.

    Attributes:
        key: key in the rule file.
        reader: reads its value.
        about: what it means, one sentence.
        required: whether it must be written.
        default: what holds if it is not.
        like: key of the expression that it is compared with, so that both are brought to one unit; "" for none.
    """

    key: str
    reader: Reader[Any]
    about: Word
    required: bool
    default: Any = None
    like: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """Return the permitted words, where it is one of a few."""
        writing = self.reader.writing
        return writing.allowed if isinstance(writing, Choice) else ()

    @property
    def declared(self) -> Key:
        """Return the declaration of its key."""
        default = self.default.value if isinstance(self.default, enum.Enum) else ""
        return Key(self.key, self.reader.writing, self.about, self.required, default=default, sourced=True)


def parameter(
    reader: Reader[Any], about: Word, *, key: str = "", default: Any = dataclasses.MISSING, like: str = ""
) -> Any:
    """Declare a field of a parameter class; without *default* it is required."""
    required = default is dataclasses.MISSING
    declared = Parameter(key, reader, about, required, None if required else default, like)
    if default is dataclasses.MISSING:
        return dataclasses.field(metadata={KEY: declared})
    return dataclasses.field(default=default, metadata={KEY: declared})


def place() -> Any:
    """Declare the field, called ``place``, that receives the place where the parameters start; each class has it."""
    return dataclasses.field(default=Location(""), compare=False, metadata={KEY: None})


def parameters_of(cls: type[Any]) -> tuple[tuple[str, Parameter], ...]:
    """Return (field name, declaration) of each parameter of *cls*, keys filled in."""
    known: Any = cls
    return _parameters_of(known)


@cache
def _parameters_of(cls: Any) -> tuple[tuple[str, Parameter], ...]:
    declared = [(field.name, field.metadata.get(KEY)) for field in dataclasses.fields(cls)]
    return tuple(
        (name, dataclasses.replace(one, key=one.key or name)) for name, one in declared if isinstance(one, Parameter)
    )


def keys_of(cls: type[Any]) -> Record:
    """Return the keys of the parameters of *cls*."""
    return Record(tuple(one.declared for _, one in parameters_of(cls)))
