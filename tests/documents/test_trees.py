"""What is read is what was written, in both forms, and every place points at its text."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from documents.trees import Plain, nodes, plain, plain_of, scalars
from scoring.documents import Document, Form, Node, read_text
from scoring.documents.yaml_reader import read_yaml


def root(text: str, form: Form) -> Node:
    document, findings = read_text(text.encode(), "f", form)
    assert isinstance(document, Document), findings
    return document.root


@given(tree=plain, indent=st.sampled_from([None, 0, 2]), ascii_only=st.booleans())
def test_json_reads_back(tree: Plain, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(tree, ensure_ascii=ascii_only, indent=indent)
    assert plain_of(root(text, "json")) == tree


@given(tree=plain, flow=st.sampled_from([True, False, None]), style=st.sampled_from(["'", '"']))
def test_yaml_reads_back(tree: Plain, flow: bool | None, style: str) -> None:
    text = yaml.safe_dump(tree, allow_unicode=True, default_flow_style=flow, default_style=style, width=10**6)
    assert plain_of(root(text, "yaml")) == tree


@given(tree=plain)
def test_json_is_yaml_too(tree: Plain) -> None:
    text = json.dumps(tree, ensure_ascii=False, indent=1)
    assert plain_of(root(text, "yaml")) == plain_of(root(text, "json"))


@given(tree=plain)
def test_places_are_the_same_in_both_forms(tree: Plain) -> None:
    text = json.dumps(tree, ensure_ascii=False, indent=1)
    one, other = list(nodes(root(text, "yaml"))), list(nodes(root(text, "json")))
    assert [(node.place, node.place.width) for node in one] == [(node.place, node.place.width) for node in other]


@given(tree=plain, form=st.sampled_from(["json", "yaml"]))
def test_every_place_points_at_its_text(tree: Plain, form: Form) -> None:
    text = json.dumps(tree, ensure_ascii=False, indent=2)
    lines = text.splitlines()
    for scalar in scalars(root(text, form)):
        place = scalar.place
        assert place.text == lines[place.line - 1]
        written = place.text[place.column - 1 : place.column - 1 + place.width]
        assert json.loads(written) == scalar.text


@given(st.binary(max_size=200), st.sampled_from(["json", "yaml"]))
def test_any_bytes_are_answered(data: bytes, form: Form) -> None:
    document, findings = read_text(data, "f", form)
    assert (document is None) == any(finding.severity.value == "error" for finding in findings)


MARKS = [*"：:-?#,，[]{}()\"'|>%@`&*!\t \n\u3000a1甲\\<=.~+", ": ", "- ", " #", "\n  ", "---\n", "key: ", "{a: 1, "]


@given(st.lists(st.sampled_from(MARKS), max_size=20).map("".join))
def test_any_marks_are_answered_alike_by_both_parsers(text: str) -> None:
    document, findings = read_text(text.encode(), "f", "yaml")
    lines = [*text.splitlines(), "", ""]
    for finding in findings:
        place = finding.place
        assert not place.line or place.text == lines[place.line - 1]
        assert not place.line or 1 <= place.column <= len(place.text) + 1
    if document is not None and "\t" not in text:  # PyYAML's own parser refuses some tabs behind values
        node, found = read_yaml(text, "f", yaml.SafeLoader)
        assert not found
        assert node is not None
        assert plain_of(node) == plain_of(document.root)


@pytest.mark.parametrize("word", ["no", "on", "012", "1:30", "1_000", "~", "null", "2023-02-30", "0x1F", ".nan", "1e3"])
def test_yaml_words_have_no_meaning_of_their_own(word: str) -> None:
    node = root(f"a: {word}\n", "yaml")
    assert plain_of(node) == {"a": word}


def test_widths_and_lines_of_plain_yaml() -> None:
    text = "groups:\n  - group: 投入  # 说明\n    value: {formula: 甲 / 乙, unit: '%'}\n    about: 一\n      二\n"
    found = {node.place.text[node.place.column - 1 :][: node.place.width] for node in nodes(root(text, "yaml"))}
    assert {"groups", "投入", "group: 投入", "{formula: 甲 / 乙, unit: '%'}", "甲 / 乙", "'%'", "一"} <= found


def test_nothing_written_is_absent() -> None:
    values = {"yaml": 'a:\nb: ""\nc: {d: , e: 1}\n', "json": '{"a": null, "b": "", "c": {"d": null, "e": 1}}'}
    for text, form in ((values["yaml"], "yaml"), (values["json"], "json")):
        absent = [scalar.absent for scalar in scalars(root(text, "yaml" if form == "yaml" else "json"))]
        assert absent == [False, True, False, False, False, False, True, False, False]


def test_json_numbers_stay_text() -> None:
    node = root('[-0.10, 1e5, 123456789012345678901234567890.10, true, false, "5"]', "json")
    assert plain_of(node) == ["-0.10", "1e5", "123456789012345678901234567890.10", "true", "false", "5"]
    assert [scalar.quoted for scalar in scalars(node)] == [False] * 5 + [True]


def test_comments_after_a_finished_value_are_comments() -> None:
    assert plain_of(root("formula: a + b # c\nshare: 「#1」\n", "yaml")) == {"formula": "a + b", "share": "「#1」"}


@pytest.mark.parametrize(
    "text",
    ["a: [2018, 2023]", "a: [2018,2023]", "a: [100, 200]", "a: {x: 1, y: 2}", "a: (0, 5]"],
)
def test_what_only_looks_like_an_accident_is_read(text: str) -> None:
    root(text, "yaml")


def test_all_duplicates_are_reported_in_one_run() -> None:
    _, findings = read_text(b"a: 1\nb: {c: 1, c: 2}\na: 2\na: 3\n", "f", "yaml")
    found = [(finding.place.line, finding.related[0][1].line) for finding in findings]
    assert found == [(2, 2), (3, 1), (4, 1)]


def test_what_was_found_before_a_syntax_error_stays() -> None:
    _, findings = read_text(b"a: 1\na: 2\nb: @\n", "f", "yaml")
    assert [finding.code for finding in findings] == ["D120", "D138"]
