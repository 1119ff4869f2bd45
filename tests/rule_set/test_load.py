"""Where rule sets are found, and what is said where they are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from rule_set.small import HEAD, text
from scoring.rule_set import list_rule_sets, load_rule_set, locate, shipped
from scoring.rule_set.load import is_path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of rule sets: small 1.0.0, with 0.9.0 and a wrongly named 0.8.0 behind it."""
    past = tmp_path / "small" / "past"
    past.mkdir(parents=True)
    (tmp_path / "small" / "rule-set.yaml").write_text(text(), encoding="utf-8")
    (past / "0.9.0.yaml").write_text(text(head=HEAD.replace("1.0.0", "0.9.0")), encoding="utf-8")
    (past / "0.8.0.yaml").write_text(text(), encoding="utf-8")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "rule-set.yaml").write_text("language: 1\n", encoding="utf-8")
    return tmp_path


def codes(reference: str, folder: Path | None) -> list[str]:
    rules, findings = load_rule_set(reference, folder)
    assert rules is None
    return [finding.code for finding in findings]


def test_by_id_by_version_and_by_path(folder: Path) -> None:
    assert (rules := load_rule_set("small", folder)[0]) is not None
    assert rules.version == "1.0.0"
    assert rules.place.file == "small/rule-set.yaml"
    assert (past := load_rule_set("small@0.9.0", folder)[0]) is not None
    assert (past.version, past.place.file) == ("0.9.0", "small/past/0.9.0.yaml")
    assert load_rule_set("small@1.0.0", folder)[0] is not None
    assert load_rule_set(str(folder / "small"))[0] is not None
    assert load_rule_set(str(folder / "small" / "past" / "0.9.0.yaml"))[0] is not None


def test_what_is_not_there(folder: Path) -> None:
    assert codes("county", folder) == ["C101"]
    assert codes("smal", folder) == ["C102"]
    assert codes("small@2.0.0", folder) == ["C103"]
    assert codes("small@0.8.0", folder) == ["C103"]
    assert codes("small@" + "9" * 300, folder) == ["C103"]
    assert codes("broken", folder) == ["D206"]
    assert codes("broken@1.0.0", folder) == ["D206"]
    assert codes(str(folder / "nothing.yaml"), None) == ["D101"]
    assert codes(str(folder), None) == ["D101"]


def test_a_wrong_version_names_those_there_are(folder: Path) -> None:
    (finding,) = load_rule_set("small@2.0.0", folder)[1]
    assert finding.text.value("version") == "2.0.0"
    assert finding.hint is not None
    assert finding.hint.value("known") == ("1.0.0", "0.8.0", "0.9.0")


def test_an_empty_shelf_is_said_to_be_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scoring.rule_set.load.shipped", lambda what: tmp_path / what)
    _, (finding,) = locate("small", None, tmp_path)
    assert finding.code == "C101"


def test_own_rule_sets_come_before_shipped_ones(folder: Path) -> None:
    (folder / "yueyang-2018").mkdir()
    (folder / "yueyang-2018" / "rule-set.yaml").write_text(text(), encoding="utf-8")
    shelves = {shelf.id: shelf for shelf in list_rule_sets(folder, folder)}
    assert shelves["yueyang-2018"].path.parent.parent == folder
    assert "yueyang-2018" in {shelf.id for shelf in list_rule_sets(None, folder)}


def test_names_no_system_can_look_up_are_not_there(tmp_path: Path) -> None:
    assert not is_path("长" * 5000)
    assert codes("长" * 5000, None) == ["C101"]
    assert codes("a/" + "b" * 5000 + ".yaml", None) == ["D103"]
    assert codes("a\0b", None) == ["C101"]


def test_shipped_folders_are_found_in_a_clone_and_in_a_wheel(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert (shipped("rules") / "yueyang-2018").is_dir()
    (tmp_path / "scoring" / "rule_set").mkdir(parents=True)
    (tmp_path / "scoring" / "_rules").mkdir()
    monkeypatch.setattr("scoring.rule_set.load.__file__", str(tmp_path / "scoring" / "rule_set" / "load.py"))
    assert shipped("rules").name == "_rules"
