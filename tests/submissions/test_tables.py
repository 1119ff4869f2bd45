"""Rows of a table as submissions: headings, empty cells, units, tables beside, one of many, lists in JSON."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

import scoring
from effort import calls
from scoring.diagnostics import Diagnostic, Language, render_findings
from scoring.fingerprint import fingerprint_of_bytes
from scoring.rule_set import RuleSet, load_rule_set
from scoring.submissions import (
    Claims,
    Given,
    Judgement,
    OtherColumns,
    Rows,
    Submission,
    load_submission,
    load_submissions,
)
from submissions.small import HERE, rules

HEAD = "institution.code,institution.name,year"


def write(folder: Path, text: str, name: str = "t.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def load(path: Path, rule_set: RuleSet | None = None) -> tuple[tuple[Submission, ...], list[str]]:
    found, findings = load_submissions(path, path.name, rule_set or rules())
    return found, short(findings)


def short(findings: tuple[Diagnostic, ...]) -> list[str]:
    return [f"{finding.place} {finding.code}" for finding in findings]


def one(folder: Path, heads: str, cells: str) -> tuple[Submission, list[str]]:
    """Return the submission of a table with one row."""
    (found,), findings = load(write(folder, f"{HEAD},在职人数,{heads}\n001,甲单位,2023,9,{cells}\n"))
    return found, [finding for finding in findings if not finding.endswith(("S224", "S225"))]


def value(submission: Submission, name: str) -> Fraction | bool | str:
    given = submission.facts[name]
    assert isinstance(given, Given)
    return given.value


@pytest.mark.parametrize(
    ("head", "cell", "found"),
    [
        ("支出合计", "186.28", Fraction("186.28")),
        ("支出合计（元）", "1862800", Fraction("186.28")),
        ("支出合计(元)", '"1,862,800"', Fraction("186.28")),
        ('"支出合计\n（亿元）"', "0.018628", Fraction("186.28")),
        ("支出合计 （万元）", "186.28万元", Fraction("186.28")),
        ("满意率（%）", "95", Fraction(95, 100)),
        ("满意率", "95%", Fraction(95, 100)),
        ("因公出国(境)费（元）", "10000", Fraction(1)),
        ("因公出国（境）费", "1", Fraction(1)),
        ("面积（㎡）", "12.5", Fraction("12.5")),
        ("已公开", "是", True),
        ("方式", "询价", "询价"),
        ("公开日期", "2023/6/30", Fraction(738701)),
        ("说明", '"一，\n二"', "一，\n二"),
    ],
)
def test_a_cell_is_read_as_the_fact_it_stands_for(tmp_path: Path, head: str, cell: str, found: object) -> None:
    submission, findings = one(tmp_path, head, cell)
    assert findings == []
    assert [value(submission, name) for name in submission.facts if name != "在职人数"] == [found]


@pytest.mark.parametrize("cell", ["", " ", '""', "\u3000"])
def test_an_empty_cell_is_a_figure_not_given(tmp_path: Path, cell: str) -> None:
    submission, findings = one(tmp_path, "支出合计,系数", f"{cell},0")
    assert findings == []
    assert list(submission.facts) == ["在职人数", "系数"]
    assert submission.rejected == ()


def test_places_are_those_of_the_cells(tmp_path: Path) -> None:
    submission, findings = one(tmp_path, "支出合计（元）,judgement.A02.level,系数", "1862800,不知,x")
    assert str(submission.facts["支出合计"].place) == "t.csv:2:16"
    assert findings == ["t.csv:2:24 S304", "t.csv:2:27 S211"]
    assert submission.rejected == ("系数",)


def test_claims_judgements_and_evidence(tmp_path: Path) -> None:
    heads = "claim.total,claim.grade,claim.A01,claim.A01.reason,judgement.A02.level,judgement.A02.marks"
    heads += ",judgement.A02.reason,judgement.A02.evaluator,evidence.在职人数"
    submission, findings = one(tmp_path, heads, "18,优,5,无超编,达成,9,略有不足,张三,花名册")
    assert findings == []
    assert submission.claims == Claims(Fraction(18), "优", {"A01": Fraction(5)}, {"A01": "无超编"})
    assert submission.judgements == {"A02": Judgement(Fraction(9), "达成", "略有不足", "张三")}
    assert submission.facts["在职人数"].evidence == "花名册"


def test_codes_nobody_has_are_found_once(tmp_path: Path) -> None:
    path = write(tmp_path, f"{HEAD},在职人数,claim.A09\n001,甲,2023,9,1\n002,乙,2023,9,1\n")
    assert load(path)[1] == ["t.csv:1:45 S321"]


def hints(tmp_path: Path, heads: str, cell: str) -> list[str]:
    """Return what is to be done, in Chinese, about a table with one more column."""
    path = write(tmp_path, f"{HEAD},在职人数,{heads}\n001,甲,2023,9,{cell}\n")
    _, findings = load_submissions(path, path.name, rules())
    return [Language("zh").render(one.hint) for one in findings if one.hint is not None]


@pytest.mark.parametrize(
    ("heads", "cell", "hint"),
    [
        ("支出合计", "无", "确为零的填0；不清楚的，不要填支出合计（表格中单元格留空）"),
        ("judgement.A02.scores", "9", "判断的列为：judgement.A02.level"),
        ("judgement.A02.mark", "9", "judgement.A02.marks"),
        ("A02", "9", "judgement.A02.marks"),
        ("支出合计（人）", "9", "表格中为表头里的单位"),
    ],
)
def test_hints_for_a_table_speak_of_cells_and_columns(tmp_path: Path, heads: str, cell: str, hint: str) -> None:
    (found,) = hints(tmp_path, heads, cell)
    assert hint in found


def test_columns_without_content_need_no_heading(tmp_path: Path) -> None:
    assert load(write(tmp_path, f"{HEAD},,在职人数,\n001,甲,2023,,9,\n"))[1] == []


def test_evidence_of_nothing_is_found(tmp_path: Path) -> None:
    assert one(tmp_path, "evidence.系数", "台账")[1] == ["t.csv:2:16 D206"]


def test_chinese_headings(tmp_path: Path) -> None:
    (found,), findings = load(write(tmp_path, "年份,单位名称,单位代码,在职人数\n2023年,甲单位,001,9\n"))
    assert findings == []
    assert (found.code, found.name, found.year) == ("001", "甲单位", 2023)


def test_a_fact_with_the_name_of_a_heading_keeps_its_name(tmp_path: Path) -> None:
    text = (HERE / "rule-set.yaml").read_text(encoding="utf-8")
    text = text.replace("  说明: {type: text}", "  说明: {type: text}\n  年度: {type: text}")
    rule_set, findings = load_rule_set(str(write(tmp_path, text, "rule-set.yaml")))
    assert rule_set is not None, findings
    (found,), codes = load(write(tmp_path, f"{HEAD},在职人数,年度\n001,甲,2023,9,上年\n"), rule_set)
    assert codes == []
    assert value(found, "年度") == "上年"


def test_a_missing_year_or_name_is_found_at_the_row(tmp_path: Path) -> None:
    found, findings = load(write(tmp_path, f"{HEAD},在职人数\n001,,2023,9\n002,乙,,9\n"))
    assert findings == ["t.csv:2:1 D206", "t.csv:3:1 D206"]
    assert [(one.name, one.year) for one in found] == [("", 2023), ("乙", None)]


# ---- tables beside --------------------------------------------------------------------------------------------------

BESIDE = "institution.code,year,名称,金额（元）\n001,2023,路,10000\n002,2023,桥,\n001,2023年,塔,5\n"


def test_rows_of_a_table_stand_beside(tmp_path: Path) -> None:
    write(tmp_path, BESIDE, "t.专项资金.csv")
    text = f"{HEAD},在职人数,evidence.专项资金,专项资金\n001,甲,2023,9,台账,\n002,乙,2023,9,,\n003,丙,2023,9,,无\n"
    text += "004,丁,2023,9,,[]\n005,戊,2023,9,,\n"
    found, findings = load(write(tmp_path, text))
    assert {finding.split()[1] for finding in findings} == {"S224"}
    tables = [submission.facts.get("专项资金") for submission in found]
    first, second, third, fourth, fifth = tables
    assert isinstance(first, Rows)
    assert isinstance(second, Rows)
    assert [row["名称"].value for row in first.rows] == ["路", "塔"]
    assert [row["金额"].value for row in first.rows] == [1, Fraction(5, 10_000)]
    assert str(first.rows[1]["金额"].place) == "t.专项资金.csv:4:13"
    assert first.evidence == "台账"
    assert [list(row) for row in second.rows] == [["名称"]]
    assert (third, fourth, fifth) == (Rows(()), Rows(()), None)


def test_the_fingerprint_of_the_bytes_covers_the_files_beside(tmp_path: Path) -> None:
    text = f"{HEAD},在职人数\n001,甲,2023,9\n002,乙,2023,9\n"
    path = write(tmp_path, text)
    alone = load(path)[0][0].fingerprint.bytes
    assert alone == fingerprint_of_bytes(text.encode())
    write(tmp_path, BESIDE, "t.专项资金.csv")
    beside = load(path)[0][0].fingerprint.bytes
    write(tmp_path, BESIDE.replace("路", "道"), "t.专项资金.csv")
    assert len({alone, beside, load(path)[0][0].fingerprint.bytes}) == 3


def test_other_files_beside_are_not_read(tmp_path: Path) -> None:
    for name in ("t.备份.csv", "t.专项资金.txt", "t2.专项资金.csv", "t.csv.bak"):
        write(tmp_path, "x", name)
    assert load(write(tmp_path, f"{HEAD},在职人数\n001,甲,2023,9\n"))[1] == []


def test_two_files_for_one_table_are_not_both_read(tmp_path: Path) -> None:
    write(tmp_path, BESIDE.replace("002", "001"), "t.专项资金.csv")
    write(tmp_path, BESIDE, "t.专项资金.tsv")
    findings = load(write(tmp_path, f"{HEAD},在职人数\n001,甲,2023,9\n"))[1]
    assert [one for one in findings if "S224" not in one] == ["t.专项资金.tsv S447"]


def test_a_folder_that_cannot_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path) -> Iterator[Path]:
        raise PermissionError

    write(tmp_path, BESIDE.replace("002", "001"), "t.专项资金.csv")
    path = write(tmp_path, f"{HEAD},在职人数\n001,甲,2023,9\n")
    monkeypatch.setattr(Path, "iterdir", refuse)
    assert "专项资金" in load(path)[0][0].facts


def test_a_file_beside_that_cannot_be_read_is_found(tmp_path: Path) -> None:
    write(tmp_path, "", "t.专项资金.csv")
    write(tmp_path, "year,往来款\n2023,率\n", "t.choices.csv")
    path = write(tmp_path, f"{HEAD},在职人数\n001,甲,2023,9\n")
    assert load(path)[1] == ["t.choices.csv:1:1 S430", "t.专项资金.csv D108"]


# ---- one of many ----------------------------------------------------------------------------------------------------

MANY = f"{HEAD},在职人数\n001,甲,2023,9\n001,甲,2022,8\n0@2,乙,2023,7\n" + "".join(
    f"9{number},己,2023,1\n" for number in range(9)
)


def wanted(path: Path, reference: str) -> tuple[Submission | None, list[str]]:
    found, findings = load_submission(path, path.name, rules(), wanted=reference)
    return found, short(findings)


@pytest.mark.parametrize(("reference", "staff"), [("001@2022", 8), ("0@2", 7), ("0@2@2023", 7), ("９0", 1)])
def test_one_of_many(tmp_path: Path, reference: str, staff: int) -> None:
    found, findings = wanted(write(tmp_path, MANY), reference)
    assert findings == []
    assert found is not None
    assert value(found, "在职人数") == staff


@pytest.mark.parametrize(
    ("reference", "code"), [("", "S443"), ("001", "S446"), ("901x", "S445"), ("甲", "S444"), ("001@2021", "S445")]
)
def test_one_of_many_that_is_not_there(tmp_path: Path, reference: str, code: str) -> None:
    assert wanted(write(tmp_path, MANY), reference) == (None, [f"t.csv {code}"])


def test_what_is_wrong_elsewhere_is_not_said_of_one(tmp_path: Path) -> None:
    text = f"{HEAD},在职人数\n001,甲,2023,九个\n002,乙,2023,9\n"
    assert wanted(write(tmp_path, text), "002")[1] == []
    assert wanted(write(tmp_path, text), "001")[1] == ["t.csv:2:12 S211"]


def test_a_single_submission_may_be_named(tmp_path: Path) -> None:
    text = 'language: 1\ninstitution: {code: "001", name: 甲}\nyear: 2023\nfacts: {在职人数: 9}\n'
    path = write(tmp_path, text, "s.yaml")
    assert scoring.read_submission(f"{path}#001", rules()) == scoring.read_submission(path, rules())
    assert wanted(path, "002")[1] == ["s.yaml S445"]


def test_columns_that_are_not_wanted(tmp_path: Path) -> None:
    path = write(tmp_path, f"{HEAD},在职人数,备注,超编人数\n001,甲,2023,9,x,1\n")
    assert load(path)[1] == ["t.csv:1:45 S431", "t.csv:1:48 S204"]
    found, findings = load_submissions(path, "t.csv", rules(), other=OtherColumns.IGNORE)
    assert short(findings) == ["t.csv:1:45 S442"]
    assert len(found) == len(scoring.read_submissions(path, rules(), other_columns="ignore")) == 1


def test_many_columns_that_are_not_wanted(tmp_path: Path) -> None:
    heads = ",".join(f"别的{number}" for number in range(150))
    path = write(tmp_path, f"{HEAD},在职人数,{heads}\n001,甲,2023,9{',' * 150}\n")
    assert {finding.split()[1] for finding in load(path)[1]} == {"S431", "D114"}
    assert len(load(path)[1]) == 101


# ---- lists ----------------------------------------------------------------------------------------------------------

ITEM = {"language": 1, "institution": {"code": "001", "name": "甲"}, "year": 2023, "facts": {"在职人数": 9}}
OTHER = ITEM | {"institution": {"code": "002", "name": "乙"}}


@pytest.mark.parametrize("data", [[ITEM, OTHER], {"submissions": [ITEM, OTHER]}])
def test_lists_in_json(tmp_path: Path, data: object) -> None:
    path = write(tmp_path, json.dumps(data), "t.json")
    found, findings = load(path)
    assert findings == []
    assert [one.code for one in found] == ["001", "002"]
    assert scoring.read_submission(f"{path}#002", rules()) == found[1]
    assert wanted(path, "")[1] == ["t.json S443"]


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        ([1, ITEM], ["t.json:1:2 D201"]),
        ({"submissions": 1}, ["t.json:1:17 D202"]),
        ({"submissions": [ITEM], "language": 1}, ["t.json:1:142 D204"]),
        ([{"year": 2023}], ["t.json:1:2 D206"]),
    ],
)
def test_lists_with_something_wrong(tmp_path: Path, data: object, codes: list[str]) -> None:
    assert load(write(tmp_path, json.dumps(data), "t.json"))[1] == codes


def test_rejected_with_all_findings(tmp_path: Path) -> None:
    path = write(tmp_path, f"{HEAD},在职人数,系数\n001,甲,2023,x,\n002,乙,2023,9,y\n")
    with pytest.raises(scoring.Rejected) as refused:
        scoring.read_submissions(path, rules())
    assert short(refused.value.findings) == ["t.csv:2:12 S211", "t.csv:3:14 S211"]
    found, findings = scoring.inspect_submissions(path, rules())
    assert (len(found), findings) == (2, refused.value.findings)


# ---- many -----------------------------------------------------------------------------------------------------------


def test_work_grows_with_the_rows_and_not_faster(tmp_path: Path) -> None:
    def work(rows: int) -> int:
        folder = tmp_path / str(rows)
        folder.mkdir()
        heads = f"{HEAD},在职人数,支出合计（元）,已公开,claim.total"
        text = heads + "\n" + "".join(f"{number:06},甲,2023,9,100,是,18\n" for number in range(rows))
        beside = "institution.code,year,名称\n" + "".join(f"{number:06},2023,路\n" * 2 for number in range(rows))
        write(folder, beside, "t.专项资金.csv")
        path = write(folder, text)

        def reading() -> None:
            assert len(load(path)[0]) == rows

        return calls(reading)

    assert work(200) < 4.3 * work(50)


def test_a_thousand_rows(tmp_path: Path) -> None:
    text = f"{HEAD},在职人数\n" + "".join(f"{number:06},甲,2023,{number}\n" for number in range(1000))
    found, findings = load(write(tmp_path, text))
    assert findings == []
    assert [value(one, "在职人数") for one in found] == list(range(1000))


# ---- damaged --------------------------------------------------------------------------------------------------------

SOUND = MANY.replace("9\n", "9,路,\n").replace("在职人数", '在职人数,"说明",支出合计（元）')
PIECES = ['"', ",", "\n", ";", "\t", "'", "=", "\x00", "（", "合计", '""', "\r", "\u202e", " "]


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_table_is_answered_with_places(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    data = SOUND.encode(rng.choice(["utf-8", "gb18030"]))
    for _ in range(rng.randrange(1, 4)):
        at = rng.randrange(len(data))
        piece = rng.choice([rng.choice(PIECES).encode(), rng.randbytes(2), b""])
        data = data[:at] + piece + data[at + rng.choice([0, 0, 1, 5]) :]
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    _, findings = load_submissions(path, "t.csv", rules())
    assert render_findings(findings, "full", Language("zh"))
    for finding in findings:
        place = finding.place
        assert not place.line or 1 <= place.column <= len(place.text) + 1
