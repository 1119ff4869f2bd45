from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from methods.support import leaf, read_well, rule_set, submit
from scoring.documents import read_text
from scoring.methods.contract import OwnJudgement
from scoring.submissions import read_submission
from submissions.small import HEAD, body, codes, rules

FACTS = "facts: {在职人数: 9}\n"
WHO = "evaluator: 张三"


@pytest.mark.parametrize(
    ("code", "written", "marks", "level"),
    [
        ("A02", f"{{level: 达成, marks: 9, reason: 略迟, {WHO}}}", "9", "达成"),
        ("A02", f"{{level: 达成, marks: 10分, {WHO}}}", "10", "达成"),
        ("A02", f"{{level: 达成, {WHO}}}", None, "达成"),
        ("A02", f"{{level: 未达成, reason: 未做, {WHO}}}", None, "未达成"),
        ("A02", f"{{marks: 3, reason: 未做, {WHO}}}", "3", ""),
        ("A03", f"{{marks: 5, {WHO}}}", "5", ""),
        ("A03", f"{{marks: 4.5, reason: 缺一项, {WHO}}}", "4.5", ""),
        ("违规扣分", f"{{marks: 0, {WHO}}}", "0", ""),
        ("违规扣分", f"{{marks: 3, reason: 挪用, {WHO}}}", "3", ""),
    ],
)
def test_a_judgement_that_fits_is_kept(code: str, written: str, marks: str | None, level: str) -> None:
    submission, findings = body(f"{FACTS}judgements: {{{code}: {written}}}\n")
    assert not findings
    judgement = submission.judgements[code]
    assert judgement.marks == (None if marks is None else Fraction(marks))
    assert (judgement.level, judgement.evaluator) == (level, "张三")
    assert str(judgement.place) == "submission.yaml:5:14"


@pytest.mark.parametrize(
    ("code", "written", "expected"),
    [
        ("Z99", "{marks: 1}", ["S301"]),
        ("A022", "{marks: 1}", ["S302"]),
        ("A01", "{marks: 1}", ["S303"]),
        ("A02", f"{{level: 完美, marks: 9, reason: 略迟, {WHO}}}", ["S304"]),
        ("A02", f"{{level: 达到, marks: 9, reason: 略迟, {WHO}}}", ["S304"]),
        ("A02", f"{{level: 没达成, marks: 9, reason: 略迟, {WHO}}}", ["S305"]),
        ("A03", f"{{level: 达成, marks: 5, {WHO}}}", ["S306"]),
        ("A02", f"{{{WHO}}}", ["S307"]),
        ("A02", f"{{level: 达成, marks: 6, reason: 略迟, {WHO}}}", ["S308"]),
        ("A02", f"{{level: 达成, marks: 11, {WHO}}}", ["S309"]),
        ("A03", f'{{marks: "-1", reason: 差, {WHO}}}', ["S309"]),
        ("A02", f"{{marks: 7, reason: 略迟, {WHO}}}", ["S310"]),
        ("A02", f"{{level: 达成, marks: 9, {WHO}}}", ["S311"]),
        ("A02", f"{{level: 未达成, {WHO}}}", ["S311"]),
        ("违规扣分", f"{{marks: 3, {WHO}}}", ["S313"]),
        ("A03", "{marks: 5}", ["S312"]),
        ("A03", "{marks: 3}", ["S311", "S312"]),
        ("A03", f"{{marks: 良好, {WHO}}}", ["S211"]),
        ("A03", f"{{marks: 90%, {WHO}}}", ["S221"]),
        ("A03", "{marks: 5, evaluater: 张三}", ["D205"]),
        ("A03", "{marks: 5, evaluator: }", ["D207"]),
        ("A03", "5", ["D201"]),
    ],
)
def test_a_judgement_that_does_not_fit_counts_as_not_given(code: str, written: str, expected: list[str]) -> None:
    submission, findings = body(f"{FACTS}judgements: {{{code}: {written}}}\n")
    assert submission.judgements == {}
    assert codes(findings) == expected


