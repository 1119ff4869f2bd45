"""A row of a target table as an indicator: scored by the rule for its operator, or waiting for a correction.

A row brings two figures, ``actual`` and ``target``, in one unit; the expressions of its rule may name these two and
nothing else. A method that scores a value scores the row's completion rate, actual ÷ target.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from dataclasses import field
from fractions import Fraction
from typing import Final

from scoring.diagnostics import Location, Word, message
from scoring.documents.tree import Entry, Mapping, Scalar
from scoring.exact import ONE
from scoring.expressions.names import Declared, Names
from scoring.expressions.tree import (
    Absent,
    Input,
    Node,
    Not,
    Outcome,
    Scope,
    Sort,
    Source,
)
from scoring.methods.contract import Branch, Lowered, Method, Policy, Reason, reason
from scoring.methods.parameters import parameters_of
from scoring.records import dataclass
from scoring.rule_set.asking import Trees, facts_in
from scoring.rule_set.compile import (
    Compiling,
    context_of,
    read_method_parameters,
    value_branches,
    with_policy,
    with_value,
)
from scoring.rule_set.computed import Draft, read_computed
from scoring.rule_set.domains import Domain
from scoring.rule_set.keys import VALUE
from scoring.rule_set.model import Fact, FactType, Indicator
from scoring.rule_set.model import Source as RuleSource
from scoring.rule_set.reading import Reader
from scoring.rule_set.scales import converted_branch, read_scale, with_scale
from scoring.rule_set.sentences import with_settled
from scoring.rule_set.target_keys import ROW_FIGURES
from scoring.rule_set.values import Formula
from scoring.units import PERCENT, PLAIN, Unit

ACTUAL, TARGET = ROW_FIGURES
APPLIES: Final = "applies"

FIGURES: Final = {ACTUAL: Word("actual value"), TARGET: Word("planned value")}
"""The two figures of a row, and what sentences call them."""

APPLIES_CALLED: Final = Word("applies")

ROW_CODE: Final = re.compile(r"T\d+", re.ASCII | re.IGNORECASE)
"""Codes of rows that name none: T01, T02 …; nothing else may have one of this form."""

RATE: Final = f"{ACTUAL} / {TARGET}"
"""The value of a row, in %: its completion rate."""


@dataclass(frozen=True, slots=True)
class Row:
    """What distinguishes one row from another under the same rule.

    Attributes:
        unit: the one unit of its target and its actual value.
        absent: why it does not apply, None where it does; "" where that is not known.
    """

    code: str
    name: str
    full_marks: Fraction
    unit: Unit = PLAIN
    absent: str | None = None
    place: Location = field(default=Location(""), compare=False)
    marks_place: Location = field(default=Location(""), compare=False)

    def fact(self, figure: str) -> str:
        """Return the name of the fact that holds the *figure* of this row."""
        return f"{self.code}.{figure}"


@dataclass(frozen=True, slots=True)
class Setting:
    """What the rows of one group have in common.

    Attributes:
        policy: what becomes of the marks of a row that does not apply.
        settled_above: what the conditions of the groups around settle.
        factor: by what its marks are multiplied to count (``out_of:`` of the groups around it).
        trees: what the references in these conditions stand for.
    """

    path: tuple[str, ...]
    policy: Policy | None
    settled_above: tuple[Branch, ...]
    standard: str
    sources: tuple[tuple[str, RuleSource], ...]
    factor: Fraction = ONE
    trees: Trees = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Nothing:
    """The parameters of what has none."""


def row_facts(row: Row) -> dict[str, Fact]:
    """Return the figures of *row* as facts, and whether it applies where that is not certain."""
    kind = FactType.PERCENT if row.unit.percent else FactType.NUMBER
    figures = {row.fact(figure): _fact(row, figure, kind, row.unit) for figure in FIGURES}
    return figures | _applies_fact(row)


def text_facts(row: Row, given: Iterable[str]) -> dict[str, Fact]:
    """Return the *given* figures of a row that is judged: texts, which nothing is computed from."""
    return {row.fact(one): _fact(row, one, FactType.TEXT) for one in FIGURES if one in given} | _applies_fact(row)


def lacking_fact(row: Row, figure: str) -> dict[str, Fact]:
    """Return the one fact that `waiting_row` reads."""
    return {row.fact(figure): _fact(row, figure, FactType.NUMBER)}


def _applies_fact(row: Row) -> dict[str, Fact]:
    return {} if row.absent is None else {row.fact(APPLIES): _fact(row, APPLIES, FactType.YES_NO)}


def _fact(row: Row, figure: str, kind: FactType, unit: Unit = PLAIN) -> Fact:
    called = FIGURES.get(figure, APPLIES_CALLED)
    return Fact(row.fact(figure), kind, unit, about=row.name, item_of=row.code, called=called, place=row.place)


def takes_figures(method: Method) -> tuple[str, ...]:
    """Return the keys of *method* that the figures of a row fill."""
    return tuple(one.key for _, one in parameters_of(method.parameters) if one.key in FIGURES)


def compile_row(method: Method, written: Mapping, row: Row, setting: Setting, reader: Reader) -> Indicator | None:
    """Return *row* scored by *method* with the parameters *written*; None after a finding.

    With ``out_of:`` among them every row is scored on that scale, on which bands and levels may have fixed marks.
    """
    scale = read_scale(written, row.full_marks, row.name, reader)
    domain = Domain(row_facts(row), dict(setting.trees))
    compiling, value = _compiling(method, written, row, scale, domain, reader)
    own = compiling.computed.get((Scope.VALUE, row.code))
    parameters = read_method_parameters(method, _with_figures(method, written), value, compiling)
    if parameters is None or (own is None and value is not None):
        return None
    shown = None if own is None else own.value
    called = row.name if shown is None else message("completion rate of {name}", name=row.name)
    context = context_of(row.code, called, scale, shown)
    settled = (*value_branches(own, scale, 0), *method.settled(parameters, context))
    zero = with_policy(settled, setting.policy, len(setting.path))
    lowered = with_value(method.lower(parameters, context), shown, called)
    made = indicator_of(row, setting, method, lowered, scale, (*_stated(row, setting), *zero))
    return dataclasses.replace(
        made, value=shown, parameters=parameters, judgements=method.judgements(parameters, context), written=written
    )


def absent_branch(when: Node, policy: Policy | None, level: int, because: Reason) -> Branch:
    """Return the outcome “not applicable” of a node with so many groups above it."""
    return Branch(when, Absent(Outcome.NOT_APPLICABLE), because, policy, level)


def _stated(row: Row, setting: Setting) -> tuple[Branch, ...]:
    """Return the branch of a row of which the department says that it does not apply."""
    if row.absent is None or setting.policy is None:
        return ()
    applies = Input(Source.FACT, row.fact(APPLIES), Sort.TRUTH, called=APPLIES_CALLED)
    because = reason(
        "targets.not_applicable",
        None,
        "not applicable, as the department says: {why}",
        why=row.absent,
    )
    return (absent_branch(Not(applies), setting.policy, len(setting.path), because),)


def _compiling(
    method: Method, written: Mapping, row: Row, scale: Fraction, domain: Domain, reader: Reader
) -> tuple[Compiling, Draft | None]:
    """Return what the expressions of a row may use, and its completion rate where the method scores a value."""
    names = Names(
        Declared(figure, Input(Source.FACT, row.fact(figure), called=called), Sort.NUMBER, row.unit, place=row.place)
        for figure, called in FIGURES.items()
    )
    if not method.needs_value:
        return Compiling(reader, names, {}, domain), None
    draft = Draft((Scope.VALUE, row.code), row.name, _rate(written), written.place, scale)
    return Compiling(reader, names, read_computed((draft,), names, domain, reader), domain), draft


def _rate(written: Mapping) -> Formula:
    """Return the completion rate as a formula, with the zero policies of the entry *written*."""
    policies = tuple(entry for entry in written if entry.key.text in VALUE.names)
    return Formula(Mapping((_entry("formula", RATE, written.place), *policies), written.place), PERCENT)


def _with_figures(method: Method, written: Mapping) -> Mapping:
    """Return the entry *written* with the row's figures under the keys of *method* that ask for them."""
    figures = (_entry(figure, figure, written.place) for figure in takes_figures(method))
    return Mapping((*written, *figures), written.place)


def _entry(name: str, text: str, place: Location) -> Entry:
    return Entry(Scalar(name, place), Scalar(text, place))


def indicator_of(
    row: Row, setting: Setting, method: Method, lowered: Lowered, scale: Fraction, own: tuple[Branch, ...] = ()
) -> Indicator:
    """Return *row*, its workings on *scale*, behind what the groups above it and its *own* branches settle."""
    full_marks = row.full_marks * setting.factor
    said = with_settled(lowered, (*setting.settled_above, *own))
    branches = (*setting.settled_above, *(converted_branch(one, full_marks / scale) for one in own))
    settled = with_scale(said, scale, full_marks)
    trees = (*(one.when for one in branches), *(one.node for one in settled.workings))
    return Indicator(
        row.code,
        row.name,
        setting.path,
        full_marks,
        None,
        method,
        Nothing(),
        settled,
        branches,
        setting.policy,
        inputs=facts_in(trees, setting.trees),
        standard=setting.standard,
        sources=setting.sources,
        place=row.place,
        marks_place=row.marks_place,
        scale=scale,
        written_marks=row.full_marks,
    )
