"""What is promised, and whether this run keeps it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks import rates, starts
from benchmarks.comparison import Wrong

OURS: Final = "scoring"
TRACED: Final = "scoring, full trace"
UNTRACED: Final = "scoring, no trace"
PEER: Final = "zen-engine"


@dataclass(frozen=True, slots=True)
class Target:
    """One promise: what was measured, in words, and whether it is met."""

    promise: str
    measured: str
    met: bool


def right(wrong: Mapping[str, Wrong]) -> Target:
    """Return whether every answer of this project is right."""
    ours = [one for name, one in wrong.items() if name.startswith(OURS)]
    marks, grades = sum(one.marks for one in ours), sum(one.grades for one in ours)
    met = not any(one.any for one in ours)
    return Target("scoring: no wrong marks, totals or grades", f"{marks} marks, {grades} grades", met)


def fast(measured: Mapping[str, rates.Rates]) -> tuple[Target, ...]:
    """Return whether the rates keep up with the peer's, in its fastest way of using one node for each indicator."""
    traced = rates.ratio(measured[TRACED], measured[PEER])
    untraced = rates.ratio(measured[UNTRACED], measured[PEER])
    return (
        Target("full trace: at least 1 × zen-engine's rate", f"{traced:.2f} ×", traced >= 1),
        Target("no trace: at least 3 × zen-engine's rate", f"{untraced:.2f} ×", untraced >= 3),
    )


def prompt(used: Mapping[str, Sequence[float]]) -> tuple[Target, ...]:
    """Return whether the commands start fast enough."""
    score = starts.ratio(used[starts.SCORE], used[starts.CORE])
    more = starts.difference(used[starts.HELP], used[starts.TRIVIAL])
    return (
        Target("score: at most 2 × the import of the four core packages", f"{score:.2f} ×", score <= 2),
        Target("--help: at most 0.2 s above a trivial typer program", f"{more:+.3f} s", more <= 0.2),
    )
