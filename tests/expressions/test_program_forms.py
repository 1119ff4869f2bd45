"""Every form a tree can have, compiled, against the general evaluator."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from expressions.compiled import agrees
from expressions.plain import TABLE, Plain
from expressions.worlds import complete
from scoring.exact import RoundingMode
from scoring.expressions import tree as t

KNOWN = Plain(
    {"a": Fraction(3), "b": Fraction(-5, 2), "c": Fraction(0), "p": True, "q": False, "w": "甲"},
    {
        TABLE: (
            {"x": Fraction(1, 3), "y": Fraction(2), "f": True, "k": "甲"},
            {"x": Fraction(5), "y": Fraction(-1, 6), "f": False, "k": "乙"},
        )
    },
)
NUMBER = {name: t.Input(t.Source.FACT, name) for name in "abc"}
YES, NO = (t.Input(t.Source.FACT, name, t.Sort.TRUTH) for name in "pq")
X_OF_ROW, Y_OF_ROW = (t.Input(t.Source.COLUMN, name, t.Sort.NUMBER, TABLE) for name in "xy")
F_OF_ROW = t.Input(t.Source.COLUMN, "f", t.Sort.TRUTH, TABLE)
NOT_APPLICABLE = t.Absent(t.Outcome.NOT_APPLICABLE)
MORE, HALF, ALWAYS = t.Relation.MORE, t.number(Fraction(1, 2)), t.Truth(True)
COSTLY = t.compare(t.divide(t.number(6), NUMBER["a"]), MORE, t.number(1))  # needs lines of its own


@pytest.mark.parametrize("name", NUMBER)
@pytest.mark.parametrize(
    "form",
    [
        *(lambda a, operator=operator: t.Binary(operator, a, HALF) for operator in t.Operator),
        *(
            lambda a, operator=operator: t.Binary(operator, t.number(-2), t.add(a, t.number(1)))
            for operator in t.Operator
        ),
        *(
            lambda a, operator=operator: t.Binary(operator, t.number(0), t.add(a, t.number(1)))
            for operator in t.Operator
        ),
        *(lambda a, operator=operator: t.Binary(operator, t.add(a, HALF), t.number(0)) for operator in t.Operator),
        *(lambda a, operator=operator: t.Binary(operator, t.number(7), t.number(-3)) for operator in t.Operator),
        *(lambda a, function=function: t.Unary(function, a) for function in t.Function),
        *(lambda a, function=function: t.Unary(function, t.number(Fraction(-7, 2))) for function in t.Function),
        *(lambda a, function=function: t.Unary(function, t.Unary(t.Function.FLOOR, a)) for function in t.Function),
        *(lambda a, relation=relation: t.If(t.compare(a, relation, t.number(3)), a, HALF) for relation in t.Relation),
        *(lambda a, relation=relation: t.If(t.compare(HALF, relation, HALF), a, HALF) for relation in t.Relation),
        lambda a: t.If(YES, NOT_APPLICABLE, a),
        lambda a: t.If(NO, NOT_APPLICABLE, a),
        lambda a: t.If(YES, a, NOT_APPLICABLE),
        lambda a: t.If(YES, NOT_APPLICABLE, NOT_APPLICABLE),
        lambda a: t.If(NO, t.divide(HALF, a), t.divide(a, HALF)),
        lambda a: t.If(NO, t.multiply(a, t.number(2)), HALF),
        lambda a: t.Fold(t.FoldKind.SUM, TABLE, t.multiply(X_OF_ROW, a), t.Not(F_OF_ROW)),
        lambda a: t.Fold(t.FoldKind.SUM, TABLE, t.add(X_OF_ROW, Y_OF_ROW), ALWAYS),
        lambda a: t.Fold(t.FoldKind.SUM, TABLE, HALF, t.compare(X_OF_ROW, MORE, a)),
        lambda a: t.Fold(t.FoldKind.SUM, TABLE, NOT_APPLICABLE, F_OF_ROW),
        lambda a: t.Fold(t.FoldKind.COUNT, TABLE, HALF, t.compare(X_OF_ROW, MORE, NOT_APPLICABLE)),
        lambda a: t.Fold(t.FoldKind.COUNT, TABLE, HALF, t.Truth(False)),
    ],
)
def test_every_form_of_a_number(form: Callable[[t.Node], t.Node], name: str) -> None:
    agrees(form(NUMBER[name]), complete(KNOWN))
    for mode in RoundingMode:
        agrees(t.Round(form(NUMBER[name]), Fraction(2, 3), mode), complete(KNOWN))


@pytest.mark.parametrize("every", [True, False])
@pytest.mark.parametrize("first", [YES, NO, ALWAYS, t.Not(ALWAYS)])
@pytest.mark.parametrize(
    "second",
    [
        YES,
        NO,
        ALWAYS,
        t.Truth(False),
        t.Not(NO),
        COSTLY,
        t.compare(t.multiply(NUMBER["a"], t.number(0)), MORE, HALF),
        t.compare(NOT_APPLICABLE, MORE, HALF),
        t.If(YES, NO, ALWAYS),
        t.If(NO, COSTLY, YES),
        t.Matches(t.Input(t.Source.FACT, "w", t.Sort.CHOICE), "甲"),
    ],
)
def test_every_form_of_a_truth_value(second: t.Node, first: t.Node, every: bool) -> None:
    world = complete(KNOWN)
    decided = agrees(t.Logic(every, (first, second, YES)), world)
    assert decided or (isinstance(second, t.Compare) and second.left == NOT_APPLICABLE)
    agrees(t.If(first, second, YES), world)
    agrees(t.If(first, YES, second), world)
