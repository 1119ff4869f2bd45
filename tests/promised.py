"""What the promises are tested over: generated cases, and submissions made up for every shipped rule set."""

from __future__ import annotations

import copy
import os
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

import oracle
from generate import any_case, single
from generate_files import LOADER, as_yaml
from generate_methods import VARIANTS
from scoring.diagnostics import Diagnostic
from scoring.documents.read import read_text
from scoring.engine import ScoreSheet, score
from scoring.methods import methods
from scoring.rule_set import RuleSet, list_rule_sets, read_rule_set, shipped
from scoring.submissions import Submission, quoted_texts, read_submission

SIZE = int(os.environ.get("SCORING_TEST_SIZE", "1"))
"""How many times as much is tested."""

Findings = tuple[Diagnostic, ...]
Data = dict[str, Any]

SHIPPED = tuple(shelf.id for shelf in list_rule_sets())
SAMPLES = tuple(sorted(path.parent.name for path in shipped("samples").glob("*/submission.yaml")))
COMPLETED = "linxiang-rescue-station-2023-completed"
HOSTILE: tuple[Any, ...] = (
    *(
        "",
        " ",
        "0",
        "-0",
        "-1",
        "1e999",
        "1E-400",
        "9" * 60,
        "0." + "0" * 48 + "1",
        "1,234.5",
        "1，234",
        "１２",
        "９５％",
    ),
    *(
        "NaN",
        "inf",
        "0x10",
        "1_000",
        "012",
        "1:30",
        "null",
        "~",
        "约10",
        "10-20",
        "十二",
        "100%",
        "3000%",
        "1亿元",
        "5人",
    ),
    *("=1+1", "<b>1</b>", "\u202e1", "是", "否", "yes", "2024-02-30", "2023-06-30", "a: b", "#", "优", "[]", "١٢"),
    *([], ["1"], [{"名称": "a"}], {"value": "1"}, {"value": []}, {"unit": "万元"}, {"value": "1", "unit": "km"}),
    *({"value": "1", "quote": "没有这句话"}, {"value": "1", "from": "nowhere", "quote": "1"}, [[["1"]]], {}),
)


def loaded(text: str) -> Data:
    """Return YAML *text* as plain data, every scalar text."""
    data: Data = yaml.load(text, LOADER)
    return data


loaded_once = cache(loaded)


@cache
def rules_text(name: str) -> str:
    """Return the text of the shipped rule set *name*."""
    (shelf,) = (shelf for shelf in list_rule_sets() if shelf.id == name)
    return shelf.path.read_text(encoding="utf-8")


@cache
def sample_text(name: str) -> str:
    """Return the text of the shipped sample *name*."""
    return (shipped("samples") / name / "submission.yaml").read_text(encoding="utf-8")


@cache
def read_rules(text: str) -> RuleSet:
    """Return the rule set in *text*, in which nothing may be wrong."""
    rules, findings = tried_rules(text)
    assert rules is not None, findings
    assert not findings
    return rules


def tried_rules(text: str) -> tuple[RuleSet | None, Findings]:
    """Return the rule set in *text*, if there is one, and what is wrong with it."""
    document, findings = read_text(text.encode(), "rule-set.yaml", "yaml")
    if document is None:
        return None, findings
    rules, more = read_rule_set(document)
    return rules, findings + more


def read_figures(text: str, rules: RuleSet, file: str = "submission.yaml") -> tuple[Submission | None, Findings]:
    """Return the submission in *text*, if there is one, and what is wrong with it; it quotes the samples' report."""
    document, findings = read_text(text.encode(), file, "json" if file.endswith(".json") else "yaml")
    if document is None:
        return None, findings
    texts, found = quoted_texts(document, shipped("samples") / COMPLETED)
    submission, more = read_submission(document, rules, texts)
    return submission, (*findings, *found, *more)


