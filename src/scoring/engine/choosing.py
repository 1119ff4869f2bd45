"""Choices that are open: which parts may turn out to count, and what the total can then come to.

A choice that was not declared can fall out in any way; where the better part is taken, only parts that may have the
most marks can be it. Each way is scored as if it were the only one (`engine.joining` puts them together again), so that
everything that hangs on the choice, lines and spreading included, is bounded exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Map
from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import Final

from scoring.engine.better import Worths, candidates
from scoring.engine.deciding import Path, Weights, decided_rules
from scoring.engine.effective import even
from scoring.engine.found import ALONE, Standings
from scoring.engine.indicators import Results, results
from scoring.engine.plan import Worked, worked_of
from scoring.engine.spreading import Bounds
from scoring.records import dataclass
from scoring.rule_set.asking import marks_in, trees_in
from scoring.rule_set.model import Choosing, Group, Indicator, Part, RuleSet
from scoring.submissions.choices import unit_of_shares
from scoring.submissions.model import Submission

ZERO: Final = Fraction(0)
ONE: Final = Fraction(1)
MOST_WAYS: Final = 128
"""So many ways are gone through one by one; beyond it the bound is loose."""
MOST_PARTS: Final = 5
"""A pool with more parts is bounded by what each of them comes to alone, and not by every set of them."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which everything open may be chosen.

    Attributes:
        rules: the rule set with these choices made.
        decisions: the choices.
        gains: groups whose better part brings at least so much more than what is least for it by itself.
        slack: a pool that is shared in any other way comes to at most so much more or less than one of the ways.
        surely: codes of indicators that apply in this way, because they are better than others that do.
    """

    rules: RuleSet
    decisions: Map[Path, Weights]
    gains: tuple[tuple[Path, Fraction], ...] = ()
    slack: Fraction = ZERO
    surely: frozenset[str] = frozenset()

    def gain(self, path: Path = ()) -> Fraction:
        """Return how much more the better parts in the group at *path* bring; in the whole rule set for no path."""
        return sum((gain for inner, gain in self.gains if inner[: len(path)] == path), ZERO)

    def narrowed(self, bounds: Bounds, made: Results) -> Bounds:
        """Return *bounds* of the indicators' sum as they are in this way."""
        spread_ = any(one.depths for one in made.found)
        if spread_ and self.slack:
            return Bounds(ZERO, self.rules.full_marks, (), empty=True)
        if spread_ or not (self.gains or self.slack):
            return bounds
        low = max(ZERO, min(bounds.high, bounds.low + self.gain()) - self.slack)
        return replace(bounds, low=low, high=min(self.rules.full_marks, bounds.high + self.slack))


@dataclass(frozen=True, slots=True)
class Ways:
    """Every way that is possible.

    Attributes:
        made: the results of all indicators, each as if it were chosen.
        open: the groups whose choice is open in one of the ways.
        loose: whether the total may lie elsewhere, in ways that are not among these.
        sampled: whether other rows than those in a choice may too.
    """

    ways: tuple[Way, ...]
    made: Results
    open: tuple[Group, ...] = ()
    loose: bool = False
    sampled: bool = False

    @property
    def settled(self) -> bool:
        """Tell whether there is only one way."""
        return len(self.ways) == 1 and not self.loose


@dataclass(frozen=True, slots=True)
class _Option:
    """What may be decided in one group, or in several."""

    decisions: tuple[tuple[Path, Weights], ...] = ()
    gains: tuple[tuple[Path, Fraction], ...] = ()
    slack: Fraction = ZERO
    loose: bool = False
    surely: frozenset[str] = frozenset()

    def beside(self, other: _Option) -> _Option:
        """Return both."""
        gains = (*self.gains, *other.gains)
        decisions = (*self.decisions, *other.decisions)
        surely = self.surely | other.surely
        return _Option(decisions, gains, self.slack + other.slack, self.loose or other.loose, surely)


def ways_of(rules: RuleSet, submission: Submission, standings: Standings = ALONE) -> Ways:
    """Return every way in which the choices that *rules* leave open may be made."""
    worked = worked_of(rules)
    made = results(worked, submission, standings)
    looking = _Looking(worked, made)
    options = looking.among(rules.root, exact=True)
    sampled = options is None
    options = [_Option(tuple(_any_decision(rules.root)))] if options is None else options
    ways = tuple(_way(rules, one) for one in options)
    seen: dict[Path, set[Weights]] = {}
    for path, weights in (decision for one in options for decision in one.decisions):
        seen.setdefault(path, set()).add(weights)
    open_ = tuple(one for one in worked.choosing if sampled or len(seen.get(one.path, ())) > 1)
    return Ways(ways, made, open_, sampled or any(one.loose for one in options), sampled)


