"""A rule set with the rows of one submission's target table as the parts of its target groups."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import field
from typing import Final

from scoring.records import dataclass
from scoring.rule_set.asking import Trees
from scoring.rule_set.domains import trees_of
from scoring.rule_set.model import Fact, Group, Indicator, Part, RuleSet, groups_in
from scoring.rule_set.target_rows import Row, Setting
from scoring.rule_set.target_waiting import rows_fact, waiting_rows

WHOLE_TABLE: Final = "绩效目标表"
"""What stands on the sheet in place of rows of which none can be scored."""


@dataclass(frozen=True, slots=True)
class Filling:
    """What one submission's target table brings.

    Attributes:
        rows: path of a target group → its rows, as indicators.
        facts: what these read, besides the facts of the rule set.
    """

    rows: Mapping[tuple[str, ...], tuple[Indicator, ...]] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)


def filled(rules: RuleSet, filling: Filling) -> RuleSet:
    """Return *rules* with the rows of *filling*; the same rule set if none of its groups takes any."""
    groups = rules.target_groups()
    if not groups:
        return rules
    absent = without_rows([one for one in groups if one.path not in filling.rows], rules)
    rows = {**absent.rows, **filling.rows}
    root = _with_rows(rules.root, rows)
    facts = {**rules.facts, **absent.facts, **filling.facts}
    return dataclasses.replace(rules, root=root, indicators=leaves_of(root), facts=facts, unfilled=rules)


def without_rows(groups: list[Group], rules: RuleSet) -> Filling:
    """Return what stands for the rows of *groups* where the table is missing, or has none of them."""
    trees = trees_of(rules)
    rows: dict[tuple[str, ...], tuple[Indicator, ...]] = {}
    facts: dict[str, Fact] = {}
    for group in groups:
        row = table_of(group)
        assert group.targets is not None
        rows[group.path] = (waiting_rows(group.targets, row, setting_of(group, trees)),)
        facts[row.code] = rows_fact(row)
    return Filling(rows, facts)


def table_of(group: Group) -> Row:
    """Return all rows of *group* as one; its code has a point, which no indicator's code has."""
    return Row(f"{group.name}.T", WHOLE_TABLE, group.scale, place=group.place, marks_place=group.marks_place)


def setting_of(group: Group, trees: Trees) -> Setting:
    """Return what the rows of *group* have in common."""
    assert group.targets is not None
    targets = group.targets
    factor = group.full_marks / group.scale
    return Setting(
        group.path, group.not_applicable, targets.settled_above, targets.standard, group.sources, factor, trees
    )


def leaves_of(parts: tuple[Part, ...]) -> tuple[Indicator, ...]:
    """Return the indicators of *parts*, in order."""
    found: list[Indicator] = []
    for part in parts:
        found.extend(part.leaves() if isinstance(part, Group) else (part,))
    return tuple(found)


def _with_rows(parts: tuple[Part, ...], rows: Mapping[tuple[str, ...], tuple[Indicator, ...]]) -> tuple[Part, ...]:
    """Return *parts* with *rows* in their groups; what holds no target group stays the object it was."""
    made: list[Part] = []
    for part in parts:
        if isinstance(part, Group) and part.targets is not None:
            made.append(dataclasses.replace(part, parts=rows[part.path]))
        elif isinstance(part, Group) and any(one.targets is not None for one in groups_in((part,))):
            made.append(dataclasses.replace(part, parts=_with_rows(part.parts, rows)))
        else:
            made.append(part)
    return tuple(made)
