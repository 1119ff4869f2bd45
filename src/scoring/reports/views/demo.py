"""The first screen a newcomer sees: a whole sheet, what an incomplete report allows, what to type next."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.diagnostics import message
from scoring.engine.sheet import ScoreSheet
from scoring.reports.page import Heading, Page, Paragraph, Part, Tone
from scoring.reports.views import score_sheet
from scoring.reports.wording import distinct, grade_sentence, interval


def page(completed: ScoreSheet, published: ScoreSheet, paths: tuple[str, str]) -> Page:
    """Return the sheet of the *completed* sample, a summary of the *published* one, the next commands."""
    return Page((*score_sheet.page(completed).parts, *_published(published), *_next(completed, paths)))


def _published(sheet: ScoreSheet) -> Iterator[Part]:
    yield Heading(message("The report as published, without the figures made up for this demonstration"))
    yield Paragraph(
        message(
            "It leaves {count} figures and judgements open, so there is no single total: {marks}, grade {grade}.",
            count=len(distinct(one for one in sheet.missing if one.material)),
            marks=interval(sheet.total.low, sheet.total.high, sheet.rule_set),
            grade=grade_sentence(sheet),
        ),
        Tone.WARNING,
    )


def _next(sheet: ScoreSheet, paths: tuple[str, str]) -> Iterator[Part]:
    rules = sheet.rule_set.id
    lost = next((one.indicator.code for one in sheet.indicators if one.deduction), sheet.indicators[0].indicator.code)
    completed, published = paths
    yield Heading(message("Next"))
    for about, command in (
        (message("how these marks came about:"), f"scoring explain {completed} {lost} -r {rules}"),
        (message("what the published report lacks:"), f"scoring score {published} -r {rules}"),
        (message("the rules and where they come from:"), f"scoring show {rules}"),
    ):
        yield Paragraph(about)
        yield Paragraph(command, Tone.STRONG, verbatim=True)
