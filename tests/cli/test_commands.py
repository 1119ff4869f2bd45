from __future__ import annotations

import csv
import io
import json
import stat
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from cli.running import COMPLETED, PUBLISHED, ROOT, run, text

RULES = ("-r", "yueyang-2018")


def test_the_demo_shows_98_and_says_what_to_try() -> None:
    shown = text("demo")
    assert "98.00" in shown
    assert "不能确定" in shown
    commands = [line.strip() for line in shown.splitlines() if line.startswith("  scoring ")]
    assert len(commands) == 3
    for command in commands:
        done = run(*command.split()[1:])
        assert done.returncode == 0, done.stderr.decode()


def test_the_demo_works_from_any_folder(tmp_path: Path) -> None:
    done = run("demo", cwd=tmp_path)
    assert done.returncode == 0
    command = next(line for line in done.stdout.decode().splitlines() if line.startswith("  scoring explain"))
    assert run(*command.split()[1:], cwd=tmp_path).returncode == 0
    assert not list(tmp_path.iterdir())


def test_score_of_the_completed_sample() -> None:
    done = run("score", COMPLETED, *RULES, "--format", "json")
    sheet = json.loads(done.stdout)
    assert done.returncode == 0
    assert sheet["total"]["marks"] == "98.00"
    assert sheet["grade"]["name"] == "优"
    assert sheet["submission"]["file"] == COMPLETED


@pytest.mark.parametrize("submission", [COMPLETED, PUBLISHED])
def test_sheets_follow_the_published_schema(submission: str) -> None:
    schema = json.loads(
        (resources.files("scoring.reports") / "schema" / "score-sheet-1.schema.json").read_text("utf-8")
    )
    sheet = json.loads(text("score", submission, *RULES, "--format", "json"))
    assert not list(jsonschema.Draft202012Validator(schema).iter_errors(sheet))


def test_the_sheet_is_the_same_to_the_byte_whatever_the_surroundings() -> None:
    first = run("score", PUBLISHED, *RULES, "--format", "json").stdout
    other = {"SCORING_LANG": "en", "LC_ALL": "C", "TZ": "Asia/Shanghai", "PYTHONHASHSEED": "7", "COLUMNS": "50"}
    assert run("score", PUBLISHED, *RULES, "--format", "json", env=other).stdout == first


def test_no_path_of_this_machine_enters_a_sheet() -> None:
    shown = text("score", str(ROOT / COMPLETED), "-r", str(ROOT / "rules" / "yueyang-2018"), "--format", "json")
    assert str(ROOT) not in shown


def test_an_unresolved_sheet_is_no_error_and_has_no_grade() -> None:
    done = run("score", PUBLISHED, *RULES)
    assert done.returncode == 0
    assert "不能确定：" in done.stdout.decode()


@pytest.mark.parametrize(
    ("submission", "least", "code"),
    [(COMPLETED, "98", 0), (COMPLETED, "98.01", 3), (PUBLISHED, "90", 3), (PUBLISHED, "0", 0)],
)
def test_fail_under(submission: str, least: str, code: int) -> None:
    done = run("score", submission, *RULES, "--fail-under", least)
    assert done.returncode == code
    assert done.stdout
    assert ("未达到要求" in done.stderr.decode()) == (code == 3)


@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("score", COMPLETED, *RULES),
        ("explain", PUBLISHED, "A01", *RULES),
        ("explain", COMPLETED, "total", *RULES),
        ("show", "yueyang-2018"),
        ("show", "yueyang-2018", "B01"),
        ("rules",),
        ("methods",),
        ("test", "yueyang-2018"),
    ],
    ids=lambda arguments: "-".join(word for word in arguments if "/" not in word),
)
def test_every_result_in_every_format(arguments: tuple[str, ...], form: str) -> None:
    done = run(*arguments, "--format", form)
    assert done.returncode == 0, done.stderr.decode()
    shown = done.stdout.decode("utf-8")
    assert shown.endswith("\n")
    if form == "json":
        json.loads(shown)
    if form == "csv":
        assert len({len(row) for row in csv.reader(io.StringIO(shown))}) == 1


