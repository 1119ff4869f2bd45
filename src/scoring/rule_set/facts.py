"""The facts (填报项) a rule set asks for."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from scoring.diagnostics import Kind, message
from scoring.documents.tree import Mapping, Node
from scoring.expressions.names import Declared, canonical
from scoring.expressions.tree import Input, Sort, Source
from scoring.rule_set.model import Fact, FactType
from scoring.rule_set.reading import Reader, key
from scoring.units import PERCENT, PLAIN, read_unit

FACT_TWICE: Final = Kind(
    "R130", "{name} is declared twice (names are compared without regard to width)", "delete or rename one of them"
)
NO_UNIT: Final = Kind("R131", "{name} is {type} but has no unit", "add unit:, for example {example}")
NO_WORDS: Final = Kind("R132", "{name} is a choice but names no words", "add one_of: with the words to choose from")
NO_COLUMNS: Final = Kind("R133", "{name} is a table but has no columns", "add columns: with at least one column")
NOT_FOR_TYPE: Final = Kind("R134", "{key} has no meaning for {name}, which is {type}", "delete {key}")
REVERSED_DOMAIN: Final = Kind(
    "R135", "{name} must be at least {low} and at most {high}: nothing fits", "swap or correct the two"
)
TABLE_IN_TABLE: Final = Kind("R136", "column {name} is a table; tables do not hold tables", "give it another type")
LIMIT_PERCENT: Final = Kind(
    "R137", "the limit {limit} of {name}, a percentage, is written without %", "write it with %"
)

_COMMON: Final = ("about", "basis", "period", "required", "consolidate")
_NUMERIC: Final = ("unit", "at_least", "at_most", "decimals")
_KEYS: Final = {
    FactType.COUNT: ("unit", "at_least", "at_most"),
    FactType.NUMBER: _NUMERIC,
    FactType.MONEY: _NUMERIC,
    FactType.PERCENT: ("at_least", "at_most", "decimals"),
    FactType.YES_NO: (),
    FactType.CHOICE: ("one_of",),
    FactType.DATE: (),
    FactType.TEXT: (),
    FactType.TABLE: ("columns",),
}
_ALL: Final = tuple(dict.fromkeys(("type", *_COMMON, *(one for keys in _KEYS.values() for one in keys))))


def read_facts(node: Node | None, reader: Reader, *, columns: bool = False) -> tuple[Fact, ...]:
    """Read ``facts:`` (or the ``columns:`` of a table), in order."""
    mapping = reader.shape.mapping(node, key("columns" if columns else "facts"))
    found: dict[str, Fact] = {}
    for entry in mapping or ():
        name = entry.key.text
        body = reader.shape.mapping(
            entry.value, message("fact {name}", name=name), required=("type",), optional=_ALL[1:]
        )
        fact = None if body is None else _read_fact(name, body, entry.key, reader, columns)
        if fact is None:
            continue
        same = canonical(name)
        if same in found:
            reader.findings.append(
                FACT_TWICE.at(
                    entry.key.place, name=name, related=((message("first declared here"), found[same].place),)
                )
            )
            continue
        found[same] = fact
    return tuple(found.values())


def _read_fact(name: str, body: Mapping, at: Node, reader: Reader, column: bool) -> Fact | None:
    shape = reader.shape
    word = shape.word(body.get("type"), [one.value for one in FactType], key("type"))
    if word is None:
        return None
    type_ = FactType(word)
    if type_ is FactType.TABLE and column:
        reader.findings.append(TABLE_IN_TABLE.at(at.place, name=name))
        return None
    for entry in body:
        if entry.key.text in _ALL and entry.key.text not in ("type", *_COMMON, *_KEYS[type_]):
            reader.findings.append(NOT_FOR_TYPE.at(entry.key.place, key=entry.key.text, name=name, type=word))
    unit = shape.text(body.get("unit"), key("unit")) or ""
    if type_ is FactType.MONEY and not unit:
        reader.findings.append(NO_UNIT.at(at.place, name=name, type=word, example="万元"))
    low, high = _limits(name, type_, body, reader)
    decimals = shape.whole(body.get("decimals"), key("decimals"))
    words = tuple(
        text
        for item in shape.sequence(body.get("one_of"), key("one_of")) or ()
        if (text := shape.text(item, key("one_of")))
    )
    if type_ is FactType.CHOICE and not words:
        reader.findings.append(NO_WORDS.at(at.place, name=name))
    cells = read_facts(body.get("columns"), reader, columns=True) if type_ is FactType.TABLE else ()
    if type_ is FactType.TABLE and not cells:
        reader.findings.append(NO_COLUMNS.at(at.place, name=name))
    return Fact(
        name,
        type_,
        PERCENT if type_ is FactType.PERCENT else read_unit(unit) if unit else PLAIN,
        0 if type_ is FactType.COUNT else decimals,
        low,
        high,
        words,
        cells,
        bool(shape.flag(body.get("required"), key("required"))),
        *(shape.text(body.get(one), key(one)) or "" for one in ("about", "basis", "period")),
        place=at.place,
    )


def _limits(name: str, type_: FactType, body: Mapping, reader: Reader) -> tuple[Fraction | None, Fraction | None]:
    """Read the domain; a count is never below 0."""
    found: list[Fraction | None] = []
    for limit in ("at_least", "at_most"):
        node = body.get(limit)
        written = reader.shape.written(node, key(limit))
        if (
            written is not None
            and node is not None
            and type_ is FactType.PERCENT
            and not written.unit
            and written.value
        ):
            reader.findings.append(LIMIT_PERCENT.at(node.place, limit=written.value, name=name))
        found.append(None if written is None else written.value)
    low, high = found
    if type_ is FactType.COUNT:
        low = max(low or Fraction(0), Fraction(0))
    if low is not None and high is not None and low > high:
        reader.findings.append(REVERSED_DOMAIN.at(body.place, name=name, low=low, high=high))
    return low, high


def declared(fact: Fact, source: Source = Source.FACT, table: str = "") -> Declared:
    """Return what *fact* (or a column of *table*) is to an expression."""
    node = None if fact.type is FactType.TABLE else Input(source, fact.name, fact.type.sort, table)
    columns = tuple(declared(column, Source.COLUMN, fact.name) for column in fact.columns)
    sort = Sort.TABLE if fact.type is FactType.TABLE else fact.type.sort
    return Declared(fact.name, node, sort, fact.unit, fact.one_of, columns, fact.place)
