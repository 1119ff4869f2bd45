"""What stands on the sheet for target rows that cannot be scored: 0 to their full marks, until they are corrected."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from scoring.diagnostics import Word, message
from scoring.expressions.tree import Input, Node, Relation, Source, compare, maximum, minimum, number
from scoring.methods.contract import MARKS, Branch, Lowered, Method, Policy, Reason, Supplied, Working, reason
from scoring.rule_set.indicator import Indicator
from scoring.rule_set.model import Fact, FactType
from scoring.rule_set.target import NoRows, Targets
from scoring.rule_set.target_rows import Nothing, Row, Setting, absent_branch, indicator_of

TARGETS: Final = Method(
    "targets",
    Word("targets that cannot be scored yet"),
    (),
    Nothing,
    needs_value=False,
    lower=lambda _parameters, context: _waiting(context.full_marks, Input(Source.FACT, context.code)),
)
"""What stands in place of a method where none can be asked."""


def waiting_row(row: Row, setting: Setting, lacking: str) -> Indicator:
    """Return *row* as an indicator that waits for *lacking*, the fact that was refused: 0 to its full marks."""
    return indicator_of(row, setting, TARGETS, _waiting(row.full_marks, Input(Source.FACT, lacking)), row.full_marks)


def waiting_rows(targets: Targets, row: Row, setting: Setting) -> Indicator:
    """Return what stands on the sheet for the rows of a group of which none can be scored.

    It reads one fact, how many rows apply, whose name is the code of *row*: 0 where the table has none for the group;
    missing where the table is, or where its rows do not make up the group's full marks.
    """
    count = Input(Source.FACT, row.code, called=Word("targets that apply"))
    none = compare(count, Relation.EQUAL, number(0))
    level = len(setting.path) - 1
    settles = targets.no_rows not in (None, NoRows.MISSING)
    branches = [_no_rows(targets, row, setting.policy, none, level)] if settles else []
    if setting.policy is not None and targets.no_rows is not NoRows.NOT_APPLICABLE:  # every row may not apply
        branches.append(absent_branch(none, setting.policy, level, _none(targets)))
    return indicator_of(row, setting, TARGETS, _waiting(row.full_marks, count), row.full_marks, tuple(branches))


def rows_fact(row: Row) -> Fact:
    """Return the one fact that `waiting_rows` reads."""
    return Fact(row.code, FactType.COUNT, item_of=row.code, about=row.name, called=Word("targets that apply"))


def _waiting(full_marks: Fraction, given: Input) -> Lowered:
    marks: Node = maximum(number(0), minimum(number(full_marks), given))
    says = reason("targets.waiting", None, "0 to {full} marks until the targets can be scored", full=full_marks)
    sentence = message("0 to {full} marks until the targets can be scored", full=full_marks)
    return Lowered((Working(MARKS, Word("marks"), marks),), (says,), sentence)


def _no_rows(targets: Targets, row: Row, policy: Policy | None, none: Node, level: int) -> Branch:
    """Return what a group without rows comes to."""
    kinds = targets.kinds
    if targets.no_rows is NoRows.NOT_APPLICABLE:
        return absent_branch(none, policy, level, _none(targets))
    if targets.no_rows is NoRows.FULL:
        says = reason("targets.none_full", None, "no target of {kinds}, which by the rule costs nothing", kinds=kinds)
        return Branch(none, number(row.full_marks), says)
    says = reason(
        "targets.none_zero",
        None,
        "no target of {kinds}: by the rule {deduction} marks off",
        kinds=kinds,
        deduction=Supplied.DEDUCTION,
    )
    return Branch(none, number(0), says)


def _none(targets: Targets) -> Reason:
    return reason("targets.none", None, "no target of {kinds} applies: not applicable", kinds=targets.kinds)
