"""The units' own tables of targets (绩效目标表) and their department's.

No rule makes one table of several: the marks of a group's rows add up to the group's, so that the rows of all units
together never could. Where all units gave the very same table, figures included, it is the department's; otherwise the
department has to give its own, and until then its targets are refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from typing import Final

from scoring.diagnostics import Diagnostic, Kind, Location, Message, message
from scoring.fingerprint import Content
from scoring.records import dataclass
from scoring.rule_set.filling import Filling, table_of
from scoring.rule_set.model import RuleSet
from scoring.submissions.content import targets_meaning
from scoring.submissions.model import Given, Rows, Submission, Target

DIFFERENT: Final = Kind(
    "S391",
    "the units' tables of targets differ ({units}), and nothing says how they would become one; they count as refused",
    "give the department a table of targets of its own",
)


@dataclass(frozen=True, slots=True)
class TargetsTogether:
    """The table of a department: its rows, as they fill the rule set, their figures, and what was refused of them."""

    rows: tuple[Target, ...] | None = None
    filling: Filling = field(default_factory=Filling)
    facts: dict[str, Given | Rows] = field(default_factory=dict)
    rejected: tuple[str, ...] = ()


def targets_together(rules: RuleSet, units: Sequence[Submission], findings: list[Diagnostic]) -> TargetsTogether:
    """Return the table in which all *units* agree; where they do not, all of its groups are refused."""
    first, *others = units
    tables = [_table(rules, one) for one in units]
    if all(one == tables[0] for one in tables):
        facts = {name: given for name, given in first.facts.items() if name not in rules.facts}
        return TargetsTogether(first.targets, first.filling, facts, refused_targets(rules, first))
    shown = tuple(_shown(one) for one in units)
    related = [(message("{name}", name=one.name), Location(one.file)) for one in others]
    findings.append(DIFFERENT.at(Location(first.file), units=shown, related=related))
    return TargetsTogether(rejected=tuple(table_of(group).code for group in rules.target_groups()))


def refused_targets(rules: RuleSet, unit: Submission) -> tuple[str, ...]:
    """Return what was refused of the targets of *unit*: figures of rows, or all rows of a group."""
    groups = {table_of(group).code for group in rules.target_groups()}
    return tuple(name for name in unit.rejected if name in unit.filling.facts or name in groups)


def _table(rules: RuleSet, unit: Submission) -> Content:
    """Return the table of *unit* as content; None where it gave none."""
    rows = None if unit.targets is None else targets_meaning(unit.targets)
    return [rows, list(refused_targets(rules, unit))]


def _shown(unit: Submission) -> Message:
    if unit.targets is None:
        return message("{name}: none", name=unit.name)
    return message("{name}: {count} rows", name=unit.name, count=len(unit.targets))
