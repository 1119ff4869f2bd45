"""Checks: everything a rule set can be wrong in although each of its parts could be read.

In: a `RuleSet`. Out: findings, sorted by place. Guaranteed where there is no error: parts add up, every value has
exactly one band, every standard can bring its full marks and never more, rounding cannot push marks past them, no marks
wait for themselves. One file per thing that can be wrong; files are found, not registered.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable, Iterator

from scoring.diagnostics import Diagnostic
from scoring.rule_set import RuleSet

Check = Callable[[RuleSet], Iterator[Diagnostic]]


@functools.cache
def checks() -> tuple[Check, ...]:
    """Return every check offered by a file of this room under the name ``check``."""
    modules = sorted(info.name for info in pkgutil.iter_modules(__path__))
    offered = (getattr(importlib.import_module(f"{__name__}.{name}"), "check", None) for name in modules)
    return tuple(one for one in offered if one is not None)


def check(rules: RuleSet) -> tuple[Diagnostic, ...]:
    """Return everything wrong with *rules*, in the order of the file."""
    findings = (finding for one in checks() for finding in one(rules))
    return tuple(sorted(findings, key=lambda finding: finding.order))
