from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from scoring.submissions import Given, Rows
from submissions.small import HEAD, body, codes, concise, fact, read


@pytest.mark.parametrize(
    ("name", "written", "value", "decimals", "noted"),
    [
        ("在职人数", "9", 9, 0, []),
        ("在职人数", "９人", 9, 0, ["S225"]),
        ("在职人数", "0.9万人", 9000, -3, ["S224"]),
        ("支出合计", "186.28", "186.28", 2, []),
        ("支出合计", "186.28万元", "186.28", 2, []),
        ("支出合计", '" 186.28 万元 "', "186.28", 2, ["S225"]),
        ("支出合计", "1,862,853元", "186.2853", 4, ["S224", "S225"]),
        ("支出合计", "{value: 1862800, unit: 元}", "186.28", 4, ["S224"]),
        ("支出合计", "{value: 1862800元, unit: 元}", "186.28", 4, ["S224"]),
        ("支出合计", "1.86亿元", 18600, -2, ["S224"]),
        ("支出合计", "186.285", "186.285", 3, ["S226"]),
        ("支出合计", "186.280", "186.28", 3, []),
        ("调整数", "-3", -3, 0, []),
        ("满意率", "95%", "0.95", 0, []),
        ("满意率", "９５％", "0.95", 0, ["S225"]),
        ("满意率", "0", 0, 0, []),
        ("满意率", "{value: 95, unit: ％}", "0.95", 0, []),
        ("满意率", "{value: 95.5%, unit: '%'}", "0.955", 1, []),
        ("满意率", "95.123%", "0.95123", 3, ["S226"]),
        ("系数", "9.999", "9.999", 3, []),
        ("面积", "50㎡", 50, 0, []),
        ("因公出国(境)费", "3", 3, 0, []),
    ],
)
def test_a_number_is_read_exactly_in_its_declared_unit(
    name: str, written: str, value: str, decimals: int, noted: list[str]
) -> None:
    submission, findings = body(_facts(name, written))
    given = submission.facts["因公出国（境）费" if name.startswith("因公") else name]
    assert isinstance(given, Given)
    assert (given.value, given.decimals) == (Fraction(value), decimals)
    assert sorted(codes(findings)) == noted
    assert not any(finding.startswith("error") for finding in findings)


def _facts(name: str, written: str) -> str:
    return f"facts:\n  {name}: {written}\n" + ("" if name == "在职人数" else "  在职人数: 9\n")


@pytest.mark.parametrize(
    ("name", "written", "code"),
    [
        ("支出合计", "", "S210"),
        ("支出合计", '"  "', "S210"),
        ("支出合计", "{value: , evidence: 决算}", "S210"),
        ("支出合计", "壹佰", "S211"),
        ("支出合计", "true", "S211"),
        ("支出合计", "5²", "S211"),
        ("支出合计", "①", "S211"),
        ("支出合计", "1_000", "S211"),
        ("支出合计", "无", "S212"),
        ("支出合计", "—", "S212"),
        ("支出合计", "－", "S212"),
        ("支出合计", "N/A", "S212"),
        ("支出合计", "不适用", "S212"),
        ("支出合计", "NaN", "S213"),
        ("支出合计", ".inf", "S213"),
        ("支出合计", '"#DIV/0!"', "S213"),
        ("支出合计", "约912.5", "S214"),
        ("支出合计", "30余", "S214"),
        ("支出合计", "3-5", "S215"),
        ("支出合计", "1e999999999", "S216"),
        ("支出合计", "1" * 51, "S216"),
        ("支出合计", '"1,23"', "S217"),
        ("满意率", "95", "S220"),
        ("满意率", "0.95", "S220"),
        ("支出合计", "9%", "S221"),
        ("支出合计", "9人", "S221"),
        ("支出合计", "{value: 9, unit: 人}", "S221"),
        ("满意率", "95万元", "S221"),
        ("在职人数", "9人次", "S221"),
        ("系数", "95%", "S222"),
        ("系数", "{value: 1, unit: 人}", "S222"),
        ("支出合计", "{value: 9元, unit: 万元}", "S223"),
        ("在职人数", "9.5", "S230"),
        ("在职人数", '"-1"', "S231"),
        ("编制数", "0", "S231"),
        ("满意率", "-1%", "S231"),
        ("满意率", "9200%", "S232"),
        ("系数", "10.00000000000000000001", "S232"),
        ("已公开", "yes", "S240"),
        ("已公开", "1", "S240"),
        ("已公开", "√", "S241"),
        ("公开日期", "2023年6月", "S242"),
        ("公开日期", "20230630", "S242"),
        ("公开日期", "2023-02-30", "S243"),
        ("方式", "单一来源", "S244"),
        ("方式", "公开召标", "S245"),
        ("说明", '""', "S210"),
        ("说明", "[好]", "S254"),
        ("支出合计", "{value: [1], evidence: 决算}", "S254"),
        ("专项资金", "", "S250"),
        ("专项资金", "无", "S250"),
        ("专项资金", "{名称: 甲}", "S250"),
        ("专项资金", "{value: {名称: 甲}}", "S250"),
        ("专项资金", "[{名称: 甲}, 乙]", "S251"),
        ("支出合计", "{unit: 万元}", "D206"),
        ("支出合计", "{value: 1, form: report}", "D205"),
    ],
)
def test_what_cannot_be_used_is_one_finding_and_counts_as_missing(name: str, written: str, code: str) -> None:
    given, findings = fact(name, written)
    assert given is None
    assert codes(findings) == [code]
    assert findings[0].startswith("error")


