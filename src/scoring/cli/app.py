"""The program: commands found in `commands`, the language, the streams, the exit code."""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Annotated

import typer

import scoring.cli.commands as room
from scoring.cli.console import Console, prepare_streams
from scoring.cli.exits import DONE, UNUSABLE
from scoring.cli.help_pages import HELP_NAMES, Command, Group
from scoring.cli.language import take_language
from scoring.cli.usage_errors import USAGE_ERROR, usage_sentence
from scoring.diagnostics import message

ABOUT = message(
    "Scores departmental expenditure performance by the rules of a table, with a reason for every mark lost."
)
EPILOG = message("Start with: scoring demo")


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    prepare_streams()
    language, rest, unknown = take_language(sys.argv[1:] if arguments is None else arguments, os.environ)
    console = Console(language)
    if unknown is not None:
        console.say(message("there is no language {unknown}; write --lang zh or --lang en", unknown=unknown))
        return UNUSABLE
    app = build()
    try:
        code = app(args=rest, prog_name="scoring", obj=console, standalone_mode=False)
    except USAGE_ERROR as error:
        return _wrong_usage(error, console)
    except typer.Abort:
        return UNUSABLE
    return code if isinstance(code, int) else DONE


def build() -> typer.Typer:
    """Return the program with every command there is."""
    app = typer.Typer(
        cls=Group,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        help=ABOUT.text,
        epilog=EPILOG.text,
        context_settings={"help_option_names": HELP_NAMES},
        suggest_commands=False,
        invoke_without_command=True,
    )
    app.callback()(_start)
    for module in commands():
        app.command(
            _name(module), cls=Command, help=module.ABOUT.text, context_settings={"help_option_names": HELP_NAMES}
        )(module.command)
    return app


def commands() -> list[ModuleType]:
    """Return the modules of all commands, in the order of work."""
    names = [module.name for module in pkgutil.iter_modules(room.__path__)]
    found = [importlib.import_module(f"{room.__name__}.{name}") for name in names]
    return sorted(found, key=lambda module: (module.ORDER, module.__name__))


def _name(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2].removesuffix("_").replace("_", "-")


def _start(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("-V", "--version", is_eager=True, help=message("print the version and stop").text)
    ] = False,
) -> None:
    console: Console = context.obj
    if version:
        from scoring.version import VERSION

        console.write(f"scoring {VERSION}\n")
        raise typer.Exit(DONE)
    if context.invoked_subcommand is None:
        console.write(context.get_help() + "\n")
        raise typer.Exit(UNUSABLE)


def _wrong_usage(error: Exception, console: Console) -> int:
    names = [_name(module) for module in commands()]
    console.say(message("Error: {what}", what=usage_sentence(error, names)))
    context = getattr(error, "ctx", None)
    path = "scoring" if context is None else context.command_path
    console.say(message("See {command} --help", command=path))
    return UNUSABLE
