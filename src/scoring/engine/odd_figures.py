"""Figures so odd that the marks they bring are no answer to rest on: each is a finding of its own on the sheet.

Which outcomes are odd is said by the method, at its reason: a ratio whose divisor is not above zero, a mark above the
scale it was given on. The marks stand as the standard has them; somebody should look at the figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from scoring.diagnostics import Diagnostic, Kind, Location, Message, Severity, message
from scoring.engine.found import State
from scoring.engine.plan import Worked
from scoring.engine.reasons import called, given_value
from scoring.engine.sheet import Adjusted, Scored
from scoring.rule_set.model import Indicator, Line, RuleSet
from scoring.submissions.model import Submission

ODD: Final = Kind(
    "S390",
    "{name} rests on odd figures: {why}",
    "check these figures; if they are right, the marks stand",
    Severity.WARNING,
)


def odd_figures(
    worked: Worked, submission: Submission, rows: Sequence[Scored], lines: Iterable[Adjusted]
) -> Iterator[Diagnostic]:
    """Yield a finding for each row, and each line, whose marks are certain and rest on odd figures."""
    rules = worked.rules
    for place, numbers in worked.warning:
        owner, row = rules.indicators[place], rows[place]
        if isinstance(row.record, tuple) and row.record[2] not in numbers:
            continue  # what a compiled program found, as almost all is
        reason = row.account.reason if row.state is State.SCORED else None
        if reason is not None and reason.warns:
            name = message("{code} {name}", code=owner.code, name=owner.name)
            yield _finding(owner, name, row.reason.text, rules, submission)
    for line in lines:
        if line.line is not None and line.reason is not None and line.reason.warns:
            yield _finding(line.line, line.name, line.reason.text, rules, submission)


def _finding(
    owner: Indicator | Line, name: Message, why: Message, rules: RuleSet, submission: Submission
) -> Diagnostic:
    """Return the finding about *owner*, at the first of its figures that was given; the others stand beside it."""
    figures = []
    for key in owner.inputs:
        given, fact = submission.facts.get(key), rules.facts.get(key)
        if given is not None:
            shown = message("{name} {figure}", name=called(fact, key), figure=given_value(fact, given))
            figures.append((shown, given.place))
    place = figures[0][1] if figures else Location(submission.file)
    return ODD.at(place, related=figures[1:], name=name, why=why)
