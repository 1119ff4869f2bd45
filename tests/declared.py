"""A file walked along its declared keys, and read as an editor's YAML reader takes it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from scoring.documents.keys import Again, ByKey, ByWord, Either, Named, Record, Several, Writing

Path = tuple[str | int, ...]
Definitions = Mapping[str, Callable[[], Writing]]


def records(writing: Writing, data: Any, known: Definitions, path: Path = ()) -> Iterator[tuple[Path, Record, Any]]:
    """Yield every mapping of *data* whose keys are declared, with where it stands and its keys."""
    if isinstance(writing, Record) and isinstance(data, dict):
        yield path, writing, data
    for inner, one, place in _steps(writing, data, known, path):
        yield from records(inner, one, known, place)


def _steps(writing: Writing, data: Any, known: Definitions, path: Path) -> Iterator[tuple[Writing, Any, Path]]:
    """Yield what lies one step further in: behind a reference at the same place, or one level deeper."""
    match writing:
        case Again(name):
            yield known[name](), data, path
        case Either(forms):
            kind = list if isinstance(data, list) else dict if isinstance(data, dict) else str
            yield from ((form, data, path) for form in forms if kind is _kind(form))
        case ByWord(key, words):
            yield from ((record, data, path) for word, record in words if word == data[key])
        case ByKey(forms):
            yield next((form, data, path) for name, form in forms if name in data)
        case Several(of) if isinstance(data, list):
            yield from ((of, item, (*path, index)) for index, item in enumerate(data))
        case Named(_, of, _, keys) if isinstance(data, dict):
            special = {key.name: key.writing for key in keys}
            yield from ((special.get(name, of), one, (*path, name)) for name, one in data.items())
        case Record(keys):
            yield from ((key.writing, data[key.name], (*path, key.name)) for key in keys if key.name in data)


def _kind(form: Writing) -> type:
    return list if isinstance(form, Several) else dict if isinstance(form, Named | Record | ByWord | ByKey) else str


def every_record(writing: Writing, known: Definitions, seen: frozenset[str] = frozenset()) -> Iterator[Record]:
    """Yield every list of declared keys; keys that stand among free names count as one."""
    inner: tuple[Writing, ...] = ()
    match writing:
        case Again(name):
            inner = () if name in seen else (known[name](),)
            seen |= {name}
        case Either(forms):
            inner = forms
        case ByWord(_, words):
            inner = tuple(record for _, record in words)
        case ByKey(forms):
            inner = tuple(form for _, form in forms)
        case Several(of):
            inner = (of,)
        case Named(_, of, _, keys):
            yield Record(keys)
            inner = (of, *(key.writing for key in keys))
        case Record(keys):
            yield writing
            inner = tuple(key.writing for key in keys)
    for one in inner:
        yield from every_record(one, known, seen)


def as_an_editor_reads(data: Any) -> Any:
    """Return *data*, all text, with numbers and truth values where YAML 1.2 has them."""
    if isinstance(data, dict):
        return {name: as_an_editor_reads(one) for name, one in data.items()}
    if isinstance(data, list):
        return [as_an_editor_reads(one) for one in data]
    if data in ("true", "false"):
        return data == "true"
    if re.fullmatch(r"[-+]?[0-9]+", data):
        return int(data)
    return float(data) if re.fullmatch(r"[-+]?[0-9]*\.[0-9]+", data) else data


def changed(data: Any, path: Path, name: str, new: str | None) -> Any:
    """Return *data* with the key *name* of the mapping at *path* called *new*, or taken away."""
    if not path:
        renamed = ((new if key == name else key, one) for key, one in data.items())
        return {key: one for key, one in renamed if key is not None}
    first, *rest = path
    inner = changed(data[first], tuple(rest), name, new)
    if isinstance(data, list):
        return [inner if index == first else one for index, one in enumerate(data)]
    return data | {first: inner}
