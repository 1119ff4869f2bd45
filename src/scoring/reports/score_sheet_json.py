"""The score sheet as data: the published format ``scoring/score-sheet/1`` (see ``schema/score-sheet-1.schema.json``).

Numbers are decimal strings with the digits of the rule set's rounding, exact numbers are fractions as text, what is not
certain is null. Sentences are Chinese whatever the language of the screen, so that one input has one sheet.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from fractions import Fraction
from math import ceil, floor
from typing import Final

from scoring.diagnostics import Diagnostic, Message, Quantity, Word
from scoring.diagnostics.language import Language
from scoring.diagnostics.message import Value
from scoring.engine.sheet import Adjusted, Explained, Missing, Scored, ScoreSheet, Step, Subtotal, Used, Valued
from scoring.exact import as_decimal, as_text, decimal_places
from scoring.reports.view import Json
from scoring.reports.wording import figure_data, mark_decimals, number_data
from scoring.rule_set.model import Fingerprint, Source
from scoring.submissions.model import Given, Portion

FORMAT: Final = "scoring/score-sheet/1"
CHINESE: Final = Language("zh")


def sheet_data(sheet: ScoreSheet) -> dict[str, Json]:
    """Return *sheet* as the document that is written, keys in the order in which they are read."""
    decimals = mark_decimals(sheet.rule_set)
    submission, rules = sheet.submission, sheet.rule_set
    return {
        "format": FORMAT,
        "institution": {"code": submission.code, "name": submission.name},
        "year": submission.year,
        "rule_set": {"id": rules.id, "version": rules.version, "fingerprint": _fingerprint(rules.fingerprint)},
        "submission": {"file": submission.file, "fingerprint": _fingerprint(submission.fingerprint)},
        "engine": sheet.engine,
        "total": _total(sheet, decimals),
        "grade": _grade(sheet),
        "claimed": _claimed(sheet, decimals),
        "indicators": [_indicator(sheet, one, decimals) for one in sheet.indicators],
        "groups": [_group(one, decimals) for one in sheet.groups],
        "lines": [_line(one, decimals) for one in sheet.lines],
        "missing": [_missing(one) for one in sheet.missing],
        "findings": [_finding(one) for one in sheet.findings],
    }


def indicator_data(sheet: ScoreSheet, one: Scored) -> Json:
    """Return one indicator of *sheet* as it stands in the document."""
    return _indicator(sheet, one, mark_decimals(sheet.rule_set))


def line_data(sheet: ScoreSheet, one: Adjusted) -> Json:
    """Return one line of *sheet* as it stands in the document."""
    return _line(one, mark_decimals(sheet.rule_set))


def total_data(sheet: ScoreSheet) -> Json:
    """Return what belongs to the total of *sheet* as it stands in the document."""
    whole = sheet_data(sheet)
    return {key: whole[key] for key in ("total", "grade", "claimed", "groups", "lines", "missing")}


def canonical(data: Json, *, indent: int | None = 2) -> str:
    """Write *data* the one way it is written: order kept, Chinese as it is, a newline at the end."""
    return json.dumps(data, ensure_ascii=False, indent=indent, allow_nan=False) + "\n"


# ---- numbers ---------------------------------------------------------------------------------------------------------


def _marks(value: Fraction | None, decimals: int) -> str | None:
    return None if value is None else as_decimal(value, decimals)


def _down(value: Fraction, decimals: int) -> str:
    """Write the lower end of an interval: never above it."""
    return as_decimal(Fraction(floor(value * 10**decimals), 10**decimals), decimals)


def _up(value: Fraction, decimals: int) -> str:
    """Write the upper end of an interval: never below it."""
    return as_decimal(Fraction(ceil(value * 10**decimals), 10**decimals), decimals)


def _exact(value: Fraction | bool | None) -> Json:
    return as_text(value) if isinstance(value, Fraction) else value


# ---- the parts -------------------------------------------------------------------------------------------------------


def _fingerprint(one: Fingerprint) -> Json:
    return {"meaning": one.meaning, "bytes": one.bytes}


def _total(sheet: ScoreSheet, decimals: int) -> Json:
    one = sheet.total
    return {
        "marks": _marks(one.marks, decimals),
        "exact": _exact(one.exact),
        "low": _down(one.low, decimals),
        "high": _up(one.high, decimals),
        "full_marks": number_data(one.full_marks),
    }


def _grade(sheet: ScoreSheet) -> Json:
    low, high, certain = sheet.grade.low, sheet.grade.high, sheet.grade.certain
    return {
        "name": low.name if certain else None,
        "english": (low.english or None) if certain else None,
        "low": low.name,
        "high": high.name,
        "certain": certain,
    }


def _claimed(sheet: ScoreSheet, decimals: int) -> Json:
    claims = sheet.submission.claims
    if claims.total is None and not claims.grade:
        return None
    return {
        "marks": None if claims.total is None else number_data(claims.total),
        "grade": claims.grade or None,
        "difference": _difference(claims.total, sheet.total.marks, decimals),
    }


def _difference(claimed: Fraction | None, computed: Fraction | None, decimals: int) -> str | None:
    """Return claimed − computed, with more digits than usual if the claim has more."""
    if claimed is None or computed is None:
        return None
    difference = claimed - computed
    return as_decimal(difference, max(decimals, decimal_places(difference) or 0))


def _indicator(sheet: ScoreSheet, one: Scored, decimals: int) -> Json:
    indicator = one.indicator
    difference = _difference(one.claimed, one.marks, decimals)
    return {
        "code": indicator.code,
        "name": indicator.name,
        "group": list(indicator.path),
        "state": one.state.value,
        "method": indicator.method.name,
        "full_marks": number_data(one.full_marks),
        "marks": _marks(one.marks, decimals),
        "exact": _exact(one.exact),
        "low": _down(one.low, decimals),
        "high": _up(one.high, decimals),
        "deduction": _marks(one.deduction, decimals),
        "not_counted": number_data(one.not_counted),
        "value": None if one.value is None else _value(one.value),
        "workings": [_working(step) for step in one.steps],
        "reason": _reason(one.reason),
        "facts": [_fact(sheet, used) for used in one.used],
        "compared": [CHINESE.render(said) for said in one.compared],
        "standard": indicator.standard or None,
        "source": None if indicator.source is None else source_data(indicator.source),
        "place": str(indicator.place),
        "claimed": None if one.claimed is None else {"marks": number_data(one.claimed), "difference": difference},
    }


def _value(one: Valued) -> Json:
    return {
        "formula": CHINESE.render(one.formula),
        "substituted": CHINESE.render(one.substituted),
        "exact": _exact(one.exact),
        "shown": None if one.shown is None else CHINESE.render(one.shown),
    }


def _working(one: Step) -> Json:
    return {
        "name": one.name,
        "exact": _exact(one.exact),
        "shown": None if one.shown is None else CHINESE.render(one.shown),
    }


def _reason(one: Explained) -> Json:
    return {"code": one.code, "values": _values(one.text), "text": CHINESE.render(one.text)}


def _values(text: Message) -> dict[str, Json]:
    return {name: _raw(value) for name, value in text.values}


def _raw(value: Value) -> Json:
    """Return a value of a reason: numbers exact, words in Chinese."""
    match value:
        case bool() | int() | Fraction():
            return as_text(Fraction(value))
        case Quantity():
            return as_text(value.value)
        case str():
            return value
        case Word() | Message():
            return CHINESE.render(value)
        case tuple():
            return [_raw(part) for part in value]


def _fact(sheet: ScoreSheet, used: Used) -> Json:
    given = used.given
    return {
        "name": used.name,
        "value": None if given is None else figure_data(sheet.rule_set.facts.get(used.name), given),
        "unit": used.unit or None,
        "place": None if given is None else str(given.place),
        "quote": None if given is None else given.quote or None,
        "evidence": None if given is None else given.evidence or None,
        "parts": [_portion(sheet, used.name, part) for part in given.parts] if isinstance(given, Given) else [],
    }


def _portion(sheet: ScoreSheet, name: str, part: Portion) -> Json:
    return {
        "code": part.code,
        "name": part.name,
        "value": figure_data(sheet.rule_set.facts.get(name), part.given),
        "weight": None if part.weight is None else number_data(part.weight),
        "place": str(part.given.place),
    }


def source_data(one: Source) -> dict[str, Json]:
    """Return a source with its status."""
    return {"title": one.title, "url": one.url or None, "status": one.status.value}


def _group(one: Subtotal, decimals: int) -> Json:
    return {
        "path": list(one.group.path),
        "state": one.state.value,
        "full_marks": number_data(one.full_marks),
        "marks": _marks(one.marks, decimals),
        "exact": _exact(one.exact),
        "low": _down(one.low, decimals),
        "high": _up(one.high, decimals),
        "deduction": _marks(one.deduction, decimals),
        "not_counted": None if one.not_counted is None else number_data(one.not_counted),
    }


def _line(one: Adjusted, decimals: int) -> Json:
    return {
        "line": CHINESE.render(one.name),
        "amount": _marks(one.amount, decimals),
        "low": _down(one.low, decimals),
        "high": _up(one.high, decimals),
        "reason": None if one.reason is None else _reason(one.reason),
        "place": None if one.line is None else str(one.line.place),
    }


def _missing(one: Missing) -> Json:
    return {"lacking": one.lacking.value, "name": one.name, "codes": list(one.codes), "material": one.material}


def _finding(one: Diagnostic) -> Json:
    return {
        "code": one.code,
        "severity": one.severity.value,
        "text": CHINESE.render(one.text),
        "place": str(one.place),
        "hint": None if one.hint is None else CHINESE.render(one.hint),
        "related": _related(one.related),
    }


def _related(places: Iterable[tuple[Message, object]]) -> Json:
    return [{"text": CHINESE.render(text), "place": str(place)} for text, place in places]
