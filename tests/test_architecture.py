"""The house: rooms import only rooms before them, nothing goes in a circle, each room keeps to its job."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src" / "scoring"

ORDER = (
    "version",
    "records",
    "exact",
    "units",
    "fingerprint",
    "diagnostics",
    "documents",
    "expressions",
    "methods",
    "rule_set",
    "checks",
    "submissions",
    "engine",
    "trials",
    "reports",
    "cli",
    "__init__",
    "__main__",
)
SIBLINGS = {frozenset({"checks", "submissions"})}
"""Rooms that stand beside each other: neither imports the other."""

LONGER_FILES = {
    "engine/sheet.py": "the score sheet's data, one dataclass after another",
    "expressions/tree.py": "the tree's nodes, one dataclass after another",
}
"""Files of more than 300 lines, each with its reason."""

MOST_LINES = 300
MOST_LINES_OF_A_FUNCTION = 40

FILES = sorted(SOURCE.rglob("*.py"))


def name_of(path: Path) -> str:
    """Return the module's name: scoring.engine.score."""
    parts = ("scoring", *path.relative_to(SOURCE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 2 else parts)


MODULES = {name_of(path): path for path in FILES}


def room_of(module: str) -> str:
    """Return the room a module stands in."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def tree_of(path: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Yield every module of ours that *path* imports, inside functions and for types too, with the line."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "scoring":
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield (inner if inner in MODULES else node.module), node.lineno
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] == "scoring":
                    yield alias.name, node.lineno


@pytest.mark.parametrize("module", MODULES)
def test_rooms_import_only_rooms_before_them(module: str) -> None:
    own = room_of(module)
    assert own in ORDER, f"{own} has no place in the house"
    for imported, line in imports(MODULES[module]):
        other = room_of(imported)
        assert ORDER.index(other) <= ORDER.index(own), f"{MODULES[module].name}:{line}: {own} imports {other}"
        assert frozenset({own, other}) not in SIBLINGS, f"{MODULES[module].name}:{line}: {own} imports {other}"


def test_no_module_is_imported_in_a_circle() -> None:
    """Imports inside functions count; a package's face is what its files hand on, not a room of its own."""
    graph = {
        module: {imported for imported, _ in imports(path) if imported in MODULES and imported != module}
        for module, path in MODULES.items()
        if not path.name.startswith("__init__")
    }
    left: set[str] = set()

    def visit(module: str, above: tuple[str, ...]) -> None:
        assert module not in above, " → ".join((*above[above.index(module) :], module))
        if module in left:
            return
        for imported in sorted(graph.get(module, set())):
            visit(imported, (*above, module))
        left.add(module)

    for module in graph:
        visit(module, ())
    assert left == set(graph) | {one for targets in graph.values() for one in targets}


def calls(path: Path) -> Iterator[tuple[str, int]]:
    """Yield the dotted name and line of everything called or looked up in *path*."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node.lineno
        if isinstance(node, ast.Attribute):
            yield ast.unparse(node), node.lineno


JOBS = {
    "reads files": ({"documents"}, ("open", ".read_text", ".read_bytes", "os.read")),
    "writes files": ({"reports"}, (".write_text", ".write_bytes", "os.replace", "os.rename", "tempfile.mkstemp")),
    "asks the environment": ({"cli"}, ("os.environ", "os.getenv", "locale.getlocale", "shutil.get_terminal_size")),
    "asks the clock": ({"cli"}, ("time.time", "datetime.now", "date.today", "datetime.datetime.now")),
    "prints": (set[str](), ("print",)),
    "draws lots": (set[str](), ("random.random", "random.choice", "uuid.uuid4", "os.urandom")),
    "takes a binary float": (set[str](), ("float",)),
}


@pytest.mark.parametrize("job", JOBS)
def test_each_job_has_its_room(job: str) -> None:
    rooms, names = JOBS[job]
    for module, path in MODULES.items():
        if room_of(module) in rooms:
            continue
        found = [
            f"{path.name}:{line}: {called}"
            for called, line in calls(path)
            if any(called == name or (name.startswith(".") and called.endswith(name)) for name in names)
        ]
        assert [one for one in found if not package_data(one)] == []


def package_data(found: str) -> bool:
    """Tell whether *found* reads what ships with the program (catalogue, grammar, schema), or opens the null device."""
    return found.partition(":")[0] in ("language.py", "grammar.py", "schemas.py", "console.py")


@pytest.mark.parametrize("module", MODULES)
def test_files_and_functions_are_short(module: str) -> None:
    path = MODULES[module]
    lines = path.read_text(encoding="utf-8").count("\n")
    if path.relative_to(SOURCE).as_posix() not in LONGER_FILES:
        assert lines <= MOST_LINES
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= MOST_LINES_OF_A_FUNCTION, f"{path.name}:{node.lineno}: {node.name} has {length} lines"


@pytest.mark.parametrize("module", MODULES)
def test_nothing_is_caught_blindly(module: str) -> None:
    for node in ast.walk(tree_of(MODULES[module])):
        if isinstance(node, ast.ExceptHandler):
            caught = "" if node.type is None else ast.unparse(node.type)
            assert caught not in ("", "Exception", "BaseException"), f"{MODULES[module].name}:{node.lineno}"


@pytest.mark.parametrize("module", MODULES)
def test_every_file_says_what_it_is(module: str) -> None:
    text = ast.get_docstring(tree_of(MODULES[module]))
    assert text, f"{module} has no docstring"
