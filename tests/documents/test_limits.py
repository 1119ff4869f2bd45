"""Limits hold at their value and not one above it, and hostile files are answered at once."""

from __future__ import annotations

import json

import pytest
import yaml

from effort import calls
from scoring.documents import Form, read_text
from scoring.documents.limits import MAX_BYTES, MAX_DEPTH, MAX_FINDINGS, MAX_KEY, MAX_NODES, MAX_SCALAR
from scoring.documents.yaml_reader import read_yaml

FORMS: tuple[Form, ...] = ("yaml", "json")


def codes(data: bytes | str, form: Form = "yaml") -> list[str]:
    body = data if isinstance(data, bytes) else data.encode()
    document, findings = read_text(body, "f", form)
    assert (document is None) == any(finding.severity.value == "error" for finding in findings)
    return [finding.code for finding in findings]


@pytest.mark.parametrize("form", FORMS)
def test_depth(form: Form) -> None:
    assert codes("[" * MAX_DEPTH + "]" * MAX_DEPTH, form) == []
    assert codes("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), form) == ["D110"]


@pytest.mark.parametrize("form", FORMS)
def test_number_of_values_d111(form: Form) -> None:
    assert codes(json.dumps(["a"] * (MAX_NODES - 1)), form) == []
    assert codes(json.dumps(["a"] * (MAX_NODES + 1)), form) == ["D111"]


@pytest.mark.parametrize("form", FORMS)
def test_length_of_a_value_d112(form: Form) -> None:
    assert codes(json.dumps("a" * MAX_SCALAR), form) == []
    assert codes(json.dumps("a" * (MAX_SCALAR + 1)), form) == ["D112"]


@pytest.mark.parametrize("form", FORMS)
def test_length_of_a_key(form: Form) -> None:
    assert codes(json.dumps({"a" * MAX_KEY: 1}), form) == []
    assert codes(json.dumps({"a" * (MAX_KEY + 1): 1}), form) == ["D113"]


@pytest.mark.parametrize("form", FORMS)
def test_number_of_findings(form: Form) -> None:
    def twice(times: int) -> str:
        return "{" + ",".join(['"a": 1'] * (times + 1)) + "}"

    assert codes(twice(MAX_FINDINGS), form) == ["D120"] * MAX_FINDINGS
    assert codes(twice(MAX_FINDINGS + 1), form) == ["D120"] * MAX_FINDINGS + ["D114"]
    assert codes(twice(MAX_FINDINGS + 1000), form) == ["D120"] * MAX_FINDINGS + ["D114"]


@pytest.mark.parametrize("form", FORMS)
def test_size(form: Form) -> None:
    padding = b" " * (MAX_BYTES - 3) if form == "json" else b"#" * (MAX_BYTES - 4)
    assert codes(b"[1]" + padding if form == "json" else b"[1]\n" + padding, form) == []
    assert codes(b" " * (MAX_BYTES + 1), form) == ["D104"]


HALF = MAX_BYTES // 2
HOSTILE = {
    "brackets": "[" * 50_000,
    "braces": "{" * 50_000,
    "keys in braces": "{a: " * 50_000,
    "dashes": "- " * 50_000,
    "question marks": "? " * 50_000,
    "json lists": "[" * 50_000 + "]" * 50_000,
    "json objects": '{"a":' * 50_000,
    "aliases": "a: &a [x]\n" + "".join(f"k{n}: [{', '.join(['*a'] * 9)}]\n" for n in range(500)),
    "merge keys": "a: &a {x: 1}\n" + "".join(f"k{n}:\n  <<: [*a, *a]\n" for n in range(500)),
    "one long text": "a: " + "x" * (MAX_BYTES - 4),
    "one long quoted text": '"' + "x" * (MAX_BYTES - 2) + '"',
    "an open quote": '"' + "x" * (MAX_BYTES - 2),
    "a huge number": "a: " + "9" * (MAX_BYTES - 4),
    "a huge json number": "9" * MAX_BYTES,
    "a long key": "k" * HALF + ": 1",
    "keys without values": "{" + "a," * (HALF - 2) + "}",
    "an open bracket before many commas": "{a: (" + ",a" * (HALF - 4) + "}",
    "open brackets in a list": "[" + "(," * (HALF - 2) + "]",
    "dashes before a colon": "x: a" + " -" * (HALF // 2) + " a, b: c",
    "colons": "a: " * (MAX_BYTES // 3),
    "digits and commas": "[" + "123," * (MAX_BYTES // 4 - 1) + "]",
    "quotes": '"' * MAX_BYTES,
    "backslashes": '"' + "\\" * (MAX_BYTES - 2),
    "tabs": "\t\n" * HALF,
    "full-width colons": "a：" * (MAX_BYTES // 4),
    "line breaks": "\n" * MAX_BYTES,
    "comments": "#\n" * HALF,
    "control characters": "\x00" * MAX_BYTES,
    "zero-width characters": "\u200b" * (MAX_BYTES // 3),
    "duplicates": "a: 1\n" * (MAX_BYTES // 5),
    "json duplicates": "{" + '"a":1,' * (MAX_BYTES // 6 - 1) + "}",
    "not utf-8": "x" * 1_000_000 + "\udcff",
    "directives": "%\n" * HALF,
    "block heads": "a: >\n" * (MAX_BYTES // 5),
    "exclamation marks": "!" * MAX_BYTES,
    "documents": "---\n" * (MAX_BYTES // 4),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_answered_with_little_work(name: str, form: Form) -> None:
    data = HOSTILE[name].encode("utf-8", "surrogateescape")
    assert calls(lambda: codes(data, form)) < 1000 + 10 * len(data)


def test_the_slower_parser_is_as_safe() -> None:
    for name in ("brackets", "keys in braces", "dashes", "aliases", "merge keys"):
        _, findings = read_yaml(HOSTILE[name], "f", yaml.SafeLoader)
        assert findings


def test_a_rule_file_is_read_with_little_work() -> None:
    block = """
      - indicator: 财政供养人员控制率
        code: A01
        aliases: [在职人员控制率]
        full_marks: 5
        value: {formula: 在职人数 / 编制数, unit: "%", when_denominator_zero: missing}
        method: steps                         # 超标扣分，扣完为止
        above: 100%
        step: 1%
        marks_per_step: 0.5
        part_step: free
        standard: 以100%为标准。在职人员控制率≦100%，计5分；每超过一个百分点扣0.5分，扣完为止。
        source: {standard: table, value: ours, part_step: ours}"""
    data = ("parts:" + block * 56).encode()  # 700 lines
    read_text(data, "f", "yaml")
    assert calls(lambda: read_text(data, "f", "yaml")) < 2 * len(data)
