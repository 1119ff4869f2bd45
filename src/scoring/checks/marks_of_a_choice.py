"""Marks asked for where it is not settled whether they will count: from beside them in a group that chooses.

Another part of the group would ask for marks that cannot count beside its own. And where the better part is taken, all
parts are scored first: that would go round in a circle if their marks hung on what another group takes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scoring.diagnostics import Diagnostic, Kind, message
from scoring.rule_set.asking import marks_in, trees_in
from scoring.rule_set.domains import trees_of
from scoring.rule_set.model import Choosing, Group, Indicator, RuleSet

ASKED = Kind(
    "R368",
    "{name} asks for the marks of {other}, which count only if {group} chooses them",
    "ask for its value, or for a fact, instead of its marks",
)


def check(rules: RuleSet) -> Iterator[Diagnostic]:
    """Yield a finding for each indicator in a choice whose marks hang on those of a choice."""
    asked = _asked(rules)
    choices = [group for group in rules.groups() if group.choosing is not Choosing.ALL]
    for group in choices:
        better = group.choosing is Choosing.ONE_BETTER
        others = [one for one in choices if one is group or (better and one.choosing is Choosing.ONE_BETTER)]
        for leaf in group.leaves():
            for other in others:
                yield from _asking(leaf, other, asked[leaf.code], beside=other is group)


def _asking(leaf: Indicator, group: Group, asked: frozenset[str], *, beside: bool) -> Iterator[Diagnostic]:
    own = next((part for part in group.parts if beside and leaf in _leaves(part)), None)
    for part in group.parts:
        found = None if part is own else next((one for one in _leaves(part) if one.code in asked), None)
        if found is not None:
            related = ((message("{name}", name=found.name), found.place),)
            yield ASKED.at(leaf.place, related=related, name=leaf.name, other=found.name, group=group.name)


def _leaves(part: Group | Indicator) -> tuple[Indicator, ...]:
    return tuple(part.leaves()) if isinstance(part, Group) else (part,)


def _asked(rules: RuleSet) -> Mapping[str, frozenset[str]]:
    """Return the codes of all whose marks each indicator hangs on, through others too."""
    trees = trees_of(rules)
    direct = {one.code: marks_in(trees_in(one), trees) for one in rules.indicators}
    found = direct
    while (wider := {code: asked.union(*map(direct.__getitem__, asked)) for code, asked in found.items()}) != found:
        found = wider
    return found
