"""The command line: one file per command, found and not registered; no arithmetic, no layout.

In: arguments, environment, the working folder. Out: results on standard output, findings on standard error, an exit
code (0 done, 1 errors in the input, 2 wrong usage or unusable rule set, 3 a gate not met, 130 interrupted). Only this
room reads the environment and the clock.
"""

from __future__ import annotations

import gc
from collections.abc import Sequence
from typing import Final

OBJECTS_BETWEEN_COLLECTIONS: Final = 200_000
"""Modules and rule sets are many small objects that live as long as the command. Looking through them again and again
for garbage, and once more at the end, takes a fifth of the time in which one submission is scored."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line with *arguments*, those of the process if None, and return the exit code."""
    from scoring.cli.app import run

    if arguments is not None:
        return run(arguments)
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    try:
        return run(None)
    finally:
        gc.freeze()  # the process ends: nothing is left to look for
