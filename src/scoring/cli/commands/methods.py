"""``scoring methods``: the scoring methods, the wording each serves, its parameters."""

from __future__ import annotations

import typer

from scoring.cli.console import Console
from scoring.cli.options import Format, Output
from scoring.diagnostics import message

ORDER = 25
ABOUT = message("list the scoring methods with the wording each serves and its parameters")


def command(context: typer.Context, form: Format = "table", output: Output = None) -> int:
    """List the methods."""
    from scoring.methods import methods
    from scoring.reports.views import methods as views

    console: Console = context.obj
    return console.show(views.view(methods()), form, output)
