"""A case written as changes to another case: the parts of both put together, entry by entry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from scoring.diagnostics import Location
from scoring.documents.tree import Entry, Mapping, Node, Scalar
from scoring.expressions.names import canonical
from scoring.records import dataclass
from scoring.trials.keys import SECTIONS

REMOVABLE: Final = ("facts", "judgements", "choices")
"""The parts of which a case may leave something out by its name."""

TARGETS: Final = "targets"

NESTED: Final = ("indicators", "reasons")
"""The parts of the claims that are again changed entry by entry."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a case says of its submission, with everything it takes from the case it is like.

    Attributes:
        sections: section → its entries.
        institution: as written; None for the one every case has.
        year: as written; None for the first year of the rule set.
        targets: the table of targets, taken or replaced as a whole; None for none.
        peers: the facts of each other institution of its batch.
    """

    sections: tuple[tuple[str, tuple[Entry, ...]], ...] = tuple((section, ()) for section in SECTIONS)
    institution: Node | None = None
    year: Node | None = None
    targets: Node | None = None
    peers: tuple[Mapping, ...] = ()

    def changed(self, case: Mapping) -> Draft:
        """Return this draft with what *case* writes in place of its own."""
        sections = tuple((name, _merged(entries, case.get(name))) for name, entries in self.sections)
        institution, year = case.get("institution"), case.get("year")
        targets = case.get(TARGETS) or self.targets
        return replace(
            self,
            sections=sections,
            institution=institution or self.institution,
            year=year or self.year,
            targets=targets,
        )

    def without(self, name: str) -> Draft | None:
        """Return this draft without the fact, judgement or choice *name*, or its targets; None if it has none of it."""
        if name == TARGETS and self.targets is not None:
            return replace(self, targets=None)
        for section, entries in self.sections:
            kept = tuple(entry for entry in entries if canonical(entry.key.text) != canonical(name))
            if section in REMOVABLE and len(kept) < len(entries):
                pairs = tuple((one, kept if one == section else old) for one, old in self.sections)
                return replace(self, sections=pairs)
        return None

    def names(self) -> tuple[str, ...]:
        """Return the names that `without` accepts."""
        sections = (entries for section, entries in self.sections if section in REMOVABLE)
        named = tuple(entry.key.text for entries in sections for entry in entries)
        return (*named, TARGETS) if self.targets is not None else named

    def as_submission(self, case: Scalar, year: str) -> Mapping:
        """Return the draft as the outermost mapping of a submission; what no case says is filled in."""
        place = case.place
        institution = self.institution or _mapping(
            (_entry("code", "case", place), _entry("name", case.text, place)), place
        )
        entries = [
            _entry("language", "1", place),
            Entry(Scalar("institution", institution.place), institution),
            Entry(Scalar("year", place), self.year or Scalar(year, place)),
        ]
        for section, parts in self.sections:
            entries.append(Entry(Scalar(section, place), Mapping(parts, place)))
        if self.targets is not None:
            entries.append(Entry(Scalar(TARGETS, place), self.targets))
        return Mapping(tuple(entries), place)

    def peer(self, number: int) -> Draft:
        """Return the draft of the other institution with that *number*, of which only facts are written."""
        facts = self.peers[number - 1]
        sections = tuple((name, facts.entries if name == SECTIONS[0] else ()) for name in SECTIONS)
        named = (_entry("code", f"peer {number}", facts.place), _entry("name", f"peer {number}", facts.place))
        return Draft(sections, _mapping(named, facts.place), self.year)


def _merged(old: tuple[Entry, ...], node: Node | None) -> tuple[Entry, ...]:
    """Return *old* with the entries of *node* in place of those of the same name; the shape was checked before."""
    if not isinstance(node, Mapping):
        return old
    entries = {canonical(entry.key.text): entry for entry in old}
    spelt: set[str] = set()
    for entry in node:
        key = canonical(entry.key.text)
        before = entries.get(key)
        if before is not None and entry.key.text in NESTED and isinstance(before.value, Mapping):
            inner = _merged(before.value.entries, entry.value)
            entry = Entry(entry.key, _mapping(inner, entry.value.place))
        # Two spellings of one name in one case both stay, so that the reader of submissions can say so.
        entries[key if key not in spelt else f"{key}\n{entry.key.text}"] = entry
        spelt.add(key)
    return tuple(entries.values())


def _mapping(entries: Iterable[Entry], place: Location) -> Mapping:
    return Mapping(tuple(entries), place)


def _entry(key: str, text: str, place: Location) -> Entry:
    return Entry(Scalar(key, place), Scalar(text, place, quoted=True))
