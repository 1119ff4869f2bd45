"""What the department chose (选择) in groups that leave a choice: one part, some parts, or marks for some parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Final

from scoring.diagnostics import Kind, Location, has_errors, message, nearest
from scoring.documents.shape import Shape
from scoring.documents.tree import Entry, Node, Scalar
from scoring.documents.tree import Mapping as Tree
from scoring.exact import add_up
from scoring.expressions.names import canonical
from scoring.rule_set.model import Choosing, Group, Indicator, RuleSet
from scoring.submissions.model import Chosen
from scoring.submissions.names import TWICE, matched
from scoring.submissions.numbers import read_marks

CHOICES_UNUSED: Final = Kind(
    "S107", "the rule set {rules} leaves no choice; this one would not count", "delete choices"
)
UNKNOWN_GROUP: Final = Kind("S340", "no group {name} leaves a choice", "these groups do: {known}")
MISSPELT_GROUP: Final = Kind("S341", "no group {name} leaves a choice; the nearest is {nearest}", "write {nearest}")
NOT_LEFT: Final = Kind(
    "S342",
    "group {name} does not leave its choice to the department",
    "delete this choice; these groups leave one: {known}",
)
AMBIGUOUS: Final = Kind(
    "S343", "there are several groups {name} that leave a choice", "write its path, one of: {known}"
)
UNKNOWN_PART: Final = Kind("S344", "group {group} has no part {part}", "choose from: {known}")
MISSPELT_PART: Final = Kind(
    "S345", "group {group} has no part {part}; the nearest is {nearest}", "choose from: {known}"
)
PART_TWICE: Final = Kind("S346", "{part} is chosen twice in {group}", "name it once")
NOTHING_CHOSEN: Final = Kind("S347", "nothing is chosen in {group}", "choose at least one of: {known}")
NO_SHARE: Final = Kind("S348", "{part} is chosen with {marks} marks", "write a number above 0, or leave it out")
UNEQUAL: Final = Kind(
    "S349",
    "the marks chosen in {group} add up to {sum}, not to its {full}",
    "correct them so that they add up to {full}",
)
BETWEEN: Final = Kind(
    "S350", "the {marks} marks chosen for {part} would be no multiple of {step} marks", "write a multiple of {unit}"
)

SEVERAL_IN_ONE: Final = Kind(
    "S451",
    "“{written}” names several parts of {group} at once",
    "write one part on each row of the table, or a list: [{parts}]",
)
ONE_ONLY: Final = Kind(
    "S452", "in {group} one part is chosen, alone and without marks", "choose one part only, of: {known}"
)
NO_MARKS_HERE: Final = Kind(
    "S453", "the parts chosen in {group} share its marks equally, but marks are given", "name the parts alone"
)

LEAVING: Final = (Choosing.ONE_DECLARED, Choosing.ANY_EVEN, Choosing.ANY_DECLARED)
"""Ways of choosing that leave the choice to the department."""


def address(group: Group) -> str:
    """Return the path under which a group is always found."""
    return "/".join(group.path)


_SEPARATORS = re.compile(r"\s*[、,，;；]\s*")


def choices_left(rules: RuleSet) -> dict[str, Group]:
    """Return the groups that leave a choice to the department, by their path."""
    return {address(group): group for group in rules.groups() if group.choosing in LEAVING}


def is_choice(name: str, rules: RuleSet) -> bool:
    """Tell whether something that is missing, called *name*, is a choice and no fact."""
    return name not in rules.facts and name in choices_left(rules)


def refused_choice(group: Group) -> str:
    """Return what stands among a submission's refusals for a choice in *group*; no fact is called so."""
    return f"choices.{address(group)}"


def read_choices(node: Node | None, rules: RuleSet, shape: Shape) -> tuple[dict[str, Chosen], tuple[str, ...]]:
    """Return what is chosen under ``choices:``, by the path of the group, and what was given but refused."""
    mapping = shape.mapping(node, message("the choices"))
    left = choices_left(rules)
    names = _names(left)
    found: dict[str, Chosen] = {}
    first: dict[str, Location] = {}
    for entry, name, alone in matched(mapping, names, shape.findings) if mapping else ():
        group = _group(entry, names.get(name or "", ()), rules, left, shape)
        if group is None:
            continue
        path, place = address(group), entry.key.place
        if not alone:
            first.setdefault(path, place)
            continue
        if path in first:
            related = ((message("the other one"), first[path]),)
            shape.findings.append(TWICE.at(place, related=related, name=path))
            found.pop(path, None)
            continue
        first[path] = place
        chosen = _READERS[group.choosing](entry, group, rules, shape)
        if chosen is not None:
            found[path] = chosen
    refused = tuple(refused_choice(left[path]) for path in left if path in first and path not in found)
    return {path: found[path] for path in left if path in found}, refused


def _names(left: Mapping[str, Group]) -> dict[str, tuple[Group, ...]]:
    """Return what the groups may be called: their path, and their name."""
    names: dict[str, tuple[Group, ...]] = {}
    for path, group in left.items():
        for name in dict.fromkeys((path, group.name)):
            names[name] = (*names.get(name, ()), group)
    return names


def _group(
    entry: Entry, meant: tuple[Group, ...], rules: RuleSet, left: Mapping[str, Group], shape: Shape
) -> Group | None:
    """Return the one group that is *meant* by the key of *entry*, None after a finding."""
    if len(meant) == 1:
        return meant[0]
    name, place, known = entry.key.text, entry.key.place, tuple(left)
    near = nearest(name, [one for path, group in left.items() for one in (path, group.name)])
    if meant:
        shape.findings.append(AMBIGUOUS.at(place, name=name, known=tuple(map(address, meant))))
    elif not left:
        shape.findings.append(CHOICES_UNUSED.at(place, rules=rules.id))
    elif canonical(name) in {canonical(one) for group in rules.groups() for one in (group.name, address(group))}:
        shape.findings.append(NOT_LEFT.at(place, name=name, known=known))
    elif near is None:
        shape.findings.append(UNKNOWN_GROUP.at(place, name=name, known=known))
    else:
        shape.findings.append(MISSPELT_GROUP.at(place, name=name, nearest=near))
    return None


