"""What a 0 where a number is needed means for the marks: full, zero, not applicable, missing, or a number of marks."""

from __future__ import annotations

import enum
from fractions import Fraction
from typing import Final

from scoring.diagnostics import Kind, Message, Word
from scoring.documents.shape import Shape
from scoring.documents.tree import Node
from scoring.exact import ZERO
from scoring.expressions.inputs import inputs_of
from scoring.expressions.tree import Node as Tree
from scoring.expressions.tree import Source
from scoring.methods.parameters import Reading, plain_number

NOT_A_POLICY: Final = Kind(
    "R142", "{key} cannot be {found}", "write one of: {allowed}, or a number of marks between 0 and {full}"
)


class ZeroPolicy(enum.Enum):
    """What a zero denominator, or a target of 0, means for the marks."""

    FULL = "full"
    ZERO = "zero"
    NOT_APPLICABLE = "not_applicable"
    MISSING = "missing"


def read_zero_policy(
    node: Node | None, shape: Shape, what: Message, full_marks: Fraction | None
) -> ZeroPolicy | Fraction | None:
    """Return the policy written in *node*, None after a finding; *full_marks* bounds marks where they are known."""
    text = shape.text(node, what)
    if text is None or node is None:
        return None
    allowed = tuple(one.value for one in ZeroPolicy)
    if text in allowed:
        return ZeroPolicy(text)
    marks = plain_number(node, shape, what) if text[0].isdigit() else None
    if not text[0].isdigit() or (marks is not None and full_marks is not None and marks > full_marks):
        full = Word("the full marks") if full_marks is None else full_marks
        shape.findings.append(NOT_A_POLICY.at(node.place, key=what, found=text, allowed=allowed, full=full))
        return None
    return marks


def zero_policy(node: Node, reading: Reading, what: Message) -> ZeroPolicy | Fraction | None:
    """Read a policy; marks above the full ones are found by a check."""
    return read_zero_policy(node, reading.shape, what, None)


def marks_under(policy: ZeroPolicy | Fraction, full_marks: Fraction) -> Fraction:
    """Return the marks that *policy* gives, which is neither "not applicable" nor "missing"."""
    if isinstance(policy, Fraction):
        return min(policy, full_marks)
    return full_marks if policy is ZeroPolicy.FULL else ZERO


def blamed(node: Tree) -> str:
    """Return the names of the facts that *node*, which is 0, is made of."""
    named = sorted({one.name for one in inputs_of(node, {}) if one.source is Source.FACT})
    return "、".join(named) or "÷ 0"
