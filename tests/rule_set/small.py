"""A small rule set as YAML, and what is found in it."""

from __future__ import annotations

from collections.abc import Iterable

from scoring.checks import check
from scoring.diagnostics import Diagnostic, Language, render_findings
from scoring.documents import read_text
from scoring.rule_set import RuleSet, read_rule_set

HEAD = """\
language: 1
rule_set: small
title: 小表
version: 1.0.0
full_marks: 10
sources: {ours: {title: 约定, status: constructed}}
rounding: {step: 0.01, mode: half_up, at: indicator, source: ours}
grades: {basis: exact, floors: {优: 9, 良: 6, 差: 0}, source: ours}
"""
FACTS = """\
facts:
  甲: {type: number}
  乙: {type: number, at_least: 1}
  件数: {type: count}
  有项目: {type: yes_no}
  明细: {type: table, columns: {金额: {type: number}, 个数: {type: count}}}
"""
LEAF = "  - {indicator: 达标, code: A01, full_marks: 10, method: incidents, count: 件数, marks_each: 1, source: ours}\n"


def text(indicators: str = LEAF, *, facts: str = FACTS, head: str = HEAD, rest: str = "") -> str:
    """Return a rule set: every part may be given."""
    return f"{head}{facts}indicators:\n{indicators}{rest}"


def leaf(keys: str, code: str = "A01", name: str = "达标", full: str = "10") -> str:
    """Return an indicator with further *keys*, in braces."""
    return f"  - {{indicator: {name}, code: {code}, full_marks: {full}, source: ours, {keys}}}\n"


def read(written: str) -> tuple[RuleSet | None, tuple[Diagnostic, ...]]:
    """Read a rule set; it must at least be YAML."""
    document, findings = read_text(written.encode(), "r.yaml", "yaml")
    assert document is not None, findings
    return read_rule_set(document)


def usable(written: str) -> RuleSet:
    """Read a rule set in which nothing is wrong."""
    rules, findings = read(written)
    assert rules is not None, concise(findings)
    assert not findings, concise(findings)
    return rules


def checked(written: str) -> list[str]:
    """Return the codes found in a rule set that can be read."""
    return [finding.code for finding in check(usable(written))]


def concise(findings: Iterable[Diagnostic]) -> list[str]:
    """Return *findings* as lines."""
    return render_findings(tuple(findings), "concise", Language("en")).splitlines()


def codes(written: str) -> list[str]:
    """Return the codes found while reading."""
    rules, findings = read(written)
    assert (rules is None) == any(finding.severity.value == "error" for finding in findings)
    return [finding.code for finding in findings]
