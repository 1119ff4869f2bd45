"""Every engine's answers against the expected ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.engines import Engine
from benchmarks.figures import Answer, Row


@dataclass(frozen=True, slots=True)
class Wrong:
    """How many of an engine's answers differ from the expected ones.

    Attributes:
        marks: marks of single indicators.
        rows: institutions with at least one wrong figure of any kind.
        worst: places of the indicators most often wrong, with how often.
    """

    marks: int
    totals: int
    grades: int
    rows: int
    worst: tuple[tuple[int, int], ...]

    @property
    def any(self) -> bool:
        """Tell whether anything is wrong."""
        return self.rows > 0


def compare(engine: Engine, rows: Sequence[Row], right: Sequence[Answer]) -> Wrong:
    """Score every row once and count what differs."""
    answer = engine.start()
    given = [engine.read(answer(engine.native(row))) for row in rows]
    pairs = list(zip(given, right, strict=True))
    places = Counter(
        place
        for one, other in pairs
        for place, (mark, wanted) in enumerate(zip(one.marks, other.marks, strict=True))
        if mark != wanted
    )
    return Wrong(
        places.total(),
        sum(one.total != other.total for one, other in pairs),
        sum(one.grade != other.grade for one, other in pairs),
        sum(one != other for one, other in pairs),
        tuple(places.most_common(3)),
    )
