"""Spoils a rule set as people and editors do: keys lost, doubled, misspelt, values exchanged, nested, replaced."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from typing import Any

Path = tuple[Any, ...]
Change = Callable[[dict[str, Any], Path, random.Random], None]

JUNK: tuple[Any, ...] = (
    *(
        "",
        "0",
        "-1",
        "1",
        "50%",
        "120%",
        "abc",
        "A01",
        "none",
        "true",
        "否",
        "1e9",
        "9" * 60,
        "字" * 200,
        "²",
        "缺",
        "{",
    ),
    *(
        "[80%, 90%)",
        "(, 0)",
        "[1, 0]",
        "1/0",
        "A01 / A02",
        "在职人数 / 编制数",
        "marks(A01)",
        "marks(B01) / marks(A02)",
    ),
    *("「」", "missing", "ours", "full", "rescale_group", "not_applicable", "steps", "judged", "bands", "checklist"),
    *([], {}, ["x"], {"a": "b"}, [[]], [{}], {"formula": "1"}, {"formula": "1", "unit": "///"}),
)
"""Values that make sense somewhere, or nowhere."""

NAMES = ("value", "bands", "ours", "A01", "full_marks", "total", "x")


def paths(node: Any, above: Path = ()) -> Iterator[Path]:
    """Yield the way to every value of a tree but its root."""
    if above:
        yield above
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in inner:
        yield from paths(value, (*above, key))


def at(node: Any, path: Path) -> Any:
    """Return the value at *path*."""
    for key in path:
        node = node[key]
    return node


def drop(tree: dict[str, Any], path: Path, rng: random.Random) -> None:
    """Leave a value out."""
    del at(tree, path[:-1])[path[-1]]


def double(tree: dict[str, Any], path: Path, rng: random.Random) -> None:
    """Write a value twice."""
    parent, value = at(tree, path[:-1]), copy.deepcopy(at(tree, path))
    if isinstance(parent, list):
        parent.insert(path[-1], value)
    else:
        parent[f"{path[-1]}{rng.choice('2x')}"] = value


def rename(tree: dict[str, Any], path: Path, rng: random.Random) -> None:
    """Misspell a key, or write another one."""
    parent, old = at(tree, path[:-1]), path[-1]
    if isinstance(parent, dict):
        new = rng.choice([f"{old}s", old[:-1] or "x", old[::-1], *NAMES])
        entries = [(new if key == old else key, value) for key, value in parent.items()]
        parent.clear()
        parent.update(entries)


def replace(tree: dict[str, Any], path: Path, rng: random.Random) -> None:
    """Write something else."""
    at(tree, path[:-1])[path[-1]] = copy.deepcopy(rng.choice(JUNK))


def wrap(tree: dict[str, Any], path: Path, rng: random.Random) -> None:
    """Nest a value one level deeper."""
    value = at(tree, path)
    at(tree, path[:-1])[path[-1]] = rng.choice([[value], {"formula": value}, {"x": value}])


def exchange(tree: dict[str, Any], path: Path, rng: random.Random) -> None:
    """Exchange two values of which neither lies in the other."""
    other = rng.choice(list(paths(tree)))
    if other[: len(path)] != path and path[: len(other)] != other:
        one, two = at(tree, path), at(tree, other)
        at(tree, path[:-1])[path[-1]], at(tree, other[:-1])[other[-1]] = two, one


def add(tree: dict[str, Any], path: Path, rng: random.Random) -> None:
    """Write a key where it does not belong."""
    target = at(tree, rng.choice(list(paths(tree))))
    if isinstance(target, dict):
        target[str(path[-1])] = copy.deepcopy(at(tree, path))


CHANGES: tuple[Change, ...] = (drop, double, rename, replace, replace, exchange, wrap, add)


def spoiled(tree: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """Return *tree* with a few random changes."""
    result = copy.deepcopy(tree)
    for _ in range(rng.choice([1, 1, 1, 2, 3, 6])):
        where = list(paths(result))
        if where:
            rng.choice(CHANGES)(result, rng.choice(where), rng)
    return result
