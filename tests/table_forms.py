"""Writes submissions as a table in CSV with the files beside it: what `scoring.read_submissions` must read back."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

Data = dict[str, Any]
Cells = dict[str, str]

HEADINGS = {
    "institution.code": ("institution.code", "单位编码", "单位代码"),
    "institution.name": ("institution.name", "单位名称"),
    "year": ("year", "年度", "年份"),
}
KEYS = ("institution.code", "year")


def portable(data: Data) -> Data:
    """Return *data* without what does not travel in rows: quotations and the documents quoted."""
    facts = {name: without_origin(fact) for name, fact in data["facts"].items()}
    return {key: value for key, value in data.items() if key != "documents"} | {"facts": facts}


def without_origin(fact: Any) -> Any:
    """Return a fact as it stands in a submission, without ``from`` and ``quote``."""
    return {key: one for key, one in fact.items() if key not in ("from", "quote")} if isinstance(fact, dict) else fact


def write_tables(folder: Path, stem: str, submissions: Iterable[Data], rng: random.Random | None = None) -> Path:
    """Write *submissions* as ``<stem>.csv`` and the files beside it; *rng* varies what a table program may vary."""
    rows: list[Cells] = []
    beside: dict[str, list[Cells]] = {}
    submissions = tuple(submissions)
    shared = any(isinstance(one, dict) for data in submissions for one in data.get("choices", {}).values())
    by_part = shared or (rng is not None and rng.random() < 0.5)
    for data in submissions:
        row = main_row(data)
        key = {name: row[name] for name in KEYS}
        for part, items in beside_rows(data, by_part=by_part).items():
            if items:
                beside.setdefault(part, []).extend(key | item for item in items)
            else:
                row[part] = "无" if rng is None else rng.choice(["无", "[]"])
        rows.append(row)
    for part, items in beside.items():
        (folder / f"{stem}.{part}.csv").write_bytes(as_csv(items, rng))
    path = folder / f"{stem}.csv"
    path.write_bytes(as_csv(rows, rng))
    return path


def main_row(data: Data) -> Cells:
    """Return the row of one submission, tables left out."""
    institution = data["institution"]
    row = {"institution.code": institution["code"], "institution.name": institution["name"], "year": data["year"]}
    for name, fact in data["facts"].items():
        value = fact["value"] if isinstance(fact, dict) else fact
        if isinstance(fact, dict) and "evidence" in fact:
            row[f"evidence.{name}"] = fact["evidence"]
        if not isinstance(value, list):
            row[name] = with_unit(fact)
    claims = data.get("claims", {})
    row |= {f"claim.{key}": claims[key] for key in ("total", "grade") if key in claims}
    row |= {f"claim.{code}": marks for code, marks in claims.get("indicators", {}).items()}
    row |= {f"claim.{code}.reason": reason for code, reason in claims.get("reasons", {}).items()}
    for code, judgement in data.get("judgements", {}).items():
        row |= {f"judgement.{code}.{part}": value for part, value in judgement.items()}
    return row


def beside_rows(data: Data, *, by_part: bool = False) -> dict[str, list[Cells]]:
    """Return the rows of tables, targets and choices of one submission; of choices a row for each part, or group."""
    parts: dict[str, list[Cells]] = {}
    for name, fact in data["facts"].items():
        value = fact["value"] if isinstance(fact, dict) else fact
        if isinstance(value, list):
            parts[name] = [{column: with_unit(cell) for column, cell in row.items()} for row in value]
    if "targets" in data:
        parts["targets"] = [dict(row) for row in data["targets"]]
    if data.get("choices") and by_part:
        parts["choices"] = chosen_parts(data["choices"])
    elif data.get("choices"):
        parts["choices"] = [chosen(data["choices"], number) for number in range(most_chosen(data["choices"]))]
    return parts


def chosen_parts(choices: Mapping[str, Any]) -> list[Cells]:
    """Return a row for every part that is chosen, with its marks where they are declared."""
    rows: list[Cells] = []
    for group, one in choices.items():
        if isinstance(one, dict):
            rows += [{"group": group, "part": part, "marks": marks} for part, marks in one.items()]
        else:
            rows += [{"group": group, "part": part} for part in (one if isinstance(one, list) else [one])]
    return rows


def most_chosen(choices: Mapping[str, Any]) -> int:
    """Return how many rows the choices need: one, or as many as the longest list."""
    return max(len(one) if isinstance(one, list) else 1 for one in choices.values())


def chosen(choices: Mapping[str, Any], number: int) -> Cells:
    """Return row *number* of the choices."""
    listed = {name: one if isinstance(one, list) else [one] for name, one in choices.items()}
    return {name: one[number] for name, one in listed.items() if number < len(one)}


def with_unit(fact: Any) -> str:
    """Return the value of a fact in one cell, its unit behind it."""
    if isinstance(fact, dict):
        return f"{fact['value']}{fact.get('unit', '')}"
    return str(fact)


def as_csv(rows: list[Cells], rng: random.Random | None) -> bytes:
    """Return *rows* as a file; *rng* chooses separator, encoding, line ends, headings, order of columns, blank rows."""
    heads = list(dict.fromkeys(key for row in rows for key in row))
    shown = {head: head for head in heads}
    separator, encoding, end = ",", "utf-8", "\n"
    if rng is not None:
        rng.shuffle(heads)
        separator = rng.choice(",,;\t") if len(heads) > 1 else ","
        encoding = rng.choice(["utf-8", "utf-8-sig", "gb18030"])
        end = rng.choice(["\n", "\r\n"])
        shown |= {head: rng.choice(names) for head, names in HEADINGS.items() if head in shown}
        common_units(rows, shown)
    text = io.StringIO(newline="")
    everything = rng is not None and rng.random() < 0.3
    writer = csv.writer(
        text,
        delimiter=separator,
        lineterminator=end,
        quoting=csv.QUOTE_ALL if everything else csv.QUOTE_MINIMAL,
    )
    writer.writerow([shown[head] for head in heads])
    for row in rows:
        writer.writerow([escaped(row.get(head, "")) for head in heads])
        if rng is not None and rng.random() < 0.2:
            writer.writerow([""] * len(heads))
    return text.getvalue().encode(encoding)


def common_units(rows: list[Cells], shown: dict[str, str]) -> None:
    """Move a unit that stands behind every number of a column into its heading."""
    for head in shown:
        cells = [row[head] for row in rows if head in row]
        for unit in ("万元", "%"):
            if "." not in head and all(cell.endswith(unit) and cell[:1].isdigit() for cell in cells):
                shown[head] = f"{head}（{unit}）"
                for row in rows:
                    row[head] = row.get(head, "").removesuffix(unit)


def escaped(text: str) -> str:
    """Return *text* as a table program keeps it from being a formula."""
    dangerous = text.startswith(("=", "'")) or (text[:1] in ("+", "-", "@") and not text[1:2].isdigit())
    return "'" + text if dangerous else text
