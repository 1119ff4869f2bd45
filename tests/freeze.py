"""The record of language 1: accepted files with their meaning, as they were when they were recorded.

    python tests/freeze.py grow    add records of what has none yet; old ones are never touched

Test support, not shipped. A record is one line of a file in ``tests/language-1/``: a rule set and submissions as text,
the fingerprints of their meaning, and what the sheets said. It may never be edited: `CHECKSUMS` names every record with
its hash, and `tests/test_language_1.py` reads all of them again. Where a sheet was certain it must stay the same; where
something was missing a later version may know more, never something else.
"""

# ruff: noqa: T201 - a command prints

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from freeze_candidates import BATCH, UNITS, candidates
from scoring.documents import Document, read_text
from scoring.engine import ScoreSheet, score
from scoring.engine.batch import score_batch
from scoring.exact import as_text
from scoring.rule_set import RuleSet, read_rule_set
from scoring.submissions import Submission, consolidate, read_submission

FOLDER = Path(__file__).resolve().parent / "language-1"
CHECKSUMS = FOLDER / "CHECKSUMS"

Record = dict[str, Any]


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


def answers(name: str, rules_text: str, given: Any) -> Record:
    """Return what is recorded of a rule set and submissions: the meanings, and what the sheets say."""
    rules = rules_in(rules_text)
    answered = [_answer(rules, how, texts) for how, texts in given]
    return {"name": name, "rules": rules_text, "meaning": rules.fingerprint.meaning, "given": answered}


def _answer(rules: RuleSet, how: str, texts: list[str]) -> Record:
    submissions = [_read(text, rules) for text in texts]
    scored = submissions
    if how == UNITS:
        department, _ = consolidate(rules, submissions, "000", "部门")
        assert department is not None
        scored = [department]
        submissions = [*submissions, department]
    sheets = score_batch(rules, scored)[0] if how == BATCH else [score(rules, one) for one in scored]
    meanings = [one.fingerprint.meaning for one in submissions]
    return {"how": how, "texts": texts, "meanings": meanings, "sheets": [said(one) for one in sheets]}


def _read(text: str, rules: RuleSet) -> Submission:
    submission, findings = read_submission(document(text), rules)
    assert submission is not None, findings
    return submission


def said(made: ScoreSheet) -> Record:
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


def lines() -> dict[str, str]:
    """Return every record as it is written, by its name: that of the file and its own."""
    found: dict[str, str] = {}
    for path in sorted(FOLDER.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            name = f"{path.stem}/{json.loads(line)['name']}"
            assert name not in found, f"{name} is there twice"
            found[name] = line
    return found


def checksums() -> dict[str, str]:
    """Return the hash that is on record for each record."""
    written = CHECKSUMS.read_text(encoding="utf-8").splitlines() if CHECKSUMS.exists() else []
    return {name: digest for digest, name in (line.split("  ") for line in written)}


def checksum(line: str) -> str:
    """Return the hash of a record as it is."""
    return hashlib.sha256(line.encode()).hexdigest()


def grow() -> list[str]:
    """Write a record of everything that has none; return their names."""
    known = checksums()
    new = [one for one in candidates() if one.full_name not in known]
    written = [json.dumps(answers(one.name, one.rules, one.given), ensure_ascii=False) for one in new]
    for one, line in zip(new, written, strict=True):
        with (FOLDER / f"{one.family}.jsonl").open("a", encoding="utf-8", newline="\n") as file:
            file.write(line + "\n")
        known[one.full_name] = checksum(line)
    text = "".join(f"{known[name]}  {name}\n" for name in sorted(known))
    CHECKSUMS.write_text(text, encoding="utf-8", newline="\n")
    return [one.full_name for one in new]


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