def test_findings_stand_at_the_value() -> None:
    _, findings = read(HEAD + "facts:\n  在职人数: 9\n  支出合计: {value: 9, unit: 人}\n  系数: 约3\n")
    assert [str(finding.place) for finding in findings] == ["submission.yaml:6:26", "submission.yaml:7:7"]


def test_a_percentage_without_its_sign_is_told_both_readings() -> None:
    _, findings = read(HEAD + "facts: {在职人数: 9, 满意率: 0.95}\n")
    assert concise(findings) == ["error S220: 满意率 is a percentage, but “0.95” has no %: it could be 0.95% or 95%"]


@pytest.mark.parametrize(("written", "value"), [("是", True), ("true", True), ("否", False), ("false", False)])
def test_yes_and_no(written: str, value: bool) -> None:
    given, findings = fact("已公开", written)
    assert isinstance(given, Given)
    assert given.value is value
    assert not findings


@pytest.mark.parametrize("written", ["2023-06-30", "2023/6/30", "2023.6.30", "2023年6月30日", "2023年06月30号"])
def test_days_are_ordinal_numbers(written: str) -> None:
    given, findings = fact("公开日期", written)
    assert isinstance(given, Given)
    assert given.value == date(2023, 6, 30).toordinal()
    assert not findings


def test_a_day_in_full_width_digits_is_noted() -> None:
    given, findings = fact("公开日期", "２０２３-06-30")
    assert isinstance(given, Given)
    assert codes(findings) == ["S225"]


def test_a_choice_keeps_the_word_of_the_rule_set() -> None:
    given, findings = fact("方式", '" 询价 "')
    assert isinstance(given, Given)
    assert given.value == "询价"
    assert not findings


def test_a_unit_where_no_number_is_is_only_a_warning() -> None:
    for name, written, value in (("说明", "{value: 好, unit: 人}", "好"), ("专项资金", "{value: [], unit: 万元}", ())):
        given, findings = fact(name, written)
        assert (given.value if isinstance(given, Given) else given and given.rows) == value
        assert codes(findings) == ["S246"]
        assert findings[0].startswith("warning")


def test_evidence_is_kept() -> None:
    given, findings = fact("支出合计", "{value: 1, unit: 万元, evidence: 2023年决算报表}")
    assert isinstance(given, Given)
    assert (given.evidence, given.document, given.quote) == ("2023年决算报表", "", "")
    assert not findings


def test_no_rows_are_not_the_same_as_no_table() -> None:
    given, findings = fact("专项资金", "[]")
    assert isinstance(given, Rows)
    assert given.rows == ()
    assert not findings
    submission, _ = body("facts: {在职人数: 9}\n")
    assert "专项资金" not in submission.facts


def test_a_refused_cell_is_left_out_of_its_row() -> None:
    text = "facts:\n  在职人数: 9\n  专项资金:\n  - {名称: 甲, 金额: 无}\n  - {名称: 乙, 金额: 3000元, 按期: 是}\n"
    submission, findings = body(text)
    table = submission.facts["专项资金"]
    assert isinstance(table, Rows)
    rows = [{column: cell.value for column, cell in row.items()} for row in table.rows]
    assert rows == [{"名称": "甲"}, {"名称": "乙", "金额": Fraction("0.3"), "按期": True}]
    assert submission.rejected == ("专项资金[1].金额",)
    assert codes(findings) == ["S212", "S224"]


def test_unknown_columns() -> None:
    submission, findings = body("facts:\n  在职人数: 9\n  专项资金: [{名称: 甲, 金额数: 1, 备注: 无}, {金额: 1}]\n")
    assert codes(findings) == ["S253", "S252", "S206"]
    assert "专项资金" in submission.facts


def test_a_column_in_two_spellings_is_left_out() -> None:
    text = 'facts:\n  在职人数: 9\n  专项资金: [{名称: 甲, 金额: 1, "\\uF90A额": 2}]\n'  # the compatibility form of 金
    submission, findings = body(text)
    table = submission.facts["专项资金"]
    assert isinstance(table, Rows)
    assert list(table.rows[0]) == ["名称"]
    assert submission.rejected == ("专项资金[1].金额",)
    assert codes(findings) == ["S201"]


def test_names_that_are_no_facts() -> None:
    text = "facts: {在职人数: 9, 编职数: 9, 天气: 晴, 超编人数: 0, A01: 5, 控制率: 1, 在职人员控制率: 1}\n"
    submission, findings = body(text)
    assert codes(findings) == ["S203", "S202", "S204", "S205", "S205", "S205"]
    assert list(submission.facts) == ["在职人数"]
    assert submission.rejected == ()


def test_a_name_in_two_spellings_counts_as_missing() -> None:
    submission, findings = body("facts: {在职人数: 9, 因公出国（境）费: 1, 因公出国(境)费: 2}\n")
    assert "因公出国（境）费" not in submission.facts
    assert submission.rejected == ("因公出国（境）费",)
    assert codes(findings) == ["S201"]


def test_an_unknown_name_in_two_spellings() -> None:
    _, findings = body("facts: {在职人数: 9, 天气（一）: 1, 天气(一): 2}\n")
    assert sorted(codes(findings)) == ["S201", "S202", "S202"]


def test_a_required_fact_that_is_missing_is_a_finding() -> None:
    submission, findings = body("facts: {编制数: 9}\n")
    assert codes(findings) == ["S206"]
    assert submission.rejected == ()


def test_facts_come_in_the_order_of_the_rule_set() -> None:
    submission, _ = body("facts: {编制数: 9, 在职人数: 9}\n")
    assert list(submission.facts) == ["在职人数", "编制数"]
