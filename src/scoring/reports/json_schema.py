"""From what is declared about a file to its JSON Schema (draft-07), for editors.

The schema judges shape: which keys, which must stand, what kind of value. Types, ranges and names are the reader's.
Where one key decides about the others (``method``, ``type``, the kind of a line) there is one closed list of keys for
each of its words, and nothing outside that list complains, so that a misspelt key is reported once, where it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import chain
from typing import Final

from scoring.diagnostics import Language
from scoring.documents.keys import ByKey, ByWord, Choice, Either, Key, Named, One, Record, Several, Writing
from scoring.records import dataclass
from scoring.reports.view import Json
from scoring.reports.written_words import how

Schema = dict[str, Json]

DRAFT: Final = "http://json-schema.org/draft-07/schema#"
SCALARS: Final[list[Json]] = ["string", "number", "boolean"]
"""What an editor's YAML reader may take a single value for; this program takes each for the text it is."""


@dataclass(frozen=True, slots=True)
class Making:
    """Makes schemas in one language.

    Attributes:
        definitions: what `Again` refers to.
    """

    language: Language
    definitions: Mapping[str, Callable[[], Writing]]

    def document(self, id_: str, title: str, writing: Writing) -> Schema:
        """Return the whole schema of a file that is written so."""
        defined: Schema = {name: self.schema(make()) for name, make in self.definitions.items()}
        head: Schema = {"$schema": DRAFT, "$id": id_, "title": title}
        return head | self.schema(writing) | {"definitions": defined}

    def schema(self, writing: Writing) -> Schema:
        """Return the schema of a value that is written so."""
        match writing:
            case One():
                return _one(writing)
            case Choice():
                return self._choice(writing)
            case Several(of, least, most):
                items: Schema = {"type": "array", "items": self.schema(of)}
                return items | _ends("Items", least, most)
            case Named():
                return self._named(writing)
            case Record():
                return {"type": "object"} | self._closed(writing)
            case ByWord():
                return self._by_word(writing)
            case ByKey():
                return self._by_key(writing)
            case Either():
                return self._either(writing)
        return {"$ref": f"#/definitions/{writing.name}"}

    def key(self, key: Key) -> Schema:
        """Return the schema of the value under *key*, with what an editor shows about it."""
        shown: Schema = {"title": self.language.render(key.about), "description": self.language.render(how(key))}
        value = self.schema(key.writing)
        if key.default:
            shown["default"] = key.default
        beside: Schema = {"allOf": [value]}  # beside $ref itself nothing else would count
        return shown | (beside if "$ref" in value else value)

    def _choice(self, writing: Choice) -> Schema:
        about = {word: self.language.render(meaning) for word, meaning in writing.words}
        quoted = dict(zip(writing.allowed, writing.quotes, strict=bool(writing.quotes)))
        shapes = list(chain.from_iterable((word, *_read(word)) for word in about))
        told: list[Json] = [about[_text(shape)] for shape in shapes]
        marked: list[Json] = [_markdown(about[_text(shape)], quoted.get(_text(shape), ())) for shape in shapes]
        return {"enum": list(shapes), "enumDescriptions": told, "markdownEnumDescriptions": marked}

    def _named(self, writing: Named) -> Schema:
        names = self.language.render(writing.names)
        made: Schema = {"type": "object", "additionalProperties": self.schema(writing.of)}
        if writing.only:
            made["additionalProperties"] = False
            return made | {"properties": {name: self.schema(writing.of) for name in writing.only}}
        made["propertyNames"] = {"type": "string", "description": names}
        if writing.keys:
            made["properties"] = {key.name: self.key(key) for key in writing.keys}
        return made | _ends("Properties", writing.least)

    def _closed(self, record: Record, common: frozenset[str] = frozenset()) -> Schema:
        """Return the closed list of the keys of *record*; those that are *common* are described elsewhere."""
        properties: Schema = {key.name: True if key.name in common else self.key(key) for key in record.keys}
        required: list[Json] = [key.name for key in record.keys if key.required]
        made: Schema = {"properties": properties, "additionalProperties": False}
        if required:
            made["required"] = required
        return made

    def _by_word(self, writing: ByWord) -> Schema:
        first, *others = (record for _, record in writing.records)
        common = tuple(key for key in first.keys if all(_has(other, key) for other in others))
        names = frozenset(key.name for key in common)
        needed: list[Json] = [key.name for key in common if key.required and all(key in one.keys for one in others)]
        cases: list[Json] = []
        for word, record in writing.records:
            chosen: Schema = {"properties": {writing.key: {"enum": [word]}}, "required": [writing.key]}
            cases.append({"if": chosen, "then": self._closed(record, names)})
        properties: Schema = {key.name: self.key(key) for key in common}
        return {"type": "object", "properties": properties, "required": needed, "allOf": cases}

    def _by_key(self, writing: ByKey) -> Schema:
        cases: list[Json] = []
        before: list[Json] = []
        for name, form in writing.forms:
            has: Schema = {"required": [name]}
            alone: Schema = has | ({"not": {"anyOf": list(before)}} if before else {})
            cases.append({"if": alone, "then": self.schema(form)})
            before.append(has)
        return {"type": "object", "anyOf": before, "allOf": cases}

    def _either(self, writing: Either) -> Schema:
        """Return the schema of a value whose kind decides what it must be, so that a fault is found where it lies."""
        single: list[Json] = []
        kinds: list[Json] = []
        cases: list[Json] = []
        for form in writing.forms:
            if isinstance(form, One | Choice):
                single.append(self.schema(form))
                continue
            kind = "array" if isinstance(form, Several) else "object"
            kinds.append(kind)
            cases.append({"if": {"type": kind}, "then": self.schema(form)})
        alone: Schema = {"anyOf": single}
        if not kinds:
            return alone
        if single:
            cases.append({"if": {"type": list(SCALARS)}, "then": alone})
        return {"type": [*(SCALARS if single else ()), *kinds], "allOf": cases}


def _ends(of: str, least: int, most: int = 0) -> Schema:
    """Return how many of its *of* there must and may be."""
    ends: Schema = {f"min{of}": least} if least else {}
    if most:
        ends[f"max{of}"] = most
    return ends


def _has(record: Record, key: Key) -> bool:
    """Tell whether *record* has *key*, be it required or not."""
    return any((one.name, one.writing, one.about) == (key.name, key.writing, key.about) for one in record.keys)


def _one(writing: One) -> Schema:
    if not writing.pattern:
        made: Schema = {"type": list(SCALARS)}
    else:
        made = {"type": ["string", "number"], "pattern": writing.pattern}
    return made | ({"examples": list(writing.examples)} if writing.examples else {})


def _read(word: str) -> tuple[Json, ...]:
    """Return what an editor's YAML reader takes *word* for where it is not the text."""
    if word in ("true", "false"):
        return (word == "true",)
    return (int(word),) if word.isascii() and word.isdigit() else ()


def _text(shape: Json) -> str:
    """Return the text an editor's YAML reader took for *shape*."""
    return str(shape).lower() if isinstance(shape, bool) else str(shape)


def _markdown(about: str, quotes: tuple[str, ...]) -> str:
    return "\n".join((about, *(f"\n> {quote}" for quote in quotes)))
