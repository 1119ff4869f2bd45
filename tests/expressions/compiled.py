"""What tests of compiled programs share: slots filled from a world, and the comparison with the general evaluator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from expressions.plain import COLUMNS, TABLE
from expressions.worlds import SORTS, Facts, Known
from scoring.exact import RoundingMode
from scoring.expressions import tree as t
from scoring.expressions.outcomes import Range, Truths, Words
from scoring.expressions.possible import possible
from scoring.expressions.program import Carried, Cell, Program, compile_program
from scoring.expressions.world import OpenRows

SLOTS = {(t.Source.FACT, name): place for place, name in enumerate([*SORTS, TABLE])}
COLUMN_PLACES = {TABLE: {name: place for place, name in enumerate(COLUMNS)}}
CENT = Fraction("0.01")
Rounding = tuple[Fraction, RoundingMode]
ROUNDINGS: tuple[Rounding, ...] = tuple(
    (step, mode) for step in (CENT, Fraction("0.5"), Fraction(3)) for mode in RoundingMode
)


def cell(known: Known) -> Cell:
    """Return what stands in a slot: None unless certain."""
    if isinstance(known, Words):
        return next(iter(known.words)) if known.certain else None
    if isinstance(known, Range) and known.value is not None:
        return known.value.numerator * 6, known.value.denominator * 6  # carried numbers need not be reduced
    return known.value if isinstance(known, Truths) else None


def slots_of(world: Facts) -> list[Cell | Sequence[Sequence[Cell]]]:
    """Return the inputs of *world* in their places."""
    table = world.tables[TABLE]
    rows = None if isinstance(table, OpenRows) else [[cell(row.cells[name]) for name in COLUMNS] for row in table]
    return [*(cell(world.inputs[name]) for name in SORTS), rows]


def compiled(
    node: t.Node, trees: Mapping[tuple[t.Scope, str], t.Node], rounding: Rounding | None = None
) -> Program | None:
    """Compile *node* as an indicator's only working."""
    return compile_program((), [("marks", node)], (None,), trees, SLOTS, COLUMN_PLACES, rounding)


def value(result: Carried | int | None) -> Fraction | int | None:
    return Fraction(*result) if isinstance(result, tuple) else result


def agrees(node: t.Node, world: Facts) -> bool:
    """Check that program and evaluator do not differ; tell whether the program decided."""
    program = compiled(node, world.trees)
    assert program is not None
    trace = program.trace(slots_of(world))
    if trace is None:
        return False
    branch, (result,), reason, marks = trace
    assert (branch, reason, marks) == (-1, None, result)
    assert not isinstance(result, tuple) or result[1] > 0
    found = possible(node, world)
    assert found.certain
    assert found.value == value(result)
    return True
