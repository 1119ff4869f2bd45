"""The parser of `grammar.lark`: text in, a tree of tokens out, or where and why the text stopped making sense.

The parser is made once, when the first expression is read, from the tables in `grammar.json` if they are those of the
grammar; everything that knows lark is in this file.
"""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from scoring.records import dataclass

if TYPE_CHECKING:
    from lark import Lark, Token, Tree

    Tokens = Tree[Token] | Token

TABLES: Final = "grammar.json"
"""The tables worked out from the grammar beforehand."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a text stopped making sense.

    Attributes:
        offset: the first character that does not fit; the text's length if it ends too early.
        found: what stands there; "" at the end, one character if it means nothing in the grammar.
        kind: the token found ("NAME", …), "" for the end, "?" for a character without meaning.
        allowed: the tokens that could have stood there.
    """

    offset: int
    found: str
    kind: str
    allowed: frozenset[str]


def tokens(expression: str) -> Tokens | Stop:
    """Return the tree of *expression*, or where it stopped making sense."""
    from lark import UnexpectedCharacters, UnexpectedToken

    try:
        return _parser().parse(expression)
    except UnexpectedCharacters as stop:
        offset = stop.pos_in_stream or 0
        return Stop(offset, expression[offset], "?", frozenset(stop.allowed))
    except UnexpectedToken as stop:
        allowed = frozenset(stop.accepts)
        if stop.token.type == "$END":
            return Stop(len(expression.rstrip()), "", "", allowed)
        return Stop(stop.token.start_pos or 0, str(stop.token), stop.token.type, allowed)


@cache
def _parser() -> Lark:
    """Return the parser; made once per process."""
    from lark import Lark

    grammar = text()
    stored = json.loads(_file(TABLES), object_hook=_numbered)
    if stored["for"] != fingerprint(grammar):  # another lark, or the grammar is being worked on
        return built(grammar)
    return Lark.load(stored["parser"])


def built(grammar: str) -> Lark:
    """Build the parser from the text of its grammar, which takes ten times as long as loading its tables."""
    from lark import Lark

    return Lark(grammar, parser="lalr", lexer="contextual")


def text() -> str:
    """Return the text of the grammar."""
    return _file("grammar.lark")


def fingerprint(grammar: str) -> str:
    """Return what the tables depend on: the version of lark and the grammar."""
    import lark

    return f"lark {lark.__version__}, sha256 {sha256(grammar.encode()).hexdigest()}"


def _file(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def _numbered(mapping: dict[str, object]) -> dict[str | int, object]:
    """Give back the numbers that JSON turned into text: states and symbols are known by number."""
    return {int(key) if key.isdigit() else key: value for key, value in mapping.items()}
