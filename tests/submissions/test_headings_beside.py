"""The headings of the files beside a table of submissions: Chinese names of a row's keys, headings nobody reads."""

from __future__ import annotations

from pathlib import Path

from scoring.rule_set import RuleSet
from scoring.submissions import OtherColumns, Submission, load_submissions
from scoring.submissions.columns import target_headings
from scoring.submissions.keys import CHOICE_HEADINGS, TARGET, TARGET_HEADINGS
from submissions.small import choosing_rules, target_rules

HEADS = "单位编码,年度,二级指标,三级指标,年度指标值,全年完成值,度量单位,分值"
ROWS = ("数量,救助人次,≥1000,1136,人次,50", "社会效益,秩序改善,≥5,5,起,20", "满意度,满意率,≥90%,95%,,10")
ENGLISH = "institution.code,year,kind,indicator,target,actual,unit,marks"


def load(
    folder: Path, heads: str, more: str = "", other: OtherColumns = OtherColumns.REFUSE
) -> tuple[Submission, list[str]]:
    main = folder / "部门.csv"
    main.write_text("单位编码,单位名称,年度,全年执行数,全年预算数\n001,甲,2023,90,90\n", encoding="utf-8")
    rows = "".join(f"001,2023,{row}{more}\n" for row in ROWS)
    (folder / "部门.targets.csv").write_text(f"{heads}\n{rows}", encoding="utf-8")
    (found,), findings = load_submissions(main, "部门.csv", target_rules(), other=other)
    return found, [f"{one.place} {one.code}" for one in findings]


def test_chinese_headings_are_the_keys_of_a_row(tmp_path: Path) -> None:
    chinese, nothing = load(tmp_path, HEADS)
    english, _ = load(tmp_path, ENGLISH)
    assert nothing == []
    assert chinese.targets == english.targets
    assert chinese.fingerprint.meaning == english.fingerprint.meaning


def test_a_heading_nobody_reads_is_found_once_at_its_place(tmp_path: Path) -> None:
    _, findings = load(tmp_path, f"{HEADS},偏差原因", ",无")
    assert findings == ["部门.targets.csv:1:39 S431"]
    found, findings = load(tmp_path, f"{HEADS},偏差原因", ",无", OtherColumns.IGNORE)
    assert findings == ["部门.targets.csv:1:39 S442"]
    assert found.targets is not None
    _, findings = load(tmp_path, HEADS.replace("全年完成值", "完成"))
    assert findings[0] == "部门.targets.csv:1:25 S432"
    _, findings = load(tmp_path, HEADS.replace("分值", "分值,marks"), ",1")
    assert findings == ["部门.targets.csv:1:39 S433"]


def test_no_word_stands_for_two_keys() -> None:
    for words, keys in ((TARGET_HEADINGS, TARGET.names), (CHOICE_HEADINGS, ("group", "part", "marks"))):
        assert set(words) <= set(keys)
        several = [word for own in words.values() for word in own]
        assert len(several) == len(set(several))
    assert {path[-1] for path in target_headings(target_rules()).names.values()} >= set(TARGET.names)


def test_choices_may_stand_below_chinese_headings(tmp_path: Path) -> None:
    rules = choosing_rules()
    found = [_chosen(tmp_path, heads, rules) for heads in ("group,part", "分组,所选项")]
    assert found[0] == found[1] != {}


def _chosen(folder: Path, heads: str, rules: RuleSet) -> dict[str, tuple[str, ...]]:
    main = folder / "t.csv"
    main.write_text("单位编码,单位名称,年度\n001,甲,2023\n", encoding="utf-8")
    group = next(one for one in rules.groups() if one.choosing is not None and one.choosing.value == "one_declared")
    row = f"001,2023,{'/'.join(group.path)},{group.parts[0].name}"
    (folder / "t.choices.csv").write_text(f"institution.code,year,{heads}\n{row}\n", encoding="utf-8")
    (submission,), _ = load_submissions(main, "t.csv", rules)
    return {path: chosen.parts for path, chosen in submission.choices.items()}
