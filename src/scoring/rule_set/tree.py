"""The tree of indicators: first what stands where, then, once all names are known, what each computes."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from scoring.diagnostics import Kind, Location, message
from scoring.documents.tree import Mapping, Node
from scoring.methods import methods
from scoring.methods.contract import Method, Policy
from scoring.methods.parameters import parameters_of
from scoring.rule_set.reading import Reader, key

CODE_TWICE: Final = Kind("R150", "code {code} is given twice", "give one of the two indicators another code")
TITLE_TWICE: Final = Kind(
    "R151", "group {group} has two parts called {name}", "rename one of them; titles are unique within their group"
)
BAD_CODE: Final = Kind("R152", "{code} is not a code", "write letters and digits without blanks or points, such as A01")
NO_PARTS: Final = Kind("R153", "group {group} has no parts", "add indicators or groups under parts:")
MARKS_NOT_POSITIVE: Final = Kind("R154", "the full marks of {name} are {marks}", "write a number of marks above 0")
NO_POLICY: Final = Kind(
    "R155",
    "{name} can be not applicable, and nothing says what becomes of its marks",
    "add not_applicable: full, zero, rescale or rescale_group",
)
VALUE_NEEDED: Final = Kind("R156", "method {method} of {name} needs a value", "add value: with a formula")
VALUE_UNUSED: Final = Kind("R157", "method {method} of {name} does not use a value", "delete value:")
NEITHER: Final = Kind(
    "R158",
    "this part is neither a group nor an indicator",
    "write group: with parts:, or indicator: with a code and a method",
)

GROUP_KEYS: Final = ("group", "full_marks", "parts")
GROUP_OPTIONAL: Final = ("applies_when", "not_applicable", "source")
LEAF_KEYS: Final = ("indicator", "code", "full_marks", "method")
LEAF_OPTIONAL: Final = ("aliases", "value", "standard", "source", "applies_when", "not_applicable")


@dataclass(frozen=True, slots=True)
class LeafDraft:
    """An indicator whose formulas have not been read yet.

    Attributes:
        path: names of the groups it stands in, outermost first.
        groups: those groups, outermost first.
    """

    name: str
    code: str
    aliases: tuple[str, ...]
    full_marks: Fraction
    method: Method
    policy: Policy | None
    mapping: Mapping
    place: Location
    path: tuple[str, ...]
    groups: tuple[GroupDraft, ...]


@dataclass(frozen=True, slots=True)
class GroupDraft:
    """A group whose condition has not been read yet."""

    name: str
    path: tuple[str, ...]
    full_marks: Fraction
    policy: Policy | None
    mapping: Mapping
    place: Location
    parts: list[LeafDraft | GroupDraft] = dataclasses.field(default_factory=list)


def leaves(parts: tuple[LeafDraft | GroupDraft, ...] | list[LeafDraft | GroupDraft]) -> Iterator[LeafDraft]:
    """Yield the indicators of *parts*, in order."""
    for part in parts:
        if isinstance(part, GroupDraft):
            yield from leaves(part.parts)
        else:
            yield part


def read_tree(node: Node | None, reader: Reader) -> tuple[LeafDraft | GroupDraft, ...]:
    """Read ``indicators:`` into drafts; what cannot be used is left out and reported."""
    items = reader.shape.sequence(node, key("indicators")) or ()
    parts = tuple(part for item in items if (part := _read_part(item, (), reader)) is not None)
    _check_codes(parts, reader)
    return parts


def _read_part(node: Node, above: tuple[GroupDraft, ...], reader: Reader) -> LeafDraft | GroupDraft | None:
    if isinstance(node, Mapping) and "group" in node:
        return _read_group(node, above, reader)
    if isinstance(node, Mapping) and "indicator" in node:
        return _read_leaf(node, above, reader)
    if reader.shape.mapping(node, message("a part")) is not None:
        reader.findings.append(NEITHER.at(node.place))
    return None


def _read_group(node: Mapping, above: tuple[GroupDraft, ...], reader: Reader) -> GroupDraft | None:
    shape = reader.shape
    shape.mapping(node, message("a group"), required=GROUP_KEYS, optional=GROUP_OPTIONAL)
    name = shape.text(node.get("group"), key("group"))
    marks = read_marks(node.get("full_marks"), name or "", reader)
    if name is None:
        return None
    path = (*(one.name for one in above), name)
    group = GroupDraft(name, path, marks or Fraction(0), read_policy(node, reader), node, marks_place(node))
    items = shape.sequence(node.get("parts"), key("parts"))
    if items is not None and not items:
        reader.findings.append(NO_PARTS.at(group.place, group=name))
    group.parts.extend(part for item in items or () if (part := _read_part(item, (*above, group), reader)) is not None)
    _check_titles(group, reader)
    return group if marks is not None else None


def _read_leaf(node: Mapping, above: tuple[GroupDraft, ...], reader: Reader) -> LeafDraft | None:
    shape = reader.shape
    method = read_method(node.get("method"), reader)
    parameters = () if method is None else tuple(parameters_of(method.parameters))
    if method is not None:
        shape.mapping(
            node,
            message("an indicator scored by {method}", method=method.name),
            required=(*LEAF_KEYS, *(one.key for _, one in parameters if one.required)),
            optional=(*LEAF_OPTIONAL, *(one.key for _, one in parameters if not one.required)),
        )
    elif "method" not in node:
        shape.mapping(node, message("an indicator"), required=LEAF_KEYS, optional=tuple(one.key.text for one in node))
    name = shape.text(node.get("indicator"), key("indicator"))
    code = _read_code(node.get("code"), reader)
    marks = read_marks(node.get("full_marks"), name or "", reader)
    aliases = tuple(
        text
        for item in shape.sequence(node.get("aliases"), key("aliases")) or ()
        if (text := shape.text(item, key("aliases"))) is not None
    )
    policy = read_policy(node, reader)
    if name is None or code is None or marks is None or method is None:
        return None
    if method.needs_value and "value" not in node:
        reader.findings.append(VALUE_NEEDED.at(marks_place(node), method=method.name, name=name))
        return None
    if not method.needs_value and "value" in node and not _reads_own_value(node):
        reader.findings.append(VALUE_UNUSED.at(marks_place(node), method=method.name, name=name))
    path = tuple(one.name for one in above)
    return LeafDraft(name, code, aliases, marks, method, policy, node, marks_place(node), path, above)


def _reads_own_value(node: Mapping) -> bool:
    """Tell whether the conditions of an indicator may speak of its own value by its name."""
    method = node.get("method")
    return getattr(method, "text", "") in ("conditions", "checklist", "incidents", "ratio", "yes_no")


def read_method(node: Node | None, reader: Reader) -> Method | None:
    """Read the name of a method."""
    word = reader.shape.word(node, tuple(methods()), key("method"))
    return None if word is None else methods()[word]


def read_marks(node: Node | None, name: str, reader: Reader) -> Fraction | None:
    """Read full marks: a number above 0."""
    marks = reader.shape.number(node, key("full_marks"))
    if marks is not None and marks <= 0 and node is not None:
        reader.findings.append(MARKS_NOT_POSITIVE.at(node.place, name=name, marks=marks))
        return None
    return marks


def read_policy(node: Mapping, reader: Reader) -> Policy | None:
    """Read ``not_applicable:``; it must be written wherever ``applies_when`` is."""
    word = reader.shape.word(node.get("not_applicable"), [one.value for one in Policy], key("not_applicable"))
    if "applies_when" in node and "not_applicable" not in node:
        name = node.get("indicator") or node.get("group") or node
        reader.findings.append(NO_POLICY.at(name.place, name=getattr(name, "text", "")))
    return None if word is None else Policy(word)


def _read_code(node: Node | None, reader: Reader) -> str | None:
    code = reader.shape.text(node, key("code"))
    if code is not None and node is not None and not (code.isidentifier() and len(code) <= 20):
        reader.findings.append(BAD_CODE.at(node.place, code=code))
        return None
    return code


def marks_place(node: Mapping) -> Location:
    """Return where a part is named, for findings about it as a whole."""
    for name in ("indicator", "group", "line"):
        entry = node.entry(name)
        if entry is not None:
            return entry.value.place
    return node.place


def _check_codes(parts: tuple[LeafDraft | GroupDraft, ...], reader: Reader) -> None:
    seen: dict[str, LeafDraft] = {}
    for leaf in leaves(parts):
        first = seen.setdefault(leaf.code, leaf)
        if first is not leaf:
            code = leaf.mapping.get("code")
            reader.findings.append(
                CODE_TWICE.at(
                    leaf.place if code is None else code.place,
                    code=leaf.code,
                    related=((message("first given here"), first.place),),
                )
            )


def _check_titles(group: GroupDraft, reader: Reader) -> None:
    seen: dict[str, Any] = {}
    for part in group.parts:
        first = seen.setdefault(part.name, part)
        if first is not part:
            related = ((message("first used here"), first.place),)
            reader.findings.append(TITLE_TWICE.at(part.place, group=group.name, name=part.name, related=related))
