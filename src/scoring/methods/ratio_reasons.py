"""The reasons of the ratio method: what is said of every outcome, in the order in which they are tried."""

from __future__ import annotations

from dataclasses import replace

from scoring.diagnostics import Message, Quantity, message
from scoring.expressions.tree import Absent, Logic, Node, Not, Outcome, Relation, compare, number, working
from scoring.expressions.words import words
from scoring.methods.contract import Branch, Context, Field, Phrase, Reason, Shown, Supplied, phrase, reason
from scoring.methods.ratio_parameters import Better, Over, Ratio, all_hold, inside
from scoring.methods.zero_policy import ZeroPolicy, blamed, marks_under
from scoring.units import PERCENT


def settled(ratio: Ratio, context: Context) -> tuple[Branch, ...]:
    """Return what holds where the target is 0, if that is said."""
    policy = ratio.when_target_zero
    if policy is None:
        return ()
    zero = compare(ratio.target.node, Relation.EQUAL, number(0))
    shows: dict[str, Field] = {"target": words(ratio.target.node), "figures": Supplied.FIGURES}
    if policy is ZeroPolicy.NOT_APPLICABLE:
        says = reason("ratio.target_zero.not_applicable", None, "{target} is 0: not applicable ({figures})", shows)
        return (Branch(zero, Absent(Outcome.NOT_APPLICABLE), says),)
    if policy is ZeroPolicy.MISSING:
        says = reason("ratio.target_zero.missing", None, "{target} is 0, so there is no target ({figures})", shows)
        return (Branch(zero, Absent(Outcome.UNDEFINED, blamed(ratio.target.node)), says),)
    marks = marks_under(policy, context.full_marks)
    if marks == context.full_marks:
        says = reason("ratio.target_zero.full", None, "{target} is 0, which by the rule costs nothing", shows)
    else:
        shows |= {"marks": Supplied.MARKS, "deduction": Supplied.DEDUCTION}
        says = reason(
            "ratio.target_zero.marks",
            None,
            "{target} is 0 ({figures}): by the rule {marks} marks, {deduction} off",
            shows,
        )
    return (Branch(zero, number(marks), says),)


def reasons(ratio: Ratio, context: Context) -> tuple[Reason, ...]:
    """Return the reasons in the order in which they are tried."""
    shows: dict[str, Field] = {
        "actual": Shown("actual"),
        "target": Shown("target"),
        "actual_words": words(ratio.actual.node),
        "target_words": words(ratio.target.node),
        "share": Shown("share"),
        "marks": Supplied.MARKS,
        "full": context.full_marks,
        "deduction": Supplied.DEDUCTION,
    }
    reached = reason(
        "ratio.reached",
        working("reached", truth=True),
        "{actual_words} {actual} reaches the target {target_words} {target}: nothing off",
        shows,
    )
    no_divisor = reason(
        "ratio.no_divisor",
        Not(ratio.divisible),
        "{actual_words} {actual} misses the target {target_words} {target}, and no ratio can be formed of them: "
        "{deduction} marks off",
        shows,
        warns=True,
    )
    cut_off = ratio.cut_off
    return (
        *_outside(ratio, shows),
        *_over(ratio, shows),
        reached,
        no_divisor,
        *([] if cut_off is None else [replace(no_divisor, code="ratio.cut_off", when=cut_off, warns=False)]),
        *_below(ratio, shows),
        _missed(ratio.better, shows),
    )


def _outside(ratio: Ratio, shows: dict[str, Field]) -> tuple[Reason, ...]:
    if ratio.window is None:
        return ()
    return (
        reason(
            "ratio.outside",
            working("outside", truth=True),
            "{actual_words} {actual} is {completion} of the target {target_words} {target}, outside {window}: "
            "{deduction} marks off",
            shows,
            completion=Shown("completion"),
            window=ratio.window.words(PERCENT),
        ),
    )


def taken_off(band: Over) -> Message:
    """Return how much *band* takes off, in words."""
    if band.off is not None:
        return message("{share} of the marks", share=Quantity(band.off, "%"))
    return message("{marks} marks", marks=band.off_marks or 0)


def _over(ratio: Ratio, shows: dict[str, Field]) -> tuple[Reason, ...]:
    """Return a reason for each band of values beyond the target."""
    return tuple(
        reason(
            "ratio.over",
            _counts(ratio, band),
            "{actual_words} {actual} is {excess} beyond the target {target_words} {target} ({band}), which takes off "
            "{off}: {marks} of {full} marks, {deduction} off"
            if ratio.better is Better.HIGHER
            else "{actual_words} {actual} is {excess} beyond the target {target_words} {target} ({band}): of the "
            "{share} that they bring, {off} taken off: {marks} of {full} marks, {deduction} off",
            shows,
            excess=Shown("excess"),
            band=band.within.words(PERCENT),
            off=taken_off(band),
        )
        for band in ratio.over
    )


def _counts(ratio: Ratio, band: Over) -> Node:
    """Return whether *band* takes off anything; not where the share is too small anyway."""
    parts = inside(working("excess"), band.within)
    return all_hold(parts) if ratio.zero_below is None else Logic(True, (Not(working("below", truth=True)), *parts))


def _below(ratio: Ratio, shows: dict[str, Field]) -> tuple[Reason, ...]:
    if ratio.zero_below is None:
        return ()
    return (
        reason(
            "ratio.below",
            working("below", truth=True),
            "{proportion}, which is below {least}: {deduction} marks off",
            proportion=_proportion(ratio.better, shows),
            least=Quantity(ratio.zero_below, "%"),
            deduction=Supplied.DEDUCTION,
        ),
    )


def _proportion(better: Better, shows: dict[str, Field]) -> Phrase:
    """Return how the two values stand to each other, where the target is missed."""
    if better is Better.HIGHER:
        return phrase("{actual_words} {actual} is {share} of the target {target_words} {target}", **shows)
    if better is Better.LOWER:
        return phrase("{target_words} {target} is {share} of {actual_words} {actual}", **shows)
    return phrase(
        "{actual_words} {actual} is not the target {target_words} {target}; the smaller is {share} of the larger",
        **shows,
    )


def _missed(better: Better, shows: dict[str, Field]) -> Reason:
    if better is Better.HIGHER:
        return reason(
            "ratio.missed",
            None,
            "{actual_words} {actual} is {share} of the target {target_words} {target}: "
            "{marks} of {full} marks, {deduction} off",
            shows,
        )
    if better is Better.LOWER:
        return reason(
            "ratio.missed",
            None,
            "{target_words} {target} is {share} of {actual_words} {actual}: {marks} of {full} marks, {deduction} off",
            shows,
        )
    return reason(
        "ratio.missed",
        None,
        "{actual_words} {actual} is not the target {target_words} {target}; the smaller is {share} of the larger: "
        "{marks} of {full} marks, {deduction} off",
        shows,
    )
