"""The value of an indicator: what a formula gives, and what happens where its divisor is zero."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from scoring.diagnostics import Kind, message
from scoring.documents.tree import Mapping, Node, Scalar
from scoring.expressions.inputs import inputs_of
from scoring.expressions.names import Names
from scoring.expressions.expected import Expected, Typed
from scoring.expressions.parse import read_expression
from scoring.expressions.tree import Absent, Binary, If, Logic, Outcome, Relation, Source, compare, number
from scoring.expressions.tree import Node as Tree
from scoring.expressions.words import words
from scoring.methods.contract import Branch, Supplied, reason
from scoring.methods.parameters import start
from scoring.rule_set.domains import Domain, can_be_zero
from scoring.rule_set.reading import Reader, key
from scoring.units import PLAIN, Unit, read_unit

NO_ZERO_POLICY: Final = Kind(
    "R140",
    "{divisor} can be 0, and nothing says what happens then",
    "add when_denominator_zero: full, zero, not_applicable, missing or a number of marks",
)
TWO_DIVISIONS: Final = Kind(
    "R141",
    "the formula divides more than once by something that can be 0: {divisors}",
    "move all but one of these divisions to derived:",
)
NOT_A_POLICY: Final = Kind(
    "R142", "{key} cannot be {found}", "write one of: {allowed}, or a number of marks between 0 and {full}"
)
NO_UNIT: Final = Kind("R144", "the formula gives {unit}, but no unit is declared", "add unit: {unit}")


class ZeroPolicy(enum.Enum):
    """What a zero denominator means for the marks."""

    FULL = "full"
    ZERO = "zero"
    NOT_APPLICABLE = "not_applicable"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Guard:
    """A division whose divisor can be zero, and what then holds: a policy, or a number."""

    division: Binary
    zero: ZeroPolicy | Fraction
    both: ZeroPolicy | Fraction

    @property
    def zero_holds(self) -> Tree:
        """Return whether the divisor is 0."""
        return compare(self.division.right, Relation.EQUAL, number(0))

    @property
    def both_hold(self) -> Tree:
        """Return whether divisor and dividend are both 0."""
        return Logic(True, (self.zero_holds, compare(self.division.left, Relation.EQUAL, number(0))))

    @property
    def zero_alone(self) -> Tree:
        """Return whether the divisor is 0 and the dividend is not."""
        return Logic(True, (self.zero_holds, compare(self.division.left, Relation.UNEQUAL, number(0))))

    def blamed(self) -> str:
        """Return the name of what is to blame: the facts or derived items in the divisor."""
        named = sorted({one.name for one in inputs_of(self.division.right, {}) if one.source is Source.FACT})
        return "、".join(named) or "÷ 0"


VALUE_KEYS: Final = ("unit", "when_denominator_zero", "when_both_zero")


def value_unit(node: Node | None) -> Unit:
    """Return the unit declared in a ``value:`` or ``derived:`` entry, plain if none is."""
    unit = node.get("unit") if isinstance(node, Mapping) else None
    return read_unit(unit.text) if isinstance(unit, Scalar) else PLAIN


def read_formula(mapping: Mapping, names: Names, reader: Reader) -> Typed | None:
    """Read the formula of a ``value:`` or ``derived:`` entry, converted to its declared unit."""
    node = mapping.get("formula")
    text = reader.shape.text(node, key("formula"))
    if text is None or node is None:
        return None
    unit = value_unit(mapping) if "unit" in mapping else None
    typed, findings = read_expression(text, start(node), names, expect=Expected.NUMBER, unit=unit)
    reader.findings.extend(findings)
    if typed is not None and unit is None and (typed.unit.dimensions or typed.unit.percent):
        reader.findings.append(NO_UNIT.at(node.place, unit=str(typed.unit)))
        return None
    return typed


def read_guard(
    typed: Typed, mapping: Mapping, domain: Domain, full_marks: Fraction, reader: Reader
) -> Guard | bool | None:
    """Return the guard the formula needs, None if it needs none, False after a finding."""
    risky = tuple(one for one in typed.divisions if can_be_zero(one.right, domain))
    formula = mapping.get("formula")
    place = mapping.place if formula is None else formula.place
    if len(risky) > 1:
        reader.findings.append(TWO_DIVISIONS.at(place, divisors=tuple(words(one.right) for one in risky)))
        return False
    zero = _policy(mapping.get("when_denominator_zero"), "when_denominator_zero", full_marks, reader)
    both = _policy(mapping.get("when_both_zero"), "when_both_zero", full_marks, reader)
    if not risky:
        return None
    if "when_denominator_zero" not in mapping:
        reader.findings.append(NO_ZERO_POLICY.at(place, divisor=words(risky[0].right)))
        return False
    if zero is None or (both is None and "when_both_zero" in mapping):
        return False
    return Guard(risky[0], zero, zero if both is None else both)


def _policy(node: Node | None, name: str, full_marks: Fraction, reader: Reader) -> ZeroPolicy | Fraction | None:
    text = reader.shape.text(node, key(name))
    if text is None or node is None:
        return None
    allowed = [one.value for one in ZeroPolicy]
    if text in allowed:
        return ZeroPolicy(text)
    if text[0].isdigit():
        marks = reader.shape.number(node, key(name))
        if marks is not None and marks <= full_marks:
            return marks
        if marks is None:
            return None
    reader.findings.append(NOT_A_POLICY.at(node.place, key=name, found=text, allowed=tuple(allowed), full=full_marks))
    return None


def branches_of(guard: Guard, full_marks: Fraction, level: int) -> tuple[Branch, ...]:
    """Return the outcomes of a guarded division that are settled before the method is asked."""
    if guard.both == guard.zero:
        return (_branch(guard, guard.zero, guard.zero_holds, full_marks, level, both=False),)
    return (
        _branch(guard, guard.both, guard.both_hold, full_marks, level, both=True),
        _branch(guard, guard.zero, guard.zero_alone, full_marks, level, both=False),
    )


def _branch(
    guard: Guard, policy: ZeroPolicy | Fraction, when: Tree, full_marks: Fraction, level: int, *, both: bool
) -> Branch:
    shows = {
        "divisor": words(guard.division.right),
        "dividend": words(guard.division.left),
        "marks": Supplied.MARKS,
        "deduction": Supplied.DEDUCTION,
        "figures": Supplied.FIGURES,
    }
    if policy is ZeroPolicy.NOT_APPLICABLE:
        because = reason("value.not_applicable", None, "{divisor} is 0: not applicable ({figures})", **shows)
        return Branch(when, Absent(Outcome.NOT_APPLICABLE), because, None, level)
    if policy is ZeroPolicy.MISSING:
        because = reason("value.undefined", None, "{divisor} is 0, so the value is undefined ({figures})", **shows)
        return Branch(when, Absent(Outcome.UNDEFINED, guard.blamed()), because)
    marks = (
        {ZeroPolicy.FULL: full_marks, ZeroPolicy.ZERO: Fraction(0)}.get(policy)
        if isinstance(policy, ZeroPolicy)
        else policy
    )
    assert marks is not None
    if marks == full_marks:
        because = (
            reason(
                "value.both_zero_full",
                None,
                "{dividend} and {divisor} are both 0, which by the rule costs nothing",
                **shows,
            )
            if both
            else reason("value.zero_full", None, "{divisor} is 0, which by the rule costs nothing", **shows)
        )
    else:
        because = reason(
            "value.zero_marks", None, "{divisor} is 0 ({figures}): by the rule {marks} marks, {deduction} off", **shows
        )
    return Branch(when, number(marks), because)


def guarded(tree: Tree, guard: Guard | None) -> Tree:
    """Return the tree of a value as other formulas see it: a number, undefined, or not applicable, never marks."""
    if guard is None:
        return tree

    def given(policy: ZeroPolicy | Fraction) -> Tree:
        if policy is ZeroPolicy.NOT_APPLICABLE:
            return Absent(Outcome.NOT_APPLICABLE)
        return Absent(Outcome.UNDEFINED, guard.blamed())

    if guard.both == guard.zero:
        return If(guard.zero_holds, given(guard.zero), tree)
    return If(guard.both_hold, given(guard.both), If(guard.zero_alone, given(guard.zero), tree))
