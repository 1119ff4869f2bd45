"""Tables in CSV: what stands in each cell and where, quotes and line breaks, separators, encodings, limits."""

from __future__ import annotations

import csv
import io
import random

import pytest

from effort import calls
from scoring.diagnostics import Language, render_findings
from scoring.documents import Table, csv_reader
from scoring.documents.limits import MAX_COLUMNS, MAX_FINDINGS, MAX_SCALAR
from scoring.documents.read import read_table_text


def table(text: str | bytes) -> tuple[Table | None, list[str]]:
    """Return a table and the codes of what was found."""
    found, findings = read_table_text(text if isinstance(text, bytes) else text.encode(), "t.csv")
    return found, [finding.code for finding in findings]


def read(text: str | bytes) -> list[list[str]]:
    """Return the texts of a table in which nothing is wrong, headings first."""
    found, codes = table(text)
    assert found is not None, codes
    assert not set(codes) & {"D106", "D220", "D221", "D224", "D225", "D226", "D227"}
    return [[head.text for head in found.heads], *(list(row.texts) for row in found.rows)]


def places(text: str) -> list[str]:
    """Return line:column:width of each cell that is not empty, headings first."""
    found, _ = table(text)
    assert found is not None
    cells = [*found.heads, *(row.cell(index) for row in found.rows for index in range(len(row.texts)))]
    return [f"{cell.place.line}:{cell.place.column}:{cell.place.width}" for cell in cells if cell.text]


def test_cells_and_their_places() -> None:
    text = '名称,"数"\r\n"甲\r\n乙",1\n\n,\n"说""明""",2'
    assert read(text) == [["名称", "数"], ["甲\n乙", "1"], ['说"明"', "2"]]
    assert places(text) == ["1:1:2", "1:4:3", "2:1:2", "3:4:1", "6:1:8", "6:10:1"]


def test_a_place_shows_its_own_line() -> None:
    found, _ = table('a,b\n1,"x\ny"\n2,3\n')
    assert found is not None
    assert [(row.place(1).text, row.place(0).text) for row in found.rows] == [('1,"x', '1,"x'), ("2,3", "2,3")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end(end: str) -> None:
    assert read(end.join(["a,b", "1,2", "3,4"])) == read(end.join(["a,b", "1,2", "3,4", ""]))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separators_are_recognised_in_the_first_row(separator: str) -> None:
    rows = [["a", "b", "c"], ["1,5", "x;y", "t\tt"]]
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    assert read(text.getvalue()) == rows
    assert table(text.getvalue())[1] == ([] if separator == "," else ["D222"])
    assert read(f"sep={separator}\n" + text.getvalue()) == rows


def test_a_separator_in_quotes_separates_nothing() -> None:
    assert read('"a;b;c",d\n1,2\n') == [["a;b;c", "d"], ["1", "2"]]
    assert read('"a\n;;";d\n1;2\n') == [["a\n;;", "d"], ["1", "2"]]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ('="001"', "001"),
        ('"=""001"""', "001"),
        ("'001", "001"),
        ("'=1+1", "=1+1"),
        ("''=1", "'=1"),
        ("'-桥", "-桥"),
        ("'甲'", "'甲'"),
        ("=1+1", "=1+1"),
        ("=SUM(A1)", "=SUM(A1)"),
        ("-5", "-5"),
    ],
)
def test_the_sign_that_keeps_a_text_a_text_is_taken_off(written: str, text: str) -> None:
    found, codes = table(f"a,b\n{written},x\n")
    assert found is not None
    assert found.rows[0].texts == (text, "x")
    unquoted = written[1:-1].replace('""', '"') if written.startswith('"') else written
    assert codes == ([] if text == unquoted else ["D223"])


def test_encodings() -> None:
    rows = [["名称", "数"], ["临湘市救助站", "1"]]
    text = "名称,数\n临湘市救助站,1\n"
    for encoding in ("utf-8", "utf-8-sig", "gb18030"):
        assert read(text.encode(encoding)) == rows
    assert table(text.encode("gb18030"))[1] == ["D109"]
    assert table(text.encode("utf-16"))[1] == ["D106"]


def test_a_damaged_utf8_file_is_not_read_as_something_else() -> None:
    data = "名称,数\n临湘市救助站,1\n".encode()
    for cut in range(len(data) - 12, len(data) - 3):
        damaged = data[:cut] + data[cut + 1 :]
        found, codes = table(damaged)
        assert found is None or codes == []  # a character of one byte was cut out
        assert codes in ([], ["D106"])
    assert table(b"\xef\xbb\xbf" + "名称".encode("gb18030"))[1] == ["D106"]


def test_invisible_characters_are_refused_in_gb18030_too() -> None:
    assert table("名称\u202e,数\n1,2\n".encode("gb18030"))[1] == ["D107"]
    assert table("名称\u200b,数\n1,2\n".encode("gb18030"))[1] == ["D109", "D116"]


