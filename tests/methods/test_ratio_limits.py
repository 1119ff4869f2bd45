"""Ratio method whole: window (M14), going beyond the target (M15), `=` targets, a least share, a target of 0."""

from __future__ import annotations

from typing import Any

import pytest

from methods.support import NUMBER, One, bounds, check_reason, check_sound, decimal, read_well, reason_codes, texts
from scoring.diagnostics import Language
from scoring.engine.found import State

FACTS = {"实际": NUMBER | {"at_least": "0"}, "目标": NUMBER}
M15 = [
    {"in": "[200%, 300%)", "off": "10%"},
    {"in": "[300%, 500%)", "off": "20%"},
    {"in": "[500%, )", "off": "30%"},
]


def ratio(better: str = "higher", **keys: Any) -> One:
    return One("10", {"method": "ratio", "actual": "实际", "target": "目标", "better": better} | keys, FACTS)


@pytest.mark.parametrize(
    ("actual", "target", "marks"),
    [
        ("100", "100", "10"),
        ("80", "100", "8"),
        ("125", "100", "8"),
        ("0", "0", "10"),
        ("0", "100", "0"),
        ("5", "0", "0"),
        ("5", "-10", "0"),
    ],
)
def test_closer_takes_the_smaller_share(actual: str, target: str, marks: str) -> None:
    assert ratio("closer").marks(实际=actual, 目标=target) == marks


@pytest.mark.parametrize(
    ("actual", "target", "code", "figures"),
    [
        ("100", "100", "ratio.reached", ("100",)),
        ("80", "100", "ratio.missed", ("80.00%", "8", "2")),
        ("125", "100", "ratio.missed", ("125", "80.00%", "8", "2")),
        ("0", "100", "ratio.missed", ("0.00%", "10")),
        ("5", "0", "ratio.no_divisor", ("5", "10")),
    ],
)
def test_closer_says_which_is_smaller(actual: str, target: str, code: str, figures: tuple[str, ...]) -> None:
    check_reason(ratio("closer").row({"实际": actual, "目标": target}), code, "实际", "目标", *figures)


@pytest.mark.parametrize(
    ("actual", "target", "marks"),
    [
        ("131", "100", "0"),
        ("130", "100", "10"),
        ("130.01", "100", "0"),
        ("70", "100", "7"),
        ("69.99", "100", "0"),
        ("0", "0", "10"),  # without a target above 0 there is no share to lie in the window
        ("-0", "-1", "10"),
    ],
)
def test_m14_outside_the_window_nothing(actual: str, target: str, marks: str) -> None:
    assert ratio(window="[70%, 130%]").marks(实际=actual, 目标=target) == marks


def test_m14_reason() -> None:
    row = ratio(window="[70%, 130%]").row({"实际": "131", "目标": "100"})
    check_reason(row, "ratio.outside", "实际", "131", "目标", "100", "131.00%", "[70%, 130%]", "10")


def test_a_window_may_have_one_limit() -> None:
    one = ratio("lower", window="(, 130%)")
    assert [one.marks(实际=actual, 目标="100") for actual in ("0", "100", "125", "130")] == ["10", "10", "8", "0"]


@pytest.mark.parametrize(
    ("actual", "marks"),
    [("299.99", "10"), ("300", "9"), ("399.9", "9"), ("400", "8"), ("599", "8"), ("600", "7"), ("60", "6")],
)
def test_m15_beyond_the_target(actual: str, marks: str) -> None:
    assert ratio(over=M15).marks(实际=actual, 目标="100") == marks


def test_m15_reason() -> None:
    row = ratio(over=M15).row({"实际": "400", "目标": "100"})
    check_reason(row, "ratio.over", "400", "100", "300.00%", "[300%, 500%)", "20%", "8", "10", "2")
    codes = ["ratio.over"] * 3 + ["ratio.reached", "ratio.no_divisor", "ratio.cut_off", "ratio.missed"]
    assert [*reason_codes(read_well(ratio(over=M15).rules))] == codes


def test_marks_off_never_go_below_zero_and_gaps_cost_nothing() -> None:
    over = [{"in": "(0%, 10%]", "off_marks": "1.5"}, {"in": "(100%, )", "off_marks": "9"}]
    one = ratio(over=over)
    assert [one.marks(实际=actual, 目标="100") for actual in ("100", "110", "150", "201")] == ["10", "8.5", "10", "1"]
    closer = ratio("closer", over=over)  # 110: 10 × 100 ÷ 110 - 1.5; 400: 2.5 - 9
    assert [closer.marks(实际=actual, 目标="100") for actual in ("110", "400", "50")] == ["7.59", "0", "5"]
    check_reason(closer.row({"实际": "110", "目标": "100"}), "ratio.over", "10.00%", "90.91%", "1.5", "7.59", "2.41")


def test_without_a_target_above_zero_nothing_is_beyond_it() -> None:
    assert ratio(over=M15).marks(实际="5", 目标="0") == "10"


def test_a_share_of_the_marks_is_taken_of_what_was_earned() -> None:
    assert ratio("closer", over=M15).marks(实际="400", 目标="100") == "2"  # 2.5 × 80%


