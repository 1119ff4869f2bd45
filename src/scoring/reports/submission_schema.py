"""How a submission is written that answers one rule set: its facts, judgements and claims by name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from scoring.diagnostics import Message, Value, Word, message
from scoring.documents.keys import FLAG, MARKS, TEXT, Choice, Either, Key, Named, One, Record, Several, Writing
from scoring.methods.contract import OwnJudgement
from scoring.rule_set.model import Choosing, Fact, FactType, Group, Indicator, Line, RuleSet
from scoring.submissions.choices import choices_left
from scoring.submissions.keys import FACT, JUDGEMENT, SUBMISSION, TARGET

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
    owners: tuple[Indicator | Line, ...] = (*rules.indicators, *rules.lines)
    waiting = [(one.name, own) for one in owners for own in one.judgements]
    judgements = _by_code(rules, tuple(_judgement(title, own) for title, own in waiting), JUDGEMENT)
    answers = SUBMISSION.and_(
        _as(SUBMISSION["facts"], facts),
        _as(SUBMISSION["judgements"], judgements),
        _as(SUBMISSION["choices"], _choices(rules)),
        _as(SUBMISSION["claims"], _claims(rules)),
    )
    if not rules.target_groups():
        return Record(tuple(key for key in answers.keys if key.name != "targets"))
    kinds = [kind for group in rules.target_groups() if group.targets is not None for kind in group.targets.kinds]
    return answers.and_(_as(SUBMISSION["targets"], Several(TARGET.and_(_as(TARGET["kind"], _one_of(kinds))))))


def _one_of(words: Iterable[str]) -> Choice:
    """Return the choice between *words*, in each of their spellings."""
    spelt = [one for word in words for one in (word, unicodedata.normalize("NFKC", word))]
    return Choice(tuple((word, message("{word}", word=word)) for word in dict.fromkeys(spelt)))


def _by_code(rules: RuleSet, keys: tuple[Key, ...], of: Writing) -> Writing:
    """Return what is written by code: the codes of the rule set, and those of the department's own targets if any."""
    if not rules.target_groups():
        return Record(keys)
    return Named(Word("codes of indicators and of targets"), of, keys=keys)


def _choices(rules: RuleSet) -> Record:
    """Return how the choices are written, each group under its path and, where that is clear, under its name."""
    left = choices_left(rules)
    names = [group.name for group in left.values()]
    keys: dict[str, Key] = {}
    for path, group in left.items():
        clear = [group.name] if names.count(group.name) == 1 else []
        for name in (*clear, path):
            keys[name] = Key(name, _chosen(group), message("{title}", title=group.name))
    return Record(tuple(_spellings(keys.values())))


def _chosen(group: Group) -> Writing:
    codes = [part.code for part in group.parts if isinstance(part, Indicator)]
    parts = _one_of([*(part.name for part in group.parts), *codes])
    if group.choosing is Choosing.ONE_DECLARED:
        return parts
    if group.choosing is Choosing.ANY_EVEN:
        return Either((parts, Several(parts, 1)))
    return Named(Word("names or codes of the parts"), MARKS, 1, only=parts.allowed)


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
        return _one_of(fact.one_of)
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
        _as(claims["indicators"], _by_code(rules, tuple(Key(code, MARKS, title) for code, title in titles), MARKS)),
        _as(claims["reasons"], _by_code(rules, tuple(Key(code, TEXT, title) for code, title in titles), TEXT)),
    )
