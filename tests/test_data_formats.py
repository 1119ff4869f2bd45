"""What docs/data-formats.md shows is what the program does: its files are read, its commands and examples run."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from cli.running import ROOT, run
from scoring.diagnostics import Kind
from scoring.documents import csv_reader, table
from scoring.documents.encoding import BROKEN_GB18030
from scoring.submissions import beside, columns, sources, wide

PAGE = (ROOT / "docs" / "data-formats.md").read_text(encoding="utf-8")
FILES = re.findall(r"^`(\S+)`：\n\n```\w+\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
COMMANDS = re.findall(r"^\$ scoring (.+)$", PAGE, re.MULTILINE)
EXAMPLES = "\n".join(re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES:
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_examples(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    examples = doctest.DocTestParser().get_doctest(EXAMPLES, {}, "data-formats.md", None, 0)
    assert len(FILES) == 7
    assert len(examples.examples) > 5
    assert doctest.DocTestRunner().run(examples).failed == 0


def test_commands(folder: Path) -> None:
    assert COMMANDS
    for command in COMMANDS:
        done = run(*command.split(), cwd=folder)
        assert done.returncode == 0, done.stderr.decode()
        assert "部门.csv:2:" in done.stdout.decode()


def test_every_finding_about_tables_is_listed() -> None:
    modules = (csv_reader, table, columns, beside, sources, wide)
    found = {value.code for module in modules for value in vars(module).values() if isinstance(value, Kind)}
    codes = {code for code in found if "D220" <= code <= "D249" or "S430" <= code <= "S469"} | {BROKEN_GB18030.code}
    assert codes == set(re.findall(r"[DS]\d{3}", PAGE.partition("## 什么不收")[2]))


@pytest.mark.parametrize("name", [*columns.KEYS, *columns.ALIASES])
def test_every_heading_is_listed(name: str) -> None:
    assert name in PAGE