@pytest.mark.parametrize(
    ("better", "actual", "marks", "code"),
    [
        ("higher", "59.99", "0", "ratio.below"),
        ("higher", "60", "6", "ratio.missed"),
        ("lower", "160", "6.25", "ratio.missed"),
        ("lower", "200", "0", "ratio.below"),
        ("closer", "59", "0", "ratio.below"),
        ("closer", "400", "0", "ratio.below"),
        ("closer", "150", "6.67", "ratio.missed"),
    ],
)
def test_too_small_a_share_brings_nothing(better: str, actual: str, marks: str, code: str) -> None:
    over = {} if better == "lower" else {"over": M15}
    row = ratio(better, zero_below="60%", **over).row({"实际": actual, "目标": "100"})
    assert decimal(row.marks) == marks
    check_reason(row, code, actual, "100", *(("60%", "10") if code == "ratio.below" else (marks,)))


@pytest.mark.parametrize(
    ("policy", "marks", "code", "figures"),
    [
        ("full", "10", "ratio.target_zero.full", ()),
        ("zero", "0", "ratio.target_zero.marks", ("10",)),
        ("6", "6", "ratio.target_zero.marks", ("6", "4")),
        ("10", "10", "ratio.target_zero.full", ()),
    ],
)
def test_a_target_of_zero_is_settled_first(policy: str, marks: str, code: str, figures: tuple[str, ...]) -> None:
    one = ratio(when_target_zero=policy, window="[70%, 130%]")
    assert one.marks(实际="5", 目标="0") == marks
    assert one.marks(实际="80", 目标="100") == "8"
    check_reason(one.row({"实际": "0", "目标": "0"}), code, "目标", "0", *figures)
    assert decimal(one.row({"目标": "0"}).marks) == marks, "whatever was achieved"


def test_a_target_of_zero_may_be_missing() -> None:
    row = ratio(when_target_zero="missing").row({"实际": "5", "目标": "0"})
    assert (row.state, bounds(row)) == (State.MISSING_DATA, ("0", "10"))
    check_reason(row, "missing_data", "目标", "0", "10")


def test_a_target_of_zero_may_make_the_indicator_not_applicable() -> None:
    assert ratio(when_target_zero="not_applicable").findings()[0].startswith("R155")
    row = ratio(when_target_zero="not_applicable", not_applicable="full").row({"实际": "5", "目标": "0"})
    assert (row.state, decimal(row.marks)) == (State.NOT_APPLICABLE, "10")
    check_reason(row, "ratio.target_zero.not_applicable", "目标", "0", "10")


def test_the_sentence_says_every_limit() -> None:
    one = ratio("closer", when_target_zero="zero", window="[70%, 330%]", zero_below="40%", over=[*M15[:1], OFF])
    sentence = read_well(one.rules).indicators[0].lowered.sentence
    for code in ("zh", "en"):
        text = Language(code).render(sentence)
        assert not [one for one in ("[70%, 330%]", "40%", "[200%, 300%)", "10%", "1.5") if one not in text], text


OFF = {"in": "(0%, 10%]", "off_marks": "1.5"}


@pytest.mark.parametrize(
    ("better", "keys", "domain", "expected"),
    [
        ("higher", {}, ("50", "80"), ("5", "8")),
        ("lower", {}, ("125", "200"), ("5", "8")),
        ("closer", {}, ("80", "90"), ("8", "9")),
        ("closer", {}, ("125", "200"), ("5", "8")),
        ("closer", {}, ("50", "200"), ("5", "10")),
        ("higher", {"window": "[70%, 130%]"}, ("80", "120"), ("8", "10")),
        ("higher", {"window": "[70%, 130%]"}, ("50", "80"), ("0", "8")),
        ("higher", {"over": M15}, ("50", "400"), ("5", "10")),
        ("higher", {"over": M15}, ("300", "400"), ("8", "9")),
        ("closer", {"over": M15}, ("150", "400"), ("2", "6.67")),
        ("higher", {"zero_below": "60%"}, ("50", "80"), ("0", "8")),
    ],
)
def test_an_open_actual_value_is_bounded_sharply(
    better: str, keys: dict[str, Any], domain: tuple[str, str], expected: tuple[str, str]
) -> None:
    low, high = domain
    facts = FACTS | {"实际": NUMBER | {"at_least": low, "at_most": high}}
    one = One("10", ratio(better, **keys).keys, facts)
    made = check_sound(
        one.rules,
        {"目标": "100"},
        {"实际": [low, high, "70", "100", "130", "300"]} if not keys else {"实际": [low, high]},
    )
    assert bounds(made.indicators[0]) == expected


@pytest.mark.parametrize("better", ["higher", "lower", "closer"])
def test_open_values_are_bounded_soundly(better: str) -> None:
    keys: dict[str, Any] = {"window": "[50%, 500%)", "zero_below": "30%", "when_target_zero": "4"}
    one = ratio(better, **keys, **({} if better == "lower" else {"over": M15}))
    values = ["0", "1", "10", "30", "31", "50", "99", "400"]
    check_sound(one.rules, {}, {"实际": values, "目标": [*values, "-1"]})
    check_sound(one.rules, {"目标": "10"}, {"实际": values})
    check_sound(one.rules, {"实际": "10"}, {"目标": values})


def test_texts_read_like_official_ones() -> None:
    row = ratio(window="[70%, 130%]").row({"实际": "131", "目标": "100"})
    assert texts(row)[1] == "实际为131，是目标（100）的131.00%，不在[70%, 130%]之内，扣10分"


def test_a_share_cut_off_at_zero_is_not_called_a_ratio() -> None:
    row = ratio("lower", zero_below="60%").row({"实际": "1", "目标": "-1"})
    check_reason(row, "ratio.cut_off", "1", "-1", "10")
    assert "0.00%" not in Language("zh").render(row.reason.text)
