"""The promises of the product, over everything found: methods, shipped rule sets, formats.

Adding up, bounds, exactness, missing data, one answer, nothing silently accepted, provenance. ``SCORING_TEST_SIZE=20``
(or any number) makes that many times more of everything.
"""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import pytest

import oracle
import scoring
from corruptions import corruptions, of_each_kind
from oracle_completions import decimal
from oracle_values import number
from promise_checks import (
    as_data,
    complete_findings,
    floats,
    identity,
    points_at,
    provenance,
    reasons,
    states,
    texts,
)
from promised import (
    COMPLETED,
    SAMPLES,
    SHIPPED,
    SIZE,
    Both,
    complete,
    holed,
    methods_variants,
    of_any,
    of_variant,
    poisoned,
    read_figures,
    sample,
    submissions,
)
from scoring.diagnostics import Language, has_errors
from scoring.engine import ScoreSheet, State, score
from scoring.fingerprint import fingerprint, fingerprint_of_bytes
from scoring.reports import Screen, formats, render
from scoring.reports.views import score_sheet as score_sheet_view
from scoring.rule_set.fingerprints import fingerprint_of
from scoring.rule_set.model import FactType
from scoring.submissions.content import meaning

VARIANTS = tuple(methods_variants())
CHECKS = (identity, states, reasons)


def assert_holds(both: Both, sheet: ScoreSheet) -> None:
    """What must hold of every sheet."""
    found = [f"{check.__name__}: {what}" for check in CHECKS for what in check(sheet)]
    found += provenance(sheet, both.rule_set_text, both.submission_text)
    assert not found, f"{found[:5]}\n{both.rule_set_text}\n{both.submission_text}"
    data = as_data(sheet)
    assert not [text for text in texts(data) if text.startswith(("/", "\\", "file:")) or ":\\" in text]
    assert not list(floats(sheet))


# ---- 1 to 3: identity, bounds, exactness; 7: provenance -------------------------------------------------------------


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_method(variant: str) -> None:
    rng = random.Random(f"method {variant}")
    for _ in range(4 * SIZE):
        both = of_variant(variant, rng)
        assert_holds(both, both.sheet())
        both = holed(both, rng)
        assert_holds(both, both.sheet())


@pytest.mark.parametrize("seed", range(24 * SIZE))
def test_generated_rule_sets(seed: int) -> None:
    both = of_any(random.Random(f"rule sets {seed}"))
    assert_holds(both, both.sheet())


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("seed", range(6 * SIZE))
def test_shipped_rule_sets(name: str, seed: int) -> None:
    for both in submissions(name, random.Random(f"shipped {seed}"), 1):
        submission, findings = read_figures(both.submission_text, both.rules)
        if submission is None:
            assert has_errors(findings)
        else:
            assert_holds(both, both.sheet())


@pytest.mark.parametrize("name", SAMPLES)
def test_shipped_samples(name: str) -> None:
    both = sample(name)
    assert_holds(both, both.sheet())


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_indicator_has_a_source_and_a_place(name: str) -> None:
    both = complete(name, random.Random(0))
    lines = both.rule_set_text.split("\n")
    for one in as_data(both.sheet())["indicators"]:
        assert one["source"]["title"], one["code"]
        assert one["source"]["status"] in ("official", "adapted", "recalled", "constructed"), one["code"]
        assert one["standard"], one["code"]
    for owner in both.rules.owners():
        assert points_at(owner.place, "rule-set.yaml", lines, owner.name)
        assert all(source.title for _, source in owner.sources)


