"""Compare scoring with its peers, side by side in one run: ``python benchmarks/run.py``.

Makes a virtual environment (a temporary one, or the one in --venv DIR, which is kept and used again), installs this
checkout and the peers named in pyproject.toml's dependency group ``benchmark``, and runs `side_by_side` in it. With
--here everything runs in the interpreter that runs this file, on what is installed there. Other options are passed on.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import tomllib
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent


def main() -> int:
    """Run everything and return the exit code: 0 done, 1 scoring is wrong somewhere, 3 a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--here", action="store_true", help="use this interpreter; install nothing")
    where.add_argument("--venv", type=Path, metavar="DIR", help="make or use the environment in DIR")
    options, rest = parser.parse_known_args()
    if options.here:
        return run(Path(sys.executable), rest)
    if options.venv:
        return run(installed(options.venv.resolve()), rest)
    with tempfile.TemporaryDirectory(prefix="scoring-benchmarks-") as folder:
        return run(installed(Path(folder)), rest)


def installed(folder: Path) -> Path:
    """Return the interpreter of an environment in *folder* with this checkout and the peers."""
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    peers = pyproject["dependency-groups"]["benchmark"]
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--upgrade", ROOT, *peers], check=True)
    return python


def run(python: Path, rest: Sequence[str]) -> int:
    """Run the comparison with *python*; the oracle is found among the tests."""
    paths = [str(ROOT), str(ROOT / "tests"), os.environ.get("PYTHONPATH", "")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))}
    return subprocess.run([python, "-m", "benchmarks.side_by_side", *rest], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
