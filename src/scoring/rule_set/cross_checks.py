"""The relations (勾稽关系) that must hold among the facts of one submission."""

from __future__ import annotations

from typing import Final

from scoring.diagnostics import Kind, message
from scoring.documents.tree import Node, Scalar
from scoring.expressions.expected import Expected
from scoring.expressions.names import canonical
from scoring.expressions.parse import read_expression
from scoring.methods.parameters import plain_number, start
from scoring.rule_set.asking import facts_in
from scoring.rule_set.compile import Compiling
from scoring.rule_set.keys import source_parts
from scoring.rule_set.model import CrossCheck, Tolerance
from scoring.rule_set.part_keys import CROSS_CHECK
from scoring.rule_set.reading import key
from scoring.rule_set.tree import place_of

SEVERITIES: Final = ("error", "warning")

CHECK_TWICE: Final = Kind("R170", "{name} is the name of two cross checks", "rename one of them")
NEGATIVE_TOLERANCE: Final = Kind("R171", "the tolerance is {tolerance}", "write 0 or a number above it, or rounding")


def read_cross_checks(node: Node | None, compiling: Compiling) -> tuple[CrossCheck, ...]:
    """Read ``cross_checks:``; those with findings are left out."""
    items = compiling.reader.shape.sequence(node, key("cross_checks")) or ()
    found = tuple(one for item in items if (one := _read_one(item, compiling)) is not None)
    first: dict[str, CrossCheck] = {}
    for one in found:
        same = first.setdefault(canonical(one.name), one)
        if same is not one:
            related = ((message("first used here"), same.place),)
            compiling.reader.findings.append(CHECK_TWICE.at(one.place, name=one.name, related=related))
    return found


def _read_one(node: Node, compiling: Compiling) -> CrossCheck | None:
    reader = compiling.reader
    shape = reader.shape
    mapping = shape.record(node, message("a cross check"), CROSS_CHECK)
    if mapping is None:
        return None
    name = shape.text(mapping.get("cross_check"), key("cross_check"))
    severity = shape.word(mapping.get("severity"), SEVERITIES, key("severity"))
    formula = mapping.get("formula")
    text = shape.text(formula, key("formula"))
    tolerance = _tolerance(mapping.get("tolerance"), compiling)
    shape.text(mapping.get("about"), key("about"))
    sources = reader.source_parts(mapping.get("source"), source_parts(CROSS_CHECK))
    if text is None or formula is None:
        return None
    typed, findings = read_expression(text, start(formula), compiling.names, expect=Expected.TRUTH, cross_check=True)
    reader.findings.extend(findings)
    if name is None or severity is None or tolerance is None or typed is None:
        return None
    inputs = facts_in((typed.node,), compiling.trees)
    place = place_of(mapping, "formula")
    return CrossCheck(name, typed.node, typed.text, tolerance, severity == "error", inputs, place, sources)


def _tolerance(node: Node | None, compiling: Compiling) -> Tolerance | None:
    if node is None:
        return Tolerance()
    if isinstance(node, Scalar) and node.text == "rounding":
        return Tolerance(rounding=True)
    amount = plain_number(node, compiling.reader.shape, key("tolerance"))
    if amount is not None and amount < 0:
        compiling.reader.findings.append(NEGATIVE_TOLERANCE.at(node.place, tolerance=amount))
    return None if amount is None else Tolerance(amount=amount)
