"""The rule of an indicator or a line as one sentence: the method's own, with what settles it beforehand."""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from typing import Final

from scoring.diagnostics import Message, message
from scoring.expressions.expected import Typed
from scoring.expressions.tree import Absent, Input, Node, Not, Number, Outcome
from scoring.expressions.words import words
from scoring.methods.contract import Branch, Lowered, Policy

POLICY_WORDS: Final = {
    Policy.FULL: message("its full marks count"),
    Policy.ZERO: message("it brings no marks"),
    Policy.RESCALE: message("its marks are spread over the whole rule set"),
    Policy.RESCALE_GROUP: message("its marks are spread over its group"),
    None: message("what becomes of its marks is left open"),
}

STATED: Final = "targets.not_applicable"
"""Code of the reason of a row of targets of which the department itself says that it does not apply."""


def with_settled(lowered: Lowered, branches: tuple[Branch, ...]) -> Lowered:
    """Add to the sentence of *lowered* what *branches* settle before the method is asked."""
    if not branches:
        return lowered
    settled = tuple(_settled(branch) for branch in branches)
    sentence = message("{rule}. Before that: {settled}", rule=lowered.sentence, settled=settled)
    return dataclasses.replace(lowered, sentence=sentence)


def _settled(branch: Branch) -> Message:
    if branch.because.code == STATED:
        policy = POLICY_WORDS[branch.policy]
        return message("if the department says that it does not apply, {policy}", policy=policy)
    condition = _holding(branch.when)
    match branch.give:
        case Absent(Outcome.NOT_APPLICABLE):
            return message(
                "if {condition}, not applicable and {policy}", condition=condition, policy=POLICY_WORDS[branch.policy]
            )
        case Number(Fraction(numerator=0)):
            return message("if {condition}, no marks", condition=condition)
        case Number(marks):
            return message("if {condition}, {marks} marks", condition=condition, marks=marks)
    return message("if {condition}, the value is missing", condition=condition)


def _holding(condition: Node) -> Message:
    """Return *condition* in words, a negation as what is answered no, or as what does not hold."""
    if not isinstance(condition, Not):
        return words(condition)
    if isinstance(condition.operand, Not):
        return words(condition.operand.operand)
    if isinstance(condition.operand, Input):
        return message("“{name}” is no", name=words(condition.operand))
    return message("“{condition}” does not hold", condition=words(condition.operand))


def conditional(sentence: Message, when: Typed | None) -> Message:
    """Return *sentence* behind its condition."""
    return sentence if when is None else message("if {condition}: {rule}", condition=words(when.node), rule=sentence)
