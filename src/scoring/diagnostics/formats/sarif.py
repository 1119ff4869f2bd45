"""For code scanning services: SARIF 2.1.0 (OASIS)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from urllib.parse import quote

from scoring.diagnostics.diagnostic import Diagnostic
from scoring.diagnostics.language import Language
from scoring.diagnostics.location import Location

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(findings: Sequence[Diagnostic], language: Language) -> str:
    """Return *findings* as one SARIF run; columns count code points."""
    codes = sorted({finding.code for finding in findings})
    driver = {"name": "scoring", "language": language.code, "rules": [{"id": code} for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, codes, language) for finding in findings],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _result(finding: Diagnostic, codes: Sequence[str], language: Language) -> dict[str, object]:
    """Return one result."""
    text = language.render(finding.text)
    if finding.hint is not None:
        text += "\n" + language.render(finding.hint)
    result: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": finding.severity.value,
        "message": {"text": text},
        "locations": [_location(finding.place)],
    }
    if finding.related:
        result["relatedLocations"] = [
            {"id": number, **_location(place), "message": {"text": language.render(caption)}}
            for number, (caption, place) in enumerate(finding.related, 1)
        ]
    return result


def _location(place: Location) -> dict[str, object]:
    """Return *place* as a physical location; the file name is written as a relative URI."""
    uri = quote(place.file.encode("utf-8", "backslashreplace").replace(b"\\", b"/"))
    physical: dict[str, object] = {"artifactLocation": {"uri": uri}}
    if place.line:
        physical["region"] = {
            "startLine": place.line,
            "startColumn": place.column,
            "endColumn": place.column + place.width,
        }
    return {"physicalLocation": physical}
