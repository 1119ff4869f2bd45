"""Lines that multiply the total: under a condition, or by how far the grade lies below the claimed one."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from scoring.diagnostics import Kind, Message, Quantity, message
from scoring.documents.tree import Mapping, Node
from scoring.rule_set.line_reading import LineDraft, LineReading
from scoring.rule_set.model import Line, LineKind
from scoring.rule_set.reading import Reader, key
from scoring.rule_set.sentences import conditional

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
BY_WHAT: Final = Kind(
    "R166",
    "a table of coefficients needs by: grades_below_claim, without_claim: and regrade:",
    "add by: grades_below_claim, without_claim: skip or missing, and regrade: true or false",
)
DROP_KEYS: Final = Kind("R168", "{drop} is not a number of grades", "write 1, 2, 3, … as keys")
NO_DROPS: Final = Kind(
    "R173", "the table of coefficients is empty", "write the grades lost and their coefficients: {{1: 90%, 2: 80%}}"
)
ONLY_WITH_TABLE: Final = Kind(
    "R174",
    "{key} has a meaning only with a table of coefficients",
    "delete {key}, or write coefficient: as a table such as {{1: 90%, 2: 80%}}",
)

OPTIONS: Final = ("by", "without_claim", "regrade")


def read_coefficient(draft: LineDraft, reading: LineReading) -> Line | None:
    """Return a line that multiplies the total."""
    node = draft.mapping.get("coefficient")
    if isinstance(node, Mapping):
        return _by_claim(node, draft, reading)
    for entry in draft.mapping:
        if entry.key.text in OPTIONS:
            reading.reader.findings.append(ONLY_WITH_TABLE.at(entry.key.place, key=entry.key.text))
    factor = _factor(node, reading.reader)
    when = reading.needed_condition(draft)
    if factor is None or when is None:
        return None
    sentence = message("the total is multiplied by {coefficient}", coefficient=_percent(factor))
    return Line(LineKind.COEFFICIENT, draft.name, conditional(sentence, when), when.node, coefficient=factor)


def _factor(node: Node | None, reader: Reader) -> Fraction | None:
    factor = reader.shape.number(node, key("coefficient"))
    if factor is not None and node is not None and not 0 <= factor <= 1:
        reader.findings.append(COEFFICIENT_RANGE.at(node.place, coefficient=_percent(factor)))
        return None
    return factor


def _percent(value: Fraction) -> Quantity:
    return Quantity(value, "%")


def _by_claim(table: Mapping, draft: LineDraft, reading: LineReading) -> Line | None:
    shape, mapping = reading.reader.shape, draft.mapping
    when = reading.compiling.condition(mapping, "when")
    by = shape.word(mapping.get("by"), ("grades_below_claim",), key("by"))
    without = shape.word(mapping.get("without_claim"), ("skip", "missing"), key("without_claim"))
    regrade = shape.flag(mapping.get("regrade"), key("regrade"))
    factors = _factors(table, reading.reader)
    if not all(one in mapping for one in OPTIONS):
        reading.reader.findings.append(BY_WHAT.at(draft.place))
    if by is None or without is None or regrade is None:
        return None
    rows = tuple(
        message("{drop} grades lost: {coefficient}", drop=drop, coefficient=_percent(factor))
        for drop, factor in factors
    )
    sentence = message(
        "if the grade is lower than the claimed one the total is multiplied ({rows}); {regrade}; {without}",
        rows=rows,
        regrade=_regrade_words(regrade),
        without=_without_words(without),
    )
    return Line(
        LineKind.COEFFICIENT_BY_CLAIM,
        draft.name,
        conditional(sentence, when),
        None if when is None else when.node,
        by_drop=factors,
        without_claim_skip=without == "skip",
        regrade=regrade,
    )


def _factors(table: Mapping, reader: Reader) -> tuple[tuple[int, Fraction], ...]:
    """Read grades lost → coefficient, the smallest drop first."""
    if not table.entries:
        reader.findings.append(NO_DROPS.at(table.place))
    found: dict[int, tuple[Fraction, Node]] = {}
    for entry in table:
        factor = _factor(entry.value, reader)
        if not re.fullmatch("[1-9][0-9]?", entry.key.text):
            reader.findings.append(DROP_KEYS.at(entry.key.place, drop=entry.key.text))
        elif factor is not None:
            found[int(entry.key.text)] = (factor, entry.value)
    before = Fraction(1)
    for drop, (factor, node) in sorted(found.items()):
        if factor > before:
            reader.findings.append(
                COEFFICIENT_RISES.at(node.place, drop=drop, coefficient=_percent(factor), before=_percent(before))
            )
        before = factor
    return tuple((drop, factor) for drop, (factor, _) in sorted(found.items()))


def _regrade_words(regrade: bool) -> Message:
    if regrade:
        return message("the multiplied total is graded again")
    return message("the grade stays that of the total before")


def _without_words(without: str) -> Message:
    if without == "skip":
        return message("without a claim nothing is multiplied")
    return message("without a claim the total stays open")
