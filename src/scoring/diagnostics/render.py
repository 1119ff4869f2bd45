"""Findings as text in one of the formats; each format is one file in ``diagnostics/formats``, found, not registered."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from typing import cast

from scoring.diagnostics import formats
from scoring.diagnostics.diagnostic import Diagnostic
from scoring.diagnostics.formats import Format
from scoring.diagnostics.language import Language


@cache
def format_names() -> tuple[str, ...]:
    """Return the names of the formats there are, sorted."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(formats.__path__)))


def render_findings(findings: Iterable[Diagnostic], format: str, language: Language) -> str:
    """Return *findings* in *format*, sorted by place; every line ends with a line break; no findings may give no text.

    Raises ValueError if there is no such format.
    """
    if format not in format_names():
        raise ValueError(f"format {format!r} is none of {format_names()}")
    render = cast(Format, import_module(f"{formats.__name__}.{format}").render)
    return render(sorted(findings, key=lambda finding: finding.order), language)
