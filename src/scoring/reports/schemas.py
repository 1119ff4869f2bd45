"""The JSON Schemas there are: of rule sets, submissions and cases, made from their declared keys; published ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

from scoring.diagnostics import Language, message
from scoring.reports.json_schema import Making
from scoring.reports.submission_schema import submission_for
from scoring.rule_set import rule_set_keys
from scoring.rule_set.model import RuleSet
from scoring.submissions import keys as submission_keys
from scoring.trials import keys as case_keys

Maker = Callable[[Language, RuleSet | None], str]

SUBMISSION: Final = "submission"
"""The schema that can be made for one rule set."""


def schemas() -> dict[str, Maker]:
    """Return every schema by name, as what makes its text in a language."""
    return {"rule-set": _rule_set, SUBMISSION: _submission, "cases": _cases} | _published()


def _rule_set(language: Language, _rules: RuleSet | None) -> str:
    making = Making(language, rule_set_keys.DEFINITIONS)
    title = language.render(message("rule set"))
    return _text(making.document("scoring/rule-set/1", title, rule_set_keys.RULE_SET))


def _submission(language: Language, rules: RuleSet | None) -> str:
    making = Making(language, submission_keys.DEFINITIONS)
    if rules is None:
        title = language.render(message("submission"))
        return _text(making.document("scoring/submission/1", title, submission_keys.SUBMISSION))
    title = language.render(message("submission for {rules} {version}", rules=rules.id, version=rules.version))
    id_ = f"scoring/submission/1/{rules.id}/{rules.version}"
    return _text(making.document(id_, title, submission_for(rules)))


def _cases(language: Language, _rules: RuleSet | None) -> str:
    making = Making(language, case_keys.DEFINITIONS)
    return _text(making.document("scoring/cases/1", language.render(message("cases of a rule set")), case_keys.CASES))


def _published() -> dict[str, Maker]:
    """Return the schemas that are published as files, by name: ``score-sheet-1.schema.json`` is score-sheet."""
    found = sorted((Path(__file__).parent / "schema").glob("*.schema.json"))
    return {file.name.rpartition("-")[0]: _as_it_is(file) for file in found}


def _as_it_is(file: Path) -> Maker:
    return lambda _language, _rules: file.read_text(encoding="utf-8")


def _text(schema: object) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
