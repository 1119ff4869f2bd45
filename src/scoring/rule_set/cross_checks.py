"""The relations (勾稽关系) that must hold among the facts of one submission."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from scoring.diagnostics import message
from scoring.documents.tree import Node, Scalar
from scoring.expressions.expected import Expected
from scoring.expressions.parse import read_expression
from scoring.methods.parameters import start
from scoring.rule_set.compile import Compiling, facts_in
from scoring.rule_set.model import CrossCheck, Tolerance
from scoring.rule_set.reading import key

SEVERITIES: Final = ("error", "warning")


def read_cross_checks(node: Node | None, compiling: Compiling) -> tuple[CrossCheck, ...]:
    """Read ``cross_checks:``; those with findings are left out."""
    items = compiling.reader.shape.sequence(node, key("cross_checks")) or ()
    return tuple(one for item in items if (one := _read_one(item, compiling)) is not None)


def _read_one(node: Node, compiling: Compiling) -> CrossCheck | None:
    reader = compiling.reader
    shape = reader.shape
    mapping = shape.mapping(
        node,
        message("a cross check"),
        required=("cross_check", "formula", "severity"),
        optional=("tolerance", "source", "about"),
    )
    if mapping is None:
        return None
    name = shape.text(mapping.get("cross_check"), key("cross_check"))
    severity = shape.word(mapping.get("severity"), SEVERITIES, key("severity"))
    formula = mapping.get("formula")
    text = shape.text(formula, key("formula"))
    tolerance = _tolerance(mapping.get("tolerance"), compiling)
    reader.source_parts(mapping.get("source"), ("standard", "tolerance"))
    if name is None or severity is None or text is None or formula is None or tolerance is None:
        return None
    typed, findings = read_expression(text, start(formula), compiling.names, expect=Expected.TRUTH, cross_check=True)
    reader.findings.extend(findings)
    if typed is None:
        return None
    inputs = facts_in((typed.node,), compiling.trees)
    return CrossCheck(name, typed.node, typed.text, tolerance, severity == "error", inputs, formula.place)


def _tolerance(node: Node | None, compiling: Compiling) -> Tolerance | None:
    if node is None:
        return Tolerance()
    if isinstance(node, Scalar) and node.text == "rounding":
        return Tolerance(rounding=True)
    amount = compiling.reader.shape.number(node, key("tolerance"))
    return None if amount is None else Tolerance(amount=max(amount, Fraction(0)))
