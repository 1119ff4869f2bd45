"""Read what a command is given: a rule set, a submission; what was found goes to standard error."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from scoring.cli.console import Console
from scoring.diagnostics import Diagnostic, has_errors

if TYPE_CHECKING:
    from scoring.engine.sheet import ScoreSheet
    from scoring.rule_set.model import RuleSet


def rule_set(reference: str, folder: str | None, console: Console) -> RuleSet | None:
    """Return the rule set *reference*, None if it cannot be used; findings are reported."""
    from scoring.checks import check
    from scoring.rule_set import load_rule_set

    rules, findings = load_rule_set(reference, None if folder is None else Path(folder))
    if rules is not None:
        findings = (*findings, *check(rules))
    console.report(findings)
    return None if has_errors(findings) else rules


def score_sheet(
    submission: str, rules: RuleSet, other_columns: str, *, any_year: bool = False
) -> tuple[ScoreSheet | None, tuple[Diagnostic, ...]]:
    """Return the sheet of *submission*, a file or one of several in it, with everything found; None if not readable."""
    from scoring.documents import listed_name
    from scoring.engine import score
    from scoring.submissions import OtherColumns, load_submission, split_reference

    file, wanted = split_reference(submission)
    other = OtherColumns(other_columns)
    name = listed_name(file)
    given, findings = load_submission(Path(file), name, rules, any_year=any_year, wanted=wanted, other=other)
    if given is None:
        return None, findings
    sheet = score(rules, given, findings=findings)
    return sheet, sheet.findings
