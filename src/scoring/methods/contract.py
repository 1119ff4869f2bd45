"""What a scoring method (评分方法) is: parameters, lowering to workings, the sentence, the reasons.

A method does not compute. It *lowers* its parameters to a few named workings (演算过程) over the tree of `expressions`;
every backend works on workings and so on every method, present and future.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from scoring.diagnostics import Location, Message, Word
from scoring.diagnostics.message import Value
from scoring.expressions.tree import Absent, Node, Number
from scoring.records import dataclass
from scoring.units import PLAIN, Unit

MARKS = "marks"
"""Name of the last working of every method: the marks, between 0 and the full marks."""

VALUE = "value"
"""Name of the working that holds the indicator's value, where it has one."""


@dataclass(frozen=True, slots=True)
class Working:
    """One named step of a calculation.

    Attributes:
        name: identifier, unique within the indicator.
        title: what to call it on a screen.
        node: the tree, over inputs, derived values and earlier workings.
        unit: unit of the number; PLAIN for marks and truth values.
        points: a difference of percentages, shown in percentage points (百分点).
    """

    name: str
    title: Word | Message
    node: Node
    unit: Unit = PLAIN
    points: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a reason may name.

    Attributes:
        when: (name of a truth-valued working, truth value); it is named where all of them hold.
        field: what then stands in the list.
    """

    when: tuple[tuple[str, bool], ...]
    field: Field


@dataclass(frozen=True, slots=True)
class Listed:
    """A field of a reason that names those of its entries that hold."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A field of a reason that shows the working of that name."""

    working: str


class Supplied(enum.Enum):
    """Fields of a reason that only the engine can fill, from the finished score."""

    MARKS = "marks"  # the marks on the sheet, after rounding
    DEDUCTION = "deduction"  # the deduction on the sheet
    FIGURES = "figures"  # the figures the indicator used, each with its name


class Said(enum.Enum):
    """What an evaluator said besides the marks."""

    EVALUATOR = "evaluator"  # who judged
    OPINION = "opinion"  # the evaluator's own reason
    LEVEL = "level"  # the level the evaluator chose


@dataclass(frozen=True, slots=True)
class FromJudgement:
    """A field of a reason that repeats a part of the judgement given under the code *judgement*."""

    judgement: str
    said: Said


@dataclass(frozen=True, slots=True)
class Phrase:
    """A field of a reason that is a sentence with fields of its own.

    Attributes:
        says: English template; also the key of the catalogue.
        shows: what stands in its fields.
    """

    says: str
    shows: tuple[tuple[str, Field], ...] = ()


def phrase(says: str, /, **shows: Field) -> Phrase:
    """Return a phrase; *says* must be a literal so that the catalogue can be checked."""
    return Phrase(says, tuple(shows.items()))


Field = Shown | Listed | Supplied | FromJudgement | Phrase | Value
"""What may stand in a field of a reason."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One outcome of a method and the sentence that explains it.

    Attributes:
        code: ``method.outcome``, stored on the sheet; one meaning for ever.
        when: truth value over workings; None for "otherwise". The first reason that holds is given.
        says: English template; also the key of the catalogue.
        shows: what stands in its fields.
        warns: the figures are odd enough for a finding of their own (a divisor that is not above zero).
    """

    code: str
    when: Node | None
    says: str
    shows: tuple[tuple[str, Field], ...] = ()
    warns: bool = False


def reason(
    code: str,
    when: Node | None,
    says: str,
    shows: Mapping[str, Field] = MappingProxyType({}),
    /,
    *,
    warns: bool = False,
    **more: Field,
) -> Reason:
    """Return a reason; *says* must be a literal so that the catalogue can be checked.

    Args:
        code: ``method.outcome``.
        when: truth value over workings; None for "otherwise".
        says: English template.
        shows: what stands in its fields; further fields can be given by name.
        warns: a finding is made of it too.
        more: further fields.
    """
    return Reason(code, when, says, (*shows.items(), *more.items()), warns)


class Policy(enum.Enum):
    """What becomes of the marks of a node that is not applicable."""

    FULL = "full"
    ZERO = "zero"
    RESCALE = "rescale"  # redistributed over the whole rule set
    RESCALE_GROUP = "rescale_group"  # redistributed over the group it stands in


