"""Makes rule sets with submissions: valid by construction, thresholds and one unit either side over-represented.

- `any_case(rng)`: one at random; `facts="complete"` leaves nothing out, `facts="missing"` always leaves something open.
- `every_combination(seed)`: every plan (method variant × state × zero policy × not_applicable policy) and every line on
  the total, each under every rounding (mode × at × step); `assert_covered` says what a run has not met.
- `single(variant)`: a rule set with one indicator.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import oracle
from generate_choices import OPEN_CHOICES, SETTLED_CHOICES, choice_group, choice_of
from generate_files import Case, as_yaml
from generate_lines import LINES, OPEN_LINES, SETTLED_LINES, Lines, line_part
from generate_methods import BY, VARIANTS, Part, method_part
from generate_plans import OPEN_PLANS, POLICIES, ROUNDINGS, SETTLED_PLANS, Plan, every_plan, tag_of
from generate_targets import SCORED_BY, SETTLED_TARGETS, TARGETS, target_part
from oracle_completions import decimal

YES_NO = {"type": "yes_no"}
PARTS_IN_A_CASE = 12
SPENDING = {
    "indicator": "基础执行率",
    "code": "B01",
    "aliases": ["预算执行率"],
    "full_marks": "10",
    "value": {"formula": "基础支出 / 基础预算", "unit": "%"},
    "method": "bands",
    "bands": [{"in": "[80%, )", "marks": "10"}, {"in": "[60%, 80%)", "marks": "6"}, {"in": "(, 60%)", "marks": "0"}],
    "source": {"standard": "ours", "value": "ours"},
}
LINKED = {
    "indicator": "联动指标",
    "code": "B03",
    "full_marks": "5",
    "method": "conditions",
    "conditions": [
        {"when": "预算执行率 ≥ 80% 且 marks(基础执行率) > 6", "marks": "5", "says": "执行率达标"},
        {"when": "60% ≤ B01", "marks": "3", "says": "执行率基本达标"},
        {"otherwise": "true", "marks": "0", "says": "执行率偏低"},
    ],
    "source": "ours",
}


Factors = tuple[int, int]


class Builder:
    """Collects the parts of one rule set."""

    def __init__(self, rng: random.Random, rounding: dict[str, str], complete: bool = False) -> None:
        self.rng = rng
        self.rounding = rounding
        self.complete = complete
        self.facts: dict[str, Any] = {}
        self.derived: dict[str, Any] = {}
        self.figures: dict[str, Any] = {}
        self.judgements: dict[str, Any] = {}
        self.table: list[dict[str, str]] | None = None
        self.choices: dict[str, Any] = {}
        self.states: list[tuple[str, str]] = []
        self.tags: set[str] = set()

    def indicator(self, plan: Plan, code: str, full: int, factor: int = 1) -> dict[str, Any]:
        """Return an indicator that shows *plan*; what it declares and needs is collected.

        Its group counts on *factor* times the marks it has. Some methods count on a scale of their own.
        """
        scale = self.rng.choice([2, 3, 20, 100]) if self.rng.random() < 0.15 else full * factor
        part = method_part(plan.variant, code, scale, self.rng, plan.zero)
        if plan.cause == "fact":
            self.leave_out(part, plan)
        if not self.complete:
            part.figures = {name: figure for name, figure in part.figures.items() if name not in part.immaterial}
        head: dict[str, Any] = {"indicator": f"指标{code}", "code": code, "full_marks": str(full * factor)}
        if scale != full * factor:
            head["out_of"] = str(scale)
        if plan.cause in ("own", "open"):
            self.condition(head, f"有此事项{code}", plan)
            if plan.cause == "own" and not self.complete and self.rng.random() < 0.2:
                part.figures, part.judgements = {}, {}
        if plan.policy and plan.cause != "group":
            head["not_applicable"] = plan.policy
        self.collect(part)
        if plan.cause != "open" or plan.policy not in ("full", "zero"):
            self.states.append((code, plan.state))  # else the marks may come out as what the policy gives
        self.tags.add(tag_of(plan, self.rounding))
        source: Any = "ours"
        if "value" in part.keys:
            source = {"standard": "ours", "value": "ours"} | ({"part_step": "ours"} if "part_step" in part.keys else {})
        return head | part.keys | {"standard": "构造的评分标准，仅用于测试", "source": source}

    def leave_out(self, part: Part, plan: Plan) -> None:
        """Take away the figure or judgement without which there are no marks, sometimes all of them."""
        part.judgements = {}
        if plan.variant == "conditions.either" or self.rng.random() < 0.3:
            part.figures = {}
        part.figures |= part.waiting
        part.figures.pop(part.key, None)

    def condition(self, node: dict[str, Any], fact: str, plan: Plan) -> None:
        """Give *node* a condition that fails, or that nobody answered."""
        self.facts[fact] = YES_NO
        if plan.cause != "open":
            self.figures[fact] = "否"
        node["applies_when"] = self.rng.choice([fact, f"非 (非 {fact})", f"{fact} 且 {fact}"])

    def collect(self, part: Part | Lines) -> None:
        """Keep what *part* declares and needs."""
        self.facts |= part.facts
        self.derived |= part.derived
        self.figures |= part.figures
        if isinstance(part, Part):
            self.judgements |= part.judgements

    def group(self, name: str, parts: list[dict[str, Any]], nested: bool, factors: Factors = (1, 1)) -> dict[str, Any]:
        """Return a group; if all its parts can be not applicable it says what then.

        *factors*: how many times its own marks the group above counts on, and how many times those it counts on.
        """
        total = sum(int(part["full_marks"]) for part in parts)
        node: dict[str, Any] = {"group": name, "full_marks": str(total // factors[1] * factors[0])}
        if factors[0] != factors[1]:
            node["out_of"] = str(total)
        if all("not_applicable" in part for part in parts):
            node["not_applicable"] = self.rng.choice(POLICIES if nested else POLICIES[:3])
        return node | {"parts": parts}

    def lone_group(self, plan: Plan, code: str, full: int, factor: int = 1) -> dict[str, Any]:
        """Return a group whose own condition fails, with one indicator in it."""
        node: dict[str, Any] = {"group": f"专项{code}", "full_marks": str(full * factor)}
        self.condition(node, f"有此专项{code}", plan)
        return node | {"not_applicable": plan.policy, "parts": [self.indicator(plan, code, full, factor)]}

    def choice(self, kind: str, outer: int) -> dict[str, Any]:
        """Return a group that chooses; what its indicators show is not counted as covered."""
        states, tags = list(self.states), set(self.tags)
        factors = outer, self.rng.choice([1, 1, 2, 10])
        full = self.rng.choice([2, 3, 4, 5])
        node = choice_group(kind, full, factors, self.indicator, self.rng)
        choice = choice_of(kind, node, full, self.rounding, self.rng)
        if choice is not None:
            self.choices["选择"] = choice
        self.states, self.tags = states, tags | {tag_of(kind, self.rounding, "choice")}
        return node

    def groups(self, plans: Iterable[Plan], choice: str = "none") -> list[dict[str, Any]]:
        """Return 一级指标 holding 二级指标 holding an indicator for each plan, and perhaps a group that chooses."""
        outer = self.rng.choice([1, 1, 1, 2])
        inner = self.rng.choice([1, 1, 1, 2, 10])
        second: list[dict[str, Any]] = []
        together: list[dict[str, Any]] = []
        for index, plan in enumerate(plans, start=1):
            code, full = f"A{index:02d}", self.rng.choice([2, 3, 4, 5])
            if plan.cause == "group":
                second.append(self.lone_group(plan, code, full, outer))
                continue
            together.append(self.indicator(plan, code, full, inner))
            if len(together) >= self.rng.choice([1, 2, 3, 4]):
                second.append(self.group(f"二级{code}", together, nested=True, factors=(outer, inner)))
                together = []
                inner = self.rng.choice([1, 1, 1, 2, 10])
        if together:
            second.append(self.group("二级末", together, nested=True, factors=(outer, inner)))
        if choice != "none":
            second.insert(self.rng.randrange(len(second) + 1), self.choice(choice, outer))
        cut = self.rng.randrange(len(second) + 1)
        named = [("投入", second[:cut]), ("过程", second[cut:])]
        return [self.group(name, parts, nested=False, factors=(1, outer)) for name, parts in named if parts]

    def targets(self, state: str) -> dict[str, Any]:
        """Return a group that takes its rows from a table of targets, which is kept."""
        group, self.table, judged = target_part(state, self.rng)
        self.judgements |= judged
        return group

    def anchor(self, full: int) -> dict[str, Any]:
        """Return the group that is always applicable: one indicator with a value, one judged, one asking for both."""
        rest = str(full - 15)
        opinion = {"indicator": "综合评价", "code": "B02", "full_marks": rest, "method": "judged", "source": "ours"}
        money = {"type": "money", "unit": "万元", "decimals": "2"}
        self.facts |= {"基础支出": money | {"at_least": "0"}, "基础预算": money | {"at_least": "1"}}
        self.figures |= {"基础支出": self.rng.choice(["80", "79.99", "60", "59.99", "100"]), "基础预算": "100"}
        self.judgements["B02"] = {"marks": rest} | BY
        return {"group": "基础", "full_marks": str(full), "parts": [SPENDING, opinion, LINKED]}

    def case(self, indicators: list[dict[str, Any]], full: int, lines: Lines) -> Case:
        """Return everything collected as two files."""
        self.collect(lines)
        floors = {"优": 90, "良": 80, "中": self.rng.choice([60, 70]), "差": 0}
        grades = {name: decimal(Fraction(floor * full, 100)) for name, floor in floors.items()}
        rule_set: dict[str, Any] = {
            "language": "1",
            "rule_set": "constructed",
            "title": "构造的评分表",
            "version": "1.0.0",
            "authority": "测试",
            "valid_for": ["2018", "2025"],
            "full_marks": str(full),
            "sources": {"ours": {"title": "为测试构造的约定", "status": "constructed"}},
            "rounding": self.rounding | {"source": "ours"},
            "grades": {"basis": self.rng.choice(["exact", "rounded"]), "floors": grades, "source": "ours"},
        }
        rule_set |= {"facts": self.facts} | ({"derived": self.derived} if self.derived else {})
        rule_set |= {"indicators": indicators} | ({"total": lines.written} if lines.written else {}) | lines.keys
        submission: dict[str, Any] = {
            "language": "1",
            "institution": {"code": "430682-0123", "name": "测试单位"},
            "year": "2023",
            "facts": self.figures,
        }
        if any(part.get("from") == "targets" for part in indicators):
            rule_set["targets_scored_by"] = SCORED_BY
        submission |= {"targets": self.table} if self.table is not None else {}
        submission |= {"judgements": self.judgements} if self.judgements else {}
        submission |= {"choices": self.choices} if self.choices else {}
        submission |= {"claims": lines.claims} if lines.claims else {}
        return Case(as_yaml(rule_set), as_yaml(submission), frozenset(self.tags), tuple(self.states))


def build(
    rng: random.Random,
    plans: Iterable[Plan],
    rounding: dict[str, str],
    line: str,
    complete: bool = False,
    targets: str = "none",
    choice: str = "none",
) -> Case:
    """Return a case for *plans* with one kind of line; half of the totals are brought to a limit or one step beside."""
    builder = Builder(rng, rounding, complete)
    indicators = builder.groups(plans, choice)
    if targets != "none":
        indicators.append(builder.targets(targets))
        builder.tags.add(tag_of(f"targets {targets}", rounding))
    used = sum(int(group["full_marks"]) for group in indicators)
    indicators.append(builder.anchor(100 - used))
    lines = line_part(line, "L1", rng)
    builder.tags.add(tag_of(line, rounding))
    case = builder.case(indicators, 100, lines)
    return steered(case, rng) if rng.random() < 0.5 else case


def steered(case: Case, rng: random.Random) -> Case:
    """Return *case* with the judged marks chosen so that the total lies on a grade's floor or one step beside it."""
    total = oracle.score(case.rule_set, case.submission)["total"]
    if total is None:
        return case
    step = Fraction(case.rule_set["rounding"]["step"])
    wanted = rng.choice([90, 80, 60, 100]) + rng.choice([-1, 0, 0, 1]) * rng.choice([step, step / 2])
    judgement = case.submission["judgements"]["B02"]
    (group,) = [group for group in case.rule_set["indicators"] if group["group"] == "基础"]
    marks = Fraction(judgement["marks"]) + wanted - total
    marks = round(max(Fraction(0), min(Fraction(group["parts"][1]["full_marks"]), marks)) / step * 2) * step / 2
    submission = case.submission | {
        "judgements": case.submission["judgements"] | {"B02": judgement | {"marks": decimal(marks)}}
    }
    return replace(case, submission_text=as_yaml(submission))


