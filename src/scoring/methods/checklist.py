"""Checklist method (要点得分；缺项扣分): marks for each item met, or off for each item not met.

Wording served: ①已制定或具有……管理制度，1分；②相关管理制度合法、合规、完整，1分；③相关管理制度得到有效执行，1分
(岳阳市部门整体支出绩效评价评分表). An item is met by its condition `met`; with `judged: true` an evaluator gives its
marks, from 0 to all of them, with a reason wherever some are withheld; with neither it is a yes/no fact of its own.
Facts and judgements of items are named after the indicator: C01.1.

An item with `applies_when` says under `not_applicable` what becomes of its marks where it does not apply: `full` counts
it as met, `zero` as not met, `rescale` takes it from the list, and its marks are spread over the items that are left:
what these earn (or lose) × the marks of all items ÷ the marks of those left. Where none is left the indicator itself is
not applicable, and says so by its own `not_applicable`.
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.diagnostics import Word, message
from scoring.exact import ZERO, add_up
from scoring.expressions.tree import (
    Absent,
    If,
    Input,
    Logic,
    Node,
    Not,
    Outcome,
    Relation,
    Source,
    add,
    compare,
    divide,
    maximum,
    minimum,
    multiply,
    number,
    subtract,
    working,
)
from scoring.expressions.tree import total as added
from scoring.methods.checklist_items import Checklist, Item, ItemPolicy, Mode, answer, item_name
from scoring.methods.checklist_words import reasons, sentence
from scoring.methods.contract import (
    MARKS,
    Branch,
    Context,
    Lowered,
    Method,
    OwnFact,
    OwnJudgement,
    Supplied,
    Working,
    reason,
)

__all__ = ["METHOD", "Checklist", "Item", "Mode"]


def facts(checklist: Checklist, context: Context) -> tuple[OwnFact, ...]:
    """Return the yes/no facts of the items that are neither computed nor judged."""
    return tuple(
        OwnFact(item_name(context.code, index), item.title, item.place)
        for index, item in checklist.numbered
        if item.asked
    )


def judgements(checklist: Checklist, context: Context) -> tuple[OwnJudgement, ...]:
    """Return the judgements of the items that are judged."""
    return tuple(
        OwnJudgement(
            item_name(context.code, index),
            ZERO,
            item.marks,
            item.marks,
            unneeded=None if item.applies_when is None else Not(item.applies_when.node),
            about=item.title,
        )
        for index, item in checklist.numbered
        if item.judged
    )


def settled(checklist: Checklist, _context: Context) -> tuple[Branch, ...]:
    """Return "not applicable" where every item may leave the list, and all have."""
    gone = tuple(Not(item.applies_when.node) for item in checklist.items if item.applies_when and item.shares)
    if len(gone) < len(checklist.items):
        return ()
    because = reason("checklist.empty", None, "none of its items applies ({figures})", figures=Supplied.FIGURES)
    return (Branch(gone[0] if len(gone) == 1 else Logic(True, gone), Absent(Outcome.NOT_APPLICABLE), because),)


def lower(checklist: Checklist, context: Context) -> Lowered:
    """Return the workings: what applies, what is met or given, the marks earned or lost, the marks."""
    items = checklist.numbered
    about = tuple(one for index, item in items for one in _workings(item, context.code, index))
    earn, full = checklist.mode is Mode.EARN, number(context.full_marks)
    if checklist.rescales:
        shared: tuple[Working, ...] = tuple(_shared(checklist))
        counted = multiply(number(add_up(item.marks for item in checklist.items)), working("portion"))
    else:
        shared, counted = (), added(tuple(_amount(item, index, earned=earn) for index, item in items))
    title = Word("marks earned") if earn else Word("marks lost")
    result: Node = working("counted") if earn else subtract(full, working("counted"))
    workings = (
        *about,
        *shared,
        Working("counted", title, minimum(full, counted)),
        Working(MARKS, Word("marks"), result),
    )
    return Lowered(workings, reasons(checklist, context), sentence(checklist, context))


def _workings(item: Item, code: str, index: int) -> Iterator[Working]:
    """Yield what is known about one item: whether it applies, what it was given, whether it is met."""
    if item.applies_when is not None:
        yield Working(f"applies_{index}", message("item {index} applies", index=index), item.applies_when.node)
    if item.judged:
        given = Input(Source.JUDGEMENT, item_name(code, index))
        inside = maximum(number(0), minimum(number(item.marks), given))
        yield Working(f"given_{index}", message("marks given for item {index}", index=index), inside)
        met = compare(working(f"given_{index}"), Relation.AT_LEAST, number(item.marks))
        yield Working(f"met_{index}", message("item {index} has all its marks", index=index), met)
    else:
        yield Working(f"met_{index}", message("item {index} is met", index=index), answer(item, code, index))


def _amount(item: Item, index: int, *, earned: bool) -> Node:
    """Return what *item* earns, or what it loses."""
    full = number(item.marks)
    if item.judged:
        given = working(f"given_{index}")
        amount = given if earned else subtract(full, given)
    else:
        met = working(f"met_{index}", truth=True)
        amount = If(met, full, number(0)) if earned else If(met, number(0), full)
    if item.applies_when is None:
        return amount
    counts = item.not_applicable is (ItemPolicy.FULL if earned else ItemPolicy.ZERO)
    return If(working(f"applies_{index}", truth=True), amount, full if counts else number(0))


def _shared(checklist: Checklist) -> Iterator[Working]:
    """Yield what the items in the list earn and lose, and the portion of their marks that counts.

    With a earned and b lost the portion a ÷ (a + b) is taken as 1 ÷ (1 + b ÷ a), in which each stands once, so that it
    is bounded exactly where items are open.
    """
    sides = [Working("earned", Word("earned by items that apply"), _sum(checklist, earned=True))]
    sides.append(Working("lost", Word("lost by items that apply"), _sum(checklist, earned=False)))
    yield from sides
    counted, other = ("earned", "lost") if checklist.mode is Mode.EARN else ("lost", "earned")
    quotient = divide(number(1), add(number(1), divide(working(other), working(counted))))
    portion = If(compare(working(counted), Relation.MORE, number(0)), quotient, number(0))
    yield Working("portion", Word("portion of the marks of items that apply"), portion)


def _sum(checklist: Checklist, *, earned: bool) -> Node:
    return added(tuple(_amount(item, index, earned=earned) for index, item in checklist.numbered))


METHOD = Method(
    "checklist",
    Word("checklist"),
    ("①……，1分；②……，1分；③……，1分", "缺一项扣1分，扣完为止", "①……（如有），1分；②……（由评价人酌情给分），2分"),
    Checklist,
    needs_value=False,
    lower=lower,
    facts=facts,
    judgements=judgements,
    settled=settled,
)
