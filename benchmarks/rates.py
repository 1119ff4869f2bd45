"""How many institutions each engine scores in a second: interleaved rounds, CPU time and wall time."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from statistics import median
from typing import Any, Final

from benchmarks.engines import Engine
from benchmarks.figures import Row

BATCH: Final = 50
"""Institutions between two looks at the clock."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Institutions per second of one engine, one number per round."""

    cpu: tuple[float, ...]
    wall: tuple[float, ...]

    @property
    def best(self) -> float:
        """Return the best round by CPU time."""
        return max(self.cpu)

    @property
    def median(self) -> float:
        """Return the median round by CPU time."""
        return median(self.cpu)

    @property
    def wall_median(self) -> float:
        """Return the median round by wall time."""
        return median(self.wall)


def ratio(one: Rates, other: Rates) -> float:
    """Return the median over the rounds of *one*'s rate by *other*'s in the same round: both met the same machine."""
    return median(first / second for first, second in zip(one.cpu, other.cpu, strict=True))


def measure(engines: Sequence[Engine], rows: Sequence[Row], rounds: int, seconds: float) -> Mapping[str, Rates]:
    """Return every engine's rates; in each round every engine runs for *seconds* of CPU time, one after the other."""
    runs = {engine.name: (engine.start(), [engine.native(row) for row in rows]) for engine in engines}
    for answer, inputs in runs.values():
        for one in inputs[:BATCH]:
            answer(one)
    gc.collect()
    gc.freeze()  # the inputs of all engines are not to be walked by the collector in the middle of one engine's time
    measured: dict[str, list[tuple[float, float]]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, (answer, inputs) in runs.items():
            measured[name].append(_run(answer, inputs, seconds))
    gc.unfreeze()
    return {name: Rates(*zip(*pairs, strict=True)) for name, pairs in measured.items()}


def _run(answer: Callable[[Any], Any], inputs: Sequence[Any], seconds: float) -> tuple[float, float]:
    """Return institutions per second of CPU time and of wall time."""
    gc.collect()
    waiting, done = cycle(inputs), 0
    wall, cpu = time.perf_counter(), time.process_time()
    while (used := time.process_time() - cpu) < seconds:
        for _ in range(BATCH):
            answer(next(waiting))
        done += BATCH
    return done / used, done / (time.perf_counter() - wall)
