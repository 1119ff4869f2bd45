"""``scoring rules``: the rule sets that can be named by their id."""

from __future__ import annotations

from pathlib import Path

import typer

from scoring.cli.console import Console
from scoring.cli.exits import DONE, ERRORS
from scoring.cli.options import Format, Output, RulesFolder
from scoring.diagnostics import Diagnostic, has_errors, message

ORDER = 20
ABOUT = message("list the rule sets there are")


def command(context: typer.Context, form: Format = "table", output: Output = None, folder: RulesFolder = None) -> int:
    """List the rule sets."""
    from scoring.reports.views import rule_sets
    from scoring.rule_set import list_rule_sets, load_rule_set

    console: Console = context.obj
    findings: list[Diagnostic] = []
    found = []
    for shelf in list_rule_sets(None if folder is None else Path(folder)):
        rules, more = load_rule_set(str(shelf.path))
        findings += more
        if rules is not None:
            found.append((shelf.id, rules))
    written = console.show(rule_sets.view(tuple(found)), form, output)
    console.report(findings)
    return written or (ERRORS if has_errors(findings) else DONE)
