"""What the program says about somebody's file, as data.

In: a place and what was found there. Out: `Diagnostic` values that know their code, severity, place, text, hint and
related places. Text stays data (`Message`) until it is rendered in a language; nothing in this room reads a file,
knows a language by itself or prints.
"""

from scoring.diagnostics.diagnostic import Diagnostic, Kind, Severity, has_errors
from scoring.diagnostics.location import Location
from scoring.diagnostics.message import Message, Quantity, Word, message

__all__ = ["Diagnostic", "Kind", "Location", "Message", "Quantity", "Severity", "Word", "has_errors", "message"]
