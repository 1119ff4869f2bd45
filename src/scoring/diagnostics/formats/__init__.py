"""The formats of findings: each module here has ``render(findings, language) -> str``; its name is the format's."""

from collections.abc import Callable, Sequence

from scoring.diagnostics.diagnostic import Diagnostic
from scoring.diagnostics.language import Language

Format = Callable[[Sequence[Diagnostic], Language], str]
"""What a format's ``render`` is: sorted findings and a language to a text."""
