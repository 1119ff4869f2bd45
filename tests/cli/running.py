"""Run the program as a user does."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
COMMAND = [sys.executable, "-m", "scoring"]
COMPLETED = "samples/linxiang-rescue-station-2023-completed/submission.yaml"
PUBLISHED = "samples/linxiang-rescue-station-2023/submission.yaml"


def environment(**more: str) -> dict[str, str]:
    """Return an environment without anything of the person who runs the tests."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT / "src"), "LC_ALL": "C.UTF-8", "TERM": "xterm", **more}


def run(
    *arguments: str | bytes, cwd: Path = ROOT, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run the program; its output is a pipe."""
    return subprocess.run(
        [*COMMAND, *arguments], cwd=cwd, env=environment(**(env or {})), capture_output=True, check=False, timeout=120
    )


def text(*arguments: str | bytes, **more: str) -> str:
    """Return what the program prints on standard output."""
    return run(*arguments, env=more).stdout.decode("utf-8")
