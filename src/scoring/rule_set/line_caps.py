"""Lines that hold the total, or the grade, down: cap, cap_by, grade_at_most."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from scoring.diagnostics import Kind, Location, Message, message
from scoring.diagnostics.nearest import nearest
from scoring.expressions.expected import Expected, Typed
from scoring.expressions.parse import read_expression
from scoring.expressions.words import words
from scoring.methods.bands import METHOD as BANDS
from scoring.methods.bands import Band, Bands, where_words
from scoring.methods.parameters import Reading, plain_number, records, start
from scoring.rule_set.cap_bands import NONE, CapBand, CapBands
from scoring.rule_set.compile import check_row_sources, context_of, with_value
from scoring.rule_set.line_reading import LineDraft, LineReading
from scoring.rule_set.model import Line, LineKind, Value
from scoring.rule_set.reading import key
from scoring.rule_set.sentences import conditional
from scoring.rule_set.tree import place_of

CAP_RANGE: Final = Kind(
    "R161",
    "a cap of {cap} is outside 0 to {full}, what a total can be",
    "write a cap from 0 to {full}; cap: none for no cap",
)
UNKNOWN_GRADE: Final = Kind("R164", "there is no grade {grade}", "write one of: {known}")
UNKNOWN_GRADE_NEAR: Final = Kind(
    "R165", "there is no grade {grade}; the nearest is {nearest}", "write {nearest}, or another one of: {known}"
)


def read_cap(draft: LineDraft, reading: LineReading) -> Line | None:
    """Return a line that caps the total under a condition."""
    node = draft.mapping.get("cap")
    cap = plain_number(node, reading.reader.shape, key("cap"))
    when = reading.needed_condition(draft)
    where = place_of(draft.mapping, "cap")
    if cap is None or when is None:
        return None
    _check_range(cap, where, reading)
    sentence = conditional(message("the total is at most {cap} marks", cap=cap), when)
    return Line(LineKind.CAP, draft.name, sentence, when.node, cap, marks_place=where)


def _check_range(cap: Fraction, where: Location, reading: LineReading) -> None:
    """Report a cap that no total reaches, or that is below 0."""
    if not 0 <= cap <= reading.ceiling and reading.full_marks is not None:
        reading.reader.findings.append(CAP_RANGE.at(where, cap=cap, full=reading.ceiling))


def read_cap_by(draft: LineDraft, reading: LineReading) -> Line | None:
    """Return a line that caps the total by the band in which a value lies."""
    when = reading.compiling.condition(draft.mapping, "when")
    typed = _deciding_value(draft, reading)
    if typed is None:
        return None
    read = Reading(reading.reader.shape, reading.compiling.names, typed.unit)
    node = draft.mapping.get("bands")
    rows = None if node is None else records(CapBand)(node, read, key("bands"))
    if rows is None:
        return None
    check_row_sources(CapBands(rows), reading.reader)
    bands = tuple(_as_band(row, reading) for row in rows)
    value = Value(typed.node, typed.text, typed.unit, place_of(draft.mapping, "cap_by"))
    context = context_of(draft.name, typed.text, reading.ceiling, value)
    parameters = Bands(bands)
    lowered = with_value(BANDS.lower(parameters, context), value, typed.text)
    sentence = message(
        "the total is capped by {value}: {bands}",
        value=words(typed.node),
        bands=tuple(_row(band, typed, reading) for band in bands),
    )
    return Line(
        LineKind.CAP_BY,
        draft.name,
        conditional(sentence, when),
        None if when is None else when.node,
        lowered=lowered,
        value=value,
        full_marks=reading.ceiling,
        parameters=parameters,
        marks_place=place_of(draft.mapping, "bands"),
    )


def _deciding_value(draft: LineDraft, reading: LineReading) -> Typed | None:
    node = draft.mapping.get("cap_by")
    written = reading.reader.shape.text(node, key("cap_by"))
    if written is None or node is None:
        return None
    typed, findings = read_expression(written, start(node), reading.compiling.names, expect=Expected.NUMBER)
    reading.reader.findings.extend(findings)
    return typed if typed is not None and reading.compiling.guarded(typed, node.place) else None


def _as_band(row: CapBand, reading: LineReading) -> Band:
    """Return the band with its cap as marks; no cap is one that no total reaches."""
    if row.cap != NONE:
        _check_range(row.cap, row.place, reading)
    return Band(reading.ceiling if row.cap == NONE else row.cap, row.within, row.at, row.source, row.place)


def _row(band: Band, typed: Typed, reading: LineReading) -> Message:
    where = where_words(band, typed.unit)
    if band.marks == reading.ceiling:
        return message("{band}: no cap", band=where)
    return message("{band}: at most {cap} marks", band=where, cap=band.marks)


def read_grade_at_most(draft: LineDraft, reading: LineReading) -> Line | None:
    """Return a line that holds the grade down under a condition (一票否决)."""
    node = draft.mapping.get("grade_at_most")
    grade = reading.reader.shape.text(node, key("grade_at_most"))
    when = reading.needed_condition(draft)
    if grade is None or node is None or reading.grades is None:
        return None
    known = tuple(one.name for one in reading.grades.grades)
    if grade not in known:
        near = nearest(grade, known)
        kind = UNKNOWN_GRADE if near is None else UNKNOWN_GRADE_NEAR
        reading.reader.findings.append(kind.at(node.place, grade=grade, known=known, nearest=near or ""))
    if when is None:
        return None
    sentence = conditional(message("the grade is at most {grade}", grade=grade), when)
    return Line(LineKind.GRADE_AT_MOST, draft.name, sentence, when.node, grade=grade)
