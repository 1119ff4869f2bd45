"""Single corruptions of a valid submission, each of which must be answered with a finding."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from generate_files import as_yaml
from promised import Both, Data, plain
from scoring.rule_set.model import FactType, RuleSet
from scoring.submissions.judgements import expected_judgements

NUMBERS = (FactType.COUNT, FactType.NUMBER, FactType.MONEY, FactType.PERCENT)
UNREADABLE = ("约10", "10-20", "1,23,4", "--1", "NaN", "0x1F", "1.2.3", "=1+1", "十几", "1e9999")
WRONG = {
    FactType.YES_NO: ("也许", "1", "√?"),
    FactType.CHOICE: ("没有这一类", "1"),
    FactType.DATE: ("2023-02-30", "去年", "20231301"),
    FactType.TABLE: ("无", "3"),
}


Corruption = tuple[str, Callable[[], str]]


def corruptions(both: Both, rng: random.Random) -> Iterator[Corruption]:
    """Yield what is corrupted, and what makes the submission's text with that one corruption."""
    data, rules = both.data, both.rules
    for name in data["facts"]:
        for what, value in _of_fact(name, data["facts"][name], rules, rng):
            yield f"{name}: {what}", partial(_changed, data, ("facts", name), value)
    yield "unknown fact", partial(_changed, data, ("facts", "没有这一填报项"), "1")
    yield "computed marks handed in", partial(_changed, data, ("facts", rules.indicators[0].code), "1")
    for name in rules.derived:
        yield "computed value handed in", partial(_changed, data, ("facts", name), "1")
    yield "fact given twice", partial(_twice, both, rng)
    yield "unknown key", partial(_changed, data, ("fact",), "1")
    yield (
        "unknown judgement",
        partial(_changed, data, ("judgements", "没有"), {"marks": "1", "reason": "x", "evaluator": "y"}),
    )
    yield "unknown claim", partial(_changed, data, ("claims", "indicators", "没有"), "1")
    yield "claim out of range", partial(_changed, data, ("claims", "total"), "100000")
    yield "unknown grade", partial(_changed, data, ("claims", "grade"), "特优")
    yield "year", partial(_changed, data, ("year",), "23年度")
    yield from _of_judgements(data, rules)


def _of_fact(name: str, given: Any, rules: RuleSet, rng: random.Random) -> Iterator[tuple[str, Any]]:
    """Yield corruptions of one fact."""
    fact, value = rules.facts[name], plain(given)
    yield "blank", {"value": ""}
    yield "unknown part", {"value": value, "vlaue": "1"}
    if fact.type is FactType.TABLE:
        yield "unknown column", [{"没有这一列": "1"}]
    if fact.type in NUMBERS:
        yield "unreadable", rng.choice(UNREADABLE)
        yield "unit", {"value": plain(value), "unit": "千克" if str(fact.unit) != "千克" else "米"}
        if fact.at_least is not None or fact.type is FactType.COUNT:
            yield "too small", str(int((fact.at_least or 0) - 1))
        if fact.at_most is not None:
            yield "too large", str(int(fact.at_most * 100 + 1)) + "%" if fact.unit.percent else str(fact.at_most + 1)
        if fact.type is FactType.COUNT:
            yield "not whole", "1.5"
    else:
        yield from (("wrong", wrong) for wrong in WRONG.get(fact.type, ()))
    if isinstance(given, dict) and "quote" in given:
        yield "quotation that is not there", given | {"quote": given["quote"] + "。没有这句话"}
        yield "quotation without the figure", given | {"quote": "临湘市救助站"}
        yield "figure not in the quotation", given | {"value": "777777"}
        yield "undeclared document", given | {"from": "没有"}


def _of_judgements(data: Data, rules: RuleSet) -> Iterator[Corruption]:
    for code, one in expected_judgements(rules).items():
        given = (data.get("judgements") or {}).get(code, {"reason": "x", "evaluator": "y"})
        below = {key: value for key, value in given.items() if key != "level"} | {"marks": str(one.low)}
        above = {key: value for key, value in given.items() if key != "level"} | {"marks": str(int(one.high) + 1)}
        unsaid = {key: value for key, value in below.items() if key != "reason"}
        yield f"{code}: above full marks", partial(_changed, data, ("judgements", code), above)
        yield f"{code}: below zero", partial(_changed, data, ("judgements", code), below | {"marks": "-0.5"})
        yield f"{code}: no level", partial(_changed, data, ("judgements", code), given | {"level": "没有这一档"})
        yield f"{code}: without evaluator", partial(_changed, data, ("judgements", code), given | {"evaluator": ""})
        if one.low < one.high:
            yield f"{code}: without reason", partial(_changed, data, ("judgements", code), unsaid)


def _changed(data: Data, path: tuple[str, ...], value: Any) -> str:
    """Return the text of *data* with *value* under *path*."""
    result = copy.deepcopy(data)
    inner = result
    for key in path[:-1]:
        inner[key] = inner.get(key) or {}
        inner = inner[key]
    inner[path[-1]] = value
    return as_yaml(result)


def _twice(both: Both, rng: random.Random) -> str:
    """Return the text with one fact given twice, with the same value."""
    data = both.data
    name = rng.choice(list(data["facts"]))
    block = as_yaml({"language": "1", "institution": data["institution"], "year": data["year"]})
    lines = as_yaml({"facts": data["facts"]}).splitlines() if data["facts"] else []
    written = as_yaml({name: data["facts"][name]}).strip()
    one = written[1:-1] if written.startswith("{") else written  # a single value is written in braces
    again = [f"  {line}" for line in one.splitlines()]
    rest = {key: value for key, value in data.items() if key not in ("language", "institution", "year", "facts")}
    if lines[0] != "facts:":
        lines = ["facts:", *(f"  {key}: {{value: '1'}}" for key in data["facts"])]
        again = [f"  {name}: {{value: '1'}}"]
    return block + "\n".join([*lines, *again]) + "\n" + (as_yaml(rest) if rest else "")


def of_each_kind(found: Iterator[Corruption], rng: random.Random, most: int) -> Iterator[tuple[str, str]]:
    """Yield at most so many corruptions of each kind, at random, made."""
    kinds: dict[str, list[Corruption]] = {}
    for what, make in found:
        kinds.setdefault(what.split(": ")[-1], []).append((what, make))
    for same in kinds.values():
        yield from ((what, make()) for what, make in rng.sample(same, min(most, len(same))))
