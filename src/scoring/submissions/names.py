"""The names of a mapping somebody filled in, matched with those a rule set declares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from scoring.diagnostics import Diagnostic, Kind, message
from scoring.documents.tree import Entry, Mapping
from scoring.expressions.names import canonical

TWICE: Final = Kind("S201", "{name} is given twice, in different spelling", "keep the one that holds")


def matched(
    mapping: Mapping, known: Iterable[str], findings: list[Diagnostic]
) -> Iterator[tuple[Entry, str | None, bool]]:
    """Yield each entry with the known name it stands for and whether it is the only one with that name.

    Names are compared after NFKC, so that （境） and (境) are one name; the name is None where it is not known.
    """
    declared = {canonical(name): name for name in known}
    first: dict[str, Entry] = {}
    twice: set[str] = set()
    for entry in mapping:
        key = canonical(entry.key.text)
        if key in first:
            twice.add(key)
            related = ((message("the other one"), first[key].key.place),)
            findings.append(TWICE.at(entry.key.place, related=related, name=declared.get(key, key)))
        first.setdefault(key, entry)
    for entry in mapping:
        key = canonical(entry.key.text)
        yield entry, declared.get(key), key not in twice
