"""What may be written of groups whose rows come from the department's own table of targets (绩效目标表)."""

from __future__ import annotations

from functools import cache
from typing import Final

from scoring.diagnostics import Word
from scoring.documents.keys import TEXT, Again, ByWord, Choice, Key, Record, Several, choice
from scoring.methods import methods
from scoring.methods.contract import Method
from scoring.methods.parameters import keys_of
from scoring.rule_set.keys import VALUE, with_source
from scoring.rule_set.part_keys import APPLYING, FULL_MARKS, OUT_OF, STANDARD, method_key
from scoring.rule_set.target import NoRows, Operator

ROW_FIGURES: Final = ("actual", "target")
"""Parameters that a row of targets brings itself."""

OPERATORS: Final = (
    (Operator.AT_LEAST, Word("targets to be reached or passed")),
    (Operator.MORE, Word("targets to be passed")),
    (Operator.AT_MOST, Word("targets not to be passed")),
    (Operator.LESS, Word("targets to stay below")),
    (Operator.EQUAL, Word("targets to be met exactly")),
    (Operator.JUDGED, Word("targets without a number, which are judged")),
)
SCORED_BY: Final = Key(
    "targets_scored_by",
    Again("targets_scored_by", Word("how targets with each operator are scored")),
    Word("how the department's own targets are scored, for each operator"),
    sourced=True,
)
TARGET_GROUP: Final = with_source(
    Record(
        (
            Key("group", TEXT, Word("official name of the group"), required=True),
            FULL_MARKS,
            OUT_OF,
            *APPLYING,
            Key(
                "from",
                Choice((("targets", Word("the department's own table of targets")),)),
                Word("where the rows of the group come from"),
                required=True,
            ),
            Key(
                "kinds",
                Several(TEXT, least=1),
                Word("kinds of targets that belong to the group"),
                required=True,
                sourced=True,
            ),
            SCORED_BY,
            Key(
                "when_no_rows",
                choice(
                    NoRows,
                    full=Word("full marks"),
                    zero=Word("no marks"),
                    not_applicable=Word("not applicable"),
                    missing=Word("missing data"),
                ),
                Word("what holds where the table has no row for the group; if left out, that is an error"),
                sourced=True,
            ),
            STANDARD,
        )
    )
)
"""A group whose rows come from the department's own table of targets."""


@cache
def target_rule_keys(method: Method) -> Record:
    """Return the keys that say how *method* scores rows of targets."""
    own = (key for key in keys_of(method.parameters).keys if key.name not in ROW_FIGURES)
    policies = tuple(VALUE[name] for name in ("when_denominator_zero", "when_both_zero")) if method.needs_value else ()
    return Record((method_key(), OUT_OF, *own, *policies))


def scored_by() -> Record:
    """Return how rows of targets with each operator are scored."""
    rule = ByWord("method", tuple((name, target_rule_keys(method)) for name, method in methods().items()))
    return Record(tuple(Key(one.value, rule, about) for one, about in OPERATORS))
