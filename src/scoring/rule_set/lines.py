"""The lines on the total (总分调整项), applied in the order written: what stands where, and who reads which kind."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Final

from scoring.diagnostics import Kind, message
from scoring.documents.tree import Node
from scoring.exact import ONE, ZERO
from scoring.expressions.names import canonical
from scoring.rule_set.asking import facts_in, trees_in
from scoring.rule_set.compile import Compiling, read_leaf_sources
from scoring.rule_set.line_amounts import read_amount, value_of
from scoring.rule_set.line_caps import read_cap, read_cap_by, read_grade_at_most
from scoring.rule_set.line_coefficients import read_coefficient
from scoring.rule_set.line_reading import LineDraft, LineReading
from scoring.rule_set.model import Grades, Line
from scoring.rule_set.part_keys import LINES, WITH_METHOD, line_keys
from scoring.rule_set.reading import Reader, key
from scoring.rule_set.scales import read_scale
from scoring.rule_set.tree import LeafDraft, named_at, read_marks, read_method

NOT_A_LINE: Final = Kind(
    "R160",
    "a line on the total needs exactly one of {kinds}; this one has {found}",
    "keep one of them, and write a second line for another",
)
LINE_TWICE: Final = Kind(
    "R169", "{name} is the name of two lines", "rename one of them; the score sheet tells lines apart by their names"
)
LINE_IS_CODE: Final = Kind(
    "R169",
    "{name} is the name of a line and the code of an indicator",
    "rename the line; judgements and items are found by this name",
)

KINDS: Final = tuple(LINES)
_BESIDE: Final = tuple(key.name for keys in LINES.values() for key in keys if key.name not in LINES)
_READERS: Final[dict[str, Callable[[LineDraft, LineReading], Line | None]]] = {
    "cap": read_cap,
    "cap_by": read_cap_by,
    "coefficient": read_coefficient,
    "add": read_amount,
    "take": read_amount,
    "grade_at_most": read_grade_at_most,
}


def draft_lines(node: Node | None, reader: Reader) -> tuple[LineDraft, ...]:
    """Read ``total:`` into drafts."""
    items = reader.shape.sequence(node, key("total")) or ()
    drafts = tuple(draft for item in items if (draft := _draft(item, reader)) is not None)
    first: dict[str, LineDraft] = {}
    for draft in drafts:
        same = first.setdefault(canonical(draft.name), draft)
        if same is not draft:
            related = ((message("first used here"), same.place),)
            reader.findings.append(LINE_TWICE.at(draft.place, name=draft.name, related=related))
    return drafts


def _draft(node: Node, reader: Reader) -> LineDraft | None:
    a_line = message("a line on the total")
    mapping = reader.shape.mapping(node, a_line)
    if mapping is None:
        return None
    place = named_at(mapping)
    kinds = [one for one in KINDS if one in mapping]
    if not kinds and reader.shape.misspelt(mapping, a_line, KINDS, _BESIDE):
        return None
    if len(kinds) != 1:
        reader.findings.append(NOT_A_LINE.at(place, kinds=KINDS, found=tuple(kinds) or message("none of them")))
        return None
    kind = kinds[0]
    amount = kind in WITH_METHOD
    method = read_method(mapping.get("method"), reader) if amount else None
    what = message("a line on the total with {kind}", kind=kind)
    reader.shape.record(mapping, what, line_keys(kind, method), others=amount and method is None)
    name = reader.shape.text(mapping.get("line"), key("line"))
    reader.shape.text(mapping.get("about"), key("about"))
    marks = read_marks(mapping.get(kind), name or "", reader) if amount else None
    if name is None:
        return None
    scale = read_scale(mapping, marks, name, reader) if amount else marks or ONE
    value = None if method is None or marks is None else value_of(mapping, name, scale, method, reader)
    return LineDraft(kind, name, mapping, place, marks, method, value, scale)


def read_lines(
    drafts: tuple[LineDraft, ...],
    compiling: Compiling,
    indicators: Iterable[LeafDraft],
    grades: Grades | None,
    full_marks: Fraction | None,
) -> tuple[Line, ...]:
    """Return the lines that could be read; the ceiling is what the total can reach with everything added."""
    codes = {one.code for one in indicators}
    for draft in drafts:
        if draft.name in codes:
            compiling.reader.findings.append(LINE_IS_CODE.at(draft.place, name=draft.name))
    ceiling = (full_marks or ZERO) + sum((one.marks or ZERO for one in drafts if one.kind == "add"), ZERO)
    reading = LineReading(compiling, grades, full_marks, ceiling)
    return tuple(line for draft in drafts if (line := _read(draft, reading)) is not None)


def _read(draft: LineDraft, reading: LineReading) -> Line | None:
    mapping, reader = draft.mapping, reading.reader
    line = _READERS[draft.kind](draft, reading)
    keys = line_keys(draft.kind, draft.method)
    sources = read_leaf_sources(mapping, draft.name, keys, reader)
    standard = reader.shape.text(mapping.get("standard"), key("standard")) or ""
    if line is None:
        return None
    inputs = facts_in(trees_in(line), reading.compiling.trees)
    return dataclasses.replace(
        line, sources=sources, standard=standard, inputs=inputs, written=mapping, place=draft.place
    )
