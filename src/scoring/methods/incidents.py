"""Incidents method (每出现一例扣分，扣完为止): marks come off for each case counted.

Wording served: 以上每出现一例不符合要求的扣1分，扣完为止; 每出现一个专项未按进度完成资金下达扣0.5分，扣完为止
(岳阳市部门整体支出绩效评价评分表).
"""

from __future__ import annotations

from fractions import Fraction

from scoring.diagnostics import Location, Word, message
from scoring.expressions.expected import Expected, Typed
from scoring.expressions.tree import Relation, compare, maximum, minimum, multiply, number, subtract, working
from scoring.expressions.words import words
from scoring.methods.contract import MARKS, Context, Field, Lowered, Method, Shown, Supplied, Working, reason
from scoring.methods.parameters import expression, parameter, place, positive_marks
from scoring.records import dataclass


@dataclass(frozen=True, slots=True)
class Incidents:
    """Parameters of one indicator scored by incidents.

    Attributes:
        count: how many cases there were; below zero counts as zero.
        marks_each: marks taken off for each.
    """

    count: Typed = parameter(expression(Expected.COUNT), Word("how many cases there were"))
    marks_each: Fraction = parameter(positive_marks, Word("marks taken off for each"))
    place: Location = place()


def lower(incidents: Incidents, context: Context) -> Lowered:
    """Return the workings: the count, the deduction, the marks."""
    full = number(context.full_marks)
    lost = multiply(working("count"), number(incidents.marks_each))
    workings = (
        Working("count", Word("cases"), maximum(number(0), incidents.count.node)),
        Working("deduction", Word("deduction"), minimum(full, lost)),
        Working(MARKS, Word("marks"), subtract(full, working("deduction"))),
    )
    shows: dict[str, Field] = {
        "what": words(incidents.count.node),
        "count": Shown("count"),
        "each": incidents.marks_each,
        "full": context.full_marks,
        "deduction": Supplied.DEDUCTION,
    }
    reasons = (
        reason(
            "incidents.none",
            compare(working("count"), Relation.EQUAL, number(0)),
            "{what} is 0: nothing off",
            shows,
        ),
        reason(
            "incidents.exhausted",
            compare(lost, Relation.MORE, full),
            "{what} is {count}, {each} marks each: all {full} marks off",
            shows,
        ),
        reason("incidents.some", None, "{what} is {count}, {each} marks each: {deduction} off", shows),
    )
    sentence = message(
        "{what}: each one takes off {each} marks until none of {full} are left",
        full=context.full_marks,
        what=words(incidents.count.node),
        each=incidents.marks_each,
    )
    return Lowered(workings, reasons, sentence)


METHOD = Method(
    "incidents",
    Word("deduction by cases"),
    ("以上每出现一例不符合要求的扣1分，扣完为止", "每出现一个专项未按进度完成资金下达扣0.5分，扣完为止"),
    Incidents,
    needs_value=False,
    lower=lower,
)
