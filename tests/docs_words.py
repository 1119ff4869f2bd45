"""What an expression may call and what is refused, for ``docs/``: from the reader's own tables."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import scoring.documents
import scoring.expressions
from docs_keys import row
from scoring.diagnostics import Kind, Language
from scoring.expressions.calls import FUNCTIONS

HEADS = {"zh": ("代码", "说什么", "怎么改"), "en": ("code", "what is said", "what to do")}


def functions(language: Language) -> Iterator[str]:
    """Yield every function by an example."""
    yield from (f"- `{name}`: `{one.usage}`" for name, one in FUNCTIONS.items())


def refusals(language: Language) -> Iterator[str]:
    """Yield what the reader of expressions says, with the hint."""
    yield from _table("E", scoring.expressions.__path__, language)


def accidents(language: Language) -> Iterator[str]:
    """Yield what the readers of documents say, with the hint."""
    yield from _table("D", scoring.documents.__path__, language)


def _table(family: str, room: list[str], language: Language) -> Iterator[str]:
    found: dict[tuple[str, str, str], None] = {}
    package = scoring.expressions if family == "E" else scoring.documents
    for module in sorted(info.name for info in pkgutil.iter_modules(room)):
        for value in vars(importlib.import_module(f"{package.__name__}.{module}")).values():
            if isinstance(value, Kind) and value.code.startswith(family):
                found[value.code, language.word(value.text), language.word(value.hint or "")] = None
    yield row(*HEADS[language.code])
    yield row("---", "---", "---")
    yield from (row(*one) for one in sorted(found))
