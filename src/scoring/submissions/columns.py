"""The headings of a table of submissions (宽表): which part of a submission stands below each.

A heading is a name as a submission spells it, compared after NFKC as all names are: ``institution.code``,
``institution.name`` and ``year`` (or 单位编码, 单位代码, 单位名称, 年度, 年份, where the rule set has no fact of that
name), ``claim.total``, ``claim.grade``, ``claim.A01``, ``claim.A01.reason``, ``judgement.E02.level`` (``marks``,
``reason``, ``evaluator``), ``evidence.`` with a fact's name, ``targets``; or a fact, with or without a unit behind it
in brackets.
Codes are judged where claims and judgements are read; here only headings that nobody would read are found.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Mapping
from typing import Final

from scoring.diagnostics import Diagnostic, Kind, Location, Message, Severity, message, nearest
from scoring.diagnostics.width import cut
from scoring.documents.limits import MAX_FINDINGS
from scoring.documents.table import Table
from scoring.documents.tree import Scalar
from scoring.documents.tree_builder import TOO_MANY_FINDINGS
from scoring.expressions.names import canonical
from scoring.records import dataclass
from scoring.rule_set.model import Fact, RuleSet
from scoring.submissions.facts import computed_name
from scoring.submissions.judgements import expected_judgements
from scoring.submissions.keys import CHOICE_HEADINGS, JUDGEMENT, TARGET, TARGET_HEADINGS

NO_COLUMN: Final = Kind(
    "S430",
    "the table has no column {names}",
    "the first row must hold the headings; delete titles above it, and add {names}",
)
UNKNOWN_COLUMN: Final = Kind(
    "S431",
    "nothing is read from a column {name}",
    "delete it, or ask for other columns to be left out (--other-columns ignore)",
)
MISSPELT_COLUMN: Final = Kind(
    "S432", "nothing is read from a column {name}; the nearest known heading is {nearest}", "write {nearest}"
)
COLUMN_TWICE: Final = Kind("S433", "two columns hold {name}", "keep the one that holds")
UNKNOWN_PART: Final = Kind("S431", "nothing is read from a column {name}", "the columns of a judgement are: {known}")
IGNORED: Final = Kind("S442", "these columns are not read, as was asked for: {names}", severity=Severity.NOTE)

Path = tuple[str, ...]
"""Where a cell goes: the keys from the outermost mapping of a submission inwards."""


class OtherColumns(enum.Enum):
    """What becomes of columns that nothing is read from."""

    REFUSE = "refuse"  # each is an error
    IGNORE = "ignore"  # they are left out and said


CODE: Final[Path] = ("institution", "code")
NAME: Final[Path] = ("institution", "name")
YEAR: Final[Path] = ("year",)
TARGETS: Final[Path] = ("targets",)
KEYS: Final[dict[str, Path]] = {"institution.code": CODE, "institution.name": NAME, "year": YEAR}
ALIASES: Final[dict[str, Path]] = {
    "单位编码": CODE,
    "单位代码": CODE,
    "单位名称": NAME,
    "年度": YEAR,
    "年份": YEAR,
}
_UNIT = re.compile(r"(?P<name>.+?)\s*[(（]\s*(?P<unit>[^()（）]+?)\s*[)）]")
_JUDGEMENT = re.compile(rf"judgement\.(?P<code>.+)\.(?P<part>{'|'.join(JUDGEMENT.names)})")
_OF_JUDGEMENT = re.compile(r"(?P<of>judgement\..+\.)(?P<part>[^.]*)")
_CLAIM = re.compile(r"claim\.(?P<code>.+?)(?P<reason>\.reason)?")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        index: its number from 0.
        head: its heading.
        path: where its cells go.
        unit: the unit in the heading's brackets, None if there is none.
    """

    index: int
    head: Scalar
    path: Path
    unit: Scalar | None = None


@dataclass(frozen=True, slots=True)
class Headings:
    """What may stand in the first row of one kind of table.

    Attributes:
        names: heading → path, as printed.
        rules: the rule set; names it computes are answered with what to hand in instead.
        more: headings of judgements, to be suggested only.
        open: whether any other heading is accepted: it is the key itself.
    """

    names: Mapping[str, Path]
    rules: RuleSet
    more: tuple[str, ...] = ()
    open: bool = False


def main_headings(rules: RuleSet) -> Headings:
    """Return the headings of the table in which each submission is one row."""
    facts: dict[str, Path] = {name: ("facts", name, "value") for name in rules.facts}
    evidence: dict[str, Path] = {f"evidence.{name}": ("facts", name, "evidence") for name in rules.facts}
    claims: dict[str, Path] = {"claim.total": ("claims", "total"), "claim.grade": ("claims", "grade")}
    judged = tuple(f"judgement.{code}.{part}" for code in expected_judgements(rules) for part in JUDGEMENT.names)
    return Headings(ALIASES | claims | {"targets": TARGETS} | evidence | facts | KEYS, rules, judged)


def row_headings(rules: RuleSet, columns: Iterable[Fact]) -> Headings:
    """Return the headings of a table beside it: the keys and *columns*."""
    named: dict[str, Path] = {column.name: ("row", column.name, "value") for column in columns}
    return Headings(ALIASES | named | KEYS, rules)


