"""How a group scores the rows of the department's own target table, in words and as data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from scoring.diagnostics import Message, Quantity, Value, Word, message
from scoring.reports.view import Json
from scoring.reports.wording import POLICIES
from scoring.rule_set.model import Group
from scoring.rule_set.target import NoRows, Operator, Targets, Template

NO_ROWS: Final = {
    NoRows.FULL: Word("full marks"),
    NoRows.ZERO: Word("no marks"),
    NoRows.NOT_APPLICABLE: Word("not applicable"),
    NoRows.MISSING: Word("missing data"),
    None: Word("missing data"),
}

_JUDGED: Final = message("targets without a number")


def belonging(group: Group, targets: Targets) -> Message:
    """Return which rows belong to *group*, what it comes to without any, what becomes of one that does not apply."""
    without = NO_ROWS[targets.no_rows]
    if group.not_applicable is None:
        return message(
            "the department's own targets of the kinds {kinds}; without any: {without}",
            kinds=targets.kinds,
            without=without,
        )
    return message(
        "the department's own targets of the kinds {kinds}; without any: {without}; one that does not apply: {policy}",
        kinds=targets.kinds,
        without=without,
        policy=POLICIES[group.not_applicable],
    )


def named(template: Template) -> Value:
    """Return which rows *template* scores."""
    if template.operator is Operator.JUDGED:
        return _JUDGED
    return message("targets with {operator}", operator=template.operator.value)


def sentence(template: Template) -> Message:
    """Return the rule for these rows, on the example of one."""
    example = template.example
    return message(
        "for example, a target of {marks} marks: {rule}",
        marks=Quantity(example.full_marks),
        rule=example.lowered.sentence,
    )


def templates(group: Group) -> Iterator[Template]:
    """Yield how the rows of *group* are scored, operator by operator."""
    yield from () if group.targets is None else group.targets.templates


def targets_data(targets: Targets, render: Callable[[Value], str]) -> Json:
    """Return what a group says of its rows, for programs."""
    return {
        "kinds": list(targets.kinds),
        "when_no_rows": None if targets.no_rows is None else targets.no_rows.value,
        "scored_by": [
            {
                "operator": one.operator.value,
                "method": one.method.name,
                "rule": render(sentence(one)),
                "place": str(one.place),
            }
            for one in targets.templates
        ],
    }