@dataclass(frozen=True)
class Both:
    """A rule set and a submission for it, as text."""

    rule_set_text: str
    submission_text: str

    @property
    def rules(self) -> RuleSet:
        """The rule set as read."""
        return read_rules(self.rule_set_text)

    @property
    def submission(self) -> Submission:
        """The submission as read, whatever is wrong with parts of it."""
        found, findings = read_figures(self.submission_text, self.rules)
        assert found is not None, findings
        return found

    @property
    def rule_data(self) -> Data:
        """The rule set as plain data, not to be changed."""
        return loaded_once(self.rule_set_text)

    @property
    def data(self) -> Data:
        """The submission as plain data."""
        return loaded(self.submission_text)

    def sheet(self) -> ScoreSheet:
        """Return the score sheet, with the findings of the submission."""
        submission, findings = read_figures(self.submission_text, self.rules)
        assert submission is not None, findings
        return score(self.rules, submission, findings=findings)

    def with_data(self, data: Mapping[str, Any]) -> Both:
        """Return the same rule set with another submission."""
        return Both(self.rule_set_text, as_yaml(dict(data)))

    def with_facts(self, facts: Mapping[str, Any]) -> Both:
        """Return the same with other facts."""
        return self.with_data(self.data | {"facts": dict(facts)})


def sample(name: str = COMPLETED, rules: str = "yueyang-2018") -> Both:
    """Return a shipped sample with its rule set."""
    return Both(rules_text(rules), sample_text(name))


def methods_variants() -> Iterator[str]:
    """Yield every variant the generator knows; every method that is found has one."""
    assert {variant.split(".")[0] for variant in VARIANTS} == set(methods())
    yield from VARIANTS


def of_variant(variant: str, rng: random.Random) -> Both:
    """Return a case with one indicator scored by *variant*."""
    case = single(variant, rng, full=rng.choice([3, 10, 100]))
    return Both(case.rule_set_text, case.submission_text)


def of_any(rng: random.Random, facts: str = "any") -> Both:
    """Return a generated case with several indicators and perhaps lines."""
    case = any_case(rng, facts)
    return Both(case.rule_set_text, case.submission_text)


def complete(rules: str, rng: random.Random, kept: float = 0.0) -> Both:
    """Return a submission with every fact of the shipped rule set *rules*; a share of a fitting sample is *kept*."""
    rule_data = loaded_once(rules_text(rules))
    start: Data = {"language": "1", "institution": {"code": "430682-0123", "name": "测试单位"}, "year": "2023"}
    figures = loaded(sample_text(COMPLETED)) if rules == "yueyang-2018" else {}
    for part in ("facts", "judgements"):
        given = figures.get(part, {}).items()
        start[part] = {name: plain(one) for name, one in given if rng.random() < kept}
    (filled,) = oracle.completions(rule_data, start, rng, 1)
    return Both(rules_text(rules), as_yaml(filled))


def plain(figure: Any) -> Any:
    """Return the value of a figure that was written with its origin."""
    return figure["value"] if isinstance(figure, dict) and "value" in figure else figure


def holed(both: Both, rng: random.Random) -> Both:
    """Return the same with some facts and judgements left out."""
    data = both.data
    for part in ("facts", "judgements"):
        data[part] = {name: one for name, one in data.get(part, {}).items() if rng.random() < 0.8}
    return both.with_data(data)


def poisoned(both: Both, rng: random.Random) -> Both:
    """Return the same with hostile values in place of some facts, judgements and claims."""
    data = copy.deepcopy(both.data)
    for name in data["facts"]:
        if rng.random() < 0.4:
            data["facts"][name] = rng.choice(HOSTILE)
    for one in data.get("judgements", {}).values():
        if rng.random() < 0.4:
            one[rng.choice(["marks", "level", "reason", "evaluator"])] = rng.choice(HOSTILE)
    if rng.random() < 0.5:
        data["claims"] = {"total": rng.choice(HOSTILE), "grade": rng.choice(HOSTILE)}
    return both.with_data(data)


def submissions(rules: str, rng: random.Random, count: int) -> Iterator[Both]:
    """Yield submissions for a shipped rule set: complete, with holes, with hostile values, each *count* times."""
    for _ in range(count):
        both = complete(rules, rng, kept=rng.choice([0.0, 0.5, 0.9]))
        yield from (both, holed(both, rng), poisoned(both, rng))
