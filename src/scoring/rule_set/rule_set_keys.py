"""A whole rule set as it is written: every key at its top, and what its parts, facts and lines are."""

from __future__ import annotations

from typing import Final

from scoring.diagnostics import Word
from scoring.documents.keys import (
    MARKS,
    POSITIVE_MARKS,
    TEXT,
    YEAR,
    ByKey,
    ByWord,
    Choice,
    Key,
    Named,
    One,
    Record,
    Several,
    Writing,
)
from scoring.methods import methods
from scoring.rule_set.keys import A_FACT, ABOUT, CONSOLIDATION, DERIVED, FACTS, GRADES, ROUNDING, SOURCE
from scoring.rule_set.part_keys import ANY_LINE, CROSS_CHECK, GROUP, LINES, PART, WITH_METHOD, indicator_keys, line_keys
from scoring.rule_set.target_keys import SCORED_BY, TARGET_GROUP, scored_by


def indicator() -> ByWord:
    """Return how an indicator is written."""
    return ByWord("method", tuple((name, indicator_keys(method)) for name, method in methods().items()))


def part() -> Writing:
    """Return how a part is written: a group, with its parts or from the table of targets, or an indicator.

    What tells the two groups apart is looked at in groups only: a method may have a key ``from`` too.
    """
    group = ByKey((("from", TARGET_GROUP), ("group", GROUP)))
    return ByKey((("indicator", indicator()), ("group", group)))


def fact() -> ByWord:
    """Return how a fact, or a column of a table, is declared."""
    return ByWord("type", tuple((type_.value, keys) for type_, keys in FACTS.items()))


def line() -> Writing:
    """Return how a line on the total is written."""

    def of(kind: str) -> Writing:
        if kind not in WITH_METHOD:
            return line_keys(kind)
        return ByWord("method", tuple((name, line_keys(kind, method)) for name, method in methods().items()))

    return ByKey(tuple((kind, of(kind)) for kind in LINES))


RULE_SET: Final = Record(
    (
        Key(
            "language", Choice((("1", Word("the only version there is")),)), Word("version of the rule language"), True
        ),
        Key(
            "rule_set",
            One(Word("small letters, digits and hyphens"), ("yueyang-2018",)),
            Word("id of the rule set"),
            True,
        ),
        Key("title", TEXT, Word("official title of the table"), True),
        Key(
            "version", One(Word("numbers with points between them"), ("1.0.0",)), Word("version of the rule set"), True
        ),
        Key("authority", TEXT, Word("who issued the table")),
        Key("valid_for", Several(YEAR, 2, 2), Word("first and last evaluation year")),
        Key("full_marks", POSITIVE_MARKS, Word("full marks of the whole"), True),
        Key("total_at_most", MARKS, Word("the most the total may be; if left out, the full marks")),
        ABOUT,
        Key("sources", Named(Word("ids of the sources"), SOURCE), Word("where everything comes from"), True),
        Key("rounding", ROUNDING, Word("the one rounding"), True),
        Key("grades", GRADES, Word("the grades"), True),
        Key("facts", Named(Word("official names of the facts"), A_FACT), Word("what departments fill in"), True),
        Key("derived", Named(Word("names of the computed items"), DERIVED), Word("items computed from facts")),
        Key("indicators", Several(PART, least=1), Word("the tree of groups and indicators"), True),
        SCORED_BY,
        Key("total", Several(ANY_LINE), Word("lines on the total, applied in the order written")),
        Key("consolidation", CONSOLIDATION, Word("how the figures of several units become those of a department")),
        Key("cross_checks", Several(CROSS_CHECK), Word("relations that must hold among the facts")),
    )
)
"""A rule set (指标体系)."""

DEFINITIONS: Final = {"fact": fact, "part": part, "line": line, "targets_scored_by": scored_by}
"""What `Again` refers to."""
