"""The meaning of a rule set does not depend on how it is written, and on nothing less than all that it says."""

from __future__ import annotations

import copy
import dataclasses
import random
import re
from fractions import Fraction
from typing import Any

import pytest
import yaml

from generate import any_case
from generate_files import as_yaml
from rule_set.mutations import at, paths
from rule_set.small import LEAF, read, text, usable
from rule_set.test_mutations import YUEYANG, yueyang
from scoring.documents import read_text
from scoring.exact import ZERO
from scoring.rule_set import read_rule_set
from scoring.rule_set.fingerprints import content_of

ORDERED = ("floors",)
"""Mappings whose order is part of what they say: the best grade first."""


def meaning(written: str) -> str | None:
    rules, _ = read(written)
    return None if rules is None else rules.fingerprint.meaning


def shuffled(node: Any, rng: random.Random) -> Any:
    """Return *node* with the keys of every mapping in another order."""
    if isinstance(node, list):
        return [shuffled(one, rng) for one in node]
    if not isinstance(node, dict):
        return node
    entries = [(key, value if key in ORDERED else shuffled(value, rng)) for key, value in node.items()]
    rng.shuffle(entries)
    return dict(entries)


def respelt(node: Any, rng: random.Random) -> Any:
    """Return *node* with every bare number written with another nought."""
    if isinstance(node, list):
        return [respelt(one, rng) for one in node]
    if isinstance(node, dict):
        kept = ("version", "language", "rule_set", "code")
        return {key: value if key in kept else respelt(value, rng) for key, value in node.items()}
    if re.fullmatch(r"-?\d+\.\d+", node):
        return node + "0"
    return node + ".0" if re.fullmatch(r"-?\d+", node) else node


def sets() -> list[Any]:
    generated = [pytest.param(any_case(random.Random(f"meaning {seed}")).rule_set, id=str(seed)) for seed in range(12)]
    return [pytest.param(yueyang(), id="yueyang"), *generated]


@pytest.mark.parametrize("tree", sets())
def test_layout_key_order_and_spelling_of_numbers_mean_nothing(tree: dict[str, Any]) -> None:
    rng = random.Random(1)
    expected = meaning(as_yaml(tree))
    assert expected is not None
    assert meaning(as_yaml(shuffled(tree, rng))) == expected
    assert meaning(as_yaml(respelt(tree, rng))) == expected
    block = yaml.dump(tree, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=True, default_flow_style=False)
    if "floors" not in block or list(tree["grades"]["floors"]) == sorted(tree["grades"]["floors"]):
        assert meaning(block) == expected


def test_comments_mean_nothing() -> None:
    written = YUEYANG.read_text(encoding="utf-8")
    stripped = "\n".join(line for line in written.splitlines() if not line.strip().startswith("#"))
    document, _ = read_text(stripped.encode(), "other.yaml", "yaml")
    assert document is not None
    rules, _ = read_rule_set(document)
    assert rules is not None
    assert rules.fingerprint.meaning == meaning(written)
    assert rules.fingerprint.bytes != usable(written).fingerprint.bytes


def other_value(value: str) -> str | None:
    """Return *value* with its first number, or its last word character, changed."""
    if (found := re.search(r"\d+(?!\d*[A-Za-z_])", value)) is not None:
        return f"{value[: found.start()]}{int(found[0]) + 1}{value[found.end() :]}"
    return value + "甲" if re.search(r"[\u4e00-\u9fff]$", value) else None


def changes(tree: dict[str, Any], under: str) -> list[tuple[tuple[Any, ...], str]]:
    """Return every single change of a number or word below the key *under*."""
    found = []
    for path in paths(tree):
        value = at(tree, path)
        if path[0] == under and isinstance(value, str) and (other := other_value(value)) is not None:
            found.append((path, other))
    return found


