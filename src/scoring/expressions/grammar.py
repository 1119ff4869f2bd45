"""The parser of `grammar.lark`: text in, a tree of tokens out, or where and why the text stopped making sense.

The parser is built once, when the first expression is read; everything that knows lark is in this file.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lark import Lark, Token, Tree

    Tokens = Tree[Token] | Token


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


def tokens(text: str) -> Tokens | Stop:
    """Return the tree of *text*, or where it stopped making sense."""
    from lark import UnexpectedCharacters, UnexpectedToken

    try:
        return _parser().parse(text)
    except UnexpectedCharacters as stop:
        offset = stop.pos_in_stream or 0
        return Stop(offset, text[offset], "?", frozenset(stop.allowed))
    except UnexpectedToken as stop:
        allowed = frozenset(stop.accepts)
        if stop.token.type == "$END":
            return Stop(len(text.rstrip()), "", "", allowed)
        return Stop(stop.token.start_pos or 0, str(stop.token), stop.token.type, allowed)


@cache
def _parser() -> Lark:
    """Build the parser; once per process."""
    from lark import Lark

    grammar = files("scoring.expressions").joinpath("grammar.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", lexer="contextual")
