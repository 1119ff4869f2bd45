"""What must hold of every score sheet; each check yields what is wrong."""

from __future__ import annotations

import dataclasses
import enum
import json
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any, NoReturn

import scoring
from scoring.diagnostics import Diagnostic, Language, Location, Severity, format_names, render_findings
from scoring.engine import ScoreSheet, State
from scoring.engine.reasons import given_value
from scoring.engine.sheet import Scored, Step
from scoring.expressions.tree import Fold, If, Input, Node, Not, Reference, Scope, is_truth, walk
from scoring.expressions.words import words
from scoring.submissions import Given, Rows

CHINESE = Language("zh")
OPEN = (State.MISSING_DATA, State.AWAITING_JUDGEMENT)


def identity(sheet: ScoreSheet) -> Iterator[str]:
    """Full marks − deductions − not counted + lines = total; for each indicator f = m + d + n; 0 ≤ m ≤ f."""
    full = sheet.rule_set.full_marks
    for one in sheet.indicators:
        code = one.indicator.code
        if not 0 <= one.low <= one.high <= one.full_marks:
            yield f"{code}: [{one.low}, {one.high}] of {one.full_marks}"
        if one.marks is None or one.deduction is None:
            continue
        if not (0 <= one.marks <= one.full_marks and one.deduction >= 0 and one.not_counted >= 0):
            yield f"{code}: {one.marks} marks, {one.deduction} off, {one.not_counted} not counted"
        if one.full_marks != one.marks + one.deduction + one.not_counted:
            yield f"{code}: {one.full_marks} ≠ {one.marks} + {one.deduction} + {one.not_counted}"
    if not 0 <= sheet.total.low <= sheet.total.high <= sheet.rule_set.total_at_most:
        yield f"total [{sheet.total.low}, {sheet.total.high}]"
    lost = [one.deduction for one in sheet.indicators]
    amounts = [one.amount for one in sheet.lines]
    certain = [one for one in (*lost, *amounts) if one is not None]
    if sheet.total.marks is None or len(certain) < len(lost) + len(amounts):
        return
    left = full - sum(one for one in lost if one is not None) - sum(one.not_counted for one in sheet.indicators)
    total = left + sum(one for one in amounts if one is not None)
    if total != sheet.total.marks:
        yield f"what is left is {total}, the total {sheet.total.marks}"


def states(sheet: ScoreSheet) -> Iterator[str]:
    """Marks are there exactly where they are certain; a grade is certain exactly if both ends agree."""
    for one in sheet.indicators:
        if one.state in OPEN and (one.marks is not None or one.low == one.high == one.full_marks):
            yield f"{one.indicator.code}: {one.state} with {one.marks} marks"
        waits = any(one.indicator.code in missing.codes and missing.material for missing in sheet.missing)
        if one.state in OPEN and not waits:
            yield f"{one.indicator.code}: {one.state}, and nothing it waits for is listed"
    if sheet.grade.certain != (sheet.grade.low.name == sheet.grade.high.name):
        yield "certain grade with two ends, or an uncertain one with one"
    open_ = any(missing.material for missing in sheet.missing)
    if open_ == (sheet.total.marks is not None) and sheet.total.low != sheet.total.high:
        yield f"total {sheet.total}, missing {sheet.missing}"
    grades = sheet.rule_set.grades
    if (grades.rank(sheet.grade.low.name) or 0) < (grades.rank(sheet.grade.high.name) or 0):
        yield "the grade of the lower end is better than that of the upper"


# ---- reasons ---------------------------------------------------------------------------------------------------------


def reasons(sheet: ScoreSheet) -> Iterator[str]:
    """Every indicator and changing line says why; a deduction names the figures that brought it about."""
    for one in sheet.indicators:
        if one.reason is None or not (text := CHINESE.render(one.reason.text)).strip():
            yield f"{one.indicator.code}: no reason"
        elif one.deduction:
            unnamed = [figure for figure in named_figures(sheet, one) if not any(word in text for word in figure)]
            yield from (f"{one.indicator.code}: “{text}” names none of {figure}" for figure in unnamed)
    for line in sheet.lines:
        if line.amount and (line.reason is None or not CHINESE.render(line.reason.text)):
            yield f"line {CHINESE.render(line.name)}: no reason"


