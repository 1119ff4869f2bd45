"""simpleeval: an expression for each indicator, parsed once, evaluated on binary floats.

The expressions say what the rule set says, in the order of its words: the value first, then the rule applied to it.
Percentages are written out (``* 100``) as the standards do. Marks and total are rounded half up as well as floats can
be, as a careful author would. Floats still decide some rows wrongly; that is part of what is compared.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor
from pathlib import Path
from typing import Any

from simpleeval import SimpleEval  # type: ignore[import-untyped] # the package has no types

from benchmarks.engines import Engine, Number
from benchmarks.figures import YES_NO, Answer, Row

VALUES = {
    "A01": "staff / posts * 100",
    "A02": "0 if hospitality_before == 0 else (hospitality - hospitality_before) / hospitality_before * 100",
    "A03": "(0 if key_projects else 100) if projects == 0 else key_projects / projects * 100",
    "B02": "adjusted / budget * 100",
    "B03": "paid / payable * 100",
    "B05": "office / office_budget * 100",
    "B06": "(999 if hospitality else 100) if hospitality_budget == 0 else hospitality / hospitality_budget * 100",
    "B07": "(0 if purchased else 100) if purchase_budget == 0 else purchased / purchase_budget * 100",
    "E02": "0 if done == 0 else timely / done * 100",
    "E03": "0 if done == 0 else good / done * 100",
    "F01": "satisfied / answers * 100",
}

MARKS = {
    "A01": "max(0, 5 - floor(A01_value - 100) * 0.5) if A01_value > 100 else 5",
    "A02": "(0 if hospitality else 5) if hospitality_before == 0"
    " else max(0, 5 - A02_value * 0.3) if A02_value > 0 else 5",
    "A03": "5 if A03_value >= 90 else 4 if A03_value >= 80 else 3 if A03_value >= 70 else 2 if A03_value >= 60 else 0",
    "A04": "(1.5 if goal_lawful else 0) + (1.5 if goal_clear else 0)"
    " + (1 if goal_measured else 0) + (1 if goal_matched else 0)",
    "B01": "5 if executed >= budget else 5 * executed / budget",
    "B02": "3 if B02_value < 0 else 4 if B02_value == 0 else 3 if B02_value <= 10 else 2 if B02_value <= 20"
    " else 0.5 if B02_value <= 30 else 0",
    "B03": "max(0, 4 - ceil((100 - B03_value) / 5) * 0.75) if B03_value < 100 else 4",
    "B04": "3 if left == 0 else 2 if left <= left_before else 1 if left <= left_before * 1.1 else 0",
    "B05": "max(0, 4 - (B05_value - 100) * 0.35) if B05_value > 100 else 4",
    "B06": "max(0, 5 - floor(B06_value - 100)) if B06_value > 100 else 5",
    "B07": "0 if B07_value < 80 else 1.5 if B07_value < 90 else 3 if B07_value < 95 else 4 if B07_value <= 105"
    " else 3 if B07_value <= 110 else 1.5 if B07_value <= 120 else 0",
    "C01": "3 - (0 if has_rules else 1) - (0 if rules_complete else 1) - (0 if rules_kept else 1)",
    "C02": "max(0, 4 - (breaches + diversions) * 1.5)",
    "C03": "2 if published else 0",
    "D01": "2 if assets_used >= assets else 2 * assets_used / assets",
    "E01": "6 if done >= planned else 6 * done / planned",
    "E02": "5 if E02_value >= 100 else 4 if E02_value >= 95 else 2.5 if E02_value >= 85 else 0",
    "E03": "max(0, 5 - floor(95 - E03_value) * 0.5) if E03_value < 95 else 5",
    "E04": "5 if key_done >= key_planned else 5 * key_done / key_planned",
    "E05": "4 if cost <= cost_planned else 4 * cost_planned / cost",
    "F01": "5 if F01_value >= 95 else 4.5 if F01_value >= 90 else 3 if F01_value >= 80"
    " else 1.5 if F01_value >= 70 else 0",
    "F02": "10 if panel >= panel_full else 10 * panel / panel_full",
}

TOTAL = f"marks({' + '.join(MARKS)})"
GRADE = "'优' if total >= 90 else '良' if total >= 80 else '中' if total >= 60 else '差'"

Names = dict[str, Number]


def prepare(_: Path) -> tuple[Engine, ...]:
    """Return the one way of using it; the rule set is put into words above."""
    return (Engine("simpleeval", _compiled, _native, _read),)


def _compiled() -> Callable[[Names], dict[str, Any]]:
    """Return a function that scores one institution with expressions parsed once."""
    functions = {"max": max, "floor": floor, "ceil": ceil, "marks": _half_up}
    evaluator = SimpleEval(functions=functions)
    steps = []
    for code, marks in MARKS.items():
        if code in VALUES:
            steps.append((f"{code}_value", VALUES[code]))
        steps.append((code, f"marks({marks})"))
    steps += [("total", TOTAL), ("grade", GRADE)]
    parsed = [(name, text, evaluator.parse(text)) for name, text in steps]

    def answer(figures: Names) -> dict[str, Any]:
        names: dict[str, Any] = dict(figures)
        evaluator.names = names
        for name, text, tree in parsed:
            names[name] = evaluator.eval(text, tree)
        return names

    return answer


def _half_up(marks: float) -> float:
    """Round to hundredths, half up, as well as floats can."""
    return floor(marks * 100 + 0.5) / 100


def _native(row: Row) -> Names:
    return {name: text == "是" if name in YES_NO else float(text) for name, text in row.items()}


def _read(names: dict[str, Any]) -> Answer:
    """Return the answer; numbers by their shortest decimal form, which is kind to floats."""
    return Answer(tuple(Fraction(str(names[code])) for code in MARKS), Fraction(str(names["total"])), names["grade"])
