"""One row of the department's own table of targets (绩效目标表): its code, the group of its kind, its marks."""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import replace
from fractions import Fraction
from typing import Final

from scoring.diagnostics import Diagnostic, Kind, Word, message, nearest
from scoring.documents.shape import MISSING_KEY
from scoring.documents.tree import Node, Scalar
from scoring.exact import ONE, ZERO
from scoring.expressions.names import canonical
from scoring.records import dataclass
from scoring.rule_set.model import Group
from scoring.rule_set.target import Operator
from scoring.rule_set.target_rows import ACTUAL, APPLIES, FIGURES, ROW_CODE, TARGET, Row
from scoring.submissions.keys import TARGET as ROW_KEYS
from scoring.submissions.model import Given, Target
from scoring.submissions.numbers import read_marks, shorten
from scoring.submissions.target_figures import Goal, Stated, read_figures, read_goal, read_row_unit, read_stated
from scoring.submissions.target_line import Line, Table
from scoring.submissions.words import find_word
from scoring.units import PLAIN

UNKNOWN_KIND: Final = Kind("S360", "the rule set {rules} scores no targets of the kind {kind}", "write one of: {known}")
MISSPELT_KIND: Final = Kind(
    "S361",
    "the rule set {rules} scores no targets of the kind {kind}; the nearest one is {nearest}",
    "write {nearest}, or another one of: {known}",
)
NOT_SCORED: Final = Kind(
    "S363",
    "the rule set says nothing about targets with {operator}; {name} cannot be scored",
    "write the target with one of: {known}",
)
NO_MARKS: Final = Kind("S364", "{name} is worth {marks} marks", "write a number of marks above 0")
BETWEEN_STEPS: Final = Kind(
    "S365",
    "the marks {marks} of {name} are no multiple of {step}, to which marks are rounded",
    "write a multiple of {step}",
)
CODE_TAKEN: Final = Kind(
    "S368", "another part or row has the code {code}", "write another code, or none: the row is then {default}"
)
NOT_A_CODE: Final = Kind(
    "S369", "{code} is not a code", "write letters and digits, or no code: the row is then {default}"
)

MARKS: Final = Word("marks of the row")
CALLED: Final = {
    "kind": Word("kind of target"),
    "indicator": Word("name of the target"),
    "target": FIGURES[TARGET],
    "marks": MARKS,
}
"""What sentences call the keys that a row must have."""

MAX_CODE: Final = 20


@dataclass(frozen=True, slots=True)
class Drafted:
    """A row as read.

    Attributes:
        group: the group it belongs to; None where its kind is not known.
        marks: None where they cannot be used.
        row: what its indicator is compiled from.
        said: what the department says.
        operator: None where the target cannot be read.
        refused: the figures of it that were given but refused.
        lacking: the one of these without which it cannot be scored at all; "" if there is none.
        by_place: whether it has its code by its place in the table.
    """

    group: Group | None
    marks: Fraction | None
    row: Row
    said: Target
    operator: Operator | None
    refused: tuple[str, ...] = ()
    lacking: str = ""
    by_place: bool = True


def read_row(item: Node, number: int, table: Table) -> Drafted | None:
    """Return row *number*, counted from 1; None if it is no row at all."""
    before = len(table.reading.findings)
    line = _line(item, number, table)
    if line is None:
        return None
    spelt = len(table.reading.findings) == before
    line = _named(line)
    kind, group = _kind(line)
    marks, goal, stated = _marks(line, group), read_goal(line), read_stated(line, group)
    unit = read_row_unit(line, goal)
    figures = {} if goal is None or unit is None else read_figures(line, goal, unit)
    may = group is not None and group.not_applicable is not None
    usable = spelt and TARGET in figures and _scored(line, goal, group)
    lacking = TARGET if not usable else APPLIES if stated.absent is not None and not may else ""
    absent = stated.absent if may and not lacking else None
    row = Row(line.code, line.name, marks or ZERO, unit or PLAIN, absent, line.place("indicator"), line.place("marks"))
    operator = None if goal is None else goal.operator
    said = Target(
        line.code,
        kind,
        line.name,
        "" if operator is None else operator.value,
        str(row.unit),
        marks,
        figures | ({} if stated.given is None else {APPLIES: stated.given}),
        stated.why,
        line.mapping.place,
    )
    refused, by_place = _refused(line, figures, stated, lacking), not _says_its_code(line)
    return Drafted(group, marks, row, said, operator, refused, lacking, by_place)


