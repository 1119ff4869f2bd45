"""How large a document may be. Real rule files have a few hundred lines; these limits leave room for a hundredfold.

Each limit is tested at its value and one above it, and each finding says the limit and what to do.
"""

from __future__ import annotations

from typing import Final

MAX_BYTES: Final = 4 * 1024 * 1024
"""Bytes of a YAML or JSON file."""

MAX_TEXT_BYTES: Final = 32 * 1024 * 1024
"""Bytes of a quoted document such as ``report.txt``."""

MAX_TABLE_BYTES: Final = 32 * 1024 * 1024
"""Bytes of a table in CSV."""

MAX_ROWS: Final = 100_000
"""Rows of a table below its headings."""

MAX_COLUMNS: Final = 2_000
"""Columns of a table."""

MAX_CELLS: Final = 2_000_000
"""Cells of a table."""

MAX_DEPTH: Final = 50
"""Lists and mappings inside each other."""

MAX_NODES: Final = 100_000
"""Values and keys of one document."""

MAX_SCALAR: Final = 100_000
"""Characters of one value."""

MAX_KEY: Final = 200
"""Characters of one key."""

MAX_FINDINGS: Final = 100
"""Findings after which reading stops; more would help nobody."""
