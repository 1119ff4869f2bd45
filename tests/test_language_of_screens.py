"""A Chinese screen holds no English, an English screen no Chinese, but for what stands in files and names.

On a Chinese screen two English words in a row are a sentence nobody translated. On an English screen every run of
Chinese characters has to stand in the rule set, the samples, or the official wordings the methods quote.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from bad_runners import RUNNERS
from cli.running import COMPLETED, PUBLISHED, ROOT, run
from scoring.diagnostics import Diagnostic, Language
from scoring.methods import methods
from test_bad_files import EXPECTED, bad_file

RULES = ("-r", "yueyang-2018")
CODES = ("A01", "A02", "B01", "B02", "B03", "C01", "D03", "F02")
COMMANDS = ("check", "demo", "explain", "methods", "rules", "score", "show", "test")
SCREENS: tuple[tuple[str, ...], ...] = (
    (),
    ("demo",),
    ("methods",),
    ("rules",),
    ("show", "yueyang-2018"),
    *(("show", "yueyang-2018", code) for code in CODES),
    *(("explain", COMPLETED, code, *RULES) for code in (*CODES, "total")),
    *(("explain", PUBLISHED, code, *RULES) for code in ("A01", "B03", "F01", "total")),
    ("score", COMPLETED, *RULES),
    ("score", PUBLISHED, *RULES),
    ("score", PUBLISHED, *RULES, "--format", "markdown"),
    ("score", PUBLISHED, *RULES, "--fail-under", "90"),
    ("check", "yueyang-2018"),
    ("test", "yueyang-2018"),
    ("--help",),
    *((command, "--help") for command in COMMANDS),
    # what goes wrong
    ("scor",),
    ("score",),
    ("score", "--bad"),
    ("score", PUBLISHED, *RULES, "--format", "cvs"),
    ("score", PUBLISHED, *RULES, "--fail-under", "many"),
    ("score", "nothing.yaml", *RULES),
    ("score", PUBLISHED, "-r", "yueyang-208"),
    ("explain", PUBLISHED, "A99", *RULES),
    ("show", "yueyang-2018", "Z"),
)

ENGLISH = re.compile(r"[A-Za-z][a-z]+(?: [A-Za-z][a-z]+)+")
"""Two words or more, in small letters but for the first; names of arguments (SUBMISSION CODE) are none."""

ALLOWED = re.compile(
    r"scoring(?: [\w./:<>=-]+)+"  # a command to type
    r"|--[\w-]+(?: [\w|]+)?"  # an option and what it takes
    r"|the (?:sample|title|step|count|mode|tags|source)"  # what the runner of the bad files calls things
)
CHINESE = re.compile(r"[\u4e00-\u9fff]+")


@pytest.mark.parametrize("arguments", SCREENS, ids=" ".join)
def test_a_chinese_screen_is_chinese(arguments: tuple[str, ...]) -> None:
    shown = _screen("zh", arguments)
    assert CHINESE.search(shown)
    assert not ENGLISH.findall(ALLOWED.sub("", shown))


@pytest.mark.parametrize("arguments", SCREENS, ids=" ".join)
def test_an_english_screen_is_english(arguments: tuple[str, ...]) -> None:
    shown = _screen("en", arguments)
    assert ENGLISH.search(shown)
    assert not [found for found in CHINESE.findall(shown) if found not in _content()]


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: path.stem)
def test_findings_are_chinese(expected: Path) -> None:
    path = bad_file(expected)
    language = Language("zh")
    for finding in RUNNERS[expected.parent.name](path, path.name):
        for said in _sentences(finding, language):
            assert not ENGLISH.findall(ALLOWED.sub("", said)), said


def _screen(language: str, arguments: tuple[str, ...]) -> str:
    """Return what both streams show, file contents under a finding left out."""
    done = run("--lang", language, *arguments)
    lines = (done.stdout + done.stderr).decode("utf-8").splitlines()
    return "\n".join(line for line in lines if not re.match(r"\s*\d* *\|", line))


def _sentences(finding: Diagnostic, language: Language) -> tuple[str, ...]:
    related = tuple(language.render(said) for said, _ in finding.related)
    hint = () if finding.hint is None else (language.render(finding.hint),)
    return (language.render(finding.text), *hint, *related)


@cache
def _content() -> str:
    """Return all text that is shown as it stands in files: rule set, samples, wordings the methods quote."""
    files = (*ROOT.glob("rules/**/*.yaml"), *ROOT.glob("samples/**/*.*"))
    quoted = (wording for method in methods().values() for wording in method.wording)
    return "\n".join((*(file.read_text(encoding="utf-8") for file in files if file.is_file()), *quoted))
