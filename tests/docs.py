"""The generated parts of ``docs/``: tables of keys, methods with their worked numbers, functions, fields of the sheet.

    python tests/docs.py build    write them anew; read the difference before committing

Test support, not shipped. A page is written by hand but for what stands between ``<!-- made: WHAT -->`` and
``<!-- end -->``; ``NAME.en.md`` is the English twin of ``NAME.md``. `tests/test_docs.py` fails while a page differs
from what would be written.
"""

# ruff: noqa: T201 - a command prints

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from docs_keys import key_tables
from docs_kinds import features, method_sections
from docs_sheet import sheet_fields
from docs_words import accidents, functions, refusals
from scoring.diagnostics import Language

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
BLOCK = re.compile(r"(<!-- made: (?P<what>[^>]+?) -->\n)(?:.*?)(<!-- end -->)", re.DOTALL)

MAKERS: dict[str, Callable[..., Iterator[str]]] = {
    "keys": key_tables,
    "methods": method_sections,
    "features": features,
    "functions": functions,
    "refusals": refusals,
    "accidents": accidents,
    "sheet": sheet_fields,
}
"""What can be made, by the first word of a mark; further words are arguments."""


def language_of(page: Path) -> Language:
    """Return the language of a page."""
    return Language("en" if page.name.endswith(".en.md") else "zh")


def made(text: str, language: Language) -> str:
    """Return the text of a page with everything generated made anew."""

    def fill(match: re.Match[str]) -> str:
        what, *arguments = match["what"].split()
        lines = "\n".join(MAKERS[what](language, *arguments))
        return f"{match[1]}\n{lines.strip()}\n\n{match[3]}"

    return BLOCK.sub(fill, text)


def pages() -> list[Path]:
    """Return every page."""
    return sorted(DOCS.glob("*.md"))


def main(command: str) -> int:
    """Run one command; return the exit code."""
    if command != "build":
        print(__doc__, file=sys.stderr)
        return 2
    for page in pages():
        text = page.read_text(encoding="utf-8")
        page.write_text(made(text, language_of(page)), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2] or [""]))