def test_rows_and_columns_without_content_hold_nothing() -> None:
    assert read("a,b,,\n1,2,,\n,,,\n\n,\n3,4,,\n") == [["a", "b", "", ""], ["1", "2", "", ""], ["3", "4", "", ""]]
    assert table("\n\na,b\n1,2\n")[1] == []


@pytest.mark.parametrize("row", ["1", "1,2,", "1,,2,", "1,234.5,", "1,2,3"])
def test_a_cell_more_or_less_is_never_made_to_fit(row: str) -> None:
    found, codes = table(f"a,b\n{row}\n")
    assert codes == ["D224"]
    assert found is not None
    assert found.rows == ()


def test_a_title_above_the_headings_is_no_heading() -> None:
    assert table("2023年度基础数据表,,\n名称,数,量\n甲,1,2\n注,,\n") == (None, ["D231"])
    assert read("名称\n甲\n") == [["名称"], ["甲"]]


def test_what_is_wrong_in_one_row_leaves_the_others() -> None:
    found, codes = table('a,b\n1,2,3\n"x"y,1\nz"z,1\n4,5\n6\n')
    assert codes == ["D224", "D226", "D227", "D224"]
    assert found is not None
    assert [row.texts for row in found.rows] == [("4", "5")]


def test_behind_an_open_quote_nothing_is_read() -> None:
    found, codes = table('a,b\n1,2\n3,"4\n5,6\n')
    assert codes == ["D220"]
    assert found is not None
    assert [row.texts for row in found.rows] == [("1", "2")]


@pytest.mark.parametrize(("text", "code"), [("", "D108"), ("\n,,\n", "D108"), ('a"b,c\n1,2\n', "D227"), ('"a', "D220")])
def test_without_headings_there_is_no_table(text: str, code: str) -> None:
    assert table(text) == (None, [code])


def test_limits_hold_at_their_value(monkeypatch: pytest.MonkeyPatch) -> None:
    assert table(",".join("a" * MAX_COLUMNS) + "\n")[1] == []
    assert table(",".join("a" * (MAX_COLUMNS + 1)) + "\n")[1] == ["D229"]
    assert table(f"a\n{'b' * MAX_SCALAR}\n")[1] == []
    assert table(f"a\n{'b' * (MAX_SCALAR + 1)}\n")[1] == ["D112"]
    monkeypatch.setattr(csv_reader, "MAX_ROWS", 2)
    assert table("a,b\n1,2\n3,4\n")[1] == []
    assert table("a,b\n1,2\n3,4\n5,6\n")[1] == ["D228"]
    monkeypatch.setattr(csv_reader, "MAX_CELLS", 4)
    assert table("a,b\n1,2\n")[1] == []
    assert table("a,b\n1,2\n3,4\n")[1] == ["D230"]


def test_findings_end() -> None:
    assert table("a,b\n" + "1\n" * (MAX_FINDINGS + 9))[1] == ["D224"] * MAX_FINDINGS + ["D114"]
    assert table("a,b\n" + '1"\n' * (MAX_FINDINGS + 9))[1] == ["D227"] * MAX_FINDINGS + ["D114"]


@pytest.mark.parametrize("seed", range(40))
def test_cells_are_those_of_the_standard_library(seed: int) -> None:
    rng = random.Random(seed)
    letters = ["a", "汉", '"', '""', ",", ";", "\n", " ", "\t", "=", "𠮷"]
    rows = [["".join(rng.choices(letters, k=rng.randrange(6))) for _ in range(3)] for _ in range(5)]
    rows[0] = ["x", "y", "z"]
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator=rng.choice(["\n", "\r\n"])).writerows(rows)
    expected = [row for row in rows if any(cell.strip() for cell in row)]
    found, _ = table(text.getvalue())
    assert found is not None
    assert [list(row.texts) for row in found.rows] == expected[1:]
    for row in found.rows:
        for index in range(3):
            place = row.place(index)
            assert place.text[place.column - 1] == '"'


def test_work_grows_with_the_file_and_not_faster() -> None:
    def work(rows: int) -> int:
        text = "a,b,c\n" + '1,"x\ny",="3"\n' * rows

        def reading() -> None:
            found, _ = table(text)
            assert found is not None
            for row in found.rows:
                for index in range(3):
                    row.cell(index)

        return calls(reading)

    assert work(400) < 4.2 * work(100)


def test_hostile_quotes_are_answered_at_once() -> None:
    assert calls(lambda: table("a\n" + '"' * 100_001)) < 2_000
    assert calls(lambda: table("a\n" + '"x"y\n' * 50_000)) < 150_000


def test_a_finding_shows_the_line() -> None:
    _, findings = read_table_text('名称,数\n甲,"1\n2"3\n'.encode(), "t.csv")
    assert render_findings(findings, "full", Language("en")) == (
        "t.csv:3:3: error D226: something follows the closing quotation mark; this row is not read\n"
        '  | 2"3\n'
        "  |   ^\n"
        '  hint: put the separator behind it; write "" for a quotation mark inside the text\n'
        "  t.csv:2:3: the cell begins here\n"
    )
