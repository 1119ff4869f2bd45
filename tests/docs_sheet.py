"""The fields of the score sheet for ``docs/``, from its published schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from docs_keys import row
from docs_sheet_words import MEANINGS
from scoring.diagnostics import Language
from scoring.reports.schemas import schemas

HEADS = {"zh": ("字段", "类型", "含义"), "en": ("field", "type", "meaning")}


def sheet_fields(language: Language) -> Iterator[str]:
    """Yield the table of every field, inner ones behind their outer ones."""
    whole = json.loads(schemas()["score-sheet"](language, None))
    yield row(*HEADS[language.code])
    yield row("---", "---", "---")
    yield from _fields(whole, whole, "", language)


def _fields(schema: Any, whole: Any, above: str, language: Language) -> Iterator[str]:
    for name, one in schema.get("properties", {}).items():
        place = f"{above}.{name}" if above else name
        forms = list(_forms(one, whole))
        kinds = dict.fromkeys(kind for form in forms for kind in _kinds(form))
        told = sorted(kinds, key=lambda kind: kind == "null")
        yield row(f"`{place}`", ", ".join(told), meaning(place, language))
        for form in forms:
            for item in _forms(form["items"], whole) if "items" in form else ():
                yield from _fields(item, whole, f"{place}[]", language)
            yield from _fields(form, whole, place, language)


def meaning(place: str, language: Language) -> str:
    """Return what the field at *place* means.

    Raises KeyError for a field nobody has explained.
    """
    parts = place.split(".")
    ends = [".".join(parts[start:]) for start in range(len(parts))]
    return MEANINGS[next((end for end in ends if end in MEANINGS), place)][language.code != "zh"]


def _forms(schema: Any, whole: Any) -> Iterator[Any]:
    """Yield each of the alternatives, with references followed."""
    if "$ref" in schema:
        yield from _forms(whole["$defs"][schema["$ref"].rpartition("/")[2]], whole)
        return
    alternatives = schema.get("anyOf", schema.get("oneOf"))
    for one in alternatives or ():
        yield from _forms(one, whole)
    if not alternatives:
        yield schema


def _kinds(schema: Any) -> list[str]:
    if "const" in schema:
        return [f"`{schema['const']}`"]
    if "enum" in schema:
        return [" ".join(f"`{one}`" for one in schema["enum"])]
    kinds = schema.get("type", "")
    return kinds if isinstance(kinds, list) else [str(kinds)]
