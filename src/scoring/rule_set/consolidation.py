"""How the figures of several units become those of one department (汇总): ``consolidation:`` and ``consolidate:``.

Counts and money add up, percentages are averaged by weight, all units must say yes, tables are joined, and what has no
order must agree; a plain number may be an amount or a rate, so it must say.
"""

from __future__ import annotations

from typing import Final

from scoring.diagnostics import Kind, Severity
from scoring.documents.tree import Node
from scoring.expressions.names import canonical
from scoring.rule_set.fact import WAYS, Consolidate
from scoring.rule_set.keys import CONSOLIDATION, source_parts
from scoring.rule_set.model import Consolidation, Fact, FactType
from scoring.rule_set.reading import Reader, key

NO_WAY: Final = Kind(
    "R420",
    "{name} is a number, and nothing says how the numbers of several units become one",
    "add consolidate: sum for an amount; weighted, mean, max, min or same for others",
)
NOT_THIS_WAY: Final = Kind("R421", "{name} is {type} and cannot be consolidated by {way}", "write one of: {allowed}")
COLUMN: Final = Kind("R422", "{name} is a column; tables are consolidated row by row", "delete consolidate:")
NO_WEIGHT: Final = Kind(
    "R423", "{name} is no fact by which units could be weighed", "name a fact of type count, money or number"
)
UNUSED: Final = Kind(
    "R424",
    "consolidate: of {name} changes nothing: the rule set does not say that units are consolidated",
    "add consolidation: with the fact to weigh by, or delete consolidate:",
    Severity.WARNING,
)

_WEIGHTS: Final = (FactType.COUNT, FactType.MONEY, FactType.NUMBER)


def read_consolidate(
    node: Node | None, name: str, type_: FactType, reader: Reader, *, column: bool
) -> Consolidate | None:
    """Read ``consolidate:`` of the fact *name*; None where there is none, or after a finding."""
    word = reader.shape.word(node, [one.value for one in Consolidate], key("consolidate"))
    if word is None or node is None:
        return None
    if column:
        reader.findings.append(COLUMN.at(node.place, name=name))
        return None
    way = Consolidate(word)
    if way in WAYS[type_]:
        return way
    allowed = tuple(one.value for one in WAYS[type_])
    reader.findings.append(NOT_THIS_WAY.at(node.place, name=name, type=type_.value, way=word, allowed=allowed))
    return None


def read_consolidation(node: Node | None, facts: tuple[Fact, ...], reader: Reader) -> Consolidation | None:
    """Read ``consolidation:``, and hold the facts against it."""
    mapping = reader.shape.record(node, key("consolidation"), CONSOLIDATION)
    if node is None:
        for fact in facts:
            if fact.consolidate is not None:
                reader.findings.append(UNUSED.at(fact.place, name=fact.name))
    if mapping is None:
        return None
    for fact in facts:
        if fact.consolidated is None:
            reader.findings.append(NO_WAY.at(fact.place, name=fact.name))
    reader.needs_source(mapping, key("consolidation"), mapping.place)
    sources = reader.source_parts(mapping.get("source"), source_parts(CONSOLIDATION))
    weight = _weight(mapping.get("weight"), facts, reader)
    return None if weight is None else Consolidation(weight, sources, mapping.place)


def _weight(node: Node | None, facts: tuple[Fact, ...], reader: Reader) -> str | None:
    """Return the name of the fact to weigh by, as it was declared."""
    name = reader.shape.text(node, key("weight"))
    if name is None or node is None:
        return None
    fact = next((one for one in facts if canonical(one.name) == canonical(name)), None)
    if fact is not None and fact.type in _WEIGHTS:
        return fact.name
    if not reader.all_refused and canonical(name) not in reader.refused:
        reader.findings.append(NO_WEIGHT.at(node.place, name=name))
    return None
