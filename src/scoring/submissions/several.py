"""What must hold of several submissions that are looked at together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from scoring.diagnostics import Diagnostic, Kind, Location, message
from scoring.expressions.names import canonical
from scoring.submissions.model import Submission

GIVEN_TWICE: Final = Kind(
    "S380",
    "there are two submissions of {name} ({code}) for {year}",
    "keep the one that is meant, or correct the code or the year of the other",
)
DISAGREE: Final = Kind(
    "S381",
    "the units do not agree on {name}: {said}; it counts as refused",
    "correct the figure that is wrong; units that differ cannot be one department here",
)


def given_twice(submissions: Iterable[Submission]) -> tuple[Diagnostic, ...]:
    """Return a finding for each submission of an institution that has one for the same year already."""
    first: dict[tuple[str, int | None], Submission] = {}
    found = []
    for one in submissions:
        key = (canonical(one.code), one.year)
        same = first.get(key)
        if same is None:
            first[key] = one
        else:
            related = ((message("first given here"), Location(same.file)),)
            year = "—" if one.year is None else str(one.year)
            place = Location(one.file)
            found.append(GIVEN_TWICE.at(place, related=related, name=one.name, code=one.code, year=year))
    return tuple(found)
