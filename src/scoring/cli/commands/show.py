"""``scoring show RULES [CODE]``: the rule set as sentences with sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from scoring.cli.called import indicator_called, not_found
from scoring.cli.console import Console
from scoring.cli.exits import UNUSABLE
from scoring.cli.inputs import rule_set
from scoring.cli.options import Format, Output, RulesFolder
from scoring.diagnostics import message
from scoring.reports import View

if TYPE_CHECKING:
    from scoring.rule_set.model import RuleSet

ORDER = 30
ABOUT = message("a rule set in sentences: marks, rules, quoted standards and their sources")

Reference = Annotated[str, typer.Argument(metavar="RULES", help=message("rule set: id, id@version, or path").text)]
Code = Annotated[str | None, typer.Argument(metavar="CODE", help=message("only this indicator, in full").text)]


def command(
    context: typer.Context,
    rules: Reference,
    code: Code = None,
    form: Format = "table",
    output: Output = None,
    folder: RulesFolder = None,
) -> int:
    """Show one rule set, or one indicator of it."""
    console: Console = context.obj
    found = rule_set(rules, folder, console)
    if found is None:
        return UNUSABLE
    view = _view(found, code, console)
    if view is None:
        return UNUSABLE
    return console.show(view, form, output)


def _view(rules: RuleSet, code: str | None, console: Console) -> View | None:
    """Return the view of the rule set, or of the indicator called *code*; None after a finding."""
    from scoring.reports.views import indicator
    from scoring.reports.views import rule_set as views

    if code is None:
        return views.view(rules)
    found, finding = indicator_called(code, rules)
    if found is not None:
        return indicator.view(rules, found)
    console.report((finding or not_found(code, rules, ()),))
    return None
