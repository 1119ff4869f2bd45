"""Every format says the same findings, in order, and escapes what its reader would act upon."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.diagnostics import (
    Diagnostic,
    Kind,
    Language,
    Location,
    Message,
    Quantity,
    Severity,
    format_names,
    message,
    render_findings,
)

SUM = Kind("R201", "{group}: {total} of {full}", "make both equal")
NOTE = Kind("D109", "the document was read as GB18030", severity=Severity.NOTE)
LINE = "    full_marks: 15"
FINDINGS = [
    SUM.at(
        Location("rules/a,b.yaml", 31, 17, 2, LINE),
        related=((message("{x}", x="甲"), Location("rules/a,b.yaml", 38, 23)),),
        group="投入",
        total=Fraction(10),
        full=Quantity(Fraction(15)),
    ),
    NOTE.at(Location("report.txt")),
    Diagnostic(
        "D116", Severity.WARNING, Message("100%: x\ny {v}", (("v", "a\nb\x1b"),)), Location("a.yaml", 2, 1, 1, "甲")
    ),
]
EN, ZH = Language("en"), Language("zh")


def test_the_formats_are_found() -> None:
    assert format_names() == ("concise", "full", "github", "json", "sarif")
    with pytest.raises(ValueError, match="xml"):
        render_findings([], "xml", EN)


def test_full() -> None:
    assert render_findings(FINDINGS[:2], "full", EN) == (
        "report.txt: note D109: the document was read as GB18030\n"
        "rules/a,b.yaml:31:17: error R201: 投入: 10 of 15\n"
        "  |     full_marks: 15\n"
        "  |                 ^^\n"
        "  hint: make both equal\n"
        "  rules/a,b.yaml:38:23: 甲\n"
    )


def test_full_in_chinese() -> None:
    assert render_findings(FINDINGS[1:2], "full", ZH) == "report.txt: 提示 D109: 该文件按GB18030编码读取\n"


def test_concise_is_one_line_each() -> None:
    assert render_findings(FINDINGS[:2], "concise", EN) == (
        "report.txt: note D109: the document was read as GB18030\nrules/a,b.yaml:31:17: error R201: 投入: 10 of 15\n"
    )


def test_json() -> None:
    found = json.loads(render_findings(FINDINGS, "json", ZH))
    assert [item["code"] for item in found] == ["D116", "D109", "R201"]
    assert found[1]["place"] == {"file": "report.txt", "line": None, "column": None, "width": None}
    assert found[2] == {
        "code": "R201",
        "severity": "error",
        "text": "投入: 10 of 15",
        "place": {"file": "rules/a,b.yaml", "line": 31, "column": 17, "width": 2},
        "hint": "make both equal",
        "related": [{"text": "甲", "place": {"file": "rules/a,b.yaml", "line": 38, "column": 23, "width": 1}}],
    }


def test_github_escapes_what_it_would_act_upon() -> None:
    assert render_findings(FINDINGS, "github", EN).splitlines() == [
        "::warning file=a.yaml,line=2,col=1,title=D116::100%25: x%0Ay a\\nb\\u001b",
        "::notice file=report.txt,title=D109::the document was read as GB18030",
        "::error file=rules/a%2Cb.yaml,line=31,col=17,title=R201::投入: 10 of 15%0Amake both equal",
    ]


def test_sarif() -> None:
    log = json.loads(render_findings(FINDINGS, "sarif", EN))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["D109", "D116", "R201"]
    assert [result["level"] for result in run["results"]] == ["warning", "note", "error"]
    result = run["results"][2]
    assert (result["ruleId"], result["ruleIndex"]) == ("R201", 2)
    physical = result["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "rules/a%2Cb.yaml"
    assert physical["region"] == {"startLine": 31, "startColumn": 17, "endColumn": 19}
    assert "region" not in run["results"][1]["locations"][0]["physicalLocation"]
    assert result["relatedLocations"][0]["message"]["text"] == "甲"


@pytest.mark.parametrize("name", format_names())
def test_no_findings(name: str) -> None:
    text = render_findings([], name, EN)
    assert text == "" or json.loads(text) is not None


@given(
    st.lists(
        st.builds(Location, st.text(), st.integers(0, 3), st.integers(1, 9), st.integers(1, 99), st.text()), max_size=3
    ),
    st.text(),
)
def test_hostile_places_and_values_are_harmless(places: list[Location], value: str) -> None:
    findings = [SUM.at(place, group=value, total=1, full=value, related=((message("x"), place),)) for place in places]
    for name in format_names():
        text = render_findings(findings, name, ZH)
        assert not {
            c for c in text if c != "\n" and (ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c in "\u2028\u2029\u202e")
        }
        text.encode("utf-8")
        if name in {"concise", "github"}:
            assert text.count("\n") == len(findings)
