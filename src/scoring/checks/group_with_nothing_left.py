"""A group in which nothing may be left that applies, and that does not say what becomes of its marks then."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.diagnostics import Diagnostic, Kind, message
from scoring.expressions.tree import Absent, Outcome
from scoring.rule_set.asking import Trees, may_be_not_applicable
from scoring.rule_set.domains import trees_of
from scoring.rule_set.model import Choosing, Group, Part, RuleSet

NOTHING_LEFT = Kind(
    "R210",
    "every part of {group} can be not applicable at the same time, and nothing says what becomes of its marks then",
    "add not_applicable: full, zero, rescale or rescale_group to {group}",
)


def check(rules: RuleSet) -> Iterator[Diagnostic]:
    """Yield a finding for each such group; one inside another is reported first, the outer once that is mended."""
    trees = trees_of(rules)
    for group in rules.groups():
        if group.not_applicable is None and group.targets is None and _can_be_empty(group, trees):
            related = tuple((message("{name}", name=part.name), part.place) for part in group.parts)
            yield NOTHING_LEFT.at(group.place, related=related, group=group.name)


def _can_be_empty(group: Group, trees: Trees) -> bool:
    """Tell whether all parts that count can be not applicable; where parts are chosen, that may be any one of them."""
    leaving = [_can_leave(part, trees) for part in group.parts]
    return all(leaving) if group.choosing is Choosing.ALL else any(leaving)


def _can_leave(part: Part, trees: Trees) -> bool:
    """Tell whether *part* can be not applicable; one that says nothing then has a finding of its own."""
    if part.not_applicable is None:
        return False
    if isinstance(part, Group):
        return part.applies is not None or _can_be_empty(part, trees)
    level = len(part.path)
    own = [one for one in part.branches if one.give == Absent(Outcome.NOT_APPLICABLE) and one.level == level]
    asked = (*(one.when for one in part.branches), *(one.node for one in part.lowered.workings))
    return bool(own) or may_be_not_applicable(asked, trees)
