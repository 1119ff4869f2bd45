"""A call of a function: its name, its arguments, and what every function needs to read them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from scoring.diagnostics import Kind
from scoring.diagnostics.message import Value
from scoring.expressions.naming import span
from scoring.expressions.operations import as_number
from scoring.expressions.parts import Part
from scoring.expressions.reader import Read, Reader, Sight
from scoring.records import dataclass

if TYPE_CHECKING:
    from lark import Token

    from scoring.expressions.grammar import Tokens

USAGE = Kind("E207", "“{name}” is not used like this", "write for example {usage}")


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a function.

    Attributes:
        reader: the expression it stands in.
        token: the function's name.
        usage: an example of the function.
        arguments: what stands in its brackets.
        sight: what can be seen from there.
        read: reads an argument.
    """

    reader: Reader
    token: Token
    usage: str
    arguments: Sequence[Tokens]
    sight: Sight
    read: Read

    @property
    def name(self) -> str:
        """Return the function's name."""
        return str(self.token)

    def report(self, kind: Kind, **values: Value) -> None:
        """Note a finding about the function's name."""
        self.reader.report(kind, *span(self.token), name=self.name, **values)

    def numbers(self) -> list[Part] | None:
        """Return the arguments as numbers; None after a finding."""
        parts = self.parts()
        if parts is None or len([part for part in parts if as_number(self.reader, part) is not None]) < len(parts):
            return None
        return parts

    def parts(self) -> list[Part] | None:
        """Return all arguments; None after a finding."""
        parts = [self.read(self.reader, argument, self.sight) for argument in self.arguments]
        found = [part for part in parts if part is not None]
        return found if len(found) == len(parts) else None
