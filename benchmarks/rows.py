"""Two thousand institutions' figures, the same ones every time, crowded where engines go wrong.

A row holds each figure as text in its declared unit, under a short English name: not every engine compared reads
Chinese names. Many figures stand exactly where the marks change, one declared unit beside it, or where the marks end on
half a rounding step; many totals are steered onto a grade's floor or one hundredth below it. Wrong results are
therefore far more frequent here than in natural data: read them as "how often a trap is fallen into".
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from benchmarks.figures import NAMES, YES_NO, Row

FLOORS: Final = (90, 80, 60)
CENT: Final = Fraction(1, 100)
WHOLE: Final = Fraction(1)


@dataclass(frozen=True, slots=True)
class Share:
    """One figure as a share of another.

    Attributes:
        unit: the smallest step in which both are declared.
        ends: shares, in percent, at which the marks change.
        slope: marks per whole share where marks are proportional; 0 where they never are.
        best, worst: shares, in percent, between which ordinary institutions lie.
        zero: whether both may be zero.
    """

    over: str
    under: str
    unit: Fraction
    ends: tuple[int, ...]
    slope: Fraction
    best: int
    worst: int
    zero: bool = False


SHARES: Final = (
    Share("staff", "posts", WHOLE, (100, 101, 102, 105, 107, 110), Fraction(0), 92, 115),
    Share("hospitality", "hospitality_before", CENT, (100, 110), Fraction(30), 85, 120, zero=True),
    Share("hospitality", "hospitality_budget", CENT, (100, 101, 103, 105), Fraction(0), 85, 110, zero=True),
    Share("key_projects", "projects", CENT, (60, 70, 80, 90), Fraction(0), 98, 50, zero=True),
    Share("executed", "budget", CENT, (100,), Fraction(5), 104, 70),
    Share("adjusted", "budget", CENT, (0, 0, 10, 20, 30), Fraction(0), -2, 40),
    Share("paid", "payable", CENT, (75, 80, 90, 95, 100), Fraction(0), 104, 70),
    Share("left", "left_before", CENT, (0, 100, 110), Fraction(0), 0, 130),
    Share("office", "office_budget", CENT, (100, 105), Fraction(35), 90, 115),
    Share("purchased", "purchase_budget", CENT, (80, 90, 95, 105, 110, 120), Fraction(0), 100, 130, zero=True),
    Share("assets_used", "assets", CENT, (100,), Fraction(2), 100, 80),
    Share("done", "planned", WHOLE, (100,), Fraction(6), 104, 60),
    Share("timely", "done", WHOLE, (85, 95, 100), Fraction(0), 101, 75),
    Share("good", "done", WHOLE, (85, 90, 93, 94, 95), Fraction(0), 100, 80),
    Share("key_done", "key_planned", WHOLE, (100,), Fraction(5), 104, 60),
    Share("cost", "cost_planned", CENT, (100,), Fraction(4), 90, 140),
    Share("satisfied", "answers", WHOLE, (70, 80, 90, 95), Fraction(0), 100, 60),
)


def rows(count: int, seed: int, total_of: Callable[[Row], Fraction]) -> list[Row]:
    """Return *count* rows drawn with *seed*; *total_of* is asked in order to steer totals onto the floors."""
    draw = random.Random(seed)
    return [_steered(_row(draw), draw, total_of) for _ in range(count)]


def _row(draw: random.Random) -> dict[str, str]:
    poor = draw.choice((0.0, 0.0, 0.1, 0.3, 0.6)) + draw.random() * 0.25
    figures: dict[str, Fraction] = {}
    for share in SHARES:
        _draw_share(share, poor, figures, draw)
    figures["panel"], figures["panel_full"] = Fraction(draw.randint(0, 1000), 10), Fraction(100)
    for name in ("breaches", "diversions"):
        figures[name] = Fraction(draw.choice((0, 1, 1, 2)) if draw.random() < poor else 0)
    texts = {name: _written(figures[name]) for name in NAMES if name in figures}
    texts |= {name: "否" if draw.random() < poor * 0.5 else "是" for name in NAMES if name in YES_NO}
    return {name: texts[name] for name in NAMES}


def _draw_share(share: Share, poor: float, figures: dict[str, Fraction], draw: random.Random) -> None:
    """Add both figures of *share*; whichever is there already is kept."""
    if share.zero and draw.random() < 0.02:
        figures.setdefault(share.over, draw.choice((Fraction(0), share.unit * 100)))
        figures.setdefault(share.under, Fraction(0))
        return
    value = _value(share, poor, draw)
    if share.under not in figures and share.over in figures:
        figures[share.under] = _whole(figures[share.over] / value, share.unit) if value > 0 else figures[share.over]
        return
    base = draw.choice((60, 100, 200, 400, 1200) if share.unit == WHOLE else (6000, 10_000, 100_000, 1_200_000))
    under = figures.setdefault(share.under, draw.randint(1, 9) * base * share.unit)
    over = _whole(under * value, share.unit)
    if draw.random() < 0.15:
        over += draw.choice((-1, 1)) * share.unit
    figures[share.over] = over if share.over == "adjusted" else max(Fraction(0), over)


def _value(share: Share, poor: float, draw: random.Random) -> Fraction:
    """Return a share: where marks change, where proportional marks end on half a hundredth, or an ordinary one."""
    kind = draw.random()
    if kind < 0.2:
        return Fraction(draw.choice(share.ends), 100)
    if kind < 0.5 and share.slope:
        steps = 2 * draw.randint(0, 80) + 1
        below = 1 if share.best < share.worst else -1
        return 1 + below * Fraction(steps, 200) / share.slope
    middle = share.best + (share.worst - share.best) * poor
    return Fraction(round(1000 * (middle + draw.uniform(-3, 3))), 100_000)


def _whole(value: Fraction, unit: Fraction) -> Fraction:
    return round(value / unit) * unit


def _written(value: Fraction) -> str:
    hundredths = value * 100
    assert hundredths.denominator == 1
    return format(Decimal(hundredths.numerator).scaleb(-2).normalize(), "f")


def _steered(row: dict[str, str], draw: random.Random, total_of: Callable[[Row], Fraction]) -> Row:
    """Return *row*; half of them with the last indicator set so that the total is a floor or a hundredth below."""
    if draw.random() < 0.5:
        return row
    rest = total_of({**row, "panel": "0"})
    reachable = [floor for floor in FLOORS if rest <= floor <= rest + 10]
    if not reachable:
        return row
    wanted = reachable[0] - rest - draw.choice((Fraction(0), Fraction(0), CENT))
    return {**row, "panel": _written(max(Fraction(0), wanted * 10))}
