"""What is said of target rows under their own names, under codes by place, and where there is no table of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.documents import read_text
from scoring.engine import score
from scoring.rule_set import RuleSet, read_rule_set
from scoring.submissions import Submission, load_submissions, read_submission
from submissions.small import HEAD, HERE, codes, concise, target_rules

FACTS = "facts: {全年执行数: 90, 全年预算数: 90}\n"
ROWS = [
    "  - {kind: 数量, indicator: 救助人次, target: ≥1000, actual: 1136, marks: 42}\n",
    "  - {kind: 数量, indicator: 救助档案, target: 定性, marks: 8}\n",
    "  - {kind: 社会效益, indicator: 秩序改善, target: 明显改善, marks: 20}\n",
]
JUDGED = "level: 部分达成, marks: 5.6, reason: 延后, evaluator: 张三"


def read(rest: str, rows: list[str] | None = None) -> tuple[Submission, list[str]]:
    table = "".join(("targets:\n", *rows)) if rows else ""
    document, _ = read_text(f"{HEAD}{FACTS}{table}{rest}".encode(), "submission.yaml", "yaml")
    assert document is not None
    submission, findings = read_submission(document, target_rules())
    assert submission is not None
    return submission, concise(findings)


def said(code: str) -> str:
    claims = f"{{indicators: {{{code}: 6}}, reasons: {{{code}: 有两份延后}}}}"
    return f"judgements: {{{code}: {{{JUDGED}}}}}\nclaims: {claims}\n"


def other_rules(judged: str) -> RuleSet:
    """Return the rule set with another rule for targets that are judged."""
    lines = (HERE / "targets.yaml").read_text(encoding="utf-8").splitlines()
    text = "\n".join(judged if one.startswith("  定性") else one for one in lines)
    document, _ = read_text(text.encode(), "rules.yaml", "yaml")
    assert document is not None
    rules, found = read_rule_set(document)
    assert rules is not None, found
    return rules


def test_a_row_answers_to_its_name() -> None:
    by_name, nothing = read(said("救助档案"), ROWS)
    by_code, note = read(said("T02"), ROWS)
    assert nothing == []
    assert note == ["note S449: these rows are found by their place in the table of targets: T02 救助档案"]
    assert by_name.fingerprint.meaning == by_code.fingerprint.meaning
    assert (list(by_name.judgements), dict(by_name.claims.reasons)) == (["T02"], {"T02": "有两份延后"})


def test_the_name_moves_with_the_row() -> None:
    moved, findings = read(said("救助档案"), [ROWS[1], ROWS[0], ROWS[2]])
    assert (list(moved.judgements), findings) == (["T01"], [])
    _, findings = read(said("T02"), [ROWS[1], ROWS[0], ROWS[2]])
    assert codes(findings) == ["S303", "S449"]
    assert "T02 is the target row 救助人次" in findings[0]


def test_a_row_with_a_code_of_its_own_has_two_names() -> None:
    rows = [ROWS[0], ROWS[1].replace("target:", "code: D1, target:"), ROWS[2]]
    assert read(said("D1"), rows)[1] == read(said("救助档案"), rows)[1] == []
    both = f"judgements: {{D1: {{{JUDGED}}}, 救助档案: {{{JUDGED}}}}}\n"
    assert codes(read(both, rows)[1]) == ["S201"]


def test_two_rows_of_one_name_need_codes() -> None:
    rows = [ROWS[0], ROWS[1].replace("8", "4"), ROWS[1].replace("8", "4"), ROWS[2]]
    submission, findings = read(said("救助档案"), rows)
    assert codes(findings) == ["S448"] * 3
    assert "several rows of the targets are called 救助档案: T02, T03" in findings[0]
    assert not submission.judgements


def test_items_of_a_judged_checklist_answer_to_the_name_too() -> None:
    items = ", ".join(f"{{title: {one}, marks: 4, judged: true}}" for one in "齐全")
    rules = other_rules(f"  定性: {{method: checklist, mode: earn, out_of: 8, items: [{items}]}}")
    judged = "judgements: {救助档案.1: {marks: 4, evaluator: 张三}, T02.2: {marks: 4, evaluator: 张三}}\n"
    document, _ = read_text(f"{HEAD}{FACTS}targets:\n{''.join(ROWS)}{judged}".encode(), "s.yaml", "yaml")
    assert document is not None
    submission, findings = read_submission(document, rules)
    assert submission is not None
    assert (list(submission.judgements), codes(concise(findings))) == (["T02.1", "T02.2"], ["S449"])
    assert score(rules, submission).indicators[2].marks == 8


@pytest.mark.parametrize("code", ["T02", "救助档案"])
def test_without_a_table_that_is_what_is_said(code: str) -> None:
    submission, findings = read(said(code))
    assert findings == [f"error S450: {code} would be a row of the department's targets, but there is no table of them"]
    assert not submission.judgements


def test_a_table_that_cannot_be_read_was_reported() -> None:
    assert codes(read(f"targets: 见附件\n{said('T02')}")[1]) == ["D202"]
    assert codes(read("judgements: 无\nclaims: {indicators: 无}\n", ROWS)[1]) == ["D201", "D201"]


def test_a_slip_in_a_code_of_the_rule_set_is_none_of_this() -> None:
    assert codes(read("claims: {indicators: {A0l: 5}}\n")[1]) == ["S321"]


def test_beside_a_table_the_file_is_named(tmp_path: Path) -> None:
    heads = "institution.code,institution.name,year,全年执行数,全年预算数,claim.救助档案"
    (tmp_path / "部门.csv").write_text(f"{heads}\n001,甲,2023,90,90,6\n", encoding="utf-8")
    (tmp_path / "部门.绩效目标.csv").write_text("institution.code,year\n", encoding="utf-8")
    _, findings = load_submissions(tmp_path / "部门.csv", "部门.csv", target_rules())
    said = [f"{one.code} {one.text.value('file' if one.code == 'S450' else 'nearest')}" for one in findings]
    assert sorted(said) == ["S447 部门.targets.csv", "S450 部门.targets.csv"]


def test_where_nobody_judges_no_empty_list_is_offered() -> None:
    document, _ = read_text(f"{HEAD}{FACTS}judgements: {{A0l: {{{JUDGED}}}}}\n".encode(), "s.yaml", "yaml")
    assert document is not None
    _, findings = read_submission(document, other_rules(""))
    assert [str(one.hint.text) for one in findings if one.hint is not None] == [
        "delete the judgement: every mark is computed from facts"
    ]
