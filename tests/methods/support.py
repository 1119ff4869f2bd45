"""Small rule sets written as Python, scored through the real engine by both evaluators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any, Protocol

from generate_files import as_yaml
from scoring.diagnostics import Diagnostic, Language
from scoring.documents.read import read_text
from scoring.engine import ScoreSheet, marks, score
from scoring.engine.sheet import Scored
from scoring.rule_set.model import RuleSet
from scoring.rule_set.read import read_rule_set
from scoring.submissions import Submission, read_submission

COUNT = {"type": "count"}
MONEY = {"type": "money", "unit": "万元", "decimals": "2"}
PERCENT = {"type": "percent"}
NUMBER = {"type": "number"}
YES_NO = {"type": "yes_no"}
ROUNDING = {"step": "0.01", "mode": "half_up", "at": "indicator", "source": "ours"}
GRADES = {"优": 90, "良": 80, "中": 70, "差": 0}
INSTITUTION = {"language": "1", "institution": {"code": "001", "name": "甲单位"}, "year": "2023"}

Tree = Mapping[str, Any]


def leaf(code: str, full: str, keys: Tree, **more: Any) -> dict[str, Any]:
    """Return an indicator named after its code."""
    return {"indicator": f"指标{code}", "code": code, "full_marks": full, **keys, **more, "source": "ours"}


def group(name: str, full: str, *parts: Tree, **more: Any) -> dict[str, Any]:
    """Return a group."""
    return {"group": name, "full_marks": full, **more, "parts": list(parts)}


def rule_set(full: str, parts: list[Any], facts: Tree, **more: Any) -> dict[str, Any]:
    """Return a rule set of *full* marks; the grades begin at 90 %, 80 % and 70 % of them."""
    floors = {name: decimal(Fraction(full) * share / 100) for name, share in GRADES.items()}
    head = {"language": "1", "rule_set": "small", "title": "小表", "version": "1.0.0"}
    return {
        **head,
        "full_marks": full,
        "sources": {"ours": {"title": "约定", "status": "constructed"}},
        "rounding": ROUNDING,
        "grades": {"basis": "exact", "floors": floors, "source": "ours"},
        "facts": facts,
        "indicators": parts,
        **more,
    }


def read(rules: Tree) -> tuple[RuleSet | None, tuple[Diagnostic, ...]]:
    """Read a rule set, with what is found wrong with it."""
    document, findings = read_text(as_yaml(dict(rules)).encode(), "rule-set.yaml", "yaml")
    assert document is not None, findings
    return read_rule_set(document)


def read_well(rules: Tree) -> RuleSet:
    """Read a rule set that nothing is wrong with."""
    found, findings = read(rules)
    assert found is not None, said(findings)
    assert not findings, said(findings)
    return found


def submit(rules: RuleSet, facts: Tree, **more: Any) -> tuple[Submission, list[str]]:
    """Read a submission, with the findings in English."""
    document, findings = read_text(as_yaml(INSTITUTION | {"facts": facts} | more).encode(), "submission.yaml", "yaml")
    assert document is not None, findings
    submission, findings = read_submission(document, rules)
    assert submission is not None, said(findings)
    return submission, said(findings)


def said(findings: tuple[Diagnostic, ...]) -> list[str]:
    """Return each finding as its code and its sentence in English."""
    return [f"{one.code} {Language('en').render(one.text)}" for one in findings]


def sheet(rules: Tree, facts: Tree, **more: Any) -> ScoreSheet:
    """Return the sheet of well-formed figures; both evaluators and the marks alone must agree."""
    found, findings = sheet_and_findings(rules, facts, **more)
    assert not findings, findings
    return found


def sheet_and_findings(rules: Tree, facts: Tree, **more: Any) -> tuple[ScoreSheet, list[str]]:
    """Return the sheet of any figures, and what was found wrong with them."""
    ready = read_well(rules)
    submission, findings = submit(ready, facts, **more)
    general = score(ready, submission)
    compiled = score(ready, submission)
    assert [shown(one) for one in general.indicators] == [shown(one) for one in compiled.indicators]
    assert (compiled.total, compiled.grade, compiled.missing) == (general.total, general.grade, general.missing)
    assert [amounts(line) for line in compiled.lines] == [amounts(line) for line in general.lines]
    assert compiled.findings == general.findings
    quick = marks(ready, submission)
    assert quick.marks == tuple(row.marks for row in general.indicators)
    assert quick.total == general.total.marks
    assert quick.grade == (general.grade.low if general.grade.certain else None)
    check_identity(general)
    return general, findings


def amounts(line: Any) -> tuple[Any, ...]:
    """Return what a line on the total says in numbers."""
    return line.amount, line.low, line.high


def shown(row: Scored) -> tuple[Any, ...]:
    """Return everything a row shows."""
    value = None if row.value is None else (row.value.exact, row.value.shown, row.value.substituted)
    return row.state, row.marks, row.exact, row.low, row.high, row.not_counted, row.reason, row.steps, row.used, value


def check_identity(made: ScoreSheet) -> None:
    """Full marks − Σ deductions − Σ not counted + Σ lines = total, wherever everything is certain."""
    for row in made.indicators:
        assert 0 <= row.low <= row.high <= row.full_marks
    lost = [row.deduction for row in made.indicators]
    lines = [line.amount for line in made.lines]
    if made.total.marks is None or None in lost or None in lines:
        return
    left = made.rule_set.full_marks - sum(row.not_counted for row in made.indicators)
    assert left - sum(filter(None, lost)) + sum(filter(None, lines)) == made.total.marks


@dataclass(frozen=True)
class One:
    """A rule set of one indicator A01: the keys of its method, and the facts it may use."""

    full: str
    keys: Tree
    facts: Tree

    @property
    def rules(self) -> dict[str, Any]:
        """Return the rule set."""
        return rule_set(self.full, [leaf("A01", self.full, self.keys)], self.facts)

    def row(self, facts: Tree, **more: Any) -> Scored:
        """Return the row of the indicator."""
        (row,) = sheet(self.rules, facts, **more).indicators
        return row

    def marks(self, **facts: str) -> str:
        """Return the marks as text."""
        return str(decimal(self.row(facts).marks))

    def findings(self, **keys: Any) -> list[str]:
        """Return what is wrong with the rule set where its method has *keys* instead; None takes a key away."""
        changed = {key: value for key, value in {**self.keys, **keys}.items() if value is not None}
        return said(read(One(self.full, changed, self.facts).rules)[1])


def decimal(value: Fraction | None) -> str:
    """Return *value* as people write it."""
    return "open" if value is None else Language("en").render(value)


class Bounded(Protocol):
    """An indicator, a line, a total: known between two ends."""

    @property
    def low(self) -> Fraction:
        """Return the lower end."""

    @property
    def high(self) -> Fraction:
        """Return the upper end."""


def bounds(of: Bounded) -> tuple[str, str]:
    """Return both ends as people write them."""
    return decimal(of.low), decimal(of.high)


def texts(row: Scored) -> tuple[str, str, str]:
    """Return the code of the reason, and its sentence in Chinese and English."""
    assert row.reason is not None
    return row.reason.code, Language("zh").render(row.reason.text), Language("en").render(row.reason.text)


def check_reason(row: Scored, code: str, *figures: str) -> None:
    """The reason has that code, and names *figures* in both languages."""
    found, *sentences = texts(row)
    assert found == code
    for sentence in sentences:
        assert not missing_from(sentence, figures), sentence
    assert sentences[0] != sentences[1], "not translated"


def missing_from(sentence: str, figures: tuple[str, ...]) -> list[str]:
    """Return those of *figures* that *sentence* does not name, blanks aside."""
    return [one for one in figures if one.replace(" ", "") not in sentence.replace(" ", "")]


def reason_codes(rules: RuleSet) -> Iterator[str]:
    """Yield the code of each reason that the methods of *rules* can give."""
    for indicator in rules.indicators:
        yield from (one.code for one in indicator.lowered.reasons)


def check_sound(rules: Tree, facts: Tree, open_: Mapping[str, list[str]], **more: Any) -> ScoreSheet:
    """The sheet without the facts in *open_* allows for every completion with the values given there."""
    partial = sheet(rules, facts, **more)
    ready, order = read_well(rules), [one.name for one in partial.rule_set.grades.grades]
    worst, best = order.index(partial.grade.low.name), order.index(partial.grade.high.name)
    for values in product(*open_.values()):
        submission, _ = submit(ready, {**facts, **dict(zip(open_, values, strict=True))}, **more)
        whole = score(ready, submission)
        assert partial.total.low <= whole.total.low <= whole.total.high <= partial.total.high, values
        assert best <= order.index(whole.grade.high.name) <= order.index(whole.grade.low.name) <= worst, values
        for row, other in zip(partial.indicators, whole.indicators, strict=True):
            assert row.low <= other.low <= other.high <= row.high, (row.indicator.code, values)
    return partial
