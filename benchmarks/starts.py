"""What whole processes cost from start to end: CPU time of each, interleaved, several times."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.engines import names
from benchmarks.figures import Row

ROOT: Final = Path(__file__).resolve().parent.parent
SAMPLE: Final = ROOT / "samples" / "linxiang-rescue-station-2023-completed" / "submission.yaml"
FIRST: Final = "first institution: "

BARE: Final = "python -c pass"
CORE: Final = "import of yaml, jsonschema, rich, typer"
SCORE: Final = "scoring score (shipped sample)"
HELP: Final = "scoring --help"
TRIVIAL: Final = "trivial typer program --help"


def commands(rules: Path, row: Row) -> Mapping[str, Sequence[str]]:
    """Return what is run, by name."""
    figures = [f"{name}={text}" for name, text in row.items()]
    firsts = {FIRST + name: ["-m", "benchmarks.first", name, str(rules), *figures] for name in names()}
    return {
        BARE: ["-c", "pass"],
        **firsts,
        CORE: ["-c", "import yaml, jsonschema, rich, typer"],
        SCORE: ["-m", "scoring", "score", str(SAMPLE), "-r", "yueyang-2018"],
        TRIVIAL: ["-m", "benchmarks.trivial", "--help"],
        HELP: ["-m", "scoring", "--help"],
    }


def measure(runs: Mapping[str, Sequence[str]], rounds: int) -> Mapping[str, tuple[float, ...]]:
    """Return seconds of CPU time, user and system, of each run in each round; the first round is thrown away.

    It leaves the compiled modules behind, in a folder of their own, as an installation has them.
    """
    used: dict[str, list[float]] = {name: [] for name in runs}
    with tempfile.TemporaryDirectory(prefix="scoring-benchmarks-") as compiled:
        environment = os.environ | {"PYTHONPYCACHEPREFIX": compiled, "PYTHONDONTWRITEBYTECODE": ""}
        for _ in range(rounds + 1):
            for name, arguments in runs.items():
                used[name].append(_cpu(arguments, environment))
    return {name: tuple(seconds[1:]) for name, seconds in used.items()}


def ratio(one: Sequence[float], other: Sequence[float]) -> float:
    """Return the median over the rounds of *one* by *other* in the same round."""
    return median(first / second for first, second in zip(one, other, strict=True))


def difference(one: Sequence[float], other: Sequence[float]) -> float:
    """Return the median over the rounds of *one* less *other* in the same round."""
    return median(first - second for first, second in zip(one, other, strict=True))


def _cpu(arguments: Sequence[str], environment: Mapping[str, str]) -> float:
    """Return the CPU time of one process, which must end well."""
    command = [sys.executable, *arguments]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)
    assert process.stderr is not None
    complaint = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(arguments[:4])} ended with {process.returncode}: {complaint}")
    return usage.ru_utime + usage.ru_stime
