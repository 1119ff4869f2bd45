"""Spreading the marks of what is not applicable over the rest: exactly, or between exact bounds.

Marks not counted in a group are made up by multiplying what the rest of the group earned; the same for the whole rule
set. The quotient is not monotone in what is missing, so its bounds are found by adding the parts that may or may not
count in order of their rate, as long as that lowers (or raises) it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import prod
from typing import Final

from scoring.engine.order import Emptying
from scoring.exact import add_up
from scoring.methods.contract import Policy
from scoring.records import dataclass

Ends = tuple[Fraction, Fraction]

ZERO: Final = Fraction(0)
MOST_SCENARIOS: Final = 256
"""So many combinations of what is open are gone through one by one; beyond it the bound is loose."""


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
    """A group, its items and groups in order.

    Attributes:
        depth: number of groups above and including it, 0 for the whole rule set.
        perhaps: what becomes of its marks if nothing in it applies, where that is open.
    """

    name: str
    full: Fraction
    depth: int
    parts: tuple[Node | Item, ...]
    perhaps: Emptying | None = None


@dataclass(frozen=True, slots=True)
class Spreading:
    """One spreading that took place, or may: the group (or "" for the whole), before and after it."""

    name: str
    before: Ends
    after: Ends
    not_counted: Fraction | None


@dataclass(frozen=True, slots=True)
class Bounds:
    """The total's bounds; *empty* if it is possible that nothing at all counts."""

    low: Fraction
    high: Fraction
    spreadings: tuple[Spreading, ...]
    empty: bool = False


Rounder = Callable[[Fraction], Fraction]
Choice = Item | bool
"""A way the marks of an item go; whether a group is empty."""


def spread(root: Node, rounder: Rounder) -> Bounds:
    """Return the total of *root* after every spreading, innermost first; exact where nothing is open."""
    open_ = _open(root)
    if prod(len(one) for one in open_.values()) > MOST_SCENARIOS:
        return Bounds(ZERO, root.full, (), empty=True)
    results = []
    for choice in product(*open_.values()):
        one = _spread_root(_decided(root, dict(zip(open_, choice, strict=True))), rounder)
        if one is not None:
            results.append(one)
    assert results, "some way of what is open is free of contradiction"
    return Bounds(
        min(one.low for one in results),
        max(one.high for one in results),
        results[0].spreadings if len(results) == 1 else (),
        any(one.empty for one in results),
    )


def _items(node: Node) -> Iterable[Item]:
    for part in node.parts:
        if isinstance(part, Item):
            yield part
        else:
            yield from _items(part)


def _open(node: Node) -> dict[int, tuple[Choice, ...]]:
    """Return what is gone through one by one: groups that may be empty, and parts with too many ways to go.

    A part that counts or is spread over its own group is bounded exactly there; one that may also be spread elsewhere,
    past a group in which something is spread, is not.
    """
    found: dict[int, tuple[Choice, ...]] = {}
    for part in node.parts:
        if isinstance(part, Node):
            if part.perhaps is not None:
                found[id(part)] = (True, False)
            if part.depth in _depths(part):
                for item in _items(part):
                    if item.counts and any(depth < part.depth for depth in item.depths):
                        found[id(item)] = _ways(item)
            found |= _open(part)
        elif len(part.depths) > 1:
            found[id(part)] = _ways(part)
    return found


def _depths(node: Node) -> frozenset[int | None]:
    """Return over what anything in *node* may be spread."""
    found = {depth for item in _items(node) for depth in item.depths}
    inner = [part for part in node.parts if isinstance(part, Node)]
    policies = {one.perhaps.depth for one in inner if one.perhaps is not None}
    return frozenset(found | policies).union(*map(_depths, inner))


def _ways(item: Item) -> tuple[Item, ...]:
    """Return each way the marks of *item* can go."""
    elsewhere = tuple(replace(item, depths=(depth,), counts=False) for depth in item.depths)
    return (replace(item, depths=()), *elsewhere) if item.counts else elsewhere


