"""Parameters of a wrong shape: a list where a number belongs, a number where a list belongs."""

from __future__ import annotations

from typing import Any

import pytest

from methods.support import COUNT, PERCENT, One
from scoring.methods import methods
from scoring.methods.parameters import parameters_of

VALUE = {"formula": "率", "unit": "%"}
BANDS: dict[str, Any] = {"value": VALUE, "method": "bands", "bands": [{"in": "(, )", "marks": "5"}]}
STEPS = {"value": VALUE, "method": "steps", "above": "1%", "step": "1%", "marks_per_step": "1", "part_step": "free"}
INCIDENTS = {"method": "incidents", "count": "例数", "marks_each": "1"}


@pytest.mark.parametrize(
    ("keys", "wrong"),
    [
        (BANDS, {"bands": "5"}),
        (BANDS, {"bands": ["5"]}),
        (BANDS, {"bands": [{"in": ["1%"], "marks": "5"}]}),
        (BANDS, {"bands": [{"in": "[1%", "marks": "5"}]}),
        (BANDS, {"bands": [{"in": "(, )", "marks": ["5"]}]}),
        (BANDS, {"bands": [{"in": "(, )", "marks": "five"}]}),
        (BANDS, {"bands": [{"at": ["5%"], "marks": "5"}]}),
        (BANDS, {"bands": [{"in": "(, )", "marks": "5", "source": ["ours"]}]}),
        (STEPS, {"part_step": ["free"]}),
        (STEPS, {"above": "many"}),
        (INCIDENTS, {"count": ["例数"]}),
        (INCIDENTS, {"count": "例数 +"}),
        (INCIDENTS, {"marks_each": ["1"]}),
    ],
)
def test_wrong_shapes_have_one_finding(keys: dict[str, Any], wrong: dict[str, Any]) -> None:
    one = One("5", keys, {"率": PERCENT, "例数": COUNT})
    assert one.findings() == []
    assert len(one.findings(**wrong)) == 1


def test_every_parameter_says_what_it_means() -> None:
    for method in methods().values():
        for _, declared in parameters_of(method.parameters):
            assert declared.about.text, (method.name, declared.key)
