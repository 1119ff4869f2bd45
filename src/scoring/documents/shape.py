"""Declarative reading of a located tree: what is expected where, and a finding with a hint for everything else.

The later rooms (rule sets, submissions, cases) ask a `Shape` for a mapping, a text, a number; it collects the findings.
Every method accepts None (a key that is not there, already reported) and returns None for whatever cannot be used.
"""

from __future__ import annotations

from collections.abc import Sequence as Many
from fractions import Fraction

from scoring.diagnostics import Diagnostic, Kind, Message, Word, message
from scoring.diagnostics.nearest import nearest
from scoring.diagnostics.width import cut
from scoring.documents.keys import Record
from scoring.documents.tree import Mapping, Node, Scalar, Sequence
from scoring.documents.yaml_accidents import colon_accident
from scoring.exact import Unreadable, Written, read_strict

NOT_A_MAPPING = Kind(
    "D201",
    "{what} should be written as “key: value”, but {found} stands here",
    "write “key: value”, one key on each line",
)
NOT_A_LIST = Kind(
    "D202",
    "{what} should be a list, but {found} stands here",
    "write one item on each line behind “- ”; an empty list is []",
)
NOT_A_VALUE = Kind(
    "D203",
    "{what} should be a single value, but {found} stands here",
    "write the value behind the colon, on the same line",
)
UNKNOWN_KEY = Kind("D204", "{what} has no key {key}", "known here: {known}; delete {key} or choose one of them")
MISSPELT_KEY = Kind(
    "D205",
    "{what} has no key {key}; the nearest known one is {nearest}",
    "write {nearest}, or delete {key}; known here: {known}",
)
MISSING_KEY = Kind("D206", "{what} lacks {keys}", "add {keys}")
BLANK = Kind("D207", "{what} is blank", "write it, or delete the key if it may be left out")
UNKNOWN_WORD = Kind("D208", "{what} cannot be {found}", "write one of: {allowed}")
MISSPELT_WORD = Kind(
    "D209",
    "{what} cannot be {found}; the nearest known one is {nearest}",
    "write {nearest}, or another one of: {allowed}",
)
NOT_A_FLAG = Kind("D210", "{what} should be yes or no, but {found} stands here", "write true or false, 是 or 否")
NOT_A_NUMBER = Kind("D211", "{what} should be a number, but {found} stands here", "write digits, such as 0.5 or 95%")
NUMBER_WITH_COMMAS = Kind("D212", "{what} is written with commas: {found}", "write the number without commas")
NUMBER_TOO_LONG = Kind(
    "D213", "{what} has too many digits or an exponent: {found}", "write it out with at most 50 digits"
)
NOT_ONE_NUMBER = Kind(
    "D214",
    "{what} should be one exact number, but {found} stands here",
    "write one number, without words such as 约 and without a range",
)
NOT_WHOLE = Kind("D215", "{what} should be a whole number, but {found} stands here", "write a whole number")

_YES = {"true": True, "是": True, "false": False, "否": False}
_NUMBER_KINDS = {
    Unreadable.SEPARATORS: NUMBER_WITH_COMMAS,
    Unreadable.TOO_LONG: NUMBER_TOO_LONG,
    Unreadable.APPROXIMATE: NOT_ONE_NUMBER,
    Unreadable.RANGE: NOT_ONE_NUMBER,
}

What = Message | Word
"""What a value is, for the sentence: ``message("the step of {name}", name=…)`` or ``Word("full marks")``."""


