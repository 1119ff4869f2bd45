"""What every engine should answer, by the independent reading of the rule language in tests/oracle.py."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import yaml

from benchmarks.figures import NAMES, Answer, Row
from oracle import score


def parsed(rules: Path) -> Mapping[str, Any]:
    """Return the rule set as the oracle reads it: YAML in which every scalar is text."""
    return cast(Mapping[str, Any], yaml.load(rules.read_text(encoding="utf-8"), yaml.BaseLoader))


def expected(rule_set: Mapping[str, Any], row: Row) -> Answer:
    """Return the right answer for *row*."""
    facts = {NAMES[name]: text for name, text in row.items()}
    sheet = score(rule_set, {"institution": {"code": "1", "name": "对比单位"}, "year": "2023", "facts": facts})
    marks = tuple(Fraction(one["marks"]) for one in sheet["indicators"].values())
    return Answer(marks, Fraction(sheet["total"]), str(sheet["grade"]))
