"""The department's own targets: rows read, units, operators, codes, what is refused; worked numbers of real tables."""

from __future__ import annotations

from fractions import Fraction

import pytest

from scoring.diagnostics import Kind, Language
from scoring.documents import read_text
from scoring.engine import score
from scoring.engine.found import State
from scoring.engine.sheet import Scored, ScoreSheet
from scoring.submissions import Given, Submission, read_submission
from scoring.submissions.target_words import A_DATE, A_RANGE, IN_WORDS, NO_NUMBER, NO_OPERATOR, TURNED
from submissions.small import HEAD, codes, concise, target_rules

OTHERS = """  - {kind: 社会效益, indicator: 秩序改善, target: 明显改善, marks: 20}
  - {kind: 满意度, indicator: 满意率, target: ≥90%, actual: 95%, marks: 10}
"""
FACTS = "facts: {全年执行数: 90, 全年预算数: 90}\n"


def read(targets: str, rest: str = "", documents: str = "") -> tuple[Submission, list[str]]:
    """Read a submission with these *targets*, as written under the key; that rows go by their place is no matter."""
    text = f"{HEAD}{documents}{FACTS}targets:{targets}{rest}"
    document, findings = read_text(text.encode(), "submission.yaml", "yaml")
    assert document is not None, findings
    submission, found = read_submission(document, target_rules(), {"report": "全年救助1136人次，成功率98%。"})
    assert submission is not None
    return submission, [one for one in concise(found) if not one.startswith("note S449")]


def row(**keys: str) -> str:
    """Return a row of 产出指标 that carries all its marks, changed by *keys*; "" leaves one out."""
    whole = {"kind": "数量", "indicator": "救助人次", "target": "≥1000", "actual": "1136", "marks": "50"} | keys
    return "  - {" + ", ".join(f"{key}: {value}" for key, value in whole.items() if value) + "}\n"


def sheet_of(targets: str, rest: str = "") -> tuple[ScoreSheet, list[str]]:
    submission, findings = read("\n" + targets + OTHERS, rest)
    return score(target_rules(), submission), findings


def first(targets: str, rest: str = "") -> tuple[Scored, list[str]]:
    """Return what the sheet says of the first row."""
    sheet, findings = sheet_of(targets, rest)
    return sheet.indicators[1], findings


@pytest.mark.parametrize(
    ("keys", "marks"),
    [
        ({"target": "≥1000", "actual": "1136", "unit": "人次"}, "50"),
        ({"target": "≥1000人次", "actual": "500"}, "25"),
        ({"target": "≥1000", "actual": "500人次"}, "25"),
        ({"target": "≥90", "actual": "89.974", "unit": "万元"}, "49.99"),  # 50 × 89.974/90
        ({"kind": "成本", "target": "≤90", "actual": "100", "unit": "万元"}, "45"),
        ({"kind": "成本", "target": "≤90万元", "actual": "1000000", "unit": "元"}, "45"),
        ({"kind": "成本", "target": "≤0", "actual": "0", "unit": "起"}, "50"),
        ({"target": "＞＝ 1000"}, "50"),
        ({"target": "'>=1,000'", "actual": "500"}, "25"),
        ({"kind": "质量", "target": "≥95%", "actual": "47.5%"}, "25"),
        ({"kind": "质量", "target": "≥95", "actual": "47.5", "unit": "'%'"}, "25"),
        ({"kind": "质量", "target": "≥95%", "actual": "0.475"}, None),
        ({"target": "≥1000", "actual": ""}, None),
        ({"target": "≥良好"}, None),
        ({"target": "≥"}, None),
        ({"target": "'=100'"}, None),
        ({"target": "约1000"}, None),
        ({"unit": "''"}, None),
        ({"actual": "无"}, None),
        ({"evidense": "台账"}, None),
        ({"target": ""}, None),
    ],
)
def test_a_row_is_scored_by_the_rule_for_its_operator(keys: dict[str, str], marks: str | None) -> None:
    scored, _ = first(row(**keys))
    assert (scored.indicator.code, scored.full_marks) == ("T01", Fraction(50))
    if marks is None:
        assert (scored.state, scored.low, scored.high) == (State.MISSING_DATA, Fraction(0), Fraction(50))
    else:
        assert scored.marks == Fraction(marks)


@pytest.mark.parametrize("target", ["按时完成", "定性", "定性：2023年12月底前完成"])
def test_a_target_without_a_number_is_judged_inside_its_level(target: str) -> None:
    rows = row(target=target, marks="8", actual="基本按时") + row(marks="42")
    judged = "judgements: {T01: {level: 部分达成, marks: %s, reason: 延后, evaluator: 张三}}\n"
    scored, findings = first(rows, judged % "5.6")
    assert (scored.marks, findings) == (Fraction("5.6"), [])
    assert [used.name for used in scored.used] == ["T01.actual", "T01.target"]
    scored, findings = first(rows, judged % "6.4")
    assert (scored.state, codes(findings)) == (State.AWAITING_JUDGEMENT, ["S308"])
    assert (scored.low, scored.high) == (Fraction(0), Fraction(8))


