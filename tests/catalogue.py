"""The catalogue of sentences: collected from the source, translated in the .po file, compiled to the .mo file.

    python tests/catalogue.py update    collect every template; translations are kept, templates no longer used dropped
    python tests/catalogue.py compile   write the .mo file; refused where a translation's fields differ
    python tests/catalogue.py missing   list the templates without a translation

Test support, not shipped. A template is a literal; `TEMPLATES` says which arguments of which calls are templates.
"""

# ruff: noqa: T201 - a command prints

from __future__ import annotations

import ast
import json
import re
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "scoring"
PO = SOURCE / "locale" / "zh" / "LC_MESSAGES" / "scoring.po"
MO = PO.with_suffix(".mo")

TEMPLATES: dict[str, tuple[tuple[int, ...], tuple[str, ...]]] = {
    "message": ((0,), ()),
    "Kind": ((1, 2), ("text", "hint")),
    "Word": ((0,), ("text",)),
    "vocabulary": (tuple(range(100)), ()),
    "Reason": ((2,), ("says",)),
    "reason": ((2,), ("says",)),
    "phrase": ((0,), ("says",)),
}
"""Which positional and keyword arguments of a call are templates, by the name of what is called."""

FORWARDERS = {"diagnostics/message.py", "diagnostics/diagnostic.py", "methods/contract.py", "cli/help_pages.py"}
"""Files where these calls only hand a template on; everywhere else it must be a literal."""

HEADER = (
    "Language: zh_CN\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"
)


@dataclass
class Entry:
    """One template with its translation ("" while there is none) and the files it stands in."""

    text: str
    translation: str = ""
    files: set[str] = field(default_factory=set)
    fuzzy: bool = False


def fields(text: str) -> set[str]:
    """Return the names of the fields of a template; doubled braces are none."""
    return set(re.findall(r"\{(\w+)\}", text.replace("{{", "").replace("}}", "")))


def templates() -> tuple[dict[str, set[str]], list[str]]:
    """Return every template of the source with the files it stands in, and the places where one is not a literal."""
    found: dict[str, set[str]] = {}
    loose: list[str] = []
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for argument in _arguments(node):
                literals = list(_literals(argument))
                if None in literals and name not in FORWARDERS:
                    loose.append(f"{name}:{argument.lineno}")
                for text in literals:
                    if text:
                        found.setdefault(text, set()).add(name)
    return found, loose


def _arguments(node: ast.AST) -> Iterator[ast.expr]:
    """Yield the arguments of *node* that should be templates."""
    if not isinstance(node, ast.Call):
        return
    called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    positions, keywords = TEMPLATES.get(called, ((), ()))
    yield from (argument for position, argument in enumerate(node.args) if position in positions)
    yield from (keyword.value for keyword in node.keywords if keyword.arg in keywords)


def _literals(node: ast.expr) -> Iterator[str | None]:
    """Yield the text of a literal, both texts of a choice between two; None for anything else."""
    if isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    else:
        yield None


def read_po(path: Path = PO) -> dict[str, Entry]:
    """Return the entries of the .po file by template, without its header."""
    entries: dict[str, Entry] = {}
    if not path.exists():
        return entries
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        parts = {"msgid": "", "msgstr": ""}
        current, fuzzy, files = "", False, set()
        for line in block.splitlines():
            if line.startswith("#,"):
                fuzzy = "fuzzy" in line
            elif line.startswith("#: "):
                files.update(line[3:].split())
            elif match := re.fullmatch(r'(?:(msgid|msgstr) )?(".*")', line):
                current = match[1] or current
                parts[current] += json.loads(match[2])
        if parts["msgid"]:
            entries[parts["msgid"]] = Entry(parts["msgid"], parts["msgstr"], files, fuzzy)
    return entries


def as_po(entries: dict[str, Entry]) -> str:
    """Return the text of the .po file, sorted by template."""
    blocks = [f'msgid ""\nmsgstr {_quoted(HEADER)}']
    for entry in sorted(entries.values(), key=lambda entry: entry.text):
        lines = [f"#: {' '.join(sorted(entry.files))}", *(["#, fuzzy"] if entry.fuzzy else [])]
        lines += [f"msgid {_quoted(entry.text)}", f"msgstr {_quoted(entry.translation)}"]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def updated() -> dict[str, Entry]:
    """Return the entries the .po file should have: one for each template, with the translations there are."""
    old = read_po()
    fresh: dict[str, Entry] = {}
    for text, files in templates()[0].items():
        known = old.get(text, Entry(text))
        fresh[text] = Entry(text, known.translation, files, known.fuzzy)
    return fresh


def mismatches(entries: dict[str, Entry]) -> list[str]:
    """Return the templates whose translation has other fields."""
    return [
        entry.text
        for entry in entries.values()
        if entry.translation and fields(entry.translation) != fields(entry.text)
    ]


def compiled(entries: dict[str, Entry]) -> bytes:
    """Return the .mo file: GNU gettext, little endian, sorted, without a hash table."""
    texts = {"": HEADER} | {e.text: e.translation for e in entries.values() if e.translation and not e.fuzzy}
    pairs = sorted((text.encode(), translation.encode()) for text, translation in texts.items())
    count = len(pairs)
    start = 28 + 16 * count
    tables: list[list[int]] = [[], []]
    blob = b""
    for side in (0, 1):
        for pair in pairs:
            tables[side] += [len(pair[side]), start + len(blob)]
            blob += pair[side] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, start)
    return head + struct.pack(f"<{4 * count}I", *tables[0], *tables[1]) + blob


def main(command: str) -> int:
    """Run one command; return the exit code."""
    if command == "update":
        PO.parent.mkdir(parents=True, exist_ok=True)
        PO.write_text(as_po(updated()), encoding="utf-8", newline="\n")
    elif command == "compile":
        entries = read_po()
        if wrong := mismatches(entries):
            print("the fields differ in:", *wrong, sep="\n  ", file=sys.stderr)
            return 1
        MO.write_bytes(compiled(entries))
    elif command == "missing":
        absent = sorted(entry.text for entry in updated().values() if not entry.translation or entry.fuzzy)
        print(*absent, sep="\n")
        return 1 if absent else 0
    else:
        print(__doc__, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2] or [""]))
