"""A rule set with choices made: what was not chosen has no marks left, what shares a pool has its share.

The shares of a pool are cut to whole rounding steps the way the rows of a rounded total are: each is what the running
sum, rounded, grows by. So they add up to the pool, and rounding never goes past the full marks of any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Final, TypeVar

from scoring.engine.plan import forget, worked_of
from scoring.exact import RoundingMode, to_step
from scoring.expressions.tree import Absent, Outcome, Truth
from scoring.methods.contract import Branch, Policy, Reason, reason
from scoring.records import dataclass
from scoring.rule_set.model import Choosing, Group, Indicator, Part, RuleSet
from scoring.rule_set.scales import converted, converted_branch

ZERO: Final = Fraction(0)
MOST_KEPT: Final = 200
"""So many rule sets with choices made are kept ready for each rule set."""

Path = tuple[str, ...]
Weights = tuple[Fraction, ...]
"""For each part of a group the share of its marks, 0 for what is not chosen."""

Decisions = Mapping[Path, Weights]


def decided_rules(rules: RuleSet, decisions: Decisions) -> RuleSet:
    """Return *rules* with *decisions* made, the same object each time; groups that are not named stay open."""
    return _kept(rules, decisions, _decided) if decisions else rules


T = TypeVar("T", Weights, frozenset[int])


def _kept(rules: RuleSet, key: Mapping[Path, T], make: Callable[[RuleSet, Mapping[Path, T]], RuleSet]) -> RuleSet:
    """Return what *make* makes of *rules*, the same object each time."""
    kept = worked_of(rules).decided
    known = frozenset(key.items())
    found = kept.get(known)
    if found is None:
        if len(kept) >= MOST_KEPT:
            forget(kept.pop(next(iter(kept))))
        found = kept[known] = make(rules, key)
    return found


def without_parts(rules: RuleSet, left_out: Mapping[Path, frozenset[int]]) -> RuleSet:
    """Return *rules* with the parts at some places of groups not chosen, while the choice among the others is open."""
    return _kept(rules, left_out, _without) if any(left_out.values()) else rules


def _without(rules: RuleSet, left_out: Mapping[Path, frozenset[int]]) -> RuleSet:
    def visit(part: Part) -> Part:
        if isinstance(part, Indicator):
            return part
        gone = left_out.get(part.path, frozenset())
        because = _because(part, tuple(one.name for place, one in enumerate(part.parts) if place not in gone))
        parts = (unchosen(one, because) if place in gone else visit(one) for place, one in enumerate(part.parts))
        return replace(part, parts=tuple(parts))

    root = tuple(visit(part) for part in rules.root)
    return replace(rules, root=root, indicators=tuple(_leaves(root)))


def _decided(rules: RuleSet, decisions: Decisions) -> RuleSet:
    deciding = _Deciding(decisions, rules.rounding.unit)
    root = tuple(deciding.part(part, part.full_marks, None) for part in rules.root)
    return replace(rules, root=root, indicators=tuple(_leaves(root)))


def _leaves(parts: Iterable[Part]) -> Iterator[Indicator]:
    for part in parts:
        yield from part.leaves() if isinstance(part, Group) else (part,)


class _Steps:
    """Cuts shares to whole steps so that they add up."""

    def __init__(self, unit: Fraction) -> None:
        self._unit = unit
        self._exact = self._given = ZERO

    def next(self, share: Fraction) -> Fraction:
        """Return what the rounded sum of all shares so far grows by with *share*."""
        self._exact += share
        before, self._given = self._given, to_step(self._exact, self._unit, RoundingMode.HALF_UP)
        return self._given - before


@dataclass(frozen=True, slots=True)
class _Deciding:
    """Makes decisions from the outermost group inwards."""

    decisions: Decisions
    unit: Fraction

    def part(self, part: Part, full: Fraction, steps: _Steps | None) -> Part:
        """Return *part* with *full* marks, cut by *steps* inside a pool."""
        if isinstance(part, Indicator):
            return recounted(part, full if steps is None else steps.next(full))
        if part.choosing is not Choosing.ALL:
            weights = self.decisions.get(part.path)
            return self._open(part, full, steps) if weights is None else self._chosen(part, weights, full, steps)
        factor = full / part.full_marks if part.full_marks else ZERO
        parts = tuple(self.part(one, one.full_marks * factor, steps) for one in part.parts)
        return replace(part, full_marks=full if steps is None else _sum(parts), parts=parts)

    def _open(self, group: Group, full: Fraction, steps: _Steps | None) -> Group:
        """Return a group in which each part has all the marks, as long as none is chosen."""
        if steps is None:
            parts = tuple(self.part(one, full, None) for one in group.parts)
        else:
            full = steps.next(full)
            parts = tuple(self.part(one, full, _Steps(self.unit)) for one in group.parts)
        return replace(group, full_marks=full, parts=parts)

    def _chosen(self, group: Group, weights: Weights, full: Fraction, steps: _Steps | None) -> Group:
        """Return a group in which what has a weight is chosen."""
        pool = group.choosing in (Choosing.ANY_EVEN, Choosing.ANY_DECLARED)
        inner = _Steps(self.unit) if pool and steps is None else steps
        pairs = tuple(zip(group.parts, weights, strict=True))
        because = _because(group, tuple(part.name for part, weight in pairs if weight))
        parts = tuple(
            self.part(part, full * weight, inner) if weight else unchosen(part, because) for part, weight in pairs
        )
        full = full if steps is None else _sum(parts)
        return replace(group, full_marks=full, parts=parts, choosing=Choosing.ALL)


def _sum(parts: Iterable[Part]) -> Fraction:
    return sum((part.full_marks for part in parts), ZERO)


def recounted(indicator: Indicator, full: Fraction) -> Indicator:
    """Return *indicator* with its marks turned into marks out of *full*."""
    if full == indicator.full_marks:
        return indicator
    factor = full / indicator.full_marks
    lowered = converted(indicator.lowered, indicator.scale, full)
    branches = tuple(converted_branch(one, factor) for one in indicator.branches)
    return replace(indicator, full_marks=full, lowered=lowered, branches=branches)


def unchosen(part: Part, because: Reason) -> Part:
    """Return *part* with nothing in it counting, *because* something else was chosen."""
    if isinstance(part, Group):
        parts = tuple(unchosen(one, because) for one in part.parts)
        return replace(part, full_marks=ZERO, parts=parts, choosing=Choosing.ALL)
    branch = Branch(Truth(True), Absent(Outcome.NOT_APPLICABLE), because, Policy.ZERO, len(part.path))
    return replace(part, full_marks=ZERO, branches=(branch,), not_applicable=Policy.ZERO, chosen=False)


def _because(group: Group, chosen: tuple[str, ...]) -> Reason:
    """Return why a part of *group* that is not among the *chosen* does not count."""
    match group.choosing:
        case Choosing.ONE_BETTER:
            return reason(
                "choice.not_better",
                None,
                "{group} counts the part with more marks, which is {chosen}; this part does not count",
                group=group.name,
                chosen=chosen,
            )
        case Choosing.ONE_DECLARED:
            return reason(
                "choice.other",
                None,
                "{group} counts one of its parts, and {chosen} was chosen; this part does not count",
                group=group.name,
                chosen=chosen,
            )
    return reason(
        "choice.others",
        None,
        "{group} counts the parts that were chosen: {chosen}; this part does not count",
        group=group.name,
        chosen=chosen,
    )
