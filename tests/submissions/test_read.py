from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from scoring.documents import read_text
from scoring.submissions import Given, load_submission, quoted_texts, read_submission, read_unchecked
from submissions.small import HEAD, body, codes, concise, read, rules

FACTS = "facts: {在职人数: 9}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- 1\n", ["D201"]),
        (HEAD.replace("language: 1", "language: 2") + FACTS, ["S101"]),
        (HEAD.replace("2023", "2024") + FACTS, ["S103"]),
        (HEAD.replace("2023", "2019") + FACTS, ["S103"]),
        (HEAD.replace('code: "001", ', "") + FACTS, ["D206"]),
        (HEAD.replace('"001"', '""') + FACTS, ["D207"]),
        (HEAD.replace('"001"', "4.30682E+11") + FACTS, ["S104"]),
        (HEAD.replace('{code: "001", name: 甲单位}', "甲单位") + FACTS, ["D201"]),
    ],
)
def test_what_is_not_this_rule_sets_business_is_not_read(text: str, expected: list[str]) -> None:
    submission, findings = read(text)
    assert submission is None
    assert codes(concise(findings)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEAD.replace("2023", "今年") + FACTS, ["S102"]),
        (HEAD.replace("2023", "23") + FACTS, ["S102"]),
        (HEAD.replace("2023", "2023.5") + FACTS, ["S102"]),
        (HEAD.replace("2023", "2023人") + FACTS, ["S102"]),
        (HEAD.replace("year: 2023\n", "") + FACTS, ["D206"]),
        (HEAD.replace("language: 1\n", "") + FACTS, ["D206"]),
        (HEAD.replace(", name: 甲单位", "") + FACTS, ["D206"]),
        (HEAD.replace('"001"', '" 001"') + FACTS, ["S105"]),
        (HEAD, ["D206"]),
        (HEAD + "facts: 9\n", ["D201", "S206"]),
        (HEAD + FACTS + "targets: [{kind: 数量}]\n", ["S106"]),
        (HEAD + FACTS + "targets: []\nchoices: {}\n", []),
        (HEAD + FACTS + "targets: 3\n", ["D202"]),
        (HEAD + FACTS + "choices: {往来款: 应收账款率}\n", ["S107"]),
        (HEAD + FACTS + "choices: {往来款: }\n", ["S107"]),
        (HEAD + FACTS + "judgments: {}\n", ["D205"]),
    ],
)
def test_the_rest_is_used_in_spite_of_a_finding(text: str, expected: list[str]) -> None:
    submission, findings = read(text)
    assert submission is not None
    assert sorted(codes(concise(findings))) == sorted(expected)


def test_the_code_is_kept_to_the_character() -> None:
    submission, _ = read(HEAD.replace('"001"', "0430682－0123") + FACTS)
    assert submission is not None
    assert submission.code == "0430682－0123"


def test_any_year_can_be_asked_for() -> None:
    submission, findings = read(HEAD.replace("2023", "2031年") + FACTS, any_year=True)
    assert submission is not None
    assert submission.year == 2031
    assert not findings


def test_a_rule_set_without_years_is_valid_for_all() -> None:
    document, _ = read_text((HEAD.replace("2023", "1999") + FACTS).encode(), "s.yaml", "yaml")
    assert document is not None
    submission, _ = read_submission(document, replace(rules(), valid_for=None))
    assert submission is not None
    assert submission.year == 1999


def test_all_findings_come_in_one_run_and_in_order() -> None:
    _, findings = read(HEAD.replace("2023", "2031") + "facts: {在职人数: 无}\nclaims: {total: 优}\n")
    assert codes(concise(findings)) == ["S103", "S212", "S211"]


def test_unchecked_means_without_cross_checks() -> None:
    text = HEAD + "facts: {在职人数: 9, 基本支出: 1.00, 项目支出: 1.00, 支出合计: 3.00}\n"
    document, _ = read_text(text.encode(), "s.yaml", "yaml")
    assert document is not None
    assert [finding.code for finding in read_submission(document, rules())[1]] == ["S501"]
    assert not read_unchecked(document, rules())[1]