@pytest.mark.parametrize(
    ("level", "marks", "expected"),
    [
        ("中", "4", ["S308"]),
        ("中", "3", []),
        ("中", "2", ["S308"]),
        ("好", "4", ["S308"]),
        ("差", "2", ["S308"]),
        ("差", "1.5", []),
        ("可", "4", []),
        ("", "4", []),
        ("", "2", ["S310"]),
    ],
)
def test_an_open_end_belongs_to_the_neighbour(level: str, marks: str, expected: list[str]) -> None:
    levels = (("好", 4, 5), ("中", 2, 4), ("差", 0, 2), ("可", 4, 4))
    own = OwnJudgement(
        "A03",
        Fraction(0),
        Fraction(5),
        Fraction(5),
        tuple((name, Fraction(low), Fraction(high)) for name, low, high in levels),
        tuple((name, Fraction(end)) for name, end in (("好", 4), ("中", 2), ("中", 4), ("差", 2))),
    )
    first, second, third = rules().indicators
    changed = replace(rules(), indicators=(first, second, replace(third, judgements=(own,))))
    chosen = f"level: {level}, " if level else ""
    text = f"{HEAD}{FACTS}judgements: {{A03: {{{chosen}marks: {marks}, reason: 略迟, {WHO}}}}}\n"
    document, _ = read_text(text.encode(), "s.yaml", "yaml")
    assert document is not None
    _, findings = read_submission(document, changed)
    assert [finding.code for finding in findings] == expected


def test_marks_in_full_width_digits_are_noted() -> None:
    submission, findings = body(f"{FACTS}judgements: {{A03: {{marks: ５, {WHO}}}}}\n")
    assert submission.judgements["A03"].marks == 5
    assert codes(findings) == ["S225"]


def test_a_judgement_given_twice_is_refused() -> None:
    submission, findings = body(f"{FACTS}judgements: {{A03: {{marks: 5, {WHO}}}, Ａ03: {{marks: 5, {WHO}}}}}\n")
    assert submission.judgements == {}
    assert codes(findings) == ["S201"]


def test_claims_are_read() -> None:
    text = "claims: {total: 19.5, grade: 优, indicators: {A02: 9, A01: 5}, reasons: {A02: 略迟}}\n"
    submission, findings = body(FACTS + text)
    claims = submission.claims
    assert not findings
    assert (claims.total, claims.grade) == (Fraction("19.5"), "优")
    assert list(claims.indicators.items()) == [("A01", Fraction(5)), ("A02", Fraction(9))]
    assert claims.reasons == {"A02": "略迟"}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{total: 21}", ["S322"]),
        ('{total: "-1"}', ["S322"]),
        ("{total: 优}", ["S211"]),
        ("{grade: 特优}", ["S323"]),
        ("{grade: }", ["D207"]),
        ("{indicators: {A01: 6}}", ["S322"]),
        ("{indicators: {Z99: 1}}", ["S320"]),
        ("{indicators: {控制率: 1}}", ["S321"]),
        ("{indicators: {A011: 1}}", ["S321"]),
        ("{indicators: {A01: 1, Ａ01: 1}}", ["S201"]),
        ("{indicators: 5}", ["D201"]),
        ("{reasons: {A01: }}", ["D207"]),
        ("[98]", ["D201"]),
    ],
)
def test_a_claim_that_cannot_be_is_left_out(written: str, expected: list[str]) -> None:
    submission, findings = body(f"{FACTS}claims: {written}\n")
    claims = submission.claims
    assert codes(findings) == expected
    assert (claims.total, claims.grade, claims.indicators, claims.reasons) == (None, "", {}, {})


def test_the_best_level_needs_a_reason_where_it_stays_below_the_full_marks() -> None:
    levels = [{"level": "好", "marks": "4"}, {"level": "差", "marks": "0"}]
    ready = read_well(rule_set("5", [leaf("A01", "5", {"method": "judged", "levels": levels})], {}))
    for judged, wanted in (({}, ["S311"]), ({"reason": "材料不全"}, [])):
        _, findings = submit(ready, {}, judgements={"A01": {"level": "好", "evaluator": "评价组", **judged}})
        assert [one.split()[0] for one in findings] == wanted
