"""Converted method (折算): the marks another body gave, turned from its scale into the full marks.

Wording served: 以……考核得分折算计分, which is to say 得分=考核得分÷考核满分×本项分值. No table was seen with it; that
45 of 50 make 7.2 of 8 marks is an illustration. A mark above that scale counts as its top, one below zero as zero;
either is odd enough for a finding of its own. On which scale it was given must be written (``out_of:``), even where it
is that of the full marks: 93.5 of 100 is not 20 of 20.
"""

from __future__ import annotations

from scoring.diagnostics import Kind, Location, Message, Word, message
from scoring.documents.keys import FORMULA
from scoring.documents.tree import Node as Written
from scoring.expressions.expected import Expected, Typed
from scoring.expressions.tree import (
    Relation,
    compare,
    maximum,
    minimum,
    number,
    working,
)
from scoring.expressions.words import words
from scoring.methods.contract import MARKS, Context, Field, Lowered, Method, Reason, Shown, Supplied, Working, reason
from scoring.methods.declaring import Reading, reads
from scoring.methods.parameters import expression, parameter, place
from scoring.records import dataclass
from scoring.units import Unit

NO_MARK = Kind(
    "R326",
    "{text} is in {unit}; a mark is a plain number, or in 分",
    "name the fact that holds the other mark, or convert it",
)
_MARK_DIMENSIONS = ((), (("分", 1),))


@reads(FORMULA)
def mark(node: Written, reading: Reading, what: Message) -> Typed | None:
    """Read an expression that gives a mark."""
    typed: Typed | None = expression(Expected.NUMBER)(node, reading, what)
    if typed is not None and not _is_mark(typed.unit):
        reading.report(NO_MARK.at(node.place, text=typed.text, unit=str(typed.unit)))
        return None
    return typed


def _is_mark(unit: Unit) -> bool:
    return unit.dimensions in _MARK_DIMENSIONS and unit.scale == 1 and not unit.percent


@dataclass(frozen=True, slots=True)
class Converted:
    """Parameters of one indicator whose marks were given elsewhere.

    Attributes:
        given: the mark given elsewhere, on the scale of the indicator's ``out_of``.
    """

    given: Typed = parameter(mark, Word("the mark given elsewhere"), key="from")
    place: Location = place()


def lower(converted: Converted, context: Context) -> Lowered:
    """Return the workings: the mark given, the part of it that counts."""
    counted = maximum(number(0), minimum(number(context.full_marks), working("given")))
    workings = (
        Working("given", Word("mark given elsewhere"), converted.given.node),
        Working(MARKS, Word("marks"), counted),
    )
    sentence = message(
        "the mark {given} counts, from 0 to {full} marks",
        full=context.full_marks,
        given=words(converted.given.node),
    )
    return Lowered(workings, _reasons(converted, context), sentence)


def _reasons(converted: Converted, context: Context) -> tuple[Reason, ...]:
    shows: dict[str, Field] = {
        "what": words(converted.given.node),
        "given": Shown("given"),
        "full": context.full_marks,
        "deduction": Supplied.DEDUCTION,
    }
    given, top = working("given"), number(context.full_marks)
    return (
        reason(
            "converted.above",
            compare(given, Relation.MORE, top),
            "{what} {given} is above its full marks {full} and counts as these: nothing off",
            shows,
            warns=True,
        ),
        reason(
            "converted.full",
            compare(given, Relation.EQUAL, top),
            "{what} {given} of {full}: nothing off",
            shows,
        ),
        reason(
            "converted.below",
            compare(given, Relation.LESS, number(0)),
            "{what} {given} is below 0 and counts as 0 of {full}: {deduction} marks off",
            shows,
            warns=True,
        ),
        reason(
            "converted.some",
            None,
            "{what} {given} of {full}: {deduction} marks off",
            shows,
        ),
    )


METHOD = Method(
    "converted",
    Word("marks converted from another scale"),
    ("以考核得分折算计分", "得分=考核得分÷考核满分×本项分值"),
    Converted,
    needs_value=False,
    lower=lower,
    needs_scale=True,
)
