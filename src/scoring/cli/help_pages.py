"""Help in the reader's language, columns aligned in terminal cells; takes the place of typer's own pages."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any, Final

from typer.core import TyperCommand, TyperGroup

from scoring.cli.console import Console
from scoring.diagnostics import Value, Word, message
from scoring.reports import View, render
from scoring.reports.page import Heading, Page, Pair, Pairs, Paragraph, Part, Table, Tone

HELP_NAMES: Final = ["-h", "--help"]

_OWN: Final = {
    "--help": Word("show this page"),
    "--install-completion": Word("install completion for this shell"),
    "--show-completion": Word("print the completion script for this shell"),
}
_LANGUAGE: Final = Pair("--lang zh|en", Word("language of the screen; also SCORING_LANG"))


class Command(TyperCommand):
    """A command whose help page is ours."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help page."""
        formatter.write(help_text(self, ctx))


class Group(TyperGroup):
    """The program, whose help page is ours and lists the commands in the order of work."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help page."""
        formatter.write(help_text(self, ctx))


def help_text(command: Any, context: Any) -> str:
    """Return the help page of *command*."""
    console: Console = context.obj
    page = Page(tuple(_parts(command, context)))
    view = View(lambda: page, lambda: Table((), ()), lambda: None)
    return render(view, "table", console.language, console.screen(sys.stdout))


def usage(command: Any, context: Any) -> Value:
    """Return the usage line."""
    pieces: list[Value] = [context.command_path]
    parameters = command.get_params(context)
    if any(_is_option(one) for one in parameters):
        pieces.append(Word("[OPTIONS]"))
    if isinstance(command, Group):
        pieces.append(Word("COMMAND [ARGUMENTS]…"))
    pieces += [_argument(one) for one in parameters if not _is_option(one)]
    return message("Usage: {pieces}", pieces=_spaced(pieces))


def _spaced(pieces: Iterable[Value]) -> Value:
    result: Value = ""
    for piece in pieces:
        result = message("{left} {right}", left=result, right=piece) if result else piece
    return result


def _parts(command: Any, context: Any) -> Iterable[Part]:
    yield Paragraph(usage(command, context), Tone.STRONG)
    if command.help:
        yield Paragraph("")
        yield Paragraph(Word(command.help))  # the catalogue has it under the message(…) that declared it
    parameters = [one for one in command.get_params(context) if not getattr(one, "hidden", False)]
    yield from _section(Word("Arguments"), [_pair(one) for one in parameters if not _is_option(one)])
    if isinstance(command, Group):
        commands = [command.commands[name] for name in command.list_commands(context)]
        yield from _section(Word("Commands"), [Pair(one.name or "", Word(one.help or "")) for one in commands])
    yield from _section(Word("Options"), [*(_pair(one) for one in parameters if _is_option(one)), _LANGUAGE])
    if command.epilog:
        yield Paragraph("")
        yield Paragraph(Word(command.epilog), Tone.FAINT)


def _section(title: Word, rows: list[Pair]) -> Iterable[Part]:
    if rows:
        yield Heading(title)
        yield Pairs(tuple(rows))


def _is_option(parameter: Any) -> bool:
    return str(parameter.param_type_name) == "option"


def _argument(parameter: Any) -> str:
    name = str(parameter.metavar or (parameter.name or "").upper())
    several = "…" if parameter.nargs == -1 else ""
    return f"{name}{several}" if parameter.required else f"[{name}]{several}"


def _pair(parameter: Any) -> Pair:
    own = [_OWN[name] for name in parameter.opts if name in _OWN]
    about: Value = own[0] if own else Word(parameter.help or "")
    if parameter.required and _is_option(parameter):
        about = message("{about} (required)", about=about)
    if not _is_option(parameter):
        return Pair(_argument(parameter), about)
    names = ", ".join(sorted(parameter.opts, key=len))
    takes = "" if parameter.is_flag or not parameter.metavar else f" {parameter.metavar}"
    return Pair(names + takes, about)
