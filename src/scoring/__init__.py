"""Rules engine for departmental overall-expenditure performance evaluation (部门整体支出绩效评价).

>>> import scoring
>>> rules = scoring.read_rule_set("yueyang-2018")
>>> sample = scoring.sample("linxiang-rescue-station-2023-completed")
>>> sheet = scoring.score(rules, scoring.read_submission(sample, rules))
>>> str(sheet.total.marks), sheet.grade.high.name
('98', '优')

`read_rule_set` and `read_submission` return the object or raise `Rejected` with all `.findings`; `inspect` returns the
object (or None) and the findings. What a finding or reason says is rendered by `Language`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.diagnostics import Diagnostic
    from scoring.engine import Marks, ScoreSheet
    from scoring.rule_set import RuleSet
    from scoring.submissions import Submission

__all__ = [
    "Rejected",
    "consolidate",
    "inspect",
    "inspect_submissions",
    "marks",
    "marks_of_batch",
    "read_rule_set",
    "read_submission",
    "read_submissions",
    "sample",
    "score",
    "score_batch",
    "to_json",
]


class Rejected(Exception):  # noqa: N818 - reads as what happened: except scoring.Rejected
    """A rule set or submission that cannot be used.

    Attributes:
        findings: everything found, errors and all else, in the order of the files.
    """

    def __init__(self, findings: tuple[Diagnostic, ...]) -> None:
        """Keep the *findings*; the text lists them in short."""
        from scoring.diagnostics import Language, render_findings

        super().__init__(render_findings(findings, "concise", Language("en")).rstrip())
        self.findings = findings


def read_rule_set(reference: str | Path, rules: Path | None = None) -> RuleSet:
    """Return the rule set *reference*: a path, an id such as ``yueyang-2018``, or ``id@version``.

    Args:
        reference: what to read.
        rules: a folder of rule sets to look in before ``rules/`` of the working folder and the shipped ones.

    Raises:
        Rejected: it cannot be found, or scoring with it would be wrong.
    """
    from scoring.diagnostics import has_errors

    found, findings = _checked_rule_set(str(reference), rules)
    if found is None or has_errors(findings):
        raise Rejected(findings)
    from scoring.reports.notebook import displayed_rule_set

    return displayed_rule_set(found)


def _checked_rule_set(reference: str, rules: Path | None) -> tuple[RuleSet | None, tuple[Diagnostic, ...]]:
    from scoring.checks import check
    from scoring.rule_set import load_rule_set

    found, findings = load_rule_set(reference, rules)
    return found, (findings if found is None else (*findings, *check(found)))


def read_submission(
    path: str | Path, rules: RuleSet, *, any_year: bool = False, other_columns: Literal["refuse", "ignore"] = "refuse"
) -> Submission:
    """Return the submission in the file *path*, read against *rules*.

    A fact whose own value is refused counts as missing; here, where nobody would see the finding, it is an error.

    Args:
        path: a YAML or JSON file, a table (CSV) with one row, or one of several in a file: ``FILE#code``,
            ``FILE#code@year``.
        rules: the rule set.
        any_year: accept years the rule set is not valid for.
        other_columns: "refuse" or "ignore" the columns of a table that nothing is read from.

    Raises:
        Rejected: something in it is refused; `inspect` returns what could be read all the same.
    """
    from scoring.diagnostics import has_errors

    found, findings = _loaded(path, rules, any_year, other_columns)
    if found is None or has_errors(findings):
        raise Rejected(findings)
    return found


def read_submissions(
    path: str | Path, rules: RuleSet, *, any_year: bool = False, other_columns: Literal["refuse", "ignore"] = "refuse"
) -> tuple[Submission, ...]:
    """Return all submissions in the file *path*: the rows of a table (CSV), or a list in JSON or YAML.

    Raises:
        Rejected: something in it is refused; `inspect_submissions` returns what could be read all the same.
    """
    from scoring.diagnostics import has_errors

    found, findings = inspect_submissions(path, rules, any_year=any_year, other_columns=other_columns)
    if has_errors(findings):
        raise Rejected(findings)
    return found


def inspect_submissions(
    path: str | Path, rules: RuleSet, *, any_year: bool = False, other_columns: Literal["refuse", "ignore"] = "refuse"
) -> tuple[tuple[Submission, ...], tuple[Diagnostic, ...]]:
    """Return the submissions of the file *path* that could be read and every finding; raises nothing."""
    from scoring.documents import listed_name
    from scoring.submissions import OtherColumns, load_submissions

    other = OtherColumns(other_columns)
    return load_submissions(Path(path), listed_name(str(path)), rules, any_year=any_year, other=other)


def inspect(
    reference: str | Path, rules: RuleSet | None = None
) -> tuple[RuleSet | Submission | None, tuple[Diagnostic, ...]]:
    """Return what stands in a rule set (or, given *rules*, in a submission) and every finding; raises nothing."""
    if rules is None:
        return _checked_rule_set(str(reference), None)
    return _loaded(reference, rules, False, "refuse")


def _loaded(
    reference: str | Path, rules: RuleSet, any_year: bool, other_columns: str
) -> tuple[Submission | None, tuple[Diagnostic, ...]]:
    from scoring.documents import listed_name
    from scoring.submissions import OtherColumns, load_submission, split_reference

    file, wanted = split_reference(str(reference))
    other = OtherColumns(other_columns)
    return load_submission(Path(file), listed_name(file), rules, any_year=any_year, wanted=wanted, other=other)


def consolidate(rules: RuleSet, submissions: Sequence[Submission], *, code: str, name: str) -> Submission:
    """Return the submission of the department *name*, whose units are *submissions*, as the rule set consolidates them.

    Raises:
        Rejected: the units cannot be taken together, do not agree where they must, or cannot be weighed;
            `scoring.submissions.consolidate` returns what could be consolidated all the same.
    """
    from scoring.submissions import consolidate as together

    found, findings = together(rules, submissions, code, name)
    if found is None or findings:
        raise Rejected(findings)
    return found


def score(rules: RuleSet, submission: Submission) -> ScoreSheet:
    """Return the score sheet; `marks` gives marks, total and grade alone, which is faster."""
    from scoring.engine import score as sheet_of
    from scoring.reports.notebook import displayed_sheet

    return displayed_sheet(sheet_of(rules, submission))


def score_batch(rules: RuleSet, submissions: Sequence[Submission]) -> tuple[ScoreSheet, ...]:
    """Return the score sheets of *submissions*, in their order, compared with one another where the rule set says so.

    Comparisons (``place``, ``best``, ``average_of_batch``) are missing data where an institution is scored alone.

    Raises:
        Rejected: an institution is there twice for one year.
    """
    from scoring.engine import score_batch as sheets_of
    from scoring.reports.notebook import displayed_sheet

    sheets, findings = sheets_of(rules, submissions)
    if findings:
        raise Rejected(findings)
    return tuple(map(displayed_sheet, sheets))


def marks_of_batch(rules: RuleSet, submissions: Sequence[Submission]) -> tuple[Marks, ...]:
    """Return marks, totals and grades alone; the same numbers as on the sheets of `score_batch`, refused alike."""
    from scoring.engine import marks_of_batch as marks_of

    found, findings = marks_of(rules, submissions)
    if findings:
        raise Rejected(findings)
    return found


def marks(rules: RuleSet, submission: Submission) -> Marks:
    """Return marks, total and grade alone, many times faster than the sheet; the same numbers as on it."""
    from scoring.engine import marks as marks_of

    return marks_of(rules, submission)


def to_json(sheet: ScoreSheet) -> str:
    """Return the sheet as JSON in the published format ``scoring/score-sheet/1``, the same bytes for the same input."""
    from scoring.reports.score_sheet_json import canonical, sheet_data

    return canonical(sheet_data(sheet))


def sample(name: str) -> Path:
    """Return the path of the shipped sample submission *name*."""
    from scoring.rule_set import shipped

    return shipped("samples") / name / "submission.yaml"
