from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from scoring.reports import write_file


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    target = tmp_path / "表.json"
    assert write_file(target, b"one") is None
    assert write_file(target, b"two") is None
    assert target.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_not_there_is_a_reason_not_a_crash(tmp_path: Path) -> None:
    assert isinstance(write_file(tmp_path / "none" / "x", b""), FileNotFoundError)


def test_a_folder_in_the_files_place_stays(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    assert write_file(tmp_path / "x", b"") is not None
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_what_a_link_points_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    assert write_file(tmp_path / "link", b"new") is None
    assert (tmp_path / "real").read_bytes() == b"new"
    assert (tmp_path / "link").is_symlink()


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes there")
def test_a_device_is_written_not_replaced() -> None:
    assert write_file(Path(os.devnull), b"x") is None
    assert Path(os.devnull).is_char_device()
