"""A submission from its file, together with the documents it quotes, which lie in the same folder or below."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Final

from scoring.diagnostics import Diagnostic, Kind
from scoring.documents.read import read_file, read_plain_text
from scoring.documents.shape import Shape
from scoring.documents.tree import Document, Scalar
from scoring.rule_set.model import RuleSet
from scoring.submissions.model import Submission
from scoring.submissions.read import declared_documents, read_submission

OUTSIDE_FOLDER: Final = Kind(
    "S420",
    "the document {file} does not lie in the folder of the submission",
    "put it beside the submission and write its name there, without .. and without a drive or leading slash",
)
UNREADABLE_DOCUMENT: Final = Kind(
    "S421", "the document {file} could not be read", "see the finding about that file; quotations of it are not checked"
)


def load_submission(
    path: Path, name: str, rules: RuleSet, *, any_year: bool = False
) -> tuple[Submission | None, tuple[Diagnostic, ...]]:
    """Return the submission in the file *path*, which findings call *name*, and everything found on the way."""
    document, findings = read_file(path, name)
    if document is None:
        return None, findings
    texts, found = quoted_texts(document, path.parent)
    submission, more = read_submission(document, rules, texts, any_year=any_year)
    return submission, tuple(sorted((*findings, *found, *more), key=lambda finding: finding.order))


def quoted_texts(document: Document, folder: Path) -> tuple[dict[str, str], tuple[Diagnostic, ...]]:
    """Return the texts of the documents that a submission in *folder* declares, by the declared name."""
    texts: dict[str, str] = {}
    findings: list[Diagnostic] = []
    # What is wrong with the list itself is found again, and reported, when the submission is read.
    for name, file in declared_documents(document.root, Shape([])).items():
        if _leads_out(folder, file.text):
            findings.append(OUTSIDE_FOLDER.at(file.place, file=file.text))
            continue
        text, found = read_plain_text(folder / file.text, file.text)
        findings.extend(found)
        if text is None:
            findings.append(_unreadable(file))
        else:
            texts[name] = text
    return texts, tuple(findings)


def _unreadable(file: Scalar) -> Diagnostic:
    return UNREADABLE_DOCUMENT.at(file.place, file=file.text)


def _leads_out(folder: Path, file: str) -> bool:
    """Tell whether *file*, written in a submission, leads out of *folder*, by its own words or by a link."""
    windows, posix = PureWindowsPath(file), PurePosixPath(file)
    if windows.drive or windows.root or posix.is_absolute() or ".." in (*windows.parts, *posix.parts):
        return True
    try:
        return not (folder / file).resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):  # a circle of links, a NUL: reading it says what is wrong
        return False
