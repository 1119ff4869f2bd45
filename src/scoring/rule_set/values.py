"""The value of an indicator: what a formula gives, and what happens where its divisor is zero."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from scoring.diagnostics import Kind, Location, Message
from scoring.documents.keys import Record
from scoring.documents.tree import Mapping, Node
from scoring.expressions.expected import Expected, Typed
from scoring.expressions.names import Names
from scoring.expressions.parse import read_expression
from scoring.expressions.tree import (
    Absent,
    Binary,
    If,
    Logic,
    Outcome,
    Relation,
    compare,
    number,
)
from scoring.expressions.tree import Node as Tree
from scoring.expressions.words import words
from scoring.methods.contract import Branch, Field, Reason, Supplied
from scoring.methods.parameters import start
from scoring.methods.zero_policy import ZeroPolicy, blamed, marks_under, read_zero_policy
from scoring.records import dataclass
from scoring.rule_set.domains import Domain, can_be_zero, open_tables
from scoring.rule_set.keys import VALUE
from scoring.rule_set.peers import read_among
from scoring.rule_set.reaching import reaching
from scoring.rule_set.reading import Reader, key
from scoring.units import Unit

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
ZERO_IN_ROWS: Final = Kind(
    "R146",
    "{divisor} can be 0 in a row of its table, and nothing can say what happens then",
    "declare a least value above 0 (at_least:) for what is divided by",
)
NO_UNIT: Final = Kind("R144", "the formula gives {unit}, but no unit is declared", "add unit: {unit}")


@dataclass(frozen=True, slots=True)
class Guard:
    """A division whose divisor can be zero, and what then holds: a policy, or a number.

    Attributes:
        zero: what holds if only the divisor is 0.
        both: what holds if divisor and dividend are 0.
        reached: what must hold for the division to be needed at all; empty if it always is.
    """

    division: Binary
    zero: ZeroPolicy | Fraction
    both: ZeroPolicy | Fraction
    reached: tuple[Tree, ...] = ()

    @property
    def zero_holds(self) -> Tree:
        """Return whether the divisor is 0."""
        return self._all(compare(self.division.right, Relation.EQUAL, number(0)))

    @property
    def both_hold(self) -> Tree:
        """Return whether divisor and dividend are both 0."""
        return self._with_dividend(Relation.EQUAL)

    @property
    def zero_alone(self) -> Tree:
        """Return whether the divisor is 0 and the dividend is not."""
        return self._with_dividend(Relation.UNEQUAL)

    def _with_dividend(self, relation: Relation) -> Tree:
        zero = compare(self.division.right, Relation.EQUAL, number(0))
        return self._all(zero, compare(self.division.left, relation, number(0)))

    def _all(self, *parts: Tree) -> Tree:
        every = (*self.reached, *parts)
        return every[0] if len(every) == 1 else Logic(True, every)

    def blamed(self) -> str:
        """Return the name of what is to blame: the facts in the divisor."""
        return blamed(self.division.right)


@dataclass(frozen=True, slots=True)
class Formula:
    """A ``value:`` or ``derived:`` entry whose formula has not been read yet.

    Attributes:
        mapping: the entry.
        unit: the unit declared, None for none.
    """

    mapping: Mapping
    unit: Unit | None

    @property
    def place(self) -> Location:
        """Return where the formula stands."""
        node = self.mapping.get("formula")
        return self.mapping.place if node is None else node.place


def draft_formula(node: Node | None, what: Message, reader: Reader, keys: Record = VALUE) -> Formula | None:
    """Return the entry *node* if it has a formula and a readable unit, or none."""
    mapping = reader.shape.record(node, what, keys)
    if mapping is None:
        return None
    unit = reader.unit(mapping.get("unit"))
    return Formula(mapping, unit) if "formula" in mapping and (unit is not None or "unit" not in mapping) else None


def read_formula(formula: Formula, names: Names, reader: Reader) -> Typed | None:
    """Read a formula, converted to its declared unit."""
    node = formula.mapping.get("formula")
    text = reader.shape.text(node, key("formula"))
    if text is None or node is None:
        return None
    among = read_among(formula.mapping.get("among"), names, reader)
    typed, findings = read_expression(
        text, start(node), names, expect=Expected.NUMBER, unit=formula.unit, batch=True, among=among
    )
    reader.findings.extend(findings)
    if typed is not None and formula.unit is None and (typed.unit.dimensions or typed.unit.percent):
        reader.findings.append(NO_UNIT.at(node.place, unit=str(typed.unit)))
        return None
    return typed


def risky_division(
    typed: Typed, formula: Formula, domain: Domain, reader: Reader, given: Tree | None = None
) -> Binary | bool:
    """Return the one division whose divisor can be 0 where *given* holds; True if there is none, False on a finding."""
    risky = tuple(one for one in typed.divisions if _risky(one.right, given, domain))
    in_rows = [one for one in risky if open_tables(one)]
    for one in in_rows:
        reader.findings.append(ZERO_IN_ROWS.at(formula.place, divisor=words(one.right)))
    if in_rows:
        return False
    if len(risky) > 1:
        divisors = tuple(words(one.right) for one in risky)
        reader.findings.append(TWO_DIVISIONS.at(formula.place, divisors=divisors))
        return False
    if risky and "when_denominator_zero" not in formula.mapping:
        reader.findings.append(NO_ZERO_POLICY.at(formula.place, divisor=words(risky[0].right)))
        return False
    return risky[0] if risky else True


def _risky(divisor: Tree, given: Tree | None, domain: Domain) -> bool:
    """Tell whether *divisor* can be 0 where *given* holds; in the rows of a table that says nothing."""
    if given is not None and not open_tables(divisor):
        divisor = If(given, divisor, number(1))
    return can_be_zero(divisor, domain)


def read_guard(
    typed: Typed, formula: Formula, domain: Domain, full_marks: Fraction, reader: Reader, given: Tree | None = None
) -> Guard | bool:
    """Return the guard the formula of a value needs, True if it needs none, False after a finding.

    Args:
        typed: the formula.
        formula: its entry, with the zero policies.
        domain: everything that can be.
        full_marks: the most marks a policy may give.
        reader: collects the findings.
        given: what holds wherever the value counts; None for nothing.
    """
    division = risky_division(typed, formula, domain, reader, given)
    zero = _policy(formula.mapping.get("when_denominator_zero"), "when_denominator_zero", full_marks, reader)
    both = _policy(formula.mapping.get("when_both_zero"), "when_both_zero", full_marks, reader)
    if isinstance(division, bool):
        return division
    if zero is None or (both is None and "when_both_zero" in formula.mapping):
        return False
    return Guard(division, zero, zero if both is None else both, reaching(typed.node, division))


def _policy(node: Node | None, name: str, full_marks: Fraction, reader: Reader) -> ZeroPolicy | Fraction | None:
    return read_zero_policy(node, reader.shape, key(name), full_marks)


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
    shows: tuple[tuple[str, Field], ...] = (
        ("divisor", words(guard.division.right)),
        ("dividend", words(guard.division.left)),
        ("marks", Supplied.MARKS),
        ("deduction", Supplied.DEDUCTION),
        ("figures", Supplied.FIGURES),
    )
    if policy is ZeroPolicy.NOT_APPLICABLE:
        because = Reason("value.not_applicable", None, "{divisor} is 0: not applicable ({figures})", shows)
        return Branch(when, Absent(Outcome.NOT_APPLICABLE), because, None, level)
    if policy is ZeroPolicy.MISSING:
        because = Reason("value.undefined", None, "{divisor} is 0, so the value is undefined ({figures})", shows)
        return Branch(when, Absent(Outcome.UNDEFINED, guard.blamed()), because)
    marks = marks_under(policy, full_marks)
    return Branch(when, number(marks), _because(marks == full_marks, both, shows))


def _because(nothing_off: bool, both: bool, shows: tuple[tuple[str, Field], ...]) -> Reason:
    """Return the reason for marks given because the divisor is 0."""
    if not nothing_off:
        return Reason(
            "value.zero_marks", None, "{divisor} is 0 ({figures}): by the rule {marks} marks, {deduction} off", shows
        )
    if both:
        return Reason(
            "value.both_zero_full", None, "{dividend} and {divisor} are both 0, which by the rule costs nothing", shows
        )
    return Reason("value.zero_full", None, "{divisor} is 0, which by the rule costs nothing", shows)


def guarded(tree: Tree, guard: Guard) -> Tree:
    """Return the tree of a value as other formulas see it: a number, undefined, or not applicable, never marks."""

    def given(policy: ZeroPolicy | Fraction) -> Tree:
        if policy is ZeroPolicy.NOT_APPLICABLE:
            return Absent(Outcome.NOT_APPLICABLE)
        return Absent(Outcome.UNDEFINED, guard.blamed())

    if guard.both == guard.zero:
        return If(guard.zero_holds, given(guard.zero), tree)
    return If(guard.both_hold, given(guard.both), If(guard.zero_alone, given(guard.zero), tree))
