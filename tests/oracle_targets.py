"""The department's own targets written out: each row as an ordinary indicator with two facts of its own.

A group `from: targets` becomes a group with parts; what can be said of no row (no table, rows that do not add up, no
rows) is one indicator called after the group. Everything after that reads the result as it reads any rule set.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from oracle_methods import scale_of
from oracle_values import number

Node = Mapping[str, Any]
SIGNS = {">=": "≥", "<=": "≤"}
WRITTEN = re.compile(r"(>=|<=|[≥≤><=])\s*(\d+(?:\.\d+)?%?)")


class Written:
    """A rule set and a submission with every target row written out.

    Attributes:
        rule_set, facts: what they become.
        rows: name of a row's own fact → (number of the row from 0, key in it).
    """

    def __init__(self, rule_set: Node, submission: Node) -> None:
        self.table = submission.get("targets")
        self.top = rule_set.get("targets_scored_by") or {}
        self.declared: dict[str, Any] = dict(rule_set.get("facts") or {})
        self.facts: dict[str, Any] = dict(submission.get("facts") or {})
        self.rows: dict[str, tuple[int, str]] = {}
        parts = [self.part(node) for node in rule_set["indicators"]]
        self.rule_set: Node = {**rule_set, "indicators": parts, "facts": self.declared}

    def part(self, node: Node) -> Node:
        """Return a part with the target groups in it written out."""
        if "group" not in node:
            return node
        if node.get("from") != "targets":
            return {**node, "parts": [self.part(inner) for inner in node["parts"]]}
        mine = [(index, row) for index, row in enumerate(self.table or ()) if row["kind"] in node["kinds"]]
        whole = sum((number(row["marks"]) for _, row in mine), Fraction(0)) == scale_of(node)
        return {**node, "parts": [self.row(node, *one) for one in mine] if mine and whole else [self.table_of(node)]}

    def row(self, group: Node, index: int, row: Node) -> Node:
        """Return one row as an indicator."""
        code = row.get("code", f"T{index + 1:02d}")
        leaf = {"indicator": row["indicator"], "code": code, "full_marks": row["marks"]}
        if "not_applicable" in group:
            leaf["not_applicable"] = group["not_applicable"]
        if row.get("applies") == "否":
            self.declared[f"{code}适用"] = {"type": "yes_no"}
            self.facts[f"{code}适用"] = "否"
            leaf["applies_when"] = f"{code}适用"
        written = WRITTEN.fullmatch(row["target"])
        scored = {**self.top, **group.get("targets_scored_by", {})}
        if written is None:
            return {**leaf, **scored["定性"]}
        actual, target = f"{code}实际", f"{code}指标"
        self.rows[actual] = (index, "actual")
        kind = "percent" if row.get("unit") == "%" or written[2].endswith("%") else "number"
        self.declared |= {actual: {"type": kind}, target: {"type": kind}}
        self.facts[target] = in_unit(written[2], kind)
        if row.get("actual") is not None:
            self.facts[actual] = in_unit(row["actual"], kind)
        return {**leaf, **filled(dict(scored[SIGNS.get(written[1], written[1])]), actual, target)}

    def table_of(self, group: Node) -> Node:
        """Return the one indicator that stands for rows nothing can be said of, or for none."""
        code, full = f"{group['group']}.T", group.get("out_of", group["full_marks"])
        leaf = {"indicator": "绩效目标表", "code": code, "full_marks": full}
        outcome = group.get("when_no_rows", "missing") if self.table is not None else "missing"
        some = any(row["kind"] in group["kinds"] for row in self.table or ())
        if outcome == "missing" or some:
            self.declared[code] = {"type": "yes_no"}
            self.rows[code] = (-1, "")
            policy = group.get("not_applicable")
            condition = {"not_applicable": policy, "applies_when": f"「{code}」"} if policy else {}
            return {**leaf, **condition, "method": "yes_no", "fact": code, "expected": "是"}
        if outcome == "not_applicable":
            self.declared[code], self.facts[code] = {"type": "yes_no"}, "否"
            leaf |= {"applies_when": f"「{code}」", "not_applicable": group["not_applicable"]}
        marks = full if outcome == "full" else "0"
        return {**leaf, "method": "conditions", "conditions": [{"otherwise": "true", "marks": marks}]}


def in_unit(text: str, kind: str) -> str:
    """Return a figure with the % that may stand in another column of the table."""
    return f"{text}%" if kind == "percent" and not text.endswith("%") else text


def filled(template: dict[str, Any], actual: str, target: str) -> dict[str, Any]:
    """Return how a row is scored: by its two figures, or by its completion rate."""
    if template["method"] == "ratio":
        return template | {"actual": actual, "target": target}
    if template["method"] == "judged":
        return template
    zero = {key: template[key] for key in ("when_denominator_zero", "when_both_zero") if key in template}
    return template | {"value": {"formula": f"{actual} / {target}", "unit": "%"} | zero}


def target_groups(parts: list[Node]) -> Iterator[Node]:
    """Yield the groups that take their rows from the department's own targets."""
    for part in parts:
        if part.get("from") == "targets":
            yield part
        elif "group" in part:
            yield from target_groups(part["parts"])


def any_rows(rule_set: Node, rng: random.Random) -> list[dict[str, str]]:
    """Return a table of targets that no rule refuses."""
    rows: list[dict[str, str]] = []
    for group in target_groups(rule_set["indicators"]):
        if "when_no_rows" in group and group["when_no_rows"] != "missing" and rng.random() < 0.3:
            continue
        full = int(scale_of(group))
        cut = rng.randrange(full)
        scored = {**rule_set.get("targets_scored_by", {}), **group.get("targets_scored_by", {})}
        gone = "not_applicable" in group and rng.random() < 0.2  # all of them, so that the group itself does not apply
        for marks in (cut, full - cut) if cut else (full,):
            sign = rng.choice(list(scored))
            numbers = [str(rng.choice([0, 1, 2, 50, 100, 101])) for _ in range(2)]
            target = "按要求完成" if sign == "定性" else sign + numbers[0]
            row = {"kind": rng.choice(group["kinds"]), "indicator": "目标", "target": target, "actual": numbers[1]}
            if gone or ("not_applicable" in group and rng.random() < 0.2):
                row |= {"applies": "否", "reason": "本年未开展"}
            rows.append(row | {"marks": str(marks)})
    return rows
