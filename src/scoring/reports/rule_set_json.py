"""A rule set, its indicators and the methods as data for programs; sentences in Chinese, as on the sheet."""

from __future__ import annotations

from scoring.reports.score_sheet_json import CHINESE, source_data
from scoring.reports.target_rules import targets_data
from scoring.reports.view import Json
from scoring.reports.wording import figure_limits, number_data
from scoring.rule_set.model import Fact, Group, Indicator, RuleSet


def rule_set_data(rules: RuleSet) -> Json:
    """Return the rule set as `scoring show --format json` prints it."""
    return {
        "id": rules.id,
        "title": rules.title,
        "version": rules.version,
        "authority": rules.authority or None,
        "valid_for": None if rules.valid_for is None else list(rules.valid_for),
        "fingerprint": {"meaning": rules.fingerprint.meaning, "bytes": rules.fingerprint.bytes},
        "full_marks": number_data(rules.full_marks),
        "rounding": {
            "step": number_data(rules.rounding.step),
            "mode": rules.rounding.mode.value,
            "at": rules.rounding.at.value,
        },
        "grades": {
            "basis": rules.grades.basis.value,
            "floors": {one.name: number_data(one.floor) for one in rules.grades.grades},
        },
        "consolidation": None if rules.consolidation is None else {"weight": rules.consolidation.weight},
        "indicators": [indicator_rule(one) for one in rules.indicators],
        "groups": [_group(one) for one in rules.groups()],
        "lines": [
            {"line": one.name, "rule": CHINESE.render(one.sentence), "place": str(one.place)} for one in rules.lines
        ],
        "cross_checks": [
            {"name": one.name, "formula": one.text, "error": one.error, "place": str(one.place)}
            for one in rules.cross_checks
        ],
        "facts": [_fact(one) for one in rules.facts.values()],
        "sources": [{"id": one.id, **source_data(one)} for one in rules.sources.values()],
    }


def indicator_rule(one: Indicator) -> Json:
    """Return one indicator's rule."""
    return {
        "code": one.code,
        "name": one.name,
        "group": list(one.path),
        "full_marks": number_data(one.full_marks),
        "out_of": number_data(one.scale),
        "method": one.method.name,
        "formula": None if one.value is None else one.value.text,
        "unit": None if one.value is None else str(one.value.unit) or None,
        "rule": CHINESE.render(one.lowered.sentence),
        "workings": [working.name for working in one.lowered.workings],
        "facts": list(one.inputs),
        "standard": one.standard or None,
        "source": None if one.source is None else source_data(one.source),
        "sources": {part: source_data(source) for part, source in one.sources},
        "place": str(one.place),
    }


def _group(one: Group) -> Json:
    data: dict[str, Json] = {
        "path": list(one.path),
        "full_marks": number_data(one.full_marks),
        "out_of": number_data(one.scale),
        "choose": one.choosing.value,
        "place": str(one.place),
    }
    return data if one.targets is None else data | {"targets": targets_data(one.targets, CHINESE.render)}


def _fact(one: Fact) -> Json:
    least, most = figure_limits(one)
    return {
        "name": one.name,
        "type": one.type.value,
        "unit": str(one.unit) or None,
        "at_least": least,
        "at_most": most,
        "one_of": list(one.one_of),
        "columns": [_fact(column) for column in one.columns],
        "about": one.about or None,
        "place": str(one.place),
    }