def _decided(node: Node, choice: Mapping[int, Choice]) -> Node:
    """Return *node* with everything in *choice* decided."""
    parts: list[Node | Item] = []
    for part in node.parts:
        chosen = choice.get(id(part))
        if isinstance(chosen, Item):
            parts.append(chosen)
        elif isinstance(part, Item):
            parts.append(part)
        else:
            parts.append(_emptied(part, part.perhaps) if chosen and part.perhaps else _decided(part, choice))
    return replace(node, parts=tuple(parts))


def _emptied(group: Node, emptying: Emptying) -> Node:
    """Return *group* with nothing in it applying: its own policy decides."""
    depth = emptying.depth
    if depth is not None:
        return replace(group, parts=tuple(Item(item.full, ZERO, ZERO, (depth,), False) for item in _items(group)))
    full = emptying.policy is Policy.FULL
    marks = [item.full if full else ZERO for item in _items(group)]
    parts = tuple(Item(item.full, one, one) for item, one in zip(_items(group), marks, strict=True))
    return replace(group, parts=parts)


def _spread_root(root: Node, rounder: Rounder) -> Bounds | None:
    """Return the total; None if what was decided contradicts itself."""
    spreadings: list[Spreading] = []
    items = _collapsed(root, rounder, spreadings)
    if items is None:
        return None
    if not any(item.depths for item in items):
        return Bounds(add_up(one.low for one in items), add_up(one.high for one in items), tuple(spreadings))
    whole = _quotient(items, root.full, rounder)
    if whole is None:
        return Bounds(ZERO, root.full, tuple(spreadings), empty=True)
    low, high, before, dropped = whole
    spreadings.append(Spreading("", before, (low, high), dropped))
    empty = not any(item.counts and not item.depths for item in items)
    return Bounds(ZERO if empty else low, root.full if empty else high, tuple(spreadings), empty)


def _collapsed(node: Node, rounder: Rounder, spreadings: list[Spreading]) -> list[Item] | None:
    """Return the items of *node*; a group in which something is spread becomes one item (and what leaves it)."""
    items: list[Item] = []
    for part in node.parts:
        if isinstance(part, Item):
            items.append(part)
            continue
        inner = _collapsed(part, rounder, spreadings)
        spread_ = None if inner is None else _spread_group(part, inner, rounder, spreadings)
        if spread_ is None:
            return None
        items.extend(spread_)
    return items


def _spread_group(group: Node, items: list[Item], rounder: Rounder, spreadings: list[Spreading]) -> list[Item] | None:
    if not any(group.depth in item.depths for item in items):
        return items
    leaving = [item for item in items if not item.counts and group.depth not in item.depths]
    staying = [item for item in items if item.counts or group.depth in item.depths]
    target = group.full - add_up(item.full for item in leaving)
    quotient = _quotient(staying, target, rounder)
    if quotient is None:  # nothing counts, although the group was decided not to be empty
        return None
    low, high, before, dropped = quotient
    spreadings.append(Spreading(group.name, before, (low, high), dropped))
    return [*leaving, Item(target, low, high)]


def _quotient(
    items: Sequence[Item], target: Fraction, rounder: Rounder
) -> tuple[Fraction, Fraction, Ends, Fraction | None] | None:
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
    before = (add_up(item.low for item in sure), add_up(item.high for item in (*sure, *perhaps)))
    dropped = None if perhaps else add_up(item.full for item in items if not item.counts)
    return rounder(target * low), rounder(target * high), before, dropped


def _extreme(
    sure: list[tuple[Fraction, Fraction]], perhaps: list[tuple[Fraction, Fraction]], *, lowest: bool
) -> Fraction:
    """Return the lowest (or highest) rate that any choice of *perhaps* besides *sure* can have."""
    ordered = sorted(perhaps, key=lambda one: one[0] / one[1], reverse=not lowest)
    earned = add_up(one for one, _ in sure)
    full = add_up(one for _, one in sure)
    for marks, most in ordered:
        if full == 0:
            earned, full = marks, most
            continue
        rate, joined = earned / full, (earned + marks) / (full + most)
        if (joined < rate) if lowest else (joined > rate):
            earned, full = earned + marks, full + most
    return earned / full
