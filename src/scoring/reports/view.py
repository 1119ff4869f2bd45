"""What a view offers to the formats: the same matter as a page, as one flat table, as data."""

from __future__ import annotations

from collections.abc import Callable

from scoring.records import dataclass
from scoring.reports.page import Page, Table

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]
"""Data ready to be written as JSON; there are no floats among it."""


@dataclass(frozen=True, slots=True)
class View:
    """One report, each way of saying it made only if a format asks for it.

    Attributes:
        page: for people: terminal, Markdown.
        table: one flat table for spreadsheets: every row complete in itself.
        data: for programs; the same in every language.
    """

    page: Callable[[], Page]
    table: Callable[[], Table]
    data: Callable[[], Json]
