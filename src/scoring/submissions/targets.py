"""The department's own table of targets (绩效目标表): each row becomes an indicator of the group its kind belongs to.

Codes are given in the order of the whole table: T01, T02 … The marks of a group's rows must add up to the group's;
where they do not, nobody can say which row is wrong, so that nothing of the group is scored.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace
from fractions import Fraction
from typing import Final

from scoring.diagnostics import Kind, Location, message
from scoring.documents.tree import Node
from scoring.exact import add_up
from scoring.expressions.names import canonical
from scoring.records import dataclass
from scoring.rule_set.domains import trees_of
from scoring.rule_set.filling import Filling, setting_of, table_of
from scoring.rule_set.model import Fact, Group, Indicator, RuleSet
from scoring.rule_set.reading import Reader
from scoring.rule_set.target import NoRows, Operator
from scoring.rule_set.target_rows import Setting, compile_row, lacking_fact, row_facts, text_facts
from scoring.rule_set.target_waiting import waiting_row
from scoring.submissions.facts import Reading
from scoring.submissions.model import Given, Target
from scoring.submissions.target_line import Table
from scoring.submissions.target_rows import Drafted, read_row

UNUSED: Final = Kind("S106", "the rule set {rules} asks for no targets; these would not count", "delete targets")
UNEQUAL: Final = Kind(
    "S372",
    "the targets of {group} add up to {sum} marks, the group has {full}: {difference} {direction}",
    "correct the marks of these rows, so that they add up to {full}; until then none of them is scored",
)
NO_ROWS: Final = Kind("S373", "there is no target for {group}", "add rows of a kind that belongs to it: {kinds}")


@dataclass(slots=True)
class TargetTable:
    """The table as read.

    Attributes:
        rows: its rows; None if there is no table, or none that can be read.
        filling: the rows as parts of the rule set.
        facts: the figures of the rows.
        rejected: names of figures that were given but refused.
        unscored: codes of rows that stand in no group, or in one that cannot be scored.
        by_place: codes of rows that name none themselves.
    """

    rows: tuple[Target, ...] | None = None
    parts: dict[tuple[str, ...], tuple[Indicator, ...]] = field(default_factory=dict)
    declared: dict[str, Fact] = field(default_factory=dict)
    facts: dict[str, Given] = field(default_factory=dict)
    rejected: list[str] = field(default_factory=list)
    unscored: list[str] = field(default_factory=list)
    by_place: frozenset[str] = frozenset()

    @property
    def filling(self) -> Filling:
        """Return the rows as parts of the rule set."""
        return Filling(self.parts, self.declared)


def read_targets(node: Node | None, rules: RuleSet, reading: Reading) -> TargetTable:
    """Return the table under ``targets:``; a row without a usable rule waits for its correction."""
    groups = rules.target_groups()
    items = reading.shape.sequence(node, message("the targets"))
    table = TargetTable()
    if not groups:
        if items and node is not None:
            reading.findings.append(UNUSED.at(node.place, rules=rules.id))
        return table
    if node is None or items is None:
        table.rejected += [table_of(group).code for group in groups if node is not None]
        return table
    rows = _rows(items, rules, reading)
    table.rows = tuple(row.said for row in rows)
    table.by_place = frozenset(row.row.code for row in rows if row.by_place)
    loose = len(rows) < len(items) or any(row.group is None or row.marks is None for row in rows)
    for group in groups:
        mine = [row for row in rows if row.group is not None and row.group.path == group.path]
        if mine and _adds_up(group, mine, loose, reading):
            _fill(group, mine, rules, table, reading)
        elif mine or not _may_be_empty(group, node.place, loose, table, reading):
            table.rejected.append(table_of(group).code)
    scored = {one.code for parts in table.parts.values() for one in parts}
    table.unscored = [row.row.code for row in rows if row.row.code not in scored]
    return table


def _rows(items: Sequence[Node], rules: RuleSet, reading: Reading) -> list[Drafted]:
    taken = {canonical(one.code) for one in rules.indicators} | {canonical(one.name) for one in rules.lines}
    table = Table(rules, reading, taken)
    found = (read_row(item, number, table) for number, item in enumerate(items, 1))
    return [row for row in found if row is not None]


def _adds_up(group: Group, rows: Sequence[Drafted], loose: bool, reading: Reading) -> bool:
    """Tell whether the rows have the marks of their group; a finding if not, unless *loose* rows account for it."""
    marks = [row.marks for row in rows if row.marks is not None]
    found = add_up(marks)
    if len(marks) == len(rows) and found == group.scale:
        return True
    if not loose:
        reading.findings.append(
            UNEQUAL.at(
                rows[0].row.marks_place,
                related=(
                    (message("{name}: {marks} marks", name=one.name, marks=one.full_marks), one.marks_place)
                    for one in (row.row for row in rows)
                ),
                group=group.name,
                sum=found,
                full=group.scale,
                difference=abs(found - group.scale),
                direction=message("too many") if found > group.scale else message("too few"),
            )
        )
    return False


def _may_be_empty(group: Group, place: Location, loose: bool, table: TargetTable, reading: Reading) -> bool:
    """Tell whether a group without rows is what its rule set reckons with; a finding if not."""
    assert group.targets is not None
    code = table_of(group).code
    if loose:
        return False
    if group.targets.no_rows is None:
        reading.findings.append(NO_ROWS.at(place, group=group.name, kinds=group.targets.kinds))
        return False
    if group.targets.no_rows is not NoRows.MISSING:
        table.facts[code] = Given(Fraction(0), "[]", place)
    return True


def _fill(group: Group, rows: Sequence[Drafted], rules: RuleSet, table: TargetTable, reading: Reading) -> None:
    """Add the rows of *group*, their figures and what was refused of them."""
    setting = setting_of(group, trees_of(rules))
    reader = Reader(reading.findings, dict(rules.sources))
    made = []
    for drafted in rows:
        row = drafted.row
        table.rejected += [row.fact(figure) for figure in drafted.refused]
        if drafted.lacking:
            made.append(waiting_row(row, setting, row.fact(drafted.lacking)))
            table.declared |= lacking_fact(row, drafted.lacking)
            continue
        made.append(_scored(drafted, group, setting, reader))
        declared = _declared(drafted)
        table.declared |= declared
        given = ((row.fact(figure), given) for figure, given in drafted.said.figures.items())
        table.facts |= {name: one for name, one in given if name in declared}
    table.parts[group.path] = tuple(made)


def _scored(drafted: Drafted, group: Group, setting: Setting, reader: Reader) -> Indicator:
    """Return a row scored by the rule for its operator, which was tried on an example when the rule set was read."""
    assert group.targets is not None
    assert drafted.operator is not None
    template = group.targets.template(drafted.operator)
    assert template is not None
    one = compile_row(template.method, template.written, drafted.row, setting, reader)
    assert one is not None
    if drafted.operator is not Operator.JUDGED:
        return one
    return replace(one, inputs=(*one.inputs, *text_facts(drafted.row, drafted.said.figures)))


def _declared(row: Drafted) -> dict[str, Fact]:
    """Return the facts that the indicator of *row* reads; those of a judged one are what there is to be judged."""
    return text_facts(row.row, row.said.figures) if row.operator is Operator.JUDGED else row_facts(row.row)
