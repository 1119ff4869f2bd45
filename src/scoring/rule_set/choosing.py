"""Groups that choose among their parts: 二者择其一, and optional parts that share one pool of marks (可选项)."""

from __future__ import annotations

from typing import Final

from scoring.diagnostics import Kind
from scoring.documents.tree import Mapping
from scoring.rule_set.model import Choosing
from scoring.rule_set.reading import Reader, key

WHICH_ONE: Final = Kind(
    "R364", "group {group} chooses one of its parts without saying by what", "add by: with one of: {known}"
)
WHAT_SHARES: Final = Kind(
    "R364",
    "group {group} chooses among its parts without saying how they split its marks",
    "add split: with one of: {known}",
)
NO_SENSE: Final = Kind("R365", "{key} means nothing here: {group} does not choose {word}", "delete {key}:")
ONE_PART: Final = Kind("R366", "group {group} chooses, but has a single part", "add another part, or delete choose:")

_WAYS: Final = {
    "one": ("by", {"declared": Choosing.ONE_DECLARED, "better": Choosing.ONE_BETTER}),
    "any": ("split", {"even": Choosing.ANY_EVEN, "declared": Choosing.ANY_DECLARED}),
}
"""Kind of choice → the key that says more, and what its words mean."""


def read_choosing(node: Mapping, name: str, reader: Reader) -> Choosing:
    """Return how the group *name* chooses among its parts; as if it did not after a finding."""
    word = reader.shape.word(node.get("choose"), tuple(_WAYS), key("choose"))
    _report_senseless(node, name, word, reader)
    if word is None:
        return Choosing.ALL
    needed, ways = _WAYS[word]
    written = node.get("choose")
    if needed not in node and written is not None:
        kind = WHICH_ONE if needed == "by" else WHAT_SHARES
        reader.findings.append(kind.at(written.place, group=name, known=tuple(ways)))
    way = reader.shape.word(node.get(needed), tuple(ways), key(needed))
    return Choosing.ALL if way is None else ways[way]


def _report_senseless(node: Mapping, name: str, word: str | None, reader: Reader) -> None:
    """Report the keys that belong to another kind of choice, or to none."""
    if word is None and "choose" in node:
        return
    for kind, (needed, _) in _WAYS.items():
        entry = node.entry(needed)
        if entry is not None and kind != word:
            reader.findings.append(NO_SENSE.at(entry.key.place, key=needed, group=name, word=kind))


def check_parts(node: Mapping, name: str, choosing: Choosing, count: int, reader: Reader) -> None:
    """Report a group with *count* parts that leaves nothing to choose."""
    written = node.get("choose")
    if choosing is not Choosing.ALL and count == 1 and written is not None:
        reader.findings.append(ONE_PART.at(written.place, group=name))
