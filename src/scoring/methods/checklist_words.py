"""The reasons of the checklist method, and its rule as one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from scoring.diagnostics import Message, Word, message
from scoring.exact import add_up
from scoring.expressions.tree import Logic, Node, Not, Relation, compare, number, working
from scoring.expressions.words import words
from scoring.methods.checklist_items import Checklist, Item, ItemPolicy, Mode, item_name
from scoring.methods.contract import (
    Context,
    Entry,
    Field,
    FromJudgement,
    Listed,
    Reason,
    Said,
    Shown,
    Supplied,
    phrase,
    reason,
)

POLICIES: Final = {
    ItemPolicy.FULL: Word("it counts as met"),
    ItemPolicy.ZERO: Word("it counts as not met"),
    ItemPolicy.RESCALE: Word("the other items share its marks"),
}


def reasons(checklist: Checklist, context: Context) -> tuple[Reason, ...]:
    """Return the reasons: nothing off, or what is wanting."""
    earn = checklist.mode is Mode.EARN
    complete = compare(working("counted"), Relation.EQUAL, number(context.full_marks if earn else 0))
    plain = all(item.asked or item.met is not None for item in checklist.items)
    conditional = any(item.applies_when is not None for item in checklist.items)
    count = len(checklist.items)
    if plain and not conditional:
        return (
            reason("checklist.all", complete, "{count} of {count} items met: nothing off", count=count),
            reason(
                "checklist.unmet",
                None,
                "not met: {items}: {deduction} marks off",
                items=_named(checklist, "met"),
                deduction=Supplied.DEDUCTION,
            ),
        )
    wanting = Listed(tuple(one for index, item in checklist.numbered for one in _wanting(item, context.code, index)))
    return (
        *(_all_that_apply(checklist, complete) if conditional else ()),
        reason("checklist.all", complete, "{count} of {count} items met: nothing off", count=count),
        reason(
            "checklist.wanting", None, "{items}: {deduction} marks off", items=wanting, deduction=Supplied.DEDUCTION
        ),
    )


def _item(item: Item, index: int) -> Message:
    return message("{index} {title} ({marks} marks)", index=index, title=item.title, marks=item.marks)


def _named(checklist: Checklist, working_of: str) -> Listed:
    """Return the items whose working of that name does not hold."""
    return Listed(
        tuple(Entry(((f"{working_of}_{index}", False),), _item(item, index)) for index, item in checklist.numbered)
    )


def _all_that_apply(checklist: Checklist, complete: Node) -> tuple[Reason, ...]:
    """Return the reason where nothing is taken off, but not every item applies."""
    gone = tuple(
        Not(working(f"applies_{index}", truth=True))
        for index, item in checklist.numbered
        if item.applies_when is not None
    )
    some = gone[0] if len(gone) == 1 else Logic(False, gone)
    return (
        reason(
            "checklist.all_that_apply",
            Logic(True, (complete, some)),
            "nothing is wanting in the items that apply (not applying: {items}): nothing off",
            items=_named(checklist, "applies"),
        ),
    )


def _wanting(item: Item, code: str, index: int) -> Iterator[Entry]:
    """Yield what may be said of one item where something is taken off: not met, judged short, not applying."""
    number_of: dict[str, Field] = {"index": index, "title": item.title, "marks": item.marks}
    applies = () if item.applies_when is None else ((f"applies_{index}", True),)
    below = (*applies, (f"met_{index}", False))
    if item.judged:
        name = item_name(code, index)
        yield Entry(
            below,
            phrase(
                "{index} {title}: {evaluator} gave {given} of {marks} marks, because: {opinion}",
                **number_of,
                evaluator=FromJudgement(name, Said.EVALUATOR),
                given=Shown(f"given_{index}"),
                opinion=FromJudgement(name, Said.OPINION),
            ),
        )
    else:
        yield Entry(below, phrase("{index} {title} is not met ({marks} marks)", **number_of))
    if item.not_applicable is not None:
        gone = phrase("{index} {title} does not apply, {policy}", **number_of, policy=POLICIES[item.not_applicable])
        yield Entry(((f"applies_{index}", False),), gone)


def sentence(checklist: Checklist, context: Context) -> Message:
    """Return the rule: what each item is about, and what it brings."""
    items = tuple(_rule(item, index) for index, item in checklist.numbered)
    rule = _whole(checklist, context, items)
    if not checklist.rescales:
        return rule
    marks = add_up(item.marks for item in checklist.items)
    if checklist.mode is Mode.EARN:
        return message(
            "{rule}. Where the others share the marks of an item, what they earn counts × {marks} ÷ their own marks",
            rule=rule,
            marks=marks,
        )
    return message(
        "{rule}. Where the others share the marks of an item, what they lose counts × {marks} ÷ their own marks",
        rule=rule,
        marks=marks,
    )


def _whole(checklist: Checklist, context: Context, items: tuple[Message, ...]) -> Message:
    if checklist.mode is Mode.EARN:
        return message(
            "each item that is met earns its marks, {full} at most: {items}", items=items, full=context.full_marks
        )
    return message(
        "from {full} marks each item that is not met takes off its marks until none are left: {items}",
        items=items,
        full=context.full_marks,
    )


def _rule(item: Item, index: int) -> Message:
    said = _answered(item, index)
    if item.applies_when is None or item.not_applicable is None:
        return said
    return message(
        "{item}, where {condition}, else {policy}",
        item=said,
        condition=words(item.applies_when.node),
        policy=POLICIES[item.not_applicable],
    )


def _answered(item: Item, index: int) -> Message:
    """Return an item with its marks, and how they are found."""
    if item.judged:
        return message("{index} {title} (judged, 0 to {marks} marks)", index=index, title=item.title, marks=item.marks)
    if item.met is None:
        return _item(item, index)
    return message(
        "{index} {title}, that is {met} ({marks} marks)",
        index=index,
        title=item.title,
        met=words(item.met.node),
        marks=item.marks,
    )