@dataclass(frozen=True, slots=True)
class Branch:
    """An outcome settled before the method is asked: not applicable, a zero denominator, full marks outright.

    Attributes:
        when: truth value over inputs and derived values.
        give: a constant number of marks, or `Absent`.
        because: the reason given.
        policy: for "not applicable", the policy of the node that is; None for any other outcome.
        level: for "not applicable", how many groups stand above the node that is (0 for a first-level group).
    """

    when: Node
    give: Number | Absent
    because: Reason
    policy: Policy | None = None
    level: int = 0


@dataclass(frozen=True, slots=True)
class Lowered:
    """What an indicator computes.

    Attributes:
        workings: in order; each may refer to those before it; the last is named `MARKS`.
        reasons: tried in order; the last one has no condition.
        sentence: the rule as one sentence, made from the same nodes as the workings.
    """

    workings: tuple[Working, ...]
    reasons: tuple[Reason, ...]
    sentence: Message


@dataclass(frozen=True, slots=True)
class Context:
    """What a method is told about its indicator.

    Attributes:
        code: the indicator's code.
        full_marks: 分值, in marks.
        value: reference to the value's working; None where the indicator has no value.
        value_name: what to call the value in a reason (控制率).
        unit: the value's unit.
        value_words: the value's formula in words.
    """

    code: str
    full_marks: Fraction
    value: Node | None = None
    value_name: Value = ""
    unit: Unit = PLAIN
    value_words: Value = ""


@dataclass(frozen=True, slots=True)
class OwnFact:
    """A yes/no fact (是否填报项) that a method declares for itself: a checklist item's ``C01.1``."""

    name: str
    about: str
    place: Location


@dataclass(frozen=True, slots=True)
class OwnJudgement:
    """A judgement a method waits for.

    Attributes:
        name: the code it is given under.
        low: least marks it can bring.
        high: most marks it can bring.
        full: marks below which it must give a reason.
        levels: level name → (least, most marks); empty where there are no levels.
        open_ends: (level name, end) for each end that does not belong to its level: 80% of [60%, 80%).
        step: marks entered are a multiple of it; None where any marks may be entered.
        unneeded: truth value over inputs: where it holds, nobody waits for the judgement.
        about: what is judged, "" for the whole indicator.
    """

    name: str
    low: Fraction
    high: Fraction
    full: Fraction
    levels: tuple[tuple[str, Fraction, Fraction], ...] = ()
    open_ends: tuple[tuple[str, Fraction], ...] = ()
    step: Fraction | None = None
    unneeded: Node | None = None
    about: str = ""

    def fits(self, level: str, marks: Fraction) -> bool:
        """Tell whether *marks* belong to *level*."""
        inside = any(name == level and low <= marks <= high for name, low, high in self.levels)
        return inside and (level, marks) not in self.open_ends


@dataclass(frozen=True, slots=True)
class Method:
    """A scoring method, as a file in this room offers it under the name ``METHOD``.

    Attributes:
        name: the word in a rule file.
        title: 超标扣分, shown in lists.
        wording: official wordings it serves, quoted.
        parameters: the frozen dataclass of its parameters, whose fields say how they are read.
        needs_value: "yes", "no" or "optional": whether the indicator must have a `value:`.
        lower: (parameters, context) → workings.
        facts: (parameters, context) → facts it declares for itself.
        judgements: (parameters, context) → judgements it waits for.
        settled: (parameters, context) → outcomes settled before it is asked; where one is "not applicable", it is the
            indicator that does not apply.
        needs_scale: whether it must be said on which scale it counts (``out_of:``), because nothing else tells.
    """

    name: str
    title: Word
    wording: tuple[str, ...]
    parameters: type[Any]
    needs_value: bool
    lower: Callable[[Any, Context], Lowered]
    facts: Callable[[Any, Context], tuple[OwnFact, ...]] = lambda _parameters, _context: ()
    judgements: Callable[[Any, Context], tuple[OwnJudgement, ...]] = lambda _parameters, _context: ()
    settled: Callable[[Any, Context], tuple[Branch, ...]] = lambda _parameters, _context: ()
    needs_scale: bool = False