@pytest.mark.parametrize("seed", range(4 * SIZE))
def test_fingerprints_on_a_sheet_are_those_of_its_inputs(seed: int) -> None:
    rng = random.Random(f"fingerprints {seed}")
    for both in (of_any(rng), complete(SHIPPED[0], rng), sample(COMPLETED)):
        data, one = as_data(both.sheet()), both.submission
        facts = {name: given for name, given in one.facts.items() if name in both.rules.facts}
        content = meaning(
            one.code, one.name, one.year, facts, one.rejected, one.judgements, one.claims, one.choices, one.targets
        )
        assert data["submission"]["fingerprint"] == {
            "meaning": fingerprint(content),
            "bytes": fingerprint_of_bytes(both.submission_text.encode()),
        }
        assert data["rule_set"]["fingerprint"] == {
            "meaning": fingerprint_of(both.rules).fingerprint.meaning,
            "bytes": fingerprint_of_bytes(both.rule_set_text.encode()),
        }


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", formats())
def test_every_format_shows_the_same_sheet(name: str, language: str) -> None:
    rng = random.Random(f"format {name}")
    for both in (sample(COMPLETED), sample(SAMPLES[0]), of_any(rng), of_any(rng, "missing")):
        sheet = both.sheet()
        written = [render(score_sheet_view.view(sheet), name, Language(language), Screen()) for _ in range(2)]
        assert written[0] == written[1]
        total = as_data(sheet)["total"]
        for shown in (total["marks"] or total["low"], *(one.indicator.name for one in sheet.indicators)):
            assert shown in written[0].replace("\n", "") or name == "table", shown


# ---- 3: thresholds --------------------------------------------------------------------------------------------------


def ends_of(part: Any) -> list[str]:
    """Return where the marks of an indicator jump: the ends of bands; one whole step beyond a limit."""
    rows = [row.get("in", row.get("at", "")).strip("[]()").split(",") for row in part.get("bands", [])]
    ends = [end.strip() for row in rows for end in row if end.strip()]
    for key, sign in (("above", 1), ("below", -1)):
        if key in part:
            ends.append(decimal(100 * (number(part[key]) + sign * number(part["step"]))) + "%")
    return ends


def quotients(rule_data: Any) -> list[tuple[str, str, str, list[Fraction]]]:
    """Return (code, numerator, denominator, thresholds) of every indicator whose value is one fact over another."""
    found = []
    waiting = list(rule_data["indicators"])
    while waiting:
        part = waiting.pop(0)
        waiting += part.get("parts", [])
        names = part.get("value", {}).get("formula", "").split(" / ")
        if len(names) == 2 and set(names) <= set(rule_data["facts"]):
            found.append((part["code"], *names, [number(end) for end in ends_of(part)]))
    return found


@pytest.mark.parametrize("name", SHIPPED)
def test_thresholds_are_met_exactly(name: str) -> None:
    rng = random.Random("thresholds")
    both = complete(name, rng, kept=1)
    rules, facts = both.rules, both.data["facts"]
    for code, over, under, ends in quotients(both.rule_data):
        digits = 0 if rules.facts[over].type is FactType.COUNT else 2
        unit = Fraction(1, 10**digits)
        for end in ends:
            divisor = rng.choice([1, 3, 7, 9, 13, 19, 97]) * 10000
            marks = []
            for moved in (-unit, 0, unit):
                figures = {over: decimal(end * divisor + moved), under: str(divisor)}
                if end * divisor + moved < (rules.facts[over].at_least or 0):
                    continue
                at = both.with_facts(facts | figures)
                (row,) = (one for one in at.sheet().indicators if one.indicator.code == code)
                wanted = oracle.score(at.rule_data, at.data)["indicators"][code]
                assert row.marks == wanted["shown"], (code, figures)
                marks.append(row.marks)
            assert len(set(marks)) > 1, (code, end, marks)


@pytest.mark.parametrize("seed", range(10 * SIZE))
def test_thresholds_of_generated_rule_sets_are_met_exactly(seed: int) -> None:
    rng = random.Random(f"met {seed}")
    both = of_variant(rng.choice([one for one in VARIANTS if one.startswith(("steps", "bands", "ratio"))]), rng)
    expected, sheet = oracle.score(both.rule_data, both.data), both.sheet()
    for row in sheet.indicators:
        wanted = expected["indicators"][row.indicator.code]
        assert (row.marks, row.exact) == (wanted["shown"], wanted["exact"])


