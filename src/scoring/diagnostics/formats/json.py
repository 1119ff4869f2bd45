"""For programs: a list of objects."""

from __future__ import annotations

import json
from collections.abc import Sequence

from scoring.diagnostics.diagnostic import Diagnostic
from scoring.diagnostics.language import Language
from scoring.diagnostics.location import Location


def render(findings: Sequence[Diagnostic], language: Language) -> str:
    """Return *findings* as a JSON list; severities stay English, texts are in *language*."""
    return json.dumps([as_object(finding, language) for finding in findings], ensure_ascii=False, indent=2) + "\n"


def as_object(finding: Diagnostic, language: Language) -> dict[str, object]:
    """Return *finding* as an object of the JSON form."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "text": language.render(finding.text),
        "place": _place(finding.place, language),
        "hint": language.render(finding.hint) if finding.hint is not None else None,
        "related": [
            {"text": language.render(caption), "place": _place(place, language)} for caption, place in finding.related
        ],
    }


def _place(place: Location, language: Language) -> dict[str, object]:
    """Return *place*; line and column are null for the file as a whole."""
    line = place.line or None
    file = language.render(place.file)
    return {
        "file": file,
        "line": line,
        "column": place.column if line else None,
        "width": place.width if line else None,
    }