def named_figures(sheet: ScoreSheet, one: Scored) -> Iterator[tuple[str, ...]]:
    """Yield what a reason has to name, each in the ways in which it may: the deduction and what was read off facts."""
    assert one.deduction is not None
    off, full, marks = (CHINESE.render(number) for number in (one.deduction, one.full_marks, one.marks or Fraction(0)))
    yield (f"扣{off}分", f"扣完{full}分", f"分值{full}分，不得分", f"得{marks}分")
    steps = {step.name: step for step in one.steps}
    branched = one.reason is not None and not one.reason.code.startswith(f"{one.indicator.method.name}.")
    if branched:
        yield from (figure for figure in _figures(sheet, one))
        return
    if one.value is not None and one.value.shown is not None:
        yield (CHINESE.render(one.value.shown),)
        return
    for working in one.indicator.lowered.workings:
        node = working.node
        reached = steps.get(working.name.replace("value_", "reached_"))
        if reached is not None and reached.exact is True:  # a dated target that cost nothing
            continue
        if not any(isinstance(part, Input | Fold) or _computed(part) for part in walk(node)):
            continue
        if is_truth(working.node):
            yield from _truth(sheet, one, node, steps[working.name])
        elif isinstance(node, If):
            yield from _figures(sheet, one)
        else:
            step = steps[working.name]
            if step.exact is not None and not isinstance(step.exact, bool):
                yield (CHINESE.render(step.exact if step.shown is None else step.shown), CHINESE.render(step.exact))


def _computed(node: Node) -> bool:
    return isinstance(node, Reference) and node.scope is not Scope.WORKING


def _truth(sheet: ScoreSheet, one: Scored, node: Node, step: Step) -> Iterator[tuple[str, ...]]:
    """Yield the ways to name a question that was answered: in words, as the fact says, by its title."""
    if step.exact is not False:
        return
    asked = node.operand if isinstance(node, Not) else node
    abouts = [sheet.rule_set.facts[name].about for name in one.indicator.inputs]
    items = [item.title for item in getattr(one.indicator.parameters, "items", ())]
    yield (CHINESE.render(words(asked)), *filter(None, abouts), *items)


def _figures(sheet: ScoreSheet, one: Scored) -> Iterator[tuple[str, ...]]:
    """Yield each figure the indicator read, behind its name."""
    for used in one.used:
        if used.given is not None:
            fact = sheet.rule_set.facts.get(used.name)
            yield (CHINESE.render(used.name) + CHINESE.render(given_value(fact, used.given)),)


# ---- exactness -------------------------------------------------------------------------------------------------------


def floats(value: object, seen: set[int] | None = None, path: str = "sheet") -> Iterator[str]:
    """Yield where a float is, in fields and properties alike."""
    seen = set() if seen is None else seen
    if value is None or isinstance(value, str | int | Fraction | bytes | enum.Enum) or id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, float | complex):
        yield f"{path} is {value!r}"
    elif isinstance(value, Mapping):
        for key in value:
            yield from floats(key, seen, f"{path} key")
            yield from floats(value[key], seen, f"{path}[{key!r}]")
    elif isinstance(value, tuple | list | set | frozenset):
        for index, one in enumerate(value):
            yield from floats(one, seen, f"{path}[{index}]")
    elif dataclasses.is_dataclass(value):
        for name in sorted(_attributes(type(value)) | {field.name for field in dataclasses.fields(value)}):
            yield from floats(getattr(value, name), seen, f"{path}.{name}")


def _attributes(cls: type) -> set[str]:
    return {name for one in cls.__mro__ for name, value in vars(one).items() if _is_property(value)}


