"""``scoring check RULES…``: everything wrong with a rule set. What it finds is its result, on standard output."""

from __future__ import annotations

from pathlib import Path

import typer

from scoring.cli.console import Console
from scoring.cli.exits import DONE, ERRORS
from scoring.cli.options import FindingsFormat, Output, RuleSets, RulesFolder
from scoring.diagnostics import Diagnostic, Severity, has_errors, message, render_findings

ORDER = 35
ABOUT = message("find everything that is wrong with rule sets")


def command(
    context: typer.Context,
    rules: RuleSets,
    form: FindingsFormat = "full",
    output: Output = None,
    folder: RulesFolder = None,
) -> int:
    """Check rule sets."""
    from scoring.checks import check
    from scoring.rule_set import load_rule_set

    console: Console = context.obj
    findings: list[Diagnostic] = []
    for reference in rules:
        found, more = load_rule_set(reference, None if folder is None else Path(folder))
        findings += more
        if found is not None:
            findings += check(found)
    text = render_findings(findings, form, console.language)
    written = console.write(text) if output is None else console.save(text, output)
    _summary(findings, len(rules), console)
    return written or (ERRORS if has_errors(findings) else DONE)


def _summary(findings: list[Diagnostic], checked: int, console: Console) -> None:
    errors = sum(1 for one in findings if one.severity is Severity.ERROR)
    warnings = sum(1 for one in findings if one.severity is Severity.WARNING)
    if not errors and not warnings:
        console.say(message("√ {count} rule sets checked, nothing wrong", count=checked))
    else:
        console.say(
            message(
                "{count} rule sets checked: {errors} errors, {warnings} warnings",
                count=checked,
                errors=errors,
                warnings=warnings,
            )
        )