def test_figures_are_facts_with_their_places() -> None:
    quoted = row(unit="人次", **{"from": "report", "quote": "救助1136人次", "evidence": "台账"})
    submission, findings = read("\n" + quoted + OTHERS, documents="documents: {report: r.txt}\n")
    given = submission.facts["T01.actual"]
    assert isinstance(given, Given)
    assert (findings, given.value, given.quote, given.evidence) == ([], 1136, "救助1136人次", "台账")
    assert str(given.place) == "submission.yaml:7:56"
    assert submission.targets is not None
    assert [one.code for one in submission.targets] == ["T01", "T02", "T03"]
    refused, findings = read(
        "\n" + quoted.replace("1136, ", "1137, ") + OTHERS, documents="documents: {report: r.txt}\n"
    )
    assert ("T01.actual" in refused.rejected, codes(findings)) == (True, ["S408"])


def test_the_meaning_holds_targets_but_not_where_they_come_from() -> None:
    plain = read("\n" + row() + OTHERS)[0].fingerprint.meaning
    assert plain == read("\n" + row(evidence="台账", target="' >= 1000'") + OTHERS)[0].fingerprint.meaning
    others = [
        read(""),
        read(" []\n"),
        *(read("\n" + row(**keys) + OTHERS) for keys in ({"actual": "1137"}, {"code": "X1"})),
    ]
    assert len({plain, *(one.fingerprint.meaning for one, _ in others)}) == 5


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (row(code="X1"), ["X1", "T02", "T03"]),
        (row(code="T01"), ["T01", "T02", "T03"]),
        (row(code="T02"), ["T01", "T02", "T03"]),
        (row(code="A01"), ["T01", "T02", "T03"]),
        (row(code="X1", marks="25") + row(code="X1", marks="25"), ["X1", "T02", "T03", "T04"]),
    ],
)
def test_codes_are_given_in_the_order_of_the_table(rows: str, expected: list[str]) -> None:
    sheet, findings = sheet_of(rows)
    assert sheet.submission.targets is not None
    assert [one.code for one in sheet.submission.targets] == expected
    wrong = rows.count("code: A01") + rows.count("code: T02") + (rows.count("code: X1") > 1)
    assert codes(findings) == ["S368"] * wrong


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (row(marks="40"), ["S372"]),
        (row(marks="40") + row(marks="20"), ["S372"]),
        (row(marks="x"), ["S211"]),
        (row(marks="", indicator="", kind="其他"), ["D206", "S360"]),
        (row(kind="", marks=""), ["D206"]),
        ("  - 救助\n", ["D201"]),
        ("", ["S373"]),
    ],
)
def test_rows_that_do_not_make_up_the_group_leave_it_open(rows: str, expected: list[str]) -> None:
    scored, findings = first(
        rows, "claims: {indicators: {T01: 5}, reasons: {T01: 全}}\n" if rows.startswith("  - {") else ""
    )
    assert (scored.indicator.code, scored.state) == ("产出指标.T", State.MISSING_DATA)
    assert (scored.low, scored.high) == (Fraction(0), Fraction(50))
    assert codes(findings) == expected


def test_a_judgement_of_a_row_that_cannot_be_scored_is_no_news() -> None:
    judged = "judgements: {T01: {marks: 5, reason: 延后, evaluator: 张三}}\n"
    _, findings = first(row(marks="40", target="按时完成"), judged)
    assert codes(findings) == ["S372"]


@pytest.mark.parametrize(
    ("keys", "state", "findings"),
    [
        ({"applies": "否", "reason": "本年未开展", "actual": ""}, State.NOT_APPLICABLE, []),
        ({"applies": "是"}, State.SCORED, []),
        ({"applies": "是", "reason": "本年未开展"}, State.SCORED, ["S371"]),
        ({"reason": "本年未开展"}, State.SCORED, ["S371"]),
        ({"applies": "否"}, State.MISSING_DATA, ["S366"]),
        ({"applies": "不"}, State.MISSING_DATA, ["D210"]),
    ],
)
def test_a_row_may_not_apply(keys: dict[str, str], state: State, findings: list[str]) -> None:
    rows = row(marks="20", **keys) + row(marks="30", actual="500")
    sheet, found = sheet_of(rows, "judgements: {T03: {level: 达成, evaluator: 张三, marks: 20}}\n")
    assert (sheet.indicators[1].state, codes(found)) == (state, findings)
    if state is State.NOT_APPLICABLE:
        assert sheet.indicators[1].not_counted == 20
        assert sheet.total.marks == Fraction("81.25")  # (10 + 15 + 20 + 10 + 10) ÷ 80 × 100
        assert "本年未开展" in str(sheet.indicators[1].reason.text)


def test_a_group_of_which_no_row_applies_is_itself_not_applicable() -> None:
    sheet, _ = sheet_of(row(applies="否", reason="本年未开展", actual=""))
    assert sheet.groups[0].state is State.NOT_APPLICABLE


