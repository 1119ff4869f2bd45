"""Which indicator a code or name on the command line means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.diagnostics import Diagnostic, Kind, Location, message, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scoring.rule_set.model import Indicator, RuleSet

NO_SUCH_CODE = Kind("C111", "{rules} has no indicator or line {code}", "known are: {known}")
NO_SUCH_CODE_NEAR = Kind(
    "C112", "{rules} has no indicator or line {code}; the nearest is {nearest}", "write {nearest}; known are: {known}"
)
SHARED = Kind("C124", "{name} is the name of several indicators", "write the code of the one you mean: {codes}")
GROUP = Kind("C125", "{name} is a group, not an indicator", "name one of its indicators: {codes}")


def indicator_called(text: str, rules: RuleSet) -> tuple[Indicator | None, Diagnostic | None]:
    """Return the indicator whose code, name or other name is *text*, or why none can be meant; neither if none is."""
    for one in rules.indicators:
        if text.upper() == one.code.upper():
            return one, None
    found = [one for one in rules.indicators if text in (one.name, *one.aliases)]
    if len(found) > 1:
        return None, SHARED.at(Location(rules.id), name=text, codes=_codes(found))
    return (found[0], None) if found else _in_group(text, rules)


def _in_group(name: str, rules: RuleSet) -> tuple[Indicator | None, Diagnostic | None]:
    """Return what stands for the whole table of targets of the group *name*, or the finding that it is a group."""
    groups = [one for one in rules.groups() if one.name == name]
    leaves = [leaf for group in groups for leaf in group.leaves()]
    if len(leaves) == 1 and "." in leaves[0].code:
        return leaves[0], None
    codes = _codes(leaves) or message("none")
    return None, (GROUP.at(Location(rules.id), name=name, codes=codes) if groups else None)


def _codes(found: Iterable[Indicator]) -> tuple[str, ...]:
    return tuple(one.code for one in found)


def not_found(text: str, rules: RuleSet, lines: tuple[str, ...], more: tuple[str, ...] = ()) -> Diagnostic:
    """Return the finding that nothing is called *text*, with what there is; *lines* and *more* can be named too."""
    codes = _codes(rules.indicators)
    near = nearest(text, (*codes, *(one.name for one in rules.indicators), *lines, *more))
    kind = NO_SUCH_CODE if near is None else NO_SUCH_CODE_NEAR
    known = (*codes, *lines, *more[:1])
    return kind.at(Location(rules.id), rules=rules.id, code=text, nearest=near or "", known=known)
