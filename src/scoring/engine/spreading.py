"""Spreading the marks of what is not applicable over the rest: exactly, or between exact bounds.

Marks not counted in a group are made up by multiplying what the rest of the group earned; the same for the whole rule
set. The quotient is not monotone in what is missing, so its bounds are found by adding the parts that may or may not
count in order of their rate, as long as that lowers (or raises) it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from typing import Final

from scoring.engine.leaf import WHOLE
from scoring.methods.contract import Policy

ZERO: Final = Fraction(0)
MOST_SCENARIOS: Final = 8
"""So many open parts that are spread past their own group are gone through one by one; beyond it the bound is loose."""


@dataclass(frozen=True, slots=True)
class Item:
    """A part of the total.

    Attributes:
        full: its full marks.
        low, high: bounds of what it earns where it counts.
        depths: where its marks may be spread instead of counting; empty if it certainly counts.
        counts: whether it may count at all.
    """

    full: Fraction
    low: Fraction
    high: Fraction
    depths: tuple[int, ...] = ()
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Node:
    """A group, its items and groups in order."""

    name: str
    full: Fraction
    depth: int
    policy: Policy | None
    parts: tuple[Node | Item, ...]


@dataclass(frozen=True, slots=True)
class Spreading:
    """One spreading that took place, or may: the group (or "" for the whole), before and after it."""

    name: str
    depth: int
    before: tuple[Fraction, Fraction]
    after: tuple[Fraction, Fraction]
    not_counted: Fraction | None


@dataclass(frozen=True, slots=True)
class Bounds:
    """The total's bounds; *empty* if it is possible that nothing at all counts."""

    low: Fraction
    high: Fraction
    spreadings: tuple[Spreading, ...]
    empty: bool = False


Rounder = Callable[[Fraction], Fraction]


def spread(root: Node, rounder: Rounder) -> Bounds:
    """Return the total of *root* after every spreading, innermost first; exact where nothing is open."""
    mixed = tuple(_mixed(root))
    if len(mixed) > MOST_SCENARIOS:
        return Bounds(ZERO, root.full, (), empty=True)
    results = []
    for choice in product((True, False), repeat=len(mixed)):
        decided = {id(item): counts for item, counts in zip(mixed, choice, strict=True)}
        results.append(_spread_root(_decide(root, decided), rounder))
    first = results[0]
    spreadings = first.spreadings if len(results) == 1 else ()
    return Bounds(
        min(one.low for one in results),
        max(one.high for one in results),
        spreadings,
        any(one.empty for one in results),
    )


def _items(node: Node) -> Iterable[Item]:
    for part in node.parts:
        if isinstance(part, Item):
            yield part
        else:
            yield from _items(part)


def _mixed(node: Node) -> Iterable[Item]:
    """Yield open items that are spread past a group in which something else is spread too."""
    for part in node.parts:
        if isinstance(part, Node):
            inside = tuple(_items(part))
            if any(part.depth in item.depths for item in inside):
                seen = [item for item in inside if item.counts and any(depth < part.depth for depth in item.depths)]
                yield from seen
            else:
                yield from _mixed(part)


def _decide(node: Node, decided: dict[int, bool]) -> Node:
    """Return *node* with the items in *decided* certainly counting or certainly not."""
    parts: list[Node | Item] = []
    for part in node.parts:
        if isinstance(part, Node):
            parts.append(_decide(part, decided))
        elif id(part) in decided:
            parts.append(replace(part, depths=()) if decided[id(part)] else replace(part, counts=False))
        else:
            parts.append(part)
    return replace(node, parts=tuple(parts))


def _spread_root(root: Node, rounder: Rounder) -> Bounds:
    spreadings: list[Spreading] = []
    items = _collapse(root, rounder, spreadings)
    if not any(item.depths for item in items):
        return Bounds(sum((one.low for one in items), ZERO), sum((one.high for one in items), ZERO), tuple(spreadings))
    whole = _quotient(items, root.full, rounder)
    if whole is None:
        return Bounds(ZERO, root.full, tuple(spreadings), empty=True)
    low, high, before, dropped = whole
    spreadings.append(Spreading("", WHOLE, before, (low, high), dropped))
    empty = not any(item.counts and not item.depths for item in items)
    return Bounds(ZERO if empty else low, root.full if empty else high, tuple(spreadings), empty)


