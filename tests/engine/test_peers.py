"""Institutions compared with one another: worked examples, all completions of what is missing, any order."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

import pytest

import oracle_batch
import scoring
from methods.support import (
    COUNT,
    INSTITUTION,
    MONEY,
    NUMBER,
    Tree,
    bounds,
    decimal,
    group,
    leaf,
    read,
    read_well,
    rule_set,
    said,
    submit,
)
from scoring.diagnostics import Language
from scoring.engine import State, marks_of_batch, score, score_batch
from scoring.engine.found import Lacking
from scoring.engine.sheet import ScoreSheet
from scoring.reports.rendering import Screen, render
from scoring.reports.views import explanation, score_sheet
from scoring.rule_set.model import RuleSet
from scoring.submissions import Submission

RANKS = ["(, 2)", "[2, 3)", "[3, 4)", "[4, 5)", "[5, )"]


def ranked(**more: Any) -> dict[str, Any]:
    """Return an indicator scored by a rank table: 60, 57, 54, 51, 48."""
    bands = [{"in": place, "marks": marks} for place, marks in zip(RANKS, ("60", "57", "54", "51", "48"), strict=True)]
    return leaf("A01", "60", {"value": {"formula": "place(收入)", **more}, "method": "bands", "bands": bands})


def institution(rules: RuleSet, number: int, facts: Tree, **more: Any) -> Submission:
    """Return the submission of one of several institutions."""
    submission, findings = submit(rules, facts, institution=named(number), **more)
    assert not findings
    return submission


def named(number: int) -> dict[str, str]:
    return {"code": f"00{number}", "name": f"{number}局"}


def together(rules: Tree, facts: Sequence[Tree]) -> tuple[ScoreSheet, ...]:
    """Return the sheets of a batch; the marks alone are the same, and so is every order."""
    ready = read_well(rules)
    submissions = [institution(ready, number, one) for number, one in enumerate(facts)]
    sheets, findings = score_batch(ready, submissions)
    assert not findings
    alone, _ = marks_of_batch(ready, submissions)
    assert [one.marks for one in alone] == [tuple(row.marks for row in sheet.indicators) for sheet in sheets]
    backwards, _ = score_batch(ready, submissions[::-1])
    assert [scoring.to_json(one) for one in backwards[::-1]] == [scoring.to_json(one) for one in sheets]
    return sheets


def marks(sheets: Sequence[ScoreSheet]) -> list[str]:
    return [decimal(sheet.indicators[0].marks) for sheet in sheets]


def test_a_rank_table() -> None:
    rules = rule_set("60", [ranked()], {"收入": MONEY})
    sheets = together(rules, [{"收入": one} for one in ("8", "9", "3", "5", "1")])
    assert marks(sheets) == ["57", "60", "51", "54", "48"]
    row = sheets[0].indicators[0]
    assert Language("en").render(row.reason.text).endswith("(the place of 收入 in the batch 2 (5 compared))")
    assert Language("zh").render(row.compared[0]) == "收入在全批单位中的名次为2（共5家）"
    assert row.value is not None
    assert Language("en").render(row.value.substituted) == "2"
    assert [one.name for one in row.used] == ["收入"]
    page = render(explanation.view(sheets[0], "A01"), "table", Language("zh"), Screen())
    assert "与全批单位比较" in page
    assert json.loads(scoring.to_json(sheets[0]))["indicators"][0]["compared"] == ["收入在全批单位中的名次为2（共5家）"]
    tied = together(rules, [{"收入": one} for one in ("9", "9", "3")])
    assert marks(tied) == ["60", "60", "54"]


def test_the_lowest_is_best() -> None:
    rules = rule_set("60", [ranked(formula="place(-收入)")], {"收入": MONEY})
    assert marks(together(rules, [{"收入": "8"}, {"收入": "9"}])) == ["60", "57"]


def test_in_proportion_to_the_first() -> None:
    keys = {"method": "ratio", "actual": "收入", "target": "最高收入", "better": "higher"}
    derived = {"最高收入": {"unit": "万元", "formula": "best(收入)"}}
    rules = rule_set("6", [leaf("A01", "6", keys)], {"收入": MONEY | {"at_least": "1"}}, derived=derived)
    sheets = together(rules, [{"收入": "40"}, {"收入": "30"}, {"收入": "10"}])
    assert marks(sheets) == ["6", "4.5", "1.5"]
    assert "the highest 收入 in the batch 40万元 (3 compared)" in Language("en").render(
        sheets[1].indicators[0].reason.text
    )


def test_above_the_average_of_the_batch() -> None:
    value = {"formula": "年龄 - average_of_batch(年龄)"}
    keys = {"value": value, "method": "steps", "above": "0", "step": "1", "marks_per_step": "0.5", "part_step": "free"}
    rules = rule_set("2", [leaf("A01", "2", keys)], {"年龄": NUMBER})
    assert marks(together(rules, [{"年龄": one} for one in ("40", "42", "44")])) == ["2", "2", "1"]


def test_among_those_who_answer_alike() -> None:
    facts = {"收入": MONEY, "说明": {"type": "text"}}
    rules = rule_set("60", [ranked(among="说明")], facts)
    given = [("县", "5"), ("市", "6"), ("县", "7"), ("市", "8")]
    sheets = together(rules, [{"说明": kind, "收入": amount} for kind, amount in given])
    assert marks(sheets) == ["57", "57", "60", "60"]
    zh = Language("zh").render(sheets[0].indicators[0].compared[0])
    assert zh == "收入在说明相同的单位中的名次为2（共2家）"
    unsaid = together(rules, [{"说明": "县", "收入": "5"}, {"收入": "7"}])
    for sheet in unsaid:
        assert bounds(sheet.indicators[0]) == (("57", "60") if sheet is unsaid[0] else ("60", "60"))
    waiting = together(rules, [{"说明": "县", "收入": "8"}, {"收入": "7"}])[1]
    assert [(one.lacking, one.name) for one in waiting.missing if one.material] == [(Lacking.FACT, "说明")]


def test_scored_alone_it_waits_for_the_batch() -> None:
    rules = read_well(rule_set("60", [ranked()], {"收入": MONEY}))
    submission = institution(rules, 1, {"收入": "5"})
    sheet = score(rules, submission)
    (row,) = sheet.indicators
    assert (row.state, *bounds(row)) == (State.MISSING_DATA, "48", "60")
    assert [(one.lacking, one.name, one.codes) for one in sheet.missing] == [(Lacking.BATCH, "place(收入)", ("A01",))]
    text = Language("en").render(row.reason.text)
    assert text == "needs all institutions scored together (the place of 收入 in the batch); 48 to 60 marks"
    assert row.compared == ()
    assert row.value is not None
    assert Language("en").render(row.value.substituted) == "the place of 收入 in the batch"
    shown = render(score_sheet.view(sheet), "table", Language("zh"), Screen(100))
    assert "数据缺失：收入在全批单位中的名次" in shown
    assert "place" not in shown
    assert scoring.marks(rules, submission) == scoring.marks(rules, submission)


def test_the_own_figure_never_stands_in_place_of_the_batch() -> None:
    value = {"formula": "收入 / average_of_batch(收入)", "among": "说明", "when_denominator_zero": "zero"}
    rated = leaf("A01", "60", {"value": value, "method": "bands", "bands": [{"in": "(, )", "marks": "60"}]})
    rules = read_well(rule_set("60", [rated], {"收入": MONEY, "说明": {"type": "text"}}))
    found = score(rules, institution(rules, 1, {"收入": "5", "说明": "县"})).indicators[0].value
    assert found is not None
    assert Language("zh").render(found.substituted) == "5万元÷说明相同的单位收入的平均数"


def test_what_is_missing_elsewhere_keeps_open() -> None:
    rules = rule_set("60", [ranked()], {"收入": MONEY})
    first, second, third = together(rules, [{"收入": "9"}, {"收入": "5"}, {}])
    assert [(one.lacking, one.name) for one in second.missing] == [(Lacking.PEER, "002 2局")]
    row = second.indicators[0]
    assert Language("en").render(row.reason.text) == "missing at other institutions: 002 2局; 54 to 57 marks"
    assert Language("en").render(row.compared[0]) == "the place of 收入 in the batch 2 to 3 (3 compared)"
    assert bounds(first.indicators[0]) == ("57", "60")
    assert bounds(third.indicators[0]) == ("54", "60")
    assert [(one.lacking, one.name) for one in third.missing] == [(Lacking.FACT, "收入")]


def test_one_year_is_one_batch() -> None:
    rules = read_well(rule_set("60", [ranked()], {"收入": MONEY}))
    years = [institution(rules, 1, {"收入": one}, year=year) for one, year in (("5", "2022"), ("6", "2023"))]
    assert marks(score_batch(rules, years)[0]) == ["60", "60"]


def test_an_institution_cannot_be_there_twice() -> None:
    rules = read_well(rule_set("60", [ranked()], {"收入": MONEY}))
    twice = [institution(rules, 1, {"收入": one}) for one in ("5", "6")]
    for batch in (scoring.score_batch, scoring.marks_of_batch):
        with pytest.raises(scoring.Rejected) as refused:
            batch(rules, twice)
        assert [one.code for one in refused.value.findings] == ["S380"]
    assert len(scoring.score_batch(rules, twice[:1])) == len(scoring.marks_of_batch(rules, twice[:1])) == 1
    assert score_batch(rules, []) == ((), ())


FACTS = {
    "量": NUMBER | {"at_least": "0", "at_most": "2"},
    "基数": NUMBER | {"at_least": "0", "at_most": "1"},
    "类别": {"type": "choice", "one_of": ["县", "市"]},
    "先进": {"type": "yes_no"},
}
CHOICES = {"量": ("0", "1", "2"), "基数": ("0", "1"), "类别": ("县", "市"), "先进": ("是", "否")}
STEPS = {"method": "steps", "above": "0", "step": "1", "marks_per_step": "2", "part_step": "pro_rata"}
FUNCTIONS = ("place", "best", "average_of_batch")
POLICIES = ("full", "zero", "rescale", "rescale_group")


def mixed(rng: random.Random) -> dict[str, Any]:
    """Return a rule set that compares in three ways, limited or not, what may be not applicable or undefined."""

    def among() -> dict[str, str]:
        return {"among": rng.choice(("类别", "先进"))} if rng.random() < 0.6 else {}

    function, other = rng.choice(FUNCTIONS), rng.choice(FUNCTIONS)
    derived = {
        "比率": {"formula": "量 / 基数", "when_denominator_zero": rng.choice(("not_applicable", "missing", "1"))},
        "标杆": {"formula": f"{function}(比率) + {function}(-量)", **among()},
        "差距": {"formula": f"比率 - {other}(if 先进 then 比率 else 量)", **among()},
    }
    bands = [{"in": "(, 2)", "marks": "4"}, {"in": "[2, 3)", "marks": "2"}, {"in": "[3, )", "marks": "0"}]
    placed = {"value": {"formula": f"place({rng.choice(('', '-'))}比率)", **among()}, "method": "bands", "bands": bands}
    best = {"method": "ratio", "actual": "量", "target": "标杆", "better": "higher"}
    divided = {"formula": "量 / best(比率)", "when_denominator_zero": rng.choice(("full", "zero", "not_applicable"))}
    average = {"value": divided if rng.random() < 0.4 else {"formula": "差距"}, **STEPS}
    parts = [
        leaf("A01", "4", placed, not_applicable=rng.choice(POLICIES)),
        leaf("A02", "4", best, not_applicable=rng.choice(POLICIES[:2])),
        leaf("A03", "4", average, not_applicable=rng.choice(POLICIES)),
    ]
    rounding = {"step": "0.01", "mode": "half_up", "at": rng.choice(("indicator", "total")), "source": "ours"}
    return rule_set("12", parts, FACTS, derived=derived, rounding=rounding)


def filled(facts: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Yield every completion of *facts*."""
    open_ = [name for name in CHOICES if name not in facts]
    for values in product(*(CHOICES[name] for name in open_)):
        yield {**facts, **dict(zip(open_, values, strict=True))}


