"""Every key that may stand in a case of ``cases.yaml``: what it means, whether it is required, how it is written.

To add a key, add one `Key`; the reader, the JSON Schema and the documentation follow.
"""

from __future__ import annotations

import dataclasses
from typing import Final

from scoring.diagnostics import Word
from scoring.documents.keys import MARKS, NUMBER, TEXT, Either, Key, Named, Record, Several, choice
from scoring.engine.found import State
from scoring.submissions.keys import DEFINITIONS, SUBMISSION

__all__ = ["CASE", "CASES", "DEFINITIONS", "SECTIONS"]

SECTIONS: Final = ("facts", "judgements", "claims", "choices")
"""The parts of a submission that a case changes entry by entry."""

_INTERVAL: Final = Several(MARKS, least=2, most=2)
_STATE: Final = choice(
    State,
    scored=Word("scored"),
    not_applicable=Word("not applicable"),
    missing_data=Word("missing data"),
    awaiting_judgement=Word("awaiting judgement"),
)
_AMOUNT: Final = Either((NUMBER, Several(NUMBER, least=2, most=2)))
EXPECTED: Final = Named(
    Word("codes of indicators"),
    Either((MARKS, _STATE, _INTERVAL)),
    keys=(
        Key("total", Either((MARKS, _INTERVAL)), Word("the total, or its lowest and highest value")),
        Key("grade", Either((TEXT, Several(TEXT, least=2, most=2))), Word("the grade, or the worst and the best one")),
        Key("lines", Named(Word("names of lines on the total"), _AMOUNT), Word("signed amounts of lines")),
    ),
)


def _free(name: str) -> Key:
    """Return that key of a submission as one that a case may write."""
    return dataclasses.replace(SUBMISSION[name], required=False)


CASE: Final = Record(
    (
        Key("case", TEXT, Word("name of the case"), required=True),
        Key("like", TEXT, Word("name of an earlier case, of which this one says only what is different")),
        *(_free(name) for name in (*SECTIONS, "targets")),
        Key("peers", Several(SUBMISSION["facts"].writing), Word("facts of the other institutions it is compared with")),
        Key("without", Several(TEXT), Word("facts and judgements of the earlier case that are left out")),
        Key("institution", SUBMISSION["institution"].writing, Word("the department; if left out, one made up")),
        Key("year", SUBMISSION["year"].writing, Word("the year; if left out, the first one the rule set is valid for")),
        Key("expect", EXPECTED, Word("what the score sheet must say: marks, an interval or a state"), required=True),
        Key("about", TEXT, Word("a remark for the reader")),
    )
)
CASES: Final = Several(CASE, least=1)
"""The cases beside a rule set."""
