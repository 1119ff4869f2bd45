"""``scoring schema [WHICH]``: the JSON Schema of a kind of file, for editors and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from scoring.cli.console import Console
from scoring.cli.exits import UNUSABLE
from scoring.cli.inputs import rule_set
from scoring.cli.options import Output, RulesFolder
from scoring.diagnostics import Diagnostic, Kind, Location, message, nearest

if TYPE_CHECKING:
    from scoring.rule_set.model import RuleSet

ORDER = 27
ABOUT = message("the JSON Schema of a kind of file, for completion and explanations in an editor")

NO_SCHEMA: Final = Kind("C120", "there is no schema of {what}", "write one of: {known}")
NO_SCHEMA_NEAR: Final = Kind(
    "C121", "there is no schema of {what}; the nearest is {nearest}", "write {nearest}, or another one of: {known}"
)
ONLY_SUBMISSION: Final = Kind(
    "C122", "the schema of {what} is the same for every rule set", "leave -r out, or ask for the schema of a submission"
)

Which = Annotated[
    str,
    typer.Argument(metavar="WHICH", help=message("rule-set, submission, cases or score-sheet; usually rule-set").text),
]
ForRules = Annotated[
    str | None,
    typer.Option(
        "-r", "--rule-set", metavar="RULES", help=message("submission only: with the facts of this rule set").text
    ),
]


def command(
    context: typer.Context,
    which: Which = "rule-set",
    rules: ForRules = None,
    output: Output = None,
    folder: RulesFolder = None,
) -> int:
    """Print a schema."""
    from scoring.reports.schemas import SUBMISSION, schemas

    console: Console = context.obj
    known = schemas()
    if which not in known:
        console.report((_unknown(which, tuple(known)),))
        return UNUSABLE
    if rules is not None and which != SUBMISSION:
        console.report((ONLY_SUBMISSION.at(Location(which), what=which),))
        return UNUSABLE
    found: RuleSet | None = None
    if rules is not None:
        found = rule_set(rules, folder, console)
        if found is None:
            return UNUSABLE
    text = known[which](console.language, found)
    return console.write(text, utf8=True) if output is None else console.save(text, output)


def _unknown(which: str, known: tuple[str, ...]) -> Diagnostic:
    near = nearest(which, known)
    kind = NO_SCHEMA if near is None else NO_SCHEMA_NEAR
    return kind.at(Location(which), what=which, nearest=near or "", known=known)
