"""One answer: the same input gives the same bytes, whatever the process, the place, the order and the form."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import scoring
from generate_files import as_yaml
from promise_checks import alike, as_data
from promised import COMPLETED, SAMPLES, SHIPPED, SIZE, Both, Data, complete, of_any, read_figures, sample
from scoring.engine import score
from scoring.reports import formats
from scoring.rule_set import shipped

SCRIPT = """
import sys, scoring
from pathlib import Path
for folder in sorted(Path(sys.argv[1]).iterdir()):
    rules = scoring.read_rule_set(folder / "rule-set.yaml")
    submission, findings = scoring.inspect(folder / "submission.yaml", rules)
    sys.stdout.buffer.write(scoring.to_json(scoring.score(rules, submission)).encode())
    sys.stdout.buffer.write(repr([str(one.place) + one.code for one in findings]).encode())
"""
COMMAND = ["-m", "scoring", "score", "-r", "yueyang-2018"]
WORLDS: Mapping[str, dict[str, str]] = {
    "hash seed 0": {"PYTHONHASHSEED": "0"},
    "hash seed 1": {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai"},
    "C": {"LC_ALL": "C", "PYTHONUTF8": "0", "TZ": "America/Los_Angeles"},
    "zh_CN": {"LC_ALL": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8", "LANGUAGE": "zh"},
    "English": {"SCORING_LANG": "en", "LC_ALL": "C.UTF-8", "LANGUAGE": "en", "NO_COLOR": "1", "COLUMNS": "40"},
}
"""A locale that is not installed changes nothing either: the C library falls back to C."""


def ran(arguments: list[str], world: Mapping[str, str], folder: Path) -> bytes:
    """Return what Python prints in that *world*, in that *folder*; it may end with 1, for findings."""
    kept = {key: value for key, value in os.environ.items() if key in ("PATH", "SYSTEMROOT", "VIRTUAL_ENV")}
    source = str(Path(scoring.__file__).resolve().parent.parent)
    environment = kept | {"PYTHONPATH": source, "PYTHONDONTWRITEBYTECODE": "1"} | dict(world)
    done = subprocess.run([sys.executable, *arguments], env=environment, cwd=folder, capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr.decode(errors="replace")
    return done.stdout


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of rule sets with submissions."""
    folder = tmp_path_factory.mktemp("one-answer")
    rng = random.Random("one answer")
    found = [of_any(rng) for _ in range(6 * SIZE)] + [complete(name, rng, 0.5) for name in SHIPPED]
    for index, both in enumerate(found):
        inner = folder / f"{index:04d}"
        inner.mkdir()
        (inner / "rule-set.yaml").write_text(both.rule_set_text, encoding="utf-8", newline="")
        (inner / "submission.yaml").write_text(both.submission_text, encoding="utf-8", newline="")
    return folder


@pytest.fixture(scope="module")
def usual(cases: Path) -> bytes:
    """What is printed for the cases in this process's surroundings."""
    return ran(["-c", SCRIPT, str(cases)], {}, cases)


@pytest.mark.parametrize("world", WORLDS)
def test_nothing_depends_on_the_process(world: str, cases: Path, usual: bytes, tmp_path: Path) -> None:
    assert ran(["-c", SCRIPT, str(cases)], WORLDS[world], tmp_path) == usual
    assert str(cases).encode() not in usual


@pytest.mark.parametrize("name", SAMPLES)
def test_the_command_line_gives_the_same_bytes_as_the_library(name: str, tmp_path: Path) -> None:
    path = shipped("samples") / name / "submission.yaml"
    rules = scoring.read_rule_set("yueyang-2018")
    expected = scoring.to_json(scoring.score(rules, scoring.read_submission(path, rules))).encode()
    for world in ("hash seed 1", "English"):
        assert ran([*COMMAND, str(path), "--format", "json"], WORLDS[world], tmp_path) == expected


def test_screens_depend_on_nothing_but_the_language_asked_for(tmp_path: Path) -> None:
    path = shipped("samples") / COMPLETED / "submission.yaml"
    for name in formats():
        written = {
            ran([*COMMAND, str(path), "--format", name, "--lang", "zh"], world | {"COLUMNS": "100"}, tmp_path)
            for world in ({"LC_ALL": "C", "TZ": "Asia/Tokyo"}, WORLDS["English"])
        }
        assert len(written) == 1, name


# ---- order and form -------------------------------------------------------------------------------------------------


def shuffled(data: Any, rng: random.Random) -> Any:
    """Return *data* with the keys of every mapping in another order; lists keep theirs."""
    if isinstance(data, dict):
        keys = rng.sample(list(data), len(data))
        return {key: shuffled(data[key], rng) for key in keys}
    return [shuffled(one, rng) for one in data] if isinstance(data, list) else data


def as_json(data: Data, rng: random.Random) -> str:
    """Return *data* as JSON; numbers now as numbers, now as text."""

    def typed(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: typed(one) for key, one in value.items()}
        if isinstance(value, list):
            return [typed(one) for one in value]
        return int(value) if value.isascii() and value.isdigit() and value == str(int(value)) else value

    return json.dumps(typed(data) if rng.random() < 0.5 else data, ensure_ascii=rng.random() < 0.5, indent=2)


@pytest.mark.parametrize("seed", range(12 * SIZE))
def test_order_and_form_change_nothing_but_places(seed: int) -> None:
    rng = random.Random(f"order {seed}")
    both = rng.choice([of_any(rng), complete(SHIPPED[0], rng, 0.9), sample(rng.choice(SAMPLES))])
    first = both.sheet()
    rule_data = both.rule_data | {"facts": shuffled(both.rule_data["facts"], rng)}
    others = [
        both.with_data(shuffled(both.data, rng)).sheet(),
        Both(as_yaml(rule_data), both.submission_text).sheet(),
    ]
    written, findings = read_figures(as_json(both.data, rng), both.rules, "submission.json")
    assert written is not None
    others.append(score(both.rules, written, findings=findings))
    for other in others:
        assert other.submission.fingerprint.meaning == first.submission.fingerprint.meaning
        assert other.rule_set.fingerprint.meaning == first.rule_set.fingerprint.meaning
        assert alike(as_data(other)) == alike(as_data(first))
