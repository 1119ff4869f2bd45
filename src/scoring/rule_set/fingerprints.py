"""The fingerprint of a rule set's meaning: its typed content, without layout, comments, key order or places."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

from scoring.expressions.expected import Typed
from scoring.fingerprint import Content, fingerprint
from scoring.methods.contract import Method
from scoring.rule_set.model import Fingerprint, RuleSet
from scoring.units import Unit

_LEFT_OUT: Final = frozenset({"place", "text", "written", "lowered", "branches", "inputs", "judgements", "sentence"})
"""Fields that follow from others, or say how and where something was written."""


def fingerprint_of(rules: RuleSet) -> RuleSet:
    """Return *rules* with the fingerprint of its meaning filled in."""
    meaning = {
        field.name: content_of(getattr(rules, field.name))
        for field in dataclasses.fields(rules)
        if field.name not in ("indicators", "values", "fingerprint", "place")
    }
    return dataclasses.replace(rules, fingerprint=Fingerprint(fingerprint(meaning), rules.fingerprint.bytes))


def content_of(value: Any) -> Content:
    """Return the typed content of *value*: dataclasses as mappings with their class's name."""
    if value is None or isinstance(value, (bool, int, str, Fraction)):
        return value
    if isinstance(value, enum.Enum):
        return str(value.value)
    if isinstance(value, Typed):
        return {"tree": content_of(value.node), "unit": content_of(value.unit)}
    if isinstance(value, Unit):
        return str(value)
    if isinstance(value, Method):
        return value.name
    if isinstance(value, Mapping):
        return {str(name): content_of(one) for name, one in value.items()}
    if isinstance(value, (tuple, list)):
        return [content_of(one) for one in value]
    fields = {
        field.name: content_of(getattr(value, field.name))
        for field in dataclasses.fields(value)
        if field.name not in _LEFT_OUT
    }
    return {"is": type(value).__name__, **fields}
