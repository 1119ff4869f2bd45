"""Every key that may stand in a rule set: what it means, whether it is required, how its value is written.

To add a key, add one `Key` to the record it belongs to; its reader, the JSON Schema and the documentation follow. The
keys of a scoring method are declared in the method's own file.
"""

from __future__ import annotations

from typing import Final

from scoring.diagnostics import Word
from scoring.documents.keys import (
    CONDITION,
    FLAG,
    FORMULA,
    MARKS,
    NUMBER,
    POSITIVE_MARKS,
    TEXT,
    UNIT,
    WHOLE,
    Again,
    Choice,
    Either,
    Key,
    Named,
    Record,
    Several,
    choice,
    with_required,
)
from scoring.exact import RoundingMode
from scoring.methods.zero_policy import MISSING, NOT_APPLICABLE, ZERO_POLICY, ZeroPolicy
from scoring.rule_set.fact import Consolidate, FactType
from scoring.rule_set.model import Basis, RoundedAt
from scoring.rule_set.source import Status
from scoring.rule_set.validity import Otherwise


def source_key(whole: str, *parts: str) -> Key:
    """Return the key ``source``: one id, which is the source of *whole*, or an id for each of several parts."""
    own = Named(Word("the parts that have a source of their own"), TEXT, only=(whole, *parts))
    return Key("source", Either((TEXT, own)), Word("where this comes from: an id of sources, or an id for each part"))


def source_parts(keys: Record) -> tuple[str, ...]:
    """Return the parts for which the ``source`` among *keys* may name an id; a single id is the first's."""
    written = keys["source"].writing
    assert isinstance(written, Either)
    return next(one.only for one in written.forms if isinstance(one, Named))


def with_source(keys: Record, whole: str = "standard", also: tuple[str, ...] = ()) -> Record:
    """Return *keys* with a ``source`` for *whole* and for each key that may have one of its own."""
    parts = dict.fromkeys((*keys.sourced, *also))
    return keys.and_(source_key(whole, *(part for part in parts if part != whole)))


ABOUT: Final = Key("about", TEXT, Word("a remark for the reader"))

SOURCE: Final = Record(
    (
        Key("title", TEXT, Word("title of the document, with number and annex"), required=True),
        Key("url", TEXT, Word("page on which it was seen; needed for official")),
        Key(
            "status",
            choice(
                Status,
                official=Word("seen on the issuer's page"),
                adapted=Word("seen on a mirror, in a filled table or in notes, and adapted"),
                recalled=Word("from general knowledge of the document, not read"),
                constructed=Word("an agreement of our own"),
            ),
            Word("how well it is known"),
            required=True,
        ),
        ABOUT,
    )
)
ROUNDING: Final = with_source(
    Record(
        (
            Key("step", POSITIVE_MARKS, Word("smallest step of marks"), required=True, sourced=True),
            Key(
                "mode",
                choice(
                    RoundingMode,
                    half_up=Word("a half is rounded up"),
                    half_even=Word("a half is rounded to the even neighbour"),
                ),
                Word("what becomes of a half"),
                required=True,
                sourced=True,
            ),
            Key(
                "at",
                choice(
                    RoundedAt,
                    indicator=Word("the marks of every indicator are rounded, the total is their sum"),
                    total=Word("only the total is rounded"),
                ),
                Word("what is rounded"),
                required=True,
                sourced=True,
            ),
        )
    ),
    "rounding",
)
GRADES: Final = with_source(
    Record(
        (
            Key(
                "basis",
                choice(Basis, exact=Word("the exact total is graded"), rounded=Word("the rounded total is graded")),
                Word("which total is graded"),
                required=True,
                sourced=True,
            ),
            Key(
                "floors",
                Named(Word("names of the grades, best first"), MARKS, least=1),
                Word("lowest total of each grade, which belongs to it; the last is 0"),
                required=True,
                sourced=True,
            ),
            Key("english", Named(Word("names of the grades"), TEXT), Word("English names of the grades"), sourced=True),
        )
    ),
    "grades",
)

A_FACT: Final = Again("fact", Word("the declaration of a fact"))

WAYS_IN_WORDS: Final = choice(
    Consolidate,
    sum=Word("the sum"),
    mean=Word("the mean, every unit counting the same"),
    weighted=Word("the mean, weighted as consolidation says"),
    max=Word("the largest, or latest"),
    min=Word("the smallest, or earliest"),
    all=Word("yes if all units say yes"),
    any=Word("yes if any unit says yes"),
    same=Word("all units must agree"),
    join=Word("the rows of all units"),
)
"""How units' figures become one, in words."""

