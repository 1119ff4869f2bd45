"""``scoring score SUBMISSION -r RULES``: one score sheet."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated

import typer

from scoring.cli.console import Console
from scoring.cli.exits import DONE, ERRORS, GATE, UNUSABLE
from scoring.cli.inputs import rule_set, score_sheet
from scoring.cli.options import AnyYear, Format, OtherColumns, Output, RuleSetOption, RulesFolder, Submission
from scoring.diagnostics import Quantity, has_errors, message
from scoring.exact import Written, read_strict

ORDER = 50
ABOUT = message("score one submission: marks, a reason for every mark lost, total, grade")


def _marks(context: typer.Context, text: str | None) -> str | None:
    """Refuse a text that is no number of marks."""
    if text is None or isinstance(read_strict(text), Written):
        return text
    console: Console = context.obj
    raise typer.BadParameter(console.language.render(message("{text} is not a number of marks", text=text)))


Gate = Annotated[
    str | None,
    typer.Option(
        "--fail-under",
        metavar="N",
        help=message("exit with 3 unless the total is certainly at least N").text,
        callback=_marks,
    ),
]


def command(
    context: typer.Context,
    submission: Submission,
    rules: RuleSetOption,
    form: Format = "table",
    output: Output = None,
    fail_under: Gate = None,
    folder: RulesFolder = None,
    other_columns: OtherColumns = "refuse",
    any_year: AnyYear = False,
) -> int:
    """Score one submission."""
    console: Console = context.obj
    found = rule_set(rules, folder, console)
    if found is None:
        return UNUSABLE
    sheet, findings = score_sheet(submission, found, other_columns, any_year=any_year)
    if sheet is None:
        console.report(findings)
        return ERRORS
    from scoring.reports.views import score_sheet as views

    written = console.show(views.view(sheet), form, output)
    console.report(findings)
    if written != DONE:
        return written
    if fail_under is not None and not _met(sheet.total.low, fail_under, console):
        return GATE
    return ERRORS if has_errors(findings) else DONE


def _met(low: Fraction, fail_under: str, console: Console) -> bool:
    """Tell whether even the lowest possible total reaches the gate; say so if not."""
    wanted = read_strict(fail_under)
    assert isinstance(wanted, Written)
    if low >= wanted.value:
        return True
    console.say(
        message(
            "gate not met: the total may be as low as {low}, asked for was at least {wanted}",
            low=Quantity(low),
            wanted=wanted.value,
        )
    )
    return False
