"""The record of language 1: accepted files with their meaning, as they were when they were recorded.

    python tests/freeze.py grow    add records of what has none yet; old ones are never touched

Test support, not shipped. A record in ``tests/language-1/`` holds a rule set and submissions as text, the fingerprints
of their meaning, and what the sheets said. It may never be edited: `CHECKSUMS` names every record with its hash, and
`tests/test_language_1.py` reads all of them again. Where a sheet was certain it must stay the same; where something was
missing a later version may know more, never something else.
"""

# ruff: noqa: T201 - a command prints

from __future__ import annotations

import hashlib
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from generate import single
from generate_files import LOADER, as_yaml
from generate_lines import LINES
from generate_methods import VARIANTS
from generate_plans import Plan, every_plan
from scoring.documents import Document, read_text
from scoring.engine import ScoreSheet, score
from scoring.exact import as_text
from scoring.rule_set import RuleSet, read_rule_set
from scoring.submissions import read_submission
from test_kinds import KINDS, NOT_YET, kind, rule_set, submitted

FOLDER = Path(__file__).resolve().parent / "language-1"
CHECKSUMS = FOLDER / "CHECKSUMS"

PLANNED = "steps.above.free"
"""The variant on which zero policies, what does not apply, and lines are shown."""

Candidate = tuple[str, str, list[str]]
"""Name, rule set, submissions."""


class Dumper(yaml.SafeDumper):
    """Writes texts of several lines as they are."""


def _text(dumper: yaml.SafeDumper, data: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", data, style="|" if "\n" in data else None)


Dumper.add_representer(str, _text)


def candidates() -> Iterator[Candidate]:
    """Yield everything that should have a record: the kinds, every variant of a method, every policy, every line."""
    for name in KINDS:
        if name not in NOT_YET:
            cases = [case for case in kind(name)["cases"] if not {"peers", "units"} & set(case)]
            yield name, as_yaml(rule_set(kind(name))), [as_yaml(submitted(case)) for case in cases]
    for variant in VARIANTS:
        yield _generated(f"method {variant}", Plan(variant), "none")
    for plan in every_plan():
        if plan.variant == PLANNED and (plan.zero or plan.policy):
            yield _generated(f"plan {plan}", plan, "none")
    for line in LINES:
        if line != "none":
            yield _generated(f"line {line}", Plan(PLANNED, policy="rescale"), line)


def _generated(name: str, plan: Plan, line: str) -> Candidate:
    """Return a rule set with few indicators, and a submission that shows *plan* and one that lacks every fact."""
    case = single(plan.variant, random.Random(name), full=80, line=line, plan=plan)
    nothing = as_yaml(case.submission | {"facts": {}})
    return re.sub(r"\W+", "-", name).strip("-"), case.rule_set_text, [case.submission_text, nothing]


def document(text: str) -> Document:
    """Return a recorded text as a document."""
    found, findings = read_text(text.encode(), "record.yaml", "yaml")
    assert found is not None, findings
    return found


def rules_in(text: str) -> RuleSet:
    """Return the rule set in *text*, which has to be accepted."""
    rules, findings = read_rule_set(document(text))
    assert rules is not None, findings
    return rules


def answers(rules_text: str, submissions: list[str]) -> dict[str, Any]:
    """Return what is recorded of a rule set and submissions: the meanings, and what the sheets say."""
    rules = rules_in(rules_text)
    return {
        "rule_set": {"text": rules_text, "meaning": rules.fingerprint.meaning},
        "submissions": [{"text": text, **_answer(rules, text)} for text in submissions],
    }


def _answer(rules: RuleSet, text: str) -> dict[str, Any]:
    submission, findings = read_submission(document(text), rules)
    assert submission is not None, findings
    made = score(rules, submission)
    return {"meaning": submission.fingerprint.meaning, "sheet": said(made)}


def said(made: ScoreSheet) -> dict[str, Any]:
    """Return what a sheet says, as text."""
    total, grade = made.total, made.grade
    return {
        "total": _marks(total.marks, total.low, total.high),
        "grade": [grade.low.name, grade.high.name],
        "indicators": {
            row.indicator.code: _marks(row.marks, row.found.low, row.found.high)
            | {"state": row.state.value, "reason": "" if row.reason is None else row.reason.code}
            for row in made.indicators
        },
        "lines": [_marks(line.amount, line.low, line.high) for line in made.lines],
    }


def _marks(exact: Any, low: Any, high: Any) -> dict[str, str]:
    """Return marks where they are certain, else where they lie."""
    return {"low": as_text(low), "high": as_text(high)} if exact is None else {"marks": as_text(exact)}


def records() -> dict[str, dict[str, Any]]:
    """Return every record by name."""
    return {path.stem: yaml.load(path.read_text(encoding="utf-8"), LOADER) for path in sorted(FOLDER.glob("*.yaml"))}


def checksums() -> dict[str, str]:
    """Return the hash that is on record for each record."""
    lines = CHECKSUMS.read_text(encoding="utf-8").splitlines() if CHECKSUMS.exists() else []
    return {name: digest for digest, name in (line.split("  ") for line in lines)}


def checksum(name: str) -> str:
    """Return the hash of a record as it is."""
    return hashlib.sha256((FOLDER / f"{name}.yaml").read_bytes()).hexdigest()


def grow() -> list[str]:
    """Write a record of everything that has none; return their names."""
    known = checksums()
    new = {name: answers(rules, submissions) for name, rules, submissions in candidates() if name not in known}
    for name, answer in new.items():
        text = yaml.dump(answer, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=10**6)
        (FOLDER / f"{name}.yaml").write_text(text, encoding="utf-8", newline="\n")
        known[name] = checksum(name)
    CHECKSUMS.write_text("".join(f"{known[name]}  {name}\n" for name in sorted(known)), encoding="utf-8", newline="\n")
    return list(new)


def main(command: str) -> int:
    """Run one command; return the exit code."""
    if command != "grow":
        print(__doc__, file=sys.stderr)
        return 2
    new = grow()
    print(f"{len(new)} new records, {len(checksums())} in all")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2] or [""]))
