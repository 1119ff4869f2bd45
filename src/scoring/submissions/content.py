"""The meaning of a submission as plain typed content, for its fingerprint.

Values count; layout, places, quotations, documents, evidence and the way a number was written do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from scoring.fingerprint import Content
from scoring.submissions.model import Chosen, Claims, Given, Judgement, Rows, Target


def meaning(
    code: str,
    name: str,
    year: int | None,
    facts: Mapping[str, Given | Rows],
    rejected: tuple[str, ...],
    judgements: Mapping[str, Judgement],
    claims: Claims,
    choices: Mapping[str, Chosen],
    targets: tuple[Target, ...] | None = None,
) -> Content:
    """Return the content of a submission; a refused fact is there by name, since it differs from one never given.

    Where there is no table of targets nothing is said of it; an empty one is something else.
    """
    table: dict[str, Content] = {} if targets is None else {"targets": targets_meaning(targets)}
    return {
        "institution": {"code": code, "name": name},
        "year": year,
        "facts": {fact: _value(given) for fact, given in facts.items()},
        "rejected": sorted(rejected),
        "judgements": {
            judged: {"level": one.level, "marks": one.marks, "reason": one.reason, "evaluator": one.evaluator}
            for judged, one in judgements.items()
        },
        "claims": {
            "total": claims.total,
            "grade": claims.grade,
            "indicators": dict(claims.indicators),
            "reasons": dict(claims.reasons),
        },
        "choices": {group: _chosen(chosen) for group, chosen in choices.items()},
        **table,
    }


def targets_meaning(targets: Iterable[Target]) -> Content:
    """Return the content of the rows of a table of targets."""
    return [_target(one) for one in targets]


def _target(one: Target) -> Content:
    return {
        "code": one.code,
        "kind": one.kind,
        "indicator": one.indicator,
        "operator": one.operator,
        "unit": one.unit,
        "marks": one.marks,
        "figures": {figure: given.value for figure, given in one.figures.items()},
        "reason": one.reason,
    }


def _chosen(chosen: Chosen) -> Content:
    """Return the parts chosen, each with its marks where they were said."""
    return dict(zip(chosen.parts, chosen.marks, strict=True)) if chosen.marks else list(chosen.parts)


def _value(given: Given | Rows) -> Content:
    """Return a value, or the rows of a table in their order."""
    if isinstance(given, Given):
        return given.value
    return [{column: cell.value for column, cell in row.items()} for row in given.rows]
