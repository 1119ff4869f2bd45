"""Fingerprints: SHA-256 of a meaning, independent of layout, order and the format a thing was written in.

In: typed content. Out: ``sha256:…``. Two contents have one fingerprint exactly if they are equal: numbers as numbers,
text after NFC. Text carries a leading ``'`` in the canonical form, so that the text "1" and the number 1 differ.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from fractions import Fraction

from scoring.exact import as_text

Content = Fraction | int | bool | str | None | Sequence["Content"] | Mapping[str, "Content"]
"""What can be fingerprinted: exact numbers, truth values, text, nothing, and lists and mappings of these."""


def canonical(content: Content) -> str:
    r"""Return *content* as canonical JSON: keys by code point, no spaces, numbers as ``"n"`` or ``"n/d"``, NFC text.

    >>> canonical({"b": Fraction(98, 4), "a": ["1", 1, True, None]})
    '{"a":["\'1","1",true,null],"b":"49/2"}'
    """
    return json.dumps(_plain(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(content: Content) -> str:
    """Return the fingerprint of *content*.

    >>> fingerprint(["1"]) == fingerprint([1]), fingerprint([Fraction(1)]) == fingerprint([1])
    (False, True)
    """
    return fingerprint_of_bytes(canonical(content).encode("utf-8", "surrogatepass"))


def fingerprint_of_bytes(data: bytes) -> str:
    """Return the fingerprint of the bytes of a file."""
    return from_digest(hashlib.sha256(data).hexdigest())


def from_digest(digest: str) -> str:
    """Return the fingerprint whose hex digest is known, as that of a `Document` is."""
    return f"sha256:{digest}"


def _plain(content: Content) -> object:
    """Return what JSON can write for *content*."""
    if isinstance(content, str):
        return "'" + unicodedata.normalize("NFC", content)
    if content is None or isinstance(content, bool):
        return content
    if isinstance(content, (Fraction, int)):
        return as_text(Fraction(content))
    if isinstance(content, Mapping):
        plain = {unicodedata.normalize("NFC", key): _plain(value) for key, value in content.items()}
        if len(plain) != len(content):
            raise ValueError("two keys of one mapping are the same name")  # the readers refuse this in files
        return plain
    return [_plain(value) for value in content]
