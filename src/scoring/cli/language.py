"""The language of the screen: ``--lang`` anywhere on the line, else SCORING_LANG, else Chinese."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scoring.diagnostics import Language
from scoring.diagnostics.language import CODES

OPTION = "--lang"
VARIABLE = "SCORING_LANG"


def take_language(arguments: Sequence[str], environment: Mapping[str, str]) -> tuple[Language, list[str], str | None]:
    """Return the language, the arguments without ``--lang``, and a word that is no language (None if all is well)."""
    rest: list[str] = []
    wanted: str | None = None
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--":
            rest += [argument, *waiting]
        elif argument == OPTION:
            wanted = next(waiting, "")
        elif argument.startswith(OPTION + "="):
            wanted = argument[len(OPTION) + 1 :]
        else:
            rest.append(argument)
    if wanted is None:
        code = environment.get(VARIABLE, "").lower()[:2]
        return Language(code if code in CODES else CODES[0]), rest, None
    return Language(wanted if wanted in CODES else CODES[0]), rest, None if wanted in CODES else wanted
