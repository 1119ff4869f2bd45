"""Wrong usage in the reader's language: the sentences typer has only in English, found again as data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

import typer

from scoring.diagnostics import Value, message, nearest

USAGE_ERROR: Final[type[Exception]] = typer.BadParameter.__mro__[1]
"""The base of all usage errors; typer publishes only this one child of it."""

_COMMAND: Final = re.compile(r"No such command '(.*?)'")
_EXTRA: Final = re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)")
_NEEDS_VALUE: Final = re.compile(r"Option '(.*)' requires an argument")
_TAKES_NONE: Final = re.compile(r"Option '(.*)' does not take a value")


def usage_sentence(error: Any, commands: Sequence[str]) -> Value:
    """Return what is wrong; a sentence that is not known stays as typer wrote it."""
    kind = type(error).__name__
    text = str(error.format_message())
    if kind == "NoSuchOption":
        return _option(error.option_name, error.ctx)
    if kind == "MissingParameter" and error.param is not None:
        return _missing(error.param)
    if kind == "BadParameter":
        return _bad_value(error.param, str(error.message))
    if match := _COMMAND.search(text):
        return _command(match[1], commands)
    if match := _EXTRA.search(text):
        return message("too many arguments: {extra}", extra=match[1])
    if match := _NEEDS_VALUE.search(text):
        return message("option {name} needs a value", name=match[1])
    if match := _TAKES_NONE.search(text):
        return message("option {name} takes no value", name=match[1])
    return text


def _option(name: str, context: Any) -> Value:
    known = [] if context is None else [opt for one in context.command.get_params(context) for opt in one.opts]
    near = nearest(name, [*known, "--lang"])
    if near is None:
        return message("there is no option {name}", name=name)
    return message("there is no option {name}; did you mean {near}?", name=name, near=near)


def _missing(parameter: Any) -> Value:
    if parameter.param_type_name == "option":
        return message("option {name} is missing", name=", ".join(sorted(parameter.opts, key=len)))
    return message("argument {name} is missing", name=parameter.metavar or parameter.name)


def _bad_value(parameter: Any, text: str) -> Value:
    if parameter is None:
        return text
    return message("option {name}: {text}", name=max(parameter.opts, key=len), text=text)


def _command(name: str, commands: Sequence[str]) -> Value:
    near = nearest(name, commands)
    if near is None:
        return message("there is no command {name}", name=name)
    return message("there is no command {name}; did you mean {near}?", name=name, near=near)
