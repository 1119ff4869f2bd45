"""Random worlds: what is known about inputs and rows, together with one way everything could turn out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import inf

from hypothesis import strategies as st

from expressions.plain import CHOICES, COLUMNS, FLAGS, NUMBERS, TABLE, WORDS, Plain, Rows, Value, derived, fractions
from scoring.expressions.outcomes import Cause, Range, Truths, Words, between, exactly, surely
from scoring.expressions.possible import possible
from scoring.expressions.tree import Input, Node, Peers, Reference, Scope, Sort
from scoring.expressions.world import OpenRows

Known = Range | Truths | Words


@dataclass(frozen=True)
class Cells:
    """One row as far as it is known."""

    cells: Mapping[str, Known]

    def input(self, node: Input) -> Known:
        return self.cells[node.name]


@dataclass(frozen=True)
class Facts:
    """A world of named inputs; references are evaluated in it."""

    inputs: Mapping[str, Known] = field(default_factory=dict)
    tables: Mapping[str, Sequence[Cells] | OpenRows] = field(default_factory=dict)
    trees: Mapping[tuple[Scope, str], Node] = field(default_factory=dict)
    compared: Mapping[Peers, Range] = field(default_factory=dict)

    def input(self, node: Input) -> Known:
        return self.inputs[node.name]

    def reference(self, node: Reference) -> Range | Truths:
        return possible(self.trees[node.scope, node.name], self, self.trees)

    def rows(self, table: str) -> Sequence[Cells] | OpenRows:
        return self.tables[table]

    def peers(self, node: Peers) -> Range:
        return self.compared[node]


def certainly(value: Value) -> Known:
    """Return the one outcome *value*."""
    if isinstance(value, bool):
        return surely(value)
    return exactly(value) if isinstance(value, Fraction) else Words(frozenset({value}))


@st.composite
def widened(draw: st.DrawFn, name: str, value: Value) -> Known:
    """Draw an outcome set that holds *value*."""
    causes = frozenset({Cause("fact", name)})
    if isinstance(value, bool):
        return Truths(True, True, causes=causes)
    if isinstance(value, str):
        return Words(frozenset({value, *draw(st.sets(st.sampled_from(WORDS)))}), causes)
    margins = st.one_of(st.just(None), fractions.map(abs))
    below, above = draw(margins), draw(margins)
    low, high = -inf if below is None else value - below, inf if above is None else value + above
    return between(low, high, causes)


def values(sort: Sort) -> st.SearchStrategy[Value]:
    """Draw a value of *sort*."""
    if sort is Sort.TRUTH:
        return st.booleans()
    return st.sampled_from(WORDS) if sort is Sort.CHOICE else fractions


SORTS = {
    **dict.fromkeys(NUMBERS, Sort.NUMBER),
    **dict.fromkeys(FLAGS, Sort.TRUTH),
    **dict.fromkeys(CHOICES, Sort.CHOICE),
}


@st.composite
def completions(draw: st.DrawFn) -> Plain:
    """Draw one way everything can be."""
    row = st.fixed_dictionaries({name: values(sort) for name, sort in COLUMNS.items()})
    return Plain(
        draw(st.fixed_dictionaries({name: values(sort) for name, sort in SORTS.items()})),
        {TABLE: draw(st.lists(row, max_size=3).map(tuple))},
        draw(derived()),
        {"u": draw(fractions)},
    )


def complete(plain: Plain) -> Facts:
    """Return the world in which everything is as in *plain*."""
    rows = [Cells({name: certainly(value) for name, value in row.items()}) for row in plain.tables[TABLE]]
    return Facts({name: certainly(value) for name, value in plain.inputs.items()}, {TABLE: rows}, plain.trees)


@st.composite
def partly_known(draw: st.DrawFn, plain: Plain) -> Facts:
    """Draw a world that leaves open, among others, that everything is as in *plain*."""

    def known(name: str, value: Value) -> Known:
        return draw(widened(name, value)) if draw(st.booleans()) else certainly(value)

    def row(cells: Mapping[str, Value]) -> Cells:
        return Cells({name: known(f"{TABLE}.{name}", value) for name, value in cells.items()})

    inputs = {name: known(name, value) for name, value in plain.inputs.items()}
    rows = plain.tables[TABLE]
    table: Sequence[Cells] | OpenRows = [row(cells) for cells in rows]
    if draw(st.integers(0, 3)) == 0:
        table = OpenRows(frozenset({Cause("fact", TABLE)}), row_of_any(rows))
    return Facts(inputs, {TABLE: table}, plain.trees)


def row_of_any(rows: Rows) -> Cells:
    """Return what every row of *rows* is: its numbers are bounded by theirs, its flags and choices open."""
    causes = frozenset({Cause("fact", TABLE)})
    cells: dict[str, Known] = {}
    for name, sort in COLUMNS.items():
        if sort is Sort.NUMBER:
            found = [value for row in rows if isinstance(value := row[name], Fraction)]
            cells[name] = between(min(found, default=Fraction(0)), max(found, default=Fraction(0)), causes)
        else:
            cells[name] = Truths(True, True, False, causes) if sort is Sort.TRUTH else Words(frozenset(WORDS), causes)
    return Cells(cells)
