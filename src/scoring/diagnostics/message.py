"""A sentence for the user as data: an English template and the values that go into it.

The template is the key of the gettext catalogue. Values keep their type, so that a number is written in the reader's
language, a unit behind it, and a nested message is translated too.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from scoring.records import dataclass


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, to be shown to a person.

    Attributes:
        value: the exact number; for the unit ``%`` it is the ratio (95% is 19/20).
        unit: "%", "万元", "人", … or "" for a plain number.
        decimals: digits to show behind the point; None for as few as say it exactly, at most four.
        points: show a percentage as percentage points (个百分点).
        about: say ≈ where the digits shown are not the whole number.
    """

    value: Fraction
    unit: str = ""
    decimals: int | None = None
    points: bool = False
    about: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the program's own vocabulary (a state, a mode, a column head) that is translated on its own."""

    text: str


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence as data.

    Attributes:
        text: English template with ``{name}`` fields; also the key of the catalogue.
        values: what goes into the fields, by name.
    """

    text: str
    values: tuple[tuple[str, Value], ...] = ()

    def value(self, name: str) -> Value:
        """Return the value of field *name*; raises KeyError if the message has none."""
        return dict(self.values)[name]


Value = str | int | Fraction | Quantity | Word | Message | tuple["Value", ...]
"""What may stand in a message: text is shown as it is, a tuple as a list with the language's comma."""


def message(text: str, /, **values: Value) -> Message:
    """Return the message *text* with its *values*; the text must be a literal, so that the catalogue can be checked."""
    return Message(text, tuple(values.items()))


def from_mapping(text: str, values: Mapping[str, Value]) -> Message:
    """Return the message *text* (a template declared elsewhere as a literal) filled from *values*."""
    return Message(text, tuple(values.items()))


def vocabulary(*texts: str) -> tuple[Word, ...]:
    """Return *texts*, all literals, as words; for column heads and the like that are listed in one place."""
    return tuple(Word(text) for text in texts)