# ---- 4: missing is not zero -----------------------------------------------------------------------------------------


def assert_removal_is_honest(both: Both, name: str, rng: random.Random) -> None:
    """Without the fact *name* there is no certain total unless it is immaterial; completions lie in the interval."""
    facts = {other: figure for other, figure in both.data["facts"].items() if other != name}
    without = both.with_facts(facts)
    sheet = without.sheet()
    listed = [one for one in sheet.missing if one.name == name]
    read = any(name in owner.inputs for owner in both.rules.owners())
    material = any(one.material for one in listed)
    assert bool(listed) == read, name
    if sheet.total.marks is not None:
        absorbed = any(line.amount is None for line in sheet.lines)  # a cap below whatever the marks turn out to be
        absorbed |= any(one.marks is None and one.low == one.high for one in sheet.indicators)  # the same either way
        assert absorbed or not material or not sheet.grade.certain, (name, sheet.total, sheet.grade)
    elif both.sheet().total.marks is not None:
        assert material, (name, sheet.total)
    grades = sheet.rule_set.grades
    for filled in (*oracle.completions(both.rule_data, without.data, rng, SIZE), both.data):
        after = both.with_data(filled).sheet()
        assert sheet.total.low <= after.total.low <= after.total.high <= sheet.total.high, (name, filled["facts"][name])
        ranks = [
            grades.rank(one.name) or 0 for one in (sheet.grade.high, after.grade.high, after.grade.low, sheet.grade.low)
        ]
        assert ranks == sorted(ranks), (name, filled["facts"][name])
        for one, other in zip(sheet.indicators, after.indicators, strict=True):
            assert one.low <= other.low <= other.high <= one.high, (one.indicator.code, filled["facts"][name])
            assert one.state not in (State.MISSING_DATA, State.AWAITING_JUDGEMENT) or one.marks is None
            assert one.marks in (None, other.marks)


@pytest.mark.parametrize("seed", range(6 * SIZE))
def test_no_fact_can_be_removed_unnoticed(seed: int) -> None:
    rng = random.Random(f"removed {seed}")
    both = of_any(rng, "complete")
    names = list(both.data["facts"])
    for name in rng.sample(names, min(6, len(names))):
        assert_removal_is_honest(both, name, rng)


@pytest.mark.parametrize("name", SHIPPED)
def test_no_fact_of_a_shipped_rule_set_can_be_removed_unnoticed(name: str) -> None:
    rng = random.Random(f"removed {name}")
    for kept, share in ((1.0, 1.0), (0.5, 0.2)):
        both = complete(name, rng, kept)
        for fact in both.data["facts"]:
            if rng.random() < share * SIZE:
                assert_removal_is_honest(both, fact, rng)


# ---- 6: nothing is silently accepted --------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4 * SIZE))
def test_no_corruption_is_silently_accepted(seed: int) -> None:
    rng = random.Random(f"corrupted {seed}")
    for both in (sample(rng.choice(SAMPLES)), of_any(rng, "complete")):
        submission, before = read_figures(both.submission_text, both.rules)
        assert submission is not None
        assert not before, before
        for what, text in of_each_kind(corruptions(both, rng), rng, 4 * SIZE):
            _, findings = read_figures(text, both.rules)
            assert findings, what
            assert has_errors(findings), what
            wrong = list(complete_findings(findings, "submission.yaml"))
            assert not wrong, (what, wrong)


@pytest.mark.parametrize("seed", range(5 * SIZE))
def test_hostile_values_leave_the_rest_of_the_sheet_standing(seed: int) -> None:
    rng = random.Random(f"hostile {seed}")
    both = poisoned(of_any(rng, "complete"), rng)
    submission, findings = read_figures(both.submission_text, both.rules)
    assert not list(complete_findings(findings, "submission.yaml"))
    if submission is not None:
        assert_holds(both, both.sheet())
        assert submission.facts.keys().isdisjoint(submission.rejected)
        assert scoring.to_json(both.sheet()) == scoring.to_json(score(both.rules, submission, findings=findings))
