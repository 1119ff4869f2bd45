"""zen-engine: one JDM decision, loaded once, evaluated for each institution.

Input → one expression node with the values → a node for each indicator (a decision table where the standard is a table
of bands, else an expression) → total → a decision table with the grades → output. The expressions say what the rule
set says, in the order of its words. ZEN computes in decimals of 28 digits.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zen import ZenEngine

from benchmarks.engines import Engine, Number
from benchmarks.figures import YES_NO, Answer, Row

if TYPE_CHECKING:  # the package's stub declares these; the package itself does not have them
    from zen import DecisionEvaluateOptions, EvaluateResponse

VALUES = {
    "A01": "staff / posts * 100",
    "A02": "hospitality_before == 0 ? 0 : (hospitality - hospitality_before) / hospitality_before * 100",
    "A03": "projects == 0 ? (key_projects == 0 ? 100 : 0) : key_projects / projects * 100",
    "B02": "adjusted / budget * 100",
    "B03": "paid / payable * 100",
    "B05": "office / office_budget * 100",
    "B06": "hospitality_budget == 0 ? (hospitality == 0 ? 100 : 999) : hospitality / hospitality_budget * 100",
    "B07": "purchase_budget == 0 ? (purchased == 0 ? 100 : 0) : purchased / purchase_budget * 100",
    "E02": "done == 0 ? 0 : timely / done * 100",
    "E03": "done == 0 ? 0 : good / done * 100",
    "F01": "satisfied / answers * 100",
}

EXPRESSIONS = {
    "A01": "A01_value > 100 ? max([0, 5 - floor(A01_value - 100) * 0.5]) : 5",
    "A02": "hospitality_before == 0 ? (hospitality == 0 ? 5 : 0) : A02_value > 0 ? max([0, 5 - A02_value * 0.3]) : 5",
    "A04": "(goal_lawful ? 1.5 : 0) + (goal_clear ? 1.5 : 0) + (goal_measured ? 1 : 0) + (goal_matched ? 1 : 0)",
    "B01": "executed >= budget ? 5 : 5 * executed / budget",
    "B03": "B03_value < 100 ? max([0, 4 - ceil((100 - B03_value) / 5) * 0.75]) : 4",
    "B04": "left == 0 ? 3 : left <= left_before ? 2 : left <= left_before * 1.1 ? 1 : 0",
    "B05": "B05_value > 100 ? max([0, 4 - (B05_value - 100) * 0.35]) : 4",
    "B06": "B06_value > 100 ? max([0, 5 - floor(B06_value - 100)]) : 5",
    "C01": "3 - (has_rules ? 0 : 1) - (rules_complete ? 0 : 1) - (rules_kept ? 0 : 1)",
    "C02": "max([0, 4 - (breaches + diversions) * 1.5])",
    "C03": "published ? 2 : 0",
    "D01": "assets_used >= assets ? 2 : 2 * assets_used / assets",
    "E01": "done >= planned ? 6 : 6 * done / planned",
    "E03": "E03_value < 95 ? max([0, 5 - floor(95 - E03_value) * 0.5]) : 5",
    "E04": "key_done >= key_planned ? 5 : 5 * key_done / key_planned",
    "E05": "cost <= cost_planned ? 4 : 4 * cost_planned / cost",
    "F02": "panel >= panel_full ? 10 : 10 * panel / panel_full",
}

BANDS = {
    "A03": {">= 90": "5", ">= 80": "4", ">= 70": "3", ">= 60": "2", "": "0"},
    "B02": {"< 0": "3", "0": "4", "<= 10": "3", "<= 20": "2", "<= 30": "0.5", "": "0"},
    "B07": {"< 80": "0", "< 90": "1.5", "< 95": "3", "<= 105": "4", "<= 110": "3", "<= 120": "1.5", "": "0"},
    "E02": {">= 100": "5", ">= 95": "4", ">= 85": "2.5", "": "0"},
    "F01": {">= 95": "5", ">= 90": "4.5", ">= 80": "3", ">= 70": "1.5", "": "0"},
}

CODES = tuple(sorted(EXPRESSIONS.keys() | BANDS.keys()))
GRADES = {">= 90": '"优"', ">= 80": '"良"', ">= 60": '"中"', "": '"差"'}

Figures = dict[str, Number]
Content = dict[str, Any]


def prepare(_: Path) -> tuple[Engine, ...]:
    """Return its ways, the one with a node for each indicator first; the rule set is put into words above."""
    return (
        Engine("zen-engine", partial(_loaded, _graph), _native, _read),
        Engine("zen-engine, all in one node", partial(_loaded, _one_node), _native, _read),
        Engine("zen-engine, its trace", partial(_loaded, _graph, {"trace": True}), _native, _read),
        Engine("zen-engine, create_decision", _created, _native, _read),
    )


def _loaded(
    content: Callable[[], Content], options: DecisionEvaluateOptions | None = None
) -> Callable[[Figures], EvaluateResponse]:
    """Return the evaluation of a decision the engine has loaded and compiled beforehand: its fastest way."""
    engine = ZenEngine({"loader": {"type": "static", "content": {"marks": content()}}})
    return lambda figures: engine.evaluate("marks", figures, options)


def _created() -> Callable[[Figures], EvaluateResponse]:
    """Return the evaluation of a decision made as on the first page of its documentation."""
    return ZenEngine().create_decision(json.dumps(_graph())).evaluate


def _graph() -> Content:
    """Return the decision as a graph with a node for each indicator."""
    nodes = {"values": _expressions({f"{code}_value": text for code, text in VALUES.items()})}
    nodes |= {code: _expressions({code: f"round({text}, 2)"}, passes=False) for code, text in EXPRESSIONS.items()}
    nodes |= {code: _table(f"{code}_value", code, bands, passes=False) for code, bands in BANDS.items()}
    nodes |= {"total": _expressions({"total": " + ".join(CODES)}), "grade": _table("total", "grade", GRADES)}
    edges = [("input", "values"), *(("values", code) for code in CODES), *((code, "total") for code in CODES)]
    return _decision(nodes, [*edges, ("total", "grade"), ("grade", "output")])


def _one_node() -> Content:
    """Return the same rules as lines of one expression node: faster, with no table of bands left to look at."""
    values = {f"{code}_value": text for code, text in VALUES.items()}
    marks = EXPRESSIONS | {code: _choice(f"{code}_value", bands) for code, bands in BANDS.items()}
    lines = values | {code: re.sub(r"\w+_value", r"$.\g<0>", f"round({marks[code]}, 2)") for code in CODES}
    lines |= {"total": " + ".join(f"$.{code}" for code in CODES), "grade": _choice("$.total", GRADES)}
    return _decision({"all": _expressions(lines, passes=False)}, [("input", "all"), ("all", "output")])


def _choice(value: str, bands: dict[str, str]) -> str:
    """Return a table of bands as one expression."""
    tests = {f"== {when}" if when.isdigit() else when: then for when, then in bands.items()}
    return " : ".join(f"{value} {when} ? {then}" if when else then for when, then in tests.items())


def _decision(nodes: dict[str, Content], edges: list[tuple[str, str]]) -> Content:
    nodes = {"input": _node("inputNode", {}), **nodes, "output": _node("outputNode", {})}
    return {
        "nodes": [{"id": name, "name": name, **node} for name, node in nodes.items()],
        "edges": [{"id": f"{one}-{other}", "sourceId": one, "targetId": other} for one, other in edges],
    }


def _node(kind: str, content: Content) -> Content:
    return {"type": kind, "content": content, "position": {"x": 0, "y": 0}}


def _expressions(named: dict[str, str], *, passes: bool = True) -> Content:
    lines = [{"id": name, "key": name, "value": text} for name, text in named.items()]
    return _node("expressionNode", {"expressions": lines, "passThrough": passes, "executionMode": "single"})


def _table(field: str, result: str, bands: dict[str, str], *, passes: bool = True) -> Content:
    content = {
        "hitPolicy": "first",
        "inputs": [{"id": "when", "name": field, "field": field}],
        "outputs": [{"id": "then", "name": result, "field": result}],
        "rules": list(_rules(bands)),
        "passThrough": passes,
        "executionMode": "single",
    }
    return _node("decisionTableNode", content)


def _rules(bands: dict[str, str]) -> Iterator[dict[str, str]]:
    for number, (when, then) in enumerate(bands.items()):
        yield {"_id": str(number), "when": when, "then": then}


def _native(row: Row) -> Figures:
    return {name: text == "是" if name in YES_NO else float(text) for name, text in row.items()}


def _read(response: Any) -> Answer:
    """Return the answer; numbers by their shortest decimal form, as ZEN's decimals come back as floats."""
    result = response["result"]
    marks = tuple(Fraction(str(result[code])) for code in CODES)
    return Answer(marks, Fraction(str(result["total"])), result["grade"])
