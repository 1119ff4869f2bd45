"""The scoring methods (评分方法): name, official wordings each serves, parameters with what they mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from scoring.diagnostics import Value, Word, message
from scoring.methods.contract import Method
from scoring.methods.parameters import Parameter, parameters_of
from scoring.reports.page import Bullet, Bullets, Cell, Column, Heading, Page, Part, Row, Table, Tone
from scoring.reports.score_sheet_json import CHINESE
from scoring.reports.view import Json, View


def view(methods: Mapping[str, Method]) -> View:
    """Return the list of *methods*."""
    return View(partial(page, methods), partial(table, methods), partial(data, methods))


def page(methods: Mapping[str, Method]) -> Page:
    """Return the methods as people read them: a section each."""
    parts: list[Part] = [Heading(message("Scoring methods: {count}", count=len(methods)), 1)]
    for method in methods.values():
        parts.extend(_section(method))
    return Page(tuple(parts))


def _section(method: Method) -> Iterator[Part]:
    yield Heading(message("{name}  {title}", name=method.name, title=method.title))
    yield Bullets(
        (
            *(Bullet(message("serves “{wording}”", wording=wording), Tone.FAINT) for wording in method.wording),
            *(_parameter(one) for _, one in parameters_of(method.parameters)),
        )
    )


def _parameter(one: Parameter) -> Bullet:
    text = message("{name}: {about}", name=one.key, about=one.about)
    return Bullet(text if one.required else message("{text} (may be left out)", text=text))


def table(methods: Mapping[str, Method]) -> Table:
    """Return one row for each parameter of each method."""
    columns = (
        Column(Word("Method")),
        Column(Word("Title")),
        Column(Word("Wording served")),
        Column(Word("Parameter")),
        Column(Word("Required")),
        Column(Word("Meaning")),
    )
    rows = [_row(method, one) for method in methods.values() for _, one in parameters_of(method.parameters)]
    return Table(columns, tuple(rows))


def _row(method: Method, one: Parameter) -> Row:
    required = Word("yes") if one.required else Word("no")
    values: tuple[Value, ...] = (method.name, method.title, method.wording, one.key, required, one.about)
    return Row(tuple(map(Cell, values)))


def data(methods: Mapping[str, Method]) -> Json:
    """Return the methods for programs."""
    return [
        {
            "name": method.name,
            "title": CHINESE.render(method.title),
            "wording": list(method.wording),
            "parameters": [
                {"key": one.key, "required": one.required, "about": one.about.text, "words": list(one.words)}
                for _, one in parameters_of(method.parameters)
            ],
        }
        for method in methods.values()
    ]
