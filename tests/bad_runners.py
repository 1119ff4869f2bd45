"""How a bad file of each family is read; `tests/test_bad_files.py` runs them all.

To add a family: write a function from the path of a bad file and the name findings should call it to its findings,
add it to `RUNNERS` under the family's letter, and put files into ``tests/bad/<letter>/``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from scoring.checks import check
from scoring.diagnostics import Diagnostic, message
from scoring.documents import Shape, read_file, read_plain_text, read_table
from scoring.rule_set import read_rule_set
from scoring.submissions import load_submission, load_submissions, read_submission
from submissions.small import REPORT, choosing_rules, judged_rules, rules, target_rules

Runner = Callable[[Path, str], tuple[Diagnostic, ...]]


OTHER_RULES = {
    ("S33",): judged_rules,
    ("S34", "S350", "S451", "S452", "S453"): choosing_rules,
    ("S36", "S37", "S448", "S449", "S450"): target_rules,
}
"""What submissions with these codes are read against, in place of the small rule set."""


def documents(path: Path, name: str) -> tuple[Diagnostic, ...]:
    """Read a document; D2xx files are also read as a small shape, .txt files as quoted documents."""
    if path.suffix == ".txt":
        return read_plain_text(path, name)[1]
    if path.suffix == ".csv":
        return read_table(path, name)[1]
    document, findings = read_file(path, name)
    if document is None or not path.name.startswith("D2"):
        return findings
    found = list(findings)
    shape = Shape(found)
    optional = ("step", "count", "mode", "judged", "tags", "source")
    top = shape.mapping(document.root, message("the sample"), required=("title",), optional=optional)
    if top is not None:
        shape.text(top.get("title"), message("the title"))
        shape.number(top.get("step"), message("the step"))
        shape.whole(top.get("count"), message("the count"))
        shape.word(top.get("mode"), ("earn", "lose"), message("the mode"))
        shape.flag(top.get("judged"), message("judged"))
        shape.sequence(top.get("tags"), message("the tags"))
        shape.mapping(top.get("source"), message("the source"))
    return tuple(found)


def submissions(path: Path, name: str) -> tuple[Diagnostic, ...]:
    """Read a submission against the small rule set, or one that asks for what is at stake.

    Only where documents are at stake are they read from the disk.
    """
    if path.name.startswith(("S410", "S42", "S443")):
        return load_submission(path, name, rules())[1]
    if path.suffix == ".csv" or path.name.startswith(("S436", "S437")):
        return load_submissions(path, name, rules())[1]
    document, findings = read_file(path, name)
    if document is None:
        return findings
    against = rules()
    for codes, other in OTHER_RULES.items():
        against = other() if path.name.startswith(codes) else against
    return findings + read_submission(document, against, {"report": REPORT.read_text(encoding="utf-8")})[1]


def rule_sets(path: Path, name: str) -> tuple[Diagnostic, ...]:
    """Read a rule set, and check it if it could be read."""
    document, findings = read_file(path, name)
    if document is None:
        return findings
    rules, found = read_rule_set(document)
    return findings + found + (() if rules is None else check(rules))


RUNNERS: dict[str, Runner] = {
    "D": documents,
    "R": rule_sets,
    "S": submissions,
}
"""The reader of each family, by its letter."""

ELSEWHERE: dict[str, str] = {
    # code: the test that provokes it, where no small file can
    "D103": "documents/test_read.py",  # permissions
    "D104": "documents/test_read.py",  # a file of more than 4 MB
    "D111": "documents/test_limits.py",  # a file of more than 100,000 values
    "D112": "documents/test_limits.py",  # a value of more than 100,000 characters
    **{f"D{number}": "documents/test_csv.py" for number in (228, 229, 230)},  # very large tables
    **{f"S{number}": "submissions/test_tables.py" for number in (442, 444, 445, 446)},  # what was asked for is wrong
    # cases are read together with one another; one table of them shows more than many files
    "S380": "engine/test_peers.py",  # two submissions, looked at together
    **{f"S{number}": "submissions/test_consolidation.py" for number in (*range(381, 389), 391)},
    "S390": "engine/test_odd_figures.py",  # found while a sheet is made
    **{f"R{number}": "trials/test_cases.py" for number in (*range(301, 308), *range(310, 316))},
}
"""Codes without a bad file; the named test has to mention the code."""
