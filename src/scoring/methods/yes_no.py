"""Yes/no method (是否评分法): full marks if the answer is the expected one, else none.

Wording served: 是否存在违规行为，13分 (nested-weight table); 川财绩〔2025〕5号 names the method 是否评分法.
"""

from __future__ import annotations

import enum

from scoring.diagnostics import Location, Word, message
from scoring.expressions.expected import Expected, Typed
from scoring.expressions.tree import If, Not, number, working
from scoring.expressions.words import words
from scoring.methods.contract import MARKS, Context, Lowered, Method, Supplied, Working, reason
from scoring.methods.parameters import expression, one_of, parameter, place
from scoring.records import dataclass


class Answer(enum.Enum):
    """The two answers."""

    YES = "是"
    NO = "否"


@dataclass(frozen=True, slots=True)
class YesNo:
    """Parameters of one indicator scored by a yes/no question."""

    fact: Typed = parameter(expression(Expected.TRUTH), Word("the question"))
    expected: Answer = parameter(one_of(Answer, 是=Word("yes"), 否=Word("no")), Word("the expected answer"))
    place: Location = place()


def _word(answer: Answer) -> Word:
    return Word("yes") if answer is Answer.YES else Word("no")


def lower(yes_no: YesNo, context: Context) -> Lowered:
    """Return the workings: whether the answer is the expected one, and the marks."""
    asked = yes_no.fact.node
    expected = asked if yes_no.expected is Answer.YES else Not(asked)
    as_expected = working("as_expected", truth=True)
    workings = (
        Working("as_expected", Word("answer as expected"), expected),
        Working(MARKS, Word("marks"), If(as_expected, number(context.full_marks), number(0))),
    )
    question = words(asked)
    other = Answer.NO if yes_no.expected is Answer.YES else Answer.YES
    reasons = (
        reason(
            "yes_no.expected",
            as_expected,
            "{question}: {answer}, as expected: nothing off",
            question=question,
            answer=_word(yes_no.expected),
        ),
        reason(
            "yes_no.unexpected",
            None,
            "{question}: {answer}, expected was {expected}: {deduction} marks off",
            question=question,
            answer=_word(other),
            expected=_word(yes_no.expected),
            deduction=Supplied.DEDUCTION,
        ),
    )
    sentence = message(
        "{full} marks if the answer to {question} is {answer}, else none",
        full=context.full_marks,
        question=question,
        answer=_word(yes_no.expected),
    )
    return Lowered(workings, reasons, sentence)


METHOD = Method(
    "yes_no", Word("marks by one answer"), ("是否评分法", "是否存在违规行为"), YesNo, needs_value=False, lower=lower
)
