"""From the indicators to the total: groups rescaled, lines applied in order, the last cut, the grade.

Where a line's condition or value is open, every result it could have is worked out; if they agree it is settled.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from oracle_answers import Effect, Scoring, Unsettled, to_step
from oracle_choices import groups_of, is_choice
from oracle_methods import Node, band_of, counted_marks, marks_of
from oracle_values import NOT_APPLICABLE, Value, number

ZERO = Fraction(0)
Names = tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """One row below the indicators; no amount while it is open."""

    name: str
    kind: str
    amount: Fraction | None


def kind_of(line: Node) -> str:
    """Return what sort of line it is."""
    if "cap_by" in line:
        return "cap_by"
    if "by" in line:
        return "grades_below_claim"
    (kind,) = [key for key in ("cap", "coefficient", "add", "take", "grade_at_most") if key in line]
    return kind


def full_of(part: Node) -> Fraction:
    """Return the full marks of a part: those of the indicators inside, of one part where the choice is open."""
    if "group" not in part:
        return Fraction(part["counted"])
    inside = [full_of(one) for one in part["parts"]]
    return max(inside) if is_choice(part) else sum(inside, ZERO)


class Sheet:
    """The score sheet of one submission."""

    def __init__(self, ask: Scoring) -> None:
        self.ask = ask
        self.rule_set = ask.rule_set
        self.full = number(self.rule_set["full_marks"])
        self.effects = {code: ask.effect(code) for code in ask.paths}
        self.settled = {code: effect for code, effect in self.effects.items() if isinstance(effect, Effect)}
        self.lines: list[Line] = []
        self.at_most: list[tuple[str, Value]] = []
        self.fixed_grade: str | None = None
        self.total: Fraction | None = None
        if len(self.settled) == len(self.effects):
            self.total = self.after_lines(self.rescaled(self.rule_set["indicators"], ()))
        else:
            self.after_lines(None)

    def names(self, code: str) -> Names:
        """Return the names of the groups around an indicator."""
        return tuple(node["group"] for node in self.ask.paths[code][:-1])

    def inside(self, group: Names) -> list[str]:
        """Return the codes of all indicators inside *group*, however deep."""
        return [code for code in self.ask.paths if self.names(code)[: len(group)] == group]

    def rescaled(self, parts: Iterable[Node], group: Names) -> Fraction:
        """Return the marks of *parts*, groups inside first, made up for what is left out of the count in *group*."""
        marks = ZERO
        for part in parts:
            if "group" in part:
                marks += self.rescaled(part["parts"], (*group, part["group"]))
            else:
                marks += self.settled[part["code"]].marks
        inside = [self.settled[code] for code in self.inside(group)]
        here = sum((effect.not_counted for effect in inside if effect.within == group), ZERO)
        if not here:
            return marks
        whole = sum((counted_marks(self.ask.paths[code]) for code in self.inside(group)), ZERO)
        if group:
            whole -= sum((effect.not_counted for effect in inside if effect.within == ()), ZERO)
        if whole == here:
            return marks
        result = self.ask.rounded(marks * whole / (whole - here))
        self.lines.append(Line("/".join(group), "rescale_group" if group else "rescale", result - marks))
        return result

    def after_lines(self, total: Fraction | None) -> Fraction | None:
        """Apply the rule set's own lines in order, then the cut; None once a result is open."""
        for line in self.rule_set.get("total") or ():
            results = (
                {self.ask.rounded(max(ZERO, one)) for one in self.results(line, total)} if total is not None else set()
            )
            after = results.pop() if len(results) == 1 else None
            amount = None if total is None or after is None else after - total
            self.lines.append(Line(line["line"], kind_of(line), amount))
            total = after
        if total is None:
            return None
        limit = max(self.full, number(self.rule_set.get("total_at_most", "0")))
        if total > limit:
            self.lines.append(Line("", "cut", limit - total))
        return min(total, limit)

    def results(self, line: Node, total: Fraction) -> set[Fraction]:
        """Return every total that *line* may lead to."""
        holds = self.ask.evaluate(line["when"]) if "when" in line else True
        kind = kind_of(line)
        if kind == "grade_at_most":
            self.at_most.append((line["grade_at_most"], holds))
            return {total}
        if holds is False or holds is NOT_APPLICABLE:
            return {total}
        results = {
            "cap": self.capped,
            "cap_by": self.capped_by,
            "coefficient": self.multiplied,
            "grades_below_claim": self.lowered,
            "add": self.added,
            "take": self.taken,
        }[kind](line, total)
        return results if holds is True else results | {total}

    def capped(self, line: Node, total: Fraction) -> set[Fraction]:
        """cap: 89"""
        return {min(total, number(line["cap"]))}

    def capped_by(self, line: Node, total: Fraction) -> set[Fraction]:
        """cap_by: 预算执行率, bands: …"""
        value = self.ask.evaluate(line["cap_by"])
        if value is NOT_APPLICABLE:
            return {total}
        bands = [band_of(line["bands"], value)] if isinstance(value, Fraction) else line["bands"]
        return {total if band["cap"] == "none" else min(total, number(band["cap"])) for band in bands}

    def multiplied(self, line: Node, total: Fraction) -> set[Fraction]:
        """coefficient: 90%"""
        return {total * number(line["coefficient"])}

    def lowered(self, line: Node, total: Fraction) -> set[Fraction]:
        """coefficient: {1: 90%, …}, by: grades_below_claim; beyond the last step listed, the last counts."""
        factors = {int(drop): number(factor) for drop, factor in line["coefficient"].items()}
        claimed = self.claimed_grade()
        if claimed is None:
            return {total} if line["without_claim"] == "skip" else {total} | {total * one for one in factors.values()}
        grade = self.grade_of(total)
        drop = min(self.grades().index(grade) - self.grades().index(claimed), max(factors))
        if line.get("regrade") == "false":
            self.fixed_grade = grade
        return {total * factors.get(drop, Fraction(1))}

    def added(self, line: Node, total: Fraction) -> set[Fraction]:
        """add: 5, method: …"""
        return {total + marks for marks in self.line_marks(line, number(line["add"]))}

    def taken(self, line: Node, total: Fraction) -> set[Fraction]:
        """take: 5, method: …"""
        return {max(ZERO, total - marks) for marks in self.line_marks(line, number(line["take"]))}

    def line_marks(self, line: Node, full: Fraction) -> set[Fraction]:
        """Return the marks a line's method gives, both ends of its range if they are open, 0 if it does not apply."""
        scale = number(line["out_of"]) if "out_of" in line else full
        marks = marks_of(line, line.get("code", line["line"]), scale, self.ask)
        if marks is NOT_APPLICABLE:
            return {ZERO}
        return {marks * full / scale} if isinstance(marks, Fraction) else {ZERO, full}

    def grades(self) -> list[str]:
        """Return the grades, best first."""
        floors: Node = self.rule_set["grades"]["floors"]
        return sorted(floors, key=lambda grade: number(floors[grade]), reverse=True)

    def grade_of(self, total: Fraction) -> str:
        """Return the best grade whose floor *total* reaches."""
        if self.rule_set["grades"]["basis"] == "rounded":
            total = to_step(total, self.rule_set["rounding"])
        floors = self.rule_set["grades"]["floors"]
        return next(grade for grade in self.grades() if total >= number(floors[grade]))

    def claimed_grade(self) -> str | None:
        """Return the grade claimed, or that of the total claimed."""
        claims = self.ask.submission.get("claims") or {}
        if "grade" in claims:
            return str(claims["grade"])
        return self.grade_of(number(claims["total"])) if "total" in claims else None

    def grade(self) -> str | None:
        """Return the grade of the total, no better than the lines allow."""
        if self.total is None:
            return None
        order = self.grades()
        grade = self.fixed_grade or self.grade_of(self.total)
        for limit, holds in self.at_most:
            if order.index(grade) < order.index(limit):
                if holds is True:
                    grade = limit
                elif holds is not False and holds is not NOT_APPLICABLE:
                    return None
        return grade

    def shown(self) -> list[Fraction | None]:
        """Return the figure of each row as printed, R(E_k) − R(E_{k−1}): the amount itself where rows are rounded."""
        amounts = [self.settled[code].marks if code in self.settled else None for code in self.ask.paths]
        running: Fraction | None = ZERO
        found: list[Fraction | None] = []
        for amount in [*amounts, *(line.amount for line in self.lines)]:
            after = None if running is None or amount is None else running + amount
            found.append(None if running is None or after is None else self.printed(after) - self.printed(running))
            running = after
        if self.rule_set["rounding"]["at"] == "indicator":
            return [*amounts, *(line.amount for line in self.lines)]
        return found

    def printed(self, total: Fraction) -> Fraction:
        """Return *total* rounded to the rule set's step."""
        return to_step(total, self.rule_set["rounding"])

    def row(self, code: str, shown: Fraction | None) -> dict[str, Any]:
        """Return the row of one indicator."""
        effect = self.effects[code]
        full = counted_marks(self.ask.paths[code])
        if isinstance(effect, Unsettled):
            row: dict[str, Any] = dict.fromkeys(("marks", "exact", "deduction", "not_counted", "shown"))
            return row | {"state": effect.state, "full_marks": full, "waits_for": effect.waits_for}
        lost = full - effect.marks - effect.not_counted
        row = {
            "state": effect.state,
            "full_marks": full,
            "marks": effect.marks,
            "exact": effect.exact,
            "deduction": lost,
        }
        row |= {"not_counted": effect.not_counted, "shown": shown, "waits_for": None}
        return row | {"state_is_open": effect.state_is_open}

    def group_row(self, group: Names, rows: dict[str, dict[str, Any]]) -> dict[str, Any]:
        """Return the sums of the indicators inside *group*; None where one of them is open."""
        inside = [rows[code] for code in self.inside(group)]
        sums: dict[str, Any] = {"full_marks": full_of(self.group_node(group))}
        for key in ("marks", "deduction", "not_counted"):
            amounts = [row[key] for row in inside]
            sums[key] = None if None in amounts else sum(amounts, ZERO)
        return sums

    def group_node(self, group: Names) -> Node:
        """Return the group with that path."""
        node: Node
        (node,) = [node for path, node in groups_of(self.rule_set["indicators"]) if path == group]
        return node

    def as_dictionary(self) -> dict[str, Any]:
        """Return the sheet as plain values."""
        shown = self.shown()
        rows = {code: self.row(code, shown[index]) for index, code in enumerate(self.ask.paths)}
        groups = {self.names(code)[:depth] for code in rows for depth in range(1, len(self.names(code)) + 1)}
        lines = [
            {"line": line.name, "kind": line.kind, "amount": line.amount, "shown": shown[len(rows) + index]}
            for index, line in enumerate(self.lines)
        ]
        known = {} if self.total is None else {"low": self.total, "high": self.total}
        return {
            "total": self.total,
            "shown_total": None if self.total is None else self.printed(self.total),
            "grade": self.grade(),
            "indicators": rows,
            "groups": {group: self.group_row(group, rows) for group in sorted(groups)},
            "lines": lines,
            **known,
        }
