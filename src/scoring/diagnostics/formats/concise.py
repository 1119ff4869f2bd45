"""For editors and grep: one line for each finding."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.diagnostics.diagnostic import Diagnostic, Severity
from scoring.diagnostics.language import Language
from scoring.diagnostics.message import Word
from scoring.diagnostics.width import visible

SEVERITIES = {
    Severity.ERROR: Word("error"),
    Severity.WARNING: Word("warning"),
    Severity.NOTE: Word("note"),
}


def render(findings: Sequence[Diagnostic], language: Language) -> str:
    """Return ``file:line:column: severity CODE: text`` for each of *findings*."""
    return "".join(heading(finding, language) + "\n" for finding in findings)


def heading(finding: Diagnostic, language: Language) -> str:
    """Return the first line of *finding*."""
    severity = language.render(SEVERITIES[finding.severity])
    return f"{visible(str(finding.place))}: {severity} {finding.code}: {language.render(finding.text)}"
