"""The head of a rule set: sources, years, rounding, grades."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from scoring.diagnostics import Kind, Location, message
from scoring.documents.keys import Record
from scoring.documents.tree import Entry, Mapping, Node
from scoring.exact import RoundingMode
from scoring.expressions.names import canonical
from scoring.methods.parameters import plain_number
from scoring.rule_set.keys import GRADES, ROUNDING, SOURCE, source_parts
from scoring.rule_set.model import Basis, Grade, Grades, RoundedAt, Rounding, Source, Status
from scoring.rule_set.reading import TWICE, Reader, key

OFFICIAL_WITHOUT_URL: Final = Kind(
    "R104",
    "source {source} is called official but has no url",
    "add the url of the issuer's page where it was seen, or give it another status",
)
YEARS: Final = Kind(
    "R105", "valid_for should be the first and the last evaluation year", "write for example valid_for: [2018, 2023]"
)
FLOOR_RANGE: Final = Kind(
    "R106", "the floor of grade {grade} is {floor}, outside 0 to {full}", "write a floor between 0 and {full}"
)
FLOOR_ORDER: Final = Kind(
    "R107",
    "the floor {floor} of grade {grade} is not below the floor {before} of the better grade {better}",
    "list the grades from best to worst, each floor below the one before it",
)
LAST_FLOOR: Final = Kind(
    "R108",
    "the lowest grade {grade} starts at {floor}: a total below it has no grade",
    "give the lowest grade the floor 0",
)
ENGLISH_OF_NO_GRADE: Final = Kind("R109", "there is no grade {grade}", "name one of: {known}")
STEP_NOT_POSITIVE: Final = Kind("R114", "the rounding step is {step}", "write a step above 0, such as 0.01")
NO_GRADES: Final = Kind("R119", "there are no grades", "write them under floors:, best first: {{优: 90, 差: 0}}")

Sources = tuple[tuple[str, Source], ...]


def read_sources(node: Node | None, reader: Reader) -> None:
    """Read ``sources:`` into *reader*, so that everything below can name them."""
    mapping = reader.shape.mapping(node, key("sources"))
    reader.sources_refused = mapping is None
    for entry in mapping or ():
        source = _source(entry, reader)
        if source is None:
            reader.refuse(entry.key.text)
            continue
        same = next((one for one in reader.sources.values() if canonical(one.id) == canonical(source.id)), None)
        if same is not None:
            related = ((message("first declared here"), same.place),)
            reader.findings.append(TWICE.at(source.place, name=source.id, related=related))
        reader.sources[source.id] = source


def _source(entry: Entry, reader: Reader) -> Source | None:
    shape = reader.shape
    what = message("source {source}", source=entry.key.text)
    body = shape.record(entry.value, what, SOURCE)
    if body is None:
        return None
    title = shape.text(body.get("title"), key("title"))
    status = shape.word(body.get("status"), [one.value for one in Status], key("status"))
    url = shape.text(body.get("url"), key("url")) or ""
    about = shape.text(body.get("about"), key("about")) or ""
    if status == Status.OFFICIAL.value and "url" not in body:
        reader.findings.append(OFFICIAL_WITHOUT_URL.at(entry.key.place, source=entry.key.text))
    if title is None or status is None:
        return None
    return Source(entry.key.text, title, Status(status), url, about, entry.key.place)


def read_years(node: Node | None, reader: Reader) -> tuple[int, int] | None:
    """Read ``valid_for: [first, last]``."""
    items = reader.shape.sequence(node, key("valid_for"))
    if items is None or node is None:
        return None
    years = [reader.shape.whole(item, key("valid_for")) for item in items]
    first, last = years if len(years) == 2 else (1, 0)
    if first is None or last is None:
        return None
    if first > last:
        reader.findings.append(YEARS.at(node.place))
    return first, last


def read_rounding(node: Node | None, reader: Reader) -> tuple[Rounding | None, Sources]:
    """Read ``rounding:``; nothing about it is assumed."""
    mapping = reader.shape.record(node, key("rounding"), ROUNDING)
    if mapping is None:
        return None, ()
    step = _positive(mapping.get("step"), reader)
    mode = reader.shape.word(mapping.get("mode"), [one.value for one in RoundingMode], key("mode"))
    at = reader.shape.word(mapping.get("at"), [one.value for one in RoundedAt], key("at"))
    sources = _named("rounding", mapping, ROUNDING, reader)
    if step is None or mode is None or at is None:
        return None, sources
    return Rounding(step, RoundingMode(mode), RoundedAt(at)), sources


def _positive(node: Node | None, reader: Reader) -> Fraction | None:
    step = plain_number(node, reader.shape, key("step"))
    if step is not None and step <= 0 and node is not None:
        reader.findings.append(STEP_NOT_POSITIVE.at(node.place, step=step))
        return None
    return step


def _named(what: str, mapping: Mapping, keys: Record, reader: Reader) -> Sources:
    """Return the source of the header entry *what* under its own name, those of its parts behind a point."""
    node = mapping.get("source")
    reader.needs_source(mapping, key(what), mapping.place)
    found = reader.source_parts(node, source_parts(keys))
    return tuple((part if part == what else f"{what}.{part}", source) for part, source in found)


def read_grades(node: Node | None, full_marks: Fraction | None, reader: Reader) -> tuple[Grades | None, Sources]:
    """Read ``grades:``: floors alone, so that no gap between two grades can be written."""
    mapping = reader.shape.record(node, key("grades"), GRADES)
    if mapping is None:
        return None, ()
    basis = reader.shape.word(mapping.get("basis"), [one.value for one in Basis], key("basis"))
    floors = _floors(mapping.get("floors"), full_marks, reader)
    english = _english(mapping.get("english"), tuple(name for name, _, _ in floors), reader)
    sources = _named("grades", mapping, GRADES, reader)
    if basis is None or not floors:
        return None, sources
    grades = tuple(Grade(name, floor, english.get(name, "")) for name, floor, _ in floors)
    return Grades(Basis(basis), grades), sources


Floor = tuple[str, Fraction, Location]


def _floors(node: Node | None, full_marks: Fraction | None, reader: Reader) -> tuple[Floor, ...]:
    """Read the floors, best first."""
    mapping = reader.shape.mapping(node, key("floors"))
    if mapping is None:
        return ()
    if not mapping.entries:
        reader.findings.append(NO_GRADES.at(mapping.place))
    found: list[Floor] = []
    for entry in mapping:
        name = entry.key.text
        floor = plain_number(entry.value, reader.shape, message("the floor of {grade}", grade=name))
        if floor is None:
            continue
        place = entry.value.place
        if full_marks is not None and not 0 <= floor <= full_marks:
            reader.findings.append(FLOOR_RANGE.at(place, grade=name, floor=floor, full=full_marks))
        elif found and floor >= found[-1][1]:
            better, before, _ = found[-1]
            finding = FLOOR_ORDER.at(place, grade=name, floor=floor, better=better, before=before)
            reader.findings.append(finding)
        found.append((name, floor, place))
    if found and len(found) == len(mapping.entries) and found[-1][1] > 0:
        name, floor, place = found[-1]
        reader.findings.append(LAST_FLOOR.at(place, grade=name, floor=floor))
    return tuple(found)


def _english(node: Node | None, known: tuple[str, ...], reader: Reader) -> dict[str, str]:
    mapping = reader.shape.mapping(node, key("english"))
    found = {}
    for entry in mapping or ():
        name = entry.key.text
        word = reader.shape.text(entry.value, message("the English name of {grade}", grade=name))
        if known and name not in known:
            reader.findings.append(ENGLISH_OF_NO_GRADE.at(entry.key.place, grade=name, known=known))
        elif word is not None:
            found[name] = word
    return found
