"""Fail unless every line and branch of the rooms named behind COVERAGE.json was run."""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main() -> int:
    """Print what was not run and return the exit code."""
    report, *rooms = sys.argv[1:]
    files = json.loads(Path(report).read_text(encoding="utf-8"))["files"]
    missed = 0
    for name, found in sorted(files.items()):
        inside = name.replace("\\", "/").partition("scoring/")[2]
        if not any(inside == room or inside.startswith(f"{room}/") for room in rooms):
            continue
        lines, branches = found["missing_lines"], found["missing_branches"]
        if lines or branches:
            missed += 1
            sys.stdout.write(f"{name}: lines {lines} branches {branches}\n")
    sys.stdout.write(f"{missed} files of {', '.join(rooms)} with something that no test ran\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
