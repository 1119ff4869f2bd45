"""The head of a rule set: identity, sources, rounding, grades."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from scoring.diagnostics import Kind, Severity, message
from scoring.documents.tree import Mapping, Node
from scoring.exact import RoundingMode
from scoring.rule_set.model import Basis, Grade, Grades, RoundedAt, Rounding, Source, Status
from scoring.rule_set.reading import Reader, key

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
NO_SOURCE: Final = Kind(
    "R100",
    "{what} has no source",
    "add source: with the id of the document it comes from, or of your own source if you chose it",
    Severity.WARNING,
)


def read_sources(node: Node | None, reader: Reader) -> None:
    """Read ``sources:`` into *reader*, so that everything below can name them."""
    mapping = reader.shape.mapping(node, key("sources"))
    for entry in mapping or ():
        body = reader.shape.mapping(
            entry.value,
            message("source {source}", source=entry.key.text),
            required=("title", "status"),
            optional=("url", "about"),
        )
        if body is None:
            continue
        title = reader.shape.text(body.get("title"), key("title"))
        status = reader.shape.word(body.get("status"), [one.value for one in Status], key("status"))
        url = reader.shape.text(body.get("url"), key("url")) or ""
        about = reader.shape.text(body.get("about"), key("about")) or ""
        if status == Status.OFFICIAL.value and not url:
            reader.findings.append(OFFICIAL_WITHOUT_URL.at(entry.key.place, source=entry.key.text))
        if title is not None and status is not None:
            reader.sources[entry.key.text] = Source(entry.key.text, title, Status(status), url, about, entry.key.place)


def read_years(node: Node | None, reader: Reader) -> tuple[int, int] | None:
    """Read ``valid_for: [first, last]``."""
    if node is None:
        return None
    items = reader.shape.sequence(node, key("valid_for"))
    if items is None:
        return None
    years = [reader.shape.whole(item, key("valid_for")) for item in items]
    if len(years) == 2 and years[0] is not None and years[1] is not None and years[0] <= years[1]:
        return years[0], years[1]
    if None not in years:
        reader.findings.append(YEARS.at(node.place))
    return None


def read_rounding(node: Node | None, reader: Reader) -> tuple[Rounding | None, tuple[tuple[str, Source], ...]]:
    """Read ``rounding:``; nothing about it is assumed."""
    mapping = reader.shape.mapping(node, key("rounding"), required=("step", "mode", "at"), optional=("source",))
    if mapping is None:
        return None, ()
    step = _positive(mapping.get("step"), reader)
    mode = reader.shape.word(mapping.get("mode"), [one.value for one in RoundingMode], key("mode"))
    at = reader.shape.word(mapping.get("at"), [one.value for one in RoundedAt], key("at"))
    sources = _named("rounding", mapping, reader)
    if step is None or mode is None or at is None:
        return None, sources
    return Rounding(step, RoundingMode(mode), RoundedAt(at)), sources


STEP_NOT_POSITIVE: Final = Kind("R114", "the rounding step is {step}", "write a step above 0, such as 0.01")


def _positive(node: Node | None, reader: Reader) -> Fraction | None:
    step = reader.shape.number(node, key("step"))
    if step is not None and step <= 0 and node is not None:
        reader.findings.append(STEP_NOT_POSITIVE.at(node.place, step=step))
        return None
    return step


def _named(what: str, mapping: Mapping, reader: Reader) -> tuple[tuple[str, Source], ...]:
    """Return the source of the header entry *what* under its own name."""
    node = mapping.get("source")
    if node is None:
        reader.findings.append(NO_SOURCE.at(mapping.place, what=key(what)))
    return tuple((what, source) for _, source in reader.source_parts(node, ()))


def read_grades(
    node: Node | None, full_marks: Fraction, reader: Reader
) -> tuple[Grades | None, tuple[tuple[str, Source], ...]]:
    """Read ``grades:``: floors alone, so that no gap between two grades can be written."""
    mapping = reader.shape.mapping(node, key("grades"), required=("basis", "floors"), optional=("english", "source"))
    if mapping is None:
        return None, ()
    basis = reader.shape.word(mapping.get("basis"), [one.value for one in Basis], key("basis"))
    english = _english(mapping.get("english"), reader)
    grades: list[Grade] = []
    floors = reader.shape.mapping(mapping.get("floors"), key("floors"))
    for entry in floors or ():
        floor = reader.shape.number(entry.value, message("the floor of {grade}", grade=entry.key.text))
        if floor is None:
            continue
        if not 0 <= floor <= full_marks:
            reader.findings.append(
                FLOOR_RANGE.at(entry.value.place, grade=entry.key.text, floor=floor, full=full_marks)
            )
        elif grades and floor >= grades[-1].floor:
            better = grades[-1]
            reader.findings.append(
                FLOOR_ORDER.at(
                    entry.value.place, grade=entry.key.text, floor=floor, better=better.name, before=better.floor
                )
            )
        else:
            grades.append(Grade(entry.key.text, floor, english.get(entry.key.text, ("", entry.key))[0]))
    _check_names(english, grades, reader)
    if grades and grades[-1].floor > 0 and floors is not None:
        last = grades[-1]
        reader.findings.append(LAST_FLOOR.at(floors.entries[-1].value.place, grade=last.name, floor=last.floor))
        return None, ()
    sources = _named("grades", mapping, reader)
    if basis is None or not grades:
        return None, sources
    return Grades(Basis(basis), tuple(grades)), sources


def _english(node: Node | None, reader: Reader) -> dict[str, tuple[str, Node]]:
    mapping = reader.shape.mapping(node, key("english"))
    found = {}
    for entry in mapping or ():
        word = reader.shape.text(entry.value, message("the English name of {grade}", grade=entry.key.text))
        if word is not None:
            found[entry.key.text] = (word, entry.key)
    return found


def _check_names(english: dict[str, tuple[str, Node]], grades: list[Grade], reader: Reader) -> None:
    known = tuple(grade.name for grade in grades)
    for name, (_, node) in english.items():
        if name not in known:
            reader.findings.append(ENGLISH_OF_NO_GRADE.at(node.place, grade=name, known=known))
