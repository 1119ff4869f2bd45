"""Words and shown figures that several views share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Final

from scoring.diagnostics import Message, Quantity, Word, message
from scoring.diagnostics.message import Value
from scoring.engine.found import Lacking, State
from scoring.engine.lacking import lacking_named
from scoring.engine.reasons import called
from scoring.engine.sheet import Missing, Scored, ScoreSheet, Step
from scoring.exact import RoundingMode, as_decimal, as_text, decimal_places
from scoring.methods.contract import Policy
from scoring.reports.view import Json
from scoring.rule_set.model import Fact, FactType, Indicator, RuleSet, Source, Status
from scoring.rule_set.target_rows import APPLIES_CALLED
from scoring.submissions.choices import is_choice
from scoring.submissions.model import Given, Rows

STATES: Final = {
    State.SCORED: Word("scored"),
    State.NOT_APPLICABLE: Word("not applicable"),
    State.MISSING_DATA: Word("missing data"),
    State.AWAITING_JUDGEMENT: Word("awaiting judgement"),
}

STATUSES: Final = {
    Status.OFFICIAL: Word("official text"),
    Status.ADAPTED: Word("reprinted or adapted"),
    Status.RECALLED: Word("from memory"),
    Status.CONSTRUCTED: Word("our own"),
}

LACKING: Final = {
    Lacking.FACT: Word("not given"),
    Lacking.REJECTED: Word("given but refused"),
    Lacking.JUDGEMENT: Word("judgement awaited"),
    Lacking.CLAIM: Word("claim not given"),
    Lacking.CHOICE: Word("choice not made"),
    Lacking.BATCH: Word("needs all institutions scored together"),
    Lacking.PEER: Word("something is missing at this institution"),
    Lacking.UNDEFINED: Word("undefined for these figures"),
}

ROUNDING_MODES: Final = {
    RoundingMode.HALF_UP: Word("half up"),
    RoundingMode.HALF_EVEN: Word("half to even"),
}

POLICIES: Final = {
    Policy.FULL: Word("full marks"),
    Policy.ZERO: Word("no marks"),
    Policy.RESCALE: Word("not counted; the total is rescaled"),
    Policy.RESCALE_GROUP: Word("not counted; the group is rescaled"),
}

UNKNOWN: Final = "—"


def mark_decimals(rules: RuleSet) -> int:
    """Return how many digits behind the point marks have under the rule set's rounding."""
    return decimal_places(rules.rounding.step) or 0


def marks_shown(value: Fraction, rules: RuleSet) -> Quantity:
    """Return *value*, in marks, with the digits the rule set's rounding leaves."""
    return Quantity(value, "", mark_decimals(rules))


def signed(value: Fraction, rules: RuleSet) -> Value:
    """Return *value*, in marks, with its sign; zero has none."""
    shown = marks_shown(value, rules)
    return message("+{amount}", amount=shown) if value > 0 else shown


def interval(low: Fraction, high: Fraction, rules: RuleSet) -> Value:
    """Return ``low–high`` in marks, or the one number if both are the same."""
    if low == high:
        return marks_shown(low, rules)
    return message("{low}–{high}", low=marks_shown(low, rules), high=marks_shown(high, rules))


def exactly(value: Fraction, unit: str = "", least: int = 0) -> Quantity:
    """Return *value* with all its digits, *least* at least; numbers without an end are cut for the eye."""
    places = decimal_places(value * 100 if unit == "%" else value)
    return Quantity(value, unit, None if places is None else max(places, least))


def figure(fact: Fact | None, given: Given | Rows) -> Value:
    """Return a figure as it is shown to people, in the fact's unit."""
    if isinstance(given, Rows):
        return message("{count} rows", count=len(given.rows))
    if isinstance(given.value, bool):
        return Word("yes") if given.value else Word("no")
    if isinstance(given.value, str):
        return given.value
    if fact is not None and fact.type is FactType.DATE:
        return date.fromordinal(int(given.value)).isoformat()
    return exactly(given.value, str(fact.unit) if fact is not None else "", given.decimals)


def step_shown(step: Step) -> Value:
    """Return the number or truth value of one working."""
    if isinstance(step.exact, bool):
        return Word("yes") if step.exact else Word("no")
    if step.shown is not None:
        return step.shown
    return Word("not computed") if step.exact is None else exactly(step.exact)


def missing_for(sheet: ScoreSheet, code: str) -> tuple[Missing, ...]:
    """Return what the indicator or line called *code* lacks."""
    return distinct(one for one in sheet.missing if code in one.codes)


def distinct(missing: Iterable[Missing]) -> tuple[Missing, ...]:
    """Return each name once, under the first thing that can be done about it: a figure not given before a rule."""
    found: dict[str, Missing] = {}
    for one in missing:
        known = found.get(one.name)
        if known is None or (known.lacking is Lacking.UNDEFINED and one.lacking is not Lacking.UNDEFINED):
            found[one.name] = one
    return tuple(found.values())


def named(sheet: ScoreSheet, one: Missing) -> Value:
    """Return the name of something missing; for an item or a judgement, which only has a code, what it is about."""
    if one.lacking in (Lacking.CHOICE, Lacking.BATCH) or is_choice(one.name, sheet.rule_set):
        return lacking_named(one.lacking, one.name, sheet.rule_set)
    indicator = sheet.rule_set.indicator(one.name)
    if indicator is not None:
        return indicator_named(indicator)
    return judgement_named(sheet.rule_set, one.name) or fact_named(sheet.rule_set, one.name)


