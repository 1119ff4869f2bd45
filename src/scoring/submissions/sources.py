"""Files that hold many submissions: which there are, told apart by institution and year; none of them is read yet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from scoring.diagnostics import Diagnostic, Kind, Location, message, nearest
from scoring.documents.shape import Shape
from scoring.documents.tree import Document, Mapping, Node, Scalar, Sequence
from scoring.expressions.names import canonical
from scoring.records import dataclass

TWICE: Final = Kind(
    "S436",
    "the submission of {code} for {year} stands here twice; neither is read",
    "keep the one that holds",
)
NO_SUBMISSION: Final = Kind("S437", "there is no submission in this file", "write one row for each institution")
WHICH: Final = Kind(
    "S443",
    "this file holds {count} submissions; one is wanted",
    "name one behind #, as in {file}#{first}; there are: {known}",
)
NOT_THERE: Final = Kind("S444", "this file holds no submission of {code}", "there are: {known}")
NOT_THERE_NEAR: Final = Kind(
    "S445", "this file holds no submission of {code}; the nearest is {nearest}", "write {nearest}; there are: {known}"
)
WHICH_YEAR: Final = Kind("S446", "this file holds submissions of {code} for several years", "name one of them: {known}")

LISTED: Final = 5
"""How many submissions a finding lists."""

_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060]")
_REFERENCE = re.compile(r"(?P<file>.+?\.(?:csv|tsv|json|ya?ml))#(?P<wanted>.+)", re.IGNORECASE | re.DOTALL)

Identity = tuple[str, str]
"""Code and year of a submission as they are compared."""
Built = tuple[Document, tuple[Diagnostic, ...]]


@dataclass(frozen=True, slots=True)
class Source:
    """One submission of a file.

    Attributes:
        code: the institution's code as written.
        year: the year as written.
        place: where it begins.
        build: returns its document and what was found in making it.
    """

    code: str
    year: str
    place: Location
    build: Callable[[], Built]

    @property
    def identity(self) -> Identity:
        """Return code and year as they are compared."""
        return identity(self.code, self.year)

    @property
    def name(self) -> str:
        """Return how the submission is named behind #: its code."""
        return self.code.strip()


def identity(code: str, year: str) -> Identity:
    """Return code and year as they are compared: after NFKC, without blanks around and without invisible characters.

    >>> identity("４３０ ", "2023年") == identity("430", " 2023")
    True
    """
    return _compared(code), _compared(year).removesuffix("年").strip()


def _compared(text: str) -> str:
    return _INVISIBLE.sub("", canonical(text)).strip()


def split_reference(reference: str) -> tuple[str, str]:
    """Return the file that *reference* names and which of its submissions, "" where none is named.

    >>> split_reference("a/t.csv#430682"), split_reference("a#b/t.csv"), split_reference("t.yaml")
    (('a/t.csv', '430682'), ('a#b/t.csv', ''), ('t.yaml', ''))
    """
    match = _REFERENCE.fullmatch(reference)
    return (match["file"], match["wanted"]) if match is not None else (reference, "")


def listed(document: Document) -> tuple[tuple[Source, ...], tuple[Diagnostic, ...]]:
    """Return the submissions of a YAML or JSON file: one, a list of them, or ``{"submissions": [...]}``."""
    root = document.root
    findings: list[Diagnostic] = []
    if isinstance(root, Mapping) and "submissions" in root:
        Shape(findings).mapping(root, message("a file of submissions"), required=("submissions",))
        items = Shape(findings).sequence(root.get("submissions"), message("the list of submissions"))
    elif isinstance(root, Sequence):
        items = root.items
    else:
        items = (root,)
    if items == ():
        findings.append(NO_SUBMISSION.at(root.place))
    return tuple(_source(item, document) for item in items or ()), tuple(findings)


def _source(item: Node, document: Document) -> Source:
    code, year = _text(item, "institution", "code"), _text(item, "year")
    built = Document(item, document.name, document.sha256), ()
    return Source(code, year, item.place, lambda: built)


def _text(node: Node | None, *keys: str) -> str:
    """Return the text under *keys*, "" where there is none; what is wrong there is said when it is read."""
    for key in keys:
        node = node.get(key) if isinstance(node, Mapping) else None
    return node.text if isinstance(node, Scalar) else ""


def without_twins(sources: Iterable[Source], findings: list[Diagnostic]) -> tuple[Source, ...]:
    """Return *sources* without those of one institution and year that are there twice: which one holds is not known."""
    first: dict[Identity, Source] = {}
    twins: set[Identity] = set()
    given = tuple(sources)
    for source in given:
        key = source.identity
        other = first.setdefault(key, source)
        if other is not source and key[0]:
            twins.add(key)
            related = ((message("the other one"), other.place),)
            findings.append(TWICE.at(source.place, related=related, code=source.name, year=source.identity[1] or "?"))
    return tuple(source for source in given if source.identity not in twins)


def chosen(sources: tuple[Source, ...], wanted: str, file: str, findings: list[Diagnostic]) -> Source | None:
    """Return the one of *sources* that is *wanted*, by ``code`` or ``code@year``; None if it is not one."""
    place = Location(file)
    if not wanted and len(sources) == 1:
        return sources[0]
    names = tuple(dict.fromkeys(source.name for source in sources))
    known = (*names[:LISTED], "…") if len(names) > LISTED else names
    if not wanted and sources:
        findings.append(WHICH.at(place, count=len(sources), file=file, first=names[0], known=known))
    if not wanted or not sources:
        return None
    found = _matching(sources, wanted)
    if len(found) == 1:
        return found[0]
    if found:
        years = tuple(f"{source.name}@{identity('', source.year)[1]}" for source in found)
        findings.append(WHICH_YEAR.at(place, code=wanted, known=years))
    elif (near := nearest(wanted, names)) is not None:
        findings.append(NOT_THERE_NEAR.at(place, code=wanted, nearest=near, known=known))
    else:
        findings.append(NOT_THERE.at(place, code=wanted, known=known))
    return None


def _matching(sources: tuple[Source, ...], wanted: str) -> list[Source]:
    """Return the sources whose code is *wanted*, or whose code and year it names together."""
    code, _, year = wanted.rpartition("@")
    whole = [source for source in sources if source.identity[0] == identity(wanted, "")[0]]
    return whole or [source for source in sources if source.identity == identity(code, year)]
