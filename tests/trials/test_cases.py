from __future__ import annotations

import dataclasses
from fractions import Fraction

import pytest

from scoring.diagnostics import Message, Word, message
from scoring.documents import read_file, read_text
from scoring.engine import ScoreSheet, score
from scoring.rule_set import RuleSet, load_rule_set, read_rule_set, shipped
from scoring.submissions import Submission
from scoring.trials import Outcome, Subject, read_cases, run_cases
from submissions.small import rules, target_rules

BEST = """- case: 满分
  facts: {在职人数: 9, 编制数: 9, 已公开: 是, 因公出国（境）费: 1}
  judgements:
    A02: {level: 达成, marks: 10, evaluator: 甲}
    A03: {marks: 5, evaluator: 甲}
    违规扣分: {marks: 0, evaluator: 甲}
  claims: {total: 20, grade: 优, indicators: {A01: 5, A02: 10}, reasons: {A03: 无}}
  expect: {A01: 5, total: 20, grade: 优, lines: {未公开封顶: 0, 违规扣分: 0}}
"""


def interval(low: int, high: int) -> Message:
    return message("{low} to {high}", low=Fraction(low), high=Fraction(high))


def run(text: str, chosen: RuleSet | None = None) -> tuple[tuple[Outcome, ...], list[str]]:
    document, findings = read_text(text.encode(), "cases.yaml", "yaml")
    assert document is not None, findings
    outcomes, found = run_cases(chosen or rules(), document, score)
    return outcomes, [f"{finding.place.line}:{finding.place.column} {finding.code}" for finding in found]


def test_a_case_that_comes_out_as_expected() -> None:
    (outcome,), findings = run(BEST)
    assert outcome.passed
    assert not findings
    assert (outcome.case.name, str(outcome.case.place)) == ("满分", "cases.yaml:1:9")
    assert outcome.case.submission.claims.indicators == {"A01": 5, "A02": 10}


LIKE = "- case: 另一\n  like: 满分\n  "


@pytest.mark.parametrize(
    "changes",
    [
        "facts: {在职人数: 10}\n  expect: {A01: 0, total: 15, grade: 良}",
        "without: [编制数]\n  expect: {A01: missing_data, total: [15, 20], grade: [良, 优]}",
        "without: [A03]\n  expect: {A03: awaiting_judgement, total: [15, 20], A01: scored}",
        "without: [A03]\n  expect: {A03: [0, 5]}",
        "facts: {已公开: 否}\n  expect: {total: 15, lines: {未公开封顶: -5}}",
        "without: [已公开]\n  expect: {total: [15, 20], lines: {未公开封顶: [-5, 0]}}",
        "judgements: {A02: {level: 未达成, marks: 6, reason: 迟, evaluator: 甲}}\n  expect: {A02: 6, total: 16}",
        "facts: {在职人数: 9}\n  without: [在职人数]\n  expect: {A01: missing_data}",
        "year: 2021\n  institution: {code: '2', name: 乙}\n  expect: {total: 20}",
        "facts: {编制数: 无}\n  expect: {A01: missing_data}",
        "about: 什么都不改\n  expect: {total: [20, 20], A01: [5, 5], grade: [优, 优]}",
    ],
)
def test_a_case_changes_another_one_entry_by_entry(changes: str) -> None:
    outcomes, findings = run(f"{BEST}{LIKE}{changes}\n")
    assert [outcome.differences for outcome in outcomes] == [(), ()]
    assert [finding.split()[1] for finding in findings] == (["S212"] if "无}" in changes else [])


def test_what_a_case_takes_over_is_all_there() -> None:
    changes = "facts: {因公出国(境)费: 2}\n  claims: {grade: 良, indicators: {A01: 4}}\n  expect: {total: 20}\n"
    (_, outcome), findings = run(BEST + LIKE + changes)
    assert not findings
    submission = outcome.case.submission
    assert submission.facts["因公出国（境）费"].value == 2  # type: ignore[union-attr]
    assert (submission.claims.grade, submission.claims.total) == ("良", Fraction(20))
    assert submission.claims.indicators == {"A01": 4, "A02": 10}
    assert submission.claims.reasons == {"A03": "无"}
    assert (submission.year, submission.name) == (2020, "另一")


def test_a_case_without_a_basis_stands_alone() -> None:
    (outcome,), findings = run("- {case: 空, expect: {total: [0, 20]}}\n")
    assert outcome.sheet.total.low == 0
    assert not findings


