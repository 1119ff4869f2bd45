"""Tables on the command line: one row, one of many, columns that are not wanted, files that are damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.running import run

RULES = ("-r", "yueyang-2018")
TABLE = "单位编码,单位名称,年度,在职人数,编制数\n001,甲单位,2023,31,30\n002,乙单位,2023,30,30\n"


def test_one_row_of_a_table(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
    shown = run("explain", "t.csv#001", "A01", *RULES, cwd=tmp_path)
    assert shown.returncode == 0
    assert "t.csv:2:14" in shown.stdout.decode()
    which = run("score", "t.csv", *RULES, cwd=tmp_path)
    assert which.returncode == 1
    assert "在#后写明单位编码，如t.csv#001" in which.stderr.decode()


def test_columns_that_are_not_wanted(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("备注," + TABLE.replace("\n0", "\nx,0"), encoding="utf-8")
    refused = run("score", "t.csv#001", *RULES, cwd=tmp_path)
    assert (refused.returncode, "S431" in refused.stderr.decode()) == (1, True)
    ignored = run("score", "t.csv#001", *RULES, "--other-columns", "ignore", cwd=tmp_path)
    assert (ignored.returncode, "S442" in ignored.stderr.decode()) == (0, True)
    assert run("score", "t.csv#001", *RULES, "--other-columns", "keep", cwd=tmp_path).returncode == 2


@pytest.mark.parametrize("columns", ["40", "100"])
def test_a_damaged_table_is_shown_where_it_is_damaged(tmp_path: Path, columns: str) -> None:
    data = TABLE.encode("gb18030")
    (tmp_path / "t.csv").write_bytes(data[:70] + b"\xff" + data[70:])
    done = run("score", "t.csv#001", *RULES, cwd=tmp_path, env={"COLUMNS": columns})
    assert done.returncode == 1
    assert done.stdout == b""
    heading, line, marker, *_ = done.stderr.decode().splitlines()
    assert heading.startswith("t.csv:3:")
    assert (line, marker.strip()) == ("  | 002,乙单", "|         ^")
