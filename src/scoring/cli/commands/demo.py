"""``scoring demo``: the shipped sample scored, what the published report alone allows, and what to try next."""

from __future__ import annotations

import os
import shlex
import subprocess
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from scoring.cli.console import Console
from scoring.cli.exits import UNUSABLE
from scoring.cli.inputs import rule_set
from scoring.diagnostics import message

if TYPE_CHECKING:
    from scoring.engine.sheet import ScoreSheet
    from scoring.rule_set.model import RuleSet

ORDER = 10
ABOUT = message("score the shipped sample, show the sheet, say what to try next")

RULES: Final = "yueyang-2018"
COMPLETED: Final = "linxiang-rescue-station-2023-completed"
PUBLISHED: Final = "linxiang-rescue-station-2023"
FILE: Final = "submission.yaml"


def command(context: typer.Context) -> int:
    """Score the shipped sample."""
    from scoring.reports import View
    from scoring.reports.score_sheet_json import sheet_data
    from scoring.reports.score_sheet_table import sheet_table
    from scoring.reports.views import demo
    from scoring.rule_set import shipped

    console: Console = context.obj
    rules = rule_set(RULES, None, console)
    if rules is None:
        return UNUSABLE
    samples = shipped("samples")
    completed = _sheet(samples / COMPLETED, rules, console)
    published = _sheet(samples / PUBLISHED, rules, console)
    if completed is None or published is None:
        return UNUSABLE
    paths = (_shown(samples / COMPLETED / FILE), _shown(samples / PUBLISHED / FILE))
    page = partial(demo.page, completed, published, paths)
    view = View(page, partial(sheet_table, completed), partial(sheet_data, completed))
    return console.show(view, "table")


def _sheet(folder: Path, rules: RuleSet, console: Console) -> ScoreSheet | None:
    """Return the sheet of a shipped sample."""
    from scoring.engine import score
    from scoring.submissions import load_submission

    given, findings = load_submission(folder / FILE, f"{folder.name}/{FILE}", rules)
    if given is None:
        console.report(findings)
        return None
    return score(rules, given, findings=findings)


def _shown(path: Path) -> str:
    """Return *path* as it can be typed here: from the working folder if it lies below it, quoted for the shell."""
    try:
        short = str(path.relative_to(Path.cwd()))
    except ValueError:
        short = str(path)
    return subprocess.list2cmdline([short]) if os.name == "nt" else shlex.quote(short)
