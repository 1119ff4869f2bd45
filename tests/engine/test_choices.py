"""Groups that choose: 二者择其一 (M17, the locality's 应收账款率 or its change), 可选项 sharing a pool (M19)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

import pytest

from methods.support import YES_NO, Tree, check_sound, decimal, group, leaf, read_well, rule_set, sheet, submit
from scoring.diagnostics import Language
from scoring.engine import ScoreSheet, State
from scoring.engine.deciding import MOST_KEPT, decided_rules
from scoring.engine.effective import effective_rules
from scoring.engine.found import Lacking
from scoring.engine.plan import worked_of
from scoring.exact import add_up
from scoring.reports.wording import deduction_reason

NUMBER = {"type": "number", "at_least": "0"}
FACTS = dict.fromkeys("甲乙丙丁戊己", NUMBER) | {"有此项": YES_NO}
ONE = {"choose": "one", "by": "declared"}
BETTER = {"choose": "one", "by": "better"}
EVEN = {"choose": "any", "split": "even"}
SHARED = {"choose": "any", "split": "declared"}
CHINESE = Language("zh")


def rated(code: str, fact: str, full: str, **more: Any) -> dict[str, Any]:
    """Return an indicator that brings as many of 100 parts of its marks as *fact* says."""
    return leaf(code, full, {"method": "ratio", "actual": fact, "target": "100", "better": "higher"}, **more)


def pool(full: str, how: Tree, *facts: str, **more: Any) -> dict[str, Any]:
    """Return the group 选择, which chooses among an indicator for each of *facts*, K1 and so on."""
    parts = [rated(f"K{place}", fact, full) for place, fact in enumerate(facts, 1)]
    return group("选择", full, *parts, **how, **more)


def rules_of(chosen: Tree, rest: str = "60", **more: Any) -> dict[str, Any]:
    """Return a rule set with the group *chosen* and an indicator Z01 for the *rest* of 100 marks."""
    return rule_set("100", [chosen, rated("Z01", "己", rest)], FACTS, **more)


def marks(made: ScoreSheet) -> list[str]:
    """Return the marks of each indicator, ? where they are open."""
    return ["?" if one.marks is None else decimal(one.marks) for one in made.indicators]


def ends(made: ScoreSheet, path: Sequence[str] = ()) -> tuple[str, str]:
    """Return the least and the most marks of a group, of the total for no path."""
    found = next((one for one in made.groups if list(one.group.path) == list(path)), made.total)
    return decimal(found.low), decimal(found.high)


# ---- declared --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("named", ["指标K2", "K2"])
def test_the_part_that_was_chosen_has_all_the_marks(named: str) -> None:
    # M17: 20 marks that count once, whichever of the two is taken.
    made = sheet(
        rules_of(pool("20", ONE, "甲", "乙"), "80"), {"甲": "90", "乙": "75", "己": "100"}, choices={"选择": named}
    )
    first, second, _ = made.indicators
    assert marks(made) == ["0", "15", "80"]
    assert first.state is State.NOT_APPLICABLE
    assert [first.full_marks, first.deduction, first.not_counted] == [0, 0, 0]
    assert CHINESE.render(first.reason.text) == "“选择”择其一计分，已选“指标K2”，本项不计"
    assert [decimal(second.full_marks), decimal(made.total.marks)] == ["20", "95"]
    assert made.groups[0].full_marks == 20


def test_a_choice_that_is_not_made_is_bounded_by_every_part() -> None:
    made = sheet(rules_of(pool("20", ONE, "甲", "乙"), "80"), {"甲": "90", "乙": "75", "己": "100"})
    assert marks(made) == ["?", "?", "80"]
    assert (ends(made), ends(made, ["选择"])) == (("95", "98"), ("15", "18"))
    assert [(one.lacking, one.name, one.codes) for one in made.missing] == [(Lacking.CHOICE, "选择", ("K1", "K2"))]
    assert (made.grade.low.name, made.grade.high.name) == ("优", "优")
    assert CHINESE.render(made.indicators[0].reason.text) == "缺“选择”的选择，可得0～18分"
    assert CHINESE.render(deduction_reason(made, made.indicators[0])) == "未作选择：选择"


def test_a_choice_that_makes_no_difference_leaves_the_total_certain() -> None:
    made = sheet(rules_of(pool("20", ONE, "甲", "乙"), "80"), {"甲": "90", "乙": "90", "己": "100"})
    assert decimal(made.total.marks) == "98"
    assert made.indicators[0].state is State.MISSING_DATA


def test_parts_may_be_groups_and_choose_themselves() -> None:
    inner = group("内", "20", rated("K1", "甲", "20"), rated("K2", "乙", "20"), **BETTER)
    plain = group("外", "20", rated("K3", "丙", "5"), rated("K4", "丁", "15"))
    rules = rules_of(group("选择", "20", inner, plain, **ONE), "80")
    facts = {"甲": "50", "乙": "60", "丙": "100", "丁": "80", "己": "100"}
    assert marks(sheet(rules, facts, choices={"选择": "内"})) == ["0", "12", "0", "0", "80"]
    assert marks(sheet(rules, facts, choices={"选择": "外"})) == ["0", "0", "5", "12", "80"]
    assert ends(sheet(rules, facts)) == ("92", "97")


# ---- pools -----------------------------------------------------------------------------------------------------------


def test_optional_indicators_share_the_pool_evenly() -> None:
    # M19: 经济/社会/生态… are optional against a common 40; the figures are constructed.
    rules = rules_of(pool("40", EVEN, "甲", "乙", "丙"))
    facts = {"甲": "90", "乙": "50", "丙": "100", "己": "100"}
    made = sheet(rules, facts, choices={"选择": ["K1", "K2"]})
    assert marks(made) == ["18", "10", "0", "60"]
    assert CHINESE.render(made.indicators[1].reason.text).endswith("；以上按40分计，折算为20分后得10分，扣10分")
    assert CHINESE.render(made.indicators[2].reason.text) == "“选择”已选指标K1、指标K2计分，本项未选，不计分"
    assert marks(sheet(rules, facts, choices={"选择": ["K3"]})) == ["0", "0", "40", "60"]


def test_shares_are_whole_steps_that_add_up() -> None:
    made = sheet(
        rules_of(pool("40", EVEN, "甲", "乙", "丙")),
        dict.fromkeys("甲乙丙己", "100"),
        choices={"选择": ["K1", "K2", "K3"]},
    )
    assert [decimal(one.full_marks) for one in made.indicators[:3]] == ["13.33", "13.34", "13.33"]
    assert decimal(made.total.marks) == "100"


def test_half_even_at_the_total_needs_shares_of_two_steps() -> None:
    rounding = {"step": "1", "mode": "half_even", "at": "total", "source": "ours"}
    rules = rules_of(pool("40", EVEN, "甲", "乙", "丙"), rounding=rounding)
    made = sheet(rules, dict.fromkeys("甲乙丙己", "99"), choices={"选择": ["K1", "K2", "K3"]})
    assert [decimal(one.full_marks) for one in made.indicators[:3]] == ["14", "12", "14"]


def test_a_pool_with_fewer_steps_than_parts_leaves_some_without_marks() -> None:
    rounding = {"step": "1", "mode": "half_up", "at": "indicator", "source": "ours"}
    inner = group("内", "1", rated("K2", "乙", "1", applies_when="有此项", not_applicable="rescale"))
    chosen = group("选择", "1", rated("K1", "甲", "1"), inner, rated("K3", "丙", "1"), **EVEN, not_applicable="zero")
    inner["not_applicable"] = "rescale"
    rules = rules_of(chosen, "99", rounding=rounding)
    facts = dict.fromkeys("甲乙丙己", "100") | {"有此项": "是"}
    for pick, without in ((["K1", "内"], "100"), (["K1", "内", "K3"], "99")):  # K1 or 内 has the only step there is
        made = sheet(rules, facts, choices={"选择": pick})
        assert sum(one.full_marks for one in made.indicators[:3]) == 1
        assert decimal(made.total.marks) == "100"
        gone = sheet(rules, facts | {"有此项": "否"}, choices={"选择": pick})
        assert decimal(gone.total.marks) == without
        sheet(rules, {"己": "100"}, choices={"选择": pick})


def test_a_part_that_rounding_leaves_without_marks_does_not_keep_its_group_from_being_empty() -> None:
    rounding = {"step": "0.5", "mode": "half_up", "at": "indicator", "source": "ours"}
    may_leave = rated("K2", "乙", "2", applies_when="有此项", not_applicable="rescale_group")
    inner = group("内", "4", may_leave, rated("K3", "丙", "2"), not_applicable="rescale")
    rules = rules_of(group("选择", "4", rated("K1", "甲", "4"), inner, **SHARED), "96", rounding=rounding)
    choices = {"选择": {"K1": "3.5", "内": "0.5"}}
    made = sheet(rules, dict.fromkeys("甲乙丙己", "100") | {"有此项": "否"}, choices=choices)
    assert [decimal(one.full_marks) for one in made.indicators] == ["3.5", "0.5", "0", "96"]
    assert decimal(made.total.marks) == "100"
    check_sound(rules, dict.fromkeys("甲乙丙己", "100"), {"有此项": ["是", "否"]}, choices=choices)


def test_declared_shares_reach_into_groups() -> None:
    inner = group("内", "40", rated("K2", "乙", "10"), rated("K3", "丙", "30"))
    rules = rules_of(group("选择", "40", rated("K1", "甲", "40"), inner, **SHARED))
    made = sheet(rules, {"甲": "100", "乙": "50", "丙": "100", "己": "0"}, choices={"选择": {"K1": "25", "内": "15"}})
    assert [decimal(one.full_marks) for one in made.indicators] == ["25", "3.75", "11.25", "60"]
    assert marks(made) == ["25", "1.88", "11.25", "0"]


@pytest.mark.parametrize("how", [EVEN, SHARED])
def test_a_pool_that_is_not_shared_yet_holds_every_way(how: Tree) -> None:
    rules = rules_of(
        pool("40", how, "甲", "乙", "丙"), total=[{"line": "封顶", "cap": "89", "when": "甲 < 50", "source": "ours"}]
    )
    facts = {"甲": "33", "乙": "77.7", "丙": "100", "己": "100"}
    made = sheet(rules, facts)
    for choice in every_choice(how):
        done = sheet(rules, facts, choices={"选择": choice})
        assert made.total.low <= done.total.low <= made.total.high
        for one, other in zip(made.indicators, done.indicators, strict=True):
            assert one.low <= other.low <= one.high
    assert made.total.low >= 73
    assert made.total.high == 89
    assert (made.lines[0].amount, made.lines[0].low <= -11 <= made.lines[0].high) == (None, True)


def every_choice(how: Tree) -> Iterator[Any]:
    """Yield ways to share a pool of 40 marks among three parts."""
    if how == EVEN:
        yield from (
            [f"K{place}" for place, one in enumerate(bits, 1) if one] for bits in product((0, 1), repeat=3) if any(bits)
        )
    else:
        for first, second in product(range(0, 41, 5), repeat=2):
            parts = {"K1": str(first), "K2": str(second), "K3": str(40 - first - second)}
            if first + second <= 40:
                yield {code: share for code, share in parts.items() if share != "0"}


def test_a_large_pool_is_bounded_by_its_parts_alone() -> None:
    facts = "甲乙丙丁戊己"
    rules = rules_of(pool("40", EVEN, *facts))
    made = sheet(rules, dict(zip(facts, ("10", "20", "30", "40", "50", "100"), strict=True)))
    assert made.total.low < 64 < made.total.high == 100
    assert made.total.low > 63


@pytest.mark.parametrize("how", [EVEN, SHARED])
@pytest.mark.parametrize("policy", ["zero", "rescale"])
def test_a_pool_whose_parts_may_not_apply(how: Tree, policy: str) -> None:
    """A share is then not in proportion to the marks: what is not known to be exact is loose, never wrong."""
    parts = [rated("K1", "甲", "40", applies_when="有此项", not_applicable=policy), rated("K2", "乙", "40")]
    rules = rules_of(group("选择", "40", *parts, **how, not_applicable="full"))
    facts = {"甲": "50", "乙": "75", "己": "100", "有此项": "否"}
    made = sheet(rules, facts)
    for choice in ({"K1": "10", "K2": "30"}, {"K1": "40"}, {"K2": "40"}):
        done = sheet(rules, facts, choices={"选择": choice if how == SHARED else list(choice)})
        assert made.total.low <= done.total.low <= made.total.high
    assert marks(made)[2] == "60"
    assert (made.total.low == 0) == (how == SHARED)


def test_marks_asked_for_make_a_declared_pool_loose() -> None:
    rows = [{"when": "marks(K1) > 15", "marks": "60", "says": "好"}, {"otherwise": "true", "marks": "0", "says": "差"}]
    asking = leaf("Z01", "60", {"method": "conditions", "conditions": rows}, not_applicable="zero")
    rules = rule_set(
        "100",
        [pool("40", SHARED, "甲", "乙"), asking],
        FACTS,
        total=[{"line": "扣", "cap": "50", "when": "己 > 1", "source": "ours"}],
    )
    made = sheet(rules, {"甲": "100", "乙": "100", "己": "0"})
    assert (ends(made), ends(made, ["选择"])) == (("0", "100"), ("0", "40"))
    assert (made.grade.low.name, made.grade.high.name) == ("差", "优")
    assert marks(made) == ["?", "?", "?"]
    assert "Z01" in next(one.codes for one in made.missing if one.lacking is Lacking.CHOICE)


def test_what_asks_for_marks_of_a_loose_choice_is_open_too() -> None:
    def asking(code: str, what: str) -> dict[str, Any]:
        rows = [{"when": what, "marks": "30", "says": "好"}, {"otherwise": "true", "marks": "0", "says": "差"}]
        return leaf(code, "30", {"method": "conditions", "conditions": rows}, not_applicable="zero")

    parts = [asking("Z01", "marks(K1) > 100"), asking("Z02", "marks(Z01) > 100"), rated("Z03", "己", "0.5")]
    rules = rule_set("100.5", [pool("40", SHARED, "甲", "乙"), *parts], FACTS)
    assert marks(sheet(rules, {"甲": "100", "乙": "100", "己": "100"})) == ["?", "?", "?", "?", "0.5"]


def test_spreading_elsewhere_makes_a_pool_loose() -> None:
    elsewhere = rated("Z02", "丁", "20", applies_when="有此项", not_applicable="rescale")
    rules = rule_set("100", [pool("40", SHARED, "甲", "乙"), rated("Z01", "己", "40"), elsewhere], FACTS)
    made = sheet(rules, {"甲": "99", "乙": "100", "己": "100", "丁": "1", "有此项": "否"})
    assert ends(made) == ("0", "100")


@pytest.mark.parametrize("inner", [ONE, BETTER])
def test_more_parts_than_can_be_gone_through(inner: Tree) -> None:
    policy = {"applies_when": "有此项", "not_applicable": "zero"}
    parts = [rated(f"K{place}", "甲", "40", **policy) for place in range(6)]
    nested = group("内", "40", rated("L1", "甲", "40"), rated("L2", "乙", "40"), **inner)
    rules = rules_of(group("选择", "40", *parts, nested, **EVEN, not_applicable="zero"))
    made = sheet(rules, {"甲": "100", "乙": "50", "己": "50", "有此项": "否"})
    assert ends(made) == ("0", "100")
    assert marks(made)[-1] == "30"
    many = [
        group(f"组{place}", "5", rated(f"A{place}", "甲", "5"), rated(f"B{place}", "乙", "5"), **ONE)
        for place in range(8)
    ]
    whole = group("外", "40", *many)
    rules = rules_of(group("选择", "40", whole, rated("C01", "丙", "40"), **ONE))
    assert ends(sheet(rules, {"甲": "100", "乙": "50", "丙": "1", "己": "50"})) == ("0", "100")


def test_too_many_ways_are_loose() -> None:
    parts = [
        group(f"组{place}", "10", rated(f"A{place}", "甲", "10"), rated(f"B{place}", "乙", "10"), **ONE)
        for place in range(8)
    ]
    made = sheet(rule_set("100", [*parts, rated("Z01", "己", "20")], FACTS), {"甲": "100", "乙": "100", "己": "50"})
    assert ends(made) == ("0", "100")
    assert marks(made)[-1] == "10"


# ---- the better part -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "expected"), [("90", "75", ["18", "0"]), ("75", "90", ["0", "18"]), ("90", "90", ["18", "0"])]
)
def test_the_better_part_counts(one: str, other: str, expected: list[str]) -> None:
    made = sheet(rules_of(pool("20", BETTER, "甲", "乙"), "80"), {"甲": one, "乙": other, "己": "100"})
    assert marks(made) == [*expected, "80"]
    (reason,) = [CHINESE.render(row.reason.text) for row in made.indicators if not row.full_marks]
    assert reason.startswith("“选择”择优计分")


def test_while_it_is_open_the_better_part_is_bounded_by_the_best_ends() -> None:
    rules = rules_of(pool("20", BETTER, "甲", "乙"), "80")
    made = sheet(rules, {"甲": "60", "己": "100"})
    assert (ends(made), ends(made, ["选择"])) == (("92", "100"), ("12", "20"))
    assert [one.state for one in made.indicators] == [State.MISSING_DATA, State.MISSING_DATA, State.SCORED]
    assert [(one.name, one.codes) for one in made.missing] == [("乙", ("K1", "K2"))]
    assert ends(sheet(rules, {"己": "100"})) == ("80", "100")


def test_a_part_that_cannot_win_any_more_is_settled() -> None:
    rules = rules_of(pool("20", BETTER, "甲", "乙", "丙"), "80")
    made = sheet(rules, {"甲": "100", "己": "100"})
    assert marks(made) == ["20", "0", "0", "80"]
    assert {one.name for one in made.missing if one.material} == set()
    made = sheet(rules, {"甲": "50", "乙": "60", "己": "100"})
    assert marks(made) == ["0", "?", "?", "80"]
    assert made.indicators[0].full_marks == 0


def test_what_has_lost_has_no_marks_while_another_choice_is_open() -> None:
    lost = group("内", "20", rated("B1", "乙", "10"), rated("B2", "乙", "10"))
    better = group("较优", "20", rated("A1", "甲", "20"), lost, **BETTER)
    rules = rule_set("100", [better, pool("40", ONE, "丙", "丁"), rated("Z01", "己", "40")], FACTS)
    made = sheet(rules, dict.fromkeys("甲丙己", "100") | {"乙": "50", "丁": "0"})
    inside = next(one for one in made.groups if one.group.path == ("较优", "内"))
    assert inside.full_marks == sum(one.full_marks for one in made.indicators[1:3]) == 0
    assert marks(made) == ["20", "0", "0", "?", "?", "40"]


def test_what_does_not_apply_is_not_better() -> None:
    parts = [rated("K1", "甲", "20", applies_when="有此项", not_applicable="full"), rated("K2", "乙", "20")]
    rules = rules_of(group("选择", "20", *parts, **BETTER, not_applicable="zero"), "80")
    facts = {"甲": "100", "乙": "50", "己": "100"}
    assert marks(sheet(rules, facts | {"有此项": "否"})) == ["0", "10", "80"]
    assert marks(sheet(rules, facts | {"有此项": "是"})) == ["20", "0", "80"]
    assert ends(sheet(rules, facts)) == ("90", "100")


def test_where_nothing_applies_the_policy_of_the_group_decides() -> None:
    policy = {"applies_when": "有此项", "not_applicable": "full"}
    for how, choices in ((BETTER, {}), (ONE, {"choices": {"选择": "K2"}}), (EVEN, {"choices": {"选择": ["K1", "K2"]}})):
        parts = [rated("K1", "甲", "20", **policy), rated("K2", "乙", "20", **policy)]
        rules = rules_of(group("选择", "20", *parts, **how, not_applicable="rescale"), "80")
        made = sheet(rules, {"有此项": "否", "甲": "1", "乙": "1", "己": "90"}, **choices)
        assert (decimal(made.total.marks), decimal(add_up(one.not_counted for one in made.indicators))) == ("90", "20")
        assert not sheet(rules, {"甲": "1", "乙": "1", "己": "90"}, **choices).total.marks


def test_groups_are_compared_by_what_they_come_to_alone() -> None:
    policy = {"applies_when": "有此项", "not_applicable": "rescale"}
    first = group("内", "20", rated("K1", "甲", "10", **policy), rated("K2", "乙", "10"))
    rules = rules_of(group("选择", "20", first, rated("K3", "丙", "20"), **BETTER), "80")
    facts = {"甲": "0", "乙": "90", "丙": "80", "己": "100"}
    # K1 does not apply: 9 of the 10 marks left are 18 of 20, more than the 16 of K3.
    assert marks(sheet(rules, facts | {"有此项": "否"})) == ["0", "9", "0", "80"]
    assert marks(sheet(rules, facts | {"有此项": "是"})) == ["0", "0", "16", "80"]
    assert ends(sheet(rules, facts), ["选择"]) == ("9", "16")
    sheet(rules, {"丙": "80", "己": "100"})


def test_a_choice_inside_of_what_is_compared() -> None:
    """Where it is open what an inner choice comes to, each part may be the better one."""
    facts = {"甲": "50", "乙": "90", "丙": "60", "己": "100"}
    for how, policy in product((ONE, EVEN, BETTER), ({}, {"applies_when": "有此项", "not_applicable": "rescale"})):
        more = {"not_applicable": "zero"} if policy else {}
        inner = group("内", "20", rated("K1", "甲", "20", **policy), rated("K2", "乙", "20"), **how, **more)
        outer = group("外", "20", group("中", "20", inner))
        rules = rules_of(group("选择", "20", outer, rated("K3", "丙", "20"), **BETTER), "80")
        made = sheet(rules, facts)
        low, high = (Fraction(end) for end in ends(made))
        for choice, there in product(("K1", "K2"), ("是", "否")):
            chosen = {} if how == BETTER else {"choices": {"内": choice if how == ONE else [choice]}}
            done = sheet(rules, facts | {"有此项": there}, **chosen)
            assert low <= done.total.low <= high


def test_a_better_part_inside_a_pool() -> None:
    inner = group("内", "40", rated("K1", "甲", "40"), rated("K2", "乙", "40"), **BETTER)
    rules = rules_of(group("选择", "40", inner, rated("K3", "丙", "40"), **EVEN))
    facts = {"甲": "50", "乙": "90", "丙": "60", "己": "100"}
    assert marks(sheet(rules, facts, choices={"选择": ["内", "K3"]})) == ["0", "18", "12", "60"]
    made = sheet(rules, {"乙": "90", "丙": "60", "己": "100"})
    assert ends(made) == ("72", "100")  # sound: K2 alone would bring 78


# ---- with the rest ---------------------------------------------------------------------------------------------------


def test_marks_of_what_was_not_chosen_are_not_applicable() -> None:
    rows = [{"when": "marks(K1) > 15", "marks": "80", "says": "好"}, {"otherwise": "true", "marks": "0", "says": "差"}]
    asking = leaf("Z01", "80", {"method": "conditions", "conditions": rows}, not_applicable="rescale")
    rules = rule_set("100", [pool("20", ONE, "甲", "乙"), asking], FACTS)
    facts = {"甲": "100", "乙": "50"}
    assert marks(sheet(rules, facts, choices={"选择": "K1"})) == ["20", "0", "80"]
    made = sheet(rules, facts, choices={"选择": "K2"})
    assert (made.indicators[2].state, decimal(made.total.marks)) == (State.NOT_APPLICABLE, "50")
    made = sheet(rules, facts)
    assert ends(made) == ("50", "100")
    assert made.indicators[2].state is State.MISSING_DATA
    assert made.indicators[2].reason.code == "missing_data"


def test_lines_that_stand_in_one_way_only() -> None:
    policy = {"applies_when": "有此项", "not_applicable": "rescale"}
    chosen = group(
        "选择", "20", rated("K1", "甲", "20", **policy), rated("K2", "乙", "20"), **ONE, not_applicable="rescale"
    )
    bonus = {
        "line": "加分",
        "add": "5",
        "method": "ratio",
        "actual": "甲",
        "target": "100",
        "better": "higher",
        "source": "ours",
    }
    rules = rules_of(chosen, "80", total=[bonus])
    made = sheet(rules, {"甲": "100", "乙": "50", "己": "80", "有此项": "否"})
    assert ends(made) == ("79", "85")
    assert [(decimal(one.low), decimal(one.high)) for one in made.lines] == [("0", "16"), ("5", "5")]
    assert made.lines[1].amount == 5


def test_under_rounding_at_the_total_rows_behind_an_open_choice_have_no_marks() -> None:
    rounding = {"step": "0.1", "mode": "half_up", "at": "total", "source": "ours"}
    rules = rules_of(pool("20", ONE, "甲", "乙"), "80", rounding=rounding)
    made = sheet(rules, {"甲": "0", "乙": "33.2", "己": "99.9"})
    assert (marks(made), ends(made)) == (["?", "?", "?"], ("79.92", "86.56"))


def test_a_choice_made_is_kept_ready() -> None:
    rules = read_well(rules_of(pool("40", SHARED, "甲", "乙")))
    facts = {"甲": "50", "乙": "90", "己": "100"}
    (first, _), (again, _) = (submit(rules, facts, choices={"选择": {"K1": "10", "K2": "30"}}) for _ in range(2))
    assert effective_rules(rules, first) is effective_rules(rules, again)
    assert decided_rules(rules, {}) is rules
    for part in range(1, MOST_KEPT + 2):
        decided_rules(rules, {("选择",): (Fraction(part, 1000), 1 - Fraction(part, 1000))})
    assert len(worked_of(rules).decided) == MOST_KEPT
