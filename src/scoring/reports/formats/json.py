"""JSON: the object's data, the same bytes in every language; never made from the page."""

from __future__ import annotations

from scoring.diagnostics import Language
from scoring.reports.rendering import Screen
from scoring.reports.score_sheet_json import canonical
from scoring.reports.view import View


def write(view: View, _language: Language, _screen: Screen) -> str:
    """Return the view's data as canonical JSON."""
    return canonical(view.data())
