"""Checklist method (要点得分；缺项扣分): marks for each item met, or off for each item not met.

Wording served: ①已制定或具有……管理制度，1分；②相关管理制度合法、合规、完整，1分；③相关管理制度得到有效执行，1分
(岳阳市部门整体支出绩效评价评分表). An item without `met` is a yes/no fact of its own, named after the indicator: C01.1.
"""

from __future__ import annotations

import enum
from fractions import Fraction

from scoring.diagnostics import Location, Message, Word, message
from scoring.expressions.expected import Expected, Typed
from scoring.expressions.tree import (
    If,
    Input,
    Node,
    Relation,
    Sort,
    Source,
    compare,
    minimum,
    number,
    subtract,
    working,
)
from scoring.expressions.tree import total as added
from scoring.expressions.words import words
from scoring.methods.contract import MARKS, Context, Listed, Lowered, Method, OwnFact, Supplied, Working, reason
from scoring.methods.parameters import expression, one_of, parameter, place, positive_marks, records, text
from scoring.records import dataclass


class Mode(enum.Enum):
    """Whether items earn or lose marks."""

    EARN = "earn"  # 要点得分
    LOSE = "lose"  # 缺项扣分


@dataclass(frozen=True, slots=True)
class Item:
    """One item (要点)."""

    title: str = parameter(text, Word("what must be so"))
    marks: Fraction = parameter(positive_marks, Word("its marks"))
    met: Typed | None = parameter(expression(Expected.TRUTH), Word("when it is met"), default=None)
    source: str = parameter(text, Word("source of this item"), default="")
    place: Location = place()


@dataclass(frozen=True, slots=True)
class Checklist:
    """Parameters of one indicator scored by a checklist."""

    mode: Mode = parameter(
        one_of(
            Mode, earn=Word("each item that is met earns marks"), lose=Word("each item that is not met loses marks")
        ),
        Word("items earn or lose"),
    )
    items: tuple[Item, ...] = parameter(records(Item), Word("the items"))
    place: Location = place()


def item_name(code: str, index: int) -> str:
    """Return the name of the fact of item *index* (from 1) of the indicator *code*."""
    return f"{code}.{index}"


def facts(checklist: Checklist, context: Context) -> tuple[OwnFact, ...]:
    """Return the yes/no facts of the items that have no `met`."""
    return tuple(
        OwnFact(item_name(context.code, index), item.title, item.place)
        for index, item in enumerate(checklist.items, 1)
        if item.met is None
    )


def _met(item: Item, code: str, index: int) -> Node:
    return item.met.node if item.met is not None else Input(Source.FACT, item_name(code, index), Sort.TRUTH)


def lower(checklist: Checklist, context: Context) -> Lowered:
    """Return the workings: what is met, the marks earned or lost, the marks."""
    items = tuple(enumerate(checklist.items, 1))
    met = tuple(
        Working(f"met_{index}", message("item {index} is met", index=index), _met(item, context.code, index))
        for index, item in items
    )
    earn = checklist.mode is Mode.EARN
    amounts = tuple(
        If(working(f"met_{index}", truth=True), number(item.marks), number(0))
        if earn
        else If(working(f"met_{index}", truth=True), number(0), number(item.marks))
        for index, item in items
    )
    full = number(context.full_marks)
    counted = Working("counted", Word("marks earned") if earn else Word("marks lost"), minimum(full, added(amounts)))
    result: Node = working("counted") if earn else subtract(full, working("counted"))
    complete = compare(working("counted"), Relation.EQUAL, full if earn else number(0))
    listed = Listed(
        tuple(
            (
                f"met_{index}",
                message("{index} {title} ({marks} marks)", index=index, title=item.title, marks=item.marks),
            )
            for index, item in items
        ),
        wanted=False,
    )
    reasons = (
        reason("checklist.all", complete, "{count} of {count} items met: nothing off", count=len(items)),
        reason(
            "checklist.unmet",
            None,
            "not met: {items}: {deduction} marks off",
            items=listed,
            deduction=Supplied.DEDUCTION,
        ),
    )
    return Lowered((*met, counted, Working(MARKS, Word("marks"), result)), reasons, _sentence(checklist, context))


def _sentence(checklist: Checklist, context: Context) -> Message:
    items = tuple(
        message("{index} {title} ({marks} marks)", index=index, title=item.title, marks=item.marks)
        if item.met is None
        else message(
            "{index} {title}, that is {met} ({marks} marks)",
            index=index,
            title=item.title,
            met=words(item.met.node),
            marks=item.marks,
        )
        for index, item in enumerate(checklist.items, 1)
    )
    if checklist.mode is Mode.EARN:
        return message(
            "each item that is met earns its marks, {full} at most: {items}", items=items, full=context.full_marks
        )
    return message(
        "from {full} marks each item that is not met takes off its marks until none are left: {items}",
        items=items,
        full=context.full_marks,
    )


METHOD = Method(
    "checklist",
    Word("checklist"),
    ("①……，1分；②……，1分；③……，1分", "缺一项扣1分，扣完为止"),
    Checklist,
    needs_value=False,
    lower=lower,
    facts=facts,
)