def test_where_every_target_is_scored_none_can_be_left_out() -> None:
    text = row() + OTHERS.replace("改善, marks: 20", "改善, marks: 20, applies: 否, reason: 无")
    submission, findings = read("\n" + text)
    sheet = score(target_rules(), submission)
    assert (codes(findings), sheet.indicators[2].state) == (["S367"], State.MISSING_DATA)


def test_no_table_is_not_an_empty_table() -> None:
    document, _ = read_text(f"{HEAD}{FACTS}".encode(), "submission.yaml", "yaml")
    assert document is not None
    submission, nothing = read_submission(document, target_rules())
    assert submission is not None
    sheet = score(target_rules(), submission)
    assert not nothing
    assert [(one.name, one.lacking.value) for one in sheet.missing] == [
        (f"{group}.T", "fact") for group in ("产出指标", "社会效益指标", "经济效益指标", "满意度指标")
    ]
    empty, found = read(" []\n")
    sheet = score(target_rules(), empty)
    assert codes(found) == ["S373"]
    states = {one.indicator.code: (one.state, one.marks) for one in sheet.indicators}
    assert states["产出指标.T"] == (State.MISSING_DATA, None)
    assert states["社会效益指标.T"] == (State.MISSING_DATA, None)
    assert states["经济效益指标.T"] == (State.NOT_APPLICABLE, Fraction(10))
    assert states["满意度指标.T"] == (State.SCORED, Fraction(0))


def test_a_completion_rate_is_the_value_of_a_row() -> None:
    sheet, _ = sheet_of(row())
    value = sheet.indicators[-1].value
    assert value is not None
    assert (value.exact, sheet.indicators[-1].marks) == (Fraction(95, 90), Fraction(10))


def test_the_completion_rate_is_called_what_it_is() -> None:
    text = row() + OTHERS.replace("≥90%, actual: 95%", "≥98%, actual: 88%")
    submission, _ = read("\n" + text)
    last = score(target_rules(), submission).indicators[-1]
    said = Language("zh").render(last.reason.text)
    assert "“满意率”完成率89.80%" in said, said


@pytest.mark.parametrize(
    ("target", "kind", "suggested"),
    [
        ("不低于1000", IN_WORDS, "≥1000"),
        ("大于等于 1000人次", IN_WORDS, "≥1000人次"),
        ("不超过5%", IN_WORDS, "≤5%"),
        ("超过5%", IN_WORDS, ">5%"),
        ("少于3起", IN_WORDS, "<3起"),
        ("等于3", IN_WORDS, "=3"),
        ("1000-1200", A_RANGE, ""),
        ("1000", NO_OPERATOR, ""),
        ("'=>1000'", TURNED, "≥1000"),
        ("'=< 5'", TURNED, "≤5"),
        ("定量", NO_NUMBER, ""),
        ("≤6月30日", A_DATE, ""),
        ("12月底前完成", A_DATE, ""),
        ("'2023-06-30'", A_DATE, ""),
    ],
)
def test_a_target_that_is_refused_is_answered_with_how_to_write_it(target: str, kind: Kind, suggested: str) -> None:
    document, _ = read_text(f"{HEAD}{FACTS}targets:\n{row(target=target)}{OTHERS}".encode(), "s.yaml", "yaml")
    assert document is not None
    _, findings = read_submission(document, target_rules())
    assert [(one.code, one.text.text, one.text.value("suggested")) for one in findings] == [
        ("S362", kind.text, suggested)
    ]


@pytest.mark.parametrize("target", ["≤6个月", "≥3年", "定性：2023年6月30日前", "不低于上年"])
def test_months_and_words_are_no_dates(target: str) -> None:
    assert "S362" not in codes(sheet_of(row(target=target, actual="5"))[1])


def chinese(targets: str) -> list[str]:
    """Return what is found in these rows, in Chinese."""
    document, _ = read_text(f"{HEAD}{FACTS}targets:\n{targets}{OTHERS}".encode(), "s.yaml", "yaml")
    assert document is not None
    _, findings = read_submission(document, target_rules())
    return [Language("zh").render(one.text) for one in findings]


@pytest.mark.parametrize(
    ("keys", "called"),
    [
        ({"actual": "约1000"}, "救助人次的实际完成值"),
        ({"actual": "无"}, "救助人次的实际完成值"),
        ({"target": "≥良好"}, "救助人次的指标值"),
        ({"target": "≥95%", "actual": "0.95"}, "救助人次的实际完成值"),
        ({"marks": "许多"}, "救助人次的分值"),
        ({"marks": ""}, "绩效目标表第1行缺少分值（marks）"),
    ],
)
def test_findings_name_the_figure_of_the_row(keys: dict[str, str], called: str) -> None:
    assert called in chinese(row(**keys))[0]


def test_a_figure_in_a_larger_unit_is_converted_to_that_of_the_row() -> None:
    submission, findings = read("\n" + row(kind="成本", target="≤2000", unit="元", actual="0.18万元") + OTHERS)
    given = submission.facts["T01.actual"]
    assert isinstance(given, Given)
    assert (given.value, codes(findings)) == (1800, ["S224"])
    assert "S221" in codes(read("\n" + row(unit="人次", actual="9万元") + OTHERS)[1])
