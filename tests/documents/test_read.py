"""Only regular files of a known form and size are read; everything else is a finding."""

from __future__ import annotations

import hashlib
import os
import socket
from pathlib import Path

import pytest

from scoring.diagnostics import Language, Severity
from scoring.documents import Document, Mapping, read_file, read_plain_text, read_text
from scoring.documents.limits import MAX_BYTES


def codes(path: Path) -> list[str]:
    document, findings = read_file(path, path.name)
    assert document is None
    return [finding.code for finding in findings]


def test_a_file_is_read_with_its_hash(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes("\ufeff甲: 1\n".encode())
    document, findings = read_file(path, "rules/a.yml")
    assert isinstance(document, Document)
    assert not findings
    assert document.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert isinstance(document.root, Mapping)
    key = document.root.entries[0].key
    assert (key.text, str(key.place)) == ("甲", "rules/a.yml:1:1")  # the byte order mark takes no column


def test_the_suffix_decides_in_any_case(tmp_path: Path) -> None:
    for name in ("a.YAML", "a.yml", "a.Json"):
        (tmp_path / name).write_text('{"a": 1}')
        assert read_file(tmp_path / name, name)[0] is not None


def test_pipes_devices_folders_and_sockets(tmp_path: Path) -> None:
    folder = tmp_path / "folder.yaml"
    folder.mkdir()
    assert codes(folder) == ["D102"]
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    assert codes(pipe) == ["D102"]  # and does not wait for somebody to write
    device = tmp_path / "device.yaml"
    device.symlink_to("/dev/zero")
    assert codes(device) == ["D102"]
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s.yaml"))
        assert codes(tmp_path / "s.yaml") == ["D102"]


def test_unreadable_files_are_d103(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loop = tmp_path / "loop.yaml"
    loop.symlink_to(loop)
    assert codes(loop) == ["D103"]
    assert codes(tmp_path / ("x" * 300 + ".yaml")) == ["D103"]
    assert codes(Path("a\0.yaml")) == ["D103"]
    path = tmp_path / "a.yaml"
    path.write_text("a: 1")

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    _, findings = read_file(path, "a.yaml")
    assert Language("en").render(findings[0].text) == "the file a.yaml cannot be read: permission is denied"


def test_a_file_that_vanishes_or_is_exchanged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: 1")
    folder_mode = tmp_path.stat()
    monkeypatch.setattr(os, "fstat", lambda _: folder_mode)
    assert codes(path) == ["D102"]


def test_large_files_are_d104(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(100 * MAX_BYTES)  # takes no room on the disk and is not read
    assert codes(path) == ["D104"]


@pytest.mark.parametrize("name", ["a.txt", "a", "a.yaml.bak"])
def test_other_suffixes(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("a: 1")
    assert codes(tmp_path / name) == ["D105"]


def test_plain_text_is_kept_as_written(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes("\ufeff支出合计186.28万元\r\n\x0c".encode())
    assert read_plain_text(path, "report.txt") == ("支出合计186.28万元\r\n\x0c", ())


def test_plain_text_in_gb18030_is_noted(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes("支出合计186.28万元".encode("gb18030"))
    text, findings = read_plain_text(path, "report.txt")
    assert text == "支出合计186.28万元"
    assert [(finding.code, finding.severity) for finding in findings] == [("D109", Severity.NOTE)]


def test_plain_text_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(b"\xff\xff")
    assert read_plain_text(path, "report.txt")[0] is None
    assert [finding.code for finding in read_plain_text(tmp_path / "none.txt", "none.txt")[1]] == ["D101"]


def test_a_warning_does_not_refuse_the_document() -> None:
    document, findings = read_text("名\u200b称: 甲\n".encode(), "f", "yaml")
    assert document is not None
    assert [(finding.code, finding.severity) for finding in findings] == [("D116", Severity.WARNING)]


def test_findings_are_sorted_by_place() -> None:
    _, findings = read_text(b"a: {x, y: &z 1}\nb: *z\na: 1\n", "f", "yaml")
    assert [finding.place.line for finding in findings] == [1, 1, 2, 3]
    assert list(findings) == sorted(findings, key=lambda finding: finding.order)
