"""A second, independent reading of the rule language: scores one submission from the parsed YAML alone.

It shares nothing with the program it is compared with. Both arguments of `score` are what
`yaml.load(text, yaml.BaseLoader)` gives, so every scalar is text.

- `score`: the whole sheet.
- `completions`: the same submission with everything missing filled in, at random and at the ends.
- `completed_totals`: the totals of such completions; an interval for the submission must hold all of them.
- `allowed_states`: the states an indicator may be given while something is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from oracle_answers import Scoring
from oracle_completions import allowed_states, completed_totals, completions
from oracle_total import Sheet

__all__ = ["allowed_states", "completed_totals", "completions", "score"]


def score(rule_set: Mapping[str, Any], submission: Mapping[str, Any]) -> dict[str, Any]:
    """Return the score sheet as plain values; the marks are fractions.

    - `total`: exact, None while anything open could change it; `shown_total`: rounded.
    - `low`, `high`: the total, only when settled.
    - `grade`: None while open.
    - `indicators`: by code: `state`, `full_marks`, `marks` (what counts), `exact` (before rounding), `deduction`,
      `not_counted`, `shown` (the rounded figure of the row), None where open, and `waits_for`; `state_is_open`:
      the marks are certain, but not whether they come from the method or from a `not_applicable` policy.
    - `groups`: by path: `full_marks`, `marks`, `deduction`, `not_counted`, the sums of the indicators inside.
    - `lines`: in the order of the sheet: `line`, `kind`, `amount`, `shown`. Lines of the rule set are always there,
      rescaling and the last cut only where they change the total or something is left out.
    """
    return Sheet(Scoring(rule_set, submission)).as_dictionary()
