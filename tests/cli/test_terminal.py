"""Real terminals: a pseudo-terminal of so many columns, and what a person would see on it."""

from __future__ import annotations

import re
import sys

import pytest

from cli.running import COMMAND, COMPLETED, PUBLISHED, ROOT, environment
from scoring.diagnostics.width import width

pexpect = pytest.importorskip("pexpect")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals there")

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def screen(*arguments: str, columns: int, encoding: str = "utf-8", **more: str) -> str:
    """Return what a terminal of *columns* cells shows."""
    env = environment(**more)
    child = pexpect.spawn(
        COMMAND[0], [*COMMAND[1:], *arguments], dimensions=(50, columns), cwd=str(ROOT), env=env, timeout=60
    )
    shown = child.read().decode(encoding)
    child.close()
    assert isinstance(shown, str)
    return shown.replace("\r\n", "\n")


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize(
    "arguments",
    [
        ("demo",),
        ("score", PUBLISHED, "-r", "yueyang-2018"),
        ("explain", COMPLETED, "F02", "-r", "yueyang-2018"),
        ("show", "yueyang-2018"),
        ("rules",),
        ("methods",),
        ("score", "--help"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_nothing_is_wider_than_the_terminal(arguments: tuple[str, ...], columns: int) -> None:
    lines = ANSI.sub("", screen(*arguments, columns=columns)).splitlines()
    too_wide = [line for line in lines if width(line) > columns and not line.startswith("  scoring ")]
    assert not too_wide


@pytest.mark.parametrize("columns", [60, 120])
def test_numbers_stand_below_each_other(columns: int) -> None:
    lines = ANSI.sub("", screen("score", COMPLETED, "-r", "yueyang-2018", columns=columns)).splitlines()
    begin = next(number for number, line in enumerate(lines) if line.startswith("代码"))
    head = lines[begin]
    end_of_marks = width(head[: head.index("得分") + 2])
    rows = [line for line in lines[begin + 2 :] if re.match(r"[A-F]\d\d ", line)]
    assert len(rows) == 23
    for row in rows:
        cells = [i for i in range(len(row)) if width(row[:i]) == end_of_marks]
        assert re.search(r"\d\.\d\d$", row[: cells[0]])


def test_a_narrow_terminal_puts_the_reason_below() -> None:
    shown = ANSI.sub("", screen("score", COMPLETED, "-r", "yueyang-2018", columns=60))
    assert re.search(r"^B01 .*1\.00$\n^    \S", shown, re.MULTILINE)


def test_colours_on_a_terminal_only() -> None:
    assert "\x1b[" in screen("rules", columns=80)
    assert "\x1b[" not in screen("rules", columns=80, NO_COLOR="1")
    assert "\x1b[" not in screen("rules", columns=80, TERM="dumb")


def test_a_gbk_terminal_shows_every_character() -> None:
    shown = screen("demo", columns=100, encoding="gbk", PYTHONIOENCODING="gbk")
    assert "?" not in shown
    assert "98.00" in shown


def test_ctrl_c_is_130() -> None:
    child = pexpect.spawn(COMMAND[0], ["-c", INTERRUPTED], cwd=str(ROOT), env=environment(), timeout=60)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130


INTERRUPTED = """
import sys
from scoring.cli import app
from scoring.cli.commands import rules
import scoring.rule_set as room
def interrupt(*_):
    raise KeyboardInterrupt
room.list_rule_sets = interrupt
sys.exit(app.run(["rules"]))
"""
