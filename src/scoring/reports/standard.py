"""What an indicator rests on: the quoted standard, its source and status, sources of single parameters, the rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from scoring.diagnostics import Value, Word, message
from scoring.reports.page import Bullet, Bullets, Heading, Pair, Pairs, Part, Tone
from scoring.reports.wording import STATUSES, cited
from scoring.rule_set.model import Indicator, Source

PARTS: Final = {
    "standard": Word("standard"),
    "value": Word("the value's formula"),
    "full_marks": Word("full marks as such"),
    "when_denominator_zero": Word("when the denominator is zero"),
    "when_both_zero": Word("when numerator and denominator are zero"),
    "valid_when": Word("when the value is valid"),
    "when_not_valid": Word("when the value is not valid"),
    "part_step": Word("the cost of an unfinished step"),
    "levels": Word("levels"),
    "bands": Word("bands"),
    "items": Word("items"),
    "not_applicable": Word("when not applicable"),
    "rounding": Word("Rounding"),
    "grades": Word("Grades"),
}
"""What the parts of a rule are called whose sources are named; others are named by their key."""


def group_pairs(indicator: Indicator) -> tuple[Pair, ...]:
    """Return the groups *indicator* stands in, as a pair of a view's head; none for a first-level indicator."""
    return (Pair(Word("Group"), " / ".join(indicator.path)),) if indicator.path else ()


def standard_parts(indicator: Indicator) -> Iterator[Part]:
    """Yield the rule as applied, the standard as quoted, and where both come from."""
    yield Heading(Word("Standard"))
    rows = [Pair(Word("Quoted standard"), indicator.standard or Word("not quoted"))]
    source = indicator.source
    if source is not None:
        rows.append(Pair(Word("Source"), cited(source)))
        if source.url:
            rows.append(Pair(Word("Address"), source.url))
    rows.append(Pair(Word("Rule as applied"), indicator.lowered.sentence))
    rows.append(
        Pair(Word("Method"), message("{title} ({name})", title=indicator.method.title, name=indicator.method.name))
    )
    rows.append(Pair(Word("Place"), str(indicator.place)))
    yield Pairs(tuple(rows))
    yield from other_sources(indicator.sources, source)


def other_sources(sources: Iterable[tuple[str, Source]], main: Source | None) -> Iterator[Part]:
    """Yield the parts that rest on another source than the standard does."""
    parts: dict[Source, list[Value]] = {}
    for part, source in sources:
        if source != main:
            parts.setdefault(source, []).append(PARTS.get(part, part))
    if parts:
        title = Word("Sources of the rest") if main is not None else Word("Sources")
        yield Heading(title, 3)
        yield Bullets(tuple(_other(tuple(names), source) for source, names in parts.items()))


def _other(names: tuple[Value, ...], source: Source) -> Bullet:
    below = tuple(Bullet(text, Tone.FAINT) for text in (source.url, source.about) if text)
    return Bullet(message("{part}: {source}", part=names, source=cited(source)), below=below)


def status_note(source: Source | None) -> Value:
    """Return the status of *source* for a narrow column."""
    return Word("no source") if source is None else STATUSES[source.status]
