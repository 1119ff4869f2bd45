"""Colours of a terminal, as escape sequences around finished text."""

from __future__ import annotations

from typing import Final

from scoring.records import dataclass
from scoring.reports.page import Tone

_CODES: Final = {
    Tone.STRONG: "1",
    Tone.FAINT: "2",
    Tone.GOOD: "1;32",
    Tone.WARNING: "33",
    Tone.BAD: "31",
}


@dataclass(frozen=True, slots=True)
class Ink:
    """Puts colour on text, or leaves it."""

    colour: bool

    def put(self, text: str, tone: Tone) -> str:
        """Return *text* in the colour of *tone*; its width on the screen stays what it was."""
        code = _CODES.get(tone)
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and code and text.strip() else text
