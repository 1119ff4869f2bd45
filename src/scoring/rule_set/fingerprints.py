"""The fingerprint of a rule set's meaning: its typed content, without layout, comments, key order or places.

What stands at its default is left out. So a rule set keeps its fingerprint when a later version of the program can be
told more, as long as nobody tells it more; `tests/test_language_1.py` holds that.
"""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

from scoring.expressions.expected import Typed
from scoring.fingerprint import Content, fingerprint
from scoring.methods.contract import Branch, Method
from scoring.rule_set.model import Choosing, Fact, Fingerprint, Group, Indicator, Line, RuleSet
from scoring.units import Unit

LEFT_OUT: Final = frozenset(
    {
        *("place", "marks_place", "most_place", "text", "written", "written_marks", "chosen"),
        *("lowered", "inputs", "judgements", "sentence", "called", "settled_above"),
    }
)
"""Fields that follow from others, or say how and where something was written."""

PLAIN: Final = frozenset({type(None), bool, int, str, Fraction})
"""What stands for itself."""

LEFT_OUT_ABOVE: Final = LEFT_OUT | {"indicators", "values", "fingerprint", "unfilled"}
"""The same for the rule set itself: indicators stand in its tree, with what settles them."""


def fingerprint_of(rules: RuleSet) -> RuleSet:
    """Return *rules* with the fingerprint of its meaning filled in."""
    meaning = fingerprint(_fields(rules, LEFT_OUT_ABOVE))
    return dataclasses.replace(rules, fingerprint=Fingerprint(meaning, rules.fingerprint.bytes))


def _fields(value: Any, left_out: frozenset[str]) -> dict[str, Content]:
    return {
        field.name: content_of(getattr(value, field.name))
        for field in dataclasses.fields(value)
        if field.name not in left_out and getattr(value, field.name) != field.default  # MISSING equals nothing
    }


def content_of(value: Any) -> Content:
    """Return the typed content of *value*: dataclasses as mappings with their class's name."""
    if type(value) in PLAIN:
        return value  # type: ignore[no-any-return]
    match value:
        case enum.Enum():
            return str(value.value)
        case Typed():
            return {"tree": content_of(value.node), "unit": content_of(value.unit)}
        case Unit():
            return str(value)
        case Method():
            return value.name
        case Mapping():
            return {str(name): content_of(one) for name, one in value.items()}
        case tuple():
            return [content_of(one) for one in value]
        case Fact():  # columns have names, their order means nothing
            columns: dict[str, Content] = {column.name: content_of(column) for column in value.columns}
            return {"is": "Fact", **_fields(value, LEFT_OUT | {"columns"}), "columns": columns}
    return {"is": type(value).__name__, **_fields(value, LEFT_OUT | _follows(value))}


def _follows(value: Any) -> frozenset[str]:
    """Return the fields of *value* that follow from others of its own."""
    if isinstance(value, Branch):  # its reason follows from what it gives
        return frozenset({"because"})
    if isinstance(value, Line) and value.method is None:
        return frozenset({"scale"})
    if not isinstance(value, Indicator | Group | Line):
        return frozenset()
    # A group without a target table, or that counts all its parts, has the meaning it had before there were any others.
    plain = {"scale"} if value.scale == value.full_marks else set()
    if isinstance(value, Group):
        plain |= {"choosing"} if value.choosing is Choosing.ALL else set()
        plain |= {"targets"} if value.targets is None else set()
    return frozenset(plain)
