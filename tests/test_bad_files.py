"""Every bad file is answered with exactly the findings written beside it, and every kind of finding has a bad file.

``tests/bad/<family>/<CODE>-<slug>.<suffix>`` is as small as it can be; ``<CODE>-<slug>.expected`` beside it holds the
findings in concise form and English. How the files of a family are read is said in `bad_runners`.
After a deliberate change: ``pytest tests/test_bad_files.py --update-golden``, then read the difference.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import scoring
from bad_runners import ELSEWHERE, RUNNERS
from scoring.diagnostics import Kind, Language, render_findings

TESTS = Path(__file__).parent
BAD = TESTS / "bad"
EXPECTED = sorted(path for family in RUNNERS for path in (BAD / family).glob("*.expected"))


def bad_file(expected: Path) -> Path:
    """Return the bad file that belongs to *expected*; where there is none, its absence is what is bad.

    Files with a name of their own between the stem and the suffix lie beside a table and are read with it.
    """
    others = [
        one for one in expected.parent.glob(expected.stem + ".*") if one != expected and one.stem == expected.stem
    ]
    return others[0] if others else expected.with_suffix(".yaml")


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: path.stem)
def test_bad_file_is_answered_as_written(expected: Path, request: pytest.FixtureRequest) -> None:
    path = bad_file(expected)
    findings = RUNNERS[expected.parent.name](path, path.name)
    found = render_findings(findings, "concise", Language("en"))
    if request.config.getoption("--update-golden"):
        expected.write_text(found, encoding="utf-8", newline="\n")
    assert found == expected.read_text(encoding="utf-8")
    assert expected.stem.split("-")[0] in {finding.code for finding in findings}


@pytest.mark.parametrize("family", RUNNERS)
def test_every_bad_file_says_what_is_expected(family: str) -> None:
    files = {path.parent / path.name.split(".")[0] for path in (BAD / family).iterdir() if path.suffix != ".expected"}
    assert not files - {path.with_suffix("") for path in EXPECTED}


def kinds() -> Iterator[tuple[str, Kind]]:
    """Yield every kind of finding declared as a constant of a module, with the module's name."""
    for module in pkgutil.walk_packages(scoring.__path__, "scoring."):
        if module.name.endswith("__main__"):
            continue
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, Kind):
                yield module.name, value


@pytest.mark.parametrize("family", RUNNERS)
def test_every_kind_has_a_bad_file(family: str) -> None:
    codes = {kind.code for _, kind in kinds() if kind.code.startswith(family)}
    shown = {path.stem.split("-")[0] for path in EXPECTED}
    assert not codes - shown - ELSEWHERE.keys()
    assert not {code for code in shown if code.startswith(family)} - codes


def test_a_code_has_one_meaning() -> None:
    """One module may word a finding in two ways; two modules may not use one code."""
    texts: dict[str, set[str]] = {}
    together: dict[tuple[str, str], set[str]] = {}
    for module, kind in kinds():
        texts.setdefault(kind.code, set()).add(kind.text)
        together.setdefault((kind.code, module), set()).add(kind.text)
    known = {code for (code, _), found in together.items() if found == texts[code]}
    assert not {code: texts[code] for code in texts.keys() - known}


@pytest.mark.parametrize(("code", "file"), ELSEWHERE.items())
def test_kinds_without_a_bad_file_are_tested_elsewhere(code: str, file: str) -> None:
    assert code in (TESTS / file).read_text(encoding="utf-8")
