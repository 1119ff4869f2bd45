"""Lines of emitted code: blocks of them, numbered names, and what is known already.

The lines are made of whole numbers, fixed words and operators, and numbered names (``v7``): nothing that anybody wrote
in a rule set can become code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from itertools import count
from typing import Final, TypeVar

from scoring.expressions.tree import Node, Peers, Scope, Source
from scoring.records import dataclass

MOST_LINES: Final = 5_000
"""Lines one program may have; trees that would be longer are left to the general evaluator."""


MOST_DEPTH: Final = 80
"""Blocks within blocks; Python itself reads no more than 100."""


Whole = int | str
"""A whole number in emitted code: a literal, or the expression for it."""


class NotCompilable(Exception):  # noqa: N818 - an outcome that `program` turns into None
    """The tree needs something that emitted code does not have."""


class Undecided(Exception):  # noqa: N818 - an outcome, caught at the nearest branch
    """The tree can never be decided by emitted code."""


Lines = list["str | Lines"]
"""Lines of code, and blocks further in."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything a tree can read stands.

    Attributes:
        trees: what references stand for.
        slots: place of every input.
        tables: table → column → place in a row.
        compared: place of what each comparison with the batch came to.
    """

    trees: Mapping[tuple[Scope, str], Node]
    slots: Mapping[tuple[Source, str], int]
    tables: Mapping[str, Mapping[str, int]]
    compared: Mapping[Peers, int] = field(default_factory=dict)


@dataclass(slots=True)
class Emission:
    """What all blocks of one function share."""

    layout: Layout
    words: list[str]
    names: Iterator[int] = field(default_factory=count)
    lines: int = 0


Result = TypeVar("Result")


@dataclass(slots=True)
class Block:
    """Lines that run one after the other.

    Attributes:
        shared: what the whole function shares.
        known: what was computed before and can be used again: slots, columns, references.
        rows: table → variable of the row looked at.
        lines: the code so far.
    """

    shared: Emission
    known: dict[object, object] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)
    lines: Lines = field(default_factory=list)

    def line(self, code: str) -> None:
        """Add a line."""
        self.shared.lines += 1
        if self.shared.lines > MOST_LINES:
            raise NotCompilable
        self.lines.append(code)

    def name(self) -> str:
        """Return the name of a new variable."""
        return f"v{next(self.shared.names)}"

    def let(self, expression: Whole) -> Whole:
        """Return *expression* as a literal or a variable."""
        if isinstance(expression, int) or expression.isalnum():
            return expression
        name = self.name()
        self.line(f"{name} = {expression}")
        return name

    def inner(self) -> Block:
        """Return an empty block that knows what this one knows."""
        return Block(self.shared, dict(self.known), self.rows)

    def branch(self, emit: Callable[[Node, Block], Result], node: Node) -> tuple[Block, Result | None]:
        """Return a block with *node* in it and its result, None if it can never be decided."""
        block = self.inner()
        try:
            return block, emit(node, block)
        except Undecided:
            return block, None

    def under(self, condition: str, block: Block) -> None:
        """Add *block*, to run where *condition* holds."""
        self.line(f"if {condition}:")
        self.lines.append(block.lines)

    def either(self, condition: str, then: Block, otherwise: Block) -> None:
        """Add two blocks, of which one runs."""
        self.under(condition, then)
        self.line("else:")
        self.lines.append(otherwise.lines)

    def undecided_if(self, condition: str) -> None:
        """Give up where *condition* holds."""
        self.line(f"if {condition}:")
        self.lines.append(["return None"])

    def go_on_in(self, block: Block) -> None:
        """Add *block*, which always runs, and know what it knows."""
        self.lines.extend(block.lines)
        self.known.update(block.known)


def rendered(lines: Lines, depth: int) -> str:
    """Return *lines* as text, indented by *depth*."""
    if depth > MOST_DEPTH:
        raise NotCompilable
    return "".join(f"{' ' * depth}{line}\n" if isinstance(line, str) else rendered(line, depth + 1) for line in lines)
