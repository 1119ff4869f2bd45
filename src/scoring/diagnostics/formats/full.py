"""For people: every finding with the source line, a marker below it, the hint and the related places."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.diagnostics.diagnostic import Diagnostic
from scoring.diagnostics.excerpt import excerpt
from scoring.diagnostics.formats.concise import heading
from scoring.diagnostics.language import Language
from scoring.diagnostics.message import Word
from scoring.diagnostics.width import visible

_HINT = Word("hint")


def render(findings: Sequence[Diagnostic], language: Language) -> str:
    """Return *findings* for a person at a terminal."""
    return "".join(_finding(finding, language) for finding in findings)


def _finding(finding: Diagnostic, language: Language) -> str:
    """Return one finding on several lines."""
    lines = [heading(finding, language)]
    lines += [f"  | {line}".rstrip() for line in excerpt(finding.place)]
    if finding.hint is not None:
        lines.append(f"  {language.render(_HINT)}: {language.render(finding.hint)}")
    lines += [f"  {visible(str(place))}: {language.render(caption)}" for caption, place in finding.related]
    return "\n".join(lines) + "\n"
