"""Intervals against every completion: they hold all of them, and no more where that is promised.

An indicator's interval is exact where each missing fact is read once and the marks rise or fall with it, and where the
missing facts it reads have few values. What is left over is counted here, so that it does not grow unnoticed: facts
read twice that can be any number, and for the total facts that several indicators read.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from math import prod

import pytest

from methods.support import YES_NO, leaf, read_well, rule_set, submit
from promised import SIZE
from scoring.engine import Marks, ScoreSheet, score
from scoring.engine.cases import MOST_CASES
from scoring.engine.sheet import Scored
from scoring.rule_set import RuleSet
from scoring.submissions import Submission
from small_domains import METHODS, VALUES, Small, given, submissions

RULE_SETS = 150 * SIZE
SUBMISSIONS = 5


def reach(low: Fraction, high: Fraction, values: Sequence[Fraction | None]) -> bool:
    """Fail unless all *values* lie between both ends; tell whether both ends are attained."""
    known = [value for value in values if value is not None]
    assert len(known) == len(values)
    assert low <= min(known) <= max(known) <= high
    return (low, high) == (min(known), max(known))


def grades_hold(sheet: ScoreSheet, done: Sequence[Marks]) -> bool:
    """Tell whether every grade lies between the two on the sheet; a completion in which nothing applies has none."""
    order = [grade.name for grade in sheet.rule_set.grades.grades]
    found = [order.index(one.grade.name) for one in done if one.grade is not None]
    best, worst = order.index(sheet.grade.high.name), order.index(sheet.grade.low.name)
    without = any(one.grade is None for one in done)
    return not (without and sheet.grade.certain) and all(best <= one <= worst for one in found)


def promised(row: Scored, small: Small) -> bool:
    """Tell whether the interval of an indicator is promised to be exact."""
    if row.found.depths:  # marks where it counts; where it does not they are spread
        return False
    times = small.times_read(row.indicator.code)
    few = "丙" not in times and prod(len(VALUES[name]) for name in times) <= MOST_CASES  # 丙 can be any number
    return few or (row.indicator.method.name in METHODS and all(count == 1 for count in times.values()))


@pytest.mark.parametrize("part", range(5))
def test_bounds_hold_every_completion_and_are_exact_where_promised(part: int) -> None:
    found: Counter[tuple[str, bool]] = Counter()
    for seed in range(part, RULE_SETS, 5):
        rng = random.Random(f"small {seed}")
        for small in submissions(rng, SUBMISSIONS):
            sheet, done = small.sheet, list(small.completions())
            assert grades_hold(sheet, done), seed
            found["total", reach(sheet.total.low, sheet.total.high, [one.total for one in done])] += 1
            for place, row in enumerate(sheet.indicators):
                if row.found.depths:  # bounds of what it counts for; elsewhere it is spread
                    continue
                exact = reach(row.low, row.high, [one.marks[place] for one in done])
                assert exact or not promised(row, small), (seed, row.indicator.code, small.open)
                found["row", exact] += 1
    rows, totals = (found[what, True] + found[what, False] for what in ("row", "total"))
    assert rows > 80 * SIZE * SUBMISSIONS // 2
    assert found["row", False] <= rows // 50, found
    assert found["total", False] <= totals // 5, found


def test_facts_are_gone_through_only_as_far_as_it_is_bounded() -> None:
    names = [f"类{place}" for place in range(4)]
    facts = {name: {"type": "choice", "one_of": ["一", "二", "三"]} for name in names}
    never = " 或 ".join(f"({name} = 一 且 {name} = 二)" for name in names)
    rows = [{"when": never, "marks": "0", "says": "矛盾"}, {"otherwise": "true", "marks": "4", "says": "其他"}]
    rules = read_well(rule_set("4", [leaf("A01", "4", {"method": "conditions", "conditions": rows})], facts))
    cases: list[tuple[dict[str, str], int]] = [({}, 0), ({"类0": "一"}, 0), ({"类0": "一", "类1": "一"}, 4)]
    for given_, low in cases:
        row = score(rules, submit(rules, given_)[0]).indicators[0]
        assert [row.low, row.high] == [Fraction(low), Fraction(4)], given_
        assert (row.marks is None) == (low == 0)


# ---- what is spread -------------------------------------------------------------------------------------------------

OWN = ("适用甲", "达标甲", "适用乙", "达标乙", "适用丙", "达标丙")


def spread_rules(rng: random.Random) -> tuple[RuleSet, Submission]:
    """Return a rule set of indicators with facts of their own that may be not applicable, and an empty submission."""
    parts = []
    for place, name in enumerate("甲乙丙", 1):
        keys = {"method": "yes_no", "fact": f"达标{name}", "expected": "是", "applies_when": f"适用{name}"}
        policy = rng.choice(["rescale", "rescale", "rescale", "full", "zero"])
        parts.append(leaf(f"A{place:02}", str(rng.choice([2, 3, 5])), keys, not_applicable=policy))
    sure = leaf("B01", "4", {"method": "yes_no", "fact": "其余", "expected": "是"})
    full = str(sum(int(one["full_marks"]) for one in (*parts, sure)))
    rules = read_well(rule_set(full, [*parts, sure], dict.fromkeys((*OWN, "其余"), YES_NO)))
    return rules, submit(rules, {"其余": rng.choice(["是", "否"])})[0]


@pytest.mark.parametrize("seed", range(6 * SIZE))
def test_what_is_spread_over_the_rule_set_is_bounded_exactly(seed: int) -> None:
    rng = random.Random(f"spread {seed}")
    rules, nothing = spread_rules(rng)
    for _ in range(10):
        open_ = rng.sample(OWN, rng.choice([2, 3, 4]))
        facts = dict(nothing.facts) | {name: given(rng.random() < 0.5) for name in OWN if name not in open_}
        small = Small(rules, {}, replace(nothing, facts=facts), tuple(open_))
        assert reach(small.sheet.total.low, small.sheet.total.high, [one.total for one in small.completions()])
