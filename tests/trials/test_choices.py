"""Cases make choices, and leave out those of the case they are like."""

from __future__ import annotations

from scoring.documents import read_text
from scoring.engine import score
from scoring.trials.cases import run_cases
from submissions.small import choosing_rules

CASES = """
- case: 都选
  facts: {合规: 是}
  choices: {收支/往来款: A02, 效益/往来款: [C01], 可选指标: {公平: 20}}
  expect: {A01: not_applicable, A02: 20, C01: 20, D01: 40, B02: 0, total: 100, grade: 优}
- case: 未选
  like: 都选
  facts: {合规: 否}
  without: [可选指标]
  expect: {D01: [0, 0], total: 0}
- case: 改选
  like: 都选
  choices: {可选指标: {公平: 10, 效率: 10}}
  expect: {D01: 20, D02: 5, D03: 15}
"""


def test_choices_in_cases() -> None:
    document, findings = read_text(CASES.encode(), "cases.yaml", "yaml")
    assert document is not None, findings
    outcomes, findings = run_cases(choosing_rules(), document, score)
    assert not findings
    assert [(one.case.name, one.differences) for one in outcomes if not one.passed] == []
    assert len(outcomes) == 3
