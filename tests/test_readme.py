"""The screens shown in the READMEs are real: each command printed there prints what stands below it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCREEN = re.compile(r"^```\n\$ scoring (?P<arguments>.+)\n(?P<shown>(?:.*\n)*?)```$", re.MULTILINE)
OMITTED = "…"

SCREENS = [
    (name, match["arguments"], match["shown"])
    for name in ("README.md", "README.zh-CN.md")
    for match in SCREEN.finditer((ROOT / name).read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("name", "arguments", "shown"), SCREENS, ids=lambda value: value[:40])
def test_the_screen_is_what_the_command_prints(name: str, arguments: str, shown: str) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("SCORING_")}
    environment |= {"COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-m", "scoring", *arguments.split()],
        capture_output=True,
        cwd=ROOT,
        env=environment,
        encoding="utf-8",
        check=False,
    )
    printed = [line.rstrip() for line in done.stdout.splitlines()]
    for part in shown.rstrip("\n").split(f"\n{OMITTED}\n"):
        lines = [line for line in part.split("\n") if line != OMITTED]
        starts = [at for at in range(len(printed)) if printed[at : at + len(lines)] == lines]
        assert starts, f"{name}: not on the screen of {arguments}:\n{part}"


def test_both_readmes_show_screens() -> None:
    assert [name for name, _, _ in SCREENS] == ["README.md"] * 3 + ["README.zh-CN.md"] * 3
