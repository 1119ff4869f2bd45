"""Lines that add marks to the total, or take some off, by any scoring method."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from scoring.diagnostics import Kind, message
from scoring.documents.tree import Mapping
from scoring.expressions.tree import Absent, Outcome, Scope
from scoring.methods.contract import Method
from scoring.rule_set.compile import context_of, lowered_of, read_method_parameters, value_branches
from scoring.rule_set.computed import Draft
from scoring.rule_set.line_reading import LineDraft, LineReading
from scoring.rule_set.model import Line, LineKind
from scoring.rule_set.reading import Reader
from scoring.rule_set.sentences import conditional
from scoring.rule_set.tree import VALUE_NEEDED, named_at, place_of
from scoring.rule_set.values import draft_formula

NEVER_NOT_APPLICABLE: Final = Kind(
    "R157",
    "the line {name} could be not applicable, and a line has no marks that could count elsewhere",
    "write zero, missing, or a number of marks; or add a condition under when:",
)


def line_key(name: str) -> tuple[Scope, str]:
    """Return the key under which the value of the line *name* is computed; it has no name in formulas."""
    return (Scope.VALUE, f"line:{name}")


def value_of(mapping: Mapping, name: str, scale: Fraction, method: Method, reader: Reader) -> Draft | None:
    """Return the value of the line *name*, whose method counts on *scale*; None if it has none that can be read."""
    place = named_at(mapping)
    if method.needs_value and "value" not in mapping:
        reader.findings.append(VALUE_NEEDED.at(place, method=method.name, name=name))
    formula = draft_formula(mapping.get("value"), message("the value of {name}", name=name), reader)
    return None if formula is None else Draft(line_key(name), name, formula, place, scale)


def read_amount(draft: LineDraft, reading: LineReading) -> Line | None:
    """Return a line that adds or takes, or None after a finding."""
    compiling, mapping, name = reading.compiling, draft.mapping, draft.name
    when = compiling.condition(mapping, "when")
    if draft.method is None or (draft.method.needs_value and draft.value is None):
        return None
    own = compiling.computed.get(line_key(name))
    parameters = read_method_parameters(draft.method, mapping, draft.value, compiling)
    if parameters is None or draft.marks is None or (own is None and "value" in mapping):
        return None
    value = None if own is None else own.value
    context = context_of(name, name, draft.scale, value)
    branches = (*value_branches(own, draft.scale, 0), *draft.method.settled(parameters, context))
    lowered, branches = lowered_of(draft.method.lower(parameters, context), context, value, branches, draft.marks)
    if any(one.give == Absent(Outcome.NOT_APPLICABLE) for one in branches):
        reading.reader.findings.append(NEVER_NOT_APPLICABLE.at(draft.place, name=name))
    sentence = (
        message("adds up to {most} marks: {rule}", most=draft.marks, rule=lowered.sentence)
        if draft.kind == LineKind.ADD.value
        else message(
            "takes off up to {most} marks, as many as this gives: {rule}", most=draft.marks, rule=lowered.sentence
        )
    )
    return Line(
        LineKind(draft.kind),
        name,
        conditional(sentence, when),
        None if when is None else when.node,
        lowered=lowered,
        branches=branches,
        value=value,
        full_marks=draft.marks,
        judgements=draft.method.judgements(parameters, context),
        method=draft.method,
        parameters=parameters,
        marks_place=place_of(mapping, draft.kind),
        scale=draft.scale,
    )