@pytest.mark.parametrize(
    ("expected", "subject", "name", "wanted", "computed"),
    [
        ("A01: 4.99", Subject.INDICATOR, "A01", Fraction("4.99"), Fraction(5)),
        ("A01: missing_data", Subject.INDICATOR, "A01", Word("missing data"), Word("scored")),
        ("A01: [0, 5]", Subject.INDICATOR, "A01", interval(0, 5), interval(5, 5)),
        ("total: 19", Subject.TOTAL, "", Fraction(19), Fraction(20)),
        ("grade: 良", Subject.GRADE, "", "良", "优"),
        ("lines: {违规扣分: -1}", Subject.LINE, "违规扣分", Fraction(-1), Fraction(0)),
    ],
)
def test_a_difference_says_both_sides(
    expected: str, subject: Subject, name: str, wanted: object, computed: object
) -> None:
    (_, outcome), _ = run(f"{BEST}{LIKE}expect: {{{expected}}}\n")
    (difference,) = outcome.differences
    assert not outcome.passed
    assert (difference.subject, difference.name) == (subject, name)
    assert (difference.expected, difference.computed) == (wanted, computed)
    assert difference.place.line == 11


def test_differences_where_the_sheet_is_open() -> None:
    changes = "without: [A03]\n  expect: {A03: 5, total: 20, grade: 优}\n"
    (_, outcome), _ = run(BEST + LIKE + changes)
    found = [(one.name, one.computed) for one in outcome.differences]
    grades = message("{worst} to {best}", worst="良", best="优")
    assert found == [("A03", interval(0, 5)), ("", interval(15, 20)), ("", grades)]


def test_a_line_that_is_not_on_the_sheet() -> None:
    def without_lines(chosen: RuleSet, submission: Submission) -> ScoreSheet:
        return dataclasses.replace(score(chosen, submission), lines=())

    document, _ = read_text(BEST.encode(), "cases.yaml", "yaml")
    assert document is not None
    (outcome,), _ = run_cases(rules(), document, without_lines)
    assert [one.computed for one in outcome.differences] == [Word("not on the sheet")] * 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{}\n", ["1:1 D202"]),
        ("[]\n", ["1:1 R307"]),
        ("- 满分\n", ["1:3 D201"]),
        ("- {expect: {total: 1}}\n", ["1:3 D206"]),
        ("- {case: [], expect: {total: 1}}\n", ["1:10 D203"]),
        (BEST + LIKE + "like: 满分\n", ["11:3 D120"]),
        (BEST + "- {case: 乙, like: 甲, expect: {}}\n", ["9:19 R301"]),
        (BEST + "- {case: 乙, like: 满分数, expect: {}}\n", ["9:19 R302"]),
        (BEST + "- {case: 乙, like: [], expect: {}}\n", ["9:19 D203"]),
        ("- {case: 乙, like: 满分, expect: {}}\n" + BEST, ["1:19 R303"]),
        (BEST + "- {case: 乙, like: 乙, expect: {}}\n", ["9:19 R303"]),
        (BEST + BEST, ["9:9 R304"]),
        (BEST + LIKE + "without: [天气]\n  expect: {total: 20}\n", ["11:13 R305"]),
        (BEST + LIKE + "without: [编制]\n  expect: {total: 20}\n", ["11:13 R306"]),
        (BEST + LIKE + "without: [[]]\n  expect: {total: 20}\n", ["11:13 D203"]),
        (BEST + LIKE + "without: 编制数\n  expect: {total: 20}\n", ["11:12 D202"]),
        (BEST + LIKE + "facts: 9\n  expect: {total: 20}\n", ["11:10 D201"]),
        (
            BEST + LIKE + "facts: {在职人数: 9, 因公出国（境）费: 1, 因公出国(境)费: 2}\n  expect: {total: 20}\n",
            ["11:33 S201"],
        ),
        (BEST + LIKE + "facts: {编职数: 9}\n  expect: {total: 20}\n", ["11:11 S203"]),
        (BEST + LIKE + "year: 2031\n  expect: {total: 20}\n", ["11:9 S103"]),
        (BEST + LIKE + "expect: 20\n", ["11:11 D201"]),
        (BEST + LIKE + "expect: {Z99: 1}\n", ["11:12 R310"]),
        (BEST + LIKE + "expect: {A011: 1}\n", ["11:12 R311"]),
        (BEST + LIKE + "expect: {lines: {加分: 1}}\n", ["11:20 R312"]),
        (BEST + LIKE + "expect: {lines: 1}\n", ["11:19 D201"]),
        (BEST + LIKE + "expect: {grade: 特优}\n", ["11:19 R313"]),
        (BEST + LIKE + "expect: {grade: [优, 特优]}\n", ["11:23 R313"]),
        (BEST + LIKE + "expect: {grade: [优, 良]}\n", ["11:19 R315"]),
        (BEST + LIKE + "expect: {grade: [[]]}\n", ["11:20 D203"]),
        (BEST + LIKE + "expect: {grade: [优]}\n", ["11:19 R315"]),
        (BEST + LIKE + "expect: {A01: 满分}\n", ["11:17 R314"]),
        (BEST + LIKE + "expect: {A01: [5, 0]}\n", ["11:17 R315"]),
        (BEST + LIKE + "expect: {A01: [5]}\n", ["11:17 R315"]),
        (BEST + LIKE + "expect: {A01: [五, 5]}\n", ["11:18 D211"]),
        (BEST + LIKE + "expect: {total: 约5}\n", ["11:19 D214"]),
    ],
)
def test_what_is_wrong_with_cases(text: str, expected: list[str]) -> None:
    document, findings = read_text(text.encode(), "cases.yaml", "yaml")
    if document is not None:
        _, findings = read_cases(rules(), document)
    assert [f"{one.place.line}:{one.place.column} {one.code}" for one in findings] == expected