def _collapse(node: Node, rounder: Rounder, spreadings: list[Spreading]) -> list[Item]:
    """Return the items of *node*; a group in which something is spread becomes one item (and what leaves it)."""
    items: list[Item] = []
    for part in node.parts:
        if isinstance(part, Item):
            items.append(part)
            continue
        inner = _collapse(part, rounder, spreadings)
        items.extend(_spread_group(part, inner, rounder, spreadings))
    return items


def _spread_group(group: Node, items: list[Item], rounder: Rounder, spreadings: list[Spreading]) -> list[Item]:
    if not any(group.depth in item.depths for item in items):
        return items
    leaving = [item for item in items if not item.counts and group.depth not in item.depths]
    staying = [item for item in items if item not in leaving]
    target = group.full - sum((item.full for item in leaving), ZERO)
    quotient = _quotient(staying, target, rounder)
    if quotient is None:
        return [*leaving, _emptied(group, target)]
    low, high, before, dropped = quotient
    spreadings.append(Spreading(group.name, group.depth, before, (low, high), dropped))
    merged = Item(target, low, high)
    if all(item.depths for item in staying):
        merged = _maybe_emptied(group, merged)
    return [*leaving, merged]


def _emptied(group: Node, target: Fraction) -> Item:
    """Return a group in which nothing counts: its own policy decides."""
    match group.policy:
        case Policy.FULL:
            return Item(target, target, target)
        case Policy.ZERO:
            return Item(target, ZERO, ZERO)
        case Policy.RESCALE_GROUP:
            return Item(target, ZERO, ZERO, (group.depth - 1,), counts=False)
        case _:
            return Item(target, ZERO, ZERO, (WHOLE,), counts=False)


def _maybe_emptied(group: Node, merged: Item) -> Item:
    empty = _emptied(group, merged.full)
    if not empty.counts:
        return replace(merged, depths=empty.depths)
    return replace(merged, low=min(merged.low, empty.low), high=max(merged.high, empty.high))


def _quotient(
    items: Sequence[Item], target: Fraction, rounder: Rounder
) -> tuple[Fraction, Fraction, tuple[Fraction, Fraction], Fraction | None] | None:
    """Return low and high of target × earned ÷ counted, what was earned before, and what is not counted.

    None if nothing can count.
    """
    sure = [item for item in items if item.counts and not item.depths]
    perhaps = [item for item in items if item.counts and item.depths]
    if not sure and not perhaps:
        return None
    low = _extreme([(item.low, item.full) for item in sure], [(item.low, item.full) for item in perhaps], lowest=True)
    high = _extreme(
        [(item.high, item.full) for item in sure], [(item.high, item.full) for item in perhaps], lowest=False
    )
    before = (
        sum((item.low for item in sure), ZERO),
        sum((item.high for item in (*sure, *perhaps)), ZERO),
    )
    dropped = None if perhaps else sum((item.full for item in items if not item.counts), ZERO)
    return rounder(target * low), rounder(target * high), before, dropped


def _extreme(
    sure: list[tuple[Fraction, Fraction]], perhaps: list[tuple[Fraction, Fraction]], *, lowest: bool
) -> Fraction:
    """Return the lowest (or highest) rate that any choice of *perhaps* besides *sure* can have."""
    ordered = sorted(perhaps, key=lambda one: one[0] / one[1], reverse=not lowest)
    earned = sum((one for one, _ in sure), ZERO)
    full = sum((one for _, one in sure), ZERO)
    for marks, most in ordered:
        if full == 0:
            earned, full = marks, most
            continue
        rate, joined = earned / full, (earned + marks) / (full + most)
        if (joined < rate) if lowest else (joined > rate):
            earned, full = earned + marks, full + most
    return earned / full
