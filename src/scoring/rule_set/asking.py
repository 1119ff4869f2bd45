"""Who asks for what: facts that trees read, marks they ask for, circles among things that use one another."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

from scoring.expressions.tree import Absent, Fold, Input, Node, Outcome, Reference, Scope, Source, children
from scoring.rule_set.model import Indicator, Line

Trees = Mapping[tuple[Scope, str], Node]
Key = TypeVar("Key", bound=Hashable)


def parts_of(trees: Iterable[Node], known: Trees) -> Iterator[Node]:
    """Yield every node of *trees* in reading order, each tree behind a reference once, where it is first named."""
    waiting = list(reversed(tuple(trees)))
    seen: set[tuple[Scope, str]] = set()
    while waiting:
        part = waiting.pop()
        yield part
        if isinstance(part, Reference) and (key := (part.scope, part.name)) in known and key not in seen:
            seen.add(key)
            waiting.append(known[key])
        waiting.extend(reversed(children(part)))


def facts_in(trees: Iterable[Node], known: Trees) -> tuple[str, ...]:
    """Return the names of the facts that *trees* can read, tables included."""
    found: dict[str, None] = {}
    for part in parts_of(trees, known):
        match part:
            case Input(source=Source.FACT, name=name) | Fold(table=name):
                found.setdefault(name)
    return tuple(found)


def marks_in(trees: Iterable[Node], known: Trees) -> frozenset[str]:
    """Return the codes of the indicators whose marks *trees* ask for."""
    return frozenset(
        part.name for part in parts_of(trees, known) if isinstance(part, Reference) and part.scope is Scope.MARKS
    )


def may_be_not_applicable(trees: Iterable[Node], known: Trees) -> bool:
    """Tell whether any of *trees* can be not applicable, be it through something it refers to."""
    return any(part == Absent(Outcome.NOT_APPLICABLE) for part in parts_of(trees, known))


def trees_in(owner: Indicator | Line) -> tuple[Node, ...]:
    """Return every tree of an indicator or line: its condition, its branches, its workings."""
    when = owner.when if isinstance(owner, Line) else None
    workings = () if owner.lowered is None else owner.lowered.workings
    return (
        *(() if when is None else (when,)),
        *(one.when for one in owner.branches),
        *(one.node for one in workings),
    )


def circles(uses: Mapping[Key, Iterable[Key]]) -> tuple[tuple[Key, ...], ...]:
    """Return the circles among keys that use one another, each key in at most one of them; () if there is none."""
    found: list[tuple[Key, ...]] = []
    done: set[Key] = set()
    for first in uses:
        path: dict[Key, None] = {}
        waiting: list[tuple[Key, bool]] = [(first, False)]
        while waiting:
            one, leaving = waiting.pop()
            if leaving:
                del path[one]
                done.add(one)
            elif one in path:
                ring = tuple(path)
                ring = ring[ring.index(one) :]
                if not any(set(ring) & set(other) for other in found):
                    found.append(ring)
            elif one not in done:
                path[one] = None
                waiting.append((one, True))
                waiting.extend((other, False) for other in sorted(uses[one], key=str, reverse=True) if other in uses)
    return tuple(found)
