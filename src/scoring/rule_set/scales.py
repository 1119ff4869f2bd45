"""``out_of: N``: what a node counts on, and how marks on that scale (折算前) are turned into its full marks (折算).

A method counts on a scale of N marks, or the parts of a group add up to N marks; the result is multiplied by full marks
÷ N. With several such nodes above one another the factors multiply: 子指标各占50%, nested weights.
"""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from typing import Any, Final

from scoring.diagnostics import Kind, Word, message
from scoring.documents.tree import Mapping
from scoring.expressions.tree import Number, divide, multiply, number, working
from scoring.methods.contract import MARKS, Branch, Lowered, Shown, Working
from scoring.methods.parameters import plain_number
from scoring.rule_set.reading import Reader, key

NOT_A_SCALE: Final = Kind("R363", "{name} counts out of {marks}", "write a number of marks above 0, such as 100")

SCALE_MARKS: Final = "scale_marks"
"""Name of the working that holds the marks on the method's own scale, where they are turned into others."""


def read_scale(mapping: Mapping, marks: Fraction | None, name: str, reader: Reader) -> Fraction:
    """Return what a node with *marks* counts on: ``out_of:``, its full marks without that; 1 after a finding."""
    node = mapping.get("out_of")
    if node is None:
        return marks or Fraction(1)
    scale = plain_number(node, reader.shape, key("out_of"))
    if scale is not None and scale <= 0:
        reader.findings.append(NOT_A_SCALE.at(node.place, name=name, marks=scale))
        return Fraction(1)
    return scale or Fraction(1)


def converted(lowered: Lowered, scale: Fraction, full: Fraction) -> Lowered:
    """Return *lowered*, whose marks are on *scale*, with marks out of *full*; what was converted before starts anew."""
    workings, reasons = lowered.workings, lowered.reasons
    if len(workings) > 1 and workings[-2].name == SCALE_MARKS:
        workings = workings[:-1]
    else:
        title = message("marks out of {scale}", scale=scale)
        workings = (*workings[:-1], Working(SCALE_MARKS, title, workings[-1].node))
        reasons = tuple(_on_scale(one) for one in reasons)
    turned = divide(multiply(working(SCALE_MARKS), number(full)), number(scale))
    return dataclasses.replace(lowered, workings=(*workings, Working(MARKS, Word("marks"), turned)), reasons=reasons)


def with_scale(lowered: Lowered, scale: Fraction, full: Fraction) -> Lowered:
    """Return *lowered* converted, and its sentence saying so."""
    if scale == full:
        return lowered
    sentence = message(
        "{rule}. Counted out of {scale}, converted to {full} marks", rule=lowered.sentence, scale=scale, full=full
    )
    return converted(dataclasses.replace(lowered, sentence=sentence), scale, full)


def converted_branch(branch: Branch, factor: Fraction) -> Branch:
    """Return *branch* with the marks it gives multiplied by *factor*."""
    give = branch.give
    return dataclasses.replace(branch, give=number(give.value * factor)) if isinstance(give, Number) else branch


def _on_scale(part: Any) -> Any:
    """Return a part of a reason that speaks of the marks on the method's scale where it spoke of the marks."""
    if part == working(MARKS):
        return working(SCALE_MARKS)
    if part == Shown(MARKS):
        return Shown(SCALE_MARKS)
    if isinstance(part, tuple):
        return tuple(_on_scale(one) for one in part)
    if dataclasses.is_dataclass(part) and not isinstance(part, type):
        return dataclasses.replace(
            part, **{one.name: _on_scale(getattr(part, one.name)) for one in dataclasses.fields(part)}
        )
    return part