class Shape:
    """Reads nodes as what they should be; adds to *findings* what is not so."""

    def __init__(self, findings: list[Diagnostic]) -> None:
        self.findings = findings

    def record(self, node: Node | None, what: What, keys: Record, *, others: bool = False) -> Mapping | None:
        """Return *node* if it is a mapping; of its keys whatever *keys* does not declare, or misses, is reported.

        With *others* it is not known which further keys may stand there: only those are reported that are misspellings
        of required ones.
        """
        if not others or not isinstance(node, Mapping):
            return self.mapping(node, what, required=keys.required, optional=keys.optional)
        missing = tuple(key for key in keys.required if key not in node)
        known = tuple(entry.key.text for entry in node if nearest(entry.key.text, missing) is None)
        return self.mapping(node, what, required=keys.required, optional=(*keys.optional, *known))

    def misspelt(self, node: Mapping, what: What, known: Many[str], beside: Many[str] = ()) -> bool:
        """Report the first key of *node* that is nearly one of *known*; tell whether there is one.

        None of *known* stands in *node*; keys that are among *beside* have a meaning of their own.
        """
        for entry in node:
            near = None if entry.key.text in beside else nearest(entry.key.text, known)
            if near is not None:
                found = cut(entry.key.text, 60)
                names = tuple(known)
                self.findings.append(MISSPELT_KEY.at(entry.key.place, what=what, key=found, nearest=near, known=names))
                return True
        return False

    def mapping(
        self, node: Node | None, what: What, *, required: Many[str] = (), optional: Many[str] = ()
    ) -> Mapping | None:
        """Return *node* if it is a mapping, even with unknown or missing keys (they are reported, one run shows all).

        With neither *required* nor *optional* any key is accepted.
        """
        if node is None:
            return None
        if not isinstance(node, Mapping):
            self.findings.append(_not_a_mapping(node, what))
            return None
        if required or optional:
            self._keys(node, what, required, optional)
        return node

    def _keys(self, node: Mapping, what: What, required: Many[str], optional: Many[str]) -> None:
        """Report unknown and missing keys; one that is only misspelt is not reported as missing too."""
        known = (*required, *optional)
        meant: set[str] = set()
        for entry in node.entries:
            key = entry.key
            if key.text in known:
                continue
            near = nearest(key.text, (name for name in known if name not in node))
            if near is None:
                self.findings.append(UNKNOWN_KEY.at(key.place, what=what, key=cut(key.text, 60), known=known))
                continue
            meant.add(near)
            finding = MISSPELT_KEY.at(key.place, what=what, key=cut(key.text, 60), nearest=near, known=known)
            self.findings.append(finding)
        if missing := tuple(key for key in required if key not in node and key not in meant):
            self.findings.append(MISSING_KEY.at(node.place, what=what, keys=missing))

    def sequence(self, node: Node | None, what: What) -> tuple[Node, ...] | None:
        """Return the items of *node* if it is a list."""
        if node is None:
            return None
        if isinstance(node, Sequence):
            return node.items
        self.findings.append(NOT_A_LIST.at(node.place, what=what, found=_found(node)))
        return None

    def scalar(self, node: Node | None, what: What) -> Scalar | None:
        """Return *node* if it is a single value that is not blank."""
        if node is None:
            return None
        if not isinstance(node, Scalar):
            self.findings.append(NOT_A_VALUE.at(node.place, what=what, found=_found(node)))
            return None
        if not node.text.strip():
            self.findings.append(BLANK.at(node.place, what=what))
            return None
        return node

    def text(self, node: Node | None, what: What) -> str | None:
        """Return the text of *node* as written; blank is refused."""
        scalar = self.scalar(node, what)
        return None if scalar is None else scalar.text

    def word(self, node: Node | None, allowed: Many[str], what: What) -> str | None:
        """Return the text of *node* if it is one of *allowed*."""
        scalar = self.scalar(node, what)
        if scalar is None or scalar.text in allowed:
            return None if scalar is None else scalar.text
        near = nearest(scalar.text, allowed)
        choices = tuple(allowed)
        if near is None:
            self.findings.append(UNKNOWN_WORD.at(scalar.place, what=what, found=_shown(scalar), allowed=choices))
        else:
            misspelt = MISSPELT_WORD.at(scalar.place, what=what, found=_shown(scalar), nearest=near, allowed=choices)
            self.findings.append(misspelt)
        return None

    def flag(self, node: Node | None, what: What) -> bool | None:
        """Return yes or no: true, false, 是, 否."""
        scalar = self.scalar(node, what)
        if scalar is None:
            return None
        answer = _YES.get(scalar.text)
        if answer is None:
            self.findings.append(NOT_A_FLAG.at(scalar.place, what=what, found=_shown(scalar)))
        return answer

    def written(self, node: Node | None, what: What) -> Written | None:
        """Return the number of *node* with what was written: its ``%`` and its decimals."""
        scalar = self.scalar(node, what)
        if scalar is None:
            return None
        number = read_strict(scalar.text)
        if isinstance(number, Written):
            return number
        kind = _NUMBER_KINDS.get(number, NOT_A_NUMBER)
        self.findings.append(kind.at(scalar.place, what=what, found=_shown(scalar)))
        return None

    def number(self, node: Node | None, what: What) -> Fraction | None:
        """Return the exact number of *node*; ``95%`` is 19/20."""
        written = self.written(node, what)
        return None if written is None else written.value

    def whole(self, node: Node | None, what: What) -> int | None:
        """Return the whole number of *node*."""
        written = self.written(node, what)
        if written is None or node is None:
            return None
        if written.value.denominator != 1 or written.unit:
            found = _shown(node) if isinstance(node, Scalar) else ""
            self.findings.append(NOT_WHOLE.at(node.place, what=what, found=found))
            return None
        return written.value.numerator


def _not_a_mapping(node: Node, what: What) -> Diagnostic:
    """Return the finding for *node* where a mapping should be; a wrong colon is the usual reason."""
    if isinstance(node, Scalar) and not node.quoted:
        visible = node.place.text[node.place.column - 1 : node.place.column - 1 + node.place.width]
        accident = colon_accident(visible, node.place)
        if accident is not None:
            return accident
    return NOT_A_MAPPING.at(node.place, what=what, found=_found(node))


def _found(node: Node) -> Message | str:
    """Say what *node* is."""
    if isinstance(node, Mapping):
        return message("“key: value”")
    if isinstance(node, Sequence):
        return message("a list")
    return message("the text “{text}”", text=_shown(node)) if node.text.strip() else message("nothing")


def _shown(node: Scalar) -> str:
    """Return the text of *node*, short enough for a sentence."""
    return cut(node.text, 60)
