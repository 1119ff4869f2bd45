"""A group of the department's own targets (绩效目标表) that cannot take rows every table has.

Departments write targets to be reached (≥) and targets without a number (定性). Rows with an operator for which the
rule set says nothing are refused, so a group without these two will turn departments away.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from scoring.diagnostics import Diagnostic, Kind, Severity
from scoring.rule_set.model import RuleSet
from scoring.rule_set.target import Operator

LEFT_OUT = Kind(
    "R441",
    "nothing says how targets of {group} with {operators} are scored: a department's rows with it would be refused",
    "add entries for them under targets_scored_by, unless no department may set such targets",
    Severity.WARNING,
)
EXPECTED: Final = (Operator.AT_LEAST, Operator.JUDGED)


def check(rules: RuleSet) -> Iterator[Diagnostic]:
    """Yield a finding for each group of targets that lacks an operator departments are sure to use."""
    for group in rules.target_groups():
        assert group.targets is not None
        lacking = tuple(one.value for one in EXPECTED if group.targets.template(one) is None)
        if lacking:
            yield LEFT_OUT.at(group.place, group=group.name, operators=lacking)