def thinned(case: Case, rng: random.Random) -> Case:
    """Return *case* without some of its facts, cells of tables and judgements; its tags no longer hold."""
    facts: dict[str, Any] = {name: fact for name, fact in case.submission["facts"].items() if rng.random() > 0.15}
    for name, fact in facts.items():
        if isinstance(fact, list):
            facts[name] = [{key: cell for key, cell in row.items() if rng.random() > 0.1} for row in fact]
    judgements = {code: one for code, one in case.submission["judgements"].items() if rng.random() > 0.2}
    choices = {group: one for group, one in case.submission.get("choices", {}).items() if rng.random() > 0.2}
    submission = case.submission | {"facts": facts, "judgements": judgements, "choices": choices}
    return Case(case.rule_set_text, as_yaml(submission), frozenset())


def any_case(rng: random.Random, facts: str = "any") -> Case:
    """Return a random case; *facts* is any, complete (the total is certain) or missing (it may not be)."""
    settled = [plan for plan in SETTLED_PLANS if facts != "complete" or plan.zero is None or "missing" not in plan.zero]
    plans = rng.sample(settled, rng.randrange(1, 7))
    lines = SETTLED_LINES
    choices: tuple[str, ...] = SETTLED_CHOICES
    if facts == "missing" or (facts == "any" and rng.random() < 0.5):
        plans += rng.sample(OPEN_PLANS, rng.randrange(0 if facts == "any" else 1, 4))
        lines += OPEN_LINES
        choices += OPEN_CHOICES
    rng.shuffle(plans)
    line = rng.choice([*lines, "none", "none"])
    targets = rng.choice(TARGETS if facts != "complete" else SETTLED_TARGETS) if rng.random() < 0.3 else "none"
    choice = rng.choice([*choices, *["none"] * len(choices)])
    case = build(rng, plans, rng.choice(ROUNDINGS), line, facts == "complete", targets, choice)
    return thinned(case, rng) if facts != "complete" and rng.random() < 0.3 else case


