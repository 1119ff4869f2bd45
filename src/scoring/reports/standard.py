"""What an indicator rests on: the quoted standard, its source and status, sources of single parameters, the rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scoring.diagnostics import Value, Word, message
from scoring.reports.page import Bullet, Bullets, Heading, Pair, Pairs, Part
from scoring.reports.wording import STATUSES, cited
from scoring.rule_set.model import Indicator, Source

_PARTS = {"standard": Word("standard"), "value": Word("value")}


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
    others = [(part, source) for part, source in sources if source != main]
    if others:
        yield Heading(Word("Parts that rest on another source"), 3)
        yield Bullets(tuple(_other(part, source) for part, source in others))


def _other(part: str, source: Source) -> Bullet:
    name: Value = _PARTS.get(part, part)
    below = (Bullet(source.about),) if source.about else ()
    return Bullet(message("{part}: {source}", part=name, source=cited(source)), below=below)


def status_note(source: Source | None) -> Value:
    """Return the status of *source* for a narrow column."""
    return Word("no source") if source is None else STATUSES[source.status]
