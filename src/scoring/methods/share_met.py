"""Share-met method (完成指标个数占比): the full marks times the share of rows that meet a condition.

Wording served: 按完成指标个数占比计分；低于目标值或超过目标值30%以上的视为未完成 (after 大英县 2020: 4 of 5 on 10 marks
is 8). The wording leaves open what holds where there is nothing to count: `when_no_rows` must say it.
"""

from __future__ import annotations

from fractions import Fraction

from scoring.diagnostics import Kind, Location, Message, Word, message
from scoring.documents.keys import One
from scoring.documents.shape import Shape
from scoring.documents.tree import Node as Written
from scoring.expressions.characters import stable
from scoring.expressions.expected import Expected, Typed
from scoring.expressions.names import Declared
from scoring.expressions.naming import UNSTABLE
from scoring.expressions.parse import read_expression
from scoring.expressions.tree import (
    Absent,
    Fold,
    FoldKind,
    Node,
    Outcome,
    Relation,
    Sort,
    Truth,
    compare,
    divide,
    minimum,
    multiply,
    number,
    working,
)
from scoring.expressions.words import show_name, words
from scoring.methods.contract import (
    MARKS,
    Branch,
    Context,
    Field,
    Lowered,
    Method,
    Reason,
    Shown,
    Supplied,
    Working,
    reason,
)
from scoring.methods.parameters import Reading, parameter, place, reads, start
from scoring.methods.zero_policy import ZeroPolicy, marks_under, zero_policy
from scoring.records import dataclass
from scoring.units import PERCENT

NO_TABLE = Kind("R327", "{text} is not a table of this rule set", "write the name of a table declared under facts:")
ROWS = "rows"


def _table(node: Written | None, reading: Reading, what: Message) -> Declared | None:
    """Return the table that *node* names; a finding if it names none."""
    written = reading.shape.text(node, what)
    if written is None or node is None:
        return None
    name = written.removeprefix("「").removesuffix("」")
    found = reading.names.find(name)
    if found is None or found.sort is not Sort.TABLE:
        reading.report(NO_TABLE.at(node.place, text=written))
        return None
    if (right := stable(name)) != name:
        reading.report(UNSTABLE.at(node.place, name=name, right=right))
        return None
    return found


@reads(One(Word("the name of a table"), ("项目绩效指标",)))
def rows(node: Written, reading: Reading, what: Message) -> str | None:
    """Read the name of a table; return it as it was declared."""
    found = _table(node, reading, what)
    return None if found is None else found.name


@reads(One(Word("a condition on a row, which may name the columns of the table"), ("完成值 ≥ 目标值",)))
def row_condition(node: Written, reading: Reading, what: Message) -> Typed | None:
    """Read a condition on a row of the table that stands beside it under `rows`, whose columns it may name."""
    quiet = Reading(Shape([]), reading.names)
    table = None if reading.beside is None else _table(reading.beside.get(ROWS), quiet, what)
    written = reading.shape.text(node, what)
    if table is None or written is None:
        return None  # the table has a finding of its own
    typed, findings = read_expression(written, start(node), reading.names, expect=Expected.TRUTH, table=table)
    reading.shape.findings.extend(findings)
    return typed


@dataclass(frozen=True, slots=True)
class ShareMet:
    """Parameters of one indicator scored by the share of rows that meet a condition.

    Attributes:
        rows: name of the table.
        met: condition on a row; a row of which that is unknown leaves the marks open.
        when_no_rows: what holds where there are none.
    """

    rows: str = parameter(rows, Word("the table whose rows are counted"))
    met: Typed = parameter(row_condition, Word("when a row counts as met"))
    when_no_rows: ZeroPolicy | Fraction = parameter(zero_policy, Word("what holds where the table has no rows"))
    place: Location = place()


def _counted(table: str, where: Node) -> Node:
    return Fold(FoldKind.COUNT, table, number(1), where)


def settled(share_met: ShareMet, context: Context) -> tuple[Branch, ...]:
    """Return the outcome where the table has no rows."""
    none = compare(_counted(share_met.rows, Truth(True)), Relation.EQUAL, number(0))
    policy = share_met.when_no_rows
    shows: dict[str, Field] = {
        "table": show_name(share_met.rows),
        "marks": Supplied.MARKS,
        "deduction": Supplied.DEDUCTION,
    }
    if policy is ZeroPolicy.NOT_APPLICABLE:
        because = reason("share_met.not_applicable", None, "{table} has no rows: not applicable", shows)
        return (Branch(none, Absent(Outcome.NOT_APPLICABLE), because),)
    if policy is ZeroPolicy.MISSING:
        because = reason("share_met.undefined", None, "{table} has no rows, so the share is undefined", shows)
        return (Branch(none, Absent(Outcome.UNDEFINED, share_met.rows), because),)
    marks = marks_under(policy, context.full_marks)
    if marks == context.full_marks:
        because = reason("share_met.no_rows_full", None, "{table} has no rows, which by the rule costs nothing", shows)
    else:
        because = reason(
            "share_met.no_rows", None, "{table} has no rows: by the rule {marks} marks, {deduction} off", shows
        )
    return (Branch(none, number(marks), because),)


def lower(share_met: ShareMet, context: Context) -> Lowered:
    """Return the workings: rows, rows that are met, their share, the marks."""
    workings = (
        Working("rows", Word("rows"), _counted(share_met.rows, Truth(True))),
        Working("met", Word("rows met"), _counted(share_met.rows, share_met.met.node)),
        Working("share", Word("share met"), minimum(number(1), divide(working("met"), working("rows"))), PERCENT),
        Working(MARKS, Word("marks"), multiply(number(context.full_marks), working("share"))),
    )
    sentence = message(
        "{full} × the rows of {table} that meet “{met}” ÷ all its rows",
        full=context.full_marks,
        table=show_name(share_met.rows),
        met=words(share_met.met.node),
    )
    return Lowered(workings, _reasons(share_met, context), sentence)


def _reasons(share_met: ShareMet, context: Context) -> tuple[Reason, ...]:
    shows: dict[str, Field] = {
        "table": show_name(share_met.rows),
        "condition": words(share_met.met.node),
        "rows": Shown("rows"),
        "met": Shown("met"),
        "share": Shown("share"),
        "marks": Supplied.MARKS,
        "full": context.full_marks,
        "deduction": Supplied.DEDUCTION,
    }
    return (
        reason(
            "share_met.all",
            compare(working("met"), Relation.EQUAL, working("rows")),
            "all {rows} rows of {table} meet “{condition}”: nothing off",
            shows,
        ),
        reason(
            "share_met.some",
            None,
            "{met} of {rows} rows of {table} meet “{condition}”, {share}: {marks} of {full} marks, {deduction} off",
            shows,
        ),
    )


METHOD = Method(
    "share_met",
    Word("marks by the share that is met"),
    ("按完成指标个数占比计分，低于目标值或超过目标值30%以上的视为未完成",),
    ShareMet,
    needs_value=False,
    lower=lower,
    settled=settled,
)