def _part(name: Scalar, group: Group, shape: Shape) -> str | None:
    """Return the name of the part that *name*, its title or code, stands for; None after a finding."""
    titles = {canonical(part.name): part.name for part in group.parts}
    codes = {canonical(part.code): part.name for part in group.parts if isinstance(part, Indicator)}
    wanted = canonical(name.text.strip())
    part = titles.get(wanted) or codes.get(wanted)
    if part is not None:
        return part
    known = tuple(one.name for one in group.parts)
    pieces = [titles.get(one) or codes.get(one) for one in map(canonical, _SEPARATORS.split(name.text.strip()))]
    if len(pieces) > 1 and all(pieces):
        parts = tuple(piece for piece in pieces if piece)
        shape.findings.append(SEVERAL_IN_ONE.at(name.place, group=group.name, written=name.text, parts=parts))
        return None
    near = nearest(name.text, (*known, *codes.values()))
    kind = UNKNOWN_PART if near is None else MISSPELT_PART
    shape.findings.append(kind.at(name.place, group=group.name, part=name.text, known=known, nearest=near or ""))
    return None


def _parts(names: Iterable[Scalar], group: Group, place: Location, shape: Shape) -> tuple[str, ...] | None:
    """Return the parts that *names* stand for, as they are given; None after a finding."""
    before, found = len(shape.findings), []
    for name in names:
        part = _part(name, group, shape)
        if part is not None and part in found:
            shape.findings.append(PART_TWICE.at(name.place, part=part, group=group.name))
        elif part is not None:
            found.append(part)
    if not found and not has_errors(shape.findings[before:]):
        shape.findings.append(NOTHING_CHOSEN.at(place, group=group.name, known=tuple(one.name for one in group.parts)))
    return tuple(found) if not has_errors(shape.findings[before:]) else None


def _ordered(parts: Iterable[str], group: Group) -> tuple[str, ...]:
    given = set(parts)
    return tuple(part.name for part in group.parts if part.name in given)


def _one(entry: Entry, group: Group, rules: RuleSet, shape: Shape) -> Chosen | None:
    """Read the name of one part."""
    del rules  # the signature is that of the other readers
    if not isinstance(entry.value, Scalar):
        known = tuple(one.name for one in group.parts)
        shape.findings.append(ONE_ONLY.at(entry.value.place, group=group.name, known=known))
        return None
    name = shape.scalar(entry.value, message("the choice of {name}", name=entry.key.text))
    parts = None if name is None else _parts((name,), group, entry.value.place, shape)
    return None if parts is None else Chosen(parts, (), entry.value.place)


def _some(entry: Entry, group: Group, rules: RuleSet, shape: Shape) -> Chosen | None:
    """Read a list of parts; a single one may stand alone, as it does in a table with one row for it."""
    del rules
    what = message("the choice of {name}", name=entry.key.text)
    if isinstance(entry.value, Tree):
        shape.findings.append(NO_MARKS_HERE.at(entry.value.place, group=group.name))
        return None
    before = len(shape.findings)
    items = (entry.value,) if isinstance(entry.value, Scalar) else shape.sequence(entry.value, what)
    names = [name for item in items or () if (name := shape.scalar(item, what)) is not None]
    parts = _parts(names, group, entry.value.place, shape) if not has_errors(shape.findings[before:]) else None
    return None if parts is None else Chosen(_ordered(parts, group), (), entry.value.place)


def _with_marks(entry: Entry, group: Group, rules: RuleSet, shape: Shape) -> Chosen | None:
    """Read a mapping from parts to their marks, which add up to those of the group."""
    before = len(shape.findings)
    mapping = shape.mapping(entry.value, message("the choice of {name}", name=entry.key.text))
    entries = tuple(mapping or ())
    parts = _parts([one.key for one in entries], group, entry.value.place, shape) if mapping is not None else None
    shares = [_share(one, group, rules, shape) for one in entries]
    if parts is None or has_errors(shape.findings[before:]):
        return None
    by_part = dict(zip(parts, (one for one in shares if one is not None), strict=True))
    if add_up(by_part.values()) != group.scale:
        total = add_up(by_part.values())
        shape.findings.append(UNEQUAL.at(entry.value.place, group=group.name, sum=total, full=group.scale))
        return None
    ordered = _ordered(parts, group)
    return Chosen(ordered, tuple(by_part[part] for part in ordered), entry.value.place)


def _share(entry: Entry, group: Group, rules: RuleSet, shape: Shape) -> Fraction | None:
    """Read the marks of one part."""
    part = entry.key.text
    written = shape.scalar(entry.value, message("the marks of {name}", name=part))
    marks = None if written is None else read_marks(written, message("{name}", name=part), shape.findings)
    if marks is None:
        return None
    step = rules.rounding.unit
    unit = step * group.scale / group.full_marks
    if marks <= 0:
        shape.findings.append(NO_SHARE.at(entry.value.place, part=part, marks=marks))
    elif marks % unit:
        shape.findings.append(BETWEEN.at(entry.value.place, part=part, marks=marks, step=step, unit=unit))
    return marks


_READERS: Final = {Choosing.ONE_DECLARED: _one, Choosing.ANY_EVEN: _some, Choosing.ANY_DECLARED: _with_marks}
