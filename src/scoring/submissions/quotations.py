"""Checks that a figure stands where the submission says it was taken from.

A quotation must stand in the named document, character by character, and hold the figure; otherwise the figure counts
as missing: a figure with a false reference is worth less than none.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

from scoring.diagnostics import Diagnostic, Kind, Location, Value, nearest
from scoring.documents.tree import Scalar
from scoring.records import dataclass
from scoring.rule_set.model import Fact, FactType
from scoring.submissions.numbers import Read, shorten, shown_value
from scoring.submissions.quoted_numbers import quoted_numbers
from scoring.submissions.words import days_in
from scoring.units import read_unit

UNKNOWN_DOCUMENT: Final = Kind(
    "S401",
    "{name} is said to come from {document}, which is not among the documents of this submission",
    "declare it under documents; declared are: {known}",
)
MISSPELT_DOCUMENT: Final = Kind(
    "S402",
    "{name} is said to come from {document}; the nearest declared document is {nearest}",
    "write {nearest}, or declare {document} under documents",
)
NO_QUOTE: Final = Kind(
    "S403",
    "{name} is said to come from {document}, but no sentence is quoted",
    "add quote: with the words of {document} that hold the figure, or delete from:",
)
NO_DOCUMENT: Final = Kind(
    "S404", "{name} quotes a sentence, but not from which document", "add from: with the name of the document"
)
NOT_IN_DOCUMENT: Final = Kind(
    "S405",
    "“{quote}” does not stand in {document}; {name} counts as missing",
    "copy the sentence from the document as it stands there",
)
NOT_EXACTLY: Final = Kind(
    "S406",
    "“{quote}” stands in {document} only with other blanks, line breaks or character forms; {name} counts as missing",
    "copy the sentence from the document as it stands there",
)
NO_NUMBER: Final = Kind(
    "S407", "“{quote}” holds no number; {name} counts as missing", "quote the words in which the figure stands"
)
OTHER_NUMBERS: Final = Kind(
    "S408",
    "“{quote}” gives {found}, not {value}; {name} counts as missing",
    "correct the figure, or quote the words in which it stands",
)
NO_SUCH_DAY: Final = Kind(
    "S409", "“{quote}” does not name the day {value}; {name} counts as missing", "quote the words in which it stands"
)
ONLY_ABOUT: Final = Kind(
    "S411",
    "“{quote}” gives {found} only as about that; {name} counts as missing",
    "quote the words that give the exact figure",
)
NOT_READ: Final = Kind(
    "S410",
    "the document {document} could not be read, so the quotation of {name} is unchecked and it counts as missing",
    "see the finding about the document",
)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a figure is said to come from: the keys ``from`` and ``quote``, None where they are not written."""

    document: Scalar | None
    quote: Scalar | None


NO_ORIGIN: Final = Origin(None, None)
"""Of a figure that says nothing about where it was taken from."""


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents of a submission.

    Attributes:
        declared: name → place of the declaration.
        texts: name → text, without those that could not be read; None if quotations were checked before and are not
            checked again.
    """

    declared: Mapping[str, Location]
    texts: Mapping[str, str] | None


def check_origin(name: Value, origin: Origin, documents: Documents, findings: list[Diagnostic]) -> str | None:
    """Return the text of the quotation if it stands in its document, "" for none; None after an error."""
    document, quote = origin.document, origin.quote
    if document is None:
        if quote is None:
            return ""
        findings.append(NO_DOCUMENT.at(quote.place, name=name))
        return None
    if document.text not in documents.declared:
        findings.append(_unknown(name, document, tuple(documents.declared)))
        return None
    if quote is None:
        findings.append(NO_QUOTE.at(document.place, name=name, document=document.text))
        return None
    wanted = with_one_newline(quote.text).strip("\n")
    if documents.texts is None:
        return wanted
    values: dict[str, Any] = {"name": name, "document": document.text, "quote": shorten(wanted)}
    text = documents.texts.get(document.text)
    if text is None:
        findings.append(NOT_READ.at(document.place, name=name, document=document.text))
        return None
    if wanted in with_one_newline(text):
        return wanted
    kind = NOT_EXACTLY if _loosely(wanted) in _loosely(text) else NOT_IN_DOCUMENT
    findings.append(kind.at(quote.place, **values))
    return None


def _unknown(name: Value, document: Scalar, declared: tuple[str, ...]) -> Diagnostic:
    """Return the finding for a document that was not declared."""
    near = nearest(document.text, declared)
    if near is None:
        return UNKNOWN_DOCUMENT.at(document.place, name=name, document=document.text, known=declared)
    return MISSPELT_DOCUMENT.at(document.place, name=name, document=document.text, nearest=near)


def with_one_newline(text: str) -> str:
    """Return *text* with every line end as a single newline character."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _loosely(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def holds_figure(name: Value, quote: Scalar, read: Read, fact: Fact, findings: list[Diagnostic]) -> bool:
    """Tell whether the quotation holds the number or day that was *read* for *fact*.

    Yes/no, choices and texts are the department's reading of a sentence; for them it is enough that it stands.
    """
    value = read.value
    if not isinstance(value, Fraction):
        return True
    shown = shown_value(value, fact)
    values: dict[str, Any] = {"name": name, "quote": shorten(quote.text.strip("\n")), "value": shown}
    if fact.type is FactType.DATE:
        if value in days_in(quote.text):
            return True
        findings.append(NO_SUCH_DAY.at(quote.place, **values))
        return False
    numbers = quoted_numbers(quote.text, fact.unit, read_unit(read.unit))
    if any(value in number.values and not number.about for number in numbers):
        return True
    if about := tuple(number.text for number in numbers if value in number.values):
        findings.append(ONLY_ABOUT.at(quote.place, found=about, **values))
    elif numbers:
        findings.append(OTHER_NUMBERS.at(quote.place, found=tuple(number.text for number in numbers), **values))
    else:
        findings.append(NO_NUMBER.at(quote.place, **values))
    return False
