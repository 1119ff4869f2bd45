"""Write any view in any format found in `formats`."""

from __future__ import annotations

import importlib
import pkgutil

import scoring.reports.formats as format_room
from scoring.diagnostics import Language
from scoring.records import dataclass
from scoring.reports.view import View


@dataclass(frozen=True, slots=True)
class Screen:
    """Where the text goes.

    Attributes:
        width: terminal cells in a line.
        colour: whether colours may be used.
        file: it goes into a file (a spreadsheet wants to be told that it is UTF-8).
    """

    width: int = 100
    colour: bool = False
    file: bool = False


def formats() -> tuple[str, ...]:
    """Return the names of all formats, in alphabetical order."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(format_room.__path__)))


def render(view: View, name: str, language: Language, screen: Screen) -> str:
    """Return *view* written in the format called *name*, one of `formats`."""
    text = importlib.import_module(f"{format_room.__name__}.{name}").write(view, language, screen)
    assert isinstance(text, str)
    return text
