"""What a rule set says of several institutions: who is compared with whom, how units become a department."""

from __future__ import annotations

import pytest

from rule_set.small import codes, text, usable
from scoring.rule_set.fact import WAYS, Consolidate, Fact, FactType

FACTS = "facts: {件数: {type: count}, 经费: {type: money, unit: 万元}, 满意率: {type: percent}}\n"


@pytest.mark.parametrize(
    ("facts", "rest", "expected"),
    [
        (FACTS, "consolidation: {weight: 经费, source: ours}\n", []),
        (FACTS, "consolidation: {weight: 经费}\n", ["R100"]),
        (FACTS, "consolidation: 经费\n", ["D201"]),
        (FACTS, "consolidation: {source: ours}\n", ["D206"]),
        # what was refused where it is declared is not reported a second time
        (FACTS.replace("unit: 万元", "unit: 5"), "consolidation: {weight: 经费, source: ours}\n", ["R139"]),
        (FACTS.replace("percent", "choice"), "derived: {名次: {formula: place(件数), among: 满意率}}\n", ["R132"]),
        (
            FACTS.replace("percent", "choice, one_of: [高, 低]"),
            "derived: {名次: {formula: place(件数), among: 满意率}}\n",
            [],
        ),
    ],
)
def test_what_is_found(facts: str, rest: str, expected: list[str]) -> None:
    assert codes(text(facts=facts, rest=rest)) == expected


def test_every_type_has_its_ways() -> None:
    assert WAYS.keys() == set(FactType)
    defaults = {type_: Fact("甲", type_).consolidated for type_ in FactType}
    assert defaults[FactType.NUMBER] is None
    assert defaults[FactType.COUNT] is defaults[FactType.MONEY] is Consolidate.SUM
    assert defaults[FactType.PERCENT] is Consolidate.WEIGHTED
    assert Fact("甲", FactType.NUMBER, consolidate=Consolidate.MEAN).consolidated is Consolidate.MEAN


def test_the_way_belongs_to_the_meaning() -> None:
    rest = "consolidation: {weight: 经费, source: ours}\n"
    plain = usable(text(facts=FACTS, rest=rest))
    other = usable(text(facts=FACTS.replace("percent", "percent, consolidate: mean"), rest=rest))
    weighed = usable(text(facts=FACTS, rest=rest.replace("经费", "件数")))
    assert len({one.fingerprint.meaning for one in (plain, other, weighed)}) == 3
    assert plain.consolidation is not None
    assert [part for part, _ in plain.consolidation.sources] == ["consolidation"]
    among = [
        usable(
            text(facts=FACTS.replace("percent", "yes_no"), rest=f"derived: {{名次: {{formula: place(件数){one}}}}}\n")
        )
        for one in ("", ", among: 满意率")
    ]
    assert among[0].fingerprint.meaning != among[1].fingerprint.meaning
