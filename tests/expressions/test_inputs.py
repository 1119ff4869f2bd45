"""Which inputs a tree can read."""

from __future__ import annotations

from scoring.expressions import tree as t
from scoring.expressions.inputs import inputs_of

A = t.Input(t.Source.FACT, "a")
FLAG = t.Input(t.Source.FACT, "p", t.Sort.TRUTH)
COLUMN = t.Input(t.Source.COLUMN, "x", t.Sort.NUMBER, "T")


def test_inputs_are_found_behind_references() -> None:
    first, second = t.Reference(t.Scope.DERIVED, "甲"), t.Reference(t.Scope.VALUE, "A01")
    trees: dict[tuple[t.Scope, str], t.Node] = {
        (t.Scope.DERIVED, "甲"): t.add(A, second),
        (t.Scope.VALUE, "A01"): t.If(FLAG, A, t.number(1)),
    }
    assert inputs_of(t.add(first, second), trees) == {A, FLAG}


def test_a_reference_that_is_not_given_is_not_followed() -> None:
    assert inputs_of(t.add(t.working("value"), t.number(1)), {}) == frozenset()


def test_a_fold_reads_its_table() -> None:
    fold = t.Fold(t.FoldKind.COUNT, "T", t.number(1), t.compare(COLUMN, t.Relation.MORE, A))
    assert inputs_of(fold, {}) == {A, COLUMN, t.Input(t.Source.FACT, "T", t.Sort.TABLE)}