def _line(item: Node, number: int, table: Table) -> Line | None:
    what = message("row {number} of the targets", number=number)
    findings = table.reading.findings
    before = len(findings)
    mapping = table.reading.shape.record(item, what, ROW_KEYS)
    findings[before:] = [_in_words(one) if one.code == MISSING_KEY.code else one for one in findings[before:]]
    return None if mapping is None else Line(mapping, table, f"T{number:02d}")


def _in_words(lacking: Diagnostic) -> Diagnostic:
    """Return the finding about keys that are *lacking* with what a table calls them."""
    keys = lacking.text.value("keys")
    assert isinstance(keys, tuple)
    shown = tuple(message("{called} ({key})", called=CALLED[str(key)], key=key) for key in keys)
    return MISSING_KEY.at(lacking.place, what=lacking.text.value("what"), keys=shown)


def _named(line: Line) -> Line:
    """Return *line* with its code and its name."""
    line = replace(line, name=line.default)
    code = _code(line)
    return replace(line, code=code, name=getattr(line.scalar("indicator"), "text", code))


def _code(line: Line) -> str:
    """Return the code of a row, the default one where it names none that can be used."""
    written = line.scalar("code")
    code = line.default if written is None else written.text.strip()
    if not (code.isidentifier() and len(code) <= MAX_CODE):
        line.report(NOT_A_CODE, "code", code=shorten(code))
    elif canonical(code) in line.table.taken or (ROW_CODE.fullmatch(code) and code != line.default):
        line.report(CODE_TAKEN, "code", code=code)
    else:
        line.table.taken.add(canonical(code))
        return code
    return line.default


def _says_its_code(line: Line) -> bool:
    """Tell whether the code of the row is the one that it names."""
    written = line.mapping.get("code")
    return isinstance(written, Scalar) and written.text.strip() == line.code


def _kind(line: Line) -> tuple[str, Group | None]:
    """Return the kind as the rule set spells it, and its group; "" and None after a finding."""
    written = line.scalar("kind")
    groups = {
        kind: group for group in line.table.rules.target_groups() if group.targets for kind in group.targets.kinds
    }
    if written is None:
        return "", None
    kind = find_word(written.text, tuple(groups))
    if kind is not None:
        return kind, groups[kind]
    near = nearest(written.text, groups)
    line.report(
        UNKNOWN_KIND if near is None else MISSPELT_KIND,
        "kind",
        kind=written.text,
        nearest=near or "",
        known=tuple(groups),
    )
    return "", None


def _marks(line: Line, group: Group | None) -> Fraction | None:
    """Return the marks the row is worth, of which what they count for is whole units; None after a finding."""
    written = line.scalar("marks")
    marks = None if written is None else read_marks(written, line.called(MARKS), line.shape.findings)
    if marks is None:
        return None
    step = line.table.rules.rounding.unit * (ONE if group is None else group.scale / group.full_marks)
    if marks <= 0:
        line.report(NO_MARKS, "marks", marks=marks)
    elif marks % step:
        line.report(BETWEEN_STEPS, "marks", marks=marks, step=step)
    else:
        return marks
    return None


def _scored(line: Line, goal: Goal | None, group: Group | None) -> bool:
    """Tell whether the rule set says how the row is scored; a finding if not."""
    if goal is None or group is None or group.targets is None:
        return False
    if group.targets.template(goal.operator) is not None:
        return True
    known = tuple(one.operator.value for one in group.targets.templates)
    line.report(NOT_SCORED, "target", operator=goal.operator.value, known=known)
    return False


def _refused(line: Line, figures: Map[str, Given], stated: Stated, lacking: str) -> tuple[str, ...]:
    """Return the figures that count as missing although something stands there."""
    refused = [ACTUAL] if "actual" in line.mapping and ACTUAL not in figures else []
    refused += [APPLIES] if stated.refused else []
    return tuple(dict.fromkeys((*refused, lacking) if lacking else refused))
