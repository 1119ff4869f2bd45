"""One minimal bad example for each finding about an expression: its code and where it points."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest

import scoring.expressions
from expressions.known import NAMES, PLACE, read, typed
from scoring.diagnostics import Kind, Language
from scoring.expressions.expected import Expected
from scoring.expressions.intervals import read_constant, read_interval
from scoring.expressions.parse import read_expression
from scoring.units import read_unit

BAD = [
    # text, code, column counted from the expression's first character, width
    ("", "E101", 1, 1),
    ("  ", "E101", 1, 1),
    ("支出 + * 2", "E102", 6, 1),
    ("支出 , 2", "E102", 4, 1),
    ("支出 then 2", "E102", 4, 4),
    ("支出 +", "E103", 4, 1),
    ("min(支出, 2) ≥", "E103", 12, 1),
    ("支出 == 2", "E104", 4, 2),
    ("支出 =< 2", "E104", 4, 2),
    ("按时报送 && 公开", "E104", 6, 2),
    ("按时报送 || 公开", "E104", 6, 2),
    ("!按时报送", "E104", 1, 1),
    ("支出[0]", "E104", 3, 1),
    ("支出 – 2", "E104", 4, 1),
    ("支出 ^ 2", "E105", 4, 1),
    ("支出 ** 2", "E105", 4, 2),
    ("1,234 + 系数", "E106", 1, 5),
    ("系数 + 1,234,567.5", "E106", 6, 11),
    ("min(1,234)", "E106", 5, 5),
    ('"支出" + 2', "E107", 1, 1),
    ("'支出'", "E107", 1, 1),
    ("等次 = “优秀”", "E107", 6, 1),
    ("(支出 + 2", "E108", 1, 1),
    ("支出 + 「年初预算", "E108", 6, 1),
    ("支出 + 2)", "E109", 7, 1),
    ("支出」", "E109", 3, 1),
    ("支出%", "E110", 3, 1),
    ("支出。", "E111", 3, 1),
    ("支出.年初预算", "E112", 3, 1),
    ("支出 年初预算", "E113", 4, 4),
    ("按时报送 且公开", "E113", 6, 3),
    ("按时报送 公开且", "E113", 6, 3),
    ("(按时报送)且公开", "E113", 7, 3),
    ("6月底下达比例", "E114", 1, 7),
    (".5", "E115", 1, 2),
    ("5. + 2", "E115", 1, 2),
    ("1.2.3", "E115", 1, 5),
    ("1e5", "E115", 1, 3),
    ("支出 $ 2", "E116", 4, 1),
    ("if(支出 > 1, 2, 3)", "E117", 1, 2),
    ("支出 > 5 < 7", "E118", 1, 10),
    ("支出 ≠ 5 ≠ 7", "E118", 1, 10),
    ("且", "E119", 1, 1),
    ("支处", "E201", 1, 2),
    ("编职人数 + 2", "E201", 1, 4),
    ("按时报送且公开", "E201", 1, 7),
    ("非按时报送", "E201", 1, 5),
    ("按时报送and非公开", "E201", 1, 10),
    ("支出 + ２", "E116", 6, 1),
    ("Ａ01", "E202", 1, 3),
    ("「６月底下达比例」", "E202", 1, 9),
    ("评价 = Ａ级", "E202", 6, 2),
    ("重名 + 2", "E203", 1, 2),
    ("支出 - 金额", "E204", 6, 2),
    ("「」", "E205", 1, 2),
    ("mim(1, 2)", "E206", 1, 3),
    ("open(支出)", "E206", 1, 4),
    ("min(支出)", "E207", 1, 3),
    ("min()", "E207", 1, 3),
    ("abs(支出, 2)", "E207", 1, 3),
    ("count()", "E207", 1, 5),
    ("count(支出 + 2)", "E207", 1, 5),
    ("count(金额 of 专项资金)", "E207", 1, 5),
    ("sum(专项资金)", "E207", 1, 3),
    ("marks(1)", "E207", 1, 5),
    ("marks(A02)", "E208", 7, 3),
    ("marks(支出)", "E208", 7, 2),
    ("missing(支出)", "E209", 1, 7),
    ("place(支出)", "E410", 1, 5),
    ("count(专项资金 where count(专项资金) > 1)", "E211", 18, 5),
    ("count(支出)", "E212", 7, 2),
    ("在职人数 + 服务人次", "E301", 8, 4),
    ("执行率 + 5", "E302", 7, 1),
    ("90 ≤ 执行率", "E302", 1, 2),
    ("按时报送 + 1", "E303", 1, 4),
    ("非 支出", "E304", 3, 2),
    ("按时报送 且 支出", "E304", 8, 2),
    ("专项资金 + 1", "E305", 1, 4),
    ("说明 + 1", "E306", 1, 2),
    ("等次 + 1", "E307", 1, 2),
    ("等次 且 公开", "E307", 1, 2),
    ("等次", "E307", 1, 2),
    ("验收日期 - 在职人数", "E308", 8, 4),
    ("验收日期 > 3", "E308", 8, 1),
    ("3 - 验收日期", "E308", 5, 4),
    ("验收日期 + 计划日期", "E308", 8, 4),
    ("按时报送 = 公开", "E309", 1, 9),
    ("按时报送 > 是", "E309", 1, 8),
    ("支出 / 0", "E310", 6, 1),
    ("支出 / (2 - 2)", "E310", 6, 7),
    ("if 公开 then 1 else 按时报送", "E311", 19, 4),
    ("abs(验收日期)", "E312", 5, 4),
    ("floor(执行率)", "E313", 1, 5),
    ("round(系数, 倍数)", "E314", 11, 2),
    ("round(系数, 0)", "E314", 11, 1),
    ("等次 = 良好", "E315", 6, 2),
    ("等次 > 合格", "E316", 6, 2),
    ("等次 = 不及格", "E319", 6, 3),
    ("1" * 1001, "E401", 1, 1001),
    ("系数" + "×1" * 260, "E402", 1, 522),
    ("(" * 41 + "1" + ")" * 41, "E403", 41, 1),
    ("1" * 51, "E404", 1, 51),
    ("系数" + " + 1" * 120, "E405", 1, 482),
]


@pytest.mark.parametrize(("text", "code", "column", "width"), BAD)
def test_bad_expression(text: str, code: str, column: int, width: int) -> None:
    found, findings = read(text)
    assert found is None
    assert [finding.code for finding in findings] == [code]
    place = findings[0].place
    assert (place.line, place.column - PLACE.column + 1, place.width) == (PLACE.line, column, width)


EXPECTED = [
    ("公开", Expected.NUMBER, None, "E303"),
    ("支出", Expected.TRUTH, None, "E304"),
    ("等次", Expected.TRUTH, None, "E307"),
    ("验收日期", Expected.NUMBER, None, "E312"),
    ("在职人数", Expected.NUMBER, "万元", "E322"),
    ("在职人数 / 编制数", Expected.NUMBER, "万元", "E322"),
    ("1.2", Expected.NUMBER, "%", "E323"),
    ("系数", Expected.NUMBER, "%", "E323"),
    ("在职人数 / 编制数 * 100", Expected.NUMBER, "%", "E323"),
    ("执行率", Expected.NUMBER, "", "E323"),
    ("支出", Expected.COUNT, None, "E324"),
    ("执行率", Expected.COUNT, None, "E324"),
]


@pytest.mark.parametrize(("text", "expect", "unit", "code"), EXPECTED)
def test_not_what_is_expected(text: str, expect: Expected, unit: str | None, code: str) -> None:
    found, findings = read(text, expect, unit=unit)
    assert found is None
    assert [finding.code for finding in findings] == [code]
    assert (findings[0].place.column, findings[0].place.width) == (PLACE.column, len(text))


def test_only_a_written_number_will_do() -> None:
    assert read("1 - 90%", Expected.NUMBER, constant=True)[1][0].code == "E302"
    found, findings = read("2 × 50%", Expected.NUMBER, constant=True)
    assert found is not None
    assert not findings
    found, findings = read("系数 + 1", Expected.NUMBER, constant=True)
    assert found is None
    assert [finding.code for finding in findings] == ["E325"]


BATCH = [
    ("place(best(支出))", "E411", 7, 4),
    ("best(marks(A01))", "E411", 6, 5),
    ("sum(place(金额) of 专项资金)", "E410", 5, 5),
    ("place(公开)", "E303", 7, 2),
    ("best(没有)", "E201", 6, 2),
    ("place(支出, 2)", "E207", 1, 5),
]


@pytest.mark.parametrize(("text", "code", "column", "width"), BATCH)
def test_bad_comparison_with_the_batch(text: str, code: str, column: int, width: int) -> None:
    found, findings = read(text, batch=True)
    assert found is None
    assert [finding.code for finding in findings] == [code]
    assert (findings[0].place.column - PLACE.column + 1, findings[0].place.width) == (column, width)


INTERVALS = [
    ("80%, 90%", "%", "E121", 1, 8),
    ("[80%; 90%)", "%", "E121", 1, 10),
    ("[a, 90%)", "%", "E122", 2, 1),
    ("[90%, 80%]", "%", "E123", 1, 10),
    ("(5, 5]", "", "E124", 1, 6),
    ("[, 5)", "", "E125", 1, 5),
    ("(5, ]", "", "E125", 1, 5),
    ("[80, 90%)", "%", "E126", 2, 2),
    ("[80, 90% )", "", "E127", 6, 3),
]


@pytest.mark.parametrize(("text", "unit", "code", "column", "width"), INTERVALS)
def test_bad_interval(text: str, unit: str, code: str, column: int, width: int) -> None:
    found, findings = read_interval(text, PLACE, read_unit(unit))
    assert found is None
    assert [finding.code for finding in findings] == [code]
    place = findings[0].place
    assert (place.column - PLACE.column + 1, place.width) == (column, width)


def test_both_ends_are_looked_at() -> None:
    _, findings = read_interval("[a, b)", PLACE, read_unit("%"))
    assert [finding.place.column for finding in findings] == [PLACE.column + 1, PLACE.column + 4]


def test_bad_constant() -> None:
    assert read_constant("90", PLACE, read_unit("%"))[1][0].code == "E126"


def kinds() -> Iterator[Kind]:
    """Yield every kind of finding about expressions."""
    for module in pkgutil.iter_modules(scoring.expressions.__path__, "scoring.expressions."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, Kind):
                yield value


def test_every_kind_of_finding_has_an_example() -> None:
    shown = {row[1] for row in BAD} | {row[3] for row in EXPECTED} | {row[2] for row in INTERVALS} | {"E325", "E411"}
    assert {kind.code for kind in kinds()} == shown


def test_a_code_has_one_meaning() -> None:
    texts: dict[str, set[str]] = {}
    for kind in kinds():
        texts.setdefault(kind.code, set()).add(kind.text)
    assert {code for code, found in texts.items() if len(found) > 1} == {"E106"}


ALL = [row[0] for row in BAD] + [row[0] for row in EXPECTED]


@pytest.mark.parametrize("text", ALL)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_finding_reads_well(text: str, language: str) -> None:
    for finding in read(text)[1]:
        for sentence in (finding.text, finding.hint):
            shown = "" if sentence is None else Language(language).render(sentence)
            assert "{" not in shown.replace("{", "", text.count("{"))


HINTS = [
    ("支处 + 编职人数", ["did you mean “在职人数”?"]),
    ("按时报送且公开", ["put spaces round “且”: 按时报送 且 公开"]),
    ("非按时报送", ["put spaces round “非”: 非 按时报送"]),
    ("按时报送且非公开", ["put spaces round “且”: 按时报送 且 非公开"]),
    ("Ａ01", ["write “A01”"]),
    ("「６月底下达比例」", ["write “6月底下达比例”"]),
    ("执行率 ≥ 90", ["write it with %, for example 90%"]),
    ("支出 == 1 且 执行率 > 90", ["write “=”", "write it with %, for example 90%"]),
    ("支出 => 1", ["write “≥”"]),
    ("支出 <> 1", ["write “≠”"]),
    ("marks(A02)", ["did you mean “A01”?"]),
    ("支出 - 金额", ["write for example sum(金额 of 专项资金)"]),
    ("等次 = 良好", ["the words are: 优秀, 合格, 不合格"]),
    ("按时报送 且公开", ["put spaces round “且”"]),
]


@pytest.mark.parametrize(("text", "hints"), HINTS)
def test_hint(text: str, hints: list[str]) -> None:
    _, findings = read(text)
    assert [Language("en").render(finding.hint) for finding in findings if finding.hint is not None] == hints


def test_all_unknown_names_are_found_in_one_run_each_once() -> None:
    _, findings = read("甲 + 乙 - 甲 × 支出")
    assert [(finding.code, finding.place.column - PLACE.column) for finding in findings] == [("E201", 0), ("E201", 4)]


HIDDEN = [
    "-公开",
    "公开 × 2",
    "min(公开, 2)",
    "min(支出, 在职人数, 3) + 1",
    "if 支出 then 1 else 2",
    "if 公开 then 等次 else 等次",
    "if 公开 then 支出 else 在职人数",
    "if 支处 then 1 else 2",
    "floor(公开)",
    "abs(支处) + 1",
    "round(公开, 1) + 1",
    "round(支出, 1%)",
    "sum(金额 of 支出)",
    "sum(金额 of 支出 + 1)",
    "sum(公开 of 专项资金)",
    "sum(支处 of 专项资金) × 2",
    "sum(金额 of 专项资金 where 金额)",
    "average(金额 of 专项资处)",
    "count(专项资金 where 支处)",
    "支处 = 3 < 4",
    "支处 × 2 / 3",
    "支处 + 2 - 3",
    "在职人数 + 支出 - 3",
    "支出 / 0 × 2",
    "支处 and 公开",
    "not 支处",
    "(支处)",
    "-支处",
    "支出 > 公开",
    "公开 > 支出",
    "min(公开, 按时报送)",
    "min(A02,234)",
]


@pytest.mark.parametrize("text", HIDDEN)
def test_one_mistake_brings_no_second_finding(text: str) -> None:
    assert len({finding.code for finding in read(text)[1]}) == 1


def test_slips_do_not_hide_what_stands_behind_them() -> None:
    _, findings = read("甲 == 1 && 乙 =< 2")
    assert [finding.code for finding in findings] == ["E201", "E104", "E104", "E201", "E104"]


def test_no_more_findings_than_anybody_reads() -> None:
    assert len(read(" + ".join(f"名{number}名" for number in range(90)))[1]) == 20
    assert len(read(")" * 900)[1]) == 20
    assert len(read(" =< 1 " * 25 + "1")[1]) <= 20
    assert len(read("支出" + " == 1" * 40)[1]) == 20


def test_places_inside_quotes_and_blocks() -> None:
    line = 'when: "支处 > 1"'
    quoted = PLACE.__class__("f", 1, 7, 9, line)
    assert read_expression("支处 > 1", quoted, NAMES, expect=Expected.TRUTH)[1][0].place.column == 8
    after_quote = PLACE.__class__("f", 1, 8, 9, line)
    assert read_expression("支处 > 1", after_quote, NAMES, expect=Expected.TRUTH)[1][0].place.column == 8
    block = PLACE.__class__("f", 1, 7, 1, "when: >")
    assert read_expression("支处 > 1", block, NAMES, expect=Expected.TRUTH)[1][0].place == block


def test_missing_is_for_cross_checks() -> None:
    assert typed("missing(支出) 或 missing(专项资金) 或 missing(等次)", Expected.TRUTH, cross_check=True)
    assert read("missing(支出 + 1)", cross_check=True)[1][0].code == "E207"
    assert read("missing(支处)", cross_check=True)[1][0].code == "E201"


@pytest.mark.parametrize(("text", "batch"), [("place(支出)", False), ("sum(place(金额) of 专项资金)", True)])
def test_where_comparisons_may_stand(text: str, batch: bool) -> None:
    _, (finding,) = read(text, Expected.NUMBER, batch=batch)
    said = Language("en").render(finding.text)
    assert "may stand in the formula of a value: or of an item under derived:" in said
    assert "not in the rows" not in said