def test_explain_names_everything_an_auditor_needs() -> None:
    shown = text("explain", COMPLETED, "B01", *RULES)
    for expected in (
        "预算调整数÷年初预算数",
        "14.28万元÷172万元",
        "8.30%",
        "submission.yaml:",
        "官方原文",
        "自拟",
        "rule-set.yaml:",
    ):
        assert expected in shown


def test_an_indicator_is_found_by_its_name_too() -> None:
    assert text("explain", COMPLETED, "预算调整率", *RULES) == text("explain", COMPLETED, "b01", *RULES)


def test_an_unknown_code_gets_the_nearest() -> None:
    done = run("explain", COMPLETED, "预算调正率", *RULES)
    assert done.returncode == 2
    assert "预算调整率" in done.stderr.decode()


def test_output_file_is_complete(tmp_path: Path) -> None:
    target = tmp_path / "评分表.csv"
    done = run("score", COMPLETED, *RULES, "--format", "csv", "-o", str(target))
    assert (done.returncode, done.stdout) == (0, b"")
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    assert [path.name for path in tmp_path.iterdir()] == ["评分表.csv"]
    target.chmod(0o640)
    run("score", COMPLETED, *RULES, "-o", str(target))
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    done = run("score", COMPLETED, *RULES, "-o", str(tmp_path / "none" / "x.json"))
    assert done.returncode == 2
    assert "不能写入" in done.stderr.decode()
    assert not list(tmp_path.iterdir())


def test_errors_in_the_submission_are_shown_and_the_sheet_is_made(tmp_path: Path) -> None:
    source = (ROOT / COMPLETED).read_text("utf-8")
    (tmp_path / "report.txt").write_bytes((ROOT / COMPLETED).with_name("report.txt").read_bytes())
    broken = tmp_path / "submission.yaml"
    broken.write_text(source.replace("编制数: {value: 9,", "编制数: {value: 约9,"), encoding="utf-8")
    done = run("score", str(broken), *RULES)
    assert done.returncode == 1
    assert "总分" in done.stdout.decode()
    assert "submission.yaml:" in done.stderr.decode()
    assert "错误1个" in done.stdout.decode()


def test_a_submission_that_is_not_there() -> None:
    done = run("score", "nowhere.yaml", *RULES)
    assert (done.returncode, done.stdout) == (1, b"")
    assert "nowhere.yaml" in done.stderr.decode()


def test_failing_cases_are_a_gate(tmp_path: Path) -> None:
    for file in (ROOT / "rules" / "yueyang-2018").glob("*.yaml"):
        content = file.read_text("utf-8").replace("marks_per_step: 0.5", "marks_per_step: 0.4")
        (tmp_path / file.name).write_text(content, encoding="utf-8")
    done = run("test", str(tmp_path / "rule-set.yaml"))
    assert done.returncode == 3
    assert "预期" in done.stdout.decode()


def test_a_rule_set_without_cases(tmp_path: Path) -> None:
    rules = tmp_path / "rule-set.yaml"
    rules.write_bytes((ROOT / "rules" / "yueyang-2018" / "rule-set.yaml").read_bytes())
    done = run("test", str(rules))
    assert done.returncode == 2
    assert "cases.yaml" in done.stderr.decode()


def test_a_reader_that_stops_early_is_no_crash() -> None:
    import subprocess

    from cli.running import COMMAND, environment

    with subprocess.Popen(
        [*COMMAND, "show", "yueyang-2018"], cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


def test_check_prints_its_findings_as_the_result(tmp_path: Path) -> None:
    good = run("check", "yueyang-2018")
    assert good.returncode == 0
    broken = tmp_path / "rule-set.yaml"
    source = (ROOT / "rules" / "yueyang-2018" / "rule-set.yaml").read_text("utf-8")
    broken.write_text(source.replace("full_marks: 5", "full_marks: five", 1), encoding="utf-8")
    done = run("check", str(broken), "--format", "json")
    assert done.returncode == 1
    assert json.loads(done.stdout)
