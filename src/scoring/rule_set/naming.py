"""Everything an expression may name, and the findings about names that two things have."""

from __future__ import annotations

from typing import Final

from scoring.diagnostics import Kind, Location, Message, message
from scoring.expressions.names import Declared, Names, canonical
from scoring.expressions.tree import Node, Reference, Scope, Sort
from scoring.rule_set.computed import Draft
from scoring.rule_set.facts import declared
from scoring.rule_set.model import Fact
from scoring.rule_set.reading import Reader
from scoring.rule_set.tree import LeafDraft, place_of

NAME_TAKEN: Final = Kind(
    "R002", "{name} is the name of {one} and of {other}", "rename one of them; names are unique in a rule set"
)

A_FACT: Final = message("a fact")
A_DERIVED: Final = message("a derived item")
A_CODE: Final = message("the code of an indicator")
AN_ITEM: Final = message("an item of a checklist")


def read_names(
    facts: tuple[Fact, ...], derived: tuple[Draft, ...], leaves: tuple[LeafDraft, ...], reader: Reader
) -> Names:
    """Return everything an expression may name: facts, derived items, indicators' values by title, alias and code."""
    taken = {canonical(fact.name): (A_FACT, fact.place) for fact in facts}
    everything = [declared(fact) for fact in facts]
    for draft in derived:
        if _is_free(draft.name, A_DERIVED, draft.place, taken, reader):
            everything.append(_computed(draft.name, Scope.DERIVED, draft.name, draft))
    for leaf in leaves:
        code = place_of(leaf.mapping, "code")
        same = taken.get(canonical(leaf.code))
        if same is not None and same[0] is A_CODE:  # reported where codes are compared
            continue
        if not _is_free(leaf.code, A_CODE, code, taken, reader) or leaf.value is None:
            continue
        for name in dict.fromkeys((leaf.code, leaf.name, *leaf.aliases)):
            everything.append(_computed(name, Scope.VALUE, leaf.code, leaf.value))
    return Names(everything, _marks_names(leaves))


def checked_own_facts(own: tuple[Fact, ...], facts: tuple[Fact, ...], reader: Reader) -> tuple[Fact, ...]:
    """Return the facts that checklists declare for their items; a finding where another fact has the name."""
    taken = {canonical(fact.name): (A_FACT, fact.place) for fact in facts}
    return tuple(fact for fact in own if _is_free(fact.name, AN_ITEM, fact.place, taken, reader))


def _is_free(
    name: str, what: Message, place: Location, taken: dict[str, tuple[Message, Location]], reader: Reader
) -> bool:
    """Tell whether nothing else has *name*, which is taken from now on; a finding if something has."""
    other, there = taken.setdefault(canonical(name), (what, place))
    if there == place:
        return True
    related = ((message("first used here"), there),)
    reader.findings.append(NAME_TAKEN.at(place, name=name, one=other, other=what, related=related))
    return False


def _computed(name: str, scope: Scope, key: str, draft: Draft) -> Declared:
    """Return the declaration of something computed."""
    return Declared(name, Reference(scope, key), Sort.NUMBER, draft.unit, place=draft.place)


def _marks_names(leaves: tuple[LeafDraft, ...]) -> dict[str, Node]:
    """Return what ``marks(…)`` accepts: codes, and titles and aliases that only one indicator has."""
    owners: dict[str, set[str]] = {}
    for leaf in leaves:
        for name in (leaf.name, *leaf.aliases):
            owners.setdefault(name, set()).add(leaf.code)
    titles: dict[str, Node] = {
        name: Reference(Scope.MARKS, code) for name, codes in owners.items() if len(codes) == 1 for code in codes
    }
    return titles | {leaf.code: Reference(Scope.MARKS, leaf.code) for leaf in leaves}
