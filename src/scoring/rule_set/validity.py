"""When a value counts at all (a survey with too few answers), and what holds where it does not.

Wording served: 有效问卷不足……份的，视为未开展满意度调查. The condition is asked before the method and before any zero
denominator, because figures that do not count need no policy for their quotient.
"""

from __future__ import annotations

import enum
from typing import Final

from scoring.diagnostics import Kind
from scoring.documents.tree import Mapping
from scoring.expressions.expected import Typed
from scoring.expressions.names import Names
from scoring.expressions.ranges import OPPOSITE
from scoring.expressions.tree import Absent, Compare, Fold, If, Input, Not, Outcome, Reference, Source, number, walk
from scoring.expressions.tree import Node as Tree
from scoring.expressions.words import words
from scoring.methods.contract import Branch, Field, Reason, Supplied
from scoring.records import dataclass
from scoring.rule_set.domains import Domain, can_be_zero
from scoring.rule_set.reading import Reader, key

NO_POLICY: Final = Kind(
    "R360",
    "the value of {name} counts under a condition, and nothing says what holds otherwise",
    "add when_not_valid: missing, zero or not_applicable",
)
NO_CONDITION: Final = Kind(
    "R361",
    "the value of {name} says what holds where it does not count, but not when it counts",
    "add valid_when: with the condition, or delete when_not_valid:",
)
DIVIDES: Final = Kind(
    "R362",
    "{divisor} can be 0 in the condition under which the value of {name} counts",
    "give the quotient a name under derived:, with when_denominator_zero:, and use the name here",
)


class Otherwise(enum.Enum):
    """What holds where a value does not count."""

    MISSING = "missing"
    ZERO = "zero"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Validity:
    """The condition under which a value counts, and what holds otherwise."""

    condition: Tree
    otherwise: Otherwise

    def blamed(self) -> str:
        """Return the names of the facts or derived items that the condition asks for."""
        asked = (one for one in walk(self.condition) if isinstance(one, Input | Reference | Fold))
        named = {one.table if isinstance(one, Fold) else one.name for one in asked if not _is_column(one)}
        return "、".join(sorted(named))

    def branch(self, level: int) -> Branch:
        """Return the outcome settled before the method is asked."""
        shows: tuple[tuple[str, Field], ...] = (
            ("condition", words(self.condition)),
            ("marks", Supplied.MARKS),
            ("deduction", Supplied.DEDUCTION),
            ("figures", Supplied.FIGURES),
        )
        when = _negated(self.condition)
        if self.otherwise is Otherwise.NOT_APPLICABLE:
            because = Reason(
                "value.not_valid_not_applicable",
                None,
                "the value counts only if {condition}; it does not ({figures}): not applicable",
                shows,
            )
            return Branch(when, Absent(Outcome.NOT_APPLICABLE), because, None, level)
        if self.otherwise is Otherwise.MISSING:
            because = Reason(
                "value.not_valid_missing",
                None,
                "the value counts only if {condition}; it does not ({figures}), so it is missing",
                shows,
            )
            return Branch(when, Absent(Outcome.UNDEFINED, self.blamed()), because)
        because = Reason(
            "value.not_valid_zero",
            None,
            "the value counts only if {condition}; it does not ({figures}): by the rule {marks} marks, {deduction} off",
            shows,
        )
        return Branch(when, number(0), because)

    def seen(self, tree: Tree) -> Tree:
        """Return the value *tree* as other formulas see it: where it does not count undefined or not applicable."""
        if self.otherwise is Otherwise.NOT_APPLICABLE:
            return If(self.condition, tree, Absent(Outcome.NOT_APPLICABLE))
        return If(self.condition, tree, Absent(Outcome.UNDEFINED, self.blamed()))


def _negated(condition: Tree) -> Tree:
    """Return the opposite of *condition*, a comparison turned round so that it reads better."""
    if isinstance(condition, Compare):
        return Compare(OPPOSITE[condition.relation], condition.left, condition.right)
    return Not(condition)


def _is_column(node: Tree) -> bool:
    return isinstance(node, Input) and node.source is Source.COLUMN


def read_valid_when(mapping: Mapping, name: str, names: Names, reader: Reader) -> Typed | None:
    """Read ``valid_when:`` of the value of *name*, which needs ``when_not_valid:`` beside it; None if there is none."""
    if ("valid_when" in mapping) != ("when_not_valid" in mapping):
        kind, written = (NO_POLICY, "valid_when") if "valid_when" in mapping else (NO_CONDITION, "when_not_valid")
        node = mapping.get(written)
        reader.findings.append(kind.at(mapping.place if node is None else node.place, name=name))
        return None
    return reader.condition(mapping.get("valid_when"), names, "valid_when")


def read_validity(mapping: Mapping, name: str, condition: Typed, domain: Domain, reader: Reader) -> Validity | None:
    """Return the validity of a value whose *condition* was read; None after a finding."""
    node = mapping.get("valid_when")
    place = mapping.place if node is None else node.place
    risky = [one for one in condition.divisions if can_be_zero(one.right, domain)]
    reader.findings.extend(DIVIDES.at(place, divisor=words(one.right), name=name) for one in risky)
    word = reader.shape.word(
        mapping.get("when_not_valid"), tuple(one.value for one in Otherwise), key("when_not_valid")
    )
    return None if risky or word is None else Validity(condition.node, Otherwise(word))
