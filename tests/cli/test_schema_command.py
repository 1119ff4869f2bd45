from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.running import run, text


@pytest.mark.parametrize("arguments", [(), ("submission", "-r", "yueyang-2018")])
def test_a_schema_is_the_same_to_the_byte_whatever_the_surroundings(arguments: tuple[str, ...]) -> None:
    first = run("schema", *arguments)
    other = run("schema", *arguments, env={"LC_ALL": "C", "PYTHONHASHSEED": "7", "COLUMNS": "50"})
    assert (first.returncode, first.stderr) == (0, b"")
    assert first.stdout == other.stdout
    assert json.loads(first.stdout)["$schema"] == "http://json-schema.org/draft-07/schema#"


def test_a_schema_speaks_the_language_of_the_screen() -> None:
    assert json.loads(text("schema"))["title"] == "指标体系"
    assert json.loads(text("schema", "--lang", "en"))["title"] == "rule set"


def test_a_schema_is_written_to_a_file(tmp_path: Path) -> None:
    file = tmp_path / "cases.json"
    assert run("schema", "cases", "-o", str(file)).returncode == 0
    assert file.read_text(encoding="utf-8") == text("schema", "cases")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("nothing",), "C120", "rule-set, submission, cases, score-sheet"),
        (("rule-sets",), "C121", "rule-set"),
        (("cases", "-r", "yueyang-2018"), "C122", "cases"),
        (("submission", "-r", "nowhere"), "C101", "nowhere"),
    ],
)
def test_wrong_questions_are_answered(arguments: tuple[str, ...], code: str, said: str) -> None:
    done = run("schema", *arguments, env={"SCORING_LANG": "en"})
    assert done.returncode == 2
    assert code in done.stderr.decode()
    assert said in done.stderr.decode()
