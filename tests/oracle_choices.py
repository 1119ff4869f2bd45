"""Groups that choose: which parts count, and with how many marks, written into a copy of the rule set.

Every indicator that counts in a choice, or not, gets its full marks under ``counted``; a part that was not chosen has 0
and is marked ``unchosen``. A choice that is not made yet stays as it is written, and nothing inside it is settled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from math import floor
from typing import Any

from oracle_methods import Node, scale_of
from oracle_values import number, plain

ZERO = Fraction(0)
ONE = Fraction(1)
Better = Callable[[Any, tuple[str, ...]], list[int]]


def chosen(rule_set: Node, submission: Node, better: Better) -> dict[str, Any]:
    """Return *rule_set* with every choice made that is settled.

    *better* returns the places of the parts of a group that may be the better one: given a rule set in which
    everything declared is chosen, and the group's path.
    """
    declared = {plain(name): choice for name, choice in (submission.get("choices") or {}).items()}
    copy = dict(rule_set) | {"indicators": [counted(part, ONE) for part in rule_set["indicators"]]}
    names = [plain(group["group"]) for _, group in groups_of(copy["indicators"]) if is_choice(group)]
    for path, group in groups_of(copy["indicators"]):
        if not is_choice(group) or group.get("by") == "better":
            continue
        here = plain("/".join(path))
        choice = declared.get(here)
        if choice is None and names.count(plain(group["group"])) == 1:
            choice = declared.get(plain(group["group"]))
        if choice is not None:
            decide(group, shares_of(group, choice), rule_set["rounding"])
    for path, group in [one for one in groups_of(copy["indicators"]) if one[1].get("by") == "better"]:
        places = better(copy, path)
        decide(group, [Fraction(index in places) for index in range(len(group["parts"]))], rule_set["rounding"])
        if len(places) > 1:
            del group["settled"]
    return copy


def is_choice(node: Node) -> bool:
    """Tell whether a group chooses among its parts, and this is not settled."""
    return "choose" in node and "settled" not in node


def counted(part: Node, factor: Fraction) -> dict[str, Any]:
    """Return a copy of *part* in which each indicator says what its marks count after every ``out_of``."""
    full = number(part["full_marks"]) * factor
    if "group" not in part:
        return dict(part) | {"counted": full}
    inner = full / scale_of(part)
    return dict(part) | {"parts": [counted(one, inner) for one in part["parts"]], "counted": full}


def groups_of(parts: list[Any], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every group with its path, outer before inner."""
    for part in parts:
        if "group" in part:
            here = (*path, part["group"])
            yield here, part
            yield from groups_of(part["parts"], here)


def shares_of(group: Node, choice: Any) -> list[Fraction]:
    """Return the share of each part: all for one, the same for each of a list, or in proportion to its marks."""
    if isinstance(choice, str):
        choice = [choice]
    names = {plain(name) for name in choice}
    found = []
    for part in group["parts"]:
        mine = {plain(part.get("indicator", part.get("group"))), plain(part.get("code", "-"))} & names
        if not mine:
            found.append(ZERO)
        elif isinstance(choice, dict):
            (marks,) = [number(marks) for name, marks in choice.items() if plain(name) in mine]
            found.append(marks / scale_of(group))
        else:
            found.append(Fraction(1, len(names)))
    return found


def decide(group: Any, shares: list[Fraction], rounding: Node) -> None:
    """Write the *shares* into a group; those of a pool are whole steps, each what the rounded running sum grows by."""
    group["settled"] = True
    step = number(rounding["step"]) * (2 if (rounding["at"], rounding["mode"]) == ("total", "half_even") else 1)
    running = given = ZERO
    for part, share in zip(group["parts"], shares, strict=True):
        for leaf in leaves(part):
            if not share:
                leaf["unchosen"], leaf["counted"] = True, ZERO
            elif group["choose"] == "any":
                running += leaf["counted"] * share
                before, given = given, floor(running / step + Fraction(1, 2)) * step
                leaf["counted"] = given - before


def leaves(part: Any) -> Iterator[Any]:
    """Yield the indicators of a part."""
    if "group" in part:
        for one in part["parts"]:
            yield from leaves(one)
    else:
        yield part