CONSOLIDATE: Final = Key(
    "consolidate", WAYS_IN_WORDS, Word("how the units' figures become one; if left out, as the type has it")
)
_FACT: Final = (
    Key(
        "type",
        choice(
            FactType,
            count=Word("a whole number, at least 0"),
            number=Word("a number"),
            money=Word("an amount of money"),
            percent=Word("a percentage"),
            yes_no=Word("yes or no"),
            choice=Word("one of a few words"),
            date=Word("a date"),
            text=Word("text; no formula uses it"),
            table=Word("a table: any number of rows"),
        ),
        Word("what is filled in"),
        required=True,
    ),
    Key("about", TEXT, Word("explanation for the person who fills it in")),
    Key("basis", TEXT, Word("basis of the figure: budget or final accounts")),
    Key("period", TEXT, Word("period of the figure: this year, last year")),
    Key("required", FLAG, Word("whether leaving it out is reported as an error"), default="false"),
    CONSOLIDATE,
)
_UNIT: Final = Key("unit", UNIT, Word("unit in which it is filled in and computed"))
_LIMITS: Final = (
    Key("at_least", NUMBER, Word("least value allowed")),
    Key("at_most", NUMBER, Word("largest value allowed")),
)
_DECIMALS: Final = Key("decimals", WHOLE, Word("digits expected behind the point; more are a warning, none is cut"))
_WORDS: Final = Key("one_of", Several(TEXT, least=1), Word("the words to choose from"))
_COLUMNS: Final = Key(
    "columns",
    Named(Word("names of the columns"), A_FACT, least=1),
    Word("columns, each declared as a fact is; no tables among them"),
)
FACTS: Final = {
    FactType.COUNT: Record((*_FACT, _UNIT, *_LIMITS)),
    FactType.NUMBER: Record((*_FACT, _UNIT, *_LIMITS, _DECIMALS)),
    FactType.MONEY: Record((*_FACT, with_required(_UNIT), *_LIMITS, _DECIMALS)),
    FactType.PERCENT: Record((*_FACT, *_LIMITS, _DECIMALS)),
    FactType.YES_NO: Record(_FACT),
    FactType.CHOICE: Record((*_FACT, with_required(_WORDS))),
    FactType.DATE: Record(_FACT),
    FactType.TEXT: Record(_FACT),
    FactType.TABLE: Record((*_FACT, with_required(_COLUMNS))),
}
"""The keys of a fact of each type."""

ANY_FACT: Final = Record((*_FACT, _UNIT, *_LIMITS, _DECIMALS, _WORDS, _COLUMNS))
"""The keys of a fact whose type is not known yet."""

_STAND_IN: Final = Either(
    (
        Choice(((ZeroPolicy.NOT_APPLICABLE.value, NOT_APPLICABLE), (ZeroPolicy.MISSING.value, MISSING))),
        NUMBER,
    )
)
_ZERO: Final = Word("what holds if the divisor is 0; needed where it can be")
_BOTH_ZERO: Final = Word("what holds if dividend and divisor are both 0; if left out, as for the divisor alone")
_FORMULA: Final = Key("formula", FORMULA, Word("how it is computed"), required=True, sourced=True)
_RESULT_UNIT: Final = Key("unit", UNIT, Word("unit of the result"))
CONSOLIDATION: Final = with_source(
    Record((Key("weight", TEXT, Word("the fact to weigh by"), required=True, sourced=True),)), "consolidation"
)
_AMONG: Final = Key(
    "among", TEXT, Word("the fact whose answer the institutions compared must share; if left out, all"), sourced=True
)
VALUE: Final = Record(
    (
        Key("formula", FORMULA, Word("how it is computed"), required=True),
        _RESULT_UNIT,
        Key("when_denominator_zero", ZERO_POLICY, _ZERO, sourced=True),
        Key("when_both_zero", ZERO_POLICY, _BOTH_ZERO, sourced=True),
        _AMONG,
        Key("valid_when", CONDITION, Word("condition under which the value counts; otherwise always"), sourced=True),
        Key(
            "when_not_valid",
            choice(
                Otherwise,
                missing=MISSING,
                zero=Word("no marks"),
                not_applicable=NOT_APPLICABLE,
            ),
            Word("what holds where the value does not count"),
            sourced=True,
        ),
    )
)
DERIVED: Final = with_source(
    Record(
        (
            _FORMULA,
            _RESULT_UNIT,
            Key("when_denominator_zero", _STAND_IN, _ZERO, sourced=True),
            Key("when_both_zero", _STAND_IN, _BOTH_ZERO, sourced=True),
            _AMONG,
            ABOUT,
        )
    ),
    "formula",
)
