"""The scoring methods for ``docs/``: official wording, parameters, rule, worked numbers, the sentence on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docs_keys import row, table
from scoring.diagnostics import Language, message
from scoring.methods import methods
from scoring.methods.parameters import keys_of
from scoring.reports.wording import STATUSES, deduction_reason
from scoring.rule_set.model import Status
from test_kinds import KINDS, kind, rules_of, sheet_of

SHOWN_CASES = 4
"""Worked numbers shown of each kind; `test_kinds` tries them all."""

LONGEST = 200
"""Characters of what is submitted that still fit into a table."""

TEXTS = {
    "zh": {
        "serves": "官方原文：",
        "parameters": "参数：",
        "facts": "填报",
        "marks": "得分",
        "reason": "扣分原因或状态",
        "says": "`scoring show` 显示：",
        "total": "总分",
        "wording": "原文（{status}，{title}）：{wording}",
        "of": "{code} 满分{full}：{sentence}",
        "line": "{name}：{sentence}",
    },
    "en": {
        "serves": "Official wordings served:",
        "parameters": "Parameters:",
        "facts": "submitted",
        "marks": "marks",
        "reason": "reason or state",
        "says": "`scoring show` says:",
        "total": "total",
        "wording": "Wording ({status}, {title}): {wording}",
        "of": "{code}, {full} marks: {sentence}",
        "line": "{name}: {sentence}",
    },
}


def method_sections(language: Language) -> Iterator[str]:
    """Yield a section for each method with the kinds it serves."""
    texts = TEXTS[language.code]
    for method in methods().values():
        yield f"### `{method.name}` {language.render(method.title)}"
        yield ""
        yield texts["serves"]
        yield ""
        yield from (f"- {wording}" for wording in method.wording)
        yield ""
        yield texts["parameters"]
        yield ""
        yield from table(keys_of(method.parameters), language)
        yield ""
        for name in _kinds(lambda word, own=method.name: bool(word == own)):
            yield from _section(name, language)


def features(language: Language) -> Iterator[str]:
    """Yield a section for each kind that is no method of its own: groups, lines, what does not apply."""
    known = methods()
    for name in _kinds(lambda word: word not in known):
        yield from _section(name, language)


def _kinds(wanted: Any) -> list[str]:
    return [name for name in KINDS if wanted(kind(name)["method"])]


def _section(name: str, language: Language) -> Iterator[str]:
    texts, of = TEXTS[language.code], kind(name)
    source = of["source"]
    status = language.render(STATUSES[Status(source["status"])])
    yield f"#### {of['kind']} {of['title']}"
    yield ""
    yield "> " + texts["wording"].format(status=status, title=source["title"], wording=of["wording"])
    yield ""
    yield "```yaml"
    yield fragment(name)
    yield "```"
    yield ""
    yield texts["says"]
    yield ""
    yield from _sentences(name, language)
    yield ""
    yield row(texts["facts"], texts["marks"], texts["reason"])
    yield row("---", "---", "---")
    for case in _chosen(of["cases"]):
        yield from _worked(name, case, language)
    yield ""


def _chosen(cases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the first few cases that are short enough for a table, at least one."""
    short = [case for case in cases if len(_given(case)) <= LONGEST]
    return short[:SHOWN_CASES] or cases[:1]


def fragment(name: str) -> str:
    """Return the kind's own lines of the rule set, as they stand in its file."""
    text = KINDS[name].read_text(encoding="utf-8")
    wanted = ("facts", "derived", "targets_scored_by", "consolidation", "indicators", "total", "total_at_most")
    kept, keep = [], False
    for line in text.splitlines():
        if not line.startswith((" ", "-")):
            keep = line.split(":")[0] in wanted
        if keep:
            kept.append(line)
    return "\n".join(kept)


def _sentences(name: str, language: Language) -> Iterator[str]:
    texts, rules = TEXTS[language.code], rules_of(name)
    for one in rules.indicators:
        sentence = language.render(one.lowered.sentence)
        yield "- " + texts["of"].format(code=one.code, full=language.render(one.full_marks), sentence=sentence)
    for line in rules.lines:
        yield "- " + texts["line"].format(name=line.name, sentence=language.render(line.sentence))


def _worked(name: str, case: dict[str, Any], language: Language) -> Iterator[str]:
    made = sheet_of(name, case)
    given = _given(case)
    for one in made.indicators:
        marks = _range(one.marks, one.found.low, one.found.high, language)
        yield row(given, f"{one.indicator.code} {marks}", language.render(deduction_reason(made, one)))
        given = ""
    for line in made.lines:
        amount = _range(line.amount, line.low, line.high, language)
        reason = "" if line.reason is None else language.render(line.reason.text)
        yield row("", f"{language.render(line.name)} {amount}", reason)
    if len(made.indicators) + len(made.lines) > 1:
        total = _range(made.total.marks, made.total.low, made.total.high, language)
        yield row("", f"{TEXTS[language.code]['total']} {total}", "")


def _range(exact: Any, low: Any, high: Any, language: Language) -> str:
    if exact is not None:
        return language.render(exact)
    return language.render(message("{low} to {high}", low=low, high=high))


def _given(case: dict[str, Any]) -> str:
    keys = ("facts", "judgements", "targets", "choices", "claims", "peers")
    parts = {key: case[key] for key in keys if case.get(key)}
    units = {f"单位{place}": facts for place, facts in enumerate(case.get("units", ()), 1)}
    return f"`{_flow(parts.pop('facts', {}) | parts | units)}`"


def _flow(data: Any) -> str:
    """Return *data* as YAML on one line, without the outer braces."""
    if isinstance(data, dict):
        return "，".join(f"{name}: {_inner(one)}" for name, one in data.items())
    return str(data)


def _inner(data: Any) -> str:
    if isinstance(data, dict):
        return "{" + ", ".join(f"{name}: {_inner(one)}" for name, one in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(map(_inner, data)) + "]"
    return str(data)
