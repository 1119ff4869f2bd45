"""What is missing on a sheet, who reads it, and whether it can still change anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scoring.engine.found import Found, Lacking
from scoring.engine.plan import Worked
from scoring.engine.sheet import Missing
from scoring.expressions.outcomes import Cause
from scoring.submissions.model import Submission


def missing_in(
    worked: Worked, submission: Submission, found: Sequence[Found], lines: Mapping[str, frozenset[Cause]]
) -> tuple[Missing, ...]:
    """Return everything that is missing, what matters first, each in the order in which indicators first read it.

    Args:
        worked: the rule set made ready.
        submission: what was given.
        found: the indicators' results, in order.
        lines: causes that lines on the total wait for, by the line's name.
    """
    if len(submission.facts) == len(worked.rules.facts) and not any(one.causes for one in found) and not lines:
        return ()
    material: dict[Cause, list[str]] = {}
    idle: dict[Cause, list[str]] = {}
    for indicator, one in zip(worked.rules.indicators, found, strict=True):
        result = one
        for cause in by_input(result.causes, indicator.inputs):
            material.setdefault(cause, []).append(indicator.code)
        _unused(worked, submission, indicator.inputs, indicator.code, result.causes, idle)
    for line in worked.rules.lines:
        causes = lines.get(line.name, frozenset())
        for cause in by_input(causes, line.inputs):
            material.setdefault(cause, []).append(line.name)
        _unused(worked, submission, line.inputs, line.name, causes, idle)
    settled = {cause: codes for cause, codes in idle.items() if cause not in material}
    return (
        *(Missing(Lacking(cause.kind), cause.name, tuple(codes), True) for cause, codes in material.items()),
        *(Missing(Lacking(cause.kind), cause.name, tuple(codes), False) for cause, codes in settled.items()),
    )


def by_input(causes: frozenset[Cause], inputs: tuple[str, ...]) -> list[Cause]:
    """Return *causes* in the order of *inputs*; cells of tables and the like behind."""
    place = {name: index for index, name in enumerate(inputs)}
    return sorted(causes, key=lambda cause: (place.get(cause.name, len(place)), cause))


def _unused(
    worked: Worked,
    submission: Submission,
    inputs: tuple[str, ...],
    reader: str,
    causes: frozenset[Cause],
    idle: dict[Cause, list[str]],
) -> None:
    """Add the facts that are missing but cannot change what *reader* comes to."""
    for name in inputs:
        if name in submission.facts or name not in worked.rules.facts:
            continue
        lacking = Lacking.REJECTED if name in submission.rejected else Lacking.FACT
        cause = Cause(lacking.value, name)
        if cause not in causes:
            idle.setdefault(cause, []).append(reader)
