"""``scoring explain SUBMISSION CODE -r RULES``: how these marks came about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from scoring.cli.called import indicator_called, not_found
from scoring.cli.console import Console
from scoring.cli.exits import DONE, ERRORS, UNUSABLE
from scoring.cli.inputs import rule_set, score_sheet
from scoring.cli.options import AnyYear, Format, OtherColumns, Output, RuleSetOption, RulesFolder, Submission
from scoring.diagnostics import has_errors, message
from scoring.reports import View

if TYPE_CHECKING:
    from scoring.engine.sheet import ScoreSheet

ORDER = 60
ABOUT = message("how the marks of one indicator, a line or the total came about: figures, formula, source")
TOTAL = ("total", "总分")

Code = Annotated[
    str, typer.Argument(metavar="CODE", help=message("code or name of an indicator, name of a line, or total").text)
]


def command(
    context: typer.Context,
    submission: Submission,
    code: Code,
    rules: RuleSetOption,
    form: Format = "table",
    output: Output = None,
    folder: RulesFolder = None,
    other_columns: OtherColumns = "refuse",
    any_year: AnyYear = False,
) -> int:
    """Explain one indicator, line or the total."""
    console: Console = context.obj
    found = rule_set(rules, folder, console)
    if found is None:
        return UNUSABLE
    sheet, findings = score_sheet(submission, found, other_columns, any_year=any_year)
    if sheet is None:
        console.report(findings)
        return ERRORS
    view = _view(sheet, code, console)
    if view is None:
        return UNUSABLE
    written = console.show(view, form, output)
    console.report(findings)
    return written or (ERRORS if has_errors(findings) else DONE)


def _view(sheet: ScoreSheet, code: str, console: Console) -> View | None:
    """Return the view of what is called *code*; None after a finding."""
    from scoring.reports.views import explanation, line, total

    if code.casefold() in TOTAL:
        return total.view(sheet)
    indicator, finding = indicator_called(code, sheet.rule_set)
    if indicator is not None:
        return explanation.view(sheet, indicator.code)
    for adjusted in sheet.lines:
        if code == console.language.render(adjusted.name) or (adjusted.line is not None and code == adjusted.line.name):
            return line.view(sheet, adjusted)
    lines = tuple(console.language.render(one.name) for one in sheet.lines)
    console.report((finding or not_found(code, sheet.rule_set, lines, TOTAL),))
    return None
