from __future__ import annotations

import json
from dataclasses import replace

import pytest

from conftest import Golden
from reports.examples import A01, RULES, settled, unresolved, with_lines
from scoring.diagnostics import Language
from scoring.diagnostics.width import width
from scoring.methods import methods
from scoring.reports import Screen, View, formats, render
from scoring.reports.views import explanation, indicator, line, rule_set, rule_sets, total
from scoring.reports.views import methods as methods_view
from scoring.rule_set.model import Consolidation

CHINESE = Language("zh")
VIEWS: dict[str, View] = {
    "explanation": explanation.view(settled(), "A01"),
    "explanation_missing": explanation.view(unresolved(), "A02"),
    "explanation_not_applicable": explanation.view(unresolved(), "B01"),
    "total": total.view(with_lines()),
    "total_unresolved": total.view(unresolved()),
    "line": line.view(with_lines(), with_lines().lines[0]),
    "rule_set": rule_set.view(RULES),
    "indicator": indicator.view(RULES, A01),
    "rule_sets": rule_sets.view((("example", RULES),)),
}


@pytest.mark.parametrize("name", VIEWS)
def test_recorded(name: str, golden: Golden) -> None:
    golden(f"reports/views/{name}.txt", render(VIEWS[name], "table", CHINESE, Screen(100)))


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("form", formats())
def test_every_view_in_every_format(name: str, form: str) -> None:
    text = render(VIEWS[name], form, CHINESE, Screen(100))
    assert text.endswith("\n")
    assert "\x1b" not in text
    if form == "json":
        json.loads(text)


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("cells", [50, 60, 80, 120])
def test_no_line_is_wider_than_the_screen(name: str, cells: int) -> None:
    for language in (CHINESE, Language("en")):
        assert max(map(width, render(VIEWS[name], "table", language, Screen(cells)).splitlines())) <= cells


def test_data_is_the_same_in_every_language() -> None:
    for view in VIEWS.values():
        assert render(view, "json", CHINESE, Screen()) == render(view, "json", Language("en"), Screen())


def test_every_method_is_listed_with_all_its_parameters() -> None:
    listed = json.loads(render(methods_view.view(methods()), "json", CHINESE, Screen()))
    assert [one["name"] for one in listed] == list(methods())
    assert all(one["wording"] and one["parameters"] for one in listed)


def test_how_each_fact_is_consolidated_is_said_where_units_are() -> None:
    shown = render(rule_set.view(RULES), "table", CHINESE, Screen(100))
    joined = replace(RULES, consolidation=Consolidation("编制数"))
    said = render(rule_set.view(joined), "table", CHINESE, Screen(100))
    assert "各单位汇总" not in shown
    assert "各单位汇总" in said
    assert "合计" in said
