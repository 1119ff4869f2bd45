"""Read a file or bytes into a located document; the only way in for rule sets, submissions and cases."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from pathlib import Path, PurePath
from typing import Literal

from scoring.diagnostics import Diagnostic, Kind, Location, Message, message
from scoring.documents.csv_reader import read_csv
from scoring.documents.encoding import decode, decode_plain, decode_table
from scoring.documents.json_reader import read_json
from scoring.documents.limits import MAX_BYTES, MAX_TABLE_BYTES, MAX_TEXT_BYTES
from scoring.documents.table import Table, as_table
from scoring.documents.tree import Document
from scoring.documents.tree_builder import refused
from scoring.documents.yaml_reader import read_yaml

Form = Literal["yaml", "json"]

MISSING_FILE = Kind("D101", "the file {file} does not exist", "correct the name, or put the file there")
NOT_A_FILE = Kind("D102", "{file} is not a file: {found}", "name a regular file")
UNREADABLE = Kind("D103", "the file {file} cannot be read: {reason}", "make the file readable and try again")
TOO_LARGE = Kind(
    "D104",
    "the file has more than {limit} bytes",
    "split it, or hand in large tables as CSV or as a workbook",
)
UNKNOWN_SUFFIX = Kind(
    "D105",
    "files ending in {suffix} are not read here",
    "use .yaml, .yml or .json; submissions may also be tables ending in .csv",
)

FORMS: dict[str, Form] = {".yaml": "yaml", ".yml": "yaml", ".json": "json"}
"""The form of a file by its suffix."""

TABLES = frozenset({".csv", ".tsv"})
"""The suffixes of files that are read as tables."""


def listed_name(given: str) -> str:
    """Return how findings and sheets name the file *given*: as given, but never by a path of this machine.

    >>> listed_name("./a/b.yaml"), listed_name("/home/me/b.yaml"), listed_name("../b.yaml")
    ('a/b.yaml', 'b.yaml', 'b.yaml')
    """
    path = PurePath(given)
    return path.name if path.is_absolute() or ".." in path.parts else path.as_posix()


def read_file(path: Path, name: str) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """Read the YAML or JSON file at *path*, which findings call *name*; None where it may not be used."""
    form = FORMS.get(path.suffix.lower())
    if form is None:
        return None, (UNKNOWN_SUFFIX.at(Location(name), suffix=path.suffix or path.name),)
    data, findings = read_bytes(path, name, MAX_BYTES)
    return read_text(data, name, form) if data is not None else (None, findings)


def read_text(data: bytes, name: str, form: Form) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """Read *data*, the bytes of a YAML or JSON file; None where it may not be used."""
    if len(data) > MAX_BYTES:
        return None, (TOO_LARGE.at(Location(name), limit=MAX_BYTES),)
    text, findings = decode(data, name)
    if text is None:
        return None, tuple(findings)
    root, found = read_yaml(text, name) if form == "yaml" else read_json(text, name)
    findings += found
    if root is None or refused(findings):
        return None, tuple(sorted(findings, key=lambda finding: finding.order))
    return Document(root, name, hashlib.sha256(data).hexdigest()), tuple(findings)


def read_table(path: Path, name: str) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """Read the CSV file at *path*, which findings call *name*; None where nothing of it may be used.

    A table is used as far as it can be read: a row in which something is wrong is reported and not there.
    """
    data, findings = read_bytes(path, name, MAX_TABLE_BYTES)
    return read_table_text(data, name) if data is not None else (None, findings)


def read_table_text(data: bytes, name: str) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """Read *data*, the bytes of a CSV file."""
    text, findings = decode_table(data, name)
    if text is None:
        return None, tuple(findings)
    rows, lines, found = read_csv(text, name)
    table = as_table(rows, lines, hashlib.sha256(data).hexdigest(), found)
    return table, tuple(sorted((*findings, *found), key=lambda finding: finding.order))


def read_plain_text(path: Path, name: str) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """Read a quoted document such as ``report.txt``, kept as written: UTF-8, or GB18030 with a note saying so."""
    data, findings = read_bytes(path, name, MAX_TEXT_BYTES)
    return decode_plain(data, name) if data is not None else (None, findings)


def read_bytes(path: Path, name: str, limit: int) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """Return the bytes of the regular file at *path*, at most *limit*; never waits for a pipe or a device."""
    place = Location(name)
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    try:
        if (found := _other_than_file(path.stat().st_mode)) is not None:
            return None, (NOT_A_FILE.at(place, file=name, found=found),)
        with open(os.open(path, flags), "rb") as file:  # noqa: PTH123 - a descriptor, so that it can be looked at first
            if (found := _other_than_file(os.fstat(file.fileno()).st_mode)) is not None:
                return None, (NOT_A_FILE.at(place, file=name, found=found),)
            data = file.read(limit + 1)
    except FileNotFoundError:
        return None, (MISSING_FILE.at(place, file=name),)
    except OSError as error:
        return None, (UNREADABLE.at(place, file=name, reason=_reason(error)),)
    except ValueError:  # a NUL character in the name
        return None, (UNREADABLE.at(place, file=name, reason=message("its name is not a file name")),)
    return (data, ()) if len(data) <= limit else (None, (TOO_LARGE.at(place, limit=limit),))


def _other_than_file(mode: int) -> Message | None:
    """Say what stands there if it is not a regular file."""
    if stat.S_ISREG(mode):
        return None
    if stat.S_ISDIR(mode):
        return message("it is a folder")
    if stat.S_ISFIFO(mode):
        return message("it is a pipe")
    return message("it is a device or a socket")


def _reason(error: OSError) -> Message:
    """Say why the system refused, in our words: the system's depend on its language."""
    if error.errno in {errno.EACCES, errno.EPERM}:
        return message("permission is denied")
    if error.errno == errno.ELOOP:
        return message("its links lead in a circle")
    if error.errno == errno.ENAMETOOLONG:
        return message("its name is too long")
    return message("the system says {name}", name=errno.errorcode.get(error.errno or 0, "?"))
