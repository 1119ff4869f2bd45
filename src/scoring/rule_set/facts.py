"""The facts (填报项) a rule set asks for."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from scoring.diagnostics import Kind, Quantity, message
from scoring.documents.tree import Entry, Mapping, Node
from scoring.exact import MAX_DIGITS, ZERO
from scoring.expressions.names import Declared, canonical
from scoring.expressions.tree import Input, Sort, Source
from scoring.rule_set.consolidation import read_consolidate
from scoring.rule_set.keys import ANY_FACT, FACTS
from scoring.rule_set.model import Fact, FactType
from scoring.rule_set.reading import TWICE, Reader, key
from scoring.units import PERCENT, PLAIN, Unit

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
LIMIT_NOT_PERCENT: Final = Kind(
    "R138", "the limit {limit} of {name} is written with %, but {name} is not a percentage", "leave the % out"
)
PERCENT_UNIT: Final = Kind("R116", "{name} is {type} with the unit %", "write type: percent, without a unit")
DECIMALS: Final = Kind("R117", "{name} cannot have {decimals} decimals", "write a whole number from 0 to {most}")
WORD_TWICE: Final = Kind("R118", "{word} is named twice among the words of {name}", "delete one of them")


def read_facts(node: Node | None, reader: Reader, *, columns: bool = False) -> tuple[Fact, ...]:
    """Read ``facts:`` (or the ``columns:`` of a table), in order; what has findings is left out and refused."""
    mapping = reader.shape.mapping(node, key("columns" if columns else "facts"))
    reader.all_refused |= mapping is None
    found: dict[str, Fact] = {}
    for entry in mapping or ():
        before = len(reader.findings)
        fact = _read_fact(entry, reader, columns)
        first = found.setdefault(canonical(entry.key.text), fact) if fact is not None else None
        if first is not fact and first is not None:
            related = ((message("first declared here"), first.place),)
            reader.findings.append(TWICE.at(entry.key.place, name=entry.key.text, related=related))
        elif len(reader.findings) > before:
            found.pop(canonical(entry.key.text), None)
            reader.refuse(entry.key.text)
    return tuple(found.values())


def _read_fact(entry: Entry, reader: Reader, column: bool) -> Fact | None:
    shape, name, place = reader.shape, entry.key.text, entry.key.place
    body = shape.record(entry.value, message("fact {name}", name=name), ANY_FACT)
    word = None if body is None else shape.word(body.get("type"), [one.value for one in FactType], key("type"))
    if body is None or word is None or not reader.steady(name, place):
        return None
    type_ = FactType(word)
    if type_ is FactType.TABLE and column:
        reader.findings.append(TABLE_IN_TABLE.at(place, name=name))
        return None
    for one in body:
        if one.key.text in ANY_FACT.names and one.key.text not in FACTS[type_].names:
            reader.findings.append(NOT_FOR_TYPE.at(one.key.place, key=one.key.text, name=name, type=word))
    low, high = _limits(entry, type_, body, reader)
    return Fact(
        name,
        type_,
        _unit(entry, type_, body, reader),
        0 if type_ is FactType.COUNT else _decimals(entry, body, reader),
        low,
        high,
        _words(entry, type_, body, reader),
        _columns(entry, type_, body, reader),
        bool(shape.flag(body.get("required"), key("required"))),
        shape.text(body.get("about"), key("about")) or "",
        shape.text(body.get("basis"), key("basis")) or "",
        shape.text(body.get("period"), key("period")) or "",
        consolidate=read_consolidate(body.get("consolidate"), name, type_, reader, column=column),
        place=place,
    )


def _unit(entry: Entry, type_: FactType, body: Mapping, reader: Reader) -> Unit:
    if type_ is FactType.PERCENT:
        return PERCENT
    name, place = entry.key.text, entry.key.place
    if type_ is FactType.MONEY and "unit" not in body:
        reader.findings.append(NO_UNIT.at(place, name=name, type=type_.value, example="万元"))
    unit = reader.unit(body.get("unit"))
    if unit == PERCENT:
        reader.findings.append(PERCENT_UNIT.at(place, name=name, type=type_.value))
    return PLAIN if unit is None else unit


def _decimals(entry: Entry, body: Mapping, reader: Reader) -> int | None:
    node = body.get("decimals")
    decimals = reader.shape.whole(node, key("decimals"))
    if decimals is not None and node is not None and not 0 <= decimals <= MAX_DIGITS:
        reader.findings.append(DECIMALS.at(node.place, name=entry.key.text, decimals=decimals, most=MAX_DIGITS))
    return decimals


def _words(entry: Entry, type_: FactType, body: Mapping, reader: Reader) -> tuple[str, ...]:
    """Read the words of a choice."""
    items = reader.shape.sequence(body.get("one_of"), key("one_of"))
    if type_ is FactType.CHOICE and ("one_of" not in body or items == ()):
        reader.findings.append(NO_WORDS.at(entry.key.place, name=entry.key.text))
    found: dict[str, str] = {}
    for item in items or ():
        word = reader.shape.text(item, key("one_of"))
        if word is not None and found.setdefault(canonical(word), word) is not word:
            reader.findings.append(WORD_TWICE.at(item.place, word=word, name=entry.key.text))
    return tuple(found.values())


def _columns(entry: Entry, type_: FactType, body: Mapping, reader: Reader) -> tuple[Fact, ...]:
    """Read the columns of a table."""
    if type_ is not FactType.TABLE:
        return ()
    node = body.get("columns")
    if node is None or (isinstance(node, Mapping) and not node.entries):
        reader.findings.append(NO_COLUMNS.at(entry.key.place, name=entry.key.text))
        return ()
    return read_facts(node, reader, columns=True)


def _limits(entry: Entry, type_: FactType, body: Mapping, reader: Reader) -> tuple[Fraction | None, Fraction | None]:
    """Read the domain; a count is never below 0."""
    low, high = (_limit(entry, type_, body.get(one), reader, one) for one in ("at_least", "at_most"))
    if type_ is FactType.COUNT:
        low = max(low or ZERO, ZERO)
    if low is not None and high is not None and low > high:
        unit = "%" if type_ is FactType.PERCENT else ""
        reader.findings.append(
            REVERSED_DOMAIN.at(body.place, name=entry.key.text, low=Quantity(low, unit), high=Quantity(high, unit))
        )
    return low, high


def _limit(entry: Entry, type_: FactType, node: Node | None, reader: Reader, name: str) -> Fraction | None:
    written = reader.shape.written(node, key(name))
    if written is None or node is None:
        return None
    percent = type_ is FactType.PERCENT
    if percent != bool(written.unit) and written.value:
        limit = Quantity(written.value, written.unit)
        wrong = LIMIT_PERCENT if percent else LIMIT_NOT_PERCENT
        reader.findings.append(wrong.at(node.place, limit=limit, name=entry.key.text))
    return written.value


def declared(fact: Fact, source: Source = Source.FACT, table: str = "") -> Declared:
    """Return what *fact* (or a column of *table*) is to an expression."""
    node = None if fact.type is FactType.TABLE else Input(source, fact.name, fact.type.sort, table)
    columns = tuple(declared(column, Source.COLUMN, fact.name) for column in fact.columns)
    sort = Sort.TABLE if fact.type is FactType.TABLE else fact.type.sort
    return Declared(fact.name, node, sort, fact.unit, fact.one_of, columns, fact.place)