def _is_property(value: object) -> bool:
    return isinstance(value, property | cached_property)


def as_data(sheet: ScoreSheet) -> Any:
    """Return the sheet's JSON as data; no number in it has a point or an exponent."""

    def refuse(text: str) -> NoReturn:
        raise AssertionError(f"a float in the JSON: {text}")

    return json.loads(scoring.to_json(sheet), parse_float=refuse, parse_constant=refuse)


PLACES = ("place", "file", "bytes")
"""Keys of a sheet's data that say where something stood."""


def without_places(data: Any) -> Any:
    """Return a sheet's data without what says where something stood."""
    if isinstance(data, dict):
        return {key: without_places(value) for key, value in data.items() if key not in PLACES}
    return [without_places(one) for one in data] if isinstance(data, list) else data


def alike(data: Any) -> Any:
    """Return a sheet's data without places, its findings in an order that does not depend on them."""
    return without_places(data) | {"findings": sorted(json.dumps(without_places(one)) for one in data["findings"])}


# ---- places ----------------------------------------------------------------------------------------------------------


def provenance(sheet: ScoreSheet, rule_set_text: str, submission_text: str) -> Iterator[str]:
    """Every figure has a place that points at it, every indicator one that points at its name.

    A row of the department's own targets stands in the submission; what stands for rows that cannot be scored points at
    their group.
    """
    rule_lines, lines = rule_set_text.split("\n"), submission_text.split("\n")
    for one in sheet.indicators:
        name = one.indicator.path[-1] if one.indicator.code.endswith(".T") else one.indicator.name
        own = points_at(one.indicator.place, sheet.submission.file, lines, name)
        if not (own or points_at(one.indicator.place, "rule-set.yaml", rule_lines, name)):
            yield f"{one.indicator.code}: {one.indicator.place}"
        for used in one.used:
            if used.given is not None:
                yield from (f"{used.name}: {where}" for where in _misplaced(used.given, sheet.submission.file, lines))
    for line in sheet.lines:
        if line.line is not None and not points_at(line.line.place, "rule-set.yaml", rule_lines, line.line.name):
            yield f"{line.line.name}: {line.line.place}"


def _misplaced(given: Given | Rows, file: str, lines: list[str]) -> Iterator[str]:
    cells = [given] if isinstance(given, Given) else [cell for row in given.rows for cell in row.values()]
    yield from (
        f"{cell.place} {cell.written}" for cell in cells if not points_at(cell.place, file, lines, cell.written)
    )
    if isinstance(given, Rows) and not any(points_at(given.place, file, lines, mark) for mark in "[-"):
        yield f"{given.place}"


def points_at(place: Location, file: str, lines: list[str], written: str) -> bool:
    """Tell whether *written* stands at *place*, quoted or not."""
    if place.file != file or not 1 <= place.line <= len(lines):
        return False
    rest = lines[place.line - 1][place.column - 1 :]
    return rest.startswith((written, f"'{written}", f'"{written}'))


def complete_findings(findings: Iterable[Diagnostic], file: str) -> Iterator[str]:
    """Every finding has a place in the file, a text and a hint, in both languages and in every format.

    A note asks for nothing: it may stand without a hint.
    """
    for one in findings:
        if one.place.file != file or one.place.line < 1 or one.place.column < 1:
            yield f"{one.code}: place {one.place}"
        for language in (CHINESE, Language("en")):
            said = [language.render(one.text)]
            if one.hint is not None or one.severity is not Severity.NOTE:
                said.append("" if one.hint is None else language.render(one.hint))
            if not all(text.strip() for text in said):
                yield f"{one.code}: {said}"
    for name in format_names():
        if findings and not all(one.code in render_findings(findings, name, CHINESE) for one in findings):
            yield f"format {name} leaves codes out"


def texts(data: Any) -> Iterator[str]:
    """Yield every text in JSON *data*."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield from texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from texts(value)
