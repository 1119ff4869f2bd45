"""One parameter of a rule set changed at a time, so that it means something else."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from oracle_completions import decimal
from promised import Data
from scoring.methods import methods
from scoring.methods.parameters import parameters_of
from scoring.rule_set.model import RuleSet

NOT_OF_THE_RULE = frozenset(
    {"indicator", "code", "aliases", "method", "standard", "source", "line", "full_marks", "unit", "name", "group"}
)
"""Keys that name, quote or cite (a change of full marks breaks sums, and is made with the parameters it bounds)."""

WORDS: dict[str, tuple[str, ...]] = {
    "when_denominator_zero": ("full", "zero", "missing", "not_applicable"),
    "when_both_zero": ("full", "zero", "missing", "not_applicable"),
    "not_applicable": ("full", "zero", "rescale", "rescale_group"),
    "without_claim": ("skip", "missing"),
    "regrade": ("true", "false"),
}
TEXTS = frozenset({"says", "title", "level"})
"""Keys with text of their own that the sentence repeats."""

NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?%?(?![\w.])")
INTERVAL = re.compile(r"[\[(].*,.*[\])]")
Path = tuple[str | int, ...]


def words_of(method: str, key: str) -> tuple[str, ...]:
    """Return the words a parameter of a method may have."""
    if method not in methods():
        return ()
    return tuple(word for _, one in parameters_of(methods()[method].parameters) if one.key == key for word in one.words)


def mutations(node: Data, rules: RuleSet) -> Iterator[tuple[Path, Any]]:
    """Yield every single change of a parameter of *node*, an indicator or a line: its path and the new value."""
    method = str(node.get("method", ""))
    for path, value in scalars(node):
        keys = [key for key in path if isinstance(key, str)]
        if keys[0] in NOT_OF_THE_RULE or keys[-1] in NOT_OF_THE_RULE:
            continue
        allowed = {**WORDS, keys[-1]: words_of(method, keys[-1])} if words_of(method, keys[-1]) else WORDS
        if keys[-1] in TEXTS:
            yield path, value + "另"
        elif keys[-1] == "grade_at_most":
            yield from ((path, grade.name) for grade in rules.grades.grades if grade.name != value)
        else:
            yield from ((path, other) for other in changed(value, allowed.get(keys[-1], ()), rules))


def scalars(node: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield every single value under *node* with its path."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from scalars(value, (*path, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from scalars(value, (*path, index))
    else:
        yield path, node


def changed(text: str, words: tuple[str, ...], rules: RuleSet) -> Iterator[str]:
    """Yield other values for *text*: other words, numbers one unit off, other brackets, another fact's name."""
    yield from (word for word in words if word != text)
    for found in NUMBER.finditer(text):
        for sign in (1, -1):
            yield text[: found.start()] + beside(found[0], sign) + text[found.end() :]
    if INTERVAL.fullmatch(text):
        yield (")" if text[0] == "[" else "[").replace(")", "(") + text[1:]
        yield text[:-1] + (")" if text[-1] == "]" else "]")
    elif not words:
        yield from renamed(text, rules)


def beside(number: str, sign: int) -> str:
    """Return a number one unit of its last digit away."""
    digits = number.rstrip("%").partition(".")[2]
    unit = Fraction(1, 10 ** len(digits))
    return decimal(Fraction(number.rstrip("%")) + sign * unit) + ("%" if number.endswith("%") else "")


def renamed(text: str, rules: RuleSet) -> Iterator[str]:
    """Yield *text* with the name of one fact replaced by another fact's of the same type and unit."""
    for name, fact in rules.facts.items():
        alone = re.compile(rf"(?<![\w·]){re.escape(name)}(?![\w·])")
        if not alone.search(text):
            continue
        same = (
            o.name for o in rules.facts.values() if (o.type, o.unit, o.columns) == (fact.type, fact.unit, fact.columns)
        )
        other = next((one for one in same if one != name and re.fullmatch(r"[^\W\d_][\w·]*", one)), None)
        if other is not None:
            yield alone.sub(other, text, count=1)


def with_change(data: Data, path: Path, value: Any) -> Data:
    """Return a copy of *data* with *value* under *path*."""
    result = copy.deepcopy(data)
    inner: Any = result
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return result


def owners(data: Data) -> Iterator[tuple[Path, Data]]:
    """Yield every indicator and line of a rule set with its path."""

    def visit(parts: list[Data], path: Path) -> Iterator[tuple[Path, Data]]:
        for index, part in enumerate(parts):
            if "group" in part:
                yield from visit(part.get("parts", []), (*path, index, "parts"))
            else:
                yield (*path, index), part

    yield from visit(data["indicators"], ("indicators",))
    yield from ((("total", index), line) for index, line in enumerate(data.get("total", [])))


def alone(data: Data, path: Path, node: Data) -> Data:
    """Return *data* with *node* as its only indicator, or as its only line; what else there is is left out."""
    rest = {key: value for key, value in data.items() if key not in ("total", "cross_checks", "targets_scored_by")}
    if path[0] == "total":
        return rest | {"total": [node]}

    def kept(parts: list[Data], inner: Path) -> list[Data]:
        part = parts[int(inner[0])]
        return [part | {"parts": kept(part["parts"], inner[2:])}] if "parts" in part else [node]

    return rest | {"indicators": kept(data["indicators"], path[1:])}
