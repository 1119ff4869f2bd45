"""The nearest known name for one that is not known, so that a typing slip is answered with the right word."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_MAX_LENGTH = 60
"""Longer names are not compared: nobody mistypes those by one character, and the comparison is quadratic."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the one of *known* that *name* was probably meant to be, or None; the first of several equally near.

    Compared are NFKC forms without regard to case; swapped neighbours count as one slip. One slip is allowed per three
    characters, none in names of one or two. Where nothing is that near, the only longer or shorter form of the name
    is taken.

    >>> nearest("full_mark", ["full_marks", "title"]), nearest("编职人数", ["在职人数", "编制数"])
    ('full_marks', '在职人数')
    >>> nearest("控制率", ["财政供养人员控制率", "预算执行率"])
    '财政供养人员控制率'
    """
    if len(name) > _MAX_LENGTH:
        return None
    wanted = _folded(name)
    best: str | None = None
    best_distance = _MAX_LENGTH
    forms: list[str] = []
    for candidate in known:
        if len(candidate) > _MAX_LENGTH:
            continue
        other = _folded(candidate)
        allowed = min(max(len(wanted), len(other)) // 3, best_distance - 1)
        distance = _distance(wanted, other, allowed)
        if distance <= allowed:
            best, best_distance = candidate, distance
        elif min(len(wanted), len(other)) >= 2 and (wanted in other or other in wanted):
            forms.append(candidate)
    return best if best is not None or len(forms) != 1 else forms[0]


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().strip()


def _distance(one: str, other: str, limit: int) -> int:
    """Return the number of insertions, deletions, replacements and swaps of neighbours; limit + 1 if more."""
    if one == other:
        return 0
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, wanted in enumerate(other, 1):
            steps = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                steps = min(steps, before[j - 2] + 1)
            row.append(steps)
        if min(row) > limit:
            return limit + 1
        before, last = last, row
    return last[-1]
