"""Who asks for what, and circles, against looking at every way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rule_set.small import leaf, text, usable
from scoring.rule_set.asking import circles, facts_in, marks_in, may_be_not_applicable, trees_in
from scoring.rule_set.domains import trees_of

GRAPHS = st.dictionaries(
    st.integers(0, 6), st.frozensets(st.integers(0, 7), max_size=4).map(lambda one: tuple(sorted(one))), max_size=7
)


def reachable(graph: dict[int, tuple[int, ...]], first: int) -> set[int]:
    found: set[int] = set()
    waiting = [first]
    while waiting:
        for other in graph.get(waiting.pop(), ()):
            if other in graph and other not in found:
                found.add(other)
                waiting.append(other)
    return found


@given(GRAPHS)
def test_circles_are_circles_and_every_one_is_met(graph: dict[int, tuple[int, ...]]) -> None:
    found = circles(graph)
    for circle in found:
        for one, other in zip(circle, (*circle[1:], circle[0]), strict=True):
            assert other in graph[one]
        assert len(set(circle)) == len(circle)
    members = [one for circle in found for one in circle]
    assert len(set(members)) == len(members)
    in_circles = {one for one in graph if one in reachable(graph, one)}
    assert set(members) <= in_circles
    assert bool(found) == bool(in_circles)
    rest = {
        one: tuple(other for other in to if other not in members) for one, to in graph.items() if one not in members
    }
    assert not circles(rest) or found


def test_circles_that_touch_are_told_once() -> None:
    assert circles({1: (2, 3), 2: (1,), 3: (1,)}) == ((1, 2),)
    assert circles({1: (1,)}) == ((1,),)
    assert circles({1: (2,), 2: ()}) == ()


def test_facts_in_the_order_in_which_they_are_read() -> None:
    rules = usable(
        text(
            leaf("method: yes_no, fact: count(明细 where 金额 > 0) > 丙 且 甲 > marks(A02), expected: 是", full="5")
            + leaf("applies_when: 有项目, not_applicable: zero, method: judged", "A02", "进度", "5"),
            rest="derived: {丙: {formula: 乙 + 甲}}\n",
        )
    )
    first, second = rules.indicators
    trees = trees_of(rules)
    assert first.inputs == facts_in(trees_in(first), trees) == ("明细", "乙", "甲")
    assert second.inputs == ("有项目",)
    assert marks_in(trees_in(first), trees) == {"A02"}
    assert not marks_in(trees_in(second), trees)


def test_not_applicable_is_seen_through_names() -> None:
    rules = usable(
        text(
            leaf("method: yes_no, fact: 丙 > 1, expected: 是, not_applicable: full"),
            rest="derived: {丁: {formula: 甲 / 件数, when_denominator_zero: not_applicable}, 丙: {formula: 丁 + 丁}}\n",
        )
    )
    trees = trees_of(rules)
    assert may_be_not_applicable(trees_in(rules.indicators[0]), trees)
    assert not may_be_not_applicable(trees_in(rules.indicators[0]), {})
