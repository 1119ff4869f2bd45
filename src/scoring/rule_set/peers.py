"""What can be wrong with a formula that compares institutions, beyond its own words; and the key ``among:``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from scoring.diagnostics import Diagnostic, Kind, Location
from scoring.documents.tree import Node
from scoring.expressions.names import Names, canonical
from scoring.expressions.tree import Binary, Input, Operator, Peers, Reference, Scope, Sort, walk
from scoring.expressions.tree import Node as Tree
from scoring.expressions.words import words
from scoring.rule_set.asking import parts_of
from scoring.rule_set.domains import Domain, can_be_zero
from scoring.rule_set.reading import Reader, key

NOT_OWN: Final = Kind(
    "R410",
    "{comparison} compares something that itself depends on the batch, or on marks",
    "compare what each institution has for itself",
)
NO_ANSWERS: Final = Kind(
    "R411",
    "{name} is no fact that tells institutions apart by their answers",
    "name a fact of type choice, text or yes_no",
)
NOTHING_COMPARED: Final = Kind(
    "R412",
    "among: limits the peers, but the formula compares with none",
    "delete it, or use place, best or average_of_batch",
)
QUOTIENT_COMPARED: Final = Kind(
    "R413",
    "{comparison} compares a quotient whose divisor {divisor} can be 0, and a zero policy is that of each institution",
    "give the quotient a name under derived:, with when_denominator_zero:, and compare that",
)

_ANSWERS: Final = (Sort.CHOICE, Sort.TEXT, Sort.TRUTH)


def read_among(node: Node | None, names: Names, reader: Reader) -> Input | None:
    """Return the fact under ``among:``; None where there is none, or after a finding."""
    name = reader.shape.text(node, key("among"))
    if name is None or node is None:
        return None
    found = names.find(name)
    if found is not None and found.sort in _ANSWERS and isinstance(found.node, Input):
        return found.node
    if not reader.all_refused and canonical(name) not in reader.refused:
        reader.findings.append(NO_ANSWERS.at(node.place, name=name))
    return None


def comparisons_stand(tree: Tree, among: Node | None, place: Location, domain: Domain, reader: Reader) -> bool:
    """Tell whether everything that *tree*, written at *place*, compares is the institution's own and never x/0."""
    comparisons = [part for part in walk(tree) if isinstance(part, Peers)]
    before = len(reader.findings)
    if among is not None and not comparisons:
        reader.findings.append(NOTHING_COMPARED.at(among.place))
    for one in comparisons:
        reader.findings.extend(_wrong(one, place, domain))
    return len(reader.findings) == before


def _wrong(one: Peers, place: Location, domain: Domain) -> Iterator[Diagnostic]:
    """Yield what is wrong with what *one* compares."""
    if any(_depends(part) for part in parts_of((one.operand,), domain.trees)):
        yield NOT_OWN.at(place, comparison=one.text)
    for part in walk(one.operand):
        if isinstance(part, Binary) and part.operator is Operator.DIVIDE and can_be_zero(part.right, domain):
            yield QUOTIENT_COMPARED.at(place, comparison=one.text, divisor=words(part.right))


def _depends(part: Tree) -> bool:
    """Tell whether *part* is known only after other institutions, or other indicators, were looked at."""
    return isinstance(part, Peers) or (isinstance(part, Reference) and part.scope is Scope.MARKS)
