"""Score sheets and rule sets as a notebook shows them: the same pages as on the screen, as tables."""

from __future__ import annotations

import dataclasses

from scoring.diagnostics import Language
from scoring.engine.sheet import ScoreSheet
from scoring.reports.rendering import Screen, render
from scoring.reports.view import View
from scoring.reports.views import rule_set, score_sheet
from scoring.rule_set.model import RuleSet


class DisplayedSheet(ScoreSheet):
    """A score sheet that shows itself in a notebook."""

    __slots__ = ()

    def _repr_markdown_(self) -> str:
        return _markdown(score_sheet.view(self))


class DisplayedRuleSet(RuleSet):
    """A rule set that shows itself in a notebook."""

    __slots__ = ()

    def _repr_markdown_(self) -> str:
        return _markdown(rule_set.view(self))


def displayed_sheet(sheet: ScoreSheet) -> DisplayedSheet:
    """Return *sheet* as one that a notebook can show."""
    return DisplayedSheet(*(getattr(sheet, field.name) for field in dataclasses.fields(sheet)))


def displayed_rule_set(rules: RuleSet) -> DisplayedRuleSet:
    """Return *rules* as one that a notebook can show."""
    return DisplayedRuleSet(*(getattr(rules, field.name) for field in dataclasses.fields(rules)))


def _markdown(view: View) -> str:
    return render(view, "markdown", Language("zh"), Screen())
