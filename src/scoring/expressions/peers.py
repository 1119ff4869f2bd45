"""Comparing an institution with the others of its batch: ``place(x)``, ``best(x)``, ``average_of_batch(x)``.

The highest x has place 1, and those that tie share the better place: 1, 1, 3. Where the lowest is best one writes
``place(-x)``. The peers are all institutions scored together for the same year, itself included, where x applies. What
is compared is computed for each institution from its own facts alone, so these functions do not stand inside one
another, and marks are not compared.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from scoring.diagnostics import Kind
from scoring.expressions.called import Call
from scoring.expressions.operations import as_number
from scoring.expressions.parts import Bond, Part, built
from scoring.expressions.tree import Peers, PeersKind, Sort
from scoring.units import PLAIN

ELSEWHERE: Final = Kind(
    "E410",
    "“{name}” compares institutions; that may stand in the formula of a value: or of an item under derived:, outside "
    "what is said of a table's rows",
    "write a formula under “derived” that compares a figure or what a whole table comes to, and use its name here",
)
NESTED: Final = Kind(
    "E411",
    "“{name}” stands inside “{outer}”: institutions are compared by what each has for itself",
    "compare a figure of the institution's own",
)


def compared(call: Call) -> Part | None:
    """Read ``place(x)``, ``best(x)`` or ``average_of_batch(x)``; a place goes with any unit things are counted in."""
    if not may_stand(call):
        return None
    if not call.reader.batch or call.sight.table is not None:
        call.report(ELSEWHERE)
        return None
    operand = call.read(call.reader, call.arguments[0], replace(call.sight, compared=call.name))
    if operand is None or as_number(call.reader, operand) is None:
        return None
    kind = PeersKind(call.name)
    counted = kind is PeersKind.PLACE
    unit, bond = (PLAIN, Bond.COUNTED) if counted else (operand.unit, operand.bond)
    text = f"{call.name}({call.reader.written(operand)})"
    node = Peers(kind, operand.node, call.reader.among, unit, text)
    return built(node, Sort.NUMBER, operand, unit=unit, bond=bond)


def may_stand(call: Call) -> bool:
    """Tell whether a call does not stand inside a batch function; a finding if it does."""
    if call.sight.compared:
        call.report(NESTED, outer=call.sight.compared)
    return not call.sight.compared
