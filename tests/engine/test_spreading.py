"""Marks of what is not applicable, spread over the rest: worked numbers, and bounds against every completion."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from methods.support import YES_NO, decimal, group, leaf, rule_set, sheet
from scoring.diagnostics import Language
from scoring.engine import ScoreSheet
from scoring.engine.order import Emptying
from scoring.engine.sheet import Adjusted
from scoring.engine.spreading import Item, Node, spread
from scoring.methods.contract import Policy
from scoring.rule_set.model import Group

JUDGED = {"method": "judged"}
PROJECTS = {"applies_when": "有专项", "not_applicable": "rescale"}
ZERO = Fraction(0)


BY = {"reason": "现场核查", "evaluator": "评价组"}


def judgements(**marks: str) -> dict[str, Any]:
    return {"judgements": {code: {"marks": given, **BY} for code, given in marks.items()}}


def reason(row: Any) -> str:
    return Language("zh").render(row.reason.text)


def line(found: ScoreSheet) -> Adjusted:
    return found.lines[-1]


def test_m20_over_the_whole_rule_set() -> None:
    parts = [leaf("A01", "93", JUDGED), leaf("A02", "7", JUDGED, **PROJECTS)]
    found = sheet(rule_set("100", parts, {"有专项": YES_NO}), {"有专项": "否"}, **judgements(A01="88"))
    assert decimal(found.total.marks) == "94.62"  # 88 ÷ 93 × 100; 100 − 5 − 7 + 6.62
    assert [decimal(one.deduction) for one in found.indicators] == ["5", "0"]
    assert [decimal(one.not_counted) for one in found.indicators] == ["0", "7"]
    assert decimal(line(found).amount) == "6.62"
    for figure in ("7", "88", "94.62"):
        assert figure in reason(line(found))
    assert "7分不计" in reason(found.indicators[1])


def test_over_the_group() -> None:
    away = PROJECTS | {"not_applicable": "rescale_group"}
    inner = group("产出", "20", leaf("A01", "12", JUDGED), leaf("A02", "8", JUDGED, **away))
    rules = rule_set("100", [inner, group("效益", "80", leaf("B01", "80", JUDGED))], {"有专项": YES_NO})
    found = sheet(rules, {"有专项": "否"}, **judgements(A01="9", B01="70"))
    assert decimal(found.total.marks) == "85"  # 9 ÷ 12 × 20 = 15
    assert decimal(line(found).amount) == "6"
    assert "产出" in Language("zh").render(line(found).name)
    assert "产出" in reason(found.indicators[1])


def test_innermost_group_first_each_a_line() -> None:
    away = PROJECTS | {"not_applicable": "rescale_group"}
    inner = group("产出", "20", leaf("A01", "12", JUDGED), leaf("A02", "8", JUDGED, **away))
    outer = [inner, leaf("B01", "60", JUDGED), leaf("C01", "20", JUDGED, **PROJECTS)]
    found = sheet(rule_set("100", outer, {"有专项": YES_NO}), {"有专项": "否"}, **judgements(A01="9", B01="45"))
    assert [decimal(one.amount) for one in found.lines] == ["6", "15"]  # 9 → 15; 60 ÷ 80 × 100 = 75
    assert decimal(found.total.marks) == "75"


GROUPS = (
    ("full", "20", "0", "85"),
    ("zero", "0", "0", "65"),
    ("rescale", "0", "20", "81.25"),  # 65 ÷ 80 × 100
    ("rescale_group", "0", "20", "81.25"),
)


@pytest.mark.parametrize("own", ["full", "zero", "rescale", "rescale_group"])
@pytest.mark.parametrize(("policy", "marks", "not_counted", "total"), GROUPS)
def test_a_group_in_which_nothing_applies_follows_its_own_policy(
    own: str, policy: str, marks: str, not_counted: str, total: str
) -> None:
    away = {"applies_when": "有专项", "not_applicable": own}
    inner = group(
        "专项", "20", leaf("A01", "15", JUDGED, **away), leaf("A02", "5", JUDGED, **away), not_applicable=policy
    )
    rules = rule_set("100", [inner, group("其余", "80", leaf("B01", "80", JUDGED))], {"有专项": YES_NO})
    found = sheet(rules, {"有专项": "否"}, **judgements(B01="65"))
    assert decimal(found.total.marks) == total
    assert decimal(sum((one.marks for one in found.indicators[:2] if one.marks is not None), ZERO)) == marks
    assert decimal(sum((one.not_counted for one in found.indicators[:2]), ZERO)) == not_counted
    assert "专项" in reason(found.indicators[0])
    open_ = sheet(rules, {}, **judgements(B01="65"))
    assert open_.total.low <= found.total.low <= open_.total.high
    there = sheet(rules, {"有专项": "是"}, **judgements(B01="65", A01="3", A02="5"))
    assert open_.total.low <= there.total.low == 73 <= open_.total.high


def test_an_indicator_waits_where_its_group_may_be_empty() -> None:
    sure = leaf("A01", "15", JUDGED, applies_when="有专项", not_applicable="full")
    perhaps = leaf("A02", "5", JUDGED, applies_when="有项目", not_applicable="full")
    inner = group("专项", "20", sure, perhaps, not_applicable="zero")
    facts = {"有专项": YES_NO, "有项目": YES_NO}
    rules = rule_set("100", [inner, leaf("B01", "80", JUDGED)], facts)
    found = sheet(rules, {"有专项": "否"}, **judgements(B01="80"))
    first = found.indicators[0]
    assert first.marks is None
    assert [first.low, first.high] == [0, 15]
    assert "有项目" in reason(first)
    assert [(one.name, one.codes) for one in found.missing if one.name == "有项目"] == [("有项目", ("A01", "A02"))]
    assert [found.total.low, found.total.high] == [80, 100]


def test_marks_of_an_emptied_group_are_seen_by_others() -> None:
    away = {"applies_when": "有专项", "not_applicable": "zero"}
    inner = group("专项", "20", leaf("A01", "20", JUDGED, **away), not_applicable="full")
    asks = {"method": "conditions", "conditions": [{"when": "marks(A01) ≥ 20", "marks": "80"}]}
    asks["conditions"].append({"otherwise": "true", "marks": "0"})  # type: ignore[attr-defined]
    rules = rule_set("100", [leaf("B01", "80", asks), inner], {"有专项": YES_NO})
    assert decimal(sheet(rules, {"有专项": "否"}).total.marks) == "100"
    assert sheet(rules, {}).total.low == 0
    rescaled = group("专项", "20", leaf("A01", "20", JUDGED, **away), not_applicable="rescale")
    asks_not_applicable = leaf("B01", "80", asks, not_applicable="full")
    rules = rule_set("100", [asks_not_applicable, rescaled], {"有专项": YES_NO})
    found = sheet(rules, {"有专项": "否"})
    assert [one.state.value for one in found.indicators] == ["not_applicable", "not_applicable"]
    assert decimal(found.total.marks) == "100"


def test_nothing_at_all_applies_and_there_is_no_total() -> None:
    rules = rule_set("100", [leaf("A01", "100", JUDGED, **PROJECTS)], {"有专项": YES_NO})
    found = sheet(rules, {"有专项": "否"})
    assert found.total.marks is None
    assert [found.total.low, found.total.high] == [0, 100]
    assert not found.grade.certain


# ---- bounds against every completion --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Way:
    """What one item comes to in one completion: its marks, or over what they are spread."""

    full: Fraction
    marks: Fraction
    depth: int | None = None


@dataclass(frozen=True)
class Decided:
    """A group in one completion."""

    depth: int
    full: Fraction
    parts: tuple[Decided | Way, ...]


def ways_of(item: Item) -> list[Way]:
    ways = [Way(item.full, ZERO, depth) for depth in item.depths]
    return ways + ([Way(item.full, item.low), Way(item.full, item.high)] if item.counts else [])


def emptied(item: Item, emptying: Emptying) -> Way:
    if emptying.depth is not None:
        return Way(item.full, ZERO, emptying.depth)
    return Way(item.full, item.full if emptying.policy is Policy.FULL else ZERO)


def completions(node: Node, emptying: Emptying | None = None) -> Iterator[Decided]:
    """Yield every completion at the ends of its items; a group that is not empty has something in it that counts."""
    inside: list[Any] = []
    for part in node.parts:
        if isinstance(part, Item):
            inside.append([emptied(part, emptying)] if emptying else ways_of(part))
            continue
        found = [] if emptying else list(completions(part))
        if part.perhaps is not None:
            found = [one for one in found if any(way.depth is None for way in leaves(one))]
        if emptying or part.perhaps is not None:
            found += completions(part, emptying or part.perhaps)
        inside.append(found)
    for parts in itertools.product(*inside):
        yield Decided(node.depth, node.full, parts)


def leaves(decided: Decided) -> Iterator[Way]:
    for part in decided.parts:
        if isinstance(part, Way):
            yield part
        else:
            yield from leaves(part)


def earned(decided: Decided) -> Fraction:
    """Return the marks of a group: what is earned below, made up for what is spread over it."""
    marks = sum((part.marks if isinstance(part, Way) else earned(part) for part in decided.parts), ZERO)
    ways = list(leaves(decided))
    here = sum((way.full for way in ways if way.depth == decided.depth), ZERO)
    outside = sum((way.full for way in ways if way.depth is not None and way.depth < decided.depth), ZERO)
    target = decided.full - outside
    return marks * target / (target - here) if here and target != here else marks


POLICIES = st.sampled_from(list(Policy))


@st.composite
def items(draw: st.DrawFn, depth: int) -> Item:
    full = Fraction(draw(st.integers(1, 10)))
    low = draw(st.integers(0, int(full)))
    high = draw(st.integers(low, int(full)))
    depths = draw(st.sampled_from([(), (), (depth,), (0,), (depth, 0)]))
    depths = tuple(dict.fromkeys(depths))
    counts = not depths or draw(st.booleans())
    return (
        Item(full, Fraction(low), Fraction(high), depths, counts) if counts else Item(full, ZERO, ZERO, depths, False)
    )


@st.composite
def nodes(draw: st.DrawFn, depth: int) -> Node:
    parts: list[Any] = draw(st.lists(items(depth), min_size=1, max_size=3 if depth == 1 else 2))
    if depth == 1 and draw(st.booleans()):
        parts.append(draw(nodes(2)))
    full = sum((part.full for part in parts), ZERO)
    name = f"g{depth}"
    sure = any(isinstance(part, Item) and not part.depths for part in parts)
    path = tuple(f"g{level}" for level in range(1, depth + 1))
    perhaps = None if sure else Emptying(Group(name, path, full, ()), draw(POLICIES), ())
    return Node(name, full, depth, tuple(parts), perhaps)


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(node=nodes(1), rest=st.integers(1, 20), lost=st.integers(0, 20))
def test_every_completion_lies_within_the_bounds(node: Node, rest: int, lost: int) -> None:
    left = Item(Fraction(rest), Fraction(max(0, rest - lost)), Fraction(rest))
    root = Node("", node.full + rest, 0, (node, left))
    bounds = spread(root, lambda marks: marks)
    found = [earned(one) for one in completions(root)]
    assume(found)
    assert bounds.low <= min(found)
    assert max(found) <= bounds.high


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(parts=st.lists(items(0), min_size=1, max_size=5))
def test_bounds_over_the_whole_rule_set_are_met(parts: list[Item]) -> None:
    parts = [Item(one.full, one.low, one.high, (0,) if one.depths else (), one.counts) for one in parts]
    assume(any(not one.depths for one in parts))
    full = sum((one.full for one in parts), ZERO)
    bounds = spread(Node("", full, 0, tuple(parts)), lambda marks: marks)
    found = [earned(one) for one in completions(Node("", full, 0, tuple(parts)))]
    assert (bounds.low, bounds.high) == (min(found), max(found))


def test_too_many_open_combinations_are_bounded_loosely() -> None:
    both = tuple(Item(Fraction(1), ZERO, Fraction(1), (1, 0)) for _ in range(9))
    node = Node("g", Fraction(10), 1, (*both, Item(Fraction(1), ZERO, ZERO)))
    bounds = spread(Node("", Fraction(100), 0, (node, Item(Fraction(90), ZERO, ZERO))), lambda marks: marks)
    assert [bounds.low, bounds.high] == [0, 100]
    assert bounds.empty
