"""What the checklist method is told: its items, and what becomes of an item that does not apply."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from fractions import Fraction

from scoring.diagnostics import Diagnostic, Kind, Location, Word
from scoring.expressions.expected import Expected, Typed
from scoring.expressions.tree import Input, Node, Sort, Source
from scoring.methods.parameters import expression, flag, one_of, parameter, place, positive_marks, records, text
from scoring.records import dataclass

TWO_ANSWERS = Kind(
    "R350",
    "the item {title} has met: and is judged as well",
    "keep one of them: met: computes whether it is met, judged: true leaves its marks to an evaluator",
)
NO_ITEM_POLICY = Kind(
    "R351",
    "the item {title} may not apply, and nothing says what becomes of its marks",
    "add not_applicable: full (as if it were met), zero (as if it were not) or rescale (the others share its marks)",
)
ALWAYS_APPLIES = Kind(
    "R352",
    "the item {title} says what holds where it does not apply, but it always applies",
    "add applies_when: with the condition, or delete not_applicable:",
)


class Mode(enum.Enum):
    """Whether items earn or lose marks."""

    EARN = "earn"  # 要点得分
    LOSE = "lose"  # 缺项扣分


class ItemPolicy(enum.Enum):
    """What becomes of the marks of an item that does not apply."""

    FULL = "full"  # 视同符合
    ZERO = "zero"  # 视同不符合
    RESCALE = "rescale"  # 由其余要点分摊


@dataclass(frozen=True, slots=True)
class Item:
    """One item (要点): met or not by a condition or by its own yes/no fact, or judged."""

    title: str = parameter(text, Word("what must be so"))
    marks: Fraction = parameter(positive_marks, Word("its marks"))
    met: Typed | None = parameter(expression(Expected.TRUTH), Word("when it is met"), default=None)
    judged: bool = parameter(flag, Word("whether an evaluator gives its marks"), default=False)
    applies_when: Typed | None = parameter(expression(Expected.TRUTH), Word("when the item applies"), default=None)
    not_applicable: ItemPolicy | None = parameter(
        one_of(
            ItemPolicy,
            full=Word("as if it were met"),
            zero=Word("as if it were not met"),
            rescale=Word("the other items share its marks"),
        ),
        Word("what becomes of its marks where the item does not apply"),
        default=None,
    )
    source: str = parameter(text, Word("source of this item"), default="")
    place: Location = place()

    def check(self) -> Iterator[Diagnostic]:
        """Yield a finding for each two keys that contradict, or ask for, one another."""
        if self.met is not None and self.judged:
            yield TWO_ANSWERS.at(self.place, title=self.title)
        if self.applies_when is not None and self.not_applicable is None:
            yield NO_ITEM_POLICY.at(self.place, title=self.title)
        if self.applies_when is None and self.not_applicable is not None:
            yield ALWAYS_APPLIES.at(self.place, title=self.title)

    @property
    def asked(self) -> bool:
        """Tell whether the item is a yes/no fact of its own."""
        return self.met is None and not self.judged

    @property
    def shares(self) -> bool:
        """Tell whether the other items share its marks where it does not apply."""
        return self.not_applicable is ItemPolicy.RESCALE


@dataclass(frozen=True, slots=True)
class Checklist:
    """Parameters of one indicator scored by a checklist."""

    mode: Mode = parameter(
        one_of(
            Mode, earn=Word("each item that is met earns marks"), lose=Word("each item that is not met loses marks")
        ),
        Word("items earn or lose"),
    )
    items: tuple[Item, ...] = parameter(records(Item), Word("the items"))
    place: Location = place()

    @property
    def numbered(self) -> tuple[tuple[int, Item], ...]:
        """Return the items with their numbers, from 1."""
        return tuple(enumerate(self.items, 1))

    @property
    def rescales(self) -> bool:
        """Tell whether items may leave their marks to others."""
        return any(item.shares for item in self.items)


def item_name(code: str, index: int) -> str:
    """Return the name of the fact, or the code of the judgement, of item *index* (from 1) of the indicator *code*."""
    return f"{code}.{index}"


def answer(item: Item, code: str, index: int) -> Node:
    """Return whether *item*, which is not judged, is met."""
    return item.met.node if item.met is not None else Input(Source.FACT, item_name(code, index), Sort.TRUTH)
