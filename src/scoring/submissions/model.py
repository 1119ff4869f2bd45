"""The submission (填报数据) once it has been read against a rule set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from fractions import Fraction

from scoring.diagnostics import Location
from scoring.records import dataclass
from scoring.rule_set.filling import Filling
from scoring.rule_set.model import Fingerprint


@dataclass(frozen=True, slots=True)
class Portion:
    """What one unit contributes to a consolidated figure.

    Attributes:
        code, name: of the unit.
        given: its figure, with its place.
        weight: what it counts for where figures are averaged by weight, None elsewhere.
    """

    code: str
    name: str
    given: Given
    weight: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """One figure, as given.

    Attributes:
        value: Fraction (count, number, money, percent as ratio; a date as its ordinal day), bool, or text; in the
            fact's declared unit.
        written: the text as it stood in the file.
        place: where it stands.
        decimals: digits behind the point as written, in the declared unit, for rounding tolerances; below 0 for a
            figure given in a larger unit (1.2亿元 as 12000万元 has -3); 0 for others.
        document: name of the document it was taken from, "" if none.
        quote: the checked quotation, "" if none.
        evidence: name of the supporting material, "" if none.
        parts: the units' figures of which it was consolidated; empty for a figure that was handed in.
    """

    value: Fraction | bool | str
    written: str
    place: Location = field(default=Location(""), compare=False)
    decimals: int = 0
    document: str = ""
    quote: str = ""
    evidence: str = ""
    parts: tuple[Portion, ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """A table, as given; a missing or refused cell is absent from its row."""

    rows: tuple[Mapping[str, Given], ...]
    place: Location = field(default=Location(""), compare=False)
    document: str = ""
    quote: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an evaluator decided (评价人判断).

    Attributes:
        marks: marks given; None if only a level was given, whose range then bounds the marks.
        level: level chosen, "" if none.
        reason: mandatory below full marks.
        evaluator: who decided.
    """

    marks: Fraction | None
    level: str
    reason: str
    evaluator: str
    place: Location = field(default=Location(""), compare=False)


@dataclass(frozen=True, slots=True)
class Claims:
    """What the department claims for itself (自评得分)."""

    total: Fraction | None = None
    grade: str = ""
    indicators: Mapping[str, Fraction] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a department chose in one group (选择).

    Attributes:
        parts: names of the parts chosen, in the order of the rule set.
        marks: how many of the group's marks each has, where the department says so; else empty.
    """

    parts: tuple[str, ...]
    marks: tuple[Fraction, ...] = ()
    place: Location = field(default=Location(""), compare=False)


@dataclass(frozen=True, slots=True)
class Target:
    """One row of the department's own table of targets (绩效目标表), as given.

    Attributes:
        kind: 数量, 质量 …, as the rule set spells it; "" if it was refused.
        operator: ≥, 定性 …; "" if the target cannot be read.
        unit: the one unit of target and actual value, "" for none.
        marks: what it is worth; None if that was refused.
        figures: "target", "actual", "applies" → what was given; a refused one is not here.
        reason: why it does not apply, "" if it does.
    """

    code: str
    kind: str
    indicator: str
    operator: str
    unit: str
    marks: Fraction | None
    figures: Mapping[str, Given]
    reason: str = ""
    place: Location = field(default=Location(""), compare=False)


@dataclass(frozen=True, slots=True)
class Submission:
    """One department's figures for one year.

    Attributes:
        facts: name → what was given, figures of the targets (``T01.actual``) included; a refused fact is not here.
        rejected: names of facts that were given but refused, of choices ``choices.`` and the path; they are missing.
        judgements: code → judgement.
        file: the file as the user named it.
        choices: path of a group, its names joined by ``/`` → what was chosen there.
        targets: the rows of the table of targets; None if there is no table, or it was refused.
        filling: these rows as parts of the rule set.
    """

    code: str
    name: str
    year: int | None
    facts: Mapping[str, Given | Rows]
    judgements: Mapping[str, Judgement]
    claims: Claims
    file: str
    fingerprint: Fingerprint
    rejected: tuple[str, ...] = ()
    choices: Mapping[str, Chosen] = field(default_factory=dict)
    documents: Mapping[str, str] = field(default_factory=dict)
    targets: tuple[Target, ...] | None = None
    filling: Filling = field(default_factory=Filling)