def code_shown(indicator: Indicator) -> str:
    """Return the code of an indicator; "" for the row that stands for a group's whole table, which has none to type."""
    return "" if "." in indicator.code else indicator.code


def indicator_named(indicator: Indicator) -> Message:
    """Return the code and the name of an indicator; of a group's whole table the names of both."""
    if code_shown(indicator):
        return message("{code} {name}", code=indicator.code, name=indicator.name)
    return message("{group} ({name})", group=indicator.path[-1], name=indicator.name)


def reader_named(sheet: ScoreSheet, code: str) -> Value:
    """Return what to call the indicator or line that reads something: its code, or its name where it has none."""
    indicator = sheet.rule_set.indicator(code)
    return code if indicator is None or code_shown(indicator) else indicator_named(indicator)


def judgement_named(rules: RuleSet, name: str) -> Message | None:
    """Return the name of the judgement of a checklist's item, with what it is about; None for anything else."""
    every = (own for owner in rules.owners() for own in owner.judgements)
    about = next((own.about for own in every if own.name == name), "")
    return message("{code} {name}", code=name, name=about) if about else None


def fact_named(rules: RuleSet, name: str) -> Value:
    """Return the name of a fact; for a checklist's item or a row's figure, whose name is a code, what it is about."""
    fact = rules.facts.get(name)
    owner = rules.indicator(name)
    if owner is not None:  # how many of a group's targets apply goes by the code of their row
        return indicator_named(owner)
    if fact is not None and fact.called == APPLIES_CALLED:
        return called(fact, name)
    if fact is not None and fact.called is not None:
        return message("{what} of {code} {name}", what=fact.called, code=fact.item_of, name=fact.about)
    if fact is not None and fact.item_of and fact.about:
        return message("{code} {name}", code=name, name=fact.about)
    return name


def standards_by_status(rules: RuleSet) -> dict[Status, int]:
    """Return how many indicators' standards have each status, in the order of trust."""
    statuses = [one.source.status for one in rules.indicators if one.source is not None]
    return {status: statuses.count(status) for status in Status if status in statuses}


def standards_sentence(rules: RuleSet) -> Value:
    """Return how many indicators rest on official texts, and how many do not."""
    return tuple(
        message("{status}: {count}", status=STATUSES[status], count=count)
        for status, count in standards_by_status(rules).items()
    )


def missing_sentence(sheet: ScoreSheet, state: State, lacking: Iterable[Missing]) -> Message | Word:
    """Return ``missing data: …`` with the names, those that matter only."""
    material = [one for one in lacking if one.material]
    if not material or state is State.AWAITING_JUDGEMENT:
        return STATES[state]
    if all(one.lacking is Lacking.CHOICE for one in material):
        groups = tuple(one.name for one in material)
        return message("{state}: {names}", state=LACKING[Lacking.CHOICE], names=groups)
    names = tuple(lacking_named(one.lacking, one.name, sheet.rule_set) for one in material)
    return message("{state}: {names}", state=STATES[state], names=names)


def cited(source: Source) -> Message:
    """Return a source as a citation: title and status."""
    return message("{title} ({status})", title=source.title, status=STATUSES[source.status])


def figure_data(fact: Fact | None, given: Given | Rows) -> Json:
    """Return a figure for programs: number in its unit (95 for 95%) as text, truth value, text, ISO date, rows."""
    if isinstance(given, Rows):
        return [
            {name: figure_data(None if fact is None else fact.column(name), cell) for name, cell in row.items()}
            for row in given.rows
        ]
    if isinstance(given.value, bool | str):
        return given.value
    if fact is not None and fact.type is FactType.DATE:
        return date.fromordinal(int(given.value)).isoformat()
    percent = fact is not None and fact.unit.percent
    return number_data(given.value * 100 if percent else given.value)


def number_data(value: Fraction) -> str:
    """Write *value* as a decimal if it has an end, else as a fraction."""
    places = decimal_places(value)
    return as_text(value) if places is None else as_decimal(value, places)


def grade_sentence(sheet: ScoreSheet) -> Value:
    """Return the grade, or which grades are still possible."""
    if sheet.grade.certain:
        return sheet.grade.low.name
    return message("not certain: {low} to {high}", low=sheet.grade.low.name, high=sheet.grade.high.name)


def deduction_reason(sheet: ScoreSheet, one: Scored) -> Value:
    """Return what stands in the last column: nothing for full marks, else the reason, the state, what is missing."""
    if one.state is State.SCORED:
        return one.reason.text if one.deduction else ""
    if one.state is State.NOT_APPLICABLE:
        return one.reason.text
    return missing_sentence(sheet, one.state, missing_for(sheet, one.indicator.code))


def figure_limits(fact: Fact) -> tuple[str | None, str | None]:
    """Return the least and largest allowed value for programs, in the fact's unit."""
    factor = 100 if fact.unit.percent else 1
    least = None if fact.at_least is None else number_data(fact.at_least * factor)
    return least, None if fact.at_most is None else number_data(fact.at_most * factor)
