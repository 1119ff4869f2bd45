"""The submissions of several units (所属单位) become that of their department (汇总), as the rule set says.

Counts and money add up, percentages and judgements are averaged by weight, all units must say yes, tables are joined,
and what has no order must agree, as must the tables of targets; rates with a formula follow, because they are computed
from the facts. What is missing in one unit is missing in the whole, what is refused in one is refused. A single unit
stays as it is, to the figure.

The order in which units are given decides nothing: they are taken by their codes. Claims (自评) are not consolidated,
since a department claims for itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from scoring.diagnostics import Diagnostic, Kind, Location, message
from scoring.fingerprint import fingerprint, fingerprint_of_bytes
from scoring.rule_set.filling import filled
from scoring.rule_set.model import Fingerprint, RuleSet
from scoring.submissions.consolidated_facts import Facts
from scoring.submissions.consolidated_judgements import judged_together
from scoring.submissions.consolidated_targets import targets_together
from scoring.submissions.content import meaning
from scoring.submissions.model import Chosen, Claims, Submission
from scoring.submissions.several import DISAGREE, given_twice
from scoring.submissions.weighing import Weighing

OTHER_YEAR: Final = Kind(
    "S386", "{name} ({code}) submitted figures of {year}, other units of {other}", "consolidate units of one year"
)
NO_RULE: Final = Kind(
    "S387",
    "the rule set {rules} does not say how units are consolidated",
    "add consolidation: with the fact to weigh by",
)
NO_UNITS: Final = Kind("S388", "there is no unit to consolidate into {name}", "give at least one submission")


def consolidate(
    rules: RuleSet, submissions: Sequence[Submission], code: str, name: str
) -> tuple[Submission | None, tuple[Diagnostic, ...]]:
    """Return the submission of the department *code*, *name*, whose units are *submissions*.

    None is returned where the units cannot be taken together: there are none, one is there twice, their years differ,
    or the rule set says nothing. Whatever else does not fit counts as refused, or as missing, and the rest is used.
    """
    units = sorted(submissions, key=lambda one: one.code)
    findings = tuple(_unfit(rules, units, name))
    if findings or rules.consolidation is None:
        return None, findings
    if len(units) == 1:
        return _named(units[0], code, name, rules), ()
    found: list[Diagnostic] = []
    submission = _together(rules, rules.consolidation.weight, units, (code, name), found)
    return submission, tuple(sorted(found, key=lambda finding: finding.order))


def _together(
    rules: RuleSet, weight: str, units: Sequence[Submission], institution: tuple[str, str], found: list[Diagnostic]
) -> Submission:
    """Return the submission of *institution*, its code and name, made of the figures of several *units*."""
    code, name = institution
    weighing = Weighing(weight, units, found)
    targets = targets_together(rules, units, found)
    facts = Facts(rules, units, weighing, found)
    given = facts.given()
    judgements = judged_together(filled(rules, targets.filling), units, weighing)
    choices = _choices(units, found)
    rejected = (*facts.rejected(), *targets.rejected)
    content = meaning(code, name, units[0].year, given, rejected, judgements, Claims(), choices, targets.rows)
    return Submission(
        code,
        name,
        units[0].year,
        {**given, **targets.facts},
        judgements,
        Claims(),
        " + ".join(dict.fromkeys(one.file for one in units)),
        Fingerprint(fingerprint(content), _bytes_of(units)),
        rejected,
        choices,
        targets=targets.rows,
        filling=targets.filling,
    )


def _bytes_of(units: Sequence[Submission]) -> str:
    """Return the fingerprint of the bytes of all *units*, in their order."""
    return fingerprint_of_bytes("\n".join(one.fingerprint.bytes for one in units).encode())


def _unfit(rules: RuleSet, units: Sequence[Submission], name: str) -> Sequence[Diagnostic]:
    """Return why *units* cannot be taken together at all."""
    if not units:
        return (NO_UNITS.at(Location(name), name=name),)
    found = list(given_twice(units))
    first = units[0]
    if rules.consolidation is None:
        found.append(NO_RULE.at(Location(first.file), rules=rules.id))
    for one in units[1:]:
        if one.year != first.year:
            year, other = ("—" if year is None else str(year) for year in (one.year, first.year))
            found.append(OTHER_YEAR.at(Location(one.file), name=one.name, code=one.code, year=year, other=other))
    return found


def _named(unit: Submission, code: str, name: str, rules: RuleSet) -> Submission:
    """Return the submission of a department with one unit: the unit's, under the department's name, without claims."""
    facts = {fact: given for fact, given in unit.facts.items() if fact in rules.facts}
    judgements = unit.judgements
    content = meaning(code, name, unit.year, facts, unit.rejected, judgements, Claims(), unit.choices, unit.targets)
    prints = Fingerprint(fingerprint(content), unit.fingerprint.bytes)
    return replace(unit, code=code, name=name, claims=Claims(), fingerprint=prints)


def _choices(units: Sequence[Submission], findings: list[Diagnostic]) -> dict[str, Chosen]:
    """Return the choices in which all units agree; one that a unit has not made is not made."""
    first, *others = units
    found = {}
    for name, choice in first.choices.items():
        made = [one.choices[name] for one in others if name in one.choices]
        if len(made) == len(others) and set(made) <= {choice}:
            found[name] = choice
        elif set(made) - {choice}:
            other = next(one for one in others if one.choices.get(name, choice) != choice)
            said = tuple(dict.fromkeys(part for one in (choice, *made) for part in one.parts))
            related = ((message("{name}", name=first.name), Location(first.file)),)
            findings.append(DISAGREE.at(Location(other.file), name=name, said=said, related=related))
    return found
