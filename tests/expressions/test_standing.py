"""Where one institution stands among its peers: the bounds are those of all completions, no wider and no narrower."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product
from math import inf

import pytest

from scoring.expressions.outcomes import NOT_APPLICABLE, Cause, Range, exactly, unknown
from scoring.expressions.standing import Entrant, Field, alone
from scoring.expressions.tree import PeersKind

NUMBERS = range(3)


def entrant(name: str, low: int, high: int, *, not_applicable: bool = False, surely: bool = True) -> Entrant:
    """Return an institution whose number lies between *low* and *high*."""
    cause = Cause("fact", name)
    certain = low == high and not not_applicable
    causes = frozenset[Cause]() if certain else frozenset({cause})
    own = Range(Fraction(low), Fraction(high), True, not_applicable, causes)
    return Entrant(Cause("peer", name), own, surely, known=surely)


def compared(kind: PeersKind, own: int, others: list[int]) -> Fraction:
    everyone = [own, *others]
    if kind is PeersKind.PLACE:
        return Fraction(1 + sum(other > own for other in others))
    return Fraction(max(everyone)) if kind is PeersKind.BEST else Fraction(sum(everyone), len(everyone))


def ways(one: Entrant) -> list[int | None]:
    """Return what can become of a peer: its number, None where it is none."""
    assert isinstance(one.own.low, Fraction)
    assert isinstance(one.own.high, Fraction)
    return [*range(int(one.own.low), int(one.own.high) + 1), *([] if one.present else [None])]


@pytest.mark.parametrize("seed", range(60))
def test_bounds_are_those_of_all_completions(seed: int) -> None:
    rng = random.Random(seed)
    everyone = []
    for name in "甲乙丙丁"[: rng.randint(1, 4)]:
        low, high = sorted(rng.choices(NUMBERS, k=2))
        high = low if rng.random() < 0.4 else high
        everyone.append(
            entrant(name, low, high, not_applicable=rng.random() < 0.3, surely=rng.random() < 0.8 or name == "甲")
        )
    field, (own, *others) = Field(everyone), everyone
    for kind in PeersKind:
        outcome = field.standing(kind, own)
        possible = {
            compared(kind, mine, [one for one in rest if one is not None])
            for mine in ways(own)
            if mine is not None
            for rest in product(*map(ways, others))
        }
        assert (outcome.low, outcome.high) == (min(possible), max(possible)), (kind, everyone)
        assert outcome.not_applicable == own.own.not_applicable
        assert bool(outcome.causes) is not outcome.certain
    counts = {1 + sum(one is not None for one in rest) for rest in product(*map(ways, others))}
    assert field.compared(own) == (min(counts), max(counts))


def test_those_that_tie_share_the_better_place() -> None:
    everyone = [entrant(name, number, number) for name, number in zip("甲乙丙", (5, 5, 3), strict=True)]
    field = Field(everyone)
    assert [field.standing(PeersKind.PLACE, one).value for one in everyone] == [1, 1, 3]


def test_only_those_who_matter_are_waited_for() -> None:
    own, lower, open_ = entrant("甲", 5, 5), entrant("乙", 0, 3), entrant("丙", 4, 6)
    field = Field([own, lower, open_])
    assert field.standing(PeersKind.PLACE, own).causes == {open_.cause}
    assert field.standing(PeersKind.BEST, own).causes == {open_.cause}
    assert field.standing(PeersKind.AVERAGE, own).causes == {open_.cause, lower.cause}
    assert Field([own, lower]).standing(PeersKind.PLACE, own) == exactly(Fraction(1))


def test_without_bounds() -> None:
    own, open_ = entrant("甲", 5, 5), Entrant(Cause("peer", "乙"), unknown([Cause("fact", "乙")]))
    field = Field([own, open_])
    average = field.standing(PeersKind.AVERAGE, own)
    assert (average.low, average.high) == (-inf, inf)
    assert (field.standing(PeersKind.BEST, own).low, field.standing(PeersKind.BEST, own).high) == (5, inf)
    assert (field.standing(PeersKind.PLACE, own).low, field.standing(PeersKind.PLACE, own).high) == (1, 2)
    assert field.standing(PeersKind.AVERAGE, open_).low == -inf
    perhaps = Entrant(open_.cause, open_.own, surely=False)
    assert Field([own, perhaps]).standing(PeersKind.AVERAGE, own).high == inf
    best = Field([perhaps]).standing(PeersKind.BEST, perhaps)
    assert (best.low, best.high) == (-inf, inf)


def test_alone() -> None:
    own, anyone = exactly(Fraction(5)), Range(Fraction(0), Fraction(8))
    cause = Cause("batch", "place(甲)")

    def bounds(kind: PeersKind) -> tuple[object, object]:
        outcome = alone(kind, own, anyone, [cause])
        assert outcome.causes == {cause}
        return outcome.low, outcome.high

    assert bounds(PeersKind.PLACE) == (1, inf)
    assert bounds(PeersKind.BEST) == (5, 8)
    assert bounds(PeersKind.AVERAGE) == (0, 8)
    assert alone(PeersKind.BEST, NOT_APPLICABLE, anyone) == NOT_APPLICABLE
    assert Field([]).standing(PeersKind.BEST, Entrant(cause, NOT_APPLICABLE)) == NOT_APPLICABLE