def target_headings(rules: RuleSet) -> Headings:
    """Return the headings of the table of targets beside it: the keys of a row, or what such tables call them."""
    named = {name: ("row", name) for name in TARGET.names}
    return Headings(_called(TARGET_HEADINGS) | ALIASES | named | KEYS, rules)


def choice_headings(rules: RuleSet) -> Headings:
    """Return the headings of the table of choices beside it, in which any group may stand too."""
    named = {name: ("row", name) for name in CHOICE_HEADINGS}
    return Headings(_called(CHOICE_HEADINGS) | ALIASES | named | KEYS, rules, open=True)


def _called(words: Mapping[str, Iterable[str]]) -> dict[str, Path]:
    return {word: ("row", name) for name, several in words.items() for word in several}


def read_columns(
    table: Table, headings: Headings, required: Iterable[str], other: OtherColumns, findings: list[Diagnostic]
) -> tuple[Column, ...] | None:
    """Return the columns of *table*; None if one of the *required* is not there."""
    known = {canonical(name): path for name, path in headings.names.items()}
    columns: dict[Path, Column] = {}
    left: list[Scalar] = []
    for index, head in enumerate(table.heads):
        if not head.text.strip():
            continue
        path, unit = _path(head, known, open_ended=headings.open)
        if path is None:
            left.append(head)
            continue
        first = columns.setdefault(path, Column(index, head, path, unit))
        if first.index != index:
            related = ((message("the other one"), first.head.place),)
            findings.append(COLUMN_TWICE.at(head.place, related=related, name=_written(head)))
    meant: set[Path] = set()
    findings += _others(left, headings, other, meant)
    lacking = tuple(name for name in required if KEYS[name] not in columns)
    if unnamed := tuple(name for name in lacking if KEYS[name] not in meant):
        place = table.heads[0].place
        findings.append(
            NO_COLUMN.at(Location(place.file, place.line, 1, 1, place.text), names=tuple(map(_key, unnamed)))
        )
    return None if lacking else tuple(columns.values())


def _key(name: str) -> Message:
    """Return a key of a table with what it may be called."""
    return message("{name} ({called})", name=name, called=next(one for one in ALIASES if ALIASES[one] == KEYS[name]))


def _path(head: Scalar, known: Mapping[str, Path], *, open_ended: bool) -> tuple[Path | None, Scalar | None]:
    """Return where the cells below *head* go, None if nowhere, and the unit in its brackets."""
    written = _written(head)
    name = canonical(written)
    if (path := known.get(name)) is not None:
        return path, None
    if (judgement := _JUDGEMENT.fullmatch(name)) is not None and not open_ended:
        return ("judgements", judgement["code"], judgement["part"]), None
    if (claim := _CLAIM.fullmatch(name)) is not None and not open_ended:
        return ("claims", "reasons" if claim["reason"] else "indicators", claim["code"]), None
    if open_ended:
        return ("row", written, "value"), None
    bracket = _UNIT.fullmatch(written)
    path = known.get(canonical(bracket["name"])) if bracket is not None else None
    if bracket is None or path is None or path[-1] != "value":
        return None, None
    return path, Scalar(bracket["unit"], _inside(head.place, bracket["unit"]), quoted=True)


def _written(head: Scalar) -> str:
    """Return a heading as one line: a table program breaks long ones."""
    return re.sub(r"\s*\n\s*", "", head.text).strip()


def _inside(place: Location, text: str) -> Location:
    """Return the place of *text*, which ends the heading at *place*."""
    start = place.column - 1
    found = place.text.rfind(text, start, start + place.width)
    return place if found < 0 else place.inside(found - start, len(text))


def _of_judgement(head: Scalar, judged: re.Match[str]) -> Diagnostic:
    """Return the finding about a column of a judgement that is none of those there are."""
    name, near = cut(judged[0], 60), nearest(judged["part"], JUDGEMENT.names)
    if near is not None:
        return MISSPELT_COLUMN.at(head.place, name=name, nearest=judged["of"] + near)
    return UNKNOWN_PART.at(head.place, name=name, known=tuple(judged["of"] + part for part in JUDGEMENT.names))


def _others(left: list[Scalar], headings: Headings, other: OtherColumns, meant: set[Path]) -> Iterable[Diagnostic]:
    """Yield what is said about the columns that nothing is read from; what they are near to is added to *meant*."""
    if left and other is OtherColumns.IGNORE:
        names = tuple(cut(_written(head), 60) for head in left)
        yield IGNORED.at(left[0].place, names=names)
        return
    known = (*headings.names, *headings.more)
    for head in left[:MAX_FINDINGS]:
        written = _written(head)
        bracket = _UNIT.fullmatch(written)
        bare = bracket["name"] if bracket is not None else written
        near = nearest(bare, known) or (nearest(written, known) if bracket is not None else None)
        if (judged := _OF_JUDGEMENT.fullmatch(written)) is not None:
            yield _of_judgement(head, judged)
        elif (computed := computed_name(bare, head.place, headings.rules)) is not None:
            yield computed
        elif near is None:
            yield UNKNOWN_COLUMN.at(head.place, name=cut(written, 60))
        else:
            meant.add(headings.names.get(near, ()))
            yield MISSPELT_COLUMN.at(head.place, name=cut(written, 60), nearest=near)
    if len(left) > MAX_FINDINGS:
        yield TOO_MANY_FINDINGS.at(left[MAX_FINDINGS].place, limit=MAX_FINDINGS)
