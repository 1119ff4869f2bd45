"""The sentence of a rule says all of it: each small change of a shipped indicator shows in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
import yaml

from generate_files import LOADER, as_yaml
from oracle_completions import decimal
from scoring.diagnostics import Language
from scoring.documents.read import read_text
from scoring.rule_set import list_rule_sets, read_rule_set

LANGUAGES = (Language("zh"), Language("en"))
SHIPPED = tuple(shelf.id for shelf in list_rule_sets())
NAMES = ("indicator", "code", "aliases", "standard", "source", "full_marks")
"""What an indicator is called and quotes, shown beside the rule's sentence."""
WORDS = (
    ("free", "pro_rata", "full"),
    ("missing", "not_applicable", "full", "zero"),
    ("rescale", "rescale_group", "full", "zero"),
    ("earn", "lose"),
    ("higher", "lower"),
    ("above", "below"),
    ("是", "否"),
)
NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")
RELATIONS = (
    ("≥", ">"),
    ("≤", "<"),
    ("=", "≠"),
    ("[", "("),
    (")", "]"),
    ("且", "或"),
    ("+", "-"),
    ("÷", "×"),
    ("/", "×"),
)


def written(name: str) -> dict[str, Any]:
    (shelf,) = (one for one in list_rule_sets() if one.id == name)
    data: dict[str, Any] = yaml.load(shelf.path.read_text(encoding="utf-8"), LOADER)
    return data


def leaves(parts: list[Any]) -> Iterator[dict[str, Any]]:
    for part in parts:
        if "parts" in part:
            yield from leaves(part["parts"])
        else:
            yield part


def changes(node: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Yield (where, what *node* becomes) for each small change of one scalar inside it."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name in NAMES:
                continue
            yield from ((f"{name}: {where}", {**node, name: one}) for where, one in changes(value, name))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            for where, one in changes(value, key):
                yield f"{index + 1}. {where}", [*node[:index], one, *node[index + 1 :]]
    else:
        yield from ((f"{node} → {one}", one) for one in dict.fromkeys(changed(str(node), key)) if one != node)


def changed(text: str, key: str) -> Iterator[str]:
    """Yield other scalars that may stand in place of *text*."""
    for number in NUMBER.finditer(text):
        for other in (Fraction(number[0]) + Fraction("0.5"), Fraction(number[0]) + 1):
            yield text[: number.start()] + decimal(other) + text[number.end() :]
    for words in WORDS:
        if text in words:
            yield from words
    if key in ("title", "says"):
        yield f"{text}等"
    for sign, opposite in RELATIONS:
        if sign in text:
            yield text.replace(sign, opposite, 1)


def alone(data: dict[str, Any], leaf: dict[str, Any]) -> dict[str, Any]:
    """Return the rule set with nothing but one indicator."""
    keys = {key: value for key, value in data.items() if key not in ("total", "cross_checks", "indicators")}
    return keys | {"indicators": [leaf]}


def sentence(data: dict[str, Any], leaf: dict[str, Any]) -> tuple[str, ...] | None:
    """Return the rule's sentence in both languages; None where the change makes the rule set invalid."""
    document, _ = read_text(as_yaml(alone(data, leaf)).encode(), "rule-set.yaml", "yaml")
    assert document is not None
    rules, _ = read_rule_set(document)
    if rules is None:
        return None
    return tuple(language.render(rules.indicators[0].lowered.sentence) for language in LANGUAGES)


def cases() -> Iterator[Any]:
    for name in SHIPPED:
        for leaf in leaves(written(name)["indicators"]):
            yield pytest.param(name, leaf["code"], id=f"{name}-{leaf['code']}")


@pytest.mark.parametrize(("name", "code"), tuple(cases()))
def test_every_change_of_a_rule_changes_its_sentence(name: str, code: str) -> None:
    data = written(name)
    (leaf,) = (one for one in leaves(data["indicators"]) if one["code"] == code)
    before = sentence(data, leaf)
    assert before is not None
    tried = 0
    for where, other in changes(leaf):
        after = sentence(data, other)
        if after is None:
            continue
        tried += 1
        assert all(one != another for one, another in zip(before, after, strict=True)), (where, before[0])
    assert tried or leaf["method"] == "judged"
