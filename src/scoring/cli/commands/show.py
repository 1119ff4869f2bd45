"""``scoring show RULES [CODE]``: the rule set as sentences with sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from scoring.cli.commands.explain import NO_SUCH_CODE, NO_SUCH_CODE_NEAR
from scoring.cli.console import Console
from scoring.cli.exits import UNUSABLE
from scoring.cli.inputs import rule_set
from scoring.cli.options import Format, Output, RulesFolder
from scoring.diagnostics import Location, message, nearest
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
    view = _view(found, code)
    if view is None:
        assert code is not None
        _not_found(found, code, console)
        return UNUSABLE
    return console.show(view, form, output)


def _view(rules: RuleSet, code: str | None) -> View | None:
    from scoring.reports.views import indicator
    from scoring.reports.views import rule_set as views

    if code is None:
        return views.view(rules)
    for one in rules.indicators:
        if code.upper() == one.code.upper() or code in (one.name, *one.aliases):
            return indicator.view(rules, one)
    return None


def _not_found(rules: RuleSet, code: str, console: Console) -> None:
    codes = tuple(one.code for one in rules.indicators)
    near = nearest(code, (*codes, *(one.name for one in rules.indicators)))
    kind = NO_SUCH_CODE if near is None else NO_SUCH_CODE_NEAR
    console.report((kind.at(Location(rules.id), rules=rules.id, code=code, nearest=near or "", known=codes),))
