"""The JSON Schemas accept every good file, and reject a fault of shape where it stands, as the readers do."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from conftest import Golden
from declared import Definitions, as_an_editor_reads, changed, every_record, records
from declared import Path as Place
from generate import any_case, every_combination
from generate_files import LOADER, as_yaml
from generate_plans import ROUNDINGS
from schema_examples import choosing, pool
from scoring.diagnostics import Diagnostic, Language
from scoring.documents import read_text
from scoring.documents.keys import Choice, Key, Record, Writing
from scoring.reports.schemas import schemas
from scoring.rule_set import RuleSet, load_rule_set, read_rule_set, rule_set_keys
from scoring.submissions import keys as submission_keys
from scoring.submissions import read_submission
from scoring.trials import keys as case_keys
from scoring.trials import read_cases
from test_kinds import KINDS, kind, rule_set, rules_of, submitted

ROOT = Path(__file__).resolve().parent.parent
BAD = ROOT / "tests" / "bad"
LANGUAGES = [Language("zh"), Language("en")]
WRITINGS: dict[str, tuple[Writing, Definitions]] = {
    "rule-set": (rule_set_keys.RULE_SET, rule_set_keys.DEFINITIONS),
    "submission": (submission_keys.SUBMISSION, submission_keys.DEFINITIONS),
    "cases": (case_keys.CASES, case_keys.DEFINITIONS),
}
"""What each schema is made from."""

KEYS = {key for writing, known in WRITINGS.values() for record in every_record(writing, known) for key in record.keys}


def schema(name: str, language: Language = LANGUAGES[0], rules: RuleSet | None = None) -> Any:
    return json.loads(schemas()[name](language, rules))


@cache
def validator_of(name: str) -> Draft7Validator:
    """Return what checks files of a kind; checking against it is what these tests take their time for."""
    return Draft7Validator(schema(name))


def loaded(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), LOADER)


def faults(validator: Draft7Validator, data: Any, *, twice: bool = True) -> set[Place]:
    """Return where the schema finds fault, taken as text and as an editor reads it: the same places."""
    found = {tuple(error.absolute_path) for error in validator.iter_errors(data)}
    if twice:
        assert {tuple(error.absolute_path) for error in validator.iter_errors(as_an_editor_reads(data))} == found
    return found


@cache
def yueyang() -> RuleSet:
    rules, findings = load_rule_set("yueyang-2018")
    assert rules is not None, findings
    return rules


@cache
def with_choices() -> RuleSet:
    document, _ = read_text(as_yaml(choosing()).encode(), "r.yaml", "yaml")
    assert document is not None
    rules, findings = read_rule_set(document)
    assert rules is not None, findings
    return rules


@pytest.mark.parametrize("name", WRITINGS)
@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_schemas_are_schemas(name: str, language: Language) -> None:
    Draft7Validator.check_schema(schema(name, language))
    assert schemas()[name](language, None) == schemas()[name](language, None)


def test_published_schemas_are_found() -> None:
    assert schemas().keys() >= {*WRITINGS, "score-sheet"}
    assert schema("score-sheet")["$id"] == "scoring/score-sheet/1"


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_every_key_and_word_is_explained(language: Language) -> None:
    chinese = re.compile("[一-鿿]")
    for key in KEYS:
        meanings = (
            [key.about, *(about for _, about in key.writing.words)] if isinstance(key.writing, Choice) else [key.about]
        )
        for meaning in meanings:
            text = language.render(meaning)
            assert text, key.name
            assert language.code == "en" or chinese.search(text), (key.name, text)


def good_files() -> Iterator[tuple[str, Path]]:
    yield from (("rule-set", path) for path in sorted(ROOT.glob("rules/*/rule-set.yaml")))
    yield from (("cases", path) for path in sorted(ROOT.glob("rules/*/cases.yaml")))
    yield from (("submission", path) for path in sorted(ROOT.glob("samples/*/submission.yaml")))


@pytest.mark.parametrize(
    ("name", "path"), list(good_files()), ids=lambda one: one.parent.name if isinstance(one, Path) else one
)
def test_good_files_are_accepted(name: str, path: Path) -> None:
    assert not faults(validator_of(name), loaded(path))


def test_generated_files_are_accepted() -> None:
    rule_sets, submissions = (validator_of(name) for name in ("rule-set", "submission"))
    for case in islice(every_combination(roundings=ROUNDINGS[:1]), 0, None, 9):
        assert not faults(rule_sets, case.rule_set)
        assert not faults(submissions, case.submission)


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_is_accepted(name: str) -> None:
    of = kind(name)
    assert not faults(validator_of("rule-set"), rule_set(of))
    own = Draft7Validator(schema("submission", rules=rules_of(name)))
    for case in of["cases"][:2]:
        assert not faults(own, submitted({"facts": case["units"][0]} if "units" in case else case), twice=False)


def test_a_submission_can_be_checked_against_its_rule_set() -> None:
    validator = Draft7Validator(schema("submission", rules=yueyang()))
    Draft7Validator.check_schema(validator.schema)
    sample = loaded(ROOT / "samples/linxiang-rescue-station-2023-completed/submission.yaml")
    assert not faults(validator, sample)
    for section, name in (("facts", "在职人数"), ("judgements", "F01"), ("facts", "专项资金")):
        assert faults(validator, changed(sample, (section,), name, f"{name}数")) == {(section,)}
    facts = schema("submission", rules=yueyang())["properties"]["facts"]["properties"]
    assert facts["在职人数"]["title"] == "财政部门决算口径的年末实际在职人数（本年）"


def test_a_submission_for_generated_rules_is_accepted() -> None:
    rng = random.Random(7)
    for _ in range(10):
        case = any_case(rng)
        document, _ = read_text(case.rule_set_text.encode(), "r.yaml", "yaml")
        assert document is not None
        rules, _ = read_rule_set(document)
        assert not faults(Draft7Validator(schema("submission", rules=rules)), case.submission)


def test_targets_and_choices_are_listed_for_their_rule_set() -> None:
    rules = with_choices()
    validator = Draft7Validator(schema("submission", rules=rules))
    row = {"kind": "数量", "indicator": "救助人次", "target": "≥1000", "marks": "10", "actual": "1136"}
    good: dict[str, Any] = {
        "language": "1",
        "institution": {"code": "1", "name": "甲"},
        "year": "2023",
        "facts": {},
        "targets": [row, row | {"kind": "质量", "code": "T9", "target": "按期"}],
        "judgements": {"T9": {"level": "达成", "marks": "9"}},
        "choices": {"二者择其一": "B01", "可选": ["折算"], "过程/分摊": {"B03": "2", "达标": "3"}},
        "claims": {"indicators": {"T01": "10", "B01": "5"}},
    }
    assert not faults(validator, good)
    for place, wrong in (
        (("targets", 0, "kind"), "数目"),
        (("choices", "二者择其一"), "B02"),
        (("choices", "可选", 0), "B01"),
        (("choices", "可选"), "B01"),
    ):
        assert faults(validator, replaced(good, place, wrong)) == {place}
    for path, key in (
        ((), "targets"),
        (("targets", 0), "actual"),
        (("choices",), "可选"),
        (("choices", "过程/分摊"), "B03"),
    ):
        assert faults(validator, changed(good, path, key, f"{key}x")) == {path}


def replaced(data: Any, path: Place, value: str) -> Any:
    """Return *data* with another value at *path*."""
    first, *rest = path
    inner = replaced(data[first], tuple(rest), value) if rest else value
    return (
        [inner if index == first else one for index, one in enumerate(data)]
        if isinstance(data, list)
        else data | {first: inner}
    )


@pytest.mark.parametrize(("family", "name"), [("R", "rule-set"), ("S", "submission")])
def test_faults_of_shape_are_rejected(family: str, name: str, golden: Golden) -> None:
    """Of every other bad file the shape is right, and only the reader can say what is wrong: types, ranges, names."""
    files = sorted((BAD / family).glob("*.yaml"))
    rejected = [path.stem for path in files if faults(validator_of(name), loaded(path))]
    golden(f"schema/rejected-{name}.txt", "".join(f"{stem}\n" for stem in rejected))


def misspelt(name: str) -> str:
    """Return *name* with two letters swapped, or with one more where there are no two."""
    middle = len(name) // 2
    one, other = name[middle - 1], name[middle]
    return f"{name}x" if one == other else f"{name[: middle - 1]}{other}{one}{name[middle + 1 :]}"


def reader_of(name: str, data: Any) -> tuple[Diagnostic, ...]:
    """Return what the reader finds in *data*."""
    document, findings = read_text(as_yaml(data).encode(), "f.yaml", "yaml")
    assert document is not None, findings
    if name == "rule-set":
        return read_rule_set(document)[1]
    if name == "submission":
        return (*read_submission(document, yueyang())[1], *read_submission(document, with_choices())[1])
    return (*read_cases(yueyang(), document)[1], *read_cases(with_choices(), document)[1])


def told(findings: Iterable[Diagnostic], key: str) -> bool:
    """Tell whether one of *findings* is that the key is unknown, at its own place."""
    return any(
        one.code in ("D204", "D205")
        and re.match(f"['\"]?{re.escape(key)}['\"]?:", one.place.text[one.place.column - 1 :])
        for one in findings
    )


def keys_shown(name: str) -> Iterator[tuple[Any, Place, Record, Key]]:
    """Yield each declared key that stands in a file of the pool, once, with the file and the place of its mapping."""
    seen: set[tuple[Record, str]] = set()
    writing, known = WRITINGS[name]
    for data in pool(name):
        for _, record, mapping in records(writing, data, known):
            if "source" in record.names:
                mapping.setdefault("source", "ours")
        for place, record, mapping in records(writing, data, known):
            for key in record.keys:
                if key.name in mapping and (record, key.name) not in seen:
                    seen.add((record, key.name))
                    yield data, place, record, key


@pytest.mark.parametrize("name", WRITINGS)
def test_a_misspelt_key_is_rejected_where_it_stands(name: str) -> None:
    validator = validator_of(name)
    for data, place, _, key in keys_shown(name):
        wrong = misspelt(key.name)
        spoiled = changed(data, place, key.name, wrong)
        assert faults(validator, spoiled, twice=False) == {place}, (place, key.name)
        assert told(reader_of(name, spoiled), wrong), (place, wrong)


@pytest.mark.parametrize("name", WRITINGS)
def test_a_missing_key_is_rejected_where_it_is_missed(name: str) -> None:
    validator = validator_of(name)
    for data, place, _, key in keys_shown(name):
        found = faults(validator, changed(data, place, key.name, None), twice=False)
        assert found == ({place} if key.required else set()), (place, key.name)


@pytest.mark.parametrize("name", WRITINGS)
def test_every_key_is_among_them(name: str) -> None:
    shown = {(key.name, key.about) for key in (*(one for *_, one in keys_shown(name)), *case_keys.EXPECTED.keys)}
    writing, known = WRITINGS[name]
    declared = {(key.name, key.about) for record in every_record(writing, known) for key in record.keys}
    assert not declared - shown
