"""Work out the parser's tables from the grammar, so that no start of the program has to.

    python tests/grammar_tables.py

Test support, not shipped. Run it after every change of `grammar.lark`; a test fails until then.
"""

from __future__ import annotations

import json
from pathlib import Path

import lark

from scoring.expressions import grammar

TABLES = Path(grammar.__file__).with_name(grammar.TABLES)


def tables() -> str:
    """Return the text of the tables' file."""
    parser = grammar.built(grammar.text())
    data, memo = parser.memo_serialize([lark.lexer.TerminalDef, lark.grammar.Rule])
    stored = {"for": grammar.fingerprint(grammar.text()), "parser": {"data": data, "memo": memo}}
    return json.dumps(stored, ensure_ascii=False, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    TABLES.write_text(tables(), encoding="utf-8", newline="\n")
