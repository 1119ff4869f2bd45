"""For GitHub Actions: workflow commands that annotate the lines of a pull request."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.diagnostics.diagnostic import Diagnostic, Severity
from scoring.diagnostics.language import Language

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(findings: Sequence[Diagnostic], language: Language) -> str:
    """Return one workflow command for each of *findings*."""
    return "".join(_command(finding, language) + "\n" for finding in findings)


def _command(finding: Diagnostic, language: Language) -> str:
    """Return ``::error file=…,line=…,col=…,title=…::…``."""
    place = finding.place
    properties = [f"file={_property(language.render(place.file))}"]
    if place.line:
        properties += [f"line={place.line}", f"col={place.column}"]
    properties.append(f"title={_property(finding.code)}")
    text = language.render(finding.text)
    if finding.hint is not None:
        text += "\n" + language.render(finding.hint)
    return f"::{_COMMANDS[finding.severity]} {','.join(properties)}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
