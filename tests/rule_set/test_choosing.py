"""Groups that choose, as they are read; files that are wrong in several ways say each of them once."""

from __future__ import annotations

from typing import Any

import pytest

from methods.support import YES_NO, Tree, group, leaf, read, read_well, rule_set, said
from scoring.rule_set.model import Choosing

FACTS = {"合规": YES_NO}
YES = {"method": "yes_no", "fact": "合规", "expected": "是"}


def rules(how: Tree, *marks: str) -> dict[str, Any]:
    """Return a rule set with a group that chooses *how* among indicators with *marks*."""
    return rule_set(
        "10", [group("选择", "10", *(leaf(f"A{one}", full, YES) for one, full in enumerate(marks)), **how)], FACTS
    )


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ({}, Choosing.ALL),
        ({"choose": "one", "by": "declared"}, Choosing.ONE_DECLARED),
        ({"choose": "one", "by": "better"}, Choosing.ONE_BETTER),
        ({"choose": "any", "split": "even"}, Choosing.ANY_EVEN),
        ({"choose": "any", "split": "declared"}, Choosing.ANY_DECLARED),
    ],
)
def test_ways_of_choosing(how: Tree, expected: Choosing) -> None:
    (found,) = read_well(rules(how, "10", "10")).groups()
    assert found.choosing is expected


def test_the_meaning_depends_on_how_it_is_chosen() -> None:
    ways: list[Tree] = [
        {"choose": "one", "by": "declared"},
        {"choose": "one", "by": "better"},
        {"choose": "any", "split": "even"},
        {},
    ]
    assert len({read_well(rules(how, "10", "10")).fingerprint.meaning for how in ways}) == 4
    wider = rules({}, "20", "20") | {"full_marks": "10"}
    wider["indicators"][0] |= {"out_of": "40"}
    assert read_well(wider).fingerprint.meaning != read_well(rules({}, "5", "5")).fingerprint.meaning


@pytest.mark.parametrize(
    ("how", "codes"),
    [
        ({"choose": "two"}, ["D208"]),
        ({"choose": "two", "by": "better"}, ["D208"]),
        ({"choose": "one", "by": "even"}, ["D208"]),
        ({"choose": "one", "split": "even"}, ["R364", "R365"]),
        ({"by": "better", "split": "even"}, ["R365", "R365"]),
    ],
)
def test_what_makes_no_sense(how: Tree, codes: list[str]) -> None:
    found, findings = read(rules(how, "10", "10"))
    assert found is None
    assert sorted(one[:4] for one in said(findings)) == codes