def _way(rules: RuleSet, option: _Option) -> Way:
    decisions = dict(option.decisions)
    return Way(decided_rules(rules, decisions), decisions, option.gains, option.slack, option.surely)


def _any_decision(parts: Iterable[Part]) -> Iterator[tuple[Path, Weights]]:
    """Yield one decision for each group that needs one."""
    for part in parts:
        if isinstance(part, Group):
            if part.choosing is not Choosing.ALL:
                yield part.path, _alone(part, 0)
            yield from _any_decision(part.parts)


def _alone(group: Group, index: int) -> Weights:
    """Return all marks for the part at *index*."""
    return tuple(ONE if place == index else ZERO for place in range(len(group.parts)))


@dataclass(frozen=True, slots=True)
class _Looking:
    """Looks for the ways, given what each part would bring."""

    worked: Worked
    made: Results

    def among(self, parts: Iterable[Part], *, exact: bool) -> list[_Option] | None:
        """Return every way for *parts* together; None if they are too many, or cannot be told one by one.

        Args:
            parts: the parts.
            exact: whether they have the marks they were scored with, and not a share of them.
        """
        found = [_Option()]
        for part in parts:
            inner = self._in(part, exact=exact)
            if inner is None or len(found) * len(inner) > MOST_WAYS:
                return None
            found = [one.beside(other) for one, other in product(found, inner)]
        return found

    def _in(self, part: Part, *, exact: bool) -> list[_Option] | None:
        if isinstance(part, Indicator):
            return [_Option()]
        if part.choosing is Choosing.ALL:
            return self.among(part.parts, exact=exact)
        options = self._options(part)
        found: list[_Option] = []
        for option in options or ():
            ((_, weights),) = option.decisions
            chosen = [one for one, weight in zip(part.parts, weights, strict=True) if weight]
            inner = self.among(chosen, exact=exact and option.slack == 0 and len(chosen) == 1)
            if inner is None or len(found) + len(inner) > MOST_WAYS:
                return None
            option = option if exact else replace(option, gains=())
            found.extend(option.beside(one) for one in inner)
        return found or None

    def _options(self, group: Group) -> list[_Option] | None:
        """Return what may be decided in *group* itself."""
        count = len(group.parts)
        if group.choosing is Choosing.ONE_BETTER:
            return self._better(group)
        slack = ZERO
        if group.choosing is not Choosing.ONE_DECLARED:
            in_proportion, is_even = self._in_proportion(group), group.choosing is Choosing.ANY_EVEN
            if count <= MOST_PARTS and (is_even or not in_proportion):
                sets = (chosen for chosen in product((True, False), repeat=count) if any(chosen))
                return [_Option(((group.path, even(chosen)),), loose=not is_even) for chosen in sets]
            if not in_proportion:
                return None
            slack = 2 * unit_of_shares(self.worked.rules) * sum(map(self._rounded, group.parts))
        return [_Option(((group.path, _alone(group, index)),), (), slack) for index in range(count)]

    def _rounded(self, part: Part) -> int:
        """Return how many indicators of *part* may be rounded: none where all have no marks, or all of them."""
        leaves = tuple(part.leaves()) if isinstance(part, Group) else (part,)
        found = {one.code: result for one, result in zip(self.worked.rules.indicators, self.made.own, strict=True)}
        for ends in ([(ZERO, ZERO)] * len(leaves), [(leaf.full_marks, leaf.full_marks) for leaf in leaves]):
            if [(found[leaf.code].low, found[leaf.code].high) for leaf in leaves] == ends:
                return 0
        return len(leaves)

    def _in_proportion(self, group: Group) -> bool:
        """Tell whether the marks of each part are in proportion to its share, whatever that is."""
        rules, codes = self.worked.rules, {leaf.code for leaf in group.leaves()}
        own = zip(rules.indicators, self.made.own, strict=True)
        if any(one.code in codes and found.absent for one, found in own):
            return False
        return not any(marks_in(trees_in(owner), self.worked.trees) & codes for owner in rules.owners())

    # ---- the better part ---------------------------------------------------------------------------------------------

    def _better(self, group: Group) -> list[_Option]:
        """Return the parts that may have the most marks; of several with as many, the first that applies."""
        worths = [Worths(self.worked, self.made).of(part) for part in group.parts]
        least = max((one.low for one in worths if one.surely), default=ZERO)
        applies = any(one.surely for one in worths)
        found = []
        for index in candidates(worths):
            one, part = worths[index], group.parts[index]
            surely = {part.code} if applies and isinstance(part, Indicator) else frozenset[str]()
            more = one.surely and one.low < least
            gains = ((group.path, least - one.low),) if more else ()
            decision = ((group.path, _alone(group, index)),)
            found.append(_Option(decision, gains, surely=frozenset(surely)))
        return found
