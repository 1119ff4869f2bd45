from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from importlib import resources
from typing import Any

import jsonschema
import pytest

from conftest import Golden
from reports.examples import MARKUP_NAME, SHEETS, settled, unresolved
from scoring.diagnostics import Language
from scoring.diagnostics.width import width
from scoring.engine.found import Lacking
from scoring.engine.sheet import Missing
from scoring.reports import Screen, formats, render
from scoring.reports.views import score_sheet

CHINESE, ENGLISH = Language("zh"), Language("en")
SUFFIX = {"table": "txt", "markdown": "md", "csv": "csv", "json": "json"}


def schema() -> Any:
    return json.loads((resources.files("scoring.reports") / "schema" / "score-sheet-1.schema.json").read_text("utf-8"))


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("form", sorted(SUFFIX))
def test_recorded(name: str, form: str, golden: Golden) -> None:
    golden(f"reports/{name}.{SUFFIX[form]}", render(score_sheet.view(SHEETS[name]()), form, CHINESE, Screen(100)))


def test_all_formats_are_recorded() -> None:
    assert set(formats()) == set(SUFFIX)


@pytest.mark.parametrize("name", SHEETS)
def test_json_follows_the_published_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    data = json.loads(render(score_sheet.view(SHEETS[name]()), "json", CHINESE, Screen()))
    assert not list(jsonschema.Draft202012Validator(schema()).iter_errors(data))


def test_the_schema_names_every_key_and_allows_no_other() -> None:
    def objects(node: Any) -> Any:
        if isinstance(node, dict):
            if "properties" in node and "type" in node:
                yield node
            for below in node.values():
                yield from objects(below)
        elif isinstance(node, list):
            for below in node:
                yield from objects(below)

    for one in objects(schema()):
        assert one["additionalProperties"] is False
        assert one["required"] == list(one["properties"])


def test_json_is_the_same_in_every_language() -> None:
    assert render(score_sheet.view(unresolved()), "json", CHINESE, Screen()) == render(
        score_sheet.view(unresolved()), "json", ENGLISH, Screen(60)
    )


def test_json_of_an_unresolved_sheet_gives_no_single_number() -> None:
    data = json.loads(render(score_sheet.view(unresolved()), "json", CHINESE, Screen()))
    assert data["total"]["marks"] is None
    assert data["total"]["exact"] is None
    assert data["grade"]["name"] is None
    assert data["grade"]["certain"] is False
    assert data["claimed"]["difference"] is None


def test_json_figures() -> None:
    data = json.loads(render(score_sheet.view(settled()), "json", CHINESE, Screen()))
    one = data["indicators"][0]
    assert (one["marks"], one["exact"], one["full_marks"], one["deduction"]) == ("3.50", "7/2", "5", "1.50")
    assert one["value"]["exact"] == "31/30"
    assert one["facts"][0] == {
        "name": "在职人数",
        "value": "31",
        "unit": "人",
        "place": "submission.yaml:7:9",
        "quote": "在职人数31人",
        "evidence": "2023年度部门决算报表",
        "parts": [],
    }
    assert one["facts"][2]["value"] == [{"名称": "救助补助", "比例": "100/3"}]
    assert one["workings"][1] == {"name": "over", "exact": True, "shown": None}
    assert one["claimed"] == {"marks": "5", "difference": "1.50"}
    assert data["claimed"] == {"marks": "98", "grade": "优", "difference": "-0.50"}


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("cells", [40, 60, 80, 100, 120, 200])
@pytest.mark.parametrize("language", [CHINESE, ENGLISH], ids=["zh", "en"])
def test_no_line_is_wider_than_the_screen(name: str, cells: int, language: Language) -> None:
    text = render(score_sheet.view(SHEETS[name]()), "table", language, Screen(cells))
    assert max(map(width, text.splitlines())) <= cells


def test_colour_changes_no_character() -> None:
    import re

    plain = render(score_sheet.view(unresolved()), "table", CHINESE, Screen(100))
    coloured = render(score_sheet.view(unresolved()), "table", CHINESE, Screen(100, colour=True))
    assert coloured != plain
    assert [line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", coloured).splitlines()] == plain.splitlines()


@pytest.mark.parametrize("form", ["table", "markdown", "csv"])
def test_names_are_never_markup(form: str) -> None:
    text = render(score_sheet.view(settled()), form, CHINESE, Screen(200))
    assert "\x1b" not in text
    assert "\\u001b" in text or "\\\\u001b" in text
    assert "[red" in text


def test_everything_shown_is_in_gbk() -> None:
    for name in SHEETS:
        render(score_sheet.view(SHEETS[name]()), "table", CHINESE, Screen(100)).replace("≦", "").encode("gbk")


def test_csv_numbers_stay_numbers_and_text_stays_text() -> None:
    text = render(score_sheet.view(unresolved()), "csv", CHINESE, Screen(file=True))
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text[1:], newline="")))
    assert len({len(row) for row in rows}) == 1
    by_code = {row[4]: row for row in rows}
    assert by_code["A01"][7:9] == ["5", "3.50"]
    assert by_code["B01"][5] == MARKUP_NAME.replace("\x1b", "\\u001b")
    assert any(row[9] == "-9.00" for row in rows)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_text_is_never_a_formula(start: str) -> None:
    sheet = settled()
    sheet = replace(sheet, submission=replace(sheet.submission, name=start + "cmd()"))
    rows = list(csv.reader(io.StringIO(render(score_sheet.view(sheet), "csv", CHINESE, Screen()))))
    assert rows[1][1].startswith(("'", "\\"))


@pytest.mark.parametrize(
    ("lacking", "settles"),
    [
        (Lacking.FACT, True),
        (Lacking.JUDGEMENT, True),
        (Lacking.CHOICE, True),
        (Lacking.CLAIM, True),
        (Lacking.REJECTED, False),
        (Lacking.UNDEFINED, False),
        (Lacking.BATCH, False),
        (Lacking.PEER, False),
    ],
)
def test_that_the_total_is_settled_is_said_only_where_it_is_certain(lacking: Lacking, settles: bool) -> None:
    missing = (Missing(Lacking.FACT, "本年三公经费", ("A02",), True), Missing(lacking, "满意度", ("A02",), True))
    text = render(score_sheet.view(replace(unresolved(), missing=missing, findings=())), "table", CHINESE, Screen(100))
    assert ("缺2项，补齐后总分即可确定" in text) is settles
    assert ("缺2项，更正、补齐后再评分" in text) is not settles


def test_a_refused_entry_is_to_be_corrected_first() -> None:
    missing = (Missing(Lacking.FACT, "本年三公经费", ("A02",), True),)
    text = render(score_sheet.view(replace(unresolved(), missing=missing)), "table", CHINESE, Screen(100))
    assert "缺1项，更正、补齐后再评分" in text
