"""What one submission says, as the evaluator sees it: what is given, and what a missing fact could still be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from fractions import Fraction
from math import inf

from scoring.engine.found import Lacking, Standings
from scoring.expressions.outcomes import Cause, Range, Truths, Words, exactly, surely
from scoring.expressions.possible import possible
from scoring.expressions.standing import alone
from scoring.expressions.tree import Input, Node, Peers, Reference, Scope, Source
from scoring.expressions.world import OpenRows
from scoring.methods.contract import OwnJudgement
from scoring.records import dataclass
from scoring.rule_set.domains import AnyRow, anything
from scoring.rule_set.model import Fact, RuleSet
from scoring.submissions.model import Given, Rows, Submission


def known(given: Given) -> Range | Truths | Words:
    """Return the one outcome of a figure that was given."""
    if isinstance(given.value, bool):
        return surely(given.value)
    return exactly(given.value) if isinstance(given.value, Fraction) else Words(frozenset({given.value}))


@dataclass(frozen=True, slots=True)
class GivenRow:
    """One row of a table, cells that are missing or refused included."""

    table: Fact
    cells: Mapping[str, Given]
    number: int
    lacking: Lacking

    def input(self, node: Input) -> Range | Truths | Words:
        """Return what the cell is, or what it could be."""
        given = self.cells.get(node.name)
        if given is not None:
            return known(given)
        cause = Cause(self.lacking.value, f"{self.table.name}[{self.number}].{node.name}")
        return anything(self.table.column(node.name), frozenset({cause}))


@dataclass(slots=True)
class SubmissionWorld:
    """One submission under one rule set.

    Attributes:
        anyone: what the number compared may be of any institution, by the declarations.
        standings: what the comparisons with the batch came to; empty where it is scored alone.
        marks: marks of the indicators computed so far, for ``marks(…)``.
        workings: workings of the indicator being computed.
        seen: computed items looked at so far.
        supposed: what missing facts are taken to be.
    """

    rules: RuleSet
    submission: Submission
    judgements: Mapping[str, OwnJudgement]
    trees: Mapping[tuple[Scope, str], Node]
    anyone: Mapping[Peers, Range] = field(default_factory=dict)
    standings: Standings = field(default_factory=dict)
    marks: dict[str, Range] = field(default_factory=dict)
    workings: dict[str, Range | Truths] = field(default_factory=dict)
    seen: dict[tuple[Scope, str], Range | Truths] = field(default_factory=dict)
    supposed: Mapping[str, Range | Truths | Words] = field(default_factory=dict)

    def supposing(self, name: str, value: Range | Truths | Words) -> SubmissionWorld:
        """Return the world in which the missing fact *name* has *value*."""
        return replace(self, workings={}, seen={}, supposed={**self.supposed, name: value})

    def input(self, node: Input) -> Range | Truths | Words:
        """Return what a fact, judgement or claim is, or what it could be."""
        if node.source is Source.JUDGEMENT:
            return self._judgement(node.name)
        given = self.submission.facts.get(node.name)
        if isinstance(given, Given):
            return known(given)
        if node.name in self.supposed:
            return self.supposed[node.name]
        return anything(self.rules.facts.get(node.name), frozenset({self.cause(node.name)}))

    def cause(self, name: str) -> Cause:
        """Return why the fact *name* is missing."""
        lacking = Lacking.REJECTED if name in self.submission.rejected else Lacking.FACT
        return Cause(lacking.value, name)

    def _judgement(self, name: str) -> Range:
        """Return the marks judged, or the range that the level or the rule leaves."""
        own = self.judgements[name]
        judged = self.submission.judgements.get(name)
        if judged is not None and judged.marks is not None:
            return exactly(judged.marks)
        low, high = own.low, own.high
        if judged is not None:
            low, high = next(((least, most) for level, least, most in own.levels if level == judged.level), (low, high))
        if low == high and judged is not None:
            return exactly(low)
        return Range(low, high, causes=frozenset({Cause(Lacking.JUDGEMENT.value, name)}))

    def reference(self, node: Reference) -> Range | Truths:
        """Return a computed item, a working, or the marks of another indicator."""
        if node.scope is Scope.WORKING:
            return self.workings[node.name]
        if node.scope is Scope.MARKS:
            return self.marks.get(node.name, Range(-inf, inf))
        key = (node.scope, node.name)
        outcome = self.seen.get(key)
        if outcome is None:
            outcome = self.seen[key] = possible(self.trees[key], self, self.trees)
        return outcome

    def peers(self, node: Peers) -> Range:
        """Return what the comparison with the batch came to; scored alone, what it could come to."""
        standing = self.standings.get(node)
        if standing is not None:
            return standing.outcome
        own = possible(node.operand, self, self.trees)
        assert isinstance(own, Range)
        return alone(node.kind, own, self.anyone[node], [Cause(Lacking.BATCH.value, node.text)])

    def rows(self, table: str) -> Sequence[GivenRow] | OpenRows:
        """Return the rows given, or that any rows are possible."""
        fact = self.rules.facts[table]
        given = self.submission.facts.get(table)
        if not isinstance(given, Rows):
            causes = frozenset({self.cause(table)})
            return OpenRows(causes, AnyRow(fact, causes))
        rejected = set(self.submission.rejected)
        return tuple(
            GivenRow(
                fact,
                cells,
                number,
                Lacking.REJECTED if any(one.startswith(f"{table}[{number}].") for one in rejected) else Lacking.FACT,
            )
            for number, cells in enumerate(given.rows, 1)
        )