@pytest.mark.parametrize("seed", range(20))
def test_every_completion_lies_within_the_intervals(seed: int) -> None:
    rng = random.Random(seed)
    given = [{name: rng.choice(values) for name, values in CHOICES.items()} for _ in range(rng.choice((3, 4)))]
    for _ in range(rng.choice((2, 3, 4))):
        rng.choice(given).pop(rng.choice([*CHOICES]), None)
    written = mixed(rng)
    rules = read_well(written)
    sheets = together(written, given)
    for number, complete in enumerate(product(*map(filled, given))):
        submissions = [institution(rules, one, facts) for one, facts in enumerate(complete)]
        made, _ = score_batch(rules, submissions)
        if number % 5 == 0:
            compare_with_oracle(written, complete, made)
        for open_, closed in zip(sheets, made, strict=True):
            assert open_.total.low <= closed.total.low <= closed.total.high <= open_.total.high
            for before, after in zip(open_.indicators, closed.indicators, strict=True):
                assert before.low <= after.low <= after.high <= before.high
                assert before.marks in (None, after.marks)


def compare_with_oracle(written: Tree, complete: Sequence[Tree], made: Sequence[ScoreSheet]) -> None:
    """Compare sheets for which everything was given with the second implementation."""
    batch = [INSTITUTION | {"institution": named(one), "facts": facts} for one, facts in enumerate(complete)]
    for answer, sheet in zip(oracle_batch.score_batch(written, batch), made, strict=True):
        # Where a policy leaves something undefined the program may know that it does not matter.
        assert answer["total"] in (None, sheet.total.exact)
        for row in sheet.indicators:
            told = answer["indicators"][row.indicator.code]["marks"]
            assert told is None or (row.found.certain and told == row.found.low)


