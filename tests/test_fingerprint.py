from __future__ import annotations

import hashlib
import unicodedata
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.fingerprint import Content, canonical, fingerprint, fingerprint_of_bytes, from_digest

CONTENT: st.SearchStrategy[Content] = st.recursive(
    st.none() | st.booleans() | st.fractions() | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc甲乙", max_size=3), inner, max_size=4),
    max_leaves=12,
)


@given(CONTENT, CONTENT)
def test_equal_fingerprints_mean_equal_content(one: Content, other: Content) -> None:
    assert (fingerprint(one) == fingerprint(other)) == (tagged(one) == tagged(other))


def tagged(content: Content) -> object:
    """Return content in which numbers, truth values and NFC texts never compare equal."""
    if isinstance(content, dict):
        return {key: tagged(value) for key, value in content.items()}
    if isinstance(content, list):
        return [tagged(value) for value in content]
    if isinstance(content, str):
        return "text", unicodedata.normalize("NFC", content)
    return type(content).__name__, content


def test_the_canonical_form() -> None:
    content: Content = {"乙": Fraction(197, 2), "a": {"z": False, "b": None}, "甲": ["é", "\n", 3]}
    assert canonical(content) == '{"a":{"b":null,"z":false},"乙":"197/2","甲":["\'é","\'\\n","3"]}'


def test_the_order_of_keys_does_not_count_that_of_lists_does() -> None:
    assert fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1})
    assert fingerprint([1, 2]) != fingerprint([2, 1])


def test_composed_and_decomposed_letters_are_one() -> None:
    assert fingerprint({"e\u0301": "e\u0301"}) == fingerprint({"é": "é"})


def test_two_keys_of_one_name_are_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="same name"):
        fingerprint({"e\u0301": 1, "é": 1})


def test_bytes() -> None:
    digest = hashlib.sha256(b"x").hexdigest()
    assert fingerprint_of_bytes(b"x") == from_digest(digest) == f"sha256:{digest}"


def test_a_lone_surrogate_has_a_fingerprint_too() -> None:
    assert fingerprint("\ud800") != fingerprint("\ud801")
