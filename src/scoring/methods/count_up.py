"""Count-up method (按数累加法): marks for each thing counted, up to the full marks.

Wording served: 按数累加法 is one of the six methods named for 四川省 (川财绩〔2025〕5号, seen in a practitioner's notes
only, without its text). A count below zero earns nothing, as one of zero.
"""

from __future__ import annotations

from fractions import Fraction

from scoring.diagnostics import Location, Word, message
from scoring.expressions.expected import Expected, Typed
from scoring.expressions.tree import Relation, compare, maximum, minimum, multiply, number, working
from scoring.expressions.words import words
from scoring.methods.contract import MARKS, Context, Field, Lowered, Method, Reason, Shown, Supplied, Working, reason
from scoring.methods.parameters import expression, parameter, place, positive_marks
from scoring.records import dataclass


@dataclass(frozen=True, slots=True)
class CountUp:
    """Parameters of one indicator scored by counting up.

    Attributes:
        count: how many there are; below zero counts as zero.
        marks_each: marks earned by each.
    """

    count: Typed = parameter(expression(Expected.COUNT), Word("how many there are"))
    marks_each: Fraction = parameter(positive_marks, Word("marks earned by each"))
    place: Location = place()


def lower(count_up: CountUp, context: Context) -> Lowered:
    """Return the workings: the count, what it earns, the marks."""
    full = number(context.full_marks)
    workings = (
        Working("count", Word("number counted"), maximum(number(0), count_up.count.node)),
        Working("earned", Word("marks added up"), multiply(working("count"), number(count_up.marks_each))),
        Working(MARKS, Word("marks"), minimum(full, working("earned"))),
    )
    sentence = message(
        "{what}: each one earns {each} marks, {full} at most",
        what=words(count_up.count.node),
        each=count_up.marks_each,
        full=context.full_marks,
    )
    return Lowered(workings, _reasons(count_up, context), sentence)


def _reasons(count_up: CountUp, context: Context) -> tuple[Reason, ...]:
    shows: dict[str, Field] = {
        "what": words(count_up.count.node),
        "count": Shown("count"),
        "each": count_up.marks_each,
        "full": context.full_marks,
        "marks": Supplied.MARKS,
        "deduction": Supplied.DEDUCTION,
    }
    return (
        reason(
            "count_up.full",
            compare(working("earned"), Relation.AT_LEAST, number(context.full_marks)),
            "{what} is {count}, {each} marks each: the full marks {full}, nothing off",
            shows,
        ),
        reason(
            "count_up.none",
            compare(working("count"), Relation.EQUAL, number(0)),
            "{what} is 0, {each} marks each: no marks, {deduction} off",
            shows,
        ),
        reason(
            "count_up.some",
            None,
            "{what} is {count}, {each} marks each: {marks} of {full} marks, {deduction} off",
            shows,
        ),
    )


METHOD = Method(
    "count_up",
    Word("marks by counting up"),
    ("按数累加法",),
    CountUp,
    needs_value=False,
    lower=lower,
)