def every_combination(seed: int = 0, roundings: Sequence[dict[str, str]] = ROUNDINGS) -> Iterator[Case]:
    """Yield cases that together cover `required_tags()`, about 55 for each rounding.

    Settled indicators stand together, so that their totals are certain; open lines stand beside open and beside
    settled indicators.
    """
    for rounding in roundings:
        rng = random.Random(f"{seed} {rounding}")
        for plans, lines, choices in (
            (SETTLED_PLANS, SETTLED_LINES, (*SETTLED_CHOICES, "none")),
            (OPEN_PLANS, OPEN_LINES, (*OPEN_CHOICES, "none")),
        ):
            order = rng.sample(plans, len(plans))
            dealt = [order[start : start + PARTS_IN_A_CASE] for start in range(0, len(order), PARTS_IN_A_CASE)]
            for index in range(max(len(dealt), len(lines))):
                line, choice = lines[index % len(lines)], choices[index % len(choices)]
                yield build(rng, dealt[index % len(dealt)], rounding, line, choice=choice)
        for line in OPEN_LINES:
            yield build(rng, rng.sample(SETTLED_PLANS, 3), rounding, line)
        for targets in TARGETS[1:]:
            yield build(rng, rng.sample(SETTLED_PLANS, 2), rounding, "none", targets=targets)