def test_without_comparisons_a_batch_is_its_parts() -> None:
    rules = read_well(
        rule_set(
            "5",
            [leaf("A01", "5", {"method": "incidents", "count": "收入", "marks_each": "1"})],
            {"收入": {"type": "count"}},
        )
    )
    submissions = [institution(rules, number, {"收入": "1"} if number else {}) for number in range(3)]
    assert [one.total for one in score_batch(rules, submissions)[0]] == [score(rules, one).total for one in submissions]


def test_the_better_part_may_be_known_by_comparing() -> None:
    counted = leaf("A02", "60", {"method": "count_up", "count": "件数", "marks_each": "1"})
    better = group("较优", "60", ranked(), counted, choose="one", by="better")
    rules = rule_set("60", [better], {"收入": MONEY, "件数": COUNT})
    facts = [{"收入": income, "件数": "55"} for income in ("3", "2", "1")]
    sheets = together(rules, facts)
    assert [decimal(one.total.marks) for one in sheets] == ["60", "57", "55"]
    assert not any(one.missing for one in sheets)


def test_a_line_that_compares() -> None:
    line = {
        "line": "排名靠前",
        "add": "5",
        "method": "bands",
        "value": {"formula": "place(收入)"},
        "source": "ours",
        "bands": [{"in": "(, 2)", "marks": "5"}, {"in": "[2, )", "marks": "1"}],
    }
    keys = {"method": "incidents", "count": "件数", "marks_each": "1"}
    facts = {"收入": MONEY, "件数": {"type": "count"}}
    rules = rule_set("20", [leaf("A01", "20", keys)], facts, total=[line])
    first, second = together(rules, [{"收入": "5", "件数": "10"}, {"收入": "4", "件数": "10"}])
    assert (first.total.exact, second.total.exact) == (Fraction(15), Fraction(11))
    assert second.lines[0].reason is not None
    assert "2" in Language("en").render(second.lines[0].reason.text)


@pytest.mark.parametrize(
    ("derived", "codes"),
    [
        ({"甲": {"formula": "place(收入)"}, "乙": {"formula": "place(甲)"}}, ["R410"]),
        ({"甲": {"formula": "marks(A01) × 1"}, "乙": {"formula": "best(甲 + 1)"}}, ["R410"]),
        ({"甲": {"formula": "收入", "unit": "万元", "among": "没有"}}, ["R411", "R412"]),
        ({"甲": {"formula": "place(收入)", "among": "收入"}}, ["R411"]),
        ({"甲": {"formula": "收入", "unit": "万元", "among": "先进"}}, ["R412"]),
        ({"甲": {"formula": "place(收入 / 收入)"}}, ["R413"]),
    ],
)
def test_what_cannot_be_compared(derived: Tree, codes: list[str]) -> None:
    facts = {"收入": MONEY, "先进": {"type": "yes_no"}, "件数": {"type": "count"}}
    counted = leaf("A01", "5", {"method": "incidents", "count": "件数", "marks_each": "1"})
    _, findings = read(rule_set("5", [counted], facts, derived=derived))
    assert [one.code for one in findings] == codes, said(findings)
