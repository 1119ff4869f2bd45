"""The tree of indicators: what stands where, before any formula has been read."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

from scoring.diagnostics import Kind, Location, message
from scoring.documents.tree import Mapping, Node, Scalar
from scoring.exact import ZERO
from scoring.expressions.names import canonical
from scoring.expressions.tree import Scope
from scoring.methods import methods
from scoring.methods.contract import Method, Policy
from scoring.methods.parameters import plain_number
from scoring.records import dataclass
from scoring.rule_set.choosing import check_parts, read_choosing
from scoring.rule_set.computed import Draft
from scoring.rule_set.keys import source_parts
from scoring.rule_set.model import Choosing, Source
from scoring.rule_set.part_keys import GROUP, indicator_keys
from scoring.rule_set.reading import Reader, key
from scoring.rule_set.scales import read_scale
from scoring.rule_set.target_keys import TARGET_GROUP
from scoring.rule_set.values import draft_formula

CODE_TWICE: Final = Kind("R150", "code {code} is given twice", "give one of the two indicators another code")
TITLE_TWICE: Final = Kind(
    "R151", "group {group} has two parts called {name}", "rename one of them; titles are unique within their group"
)
TITLE_TWICE_ABOVE: Final = Kind(
    "R151", "there are two first-level parts called {name}", "rename one of them; titles are unique within their level"
)
BAD_CODE: Final = Kind("R152", "{code} is not a code", "write letters and digits without blanks or points, such as A01")
RESERVED_CODE: Final = Kind(
    "R152", "{code} is no code: cases and tables use the word for the whole", "write a code such as A01"
)
NO_PARTS: Final = Kind("R153", "group {group} has no parts", "add indicators or groups under parts:")
NO_INDICATORS: Final = Kind("R153", "there are no indicators", "add indicators or groups under indicators:")
MARKS_NOT_POSITIVE: Final = Kind("R154", "the full marks of {name} are {marks}", "write a number of marks above 0")
NO_POLICY: Final = Kind(
    "R155",
    "{name} can be not applicable, and nothing says what becomes of its marks",
    "add not_applicable: full, zero, rescale or rescale_group",
)
VALUE_NEEDED: Final = Kind("R156", "method {method} of {name} needs a value", "add value: with a formula")
NEITHER: Final = Kind(
    "R158",
    "this part is neither a group nor an indicator",
    "write group: with parts:, or indicator: with a code and a method",
)
TOO_DEEP: Final = Kind("R159", "groups are nested more than {limit} levels deep", "use fewer levels")

RESERVED_CODES: Final = ("total", "grade")
MAX_CODE: Final = 20
MAX_DEPTH: Final = 10


@dataclass(frozen=True, slots=True)
class LeafDraft:
    """An indicator whose formulas have not been read yet.

    Attributes:
        value: its value; None where it has none, or none that can be read.
        scale: marks its method counts on.
    """

    name: str
    code: str
    aliases: tuple[str, ...]
    full_marks: Fraction
    method: Method
    policy: Policy | None
    value: Draft | None
    mapping: Mapping
    place: Location
    scale: Fraction
    standard: str


@dataclass(frozen=True, slots=True)
class GroupDraft:
    """A group whose condition has not been read yet; its parts add up to its scale."""

    name: str
    path: tuple[str, ...]
    full_marks: Fraction
    policy: Policy | None
    sources: tuple[tuple[str, Source], ...]
    mapping: Mapping
    place: Location
    scale: Fraction
    choosing: Choosing
    parts: list[PartDraft] = dataclasses.field(default_factory=list)

    @property
    def from_targets(self) -> bool:
        """Tell whether its rows come from the department's own table of targets."""
        return "from" in self.mapping


PartDraft = LeafDraft | GroupDraft


def leaves(parts: Iterable[PartDraft]) -> Iterator[LeafDraft]:
    """Yield the indicators of *parts*, in order."""
    for part in parts:
        if isinstance(part, GroupDraft):
            yield from leaves(part.parts)
        else:
            yield part


def read_tree(node: Node | None, reader: Reader) -> tuple[PartDraft, ...]:
    """Read ``indicators:`` into drafts; what cannot be used is left out, reported and refused."""
    items = reader.shape.sequence(node, key("indicators"))
    reader.all_refused |= items is None
    if items == () and node is not None:
        reader.findings.append(NO_INDICATORS.at(node.place))
    parts = tuple(part for item in items or () if (part := _read_part(item, (), reader)) is not None)
    _check_titles(parts, "", reader)
    _check_codes(parts, reader)
    return parts


def _read_part(node: Node, path: tuple[str, ...], reader: Reader) -> PartDraft | None:
    if isinstance(node, Mapping) and "group" in node:
        return _read_group(node, path, reader)
    if isinstance(node, Mapping) and "indicator" in node:
        return _read_leaf(node, reader)
    what = message("a part")
    mapping = reader.shape.mapping(node, what)
    if mapping is not None and not reader.shape.misspelt(mapping, what, ("group", "indicator")):
        reader.findings.append(NEITHER.at(node.place))
    reader.all_refused = True
    return None


