"""Arguments and options that several commands share."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from scoring.cli.console import Console
from scoring.diagnostics import Value, format_names, message, nearest
from scoring.reports import formats


def _checked(known: tuple[str, ...]) -> Any:
    """Return a callback that refuses a word that is none of *known*."""

    def check(context: typer.Context, value: str) -> str:
        if value in known or context.resilient_parsing:
            return value
        near = nearest(value, known)
        text: Value = message("{value} is none of {known}", value=value, known=known)
        if near is not None:
            text = message("{text}; did you mean {near}?", text=text, near=near)
        console: Console = context.obj
        raise typer.BadParameter(console.language.render(text))

    return check


RuleSetOption = Annotated[
    str,
    typer.Option("-r", "--rule-set", metavar="RULES", help=message("rule set: id, id@version, or path").text),
]
Submission = Annotated[
    str,
    typer.Argument(
        metavar="SUBMISSION", help=message("submission of one department: a file, or FILE#code for one of several").text
    ),
]
OtherColumns = Annotated[
    str,
    typer.Option(
        "--other-columns",
        metavar="refuse|ignore",
        help=message("columns of a table that nothing is read from; usually refuse").text,
        callback=_checked(("refuse", "ignore")),
    ),
]
AnyYear = Annotated[
    bool,
    typer.Option("--any-year", help=message("score even if the rule set is not valid for that year").text),
]
RuleSets = Annotated[
    list[str], typer.Argument(metavar="RULES", help=message("rule sets: id, id@version, or path").text)
]
Format = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="|".join(sorted(formats(), key=lambda name: (name != "table", name))),
        help=message("how the result is written; usually table").text,
        callback=_checked(formats()),
    ),
]
FindingsFormat = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="|".join(sorted(format_names(), key=lambda name: (name != "full", name))),
        help=message("how findings are written; usually full").text,
        callback=_checked(format_names()),
    ),
]
Output = Annotated[
    str | None,
    typer.Option("-o", "--output", metavar="FILE", help=message("write the result to this file").text),
]
RulesFolder = Annotated[
    str | None,
    typer.Option("--rules", metavar="DIR", help=message("folder with rule sets of your own").text),
]
