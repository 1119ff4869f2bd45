"""The lines on the total (总分调整项), applied in the order written."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from scoring.diagnostics import Kind, Message, Quantity, message
from scoring.diagnostics.nearest import nearest
from scoring.documents.tree import Mapping, Node, Scalar
from scoring.expressions.expected import Expected, Typed
from scoring.expressions.intervals import Interval
from scoring.expressions.parse import read_expression
from scoring.expressions.words import words
from scoring.expressions.tree import Scope
from scoring.methods.bands import METHOD as BANDS
from scoring.methods.bands import Band, Bands, where_words
from scoring.methods.contract import Branch
from scoring.methods.parameters import Reading, interval, parameters_of, quantity, read_checked, start
from scoring.rule_set.compile import (
    Compiling,
    check_row_sources,
    context_of,
    facts_in,
    read_condition,
    read_leaf_sources,
    with_value,
)
from scoring.rule_set.computed import Computed
from scoring.rule_set.model import Grades, Line, LineKind, Value
from scoring.rule_set.reading import Reader, key
from scoring.rule_set.tree import marks_place, read_marks, read_method
from scoring.rule_set.values import branches_of

NOT_A_LINE: Final = Kind(
    "R160",
    "a line on the total needs exactly one of {kinds}; this one has {found}",
    "keep one of them, and write a second line for another",
)
CAP_RANGE: Final = Kind(
    "R161", "a cap of {cap} never takes effect or takes everything", "write a cap between 0 and {full}"
)
COEFFICIENT_RANGE: Final = Kind(
    "R162",
    "the coefficient {coefficient} is not between 0% and 100%",
    "write a coefficient from 0% to 100%; use add: for more",
)
COEFFICIENT_RISES: Final = Kind(
    "R163",
    "the coefficient for {drop} grades lost, {coefficient}, is above that for fewer, {before}",
    "a larger drop never gets a larger coefficient: correct one of them",
)
UNKNOWN_GRADE: Final = Kind("R164", "there is no grade {grade}", "write one of: {known}")
UNKNOWN_GRADE_NEAR: Final = Kind(
    "R165", "there is no grade {grade}; the nearest is {nearest}", "write {nearest}, or another one of: {known}"
)
BY_WHAT: Final = Kind(
    "R166",
    "a table of coefficients needs by: grades_below_claim, without_claim: and regrade:",
    "add by: grades_below_claim, without_claim: skip or missing, and regrade: true or false",
)
WHEN_NEEDED: Final = Kind("R167", "{kind} has no when: it would always take effect", "add when: with its condition")
DROP_KEYS: Final = Kind("R168", "{drop} is not a number of grades", "write 1, 2, 3, … as keys")

KINDS: Final = ("cap", "cap_by", "coefficient", "add", "take", "grade_at_most")
_COMMON: Final = ("when", "source", "standard", "about")
_EXTRA: Final = {
    "cap": (),
    "cap_by": ("bands",),
    "coefficient": ("by", "without_claim", "regrade"),
    "grade_at_most": (),
}


@dataclass(frozen=True, slots=True)
class LineReading:
    """What the reader of a line may use: everything compiled so far, the grades, the marks the total can reach."""

    compiling: Compiling
    grades: Grades | None
    full_marks: Fraction
    ceiling: Fraction

    @property
    def reader(self) -> Reader:
        """Return the shared reader."""
        return self.compiling.reader


def read_lines(
    node: Node | None, compiling: Compiling, grades: Grades | None, full_marks: Fraction
) -> tuple[Line, ...]:
    """Read ``total:``; the ceiling is what the total can reach with everything added."""
    reader = compiling.reader
    items = reader.shape.sequence(node, key("total")) or ()
    ceiling = full_marks
    for item in items:
        amount = item.get("add") if isinstance(item, Mapping) else None
        if isinstance(amount, Scalar) and (marks := reader_number(amount)) is not None:
            ceiling += max(marks, Fraction(0))
    reading = LineReading(compiling, grades, full_marks, ceiling)
    return tuple(line for item in items if (line := _read_line(item, reading)) is not None)


def reader_number(node: Scalar) -> Fraction | None:
    """Return the number written in *node*, without a finding if it is none (its own reader will report it)."""
    return Reader().shape.number(node, key("add"))


def _read_line(node: Node, reading: LineReading) -> Line | None:
    shape = reading.reader.shape
    mapping = shape.mapping(node, message("a line on the total"))
    if mapping is None:
        return None
    kinds = [one for one in KINDS if one in mapping]
    if len(kinds) != 1:
        found = tuple(kinds) or message("none of them")
        reading.reader.findings.append(NOT_A_LINE.at(marks_place(mapping), kinds=KINDS, found=found))
        return None
    kind = kinds[0]
    method = read_method(mapping.get("method"), reading.reader) if kind in ("add", "take") else None
    parameters = () if method is None else tuple(parameters_of(method.parameters))
    extra = ("method", "value", *(one.key for _, one in parameters)) if kind in ("add", "take") else _EXTRA[kind]
    shape.mapping(mapping, message("a line on the total"), required=("line", kind), optional=(*_COMMON, *extra))
    name = shape.text(mapping.get("line"), key("line"))
    when = read_condition(mapping.get("when"), reading.compiling.names, reading.reader, "when")
    if name is None or ("when" in mapping and when is None):
        return None
    line = _READERS[kind](mapping, name, when, reading)
    if line is None:
        return None
    parts = (kind, "when", *extra)
    sources = read_leaf_sources(mapping, parts, reading.reader)
    trees = (
        *(() if line.when is None else (line.when,)),
        *(one.when for one in line.branches),
        *(() if line.lowered is None else tuple(one.node for one in line.lowered.workings)),
    )
    return dataclasses.replace(
        line,
        sources=sources,
        inputs=facts_in(trees, reading.compiling.trees),
        written=mapping,
        place=marks_place(mapping),
    )


def _conditional(sentence: Message, when: Typed | None) -> Message:
    return sentence if when is None else message("if {condition}: {rule}", condition=words(when.node), rule=sentence)


def _cap(mapping: Mapping, name: str, when: Typed | None, reading: LineReading) -> Line | None:
    node = mapping.get("cap")
    cap = reading.reader.shape.number(node, key("cap"))
    if cap is None or node is None:
        return None
    if not 0 <= cap < reading.ceiling:
        reading.reader.findings.append(CAP_RANGE.at(node.place, cap=cap, full=reading.full_marks))
        return None
    if when is None:
        reading.reader.findings.append(WHEN_NEEDED.at(marks_place(mapping), kind="cap"))
        return None
    sentence = _conditional(message("the total is at most {cap} marks", cap=cap), when)
    return Line(LineKind.CAP, name, sentence, when.node, cap)


def _cap_by(mapping: Mapping, name: str, when: Typed | None, reading: LineReading) -> Line | None:
    node = mapping.get("cap_by")
    text = reading.reader.shape.text(node, key("cap_by"))
    if text is None or node is None:
        return None
    typed, findings = read_expression(text, start(node), reading.compiling.names, expect=Expected.NUMBER)
    reading.reader.findings.extend(findings)
    if typed is None:
        return None
    value = Value(typed.node, typed.text, typed.unit, node.place)
    context = context_of(name, typed.text, reading.ceiling, value)
    bands = _cap_bands(
        mapping.get("bands"), Reading(reading.reader.shape, reading.compiling.names, typed.unit), reading
    )
    if bands is None:
        return None
    lowered = with_value(BANDS.lower(Bands(bands), context), value, typed.text)
    rows = tuple(
        message("{band}: no cap", band=_where(band, typed))
        if band.marks == reading.ceiling
        else message("{band}: at most {cap} marks", band=_where(band, typed), cap=band.marks)
        for band in bands
    )
    sentence = _conditional(
        message("the total is capped by {value}: {bands}", value=words(typed.node), bands=rows), when
    )
    node_when = None if when is None else when.node
    return Line(LineKind.CAP_BY, name, sentence, node_when, lowered=lowered, value=value, full_marks=reading.ceiling)


def _where(band: Band, typed: Typed) -> Message | Quantity:
    return where_words(band, typed.unit)


def _cap_bands(node: Node | None, reading: Reading, lines: LineReading) -> tuple[Band, ...] | None:
    """Read the bands of a cap; ``cap: none`` is a cap that no total reaches."""
    shape = lines.reader.shape
    items = shape.sequence(node, key("bands"))
    if items is None:
        return None
    result: list[Band] = []
    for item in items:
        row = shape.mapping(item, message("a band of caps"), required=("cap",), optional=("in", "at", "source"))
        if row is None:
            return None
        within: Interval | None = None
        at: Fraction | None = None
        if (where := row.get("in")) is not None:
            within = interval(where, reading, key("in"))
        if (point := row.get("at")) is not None:
            at = quantity(point, reading, key("at"))
        cap = _one_cap(row.get("cap"), lines)
        if cap is None or (within is None and at is None):
            return None
        result.append(Band(cap, within, at, place=row.place))
    return tuple(result)


def _one_cap(node: Node | None, lines: LineReading) -> Fraction | None:
    if isinstance(node, Scalar) and node.text == "none":
        return lines.ceiling
    cap = lines.reader.shape.number(node, key("cap"))
    if cap is not None and node is not None and not 0 <= cap <= lines.ceiling:
        lines.reader.findings.append(CAP_RANGE.at(node.place, cap=cap, full=lines.full_marks))
        return None
    return cap


def _coefficient(mapping: Mapping, name: str, when: Typed | None, reading: LineReading) -> Line | None:
    node = mapping.get("coefficient")
    if isinstance(node, Mapping):
        return _by_claim(node, mapping, name, when, reading)
    factor = _factor(node, reading)
    if factor is None:
        return None
    if when is None:
        reading.reader.findings.append(WHEN_NEEDED.at(marks_place(mapping), kind="coefficient"))
        return None
    sentence = _conditional(message("the total is multiplied by {coefficient}", coefficient=_percent(factor)), when)
    return Line(LineKind.COEFFICIENT, name, sentence, when.node, coefficient=factor)


def _factor(node: Node | None, reading: LineReading) -> Fraction | None:
    factor = reading.reader.shape.number(node, key("coefficient"))
    if factor is not None and node is not None and not 0 <= factor <= 1:
        reading.reader.findings.append(COEFFICIENT_RANGE.at(node.place, coefficient=factor))
        return None
    return factor


def _percent(value: Fraction) -> Quantity:
    return Quantity(value, "%")


def _by_claim(node: Mapping, mapping: Mapping, name: str, when: Typed | None, reading: LineReading) -> Line | None:
    shape = reading.reader.shape
    by = shape.word(mapping.get("by"), ("grades_below_claim",), key("by"))
    without = shape.word(mapping.get("without_claim"), ("skip", "missing"), key("without_claim"))
    regrade = shape.flag(mapping.get("regrade"), key("regrade"))
    factors: list[tuple[int, Fraction]] = []
    for entry in node:
        factor = _factor(entry.value, reading)
        if not entry.key.text.isdecimal() or int(entry.key.text) < 1:
            reading.reader.findings.append(DROP_KEYS.at(entry.key.place, drop=entry.key.text))
        elif factor is not None:
            factors.append((int(entry.key.text), factor))
            if len(factors) > 1 and factor > factors[-2][1] and factors[-1][0] > factors[-2][0]:
                reading.reader.findings.append(
                    COEFFICIENT_RISES.at(
                        entry.value.place,
                        drop=factors[-1][0],
                        coefficient=_percent(factor),
                        before=_percent(factors[-2][1]),
                    )
                )
                return None
    if by is None or without is None or regrade is None:
        if not {"by", "without_claim", "regrade"} <= {one.key.text for one in mapping}:
            reading.reader.findings.append(BY_WHAT.at(marks_place(mapping)))
        return None
    if not factors:
        return None
    rows = tuple(
        message("{drop} grades lost: {coefficient}", drop=drop, coefficient=_percent(factor))
        for drop, factor in factors
    )
    values = {"rows": rows, "regrade": _regrade_words(regrade), "without": _without_words(without)}
    sentence = message(
        "if the grade is lower than the claimed one the total is multiplied ({rows}); {regrade}; {without}", **values
    )
    return Line(
        LineKind.COEFFICIENT_BY_CLAIM,
        name,
        _conditional(sentence, when),
        None if when is None else when.node,
        by_drop=tuple(sorted(factors)),
        without_claim_skip=without == "skip",
        regrade=regrade,
    )


def _regrade_words(regrade: bool) -> Message:
    if regrade:
        return message("the multiplied total is graded again")
    return message("the grade stays that of the total before")


def _without_words(without: str) -> Message:
    if without == "skip":
        return message("without a claim nothing is multiplied")
    return message("without a claim the total stays open")


def _add_or_take(kind: LineKind) -> Callable[[Mapping, str, Typed | None, LineReading], Line | None]:
    """Return the reader of ``add:`` or ``take:``, scored by any method."""
    word = kind.value

    def read(mapping: Mapping, name: str, when: Typed | None, reading: LineReading) -> Line | None:
        reader = reading.reader
        most = read_marks(mapping.get(word), name, reader)
        if "method" not in mapping:
            reader.shape.mapping(
                mapping,
                message("a line on the total"),
                required=("line", word, "method"),
                optional=tuple(one.key.text for one in mapping),
            )
            return None
        method = read_method(mapping.get("method"), reader)
        if most is None or method is None:
            return None
        own: Computed | None = reading.compiling.computed.get(line_key(name))
        if "value" in mapping and own is None:
            return None
        value = None if own is None else Value(own.tree, own.text, own.unit, own.draft.place)
        context = context_of(name, name, most, value)
        parameters = read_checked(
            method.parameters, mapping, Reading(reader.shape, reading.compiling.names, context.unit)
        )
        if parameters is None:
            return None
        check_row_sources(parameters, reader)
        lowered = with_value(method.lower(parameters, context), value, name)
        branches: tuple[Branch, ...] = ()
        if own is not None and own.guard is not None:
            branches = branches_of(own.guard, most, 0)
        rule = lowered.sentence
        sentence = (
            message("adds up to {most} marks: {rule}", most=most, rule=rule)
            if kind is LineKind.ADD
            else message("takes off up to {most} marks, as many as this gives: {rule}", most=most, rule=rule)
        )
        return Line(
            kind,
            name,
            _conditional(sentence, when),
            None if when is None else when.node,
            lowered=lowered,
            branches=branches,
            value=value,
            full_marks=most,
            judgements=method.judgements(parameters, context),
        )

    return read


def line_key(name: str) -> tuple[Scope, str]:
    """Return the key under which the value of the line *name* is computed."""
    return (Scope.VALUE, f"line:{name}")


def _grade_at_most(mapping: Mapping, name: str, when: Typed | None, reading: LineReading) -> Line | None:
    node = mapping.get("grade_at_most")
    grade = reading.reader.shape.text(node, key("grade_at_most"))
    if grade is None or node is None or reading.grades is None:
        return None
    known = tuple(one.name for one in reading.grades.grades)
    if grade not in known:
        near = nearest(grade, known)
        kind = UNKNOWN_GRADE if near is None else UNKNOWN_GRADE_NEAR
        reading.reader.findings.append(
            kind.at(node.place, grade=grade, known=known, **({"nearest": near} if near else {}))
        )
        return None
    if when is None:
        reading.reader.findings.append(WHEN_NEEDED.at(marks_place(mapping), kind="grade_at_most"))
        return None
    sentence = _conditional(message("the grade is at most {grade}", grade=grade), when)
    return Line(LineKind.GRADE_AT_MOST, name, sentence, when.node, grade=grade)


_READERS: Final[dict[str, Callable[[Mapping, str, Typed | None, LineReading], Line | None]]] = {
    "cap": _cap,
    "cap_by": _cap_by,
    "coefficient": _coefficient,
    "add": _add_or_take(LineKind.ADD),
    "take": _add_or_take(LineKind.TAKE),
    "grade_at_most": _grade_at_most,
}