def _read_group(node: Mapping, above: tuple[str, ...], reader: Reader) -> GroupDraft | None:
    shape, place = reader.shape, named_at(node)
    if len(above) == MAX_DEPTH:
        reader.findings.append(TOO_DEEP.at(place, limit=MAX_DEPTH))
        reader.all_refused = True
        return None
    keys = TARGET_GROUP if "from" in node else GROUP
    shape.record(node, message("a group"), keys)
    name = shape.text(node.get("group"), key("group")) or ""
    marks = read_marks(node.get("full_marks"), name, reader)
    sources = reader.source_parts(node.get("source"), source_parts(keys))
    scale, choosing = read_scale(node, marks, name, reader), read_choosing(node, name, reader)
    policy = read_policy(node, name, reader)
    group = GroupDraft(name, (*above, name), marks or ZERO, policy, sources, node, place, scale, choosing)
    if group.from_targets:
        shape.word(node.get("from"), ("targets",), key("from"))
        return group
    items = shape.sequence(node.get("parts"), key("parts"))
    if items == ():
        reader.findings.append(NO_PARTS.at(place, group=name))
    group.parts.extend(part for item in items or () if (part := _read_part(item, group.path, reader)) is not None)
    _check_titles(group.parts, name, reader)
    check_parts(node, name, choosing, len(items or ()), reader)
    reader.all_refused |= items is None
    return group


def _read_leaf(node: Mapping, reader: Reader) -> LeafDraft | None:
    shape, place = reader.shape, named_at(node)
    method = _read_keys(node, reader)
    name = shape.text(node.get("indicator"), key("indicator"))
    code = _read_code(node.get("code"), reader)
    marks = read_marks(node.get("full_marks"), name or "", reader)
    aliases, standard = _aliases(node, reader), shape.text(node.get("standard"), key("standard")) or ""
    policy = read_policy(node, name or "", reader)
    formula = draft_formula(node.get("value"), message("the value of {name}", name=name or ""), reader)
    lacks_value = method is not None and method.needs_value and "value" not in node
    if method is not None and lacks_value:
        reader.findings.append(VALUE_NEEDED.at(place, method=method.name, name=name or ""))
    unusable = name is None or code is None or marks is None or method is None or lacks_value
    if unusable or (formula is None and "value" in node):
        reader.refuse(*aliases, *(getattr(node.get(one), "text", "") for one in ("indicator", "code")))
    if name is None or code is None or marks is None or method is None or lacks_value:
        return None
    scale = read_scale(node, marks, name, reader)
    value = None if formula is None else Draft((Scope.VALUE, code), name, formula, place, scale)
    return LeafDraft(name, code, aliases, marks, method, policy, value, node, place, scale, standard)


def _read_keys(node: Mapping, reader: Reader) -> Method | None:
    """Read the method, and report keys that it does not know or lacks."""
    method = read_method(node.get("method"), reader)
    if method is None:
        reader.shape.record(node, message("an indicator"), indicator_keys(None), others=True)
        return None
    what = message("an indicator scored by {method}", method=method.name)
    reader.shape.record(node, what, indicator_keys(method))
    return method


def _aliases(node: Mapping, reader: Reader) -> tuple[str, ...]:
    items = reader.shape.sequence(node.get("aliases"), key("aliases")) or ()
    found = (reader.shape.text(item, key("aliases")) for item in items)
    return tuple(alias for alias in found if alias is not None)


def read_method(node: Node | None, reader: Reader) -> Method | None:
    """Read the name of a method."""
    word = reader.shape.word(node, tuple(methods()), key("method"))
    return None if word is None else methods()[word]


def read_marks(node: Node | None, name: str, reader: Reader) -> Fraction | None:
    """Read full marks: a number above 0."""
    marks = plain_number(node, reader.shape, key("full_marks"))
    if marks is not None and marks <= 0 and node is not None:
        reader.findings.append(MARKS_NOT_POSITIVE.at(node.place, name=name, marks=marks))
        return None
    return marks


def read_policy(node: Mapping, name: str, reader: Reader) -> Policy | None:
    """Read ``not_applicable:``; it must be written wherever ``applies_when`` is."""
    word = reader.shape.word(node.get("not_applicable"), [one.value for one in Policy], key("not_applicable"))
    if "applies_when" in node and "not_applicable" not in node:
        reader.findings.append(NO_POLICY.at(named_at(node), name=name))
    return None if word is None else Policy(word)


def _read_code(node: Node | None, reader: Reader) -> str | None:
    code = reader.shape.text(node, key("code"))
    if code is None or node is None:
        return None
    if code in RESERVED_CODES:
        reader.findings.append(RESERVED_CODE.at(node.place, code=code))
        return None
    if not (code.isidentifier() and len(code) <= MAX_CODE):
        reader.findings.append(BAD_CODE.at(node.place, code=code))
        return None
    return code if reader.steady(code, node.place) else None


def place_of(node: Mapping, name: str) -> Location:
    """Return where the value of the key *name* stands, the whole entry if there is none."""
    value = node.get(name)
    return node.place if value is None else value.place


def named_at(node: Mapping) -> Location:
    """Return where a part is named, for findings about it as a whole."""
    for name in ("indicator", "group", "line"):
        value = node.get(name)
        if isinstance(value, Scalar):
            return value.place
    return node.place


def _check_codes(parts: Iterable[PartDraft], reader: Reader) -> None:
    seen: dict[str, LeafDraft] = {}
    for leaf in leaves(parts):
        first = seen.setdefault(canonical(leaf.code), leaf)
        if first is not leaf:
            related = ((message("first given here"), place_of(first.mapping, "code")),)
            reader.findings.append(CODE_TWICE.at(place_of(leaf.mapping, "code"), code=leaf.code, related=related))


def _check_titles(parts: Iterable[PartDraft], group: str, reader: Reader) -> None:
    seen: dict[str, PartDraft] = {}
    for part in parts:
        first = seen.setdefault(canonical(part.name), part)
        if first is not part:
            related = ((message("first used here"), first.place),)
            kind = TITLE_TWICE if group else TITLE_TWICE_ABOVE
            reader.findings.append(kind.at(part.place, group=group, name=part.name, related=related))
