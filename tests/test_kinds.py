"""Every kind of scoring method seen in real tables, as it stands in a rule set, with its worked numbers.

`kinds/M01.yaml` and so on say where a kind comes from, how it is written, and what comes of it. The quoted wording is
the table's; whatever is ours in the fragment has the source ``ours``.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import oracle
from generate_files import as_yaml
from methods.support import INSTITUTION, decimal, said
from promise_checks import identity, reasons, states
from promised import loaded
from scoring.checks import check
from scoring.diagnostics import Language
from scoring.documents.read import read_text
from scoring.engine import ScoreSheet, State, marks, score
from scoring.rule_set import RuleSet, read_rule_set
from scoring.rule_set.model import Status
from scoring.submissions import Submission, read_submission
from test_sentences import every_sentence_of

Data = dict[str, Any]

KINDS = {path.stem: path for path in sorted((Path(__file__).parent / "kinds").glob("M*.yaml"))}
KEYS = {"kind", "title", "wording", "source", "method", "facts", "full_marks", "indicators", "cases"}
OF_A_SET = ("derived", "rounding", "grades", "total", "total_at_most", "targets_scored_by", "consolidation")
OF_A_SUBMISSION = ("facts", "judgements", "targets", "choices", "claims")
OF_SEVERAL = ("peers", "consolidation")
GRADES = {"优": 90, "良": 80, "中": 60, "差": 0}
ROUNDING = {"step": "0.01", "mode": "half_up", "at": "indicator", "source": "ours"}
STATES = tuple(state.value for state in State)


@cache
def kind(name: str) -> Data:
    """Return what is written about a kind."""
    return loaded(KINDS[name].read_text(encoding="utf-8"))


def rule_set(of: Data) -> Data:
    """Return the kind's fragment as a whole rule set."""
    full = Fraction(of["full_marks"])
    floors = {name: decimal(full * share / 100) for name, share in GRADES.items()}
    ours = {"title": "原表未说明处的约定", "status": "constructed"}
    whole = {
        "language": "1",
        "rule_set": of["kind"].lower(),
        "title": of["title"],
        "version": "1.0.0",
        "full_marks": of["full_marks"],
        "sources": {"table": of["source"], "ours": ours},
        "rounding": ROUNDING,
        "grades": {"basis": "exact", "floors": floors, "source": "ours"},
        "facts": of["facts"],
        "indicators": of["indicators"],
    }
    return whole | {key: of[key] for key in OF_A_SET if key in of}


@cache
def rules_of(name: str) -> RuleSet:
    """Return the rule set of a kind, in which nothing is wrong."""
    document, findings = read_text(as_yaml(rule_set(kind(name))).encode(), f"{name}.yaml", "yaml")
    assert document is not None, said(findings)
    rules, findings = read_rule_set(document)
    assert rules is not None, said(findings)
    assert not (*findings, *check(rules)), said((*findings, *check(rules)))
    return rules


def submitted(case: Data, code: str = "001") -> Data:
    """Return what one institution submits."""
    given = {key: case[key] for key in OF_A_SUBMISSION if key in case}
    return INSTITUTION | {"institution": {"code": code, "name": f"单位{code}"}, "facts": {}} | given


def read(rules: RuleSet, data: Data, findings: tuple[str, ...] = ()) -> Submission:
    """Return a submission in which nothing else is wrong than *findings*."""
    document, found = read_text(as_yaml(data).encode(), "submission.yaml", "yaml")
    assert document is not None, said(found)
    submission, found = read_submission(document, rules)
    assert submission is not None, said(found)
    assert tuple(sorted(one.code for one in found)) == findings, said(found)
    return submission


def sheet_of(name: str, case: Data) -> ScoreSheet:
    """Return the sheet of the first institution of a case; the other evaluators say the same."""
    rules = rules_of(name)
    if "peers" in case or "units" in case:
        return sheet_of_several(rules, case)
    submission = read(rules, submitted(case), tuple(case.get("findings", ())))
    made, again, quick = score(rules, submission), score(rules, submission), marks(rules, submission)
    assert [row.marks for row in again.indicators] == [row.marks for row in made.indicators] == list(quick.marks)
    assert again.total == made.total
    assert quick.total == made.total.marks
    return made


