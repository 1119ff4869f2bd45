"""Values that YAML reads without complaint, but not as the author meant them.

YAML ends an unquoted value at a comma inside ``{ }`` and ``[ ]`` and at a ``#`` behind a blank, and takes ``>`` and
``|`` for the beginning of a block. Formulas and Chinese text run into all three.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scoring.diagnostics import Diagnostic, Kind, Location
from scoring.diagnostics.width import cut
from scoring.documents.tree import Entry, Node, Scalar
from scoring.documents.tree_builder import Frame

FULL_WIDTH_COLON = Kind(
    "D131",
    "a full-width colon (：) stands where YAML needs a half-width one",
    "write a half-width colon and a blank: {right}",
)
KEY_WITHOUT_VALUE = Kind(
    "D133",
    "{key} stands between braces without a value",
    "if it belongs to the value before it, put that value in quotes or on a line of its own; otherwise add its value",
)
NUMBER_CUT = Kind(
    "D134",
    "{found} is read as several values, cut at the comma",
    "write the number without commas; if several values are meant, put a blank behind each comma",
)
BLOCK_INDICATOR = Kind(
    "D135",
    "a value beginning with {character} is read as the head of a block of text",
    "put the value in quotes",
)
CUT_BY_COMMENT = Kind(
    "D136",
    "the value ends at # and is unfinished: {found}",
    "put the whole value in quotes; what follows # is a comment",
)
CUT_AT_COMMA = Kind(
    "D142",
    "the value is cut at a comma inside its brackets: {found}",
    "put the value in quotes, or write it without braces on a line of its own",
)
NO_BLANK_AFTER_COLON = Kind(
    "D145", "there is no blank behind the colon in {found}", "put a blank behind the colon: {right}"
)

_UNFINISHED = re.compile(r"(?:[-+*/×÷=≠<≤>≥(（,，]|(?:^|[\s)）])(?:and|or|not|if|then|else|且|或|非))$")
_FOLLOWING = re.compile(r"\s*+\S")
_NUMBER_HEAD = re.compile(r"(?:^|[^\d.])\d{1,3}$", re.ASCII)
_NUMBER_TAIL = re.compile(r"\d{3}(?!\d)", re.ASCII)
_KEY_COLON = re.compile(r"([^:：\"'{}\[\],]*[^:：\"'{}\[\],\d])([:：])\s*(.*)")


def open_brackets(text: str, depth: int = 0) -> int:
    """Return how many round brackets and corner brackets are open at the end of *text*, *depth* of them before it.

    >>> open_brackets("min(a"), open_brackets("（a）"), open_brackets("90%)")
    (1, 0, 0)
    """
    for character in text:
        if character in "(（「":
            depth += 1
        elif character in ")）」" and depth:
            depth -= 1
    return depth


def colon_accident(text: str, place: Location) -> Diagnostic | None:
    """Return the finding if *text*, read as one value, looks like ``key：value`` or ``key:value``."""
    match = _KEY_COLON.match(text)
    if match is None or match[3].startswith("//") or (match[2] == ":" and not match[3]):
        return None
    right = f"{match[1].strip()}: {match[3]}".rstrip()
    if match[2] == "：":
        return FULL_WIDTH_COLON.at(place.inside(match.start(2), 1), right=_shown(right))
    return NO_BLANK_AFTER_COLON.at(place.inside(match.start(2), 1), found=_shown(text), right=_shown(right))


def cut_by_comment(text: str, place: Location, last_line: str, end: int) -> Diagnostic | None:
    """Return the finding if a comment follows *text* at column *end* of *last_line* and *text* is unfinished."""
    rest = last_line[end : end + 80].lstrip()
    if not rest.startswith("#") or not text:
        return None
    if _UNFINISHED.search(text) is None and not open_brackets(text):
        return None
    return CUT_BY_COMMENT.at(place, found=_shown(text))


def empty_block(place: Location) -> Diagnostic:
    """Return the finding for a block with nothing in it, as ``when: >5`` gives."""
    head = place.text[place.column - 1 :]
    return BLOCK_INDICATOR.at(place.inside(0, len(head.rstrip())), character=head[:1])


def in_brackets(frame: Frame) -> Iterator[Diagnostic]:
    """Yield what commas have done to the values of *frame*, a list or mapping in brackets."""
    if not frame.mapping:
        yield from _in_list(frame.items)
        return
    entries = frame.entries
    number = 0
    while number < len(entries):
        entry = entries[number]
        if _valueless(entry):  # not behind a value: nothing it could have been cut from
            yield _lonely_key(entry)
            number += 1
            continue
        following = number + 1
        while following < len(entries) and _valueless(entries[following]):
            following += 1
        keys = [other.key for other in entries[number + 1 : following]]
        yield from _after_value(entry.value, keys)
        number = following


def _after_value(value: Node, keys: Sequence[Scalar]) -> Iterator[Diagnostic]:
    """Yield what is wrong with *value* and the *keys* without values behind it."""
    if not isinstance(value, Scalar) or value.quoted:
        for key in keys:
            yield _lonely_key_of(key)
        return
    pieces = [value, *keys]
    used = 1
    if open_brackets(value.text):
        used = _closing(pieces) or len(pieces)
        yield CUT_AT_COMMA.at(_span(pieces[:used]), found=_shown(_source(pieces[:used])))
    elif (used := _number_pieces(pieces)) > 1:
        yield NUMBER_CUT.at(_span(pieces[:used]), found=_shown(_source(pieces[:used])))
    for key in pieces[used:]:
        yield _lonely_key_of(key)


def _in_list(items: Sequence[Node]) -> Iterator[Diagnostic]:
    """Yield what commas have done to the *items* of a list in brackets."""
    number = 0
    while number < len(items):
        item = items[number]
        used = 1
        if isinstance(item, Scalar) and not item.quoted:
            pieces = _plain_run(items, number)
            if open_brackets(item.text):
                used = _closing(pieces) or 1
                yield CUT_AT_COMMA.at(_span(pieces[:used]), found=_shown(_source(pieces[:used])))
            elif (used := _number_pieces(pieces)) > 1:
                yield NUMBER_CUT.at(_span(pieces[:used]), found=_shown(_source(pieces[:used])))
        number += used


def _plain_run(items: Sequence[Node], start: int) -> list[Scalar]:
    """Return the next unquoted values of *items* from *start*, enough to hold one cut value."""
    run: list[Scalar] = []
    for item in items[start : start + 12]:
        if not isinstance(item, Scalar) or item.quoted:
            break
        run.append(item)
    return run


def _closing(pieces: Sequence[Scalar]) -> int:
    """Return how many *pieces* it takes until the brackets of the first are closed; 0 if they never are."""
    depth = 0
    for count, piece in enumerate(pieces, 1):
        depth = open_brackets(piece.text, depth)
        if not depth:
            return count
    return 0


def _number_pieces(pieces: Sequence[Scalar]) -> int:
    """Return how many *pieces* are one number written with thousands separators; 1 if the first stands alone."""
    used = 1
    while used < len(pieces):
        before, piece = pieces[used - 1], pieces[used]
        head = _NUMBER_HEAD.search(before.text) if used == 1 else _NUMBER_TAIL.fullmatch(before.text)
        touching = before.place.line == piece.place.line and _end(before) + 1 == piece.place.column
        if head is None or not touching or _NUMBER_TAIL.match(piece.text) is None:
            break
        used += 1
    return used


def _valueless(entry: Entry) -> bool:
    """Tell whether *entry* is a key alone, without even a colon."""
    value = entry.value
    if not isinstance(value, Scalar) or value.quoted or value.text:
        return False
    following = _FOLLOWING.match(entry.key.place.text, _end(entry.key) - 1)
    return value.place.line == entry.key.place.line and following is not None and following[0][-1] != ":"


def _lonely_key(entry: Entry) -> Diagnostic:
    return _lonely_key_of(entry.key)


def _lonely_key_of(key: Scalar) -> Diagnostic:
    """Return the finding for a key without value: a colon accident, or a value cut at a comma."""
    accident = None if key.quoted else colon_accident(key.text, key.place)
    return accident or KEY_WITHOUT_VALUE.at(key.place, key=_shown(key.text))


def _end(node: Scalar) -> int:
    """Return the column behind *node*."""
    return node.place.column + node.place.width


def _span(pieces: Sequence[Scalar]) -> Location:
    """Return the place from the first of *pieces* to the end of the last on the same line."""
    first = pieces[0].place
    ends = [_end(piece) for piece in pieces if piece.place.line == first.line]
    return first.inside(0, max(ends) - first.column)


def _source(pieces: Sequence[Scalar]) -> str:
    """Return what *pieces* look like in the file."""
    place = _span(pieces)
    return place.text[place.column - 1 : place.column - 1 + place.width]


def _shown(text: str) -> str:
    """Return *text* short enough for a sentence."""
    return cut(text, 60)
