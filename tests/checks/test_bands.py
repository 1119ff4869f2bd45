"""Bands against the values that can occur: what the bad files do not show."""

from __future__ import annotations

import pytest

from rule_set.small import FACTS, checked, leaf, text, usable
from scoring.checks import check
from scoring.diagnostics import Language

MORE = FACTS + "  零: {type: number, at_least: 0, at_most: 0}\n  率: {type: percent, at_least: 0, at_most: 100%}\n"


def banded(formula: str, *rows: str, unit: str = "", rest: str = "", policy: str = "") -> str:
    """Return an indicator with the value *formula*; bands as ``(, 5) 0``, the last number being the marks."""
    bands = ", ".join(f'{{in: "{row.rsplit(" ", 1)[0]}", marks: {row.rsplit(" ", 1)[1]}}}' for row in rows)
    keys = f'value: {{formula: "{formula}"{unit}}}, method: bands, bands: [{bands}]{policy}'
    return text(leaf(keys), facts=MORE, rest=rest)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        (banded("件数", "[0, 4] 0", "[5, 9] 5", "[10, ) 10"), []),
        (banded("件数", "(-1, 5) 0", "(4, 10) 5", "[10, ) 10"), []),
        (banded("件数", "[0, 5] 0", "[5, 9] 5", "[10, ) 10"), ["R203"]),
        (banded("件数 / 2", "[0, 4] 0", "[5, ) 10"), ["R202"]),
        (banded("甲", "[0, 4) 0", "[4, ) 10"), ["R202"]),
        (banded("max(甲, 0)", "[0, 4) 0", "[4, ) 10"), []),
        (banded("甲", "(, 4) 0", "[4, ) 10", "(-5, -2) 3"), ["R203"]),
        (banded("乙", "(, 4) 0", "[4, ) 10", "(-5, -2) 3"), []),
        (banded("率", "[0%, 60%) 0", "[60%, 100%] 10", unit=', unit: "%"'), []),
        (banded("率", "(0%, 60%) 0", "[60%, 100%) 10", unit=', unit: "%"'), ["R202", "R202"]),
    ],
)
def test_gaps_and_overlaps(written: str, found: list[str]) -> None:
    assert checked(written) == found


def test_a_value_that_is_never_a_number_has_nothing_to_cover() -> None:
    derived = "derived: {无: {formula: 甲 / 零, when_denominator_zero: not_applicable}}\n"
    assert checked(banded("无", "[0, 4) 0", "[5, ) 10", rest=derived, policy=", not_applicable: full")) == []


def test_what_to_write_is_said() -> None:
    (finding,) = check(usable(banded("率", "[95%, 100%] 10", "[90%, 94.99%] 5", "[0%, 90%) 0", unit=', unit: "%"')))
    english, chinese = Language("en"), Language("zh")
    assert finding.hint is not None
    assert "[90%, 95%)" in english.render(finding.hint)
    assert "94.995%" in english.render(finding.text)
    assert "94.995%" in chinese.render(finding.text)
    assert len(finding.related) == 1
