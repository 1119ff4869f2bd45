"""How a group takes its rows from the department's own table of targets (绩效目标表)."""

from __future__ import annotations

import enum
from dataclasses import field

from scoring.diagnostics import Location
from scoring.documents.tree import Mapping
from scoring.methods.contract import Branch, Method
from scoring.records import dataclass
from scoring.rule_set.indicator import Indicator


class Operator(enum.Enum):
    """How an actual value is held against a target (指标性质)."""

    AT_LEAST = "≥"
    MORE = ">"
    AT_MOST = "≤"
    LESS = "<"
    EQUAL = "="
    JUDGED = "定性"


class NoRows(enum.Enum):
    """What a group without a single row comes to."""

    FULL = "full"
    ZERO = "zero"
    NOT_APPLICABLE = "not_applicable"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Template:
    """How the rows with one operator are scored.

    Attributes:
        written: the entry, from which each row is compiled with its own marks, unit and code.
        example: a row of `EXAMPLE_MARKS` marks, for checks and for the sentence.
    """

    operator: Operator
    method: Method
    written: Mapping
    example: Indicator
    place: Location = field(default=Location(""), compare=False)


@dataclass(frozen=True, slots=True)
class Targets:
    """What a group says of its rows.

    Attributes:
        kinds: the kinds (数量, 质量 …) of the rows that belong to it.
        templates: how rows are scored, one for each operator that may be used.
        no_rows: what it comes to without rows; None if nothing is said, so that their absence is a finding.
        standard: the quoted standard, "" if none.
        settled_above: what the conditions of the groups around the rows settle, outermost first.
    """

    kinds: tuple[str, ...]
    templates: tuple[Template, ...]
    no_rows: NoRows | None = None
    standard: str = ""
    settled_above: tuple[Branch, ...] = ()

    def template(self, operator: Operator) -> Template | None:
        """Return how rows with *operator* are scored, None if nothing says so."""
        return next((one for one in self.templates if one.operator is operator), None)
