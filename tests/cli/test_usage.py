from __future__ import annotations

import re
import tomllib

import pytest

from cli.running import ROOT, run, text
from scoring.cli.app import commands
from scoring.version import VERSION

NAMES = [module.__name__.rpartition(".")[2].removesuffix("_") for module in commands()]


def test_version() -> None:
    assert text("--version") == f"scoring {VERSION}\n" == text("-V")
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"] == VERSION


def test_without_a_command_the_help_is_shown() -> None:
    bare = run()
    assert bare.returncode == 2
    assert bare.stdout == run("--help").stdout
    assert run("--help").returncode == 0


@pytest.mark.parametrize("name", NAMES)
def test_every_command_is_listed_with_its_purpose(name: str) -> None:
    assert re.search(rf"^{name} +\S", text("--help"), re.MULTILINE)


@pytest.mark.parametrize("arguments", [(), *[(name,) for name in NAMES]], ids=["all", *NAMES])
def test_help_is_chinese_unless_english_is_wanted(arguments: tuple[str, ...]) -> None:
    chinese, english = text(*arguments, "--help"), text("--lang", "en", *arguments, "--help")
    assert "用法：" in chinese
    assert "选项" in chinese
    assert not re.search(r"\b(the|and|of|Options|Usage|Commands|Arguments|Install|Show)\b", chinese)
    assert "Usage:" in english
    assert not re.search(r"[\u4e00-\u9fff]", english)


@pytest.mark.parametrize("place", [("--lang", "en", "rules"), ("rules", "--lang", "en"), ("rules", "--lang=en")])
def test_language_before_and_behind_the_command(place: tuple[str, ...]) -> None:
    assert "Rule sets" in text(*place, SCORING_LANG="zh")


def test_language_from_the_environment() -> None:
    assert "Rule sets" in text("rules", SCORING_LANG="en")
    assert "指标体系" in text("rules", SCORING_LANG="fr")
    assert "指标体系" in text("rules", SCORING_LANG="zh_CN.UTF-8")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("scor",), "没有命令 scor，是不是 score？"),
        (("nothing-like-it",), "没有命令 nothing-like-it"),
        (("score",), "缺少参数 SUBMISSION"),
        (("score", "x.yaml"), "缺少选项 -r, --rule-set"),
        (("score", "x.yaml", "-r"), "选项 -r 后面要写值"),
        (("score", "x.yaml", "y.yaml", "-r", "z"), "多出的参数：y.yaml"),
        (("rules", "--fromat", "json"), "没有选项 --fromat，是不是 --format？"),
        (("rules", "--format", "tabel"), "是不是 table？"),
        (("rules", "--version=3"), "没有选项 --version"),
        (("--version=3",), "选项 --version 后面不写值"),
        (("score", "x.yaml", "-r", "z", "--fail-under", "many"), "many不是分数"),
        (("rules", "--lang", "fr"), "没有语言 fr"),
        (("check",), "缺少参数 RULES"),
    ],
)
def test_wrong_usage_is_explained_in_chinese(arguments: tuple[str, ...], expected: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == b""
    said = done.stderr.decode("utf-8")
    assert expected in said
    assert not re.search(r"\b(such|option|argument|Missing|requires|unexpected|Did)\b", said)


def test_unknown_rule_set() -> None:
    done = run("show", "yueyang-2081")
    assert done.returncode == 2
    assert "yueyang-2018" in done.stderr.decode("utf-8")


def test_help_starts_no_heavy_room() -> None:
    code = (
        "import sys; from scoring.cli import main; main(['--help']); "
        "print(sorted(name for name in sys.modules if name.split('.')[0] in ('yaml', 'lark', 'jsonschema', 'rich')"
        " or name.startswith(('scoring.rule_set', 'scoring.engine', 'scoring.expressions', 'scoring.methods'))), "
        "file=sys.stderr)"
    )
    import subprocess
    import sys

    from cli.running import environment

    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, check=True, timeout=60)
    assert done.stderr.decode() == "[]\n"


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "latin-1", "utf-8"])
def test_no_console_stops_the_program(encoding: str) -> None:
    for arguments in (("--help",), ("rules",), ("methods",), ("show", "yueyang-2018"), ("scor",)):
        done = run(*arguments, env={"PYTHONIOENCODING": encoding})
        assert b"Traceback" not in done.stderr
        assert done.returncode in (0, 2)


def test_gbk_shows_every_character_of_the_help() -> None:
    assert "?" not in run("--help", env={"PYTHONIOENCODING": "gbk"}).stdout.decode("gbk")


def test_arguments_that_are_not_utf_8() -> None:
    done = run(b"show", b"caf\xe9\xff")
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_json_is_utf_8_for_other_programs() -> None:
    assert run("rules", "--format", "json", env={"PYTHONIOENCODING": "gbk"}).stdout.decode("utf-8")
