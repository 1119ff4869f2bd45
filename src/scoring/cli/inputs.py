"""Read what a command is given: a rule set, a submission; what was found goes to standard error."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from scoring.cli.console import Console
from scoring.diagnostics import Diagnostic

if TYPE_CHECKING:
    from scoring.engine.sheet import ScoreSheet
    from scoring.rule_set.model import RuleSet


def listed_name(given: str) -> str:
    """Return how findings and sheets name the file *given*: as given, but never by a path of this machine.

    >>> listed_name("./a/b.yaml"), listed_name("/home/me/b.yaml"), listed_name("../b.yaml")
    ('a/b.yaml', 'b.yaml', 'b.yaml')
    """
    path = PurePath(given)
    return path.name if path.is_absolute() or ".." in path.parts else path.as_posix()


def rule_set(reference: str, folder: str | None, console: Console) -> RuleSet | None:
    """Return the rule set *reference*, None if it cannot be used; findings are reported."""
    from scoring.rule_set import load_rule_set

    rules, findings = load_rule_set(reference, None if folder is None else Path(folder))
    console.report(findings)
    return rules


def score_sheet(submission: str, rules: RuleSet) -> tuple[ScoreSheet | None, tuple[Diagnostic, ...]]:
    """Return the sheet of the file *submission* with everything found on the way; None if it cannot be read."""
    from scoring.engine import score
    from scoring.submissions import load_submission

    given, findings = load_submission(Path(submission), listed_name(submission), rules)
    if given is None:
        return None, findings
    sheet = score(rules, given, findings=findings)
    return sheet, sheet.findings
