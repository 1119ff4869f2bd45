"""What a submission says about one fact: an exact value of the declared type, or nothing.

A figure that is absent, unreadable or outside its declared domain counts as missing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from oracle_values import Row, Unknown, Value, number, plain

Node = Mapping[str, Any]
NUMBERS = ("count", "number", "money", "percent")
WRITTEN_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?%?")


def fact_value(name: str, declared: Node, written: Any) -> Value:
    """Return the value of fact *name*, or `Unknown` naming it."""
    if isinstance(written, Mapping):
        written = written.get("value")
    missing = Unknown(frozenset([name]))
    if written is None:
        return missing
    if declared["type"] == "table":
        return tuple(row_of(name, declared["columns"], row) for row in written)
    value = readers[declared["type"]](declared, plain(str(written)))
    return missing if value is None else value


def row_of(name: str, columns: Mapping[str, Node], written: Node) -> Row:
    """Return one row of table *name*; a cell left out is unknown."""
    given = {plain(column): cell for column, cell in written.items()}
    return {
        plain(column): fact_value(f"{name}.{column}", declared, given.get(plain(column)))
        for column, declared in columns.items()
    }


def read_number(declared: Node, written: str) -> Fraction | None:
    """Return the number, or None when it is no number or lies outside its domain."""
    if not WRITTEN_NUMBER.fullmatch(written):
        return None
    value = number(written)
    if declared["type"] == "count" and (value.denominator != 1 or value < 0):
        return None
    too_low = "at_least" in declared and value < number(declared["at_least"])
    too_high = "at_most" in declared and value > number(declared["at_most"])
    return None if too_low or too_high else value


def read_yes_no(declared: Node, written: str) -> bool | None:
    """Return 是/否, true/false."""
    return {"是": True, "否": False, "true": True, "false": False}.get(written)


def read_choice(declared: Node, written: str) -> str | None:
    """Return the choice if it is one of those declared."""
    return written if written in [plain(one) for one in declared["one_of"]] else None


def read_date(declared: Node, written: str) -> date | None:
    """Return the date written as 2023-06-30."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def read_text(declared: Node, written: str) -> str:
    """Return the text."""
    return written


readers: dict[str, Any] = dict.fromkeys(NUMBERS, read_number) | {
    "yes_no": read_yes_no,
    "choice": read_choice,
    "date": read_date,
    "text": read_text,
}
