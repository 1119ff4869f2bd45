"""The engines that are compared: one file each, found and not registered.

A file exports ``prepare(rules)``, which returns the ways in which its engine is used; the first is the usual one.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.figures import Answer, Row

Number = float | bool
"""A figure as the peers take it."""


@dataclass(frozen=True, slots=True)
class Engine:
    """One way of using one engine.

    Attributes:
        name: what it is called in the tables.
        start: makes the rules ready and returns the function that is timed: from one institution's figures to its
            marks, total and grade, both in the engine's own form.
        native: a row in the form the engine takes; not timed.
        read: the engine's form of the result as an `Answer`; not timed.
    """

    name: str
    start: Callable[[], Callable[[Any], Any]]
    native: Callable[[Row], Any]
    read: Callable[[Any], Answer]


def names() -> tuple[str, ...]:
    """Return the names of the engines' files."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def prepare(name: str, rules: Path) -> tuple[Engine, ...]:
    """Return the ways of using the engine in the file *name*."""
    ways: tuple[Engine, ...] = importlib.import_module(f"{__name__}.{name}").prepare(rules)
    return ways


def found(rules: Path) -> tuple[Engine, ...]:
    """Return every way of using every engine there is."""
    return tuple(way for name in names() for way in prepare(name, rules))