def sheet_of_several(rules: RuleSet, case: Data) -> ScoreSheet:
    """Return the sheet of the first institution among its peers, or of the department its units make up."""
    program: Any = import_module("scoring")
    facts = case["units"] if "units" in case else [case["facts"], *case["peers"]]
    several = [read(rules, submitted({"facts": one}, f"{place:03}")) for place, one in enumerate(facts, 1)]
    if "units" in case:
        return score(rules, program.consolidate(rules, several, code="001", name="部门"))
    sheets: tuple[ScoreSheet, ...] = program.score_batch(rules, several)
    return sheets[0]


def expected(case: Data, made: ScoreSheet) -> Iterator[tuple[str, Any, Any]]:
    """Yield what is expected, what was found, and of what."""
    rows = {row.indicator.code: row for row in made.indicators}
    for name, wanted in case["expect"].items():
        if name == "grade":
            worst, best = made.grade.low.name, made.grade.high.name
            yield name, wanted, worst if worst == best else [worst, best]
        elif wanted in STATES:
            yield name, wanted, rows[name].state.value
        elif isinstance(wanted, str):
            yield name, Fraction(wanted), made.total.marks if name == "total" else rows[name].marks
        else:
            found = made.total if name == "total" else rows[name]
            yield name, [Fraction(end) for end in wanted], [found.low, found.high]


def run(name: str) -> None:
    """Fail unless every case of a kind comes out as written."""
    for case in kind(name)["cases"]:
        made = sheet_of(name, case)
        for what, wanted, found in expected(case, made):
            assert found == wanted, f"{name} {what}: {found}, not {wanted}, for {case}"
        assert not [*identity(made), *states(made), *reasons(made)], case
        if kind(name)["method"] not in OF_SEVERAL and "findings" not in case:
            as_the_oracle_says(rule_set(kind(name)), submitted(case), made)


def as_the_oracle_says(rules: Data, submission: Data, made: ScoreSheet) -> None:
    """Fail unless the second, independent reading of the language comes to the same.

    Where something is missing it may leave open what the intervals settle, never the other way round.
    """
    other = oracle.score(rules, submission)
    for row in made.indicators:
        one = other["indicators"][row.indicator.code]
        if one["marks"] is not None or row.marks is None:
            assert (one["state"], one["marks"]) == (row.state.value, row.marks), row.indicator.code
    assert other["total"] in (None, made.total.exact)


def without_choosing(data: Data) -> Data:
    """Return *data* with groups that choose nothing: their parts' sentences are looked at one by one."""
    parts = [{key: one[key] for key in one if key not in ("choose", "by", "split")} for one in data["indicators"]]
    return data | {"indicators": parts}


def test_all_kinds_are_there() -> None:
    assert list(KINDS) == [f"M{number:02}" for number in range(1, 32)]


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_says_where_it_comes_from(name: str) -> None:
    of = kind(name)
    assert set(of) - set(OF_A_SET) == KEYS
    assert of["kind"] == f"M{int(name[1:])}"
    assert of["source"]["status"] in [one.value for one in Status]
    assert len(of["cases"]) >= 3
    assert all(set(case) <= {*OF_A_SUBMISSION, "peers", "units", "findings", "expect"} for case in of["cases"])


@pytest.mark.parametrize("name", sorted(KINDS))
def test_worked_numbers(name: str) -> None:
    run(name)


@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_parameter_is_in_the_sentence(name: str) -> None:
    tried = every_sentence_of(without_choosing(rule_set(kind(name))))
    assert tried or {one.method.name for one in rules_of(name).indicators} <= {"judged"}
    for indicator in rules_of(name).indicators:
        assert Language("zh").render(indicator.lowered.sentence) != Language("en").render(indicator.lowered.sentence)
