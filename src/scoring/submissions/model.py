"""The submission (填报数据) once it has been read against a rule set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from fractions import Fraction

from scoring.diagnostics import Location
from scoring.records import dataclass
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
class Submission:
    """One department's figures for one year.

    Attributes:
        facts: name → what was given; a refused fact is not here.
        rejected: names of facts that were given but refused; they count as missing.
        judgements: code → judgement.
        file: the file as the user named it.
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
    choices: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[str, str] = field(default_factory=dict)
