"""``scoring explain SUBMISSION CODE -r RULES``: how these marks came about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from scoring.cli.console import Console
from scoring.cli.exits import DONE, ERRORS, UNUSABLE
from scoring.cli.inputs import rule_set, score_sheet
from scoring.cli.options import Format, OtherColumns, Output, RuleSetOption, RulesFolder, Submission
from scoring.diagnostics import Kind, Location, has_errors, message, nearest
from scoring.reports import View

if TYPE_CHECKING:
    from scoring.engine.sheet import ScoreSheet

ORDER = 60
ABOUT = message("how the marks of one indicator, a line or the total came about: figures, formula, source")
TOTAL = ("total", "总分")

NO_SUCH_CODE = Kind("C111", "{rules} has no indicator or line {code}", "known are: {known}")
NO_SUCH_CODE_NEAR = Kind(
    "C112", "{rules} has no indicator or line {code}; the nearest is {nearest}", "write {nearest}; known are: {known}"
)
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
) -> int:
    """Explain one indicator, line or the total."""
    console: Console = context.obj
    found = rule_set(rules, folder, console)
    if found is None:
        return UNUSABLE
    sheet, findings = score_sheet(submission, found, other_columns)
    if sheet is None:
        console.report(findings)
        return ERRORS
    view = _view(sheet, code, console)
    if view is None:
        _not_found(sheet, code, console)
        return UNUSABLE
    written = console.show(view, form, output)
    console.report(findings)
    return written or (ERRORS if has_errors(findings) else DONE)


def _view(sheet: ScoreSheet, code: str, console: Console) -> View | None:
    from scoring.reports.views import explanation, line, total

    if code.casefold() in TOTAL:
        return total.view(sheet)
    for one in sheet.indicators:
        if code.upper() == one.indicator.code.upper() or code in (one.indicator.name, *one.indicator.aliases):
            return explanation.view(sheet, one.indicator.code)
    for adjusted in sheet.lines:
        if code == console.language.render(adjusted.name) or (adjusted.line is not None and code == adjusted.line.name):
            return line.view(sheet, adjusted)
    return None


def _not_found(sheet: ScoreSheet, code: str, console: Console) -> None:
    codes = tuple(one.indicator.code for one in sheet.indicators)
    names = tuple(one.indicator.name for one in sheet.indicators)
    lines = tuple(console.language.render(one.name) for one in sheet.lines)
    near = nearest(code, (*codes, *names, *lines, *TOTAL))
    kind = NO_SUCH_CODE if near is None else NO_SUCH_CODE_NEAR
    known = (*codes, *lines, TOTAL[0])
    rules = sheet.rule_set.id
    console.report((kind.at(Location(rules), rules=rules, code=code, nearest=near or "", known=known),))
