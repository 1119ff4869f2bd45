"""The pages of ``docs/`` are what would be made of them now, and every example in them holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from docs import DOCS, language_of, made, pages
from docs_kinds import fragment
from scoring.checks import check
from scoring.diagnostics import Diagnostic
from scoring.documents import Document, read_text
from scoring.engine import ScoreSheet, score
from scoring.expressions.expected import Expected
from scoring.expressions.names import Names
from scoring.expressions.parse import read_expression
from scoring.rule_set import RuleSet, read_rule_set
from scoring.rule_set.facts import declared
from scoring.submissions import read_submission
from scoring.trials import run_cases
from test_kinds import KINDS

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
FACTS = """\
language: 1
rule_set: names
title: 名称
version: 1.0.0
full_marks: 1
sources: {ours: {title: 约定, status: constructed}}
rounding: {step: 0.01, mode: half_up, at: indicator, source: ours}
grades: {basis: exact, floors: {优: 0}, source: ours}
facts:
  在职人数: {type: count, unit: 人, at_least: 1}
  编制数: {type: count, unit: 人, at_least: 1}
  本年支出: {type: money, unit: 万元}
  上年支出: {type: money, unit: 万元}
  “三公”经费: {type: money, unit: 万元}
  6月底支出: {type: money, unit: 万元}
  已公开: {type: yes_no}
  公开日期: {type: date}
  批复日期: {type: date}
  公开方式: {type: choice, one_of: [门户网站, 公告栏]}
  专项资金: {type: table, columns: {金额: {type: money, unit: 万元}, 比例: {type: percent}, 按进度下达: {type: yes_no}}}
indicators:
  - {indicator: 甲, code: A01, full_marks: 1, method: incidents, count: 在职人数 - 1, marks_each: 1, source: ours}
"""
"""What the examples of expressions may name."""


def document(text: str) -> Document:
    found, findings = read_text(text.encode(), "example.yaml", "yaml")
    assert found is not None, findings
    return found


def rules_in(text: str) -> RuleSet:
    rules, findings = read_rule_set(document(text))
    assert rules is not None, findings
    assert not (*findings, *check(rules))
    return rules


def blocks(page: Path, kind: str) -> list[str]:
    return [text for name, text in BLOCK.findall(page.read_text(encoding="utf-8")) if name == kind]


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_a_page_is_what_would_be_made_of_it(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert made(text, language_of(page)) == text, "python tests/docs.py build"


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (DOCS / target).exists(), target


@pytest.mark.parametrize("page", sorted(DOCS.glob("rule-language*.md")), ids=lambda page: page.name)
def test_the_complete_examples_hold(page: Path) -> None:
    rule_set, submission, cases, *fragments = blocks(page, "yaml")
    *fragments, rule_set_2, submission_2, cases_2 = fragments
    assert holds(rule_set, submission, cases).total.marks == Fraction("5.5")
    alone = holds(rule_set_2, submission_2, cases_2).total
    assert (alone.low, alone.high) == (Fraction("27.8"), Fraction("31.8"))
    # The other examples are those of the kinds, which have a test of their own.
    assert {one.rstrip("\n") for one in fragments} == {fragment(name) for name in KINDS}


def holds(rule_set: str, submission: str, cases: str) -> ScoreSheet:
    """Fail unless an example is without findings and its cases pass; return the sheet of its submission."""
    rules = rules_in(rule_set)
    given, findings = read_submission(document(submission), rules)
    assert given is not None
    assert not findings
    outcomes, findings = run_cases(rules, document(cases), score)
    assert not findings
    assert [(one.case.name, one.differences) for one in outcomes if not one.passed] == []
    return score(rules, given)


def read(expression: str) -> tuple[Diagnostic, ...]:
    """Return what is wrong with *expression*, taken for whatever it gives."""
    names = Names([declared(fact) for fact in rules_in(FACTS).facts.values()])
    found = [
        read_expression(expression, document(FACTS).root.place, names, expect=one)
        for one in (Expected.VALUE, Expected.TRUTH)
    ]
    return min((findings for _, findings in found), key=len)


def examples(kind: str) -> Iterator[str]:
    for page in sorted(DOCS.glob("expressions*.md")):
        for block in blocks(page, kind):
            yield from block.splitlines()


@pytest.mark.parametrize("line", sorted(set(examples("expression"))))
def test_expressions_are_read(line: str) -> None:
    assert not read(line)


@pytest.mark.parametrize("line", sorted(set(examples("refused"))))
def test_what_is_refused_is_refused(line: str) -> None:
    expression, _, code = line.partition("  # ")
    assert code in {finding.code for finding in read(expression)}