@pytest.mark.parametrize("under", ["indicators", "total", "derived", "facts", "sources", "cross_checks", "grades"])
@pytest.mark.parametrize("tree", sets())
def test_every_single_change_means_something(tree: dict[str, Any], under: str) -> None:
    rng = random.Random(f"change {under}")
    expected = meaning(as_yaml(tree))
    found = changes(tree, under)
    for path, other in rng.sample(found, min(6, len(found))):
        changed = copy.deepcopy(tree)
        at(changed, path[:-1])[path[-1]] = other
        assert meaning(as_yaml(changed)) != expected, (path, other)  # None where it no longer makes sense


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (text(LEAF), text(LEAF.replace("marks_each: 1", "marks_each: 2"))),
        (text(LEAF), text(LEAF.replace("indicator: 达标", "indicator: 达标率"))),
        (text(LEAF), text(LEAF.replace("A01", "A02"))),
        (text(LEAF), text(LEAF.replace("source: ours", "standard: 每例扣1分, source: ours"))),
        (text(LEAF), text(LEAF.replace("source: ours", "source: {count: ours}"))),
        (text(LEAF), text(LEAF.replace("source: ours", "aliases: [合格], source: ours"))),
        (text(LEAF), text(LEAF.replace("source: ours", "applies_when: 有项目, not_applicable: full, source: ours"))),
        (
            text(LEAF.replace("source: ours", "applies_when: 有项目, not_applicable: full, source: ours")),
            text(LEAF.replace("source: ours", "applies_when: 有项目, not_applicable: zero, source: ours")),
        ),
    ],
)
def test_what_an_indicator_says_is_part_of_the_meaning(one: str, other: str) -> None:
    assert meaning(one) != meaning(other)
    assert None not in (meaning(one), meaning(other))


RATE = """\
  - {indicator: 率, code: A01, full_marks: 10, source: ours, not_applicable: zero, method: bands,
     value: {formula: 甲 / 件数, when_denominator_zero: %s, when_both_zero: %s},
     bands: [{in: "(, 5)", marks: 0}, {in: "[5, )", marks: 10}]}
"""


def test_zero_policies_are_part_of_the_meaning() -> None:
    words = ("full", "zero", "missing", "not_applicable", "5")
    seen = {meaning(text(RATE % (zero, both))) for zero in words for both in words}
    assert None not in seen
    assert len(seen) == len(words) ** 2


LINE = (
    "total: [{line: 扣, take: 5, standard: 每件扣1分, method: incidents, count: 件数, marks_each: 1, source: ours}]\n"
)
CAP = "total: [{line: 封顶, cap_by: 甲, bands: [{in: '(, 5)', cap: 8}, {in: '[5, )', cap: none}], source: ours}]\n"


@pytest.mark.parametrize(
    ("one", "before", "after"),
    [
        (LINE, "marks_each: 1", "marks_each: 2"),
        (LINE, "take: 5", "take: 4"),
        (LINE, "take: 5", "add: 5"),
        (LINE, "每件扣1分", "每件扣一分"),
        (LINE, "count: 件数", "count: 件数 + 1"),
        (CAP, "cap: 8", "cap: 7"),
        (CAP, "cap: none", "cap: 9"),
        (CAP, "(, 5)", "(, 5]"),
        (CAP, "cap_by: 甲", "cap_by: 乙"),
        (CAP, "source: ours", "when: 有项目, source: ours"),
    ],
)
def test_what_a_line_says_is_part_of_the_meaning(one: str, before: str, after: str) -> None:
    assert before in one
    changed = text(rest=one.replace(before, after))
    assert None not in (meaning(text(rest=one)), meaning(changed))
    assert meaning(text(rest=one)) != meaning(changed)


def test_what_nobody_said_is_no_part_of_the_meaning() -> None:
    """A field that a later version adds with a default changes no fingerprint until somebody says something else."""
    before = dataclasses.make_dataclass("Part", [("name", str)])
    after = dataclasses.make_dataclass("Part", [("name", str), ("out_of", Fraction, dataclasses.field(default=ZERO))])
    assert content_of(after("甲")) == content_of(before("甲"))
    assert content_of(after("甲", Fraction(5))) != content_of(before("甲"))
