"""The indicators of a rule set as compiled programs."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from scoring.exact import RoundingMode
from scoring.expressions.program import Plan, Program, compile_programs
from scoring.expressions.tree import Node, Peers, Scope, Source
from scoring.rule_set.model import RoundedAt, RuleSet


def compiled(
    rules: RuleSet,
    trees: Mapping[tuple[Scope, str], Node],
    slots: Mapping[tuple[Source, str], int],
    compared: Mapping[Peers, int],
) -> tuple[Program | None, ...]:
    """Return the program of each indicator of *rules*; None where the general evaluator has to answer."""
    rounding: tuple[Fraction, RoundingMode] | None = None
    if rules.rounding.at is RoundedAt.INDICATOR:
        rounding = (rules.rounding.step, rules.rounding.mode)
    plans = [
        Plan(
            [(branch.when, branch.give) for branch in one.branches],
            [(working.name, working.node) for working in one.lowered.workings],
            [reason.when for reason in one.lowered.reasons],
        )
        for one in rules.indicators
    ]
    tables = {
        fact.name: {column.name: place for place, column in enumerate(fact.columns)}
        for fact in rules.facts.values()
        if fact.columns
    }
    return compile_programs(plans, trees, slots, tables, rounding, compared)
