"""Exit codes."""

from __future__ import annotations

from typing import Final

DONE: Final = 0
"""Done, unresolved sheets included."""
ERRORS: Final = 1
"""Findings of severity error in the input; results for the rest were written."""
UNUSABLE: Final = 2
"""Wrong usage, unusable rule set, missing extra, cannot write."""
GATE: Final = 3
"""A gate that was asked for was not met."""
INTERRUPTED: Final = 130
