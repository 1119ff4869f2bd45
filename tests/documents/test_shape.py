"""The shape reader says what is expected, what stands there and what to do, and goes on."""

from __future__ import annotations

from fractions import Fraction

import pytest

from scoring.diagnostics import Diagnostic, Language, Word, message
from scoring.documents import Mapping, Node, Shape, read_text

WHAT = message("the value")


def node(value: str) -> Node:
    document, findings = read_text(f"a: {value}\n".encode(), "f", "yaml")
    assert document is not None, findings
    assert isinstance(document.root, Mapping)
    found = document.root.get("a")
    assert found is not None
    return found


def shown(findings: list[Diagnostic]) -> list[str]:
    return [Language("en").render(finding.text) for finding in findings]


def hints(findings: list[Diagnostic]) -> list[str]:
    return [Language("en").render(finding.hint) for finding in findings if finding.hint]


def test_none_is_passed_through_without_a_finding() -> None:
    findings: list[Diagnostic] = []
    shape = Shape(findings)
    results = (
        shape.mapping(None, WHAT),
        shape.sequence(None, WHAT),
        shape.scalar(None, WHAT),
        shape.text(None, WHAT),
        shape.word(None, ("a",), WHAT),
        shape.flag(None, WHAT),
        shape.written(None, WHAT),
        shape.number(None, WHAT),
        shape.whole(None, WHAT),
    )
    assert results == (None,) * 9
    assert not findings


def test_what_is_right_is_returned() -> None:
    findings: list[Diagnostic] = []
    shape = Shape(findings)
    assert shape.text(node("甲 乙"), WHAT) == "甲 乙"
    assert shape.word(node("earn"), ("earn", "lose"), WHAT) == "earn"
    assert [shape.flag(node(word), WHAT) for word in ("true", "是", "false", "否")] == [True, True, False, False]
    assert shape.number(node("95%"), WHAT) == Fraction(19, 20)
    written = shape.written(node("95.5%"), WHAT)
    assert written is not None
    assert (written.unit, written.decimals) == ("%", 1)
    assert shape.whole(node("-3"), WHAT) == -3
    assert len(shape.sequence(node("[1, 2]"), WHAT) or ()) == 2
    assert shape.sequence(node("[]"), WHAT) == ()
    assert shape.mapping(node("{x: 1}"), WHAT, required=("x",), optional=("y",)) is not None
    assert shape.mapping(node("{any: 1}"), WHAT) is not None
    assert not findings


def test_one_run_shows_every_wrong_key() -> None:
    findings: list[Diagnostic] = []
    mapping = Shape(findings).mapping(
        node("{fullmarks: 5, colour: red}"), Word("indicator"), required=("full_marks", "code", "title")
    )
    assert mapping is not None
    assert shown(findings) == [
        "indicator has no key fullmarks; the nearest known one is full_marks",
        "indicator has no key colour",
        "indicator lacks code, title",
    ]
    assert findings[0].place.column == 5
    assert hints(findings)[1] == "known here: full_marks, code, title; delete colour or choose one of them"


def test_a_key_already_there_is_not_proposed() -> None:
    findings: list[Diagnostic] = []
    Shape(findings).mapping(node("{step: 1, steps: 2}"), WHAT, required=("step",))
    assert shown(findings) == ["the value has no key steps"]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("一", "D211"),
        ("1,234", "D212"),
        ("1e5", "D213"),
        ("约5", "D214"),
        ("3-5", "D214"),
        ("'5 万元'", "D211"),
        ("' '", "D207"),
    ],
)
def test_what_is_not_a_number(value: str, code: str) -> None:
    findings: list[Diagnostic] = []
    assert Shape(findings).number(node(value), WHAT) is None
    assert [finding.code for finding in findings] == [code]


@pytest.mark.parametrize("value", ["2.5", "200%"])
def test_what_is_not_whole(value: str) -> None:
    findings: list[Diagnostic] = []
    assert Shape(findings).whole(node(value), WHAT) is None
    assert [finding.code for finding in findings] == ["D215"]


def test_a_mapping_with_wrong_colons_is_recognised() -> None:
    findings: list[Diagnostic] = []
    document, _ = read_text("facts:\n  在职人数：31\n  编制数：30\n".encode(), "f", "yaml")
    assert document is not None
    assert isinstance(document.root, Mapping)
    assert Shape(findings).mapping(document.root.get("facts"), WHAT) is None
    assert [(finding.code, str(finding.place)) for finding in findings] == [("D131", "f:2:7")]
    assert hints(findings) == ["write a half-width colon and a blank: 在职人数: 31"]


def test_lists_and_mappings_are_named() -> None:
    findings: list[Diagnostic] = []
    shape = Shape(findings)
    shape.text(node("[x]"), WHAT)
    shape.text(node("{x: 1}"), WHAT)
    shape.mapping(node("''"), WHAT)
    shape.sequence(node("{x: 1}"), WHAT)
    assert shown(findings) == [
        "the value should be a single value, but a list stands here",
        "the value should be a single value, but “key: value” stands here",
        "the value should be written as “key: value”, but nothing stands here",
        "the value should be a list, but “key: value” stands here",
    ]
