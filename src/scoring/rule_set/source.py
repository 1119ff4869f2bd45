"""Where a standard or a parameter comes from, and how well it is known."""

from __future__ import annotations

import enum
from dataclasses import field

from scoring.diagnostics import Location
from scoring.records import dataclass


class Status(enum.Enum):
    """How a standard is known."""

    OFFICIAL = "official"  # seen on the issuer's page
    ADAPTED = "adapted"  # seen on a mirror, in a filled table, in notes
    RECALLED = "recalled"  # general knowledge of the document, not read
    CONSTRUCTED = "constructed"  # ours


@dataclass(frozen=True, slots=True)
class Source:
    """Where a standard or a parameter comes from."""

    id: str
    title: str
    status: Status
    url: str = ""
    about: str = ""
    place: Location = field(default=Location(""), compare=False)
