"""The small rule set of this room's tests, and submissions written in one line."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from scoring.diagnostics import Diagnostic, Language, render_findings
from scoring.documents import read_text
from scoring.rule_set import RuleSet, load_rule_set
from scoring.submissions import Given, Rows, Submission, read_submission

HERE = Path(__file__).parent
REPORT = HERE / "report.txt"
HEAD = 'language: 1\ninstitution: {code: "001", name: 甲单位}\nyear: 2023\n'


@cache
def rules() -> RuleSet:
    """Return the small rule set."""
    found, findings = load_rule_set(str(HERE / "rule-set.yaml"))
    assert found is not None, findings
    return found


@cache
def judged_rules() -> RuleSet:
    """Return the small rule set in which almost everything is judged."""
    found, findings = load_rule_set(str(HERE / "judged.yaml"))
    assert found is not None, findings
    return found


@cache
def target_rules() -> RuleSet:
    """Return the rule set whose groups take their rows from the department's own targets."""
    found, findings = load_rule_set(str(HERE / "targets.yaml"))
    assert found is not None, findings
    return found


@cache
def choosing_rules() -> RuleSet:
    """Return the rule set that leaves choices."""
    found, findings = load_rule_set(str(HERE / "choices.yaml"))
    assert found is not None, findings
    return found


def read(
    text: str, texts: Mapping[str, str] | None = None, *, any_year: bool = False
) -> tuple[Submission | None, tuple[Diagnostic, ...]]:
    """Read a whole submission."""
    document, findings = read_text(text.encode(), "submission.yaml", "yaml")
    assert document is not None, findings
    return read_submission(document, rules(), texts, any_year=any_year)


def body(text: str, texts: Mapping[str, str] | None = None) -> tuple[Submission, list[str]]:
    """Read a submission of which only the part below the head is written; findings in concise form."""
    submission, findings = read(HEAD + text, texts)
    assert submission is not None
    return submission, concise(findings)


def fact(name: str, written: str, texts: Mapping[str, str] | None = None) -> tuple[Given | Rows | None, list[str]]:
    """Read one fact, in a submission that has the required one too; its place counts from the line of the fact."""
    required = "" if name == "在职人数" else "  在职人数: 9\n"
    documents = "documents: {report: report.txt}\n" if texts is not None else ""
    submission, findings = body(f"{documents}facts:\n{required}  {name}: {written}\n", texts)
    given = submission.facts.get(name)
    assert (given is None) == (name in submission.rejected)
    return given, findings


def concise(findings: tuple[Diagnostic, ...]) -> list[str]:
    """Return each finding without its place: severity, code, sentence and hint."""
    lines = render_findings(findings, "concise", Language("en")).splitlines()
    return [line.split(": ", 1)[1] for line in lines]


def codes(findings: list[str]) -> list[str]:
    """Return the codes of findings in concise form."""
    return [finding.split()[1].rstrip(":") for finding in findings]
