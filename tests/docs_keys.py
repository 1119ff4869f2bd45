"""Tables of keys for ``docs/``, from their declarations."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.diagnostics import Language, Word
from scoring.documents.keys import Choice, Either, Key, Record, Several, Writing
from scoring.reports.written_words import in_words
from scoring.rule_set import keys, part_keys, rule_set_keys, target_keys
from scoring.submissions import keys as submission_keys
from scoring.trials import keys as case_keys

RECORDS: dict[str, Record] = {
    "rule-set": rule_set_keys.RULE_SET,
    "source": keys.SOURCE,
    "rounding": keys.ROUNDING,
    "grades": keys.GRADES,
    "fact": keys.ANY_FACT,
    "derived": keys.DERIVED,
    "group": part_keys.GROUP,
    "targets-group": target_keys.TARGET_GROUP,
    "indicator": part_keys.indicator_keys(None),
    "value": keys.VALUE,
    "cross-check": part_keys.CROSS_CHECK,
    "submission": submission_keys.SUBMISSION,
    "institution": submission_keys.INSTITUTION,
    "figure": submission_keys.FACT,
    "target": submission_keys.TARGET,
    "judgement": submission_keys.JUDGEMENT,
    "claims": submission_keys.CLAIMS,
    "case": case_keys.CASE,
    "expected": Record(case_keys.EXPECTED.keys),
} | {f"line-{kind}": part_keys.line_keys(kind) for kind in part_keys.LINES}
"""What ``made: keys NAME`` shows."""

HEADS = {"zh": ("键", "必填", "含义", "写法"), "en": ("key", "required", "meaning", "written as")}


IF_LEFT_OUT = {"zh": "不写即", "en": "if left out"}


def key_tables(language: Language, name: str) -> Iterator[str]:
    """Yield the table of the keys called *name*."""
    yield from table(RECORDS[name], language)


def table(record: Record, language: Language) -> Iterator[str]:
    """Yield the table of the keys of *record*, and one for each list of mappings among them."""
    heads = HEADS[language.code]
    yield row(*heads)
    yield row(*("---" for _ in heads))
    for key in record.keys:
        required = language.render(Word("yes")) if key.required else ""
        yield row(f"`{key.name}`", required, language.render(key.about), _written(key, language))
    for key in record.keys:
        inner = inner_record(key.writing)
        if inner is not None and key.name not in ("value", "institution", "claims", "rounding", "grades"):
            yield ""
            yield f"`{key.name}`:" if language.code == "en" else f"`{key.name}` 的每一项："
            yield ""
            yield from table(inner, language)


def inner_record(writing: Writing) -> Record | None:
    """Return the keys of each item of a list of mappings."""
    of = writing.of if isinstance(writing, Several) else None
    return of if isinstance(of, Record) and "cross_check" not in of.names else None


def _written(key: Key, language: Language) -> str:
    words = [word for form in _forms(key.writing) if isinstance(form, Choice) for word in form.words]
    if not words or key.name in ("method", "language"):
        return language.render(in_words(key.writing))
    between = "；" if language.code == "zh" else "; "
    told = [f"`{word}` {language.render(about)}" for word, about in words]
    others = [language.render(in_words(one)) for one in _forms(key.writing) if not isinstance(one, Choice)]
    default = [f"{IF_LEFT_OUT[language.code]} `{key.default}`"] if key.default else []
    return between.join((*told, *others, *default))


def _forms(writing: Writing) -> tuple[Writing, ...]:
    return writing.forms if isinstance(writing, Either) else (writing,)


def row(*cells: str) -> str:
    """Return one row of a table."""
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