def test_a_finding_in_a_case_that_others_are_like_is_said_once() -> None:
    _, findings = run(BEST.replace("编制数: 9", "编制数: 无") + LIKE + "expect: {total: 20}\n")
    assert findings == ["2:25 S212"]


def test_a_rule_set_without_years_takes_any() -> None:
    document, _ = read_text(BEST.encode(), "cases.yaml", "yaml")
    assert document is not None
    (case,), findings = read_cases(dataclasses.replace(rules(), valid_for=None), document)
    assert case.submission.year == 2000
    assert not findings


def test_the_shipped_cases_pass() -> None:
    chosen, _ = load_rule_set("yueyang-2018")
    assert chosen is not None
    document, _ = read_file(shipped("rules") / "yueyang-2018" / "cases.yaml", "cases.yaml")
    assert document is not None
    outcomes, findings = run_cases(chosen, document, score)
    assert not findings
    assert [(one.case.name, one.differences) for one in outcomes if not one.passed] == []
    assert len(outcomes) > 200


TARGETS = """- case: 全部达标
  facts: {全年执行数: 90, 全年预算数: 90}
  targets:
    - {kind: 数量, indicator: 救助人次, target: ≥1000, actual: 1136, marks: 50}
    - {kind: 社会效益, indicator: 秩序改善, target: 明显改善, marks: 20}
    - {kind: 满意度, indicator: 满意率, target: ≥90%, actual: 95%, marks: 10}
  judgements: {T02: {level: 达成, marks: 20, evaluator: 甲}}
  expect: {A01: 10, T01: 50, T02: 20, 经济效益指标.T: not_applicable, total: 100}
- case: 没有目标表
  like: 全部达标
  without: [targets, T02]
  expect: {产出指标.T: missing_data, total: [10, 100]}
- case: 目标表为空
  like: 全部达标
  targets: []
  without: [T02]
  expect: {满意度指标.T: 0, total: [20, 90]}
"""


def test_a_case_brings_targets_of_its_own() -> None:
    outcomes, findings = run(TARGETS, target_rules())
    assert [outcome.differences for outcome in outcomes] == [(), (), ()]
    assert findings == ["7:16 S449", "15:12 S373"]
    _, findings = run(TARGETS.replace("without: [targets, T02]", "without: [target]"), target_rules())
    assert "11:13 R306" in findings


PLACED = """language: 1
rule_set: ranked
title: 排名
version: 1.0.0
full_marks: 60
sources: {ours: {title: 约定, status: constructed}}
rounding: {step: 1, mode: half_up, at: indicator, source: ours}
grades: {basis: exact, floors: {优: 57, 差: 0}, source: ours}
facts: {收入: {type: number}}
indicators:
  - {indicator: 排名, code: A01, full_marks: 60, value: {formula: place(收入)}, method: bands,
     bands: [{in: "(, 2)", marks: 60}, {in: "[2, 3)", marks: 57}, {in: "[3, )", marks: 54}], source: ours}
"""
AMONG = """- case: 第二名
  institution: {code: peer 1, name: 甲}
  facts: {收入: 5}
  peers: [{收入: 9}, {收入: 1}]
  expect: {A01: 57}
- {case: 仍有两家, like: 第二名, facts: {收入: 0}, expect: {A01: 54}}
- {case: 第一名, like: 第二名, peers: [{收入: 5}], expect: {A01: 60}}
- {case: 另一家未填, like: 第二名, peers: [{}], expect: {A01: [57, 60]}}
- {case: 单独, like: 第二名, peers: [], expect: {A01: missing_data}}
"""


def ranked() -> RuleSet:
    document, _ = read_text(PLACED.encode(), "rule-set.yaml", "yaml")
    assert document is not None
    found, findings = read_rule_set(document)
    assert found is not None, findings
    return found


def test_a_case_among_its_peers() -> None:
    outcomes, findings = run(AMONG, ranked())
    assert not findings
    assert [one.case.name for one in outcomes if not one.passed] == []
    assert [len(one.case.peers) for one in outcomes] == [2, 2, 1, 1, 0]


def test_peers_are_read_as_any_facts() -> None:
    outcomes, findings = run(AMONG.replace("[{收入: 9}, {收入: 1}]", "[{收入: 九点}, 1]"), ranked())
    assert findings == ["4:16 S211", "4:21 D201"]
    assert len(outcomes) == 5
