"""How a value is written, in words, from its declaration: for the JSON Schema and the documentation."""

from __future__ import annotations

from scoring.diagnostics import Message, Value, Word, message
from scoring.documents.keys import Again, Choice, Either, Key, Named, One, Several, Writing


def how(key: Key) -> Message:
    """Return how the value of *key* is written, and whether the key must stand."""
    written = in_words(key.writing)
    if key.required:
        return message("Required. Written as {written}.", written=written)
    if key.default:
        return message(
            "May be left out, which stands for {default}. Written as {written}.", written=written, default=key.default
        )
    return message("May be left out. Written as {written}.", written=written)


def in_words(writing: Writing) -> Value:
    """Return how a value is written."""
    match writing:
        case One(about, examples):
            return message("{written}, such as {examples}", written=about, examples=examples) if examples else about
        case Choice(((only, _),)):
            return message("always {word}", word=only)
        case Choice():
            return message("one of {words}", words=writing.allowed)
        case Several(of):
            return message("a list, each item {written}", written=in_words(of))
        case Named(names):
            return message("“key: value”; the keys are {names}", names=names)
        case Either(forms):
            return _alternatives(tuple(map(in_words, forms)))
        case Again(_, about):
            return about
    return Word("“key: value”")


def _alternatives(forms: tuple[Value, ...]) -> Value:
    first, *others = forms
    for other in others:
        first = message("{one}, or {other}", one=first, other=other)
    return first
