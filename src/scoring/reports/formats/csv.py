"""CSV: the view's flat table. Text that a spreadsheet would take for a formula is marked as text; numbers stay numbers.

A file begins with a byte order mark, without which spreadsheet programs take Chinese UTF-8 for something else.
"""

from __future__ import annotations

import csv
import io
from fractions import Fraction
from typing import Final

from scoring.diagnostics import Language, Quantity
from scoring.diagnostics.message import Value
from scoring.reports.rendering import Screen
from scoring.reports.view import View
from scoring.reports.wording import number_data

MARK: Final = "\ufeff"
_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def write(view: View, language: Language, screen: Screen) -> str:
    """Return the table as comma-separated text with one heading row."""
    table = view.table()
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n" if screen.file else "\n")
    writer.writerow([_field(column.head, language) for column in table.columns])
    writer.writerows([_field(cell.text, language) for cell in row.cells] for row in table.rows)
    return (MARK if screen.file else "") + text.getvalue()


def _field(value: Value, language: Language) -> str:
    """Return one field: a number as a number, anything else as text that stays text."""
    match value:
        case int() | Fraction():
            return number_data(Fraction(value))
        case Quantity(unit="") if value.decimals is not None:
            return language.render(value)
        case Quantity(unit=""):
            return number_data(value.value)
    text = language.render(value)
    return "'" + text if text.startswith(_DANGEROUS) else text
