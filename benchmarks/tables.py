"""The results as Markdown tables on standard output."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from statistics import median

from benchmarks import rates, starts
from benchmarks.comparison import Wrong
from benchmarks.targets import PEER, Target


def packages(names: Iterable[str]) -> str:
    """Return the versions of the installed packages *names*."""
    return ", ".join(f"{name} {version(name)}" for name in names)


def wrong_answers(wrong: Mapping[str, Wrong], codes: Sequence[str]) -> str:
    """Return the table of wrong answers."""
    lines = [
        (
            name,
            str(one.marks),
            str(one.totals),
            str(one.grades),
            str(one.rows),
            ", ".join(f"{codes[place]} ({times})" for place, times in one.worst) or "–",
        )
        for name, one in wrong.items()
    ]
    return _table(("engine", "wrong marks", "wrong totals", "wrong grades", "rows affected", "most often"), lines)


def speeds(measured: Mapping[str, rates.Rates]) -> str:
    """Return the table of rates."""
    lines = [
        (
            name,
            f"{one.best:,.0f}",
            f"{one.median:,.0f}",
            f"{one.wall_median:,.0f}",
            f"{1e6 / one.median:,.0f}",
            f"{rates.ratio(one, measured[PEER]):.2f}",
        )
        for name, one in measured.items()
    ]
    return _table(
        ("engine", "best /s", "median /s", "median /s (wall)", "µs each", f"× {PEER}"),
        lines,
    )


def processes(used: Mapping[str, Sequence[float]]) -> str:
    """Return the table of whole processes."""
    core = used[starts.CORE]
    lines = [
        (name, f"{1000 * median(one):.0f}", f"{1000 * min(one):.0f}", f"{starts.ratio(one, core):.2f}")
        for name, one in used.items()
    ]
    return _table(("process", "median ms CPU", "best ms CPU", "× core imports"), lines)


def promises(targets: Iterable[Target]) -> str:
    """Return the table of targets."""
    lines = [(one.promise, one.measured, "pass" if one.met else "FAIL") for one in targets]
    return _table(("target", "measured", ""), lines)


def _table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    rows = [head, ["---", *("---:" for _ in head[1:])], *lines]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows) + "\n"
