"""From a name in an expression to what it stands for, or the finding that says which name was probably meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from scoring.diagnostics import Kind
from scoring.diagnostics.nearest import nearest
from scoring.expressions.characters import stable
from scoring.expressions.names import Declared, Names
from scoring.expressions.parts import Bond, Part
from scoring.expressions.reader import Reader, Sight
from scoring.expressions.tree import Sort, Truth
from scoring.expressions.words import RESERVED, show_name
from scoring.units import PLAIN

if TYPE_CHECKING:
    from lark import Token

UNKNOWN = Kind("E201", "the name “{name}” is not known")
UNKNOWN_BUT_NEAR = Kind("E201", "the name “{name}” is not known", "did you mean “{nearest}”?")
UNKNOWN_JOINED = Kind("E201", "the name “{name}” is not known", "put spaces round “{word}”: {apart}")
UNSTABLE = Kind("E202", "the name “{name}” is written with look-alike characters", "write “{right}”")
AMBIGUOUS = Kind("E203", "“{name}” stands for more than one thing", "use the code of the indicator that is meant")
OUTSIDE_TABLE = Kind(
    "E204",
    "“{name}” is a column of the table “{table}” and has a value only in its rows",
    "write for example {example}",
)
RESERVED_WORD = Kind("E119", "“{word}” cannot stand here", "put what it joins before and behind it")
EMPTY_NAME = Kind("E205", "there is no name between 「 and 」", "write the name")
TABLE_AS_VALUE = Kind("E305", "“{name}” is a table, not a number", "count or sum its rows: {example}")
TEXT_AS_VALUE = Kind("E306", "“{name}” is text; it cannot be computed with", "use a number, yes_no, choice or date")

YES_NO: Final = {"是": True, "否": False, "true": True, "false": False}
_JOINT: Final = re.compile(r"且|或|and|or")


def raw(token: Token) -> str:
    """Return the name that *token* holds, without corner brackets."""
    return token[1:-1] if token.type == "BRACKETED" else str(token)


def is_name(tokens: object) -> bool:
    """Tell whether *tokens* is one name and nothing else."""
    return getattr(tokens, "type", "") in ("NAME", "BRACKETED")


def span(token: Token) -> tuple[int, int]:
    """Return the offsets of the first character of *token* and of the one behind its last."""
    start = token.start_pos or 0
    return start, start + len(token)


def declared(token: Token, sight: Sight) -> Declared | None:
    """Return what *token* stands for, without a finding if it stands for nothing."""
    return sight.names.find(raw(token))


def known(reader: Reader, token: Token, sight: Sight) -> Declared | None:
    """Return what *token* stands for; a finding if that is not one thing."""
    name = raw(token)
    start, end = span(token)
    if not name.strip():
        reader.report(EMPTY_NAME, start, end)
    elif (right := stable(name)) != name:
        reader.report(UNSTABLE, start, end, name=name, right=right)
    elif sight.names.is_ambiguous(name):
        reader.report(AMBIGUOUS, start, end, name=name)
    elif (found := sight.names.find(name)) is not None:
        return found
    elif name not in reader.unknown:
        reader.unknown.add(name)
        _unknown(reader, token, sight)
    return None


def read_name(reader: Reader, token: Token, sight: Sight) -> Part | None:
    """Return the part that a name stands for; 是 and 否 are truth values unless something else is called so."""
    start, end = span(token)
    if str(token) in YES_NO and declared(token, sight) is None:
        return Part(Truth(YES_NO[str(token)]), Sort.TRUTH, PLAIN, Bond.FIXED, None, start, end, 1, 1)
    found = known(reader, token, sight)
    if found is None:
        return None
    if found.sort is Sort.TEXT:
        reader.report(TEXT_AS_VALUE, start, end, name=found.name)
        return None
    if found.node is None:
        reader.report(TABLE_AS_VALUE, start, end, name=found.name, example=f"count({show_name(found.name)})")
        return None
    return Part(found.node, found.sort, found.unit, Bond.FIXED, None, start, end, 1, 1, found)


def _unknown(reader: Reader, token: Token, sight: Sight) -> None:
    """Report a name that stands for nothing: a column elsewhere, words run together, a slip of the pen."""
    name = raw(token)
    start, end = span(token)
    for table in _tables(sight.names):
        if name in (column.name for column in table.columns):
            example = f"sum({show_name(name)} of {show_name(table.name)})"
            reader.report(OUTSIDE_TABLE, start, end, name=name, table=table.name, example=example)
            return
    if name in RESERVED and token.type == "NAME":
        reader.report(RESERVED_WORD, start, end, word=name)
    elif (joint := _joined(name, sight.names)) is not None:
        word, apart = joint
        reader.report(UNKNOWN_JOINED, start, end, name=name, word=word, apart=apart)
    elif (near := nearest(name, sight.names.known())) is not None:
        reader.report(UNKNOWN_BUT_NEAR, start, end, name=name, nearest=near)
    else:
        reader.report(UNKNOWN, start, end, name=name)


def _tables(names: Names) -> Iterator[Declared]:
    """Yield the tables among *names*."""
    for name in names.known():
        found = names.find(name)
        if found is not None and found.columns:
            yield found


def _joined(name: str, names: Names) -> tuple[str, str] | None:
    """Return (word, the name taken apart) if known names and words of logic were run together."""
    if (bare := re.match(r"非|not", name)) and names.find(name[bare.end() :]) is not None:
        return bare[0], f"{bare[0]} {name[bare.end() :]}"
    for word in _JOINT.finditer(name):
        left, right = name[: word.start()], name[word.end() :]
        if names.find(left) is not None and (names.find(right) is not None or _joined(right, names) is not None):
            return word[0], f"{left} {word[0]} {right}"
    return None