def required_tags(roundings: Sequence[dict[str, str]] = ROUNDINGS) -> set[str]:
    """Return the tags `every_combination` has to show."""
    shown: list[Plan | str] = [*every_plan(), *LINES, *(f"targets {state}" for state in TARGETS[1:])]
    tags = {tag_of(what, rounding) for what in shown for rounding in roundings}
    choices = {*SETTLED_CHOICES, *OPEN_CHOICES}
    return tags | {tag_of(choice, rounding, "choice") for choice in choices for rounding in roundings}


def assert_covered(tags: Iterable[str], roundings: Sequence[dict[str, str]] = ROUNDINGS) -> None:
    """Fail, naming what *tags* lack."""
    lacking = sorted(required_tags(roundings) - set(tags))
    assert not lacking, f"{len(lacking)} combinations not covered, among them: {'; '.join(lacking[:20])}"


def single(
    variant: str,
    rng: random.Random | None = None,
    *,
    full: int = 100,
    rounding: dict[str, str] | None = None,
    line: str = "none",
    plan: Plan | None = None,
) -> Case:
    """Return a rule set with the one indicator A01 (and B01 to B03 beside it where it may be left out of the count).

    *variant* is one of `VARIANTS` or the name of a method; *plan* replaces it when state and policies matter.
    """
    rng = rng or random.Random(0)
    chosen = next(name for name in VARIANTS if name == variant or name.split(".")[0] == variant)
    plan = plan or Plan(chosen)
    builder = Builder(rng, dict(rounding or ROUNDINGS[0]))
    grouped = plan.cause == "group"
    node = builder.lone_group(plan, "A01", full) if grouped else builder.indicator(plan, "A01", full)
    indicators = [node]
    whole = full
    if plan.policy in ("rescale", "rescale_group"):
        anchor = builder.anchor(20)
        indicators = [{"group": "全部", "full_marks": str(full + 20), "parts": [node, anchor]}]
        whole += 20
    return builder.case(indicators, whole, line_part(line, "L1", rng))
