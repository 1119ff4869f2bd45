"""Fills in what a submission lacks, at random within the declared types and limits, ends and thresholds included."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from oracle_answers import Scoring
from oracle_choices import groups_of, is_choice
from oracle_facts import NUMBERS
from oracle_methods import Node, scale_of, within
from oracle_targets import any_rows
from oracle_total import Sheet
from oracle_values import Unknown, number, plain

NUMBER_IN_TEXT = re.compile(r"(?<![\w.])\d+(?:\.\d+)?%?")
ANY_DAY = date(2023, 6, 30)
ZERO = Fraction(0)


def completions(rule_set: Node, submission: Node, rng: random.Random, n: int) -> Iterator[dict[str, Any]]:
    """Yield *n* copies of *submission* in which every fact and judgement is there and inside its domain."""
    asked = Scoring(rule_set, submission)
    thresholds = sorted({number(text) for text in NUMBER_IN_TEXT.findall(str(rule_set["indicators"]))})
    figures = sorted({number(text) for text in NUMBER_IN_TEXT.findall(str(submission.get("facts")))})
    for _ in range(n):
        filled: dict[str, Any] = copy.deepcopy(dict(submission))
        filled["facts"] = dict(filled.get("facts") or {})
        written = {plain(name): name for name in filled["facts"]}
        filled |= {} if "targets" in filled else {"targets": any_rows(rule_set, rng)} if asked.written.rows else {}
        for name, declared in asked.declared.items():
            here = written.get(name, name)
            if name in asked.written.rows:
                index, key = asked.written.rows[name]
                if index >= 0 and isinstance(asked.fact(name), Unknown):
                    filled["targets"][index][key] = any_fact(declared, rng, thresholds, figures)
            elif isinstance(asked.fact(name), Unknown):
                filled["facts"][here] = any_fact(declared, rng, thresholds, figures)
            elif declared["type"] == "table":
                rows = filled["facts"][here]
                filled["facts"][here] = [filled_row(declared["columns"], row, rng, thresholds, figures) for row in rows]
        filled["choices"] = dict(any_choices(asked.rule_set, rng)) | (filled.get("choices") or {})
        judged = any_judgements(Scoring(rule_set, filled), rng)
        filled["judgements"] = (filled.get("judgements") or {}) | judged
        claims_needed = any(line.get("without_claim") == "missing" for line in rule_set.get("total") or ())
        if claims_needed and not {"grade", "total"} & set(filled.get("claims") or {}):
            filled["claims"] = (filled.get("claims") or {}) | {"grade": rng.choice(list(rule_set["grades"]["floors"]))}
        yield filled


def any_choices(rule_set: Node, rng: random.Random) -> Iterator[tuple[str, Any]]:
    """Yield a choice for each group that waits for one."""
    for path, group in groups_of(rule_set["indicators"]):
        if not is_choice(group) or group.get("by") == "better":
            continue
        titles = [part.get("indicator", part.get("group")) for part in group["parts"]]
        some = rng.sample(titles, rng.randrange(1, len(titles) + 1))
        if group["choose"] == "one":
            yield "/".join(path), some[0]
        elif group["split"] == "even":
            yield "/".join(path), some
        else:
            yield "/".join(path), any_shares(some, scale_of(group), group, rule_set, rng)


def any_shares(parts: list[str], pool: Fraction, group: Node, rule_set: Node, rng: random.Random) -> dict[str, str]:
    """Return marks for *parts*, whole steps that add up to the *pool*."""
    step = number(rule_set["rounding"]["step"]) * 2 * pool / group["counted"]
    steps = int(pool / step)
    parts = parts[: max(1, steps)]
    cuts = sorted(rng.sample(range(1, steps), len(parts) - 1)) if len(parts) > 1 else []
    ends = [ZERO, *(cut * step for cut in cuts), pool]
    return {part: decimal(after - before) for part, before, after in zip(parts, ends, ends[1:], strict=False)}


def any_judgements(asked: Scoring, rng: random.Random) -> dict[str, Any]:
    """Return a judgement for each indicator that waits for one."""
    found = {}
    for code, path in asked.paths.items():
        leaf = path[-1]
        if leaf["method"] == "judged" and asked.judgement(code) is None:
            found[code] = any_judgement(leaf, rng)
        for index, item in enumerate(leaf.get("items", ()), start=1):
            if "judged" in item and asked.judgement(f"{code}.{index}") is None:
                found[f"{code}.{index}"] = any_judgement({"full_marks": item["marks"]}, rng)
    return found


def any_judgement(leaf: Node, rng: random.Random) -> dict[str, str]:
    """Return a judgement inside its level, often at one of its ends."""
    full = scale_of(leaf)
    who = {"reason": "现场核查", "evaluator": "评价组"}
    shares = [Fraction(percent, 100) for percent in range(101)]
    if "entry_step" in leaf:
        shares = [share for share in shares if share * full % number(leaf["entry_step"]) == 0]
    if not leaf.get("levels"):
        share = rng.choice([Fraction(0), Fraction(1), rng.choice(shares)])
        return {"marks": decimal(share * full)} | who
    level = rng.choice(leaf["levels"])
    if "marks" in level:
        return {"level": level["level"], "marks": level["marks"]} | who
    shares = [share for share in shares if within(level["share"], share)]
    share = rng.choice([shares[0], shares[-1], rng.choice(shares)])
    return {"level": level["level"], "marks": decimal(share * full)} | who


def any_fact(declared: Node, rng: random.Random, thresholds: list[Fraction], figures: list[Fraction]) -> Any:
    """Return the text of a value of the declared type, or the rows of a table."""
    kind = declared["type"]
    if kind in NUMBERS:
        return any_number(declared, rng, thresholds, figures)
    if kind == "table":
        rows = rng.choice([1, 1, 2, 3, 5])
        return [filled_row(declared["columns"], {}, rng, thresholds, figures) for _ in range(rows)]
    if kind == "date":
        return (ANY_DAY + timedelta(days=rng.choice([0, -1, 1, -400, 400]))).isoformat()
    if kind == "choice":
        return rng.choice(declared["one_of"])
    return rng.choice(["是", "否"]) if kind == "yes_no" else "文字"


def filled_row(
    columns: Node, row: Node, rng: random.Random, thresholds: list[Fraction], figures: list[Fraction]
) -> dict[str, Any]:
    """Return *row* with every cell that is missing filled in."""
    empty = {name: declared for name, declared in columns.items() if row.get(name) is None}
    return dict(row) | {name: any_fact(declared, rng, thresholds, figures) for name, declared in empty.items()}


def any_number(declared: Node, rng: random.Random, thresholds: list[Fraction], figures: list[Fraction]) -> str:
    """Return a number inside its domain: an end, a threshold of another figure, one unit beside it, or anything."""
    percent = declared["type"] == "percent"
    whole = declared["type"] == "count"
    decimals = 0 if whole else int(declared.get("decimals", "2"))
    unit = Fraction(1, 10**decimals) / (100 if percent else 1)
    low = number(declared["at_least"]) if "at_least" in declared else Fraction(0) if whole else None
    high = number(declared["at_most"]) if "at_most" in declared else None
    base = rng.choice([Fraction(1), rng.choice([*figures, Fraction(1)])])
    near = rng.choice([*thresholds, Fraction(1), Fraction(2)]) * base
    guess = rng.choice([Fraction(0), near, near, near, near + base, -near, rng.choice([Fraction(10**9), unit])])
    guess = round(guess / unit) * unit + rng.choice([-1, 0, 0, 1]) * unit
    ends = [end for end in (low, high) if end is not None]
    if ends and rng.random() < 0.2:
        guess = rng.choice(ends)
    guess = guess if low is None else max(low, guess)
    guess = guess if high is None else min(high, guess)
    return f"{decimal(guess * 100)}%" if percent else decimal(guess)


def decimal(value: Fraction) -> str:
    """Write *value*, a finite decimal, without an exponent.

    >>> decimal(Fraction(-5, 4)), decimal(Fraction(3))
    ('-1.25', '3')
    """
    digits = 0
    while (value * 10**digits).denominator != 1:
        digits += 1
        if digits > 30:
            raise ValueError(f"no finite decimal: {value}")
    shifted = str(abs(int(value * 10**digits))).rjust(digits + 1, "0")
    body = f"{shifted[:-digits]}.{shifted[-digits:]}" if digits else shifted
    return f"-{body}" if value < 0 else body


def completed_totals(rule_set: Node, submission: Node, rng: random.Random, n: int) -> Iterator[tuple[Fraction, str]]:
    """Yield total and grade of *n* completions; those a `missing` policy leaves without a total are passed over."""
    for filled in completions(rule_set, submission, rng, n):
        sheet = Sheet(Scoring(rule_set, filled))
        grade = sheet.grade()
        if sheet.total is not None and grade is not None:
            yield sheet.total, grade


def allowed_states(rule_set: Node, submission: Node, rng: random.Random, n: int = 30) -> dict[str, set[str]]:
    """Return, for each indicator, the states an honest sheet may give it.

    Settled indicators have one. For an open one, a sheet that sees further than Kleene logic (0 × anything = 0) may
    also say what every completion says; when facts and a judgement are both open, either may be named.
    """
    sheet = Sheet(Scoring(rule_set, submission)).as_dictionary()["indicators"]
    either = {"scored", "not_applicable", "missing_data"}
    allowed = {code: either if row.get("state_is_open") else {row["state"]} for code, row in sheet.items()}
    open_codes = [code for code, row in sheet.items() if row["marks"] is None]
    if not open_codes:
        return allowed
    seen: dict[str, set[tuple[str, Any, Any]]] = {code: set() for code in open_codes}
    for filled in completions(rule_set, submission, rng, n):
        rows = Sheet(Scoring(rule_set, filled)).as_dictionary()["indicators"]
        for code in (one for one in open_codes if one in rows):  # what stands for a missing table is filled with rows
            seen[code].add((rows[code]["state"], rows[code]["marks"], rows[code]["not_counted"]))
    for code in open_codes:
        waits_for = sheet[code]["waits_for"]
        if waits_for.facts and waits_for.awaited:
            allowed[code] |= {"missing_data", "awaiting_judgement"}
        if sheet[code]["state"] == "not_applicable":
            allowed[code] |= {"missing_data"}
        if len({outcome[1:] for outcome in seen[code]}) == 1 and None not in next(iter(seen[code])):
            allowed[code] |= {outcome[0] for outcome in seen[code]}
    return allowed
