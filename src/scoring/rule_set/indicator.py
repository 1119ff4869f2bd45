"""An indicator (三级指标): the only thing that is scored."""

from __future__ import annotations

from dataclasses import field
from fractions import Fraction
from typing import Any

from scoring.diagnostics import Location
from scoring.methods.contract import Branch, Lowered, Method, OwnJudgement, Policy
from scoring.records import dataclass
from scoring.rule_set.source import Source
from scoring.rule_set.value import Value


@dataclass(frozen=True, slots=True)
class Indicator:
    """A leaf of the tree (三级指标): the only thing that is scored.

    Attributes:
        code: short code, A01.
        name: official name.
        path: names of the groups it stands in, outermost first.
        full_marks: 分值, in marks.
        value: its value, None where the method needs none.
        method: the scoring method.
        parameters: the method's parameters.
        lowered: workings, reasons and sentence.
        branches: outcomes settled before the method is asked, in order.
        not_applicable: what becomes of its marks if it is not applicable; None if it never is.
        judgements: the judgements it waits for.
        inputs: names of the facts that it or its value can read.
        standard: the quoted standard (评分标准), "" if none.
        sources: part → source: "standard", "value", and single parameters.
        marks_place: where its full marks are written.
        scale: marks its method counts on (``out_of:``), turned into its full marks.
        written_marks: its full marks as they are written, before those of the groups above are turned into theirs.
        chosen: False in the rule set of one submission (`engine.effective`) in which another part was chosen.
    """

    code: str
    name: str
    path: tuple[str, ...]
    full_marks: Fraction
    value: Value | None
    method: Method
    parameters: Any
    lowered: Lowered
    branches: tuple[Branch, ...] = ()
    not_applicable: Policy | None = None
    judgements: tuple[OwnJudgement, ...] = ()
    inputs: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    standard: str = ""
    sources: tuple[tuple[str, Source], ...] = ()
    written: Any = None
    place: Location = field(default=Location(""), compare=False)
    marks_place: Location = field(default=Location(""), compare=False)
    scale: Fraction = Fraction(0)
    written_marks: Fraction = Fraction(0)
    chosen: bool = True

    @property
    def source(self) -> Source | None:
        """Return the source of the standard, or the first source named."""
        by_part = dict(self.sources)
        return by_part.get("standard") or next(iter(by_part.values()), None)
