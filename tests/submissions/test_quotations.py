from __future__ import annotations

from fractions import Fraction

import pytest

from scoring.submissions import Given, Rows
from scoring.submissions.chinese_numerals import read_chinese
from scoring.submissions.quoted_numbers import quoted_numbers
from scoring.units import read_unit
from submissions.small import HEAD, body, codes, fact, read

REPORT = {
    "report": "一、概况\r\n在职人员9人，编制九人。\r\n2023年支出合计186.28万元，占预算的95.5%。\n"
    "制度于2023年6月30日公开，预算 管理规范。\n支出约30万元。\n"
}


@pytest.mark.parametrize(
    ("name", "value", "quote"),
    [
        ("在职人数", "9", "在职人员9人"),
        ("编制数", "9", "编制九人"),
        ("支出合计", "186.28", "2023年支出合计186.28万元"),
        ("支出合计", "1862800元", "支出合计186.28万元"),
        ("满意率", "95.5%", "占预算的95.5%"),
        ("公开日期", "2023-06-30", "2023年6月30日公开"),
        ("已公开", "是", "制度于2023年6月30日公开"),
        ("在职人数", "9", r'"一、概况\n在职人员9人\n"'),
    ],
)
def test_a_quoted_figure_stands_in_its_document(name: str, value: str, quote: str) -> None:
    given, findings = fact(name, f"{{value: {value}, from: report, quote: {quote}}}", REPORT)
    assert isinstance(given, Given)
    assert given.document == "report"
    assert given.quote in REPORT["report"].replace("\r\n", "\n")
    assert set(codes(findings)) <= {"S224"}


@pytest.mark.parametrize(
    ("name", "written", "code"),
    [
        ("支出合计", "{value: 1, from: 年报, quote: 支出}", "S401"),
        ("支出合计", "{value: 1, from: reprot, quote: 支出}", "S402"),
        ("支出合计", "{value: 1, from: report}", "S403"),
        ("支出合计", "{value: 1, quote: 支出}", "S404"),
        ("支出合计", "{value: 1, from: report, quote: 收入合计1万元}", "S405"),
        ("已公开", "{value: 是, from: report, quote: 预算管理规范}", "S406"),
        ("支出合计", "{value: 1, from: report, quote: 支出合计}", "S407"),
        ("支出合计", "{value: 186.27, from: report, quote: 支出合计186.28万元}", "S408"),
        ("支出合计", "{value: 30, from: report, quote: 支出约30万元}", "S411"),
        ("公开日期", "{value: 2023-07-01, from: report, quote: 2023年6月30日}", "S409"),
        ("支出合计", "{value: 1, from: report, quote: }", "D207"),
        ("专项资金", "{value: [], from: report, quote: 无专项}", "S405"),
    ],
)
def test_a_false_reference_makes_the_figure_missing(name: str, written: str, code: str) -> None:
    given, findings = fact(name, written, REPORT)
    assert given is None
    assert code in codes(findings)
    assert all(finding.startswith("error") for finding in findings)


def test_a_table_is_quoted_as_a_whole() -> None:
    given, findings = fact("专项资金", "{value: [{名称: 甲}], from: report, quote: 在职人员9人}", REPORT)
    assert isinstance(given, Rows)
    assert (given.document, given.quote) == ("report", "在职人员9人")
    assert not findings


def test_a_document_that_could_not_be_read_leaves_its_figures_missing() -> None:
    given, findings = fact("支出合计", "{value: 1, from: report, quote: 1万元}", {})
    assert given is None
    assert codes(findings) == ["S410"]


def test_quotations_checked_before_are_not_checked_again() -> None:
    text = "documents: {r: r.txt}\nfacts:\n  在职人数: {value: 9, from: r, quote: 别处}\n"
    submission, findings = read(HEAD + text)
    assert submission is not None
    assert not findings
    given = submission.facts["在职人数"]
    assert isinstance(given, Given)
    assert given.quote == "别处"


