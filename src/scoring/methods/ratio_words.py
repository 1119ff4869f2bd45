"""The rule of the ratio method as one sentence."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.diagnostics import Message, Quantity, message
from scoring.diagnostics.message import Value
from scoring.expressions.words import words
from scoring.methods.contract import Context
from scoring.methods.ratio_parameters import Better, Ratio
from scoring.methods.ratio_reasons import taken_off
from scoring.units import PERCENT


def sentence(ratio: Ratio, context: Context) -> Message:
    """Return the rule: what reaching the target brings, what missing it brings, what limits that."""
    limits = tuple(_limits(ratio))
    rule = _proportional(ratio, context)
    return message("{rule}. Besides: {limits}", rule=rule, limits=limits) if limits else rule


def _proportional(ratio: Ratio, context: Context) -> Message:
    values: dict[str, Value] = {
        "full": context.full_marks,
        "actual": words(ratio.actual.node),
        "target": words(ratio.target.node),
    }
    if ratio.better is Better.HIGHER:
        return message(
            "{full} marks once {actual} reaches {target}, else {full} × {actual} ÷ {target}; "
            "a target of 0 or below that is missed brings nothing",
            **values,
        )
    if ratio.better is Better.LOWER:
        return message(
            "{full} marks while {actual} stays within {target}, else {full} × {target} ÷ {actual}, never below 0",
            **values,
        )
    return message(
        "{full} marks where {actual} is {target}, else {full} × the smaller of {actual} ÷ {target} and "
        "{target} ÷ {actual}, never below 0",
        **values,
    )


def _limits(ratio: Ratio) -> Iterator[Message]:
    if ratio.window is not None:
        yield message(
            "{actual} ÷ {target} outside {window} brings nothing, be the target reached or not",
            actual=words(ratio.actual.node),
            target=words(ratio.target.node),
            window=ratio.window.words(PERCENT),
        )
    if ratio.zero_below is not None:
        yield message("a share below {least} brings nothing", least=Quantity(ratio.zero_below, "%"))
    for band in ratio.over:
        yield message(
            "going beyond the target by {band} of it takes off {off}",
            band=band.within.words(PERCENT),
            off=taken_off(band),
        )
