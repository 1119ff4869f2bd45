"""``scoring test RULES…``: the cases beside each rule set, scored and compared with what they expect."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from scoring.cli.console import Console
from scoring.cli.exits import DONE, ERRORS, GATE, UNUSABLE
from scoring.cli.inputs import rule_set
from scoring.cli.options import Format, Output, RuleSets, RulesFolder
from scoring.diagnostics import Diagnostic, Kind, Location, has_errors, message

if TYPE_CHECKING:
    from scoring.reports.views.trials import Tried

ORDER = 40
ABOUT = message("score the cases beside rule sets and compare with what they expect")
FILE = "cases.yaml"

NO_CASES = Kind("C113", "there is no {file} beside {rules}", "write cases there: facts in, marks and grade out")


def command(
    context: typer.Context, rules: RuleSets, form: Format = "table", output: Output = None, folder: RulesFolder = None
) -> int:
    """Try rule sets on their cases."""
    from scoring.reports.views import trials

    console: Console = context.obj
    tried = []
    findings: list[Diagnostic] = []
    usable = True
    for reference in rules:
        one, more = _tried(reference, folder, console)
        findings += more
        usable = usable and one is not None
        if one is not None:
            tried.append(one)
    written = console.show(trials.view(tuple(tried)), form, output) if tried else DONE
    console.report(findings)
    if written != DONE or not usable:
        return UNUSABLE
    if any(one.failed for one in tried):
        return GATE
    return ERRORS if has_errors(findings) else DONE


def _tried(reference: str, folder: str | None, console: Console) -> tuple[Tried | None, tuple[Diagnostic, ...]]:
    """Return what came of the cases of one rule set; None if it, or its cases, cannot be read."""
    from scoring.documents import read_file
    from scoring.engine import score
    from scoring.reports.views.trials import Tried
    from scoring.rule_set import locate
    from scoring.trials import run_cases

    rules = rule_set(reference, folder, console)
    shelf, _ = locate(reference, None if folder is None else Path(folder))
    if rules is None or shelf is None:
        return None, ()
    path = shelf.path.parent / FILE
    listed = f"{shelf.path.parent.name}/{FILE}"
    if not path.is_file():
        return None, (NO_CASES.at(Location(listed), file=FILE, rules=rules.id),)
    document, findings = read_file(path, listed)
    if document is None:
        return None, findings
    outcomes, more = run_cases(rules, document, score)
    return Tried(rules, outcomes), (*findings, *more)
