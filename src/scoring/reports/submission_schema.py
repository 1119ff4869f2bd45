"""How a submission is written that answers one rule set: its facts, judgements and claims by name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from scoring.diagnostics import Message, Value, Word, message
from scoring.documents.keys import FLAG, MARKS, TEXT, Choice, Either, Key, One, Record, Several, Writing
from scoring.methods.contract import OwnJudgement
from scoring.rule_set.model import Fact, FactType, RuleSet
from scoring.submissions.keys import FACT, JUDGEMENT, SUBMISSION

_TYPES: Final = {
    FactType.COUNT: Word("a whole number, at least 0"),
    FactType.NUMBER: Word("a number"),
    FactType.MONEY: Word("an amount of money"),
    FactType.PERCENT: Word("a percentage"),
    FactType.DATE: Word("a date"),
    FactType.TEXT: Word("text"),
}


def submission_for(rules: RuleSet) -> Record:
    """Return how a submission is written that answers *rules*; where it leaves names open, as for any rule set."""
    facts = Record(tuple(_spellings(_fact(fact) for fact in rules.facts.values())))
    waiting = [(one.name, own) for one in rules.owners() for own in one.judgements]
    judgements = Record(tuple(_judgement(title, own) for title, own in waiting))
    return SUBMISSION.and_(
        _as(SUBMISSION["facts"], facts),
        _as(SUBMISSION["judgements"], judgements),
        _as(SUBMISSION["claims"], _claims(rules)),
    )


def _as(key: Key, writing: Writing) -> Key:
    return Key(key.name, writing, key.about, key.required)


def _spellings(keys: Iterable[Key]) -> Iterable[Key]:
    """Yield each key under its printed name, and as names are compared if that is another spelling."""
    for key in keys:
        yield key
        compared = unicodedata.normalize("NFKC", key.name)
        if compared != key.name:
            yield Key(compared, key.writing, key.about)


def _fact(fact: Fact) -> Key:
    about: Value = fact.about or fact.name
    place = tuple(one for one in (fact.period, fact.basis) if one)
    told = message("{about} ({place})", about=about, place=place) if place else message("{about}", about=about)
    return Key(fact.name, _given(fact), told, fact.required)


def _given(fact: Fact) -> Writing:
    """Return how *fact* is written: alone, or with its origin."""
    if fact.type is FactType.TABLE:
        columns = Record(tuple(_spellings(_fact(column) for column in fact.columns)))
        rows = Several(columns)
        return Either((rows, FACT.and_(_as(FACT["value"], rows))))
    one = _single(fact)
    return Either((one, FACT.and_(_as(FACT["value"], one))))


def _single(fact: Fact) -> One | Choice:
    if fact.type is FactType.YES_NO:
        return FLAG
    if fact.type is FactType.CHOICE:
        return Choice(tuple((word, message("{word}", word=word)) for word in fact.one_of))
    return One(_typed(fact))


def _typed(fact: Fact) -> Word | Message:
    kind, unit = _TYPES[fact.type], str(fact.unit)
    return message("{kind} in {unit}", kind=kind, unit=unit) if unit and fact.type is not FactType.PERCENT else kind


def _judgement(title: Value, own: OwnJudgement) -> Key:
    level = Choice(tuple((name, _range(low, high)) for name, low, high in own.levels)) if own.levels else TEXT
    return Key(own.name, JUDGEMENT.and_(_as(JUDGEMENT["level"], level)), message("{title}", title=title))


def _range(low: Fraction, high: Fraction) -> Message:
    if low == high:
        return message("{marks} marks", marks=low)
    return message("{low} to {high} marks", low=low, high=high)


def _claims(rules: RuleSet) -> Record:
    """Return how the claims are written: grades and codes by name."""
    grades = Choice(tuple((one.name, message("from {floor} marks", floor=one.floor)) for one in rules.grades.grades))
    titles = [(one.code, message("{title}", title=one.name)) for one in rules.indicators]
    claims = SUBMISSION["claims"].writing
    assert isinstance(claims, Record)
    return claims.and_(
        _as(claims["grade"], grades),
        _as(claims["indicators"], Record(tuple(Key(code, MARKS, title) for code, title in titles))),
        _as(claims["reasons"], Record(tuple(Key(code, TEXT, title) for code, title in titles))),
    )
