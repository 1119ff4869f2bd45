"""Scoring methods (评分方法): one file each, found and not registered.

In: the parameters written in a rule file. Out: named workings over the expression tree, the reasons they may give, and
the rule as a sentence. Guaranteed afterwards, for every input: marks lie between zero and the full marks, marks and
deduction add up to the full marks, and every outcome has a reason.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Mapping

from scoring.methods.contract import Method


@functools.cache
def methods() -> Mapping[str, Method]:
    """Return every method offered by a file of this room, by its name in rule files."""
    found: dict[str, Method] = {}
    for module in sorted(info.name for info in pkgutil.iter_modules(__path__)):
        offered = getattr(importlib.import_module(f"{__name__}.{module}"), "METHOD", None)
        if isinstance(offered, Method):
            found[offered.name] = offered
    return found
