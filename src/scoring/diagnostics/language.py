"""From a message as data to a sentence in the reader's language.

Sentences come from the gettext catalogues shipped in ``scoring/locale``; the English text in the code is the key and
the fallback. Nothing here looks at the locale or the environment of the process.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Final

from scoring.diagnostics.message import Message, Quantity, Value, Word
from scoring.diagnostics.width import visible
from scoring.exact import as_decimal, as_shortest

CODES: Final = ("zh", "en")
"""The languages there are; the first is the usual one."""

_FIELD = re.compile(r"\{\{|\}\}|\{(\w+)\}")
_COUNTED = re.compile(
    r"\{(\w+)\} (bytes|cases|characters|digits|errors|figures|findings|grades|indicators|items|levels|marks|operations"
    r"|rows|rule sets|steps|values|warnings)\b"
)
"""A field and what it counts in an English template; with the number 1 the noun loses its last letter."""

_BRACES = {"{{": "{", "}}": "}"}
_COMMAS = {"zh": "、", "en": ", "}
_SEMICOLONS = {"zh": "；", "en": "; "}
_INNER = re.compile("[、，；]|[,;] ")
"""What tells that an item of a list is a clause with marks of its own, so that commas between the items mislead."""

_POINTS = {"zh": "个百分点", "en": " percentage points"}


class Language:
    """Renders messages in one language.

    >>> Language("en").render(Message("the rate is {rate}", (("rate", Quantity(Fraction(31, 30), "%", 2)),)))
    'the rate is 103.33%'
    """

    def __init__(self, code: str) -> None:
        """Take the language *code*, one of `CODES`; raises ValueError for another."""
        if code not in CODES:
            raise ValueError(f"language {code!r} is none of {CODES}")
        self.code = code
        self._catalogue = _catalogue(code)

    def render(self, value: Value) -> str:
        """Return *value* as text for a person; text from files has its invisible characters escaped."""
        if isinstance(value, str):
            return visible(value)
        if isinstance(value, Message):
            return self._sentence(value)
        if isinstance(value, Word):
            return self.word(value.text)
        if isinstance(value, Quantity):
            return self._quantity(value)
        if isinstance(value, Fraction):
            return as_shortest(value)
        if isinstance(value, tuple):
            return self._list(tuple(self.render(item) for item in value))
        return str(value)

    def word(self, text: str) -> str:
        """Return the translation of *text*, or *text* itself where the catalogue has none."""
        return self._catalogue.gettext(text) if text else ""

    def _list(self, items: tuple[str, ...]) -> str:
        """Return *items* with commas between them, with semicolons where an item has a comma inside."""
        between = _SEMICOLONS if any(_INNER.search(item) for item in items) else _COMMAS
        return between[self.code].join(items)

    def _sentence(self, message: Message) -> str:
        """Return *message* with its values; a translation that names an unknown field yields to the English text."""
        values = dict(message.values)
        template = self.word(message.text)
        if template != message.text and not fields(template) <= values.keys():
            template = message.text
        if self.code == "en":
            template = _COUNTED.sub(lambda found: self._counted(found, values), template)

        def fill(match: re.Match[str]) -> str:
            name = match[1]
            if name is None:
                return _BRACES[match[0]]
            return self.render(values[name]) if name in values else match[0]

        return _FIELD.sub(fill, template)

    def _counted(self, found: re.Match[str], values: Mapping[str, Value]) -> str:
        """Return a field and its noun as they stand in the template, the noun in the singular for the number 1."""
        one = found[1] in values and self.render(values[found[1]]) == "1"
        return found[0][:-1] if one else found[0]

    def _quantity(self, quantity: Quantity) -> str:
        """Return *quantity* with its unit behind it."""
        percent = quantity.unit == "%"
        shown = quantity.value * 100 if percent else quantity.value
        number = as_shortest(shown) if quantity.decimals is None else as_decimal(shown, quantity.decimals)
        if quantity.about and Fraction(number) != shown:
            number = f"≈{number}"
        if percent and quantity.points:
            points = _POINTS[self.code]
            return number + (points.removesuffix("s") if number == "1" else points)
        return number + visible(quantity.unit)


def fields(template: str) -> set[str]:
    """Return the names of the fields in *template*.

    >>> sorted(fields("{a} {{b}} {c}"))
    ['a', 'c']
    """
    return {match[1] for match in _FIELD.finditer(template) if match[1] is not None}


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    """Return the catalogue of *code*; an empty one where none is shipped, as for English."""
    file = Path(__file__).parent.parent / "locale" / code / "LC_MESSAGES" / "scoring.mo"
    try:
        with file.open("rb") as stream:
            return gettext.GNUTranslations(stream)
    except FileNotFoundError:
        return gettext.NullTranslations()
