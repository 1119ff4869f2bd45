"""Where rule sets are found: a path, a folder of the user's, the working folder's ``rules/``, the shipped sets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from scoring.diagnostics import Diagnostic, Kind, Location, message
from scoring.diagnostics.nearest import nearest
from scoring.documents import listed_name, read_file
from scoring.records import dataclass
from scoring.rule_set.model import RuleSet
from scoring.rule_set.read import read_rule_set

FILE: Final = "rule-set.yaml"

NOT_FOUND: Final = Kind(
    "C101", "there is no rule set {reference}", "known are: {known}; or give the path of a rule-set.yaml"
)
NOT_FOUND_NEAR: Final = Kind(
    "C102", "there is no rule set {reference}; the nearest is {nearest}", "write {nearest}; known are: {known}"
)
NO_VERSION: Final = Kind("C103", "rule set {id} has no version {version} here", "there are: {known}")


@dataclass(frozen=True, slots=True)
class Shelf:
    """One rule set that can be named by its id.

    Attributes:
        id: its id, the name of its folder.
        path: its rule-set.yaml.
        listed: the path as findings and sheets name it.
    """

    id: str
    path: Path
    listed: str


def shipped(what: str) -> Path:
    """Return the folder of the shipped *what* ("rules" or "samples"): inside the package, or in a clone beside src."""
    package = Path(__file__).resolve().parent.parent
    inside = package / f"_{what}"
    return inside if inside.is_dir() else package.parent.parent / what


def list_rule_sets(rules: Path | None = None, here: Path | None = None) -> tuple[Shelf, ...]:
    """Return all rule sets that can be named by id, the user's own before the shipped ones, each id once."""
    found: dict[str, Shelf] = {}
    folders = [rules] if rules is not None else []
    folders += [(here or Path()) / "rules", shipped("rules")]
    for folder in folders:
        for path in sorted(folder.glob(f"*/{FILE}")) if _so(folder.is_dir) else ():
            id_ = path.parent.name
            found.setdefault(id_, Shelf(id_, path, f"{id_}/{FILE}"))
    return tuple(found.values())


def is_path(reference: str) -> bool:
    """Tell whether *reference* names a file or folder rather than an id."""
    return reference.endswith((".yaml", ".yml")) or "/" in reference or "\\" in reference or _so(Path(reference).exists)


def _so(question: Callable[[], bool]) -> bool:
    """Return the answer to a *question* about a path; what the system will not look at is not there."""
    try:
        return question()
    except OSError:  # a name too long for the system, a folder that may not be looked into
        return False


def locate(
    reference: str, rules: Path | None = None, here: Path | None = None
) -> tuple[Shelf | None, tuple[Diagnostic, ...]]:
    """Return where the rule set *reference* lies: a path, an id, or ``id@version``."""
    if is_path(reference):
        path = Path(reference)
        if _so(path.is_dir):
            path = path / FILE
        return Shelf(path.parent.name, path, _listed(path)), ()
    id_, _, version = reference.partition("@")
    shelves = {shelf.id: shelf for shelf in list_rule_sets(rules, here)}
    shelf = shelves.get(id_)
    if shelf is None:
        near = nearest(id_, shelves)
        known = tuple(shelves) or message("none")
        kind = NOT_FOUND if near is None else NOT_FOUND_NEAR
        return None, (kind.at(Location(reference), reference=id_, known=known, nearest=near or ""),)
    past = shelf.path.parent / "past" / f"{version}.yaml"
    if version and _so(past.is_file):
        return Shelf(id_, past, f"{id_}/past/{past.name}"), ()
    return shelf, ()


def _listed(path: Path) -> str:
    """Return how findings and sheets name the rule set at *path*: as given, but never by a path of this machine."""
    if path.is_absolute() or ".." in path.parts:
        return f"{path.parent.name}/{path.name}" if path.name == FILE and path.parent.name else path.name
    return listed_name(str(path))


def load_rule_set(
    reference: str, rules: Path | None = None, here: Path | None = None
) -> tuple[RuleSet | None, tuple[Diagnostic, ...]]:
    """Read the rule set *reference*; None if it cannot be found or used."""
    shelf, findings = locate(reference, rules, here)
    if shelf is None:
        return None, findings
    document, found = read_file(shelf.path, shelf.listed)
    if document is None:
        return None, found
    read, more = read_rule_set(document)
    _, _, version = ("", "", "") if is_path(reference) else reference.partition("@")
    if read is not None and version and read.version != version:
        known = (read.version, *sorted(past.stem for past in (shelf.path.parent / "past").glob("*.yaml")))
        return None, (NO_VERSION.at(Location(shelf.listed), id=shelf.id, version=version, known=known),)
    return read, (*found, *more)
