"""What came of the cases beside a rule set: passed, or what was expected and what the sheet says instead."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from scoring.diagnostics import Value, Word, message
from scoring.records import dataclass
from scoring.reports.page import Bullet, Bullets, Cell, Column, Heading, Page, Paragraph, Part, Row, Table, Tone
from scoring.reports.score_sheet_json import CHINESE, sheet_data
from scoring.reports.view import Json, View
from scoring.rule_set.model import RuleSet
from scoring.trials import Difference, Outcome, Subject


@dataclass(frozen=True, slots=True)
class Tried:
    """One rule set and what came of its cases."""

    rules: RuleSet
    outcomes: tuple[Outcome, ...]

    @property
    def failed(self) -> int:
        """Return how many cases failed."""
        return sum(1 for one in self.outcomes if not one.passed)


def view(tried: tuple[Tried, ...]) -> View:
    """Return the view of the rule sets *tried*."""
    return View(partial(page, tried), partial(table, tried), partial(data, tried))


def page(tried: tuple[Tried, ...]) -> Page:
    """Return the outcomes as people read them."""
    return Page(tuple(part for one in tried for part in _section(one)))


def _section(one: Tried) -> Iterator[Part]:
    yield Heading(message("{title} ({version})", title=one.rules.title, version=one.rules.version), 1)
    failed = tuple(_outcome(outcome) for outcome in one.outcomes if not outcome.passed)
    if failed:
        yield Bullets(failed)
        counts = {"failed": len(failed), "passed": len(one.outcomes) - len(failed)}
        yield Paragraph(message("× {failed} cases failed, {passed} passed", **counts), Tone.BAD)
    else:
        yield Paragraph(message("√ all {passed} cases passed", passed=len(one.outcomes)), Tone.GOOD)


def _outcome(one: Outcome) -> Bullet:
    below = tuple(
        Bullet(
            message(
                "{what}: expected {expected}, computed {computed} ({place})",
                what=_what(difference),
                expected=difference.expected,
                computed=difference.computed,
                place=str(difference.place),
            )
        )
        for difference in one.differences
    )
    return Bullet(one.case.name, Tone.BAD, below)


def _what(difference: Difference) -> Value:
    match difference.subject:
        case Subject.TOTAL:
            return Word("Total")
        case Subject.GRADE:
            return Word("Grade")
        case _:
            return difference.name


def table(tried: tuple[Tried, ...]) -> Table:
    """Return one row for each passed case and for each difference."""
    columns = (
        Column(Word("Rule set")),
        Column(Word("Version")),
        Column(Word("Case")),
        Column(Word("Passed")),
        Column(Word("What")),
        Column(Word("Expected")),
        Column(Word("Computed")),
        Column(Word("Place")),
    )
    return Table(columns, tuple(row for one in tried for outcome in one.outcomes for row in _rows(one.rules, outcome)))


def _rows(rules: RuleSet, outcome: Outcome) -> Iterator[Row]:
    case: tuple[Value, ...] = (rules.id, rules.version, outcome.case.name)
    if outcome.passed:
        yield _row(*case, Word("yes"), "", "", "", str(outcome.case.place))
    for one in outcome.differences:
        yield _row(*case, Word("no"), _what(one), one.expected, one.computed, str(one.place))


def _row(*values: Value) -> Row:
    return Row(tuple(map(Cell, values)))


def data(tried: tuple[Tried, ...]) -> Json:
    """Return the outcomes for programs, the sheet of each failed case with it."""
    return [
        {
            "rule_set": one.rules.id,
            "version": one.rules.version,
            "passed": len(one.outcomes) - one.failed,
            "failed": one.failed,
            "cases": [_case(outcome) for outcome in one.outcomes],
        }
        for one in tried
    ]


def _case(one: Outcome) -> Json:
    return {
        "case": one.case.name,
        "place": str(one.case.place),
        "passed": one.passed,
        "differences": [
            {
                "subject": difference.subject.value,
                "name": difference.name,
                "expected": CHINESE.render(difference.expected),
                "computed": CHINESE.render(difference.computed),
                "place": str(difference.place),
            }
            for difference in one.differences
        ],
        "sheet": None if one.passed else sheet_data(one.sheet),
    }
