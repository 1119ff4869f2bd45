"""Conditions method (按条件分档，先中先得): the marks of the first condition that holds.

Wording served: 无结余3分；有结余，但不超过上年结转，2分；结余超过上年结转，不得分 (岳阳市部门整体支出绩效评价评分表).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from scoring.diagnostics import Diagnostic, Kind, Location, Word, message
from scoring.expressions.expected import Expected, Typed
from scoring.expressions.tree import If, Node, Relation, compare, number, working
from scoring.expressions.words import words
from scoring.methods.contract import MARKS, Context, Field, Lowered, Method, Supplied, Working, reason
from scoring.methods.parameters import expression, flag, marks, parameter, place, records, text
from scoring.records import dataclass

ONE_CASE = Kind(
    "R123",
    "a condition needs either when: or otherwise: true, and not both",
    "write when: with the condition, or otherwise: true for all that is left",
)
NO_OTHERWISE = Kind(
    "R124",
    "the last condition is not otherwise: what happens when none of them holds is left open",
    "add {{otherwise: true, marks: …}} as the last condition",
)
EARLY_OTHERWISE = Kind(
    "R125", "otherwise stands before the last condition, which can never be reached", "move otherwise to the end"
)


@dataclass(frozen=True, slots=True)
class Case:
    """One condition, its marks, and what it means in words."""

    marks: Fraction = parameter(marks, Word("marks if it holds"))
    when: Typed | None = parameter(expression(Expected.TRUTH), Word("the condition"), default=None)
    otherwise: bool = parameter(flag, Word("all that is left"), default=False)
    says: str = parameter(text, Word("what it means, for the reason"), default="")
    source: str = parameter(text, Word("source of this row"), default="")
    place: Location = place()

    def check(self) -> Iterator[Diagnostic]:
        """Yield a finding unless the case is either a condition or the rest."""
        if (self.when is None) != self.otherwise:
            yield ONE_CASE.at(self.place)


@dataclass(frozen=True, slots=True)
class Conditions:
    """Parameters of one indicator scored by conditions, tried in order."""

    conditions: tuple[Case, ...] = parameter(records(Case), Word("tried in order"))
    place: Location = place()

    def check(self) -> Iterator[Diagnostic]:
        """Yield findings unless the last case, and only the last, is the rest."""
        if not self.conditions[-1].otherwise:
            yield NO_OTHERWISE.at(self.conditions[-1].place)
        for case in self.conditions[:-1]:
            if case.otherwise:
                yield EARLY_OTHERWISE.at(case.place)


def lower(conditions: Conditions, context: Context) -> Lowered:
    """Return the workings: which condition is the first to hold, and its marks."""
    cases = conditions.conditions
    first: Node = number(len(cases))
    given: Node = number(cases[-1].marks)
    for index in range(len(cases) - 1, 0, -1):
        case = cases[index - 1]
        assert case.when is not None
        first = If(case.when.node, number(index), first)
        given = If(compare(working("case"), Relation.EQUAL, number(index)), number(case.marks), given)
    workings = (
        Working("case", Word("first condition that holds"), first),
        Working(MARKS, Word("marks"), given),
    )
    reasons = []
    rows = []
    for index, case in enumerate(cases, 1):
        when = None if index == len(cases) else compare(working("case"), Relation.EQUAL, number(index))
        condition = message("otherwise") if case.when is None else words(case.when.node)
        shows: dict[str, Field] = {
            "says": case.says or condition,
            "figures": Supplied.FIGURES,
            "marks": case.marks,
            "deduction": Supplied.DEDUCTION,
        }
        if case.marks == context.full_marks:
            reasons.append(reason("conditions.full", when, "{says} ({figures}): {marks} marks, nothing off", shows))
        else:
            reasons.append(reason("conditions.case", when, "{says} ({figures}): {marks} marks, {deduction} off", shows))
        rows.append(
            message("{condition} ({says}) brings {marks}", condition=condition, says=case.says, marks=case.marks)
            if case.says
            else message("{condition} brings {marks}", condition=condition, marks=case.marks)
        )
    return Lowered(workings, tuple(reasons), message("the first that holds counts: {cases}", cases=tuple(rows)))


METHOD = Method(
    "conditions",
    Word("marks by conditions"),
    ("无结余3分；有结余，但不超过上年结转，2分；结余超过上年结转，不得分",),
    Conditions,
    needs_value=False,
    lower=lower,
)
