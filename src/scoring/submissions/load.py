"""Submissions from their files, together with the documents they quote, which lie in the same folder or below."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Final

from scoring.diagnostics import Diagnostic, Kind
from scoring.documents.read import TABLES, read_file, read_plain_text, read_table
from scoring.documents.shape import Shape
from scoring.documents.tree import Document, Scalar
from scoring.rule_set.model import RuleSet
from scoring.submissions.beside import Beside, read_beside
from scoring.submissions.columns import OtherColumns
from scoring.submissions.model import Submission
from scoring.submissions.read import Found, declared_documents, read_submission
from scoring.submissions.sources import Source, chosen, listed, without_twins
from scoring.submissions.wide import rows_of

OUTSIDE_FOLDER: Final = Kind(
    "S420",
    "the document {file} does not lie in the folder of the submission",
    "put it beside the submission and write its name there, without .. and without a drive or leading slash",
)
UNREADABLE_DOCUMENT: Final = Kind(
    "S421", "the document {file} could not be read", "see the finding about that file; quotations of it are not checked"
)


def load_submission(
    path: Path,
    name: str,
    rules: RuleSet,
    *,
    any_year: bool = False,
    wanted: str = "",
    other: OtherColumns = OtherColumns.REFUSE,
) -> Found:
    """Return the submission in the file *path*, which findings call *name*, and everything found on the way.

    Args:
        path: a file with one submission, or with several of which one is *wanted*.
        name: what findings call it.
        rules: the rule set.
        any_year: accept years the rule set is not valid for.
        wanted: which one, by ``code`` or ``code@year``; "" for the only one.
        other: what becomes of columns of a table that nothing is read from.
    """
    sources, found = _sources(path, name, rules, other)
    findings = list(found)
    source = chosen(sources, wanted, name, findings)
    submission, more = _read(source, path.parent, rules, any_year) if source is not None else (None, ())
    return submission, _sorted((*findings, *more))


def load_submissions(
    path: Path, name: str, rules: RuleSet, *, any_year: bool = False, other: OtherColumns = OtherColumns.REFUSE
) -> tuple[tuple[Submission, ...], tuple[Diagnostic, ...]]:
    """Return all submissions in the file *path*, in its order, and everything found on the way, each thing once."""
    sources, found = _sources(path, name, rules, other)
    findings = dict.fromkeys(found)
    submissions = []
    for source in sources:
        submission, more = _read(source, path.parent, rules, any_year)
        findings |= dict.fromkeys(more)
        if submission is not None:
            submissions.append(submission)
    return tuple(submissions), _sorted(findings)


def _sources(
    path: Path, name: str, rules: RuleSet, other: OtherColumns
) -> tuple[tuple[Source, ...], tuple[Diagnostic, ...]]:
    """Return what submissions there are in the file *path*."""
    findings: list[Diagnostic] = []
    if path.suffix.lower() in TABLES:
        table, found = read_table(path, name)
        findings += found
        beside = read_beside(path, name, rules, other, findings) if table is not None else Beside()
        sources = rows_of(table, beside, rules, other, findings) if table is not None else ()
    else:
        document, found = read_file(path, name)
        sources, more = listed(document) if document is not None else ((), ())
        findings += (*found, *more)
    return without_twins(sources, findings), tuple(findings)


def _read(source: Source, folder: Path, rules: RuleSet, any_year: bool) -> Found:
    """Return one submission, with the documents it quotes from *folder*."""
    document, findings = source.build()
    texts, found = quoted_texts(document, folder)
    submission, more = read_submission(document, rules, texts, any_year=any_year)
    return submission, (*findings, *found, *more)


def _sorted(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(findings, key=lambda finding: finding.order))


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