def test_a_wrong_value_and_a_wrong_quotation_are_both_said() -> None:
    _, findings = fact("支出合计", "{value: 无, from: report, quote: 收入}", REPORT)
    assert codes(findings) == ["S212", "S405"]


def test_the_list_of_documents_is_a_mapping() -> None:
    assert codes(body("documents: [report.txt]\nfacts: {在职人数: 9}\n")[1]) == ["D201"]
    assert codes(body("documents: {report: }\nfacts: {在职人数: 9}\n")[1]) == ["D207"]


NUMBERS = [
    ("2023年支出合计186.28万元", "万元", ["186.28"]),
    ("合计1,862,800元，其他", "万元", ["186.28"]),
    ("合计１８６．２８万元", "万元", ["186.28"]),
    ("1.86亿", "万元", ["18600"]),
    ("5百万元", "万元", ["500"]),
    ("二百万元", "万元", ["200"]),
    ("三万元", "万元", ["3"]),
    ("5百万元", "人", []),
    ("在职9人", "人", ["9"]),
    ("在职9人", "人次", []),
    ("一千一百三十六人次", "人次", ["1136"]),
    ("1.2万人", "人", ["12000"]),
    ("1.2万余人", "人", []),
    ("1000余人", "人", []),
    ("1000人以上", "人", []),
    ("约1000人", "人", []),
    ("约九人", "人", []),
    ("3-5人", "人", []),
    ("2020-2023年", "年", []),
    ("最近3年", "年", ["3"]),
    ("增长-7.65%", "%", ["-0.0765"]),
    ("下降7.65%", "%", ["0.0765", "-0.0765"]),
    ("提高3.2个百分点", "%", ["0.032"]),
    ("百分之九十五点五", "%", ["0.955"]),
    ("百分之95", "%", ["0.95"]),
    ("百分之百十", "%", []),
    ("占95", "%", []),
    ("只有0", "%", ["0"]),
    ("占95%", "人", []),
    ("预算的百分之五", "人", []),
    ("分别为140，317，200万元", "万元", ["140", "317", "200"]),
    ("3,5,7项", "项", ["3", "5", "7"]),
    ("120元/人", "元/人", ["120"]),
    ("1136", "", ["1136"]),
    ("1.1万", "", ["11000"]),
    ("1136人", "", []),
    ("2九", "人", ["2"]),
    ("两千三人", "人", []),
    ("1" * 60 + "人", "人", []),
]


@pytest.mark.parametrize(("text", "unit", "values"), NUMBERS, ids=[f"{text[:12]}:{unit}" for text, unit, _ in NUMBERS])
def test_numbers_in_a_quotation(text: str, unit: str, values: list[str]) -> None:
    found = quoted_numbers(text, read_unit(unit), read_unit(unit))
    exact = [value for number in found if not number.about for value in number.values]
    assert exact == [Fraction(value) for value in values]


def test_a_number_without_a_unit_can_be_in_either() -> None:
    (number,) = quoted_numbers("合计1862800", read_unit("万元"), read_unit("元"))
    assert number.values == (Fraction(1862800), Fraction("186.28"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("九", "9"),
        ("十", "10"),
        ("十二", "12"),
        ("二十", "20"),
        ("一百零五", "105"),
        ("一百一十", "110"),
        ("壹佰贰拾叁", "123"),
        ("二〇二三", "2023"),
        ("三万", "30000"),
        ("三万零五十", "30050"),
        ("十二万三千四百", "123400"),
        ("一亿零三万", "100030000"),
        ("两千三", None),
        ("三万五", None),
        ("三万五千万", None),
        ("一亿二亿", None),
        ("百", None),
        ("一百百", None),
        ("二一十", None),
        ("一零百", None),
        ("一百", "100"),
        ("一百五", None),
        ("三点一四", "3.14"),
        ("三点", None),
        ("三点十", None),
        ("", None),
        ("万", None),
        ("人", None),
    ],
)
def test_chinese_numerals(text: str, value: str | None) -> None:
    assert read_chinese(text) == (None if value is None else Fraction(value))
