"""Comparing with the batch in every backend: read with units, in words, evaluated, compiled."""

from __future__ import annotations

from fractions import Fraction

import pytest

from expressions.compiled import COLUMN_PLACES, SLOTS, compiled
from expressions.known import NAMES, PLACE, read, said
from expressions.worlds import Facts
from scoring.diagnostics import Language, Quantity
from scoring.expressions import tree as t
from scoring.expressions.expected import Expected
from scoring.expressions.outcomes import exactly
from scoring.expressions.parse import read_expression
from scoring.expressions.possible import possible
from scoring.expressions.program import Plan, compile_programs
from scoring.expressions.words import substituted
from scoring.units import read_unit

X = t.Input(t.Source.FACT, "x")
BEST = t.Peers(t.PeersKind.BEST, X)


@pytest.mark.parametrize(
    ("text", "unit", "sentence"),
    [
        ("place(支出)", "", "the place of 支出 in the batch"),
        ("place(支出)", "名", "the place of 支出 in the batch"),
        ("place(-支出) + 1", "", "the place of (-支出) in the batch + 1"),
        ("best(支出 + 1)", "元", "the highest (支出 + 1) in the batch × 10000"),
        ("在职人数 / average_of_batch(在职人数)", "%", "在职人数 ÷ the average 在职人数 of the batch"),
        ("best(执行率)", "%", "the highest 执行率 in the batch"),
    ],
)
def test_units_and_words(text: str, unit: str, sentence: str) -> None:
    found, findings = read(text, Expected.NUMBER, unit=unit, batch=True)
    assert not findings
    assert found is not None
    assert said(found.node) == sentence


def test_a_best_amount_of_money_is_no_percentage() -> None:
    assert [one.code for one in read("best(支出)", Expected.NUMBER, unit="%", batch=True)[1]] == ["E322"]


def test_words_name_who_is_compared() -> None:
    among = t.Input(t.Source.FACT, "等次", t.Sort.CHOICE)
    for text, sentence in (
        ("place(支出)", "the place of 支出 among those with the same 等次"),
        ("best(支出)", "the highest 支出 among those with the same 等次"),
        ("average_of_batch(支出)", "the average 支出 of those with the same 等次"),
    ):
        found, _ = read_expression(text, PLACE, NAMES, expect=Expected.NUMBER, batch=True, among=among)
        assert found is not None
        assert said(found.node) == sentence
        assert isinstance(found.node, t.Peers)
        assert t.walk(found.node)[1:] == (found.node.operand, among)
        shown = substituted(found.node, {found.node: Quantity(Fraction(5), "万元")})
        assert Language("en").render(shown) == "5万元"


def test_how_it_was_written_makes_no_difference() -> None:
    one, other = (read(text, batch=True)[0] for text in ("place(支出)", "place( 支出 )"))
    assert one is not None
    assert other is not None
    assert one.node == other.node
    assert t.Peers(t.PeersKind.BEST, X, unit=read_unit("元"), among=X) != BEST


def test_evaluated() -> None:
    world = Facts({}, {}, {}, {BEST: exactly(Fraction(7))})
    assert possible(t.add(BEST, t.number(1)), world).value == 8


def test_compiled() -> None:
    plan = Plan((), [("marks", t.divide(BEST, t.number(2)))], (None,))
    slots = [None] * len(SLOTS)
    (program,) = compile_programs([plan], {}, SLOTS, COLUMN_PLACES, None, {BEST: len(SLOTS)})
    assert program is not None
    assert program.marks([*slots, (7, 1)]) == (7, 2)
    assert program.marks([*slots, None]) is None
    assert compiled(BEST, {}) is None
