"""Everything in one run, with the packages of this interpreter; started by run.py."""

from __future__ import annotations

import argparse
import platform
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from benchmarks import rates, starts, tables, targets
from benchmarks.comparison import Wrong, compare
from benchmarks.engines import Engine, found
from benchmarks.expected import expected, parsed
from benchmarks.figures import Answer, Row
from benchmarks.rows import FLOORS, rows
from benchmarks.targets import Target
from scoring.version import VERSION

RULES: Final = Path(__file__).with_name("rule-set.yaml")
SEED: Final = 20231231
WRONG: Final = 1
MISSED: Final = 3
PEERS: Final = ("zen-engine", "simpleeval")


def main() -> int:
    """Compare, then measure; 1 if scoring is wrong anywhere, 3 if another target is missed, else 0."""
    options = _options()
    print(f"Python {platform.python_version()}, scoring {VERSION}, {tables.packages(PEERS)}\n")
    rule_set = parsed(RULES)
    drawn = rows(options.rows, SEED, lambda row: expected(rule_set, row).total)
    right = [expected(rule_set, row) for row in drawn]
    engines = found(RULES)
    wrong = {engine.name: compare(engine, drawn, right) for engine in engines}
    _print_answers(rule_set, right, wrong)
    kept = [targets.right(wrong)]
    if not kept[0].met:
        print(tables.promises(kept))
        return WRONG
    kept += _rates(engines, drawn, options) + _starts(drawn[0], options)
    print(tables.promises(kept))
    return 0 if all(target.met for target in kept) else MISSED


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks", description=main.__doc__)
    parser.add_argument("--rows", type=int, default=2000, help="institutions (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=7, help="interleaved rounds (default: %(default)s)")
    parser.add_argument(
        "--seconds", type=float, default=0.5, help="of each engine in each round (default: %(default)s)"
    )
    return parser.parse_args()


def _print_answers(rule_set: Mapping[str, Any], right: list[Answer], wrong: Mapping[str, Wrong]) -> None:
    codes = [leaf["code"] for group in rule_set["indicators"] for leaf in group["parts"]]
    on_floor = sum(answer.total in FLOORS for answer in right)
    print(f"## Answers\n\n{len(right)} institutions × {len(codes)} indicators; {on_floor} totals on a grade's floor.\n")
    print(tables.wrong_answers(wrong, codes))
    sys.stdout.flush()


def _rates(engines: tuple[Engine, ...], drawn: list[Row], options: argparse.Namespace) -> list[Target]:
    measured = rates.measure(engines, drawn, options.rounds, options.seconds)
    print(f"## Rates\n\nInstitutions per second of CPU time, {options.rounds} interleaved rounds.\n")
    print(tables.speeds(measured))
    sys.stdout.flush()
    return list(targets.fast(measured))


def _starts(row: Row, options: argparse.Namespace) -> list[Target]:
    used = starts.measure(starts.commands(RULES, row), options.rounds)
    print(f"## Processes\n\nCPU time from start to end, {options.rounds} interleaved rounds.\n")
    print(tables.processes(used))
    return list(targets.prompt(used))


if __name__ == "__main__":
    sys.exit(main())
