"""What may stand where in a file, declared once: the keys, what each means, how its value is written.

Readers take their lists of keys from these declarations, the JSON Schema and the documentation are made from them, so
that the three cannot differ. To add a key, add one `Key` to the `Record` it belongs to.
"""

from __future__ import annotations

import dataclasses
import enum
from typing import Final

from scoring.diagnostics import Message, Word
from scoring.records import dataclass

About = Word | Message
"""What something means, or how it is written: a word of the program, or a sentence with texts of a rule set in it."""


@dataclass(frozen=True, slots=True)
class One:
    """A single value.

    Attributes:
        about: how it is written.
        examples: some, as they stand in a file.
        pattern: a regular expression that its text matches, "" for any text.
    """

    about: About
    examples: tuple[str, ...] = ()
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words.

    Attributes:
        words: each word with what it means.
        quotes: for each word the official wordings it serves, if there are any.
    """

    words: tuple[tuple[str, About], ...]
    quotes: tuple[tuple[str, ...], ...] = ()

    @property
    def allowed(self) -> tuple[str, ...]:
        """Return the words alone."""
        return tuple(word for word, _ in self.words)


@dataclass(frozen=True, slots=True)
class Several:
    """A list.

    Attributes:
        of: what each item is.
        least: how many there must be at least.
        most: how many there may be; 0 for any number.
    """

    of: Writing
    least: int = 0
    most: int = 0


@dataclass(frozen=True, slots=True)
class Named:
    """A mapping whose keys are names, most often of the author's own.

    Attributes:
        names: what the names are.
        of: what stands under each.
        least: how many there must be at least.
        keys: keys with a meaning of their own that may stand among them.
        only: the names there are, where they are known; () where they are the author's own.
    """

    names: About
    of: Writing
    least: int = 0
    keys: tuple[Key, ...] = ()
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Key:
    """One key.

    Attributes:
        name: the key.
        writing: how its value is written.
        about: what it means, one sentence.
        required: whether it must be written.
        own_finding: its absence is reported in words of its own, not among the missing keys.
        default: what holds if it is left out, as it would be written; "" where nothing does.
        sourced: a source can be given for it alone (``source: {standard: …, <key>: …}``).
    """

    name: str
    writing: Writing
    about: About
    required: bool = False
    own_finding: bool = False
    default: str = ""
    sourced: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with these keys and no others."""

    keys: tuple[Key, ...]

    @property
    def required(self) -> tuple[str, ...]:
        """Return the keys that are reported together if they are missing."""
        return tuple(key.name for key in self.keys if key.required and not key.own_finding)

    @property
    def optional(self) -> tuple[str, ...]:
        """Return all other keys."""
        return tuple(key.name for key in self.keys if not key.required or key.own_finding)

    @property
    def names(self) -> tuple[str, ...]:
        """Return all keys in order."""
        return tuple(key.name for key in self.keys)

    @property
    def sourced(self) -> tuple[str, ...]:
        """Return the keys for which a source can be given alone."""
        return tuple(key.name for key in self.keys if key.sourced)

    def __getitem__(self, name: str) -> Key:
        return next(key for key in self.keys if key.name == name)

    def and_(self, *more: Key) -> Record:
        """Return this record with *more* keys, each in place of one of the same name."""
        names = {key.name for key in more}
        return Record((*(key for key in self.keys if key.name not in names), *more))


@dataclass(frozen=True, slots=True)
class ByWord:
    """A mapping whose keys depend on the word that stands under one of them.

    Attributes:
        key: that key.
        records: word → all keys of the mapping, *key* included.
    """

    key: str
    records: tuple[tuple[str, Record], ...]


@dataclass(frozen=True, slots=True)
class ByKey:
    """A mapping whose keys depend on which of a few it has; the first in the list decides.

    Attributes:
        forms: key → what the mapping is if it has it.
    """

    forms: tuple[tuple[str, Writing], ...]


@dataclass(frozen=True, slots=True)
class Either:
    """A single value, a list or a mapping: whichever of *forms* is of the kind that stands there.

    Several single values may be among them; at most one list and one mapping.
    """

    forms: tuple[Writing, ...]


@dataclass(frozen=True, slots=True)
class Again:
    """What is declared elsewhere under that name (parts hold parts), and what it is in a few words."""

    name: str
    about: About


Writing = One | Choice | Several | Named | Record | ByWord | ByKey | Either | Again
"""How a value is written."""


def choice(words: type[enum.Enum], **about: Word) -> Choice:
    """Return the choice between the members of *words*; *about* says of each value what it means.

    Raises KeyError for a member nothing is said of.
    """
    return Choice(tuple((str(member.value), about[str(member.value)]) for member in words))


def with_required(key: Key) -> Key:
    """Return *key* as one that must be written, its absence reported in words of its own."""
    return dataclasses.replace(key, required=True, own_finding=True)


PATTERN: Final = r"^\s*[-−－+＋]?[\s¥￥]*[0-9０-９.．]"
"""What tells a number from a word; whether it is a good one the reader says."""

TEXT: Final = One(Word("text"))
NUMBER: Final = One(Word("a number, a percentage with its %"), ("0.5", "95%"), PATTERN)
PLAIN_NUMBER: Final = One(Word("a number without %"), ("2", "0.5"), PATTERN)
MARKS: Final = One(Word("a number of marks"), ("3", "0.5"), PATTERN)
POSITIVE_MARKS: Final = One(Word("a number of marks above 0"), ("3", "0.5"), PATTERN)
WHOLE: Final = One(Word("a whole number"), ("2",), PATTERN)
YEAR: Final = One(Word("a year in four digits"), ("2023",), PATTERN)
FLAG: Final = Choice(
    (("true", Word("yes")), ("false", Word("no")), ("是", Word("the same as true")), ("否", Word("the same as false")))
)
UNIT: Final = One(Word("a unit"), ("万元", "人", "人次", "%"))
FORMULA: Final = One(Word("a formula that gives a number"), ("在职人数 / 编制数",))
CONDITION: Final = One(Word("a condition, which holds or does not"), ("年末结余 = 0",))
INTERVAL: Final = One(
    Word("an interval in quotes; a square bracket includes the end, a round one leaves it out, no end is open"),
    ("[80%, 90%)", "(, 60%)"),
    r"^\s*[\[(（［]",
)
