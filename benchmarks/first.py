"""Start one engine, score one institution, stop: ``python -m benchmarks.first ENGINE RULES NAME=FIGURE …``."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.engines import prepare


def main() -> None:
    """Score the institution whose figures are on the command line."""
    name, rules, *figures = sys.argv[1:]
    engine = prepare(name, Path(rules))[0]
    row = dict(figure.split("=", 1) for figure in figures)
    engine.start()(engine.native(row))


if __name__ == "__main__":
    main()
