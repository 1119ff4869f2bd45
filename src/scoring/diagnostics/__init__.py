"""What the program says about somebody's file, as data.

In: a place and what was found there. Out: `Diagnostic` values that know their code, severity, place, text, hint and
related places. Text stays data (`Message`) until `Language` renders it; nothing in this room reads a user's file,
knows a language by itself or prints. Guaranteed afterwards: a rendered text holds no control characters of a file.
"""

from scoring.diagnostics.diagnostic import Diagnostic, Kind, Severity, has_errors
from scoring.diagnostics.language import Language
from scoring.diagnostics.location import Location
from scoring.diagnostics.message import Message, Quantity, Value, Word, message, vocabulary
from scoring.diagnostics.nearest import nearest
from scoring.diagnostics.render import format_names, render_findings

__all__ = [
    "Diagnostic",
    "Kind",
    "Language",
    "Location",
    "Message",
    "Quantity",
    "Severity",
    "Value",
    "Word",
    "format_names",
    "has_errors",
    "message",
    "nearest",
    "render_findings",
    "vocabulary",
]