MEANT = """documents: {r: r.txt}
facts:
  在职人数: 9
  支出合计: {value: 1862800, unit: 元, evidence: 决算}
  满意率: 95.0%
  专项资金: [{名称: 甲, 按期: 是}]
judgements: {A03: {marks: 5, evaluator: 张三}}
claims: {total: 19.50, grade: 优}
"""
SAME = """# another layout of the same meaning
claims: {grade: 优, total: 19.5}
judgements: {A03: {evaluator: 张三, marks: 5.0}}
facts: {专项资金: [{按期: true, 名称: 甲}], 满意率: 95%, 支出合计: 186.28, 在职人数: ９}
"""


def test_the_meaning_has_one_fingerprint() -> None:
    one, other = body(MEANT)[0].fingerprint, body(SAME)[0].fingerprint
    assert one.meaning == other.meaning
    assert one.bytes != other.bytes
    assert one.meaning.startswith("sha256:")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("在职人数: 9", "在职人数: 10"),
        ("甲", "乙"),
        ("按期: 是", "按期: 否"),
        ("张三", "李四"),
        ("19.50", "19.51"),
        ("优", "良"),
        ("  满意率: 95.0%\n", ""),
        ("满意率: 95.0%", "满意率: 无"),
    ],
)
def test_every_change_of_meaning_changes_the_fingerprint(old: str, new: str) -> None:
    before, after = (body(text)[0].fingerprint.meaning for text in (MEANT, MEANT.replace(old, new)))
    assert before != after


def test_refused_and_never_given_differ() -> None:
    refused, absent = body("facts: {在职人数: 9, 系数: 无}\n")[0], body(FACTS)[0]
    assert refused.facts == absent.facts
    assert refused.fingerprint.meaning != absent.fingerprint.meaning


def write(folder: Path, text: str) -> Path:
    file = folder / "submission.yaml"
    file.write_text(text, encoding="utf-8")
    return file


QUOTING = HEAD + "documents: {report: %s}\nfacts:\n  在职人数: {value: 9, from: report, quote: 在职9人}\n"


def test_a_submission_is_loaded_with_its_documents(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "报告.txt").write_bytes("在职9人。".encode("gb18030"))
    submission, findings = load_submission(write(tmp_path, QUOTING % "papers/报告.txt"), "s.yaml", rules())
    assert submission is not None
    given = submission.facts["在职人数"]
    assert isinstance(given, Given)
    assert given.quote == "在职9人"
    assert submission.documents == {"report": "papers/报告.txt"}
    assert [(finding.code, finding.place.file) for finding in findings] == [("D109", "papers/报告.txt")]


@pytest.mark.parametrize("file", ["../report.txt", "/etc/passwd", r"C:\report.txt", r"..\report.txt", "a/../../b"])
def test_documents_outside_the_folder_are_not_read(tmp_path: Path, file: str) -> None:
    (tmp_path / "report.txt").write_text("在职9人", encoding="utf-8")
    (tmp_path / "inner").mkdir()
    submission, findings = load_submission(write(tmp_path / "inner", QUOTING % f"'{file}'"), "s.yaml", rules())
    assert submission is not None
    assert submission.rejected == ("在职人数",)
    assert [finding.code for finding in findings] == ["S420", "S410"]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text("在职9人", encoding="utf-8")
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "report.txt").symlink_to(tmp_path / "report.txt")
    _, findings = load_submission(write(tmp_path / "inner", QUOTING % "report.txt"), "s.yaml", rules())
    assert [finding.code for finding in findings] == ["S420", "S410"]


def test_a_circle_of_links_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "report.txt").symlink_to(tmp_path / "report.txt")
    _, findings = load_submission(write(tmp_path, QUOTING % "report.txt"), "s.yaml", rules())
    assert sorted(finding.code for finding in findings) == ["D103", "S410", "S421"]


def test_a_missing_document_is_a_finding_at_its_name(tmp_path: Path) -> None:
    _, findings = load_submission(write(tmp_path, QUOTING % "report.txt"), "s.yaml", rules())
    assert [(finding.code, str(finding.place)) for finding in findings] == [
        ("D101", "report.txt"),
        ("S421", "s.yaml:4:21"),
        ("S410", "s.yaml:6:26"),
    ]


def test_a_file_that_cannot_be_read_is_no_submission(tmp_path: Path) -> None:
    submission, findings = load_submission(tmp_path / "submission.yaml", "s.yaml", rules())
    assert submission is None
    assert [finding.code for finding in findings] == ["D101"]


def test_a_list_has_no_documents() -> None:
    document, _ = read_text(b"[1]", "s.yaml", "yaml")
    assert document is not None
    assert quoted_texts(document, Path(os.curdir)) == ({}, ())
