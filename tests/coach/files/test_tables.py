"""Tables in and out: every text comes back, and every bad file is one clear sentence."""

from __future__ import annotations

import csv
import io
import json
import tempfile
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings, strategies as st
from openpyxl import Workbook, load_workbook

from coach.files import packed, tables
from coach.files.encodings import cells_let_in
from coach.files.tables import FORMULA, Row, guarded, read_bytes, read_table, unguarded
from coach.files.writing import Sheet
from coach.records import CoachError

HEADER = ("program_id", "note", "source")
texts = st.text(max_size=30) | st.builds(
    str.__add__,
    st.sampled_from([*FORMULA, "'", "'=", "''+", "_x0041_", "_x005F_", " "]),
    st.text(max_size=5),
)
rows_of_text = st.lists(st.tuples(texts, texts, texts).filter(any), min_size=1, max_size=5)


def sheet(rows: list[tuple[str, ...]], header: tuple[str, ...] = HEADER) -> Sheet:
    return Sheet("Test", header, tuple(rows), "texts")


def there_and_back(rows: list[tuple[str, ...]], ending: str) -> list[tuple[str, ...]]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"a{ending}"
        file.write_bytes(sheet(rows).rendered(ending))
        table = read_table(file)
    assert table.header == HEADER
    return [row.cells for row in table.rows]


@pytest.mark.parametrize("ending", [".csv", ".json", ".xlsx"])
@example(rows=[("", "\t", "\r\t0"), ("", "\t", "\r\t0")])
@settings(max_examples=120, deadline=None)
@given(rows=rows_of_text)
def test_any_text_survives(ending: str, rows: list[tuple[str, ...]]) -> None:
    """But for what steers a terminal or hides, which no table brings in; a NUL is refused."""
    taken = [tuple(cells_let_in(row, len(HEADER))) for row in rows]
    assert there_and_back(rows, ending) == [*filter(any, taken)]


@given(text=texts)
def test_an_apostrophe_in_front_of_a_formula_comes_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(FORMULA)


def test_formulas_are_written_as_text(tmp_path: Path) -> None:
    bad = [("=1+1", "+1", "-1"), ("@SUM(A1)", "\tx", "\rx")]
    written = sheet(bad).rendered(".csv").decode()
    for row in list(csv.reader(io.StringIO(written, newline="")))[1:]:
        assert all(cell.startswith("'") for cell in row)
    book = load_workbook(io.BytesIO(sheet(bad).rendered(".xlsx")))
    for cell in list(book.active.iter_rows())[1]:
        assert cell.data_type == "s" and str(cell.value).startswith("'")


def test_numbers_stay_numbers(tmp_path: Path) -> None:
    made = Sheet("x", ("a", "b"), ((-1.5, 20), (None, 3)), "numbers")
    assert made.rendered(".csv") == b"a,b\r\n-1.5,20\r\n,3\r\n"
    assert json.loads(made.rendered(".json")) == [{"a": -1.5, "b": 20}, {"a": None, "b": 3}]
    book = load_workbook(io.BytesIO(made.rendered(".xlsx")))
    assert [cell.value for cell in list(book.active.iter_rows())[1]] == [-1.5, 20]


def test_a_formula_without_a_stored_result_is_named_and_never_worked_out(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    book = Workbook()
    book.active.append(["program_id", "note"])
    book.active.append(["1", "=1+1"])
    book.save(file)
    assert read_table(file).rows[0].cells == ("1", "#FORMULA? =1+1")


def test_markdown_keeps_a_cell_in_its_cell() -> None:
    page = sheet([("a|b", "c\nd", "<x>\x1b[1m")]).rendered(".md").decode()
    assert page.splitlines()[2] == "Contains texts."
    assert page.splitlines()[-1] == r"| a\|b | c d | \<x\> \[1m |"


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", b""), ("utf-8-sig", b""), ("utf-16", b""), ("utf-16-le", b""), ("utf-16-be", b"")],
)
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_usual_encodings_and_signs_are_read(
    tmp_path: Path, encoding: str, mark: bytes, sign: str
) -> None:
    file = tmp_path / "a.csv"
    text = f'program_id{sign}note\n1{sign}"é; a, b"\n'
    file.write_bytes(mark + text.encode(encoding))
    table = read_table(file)
    assert table.header == ("program_id", "note")
    assert table.rows[0] == Row(2, ("1", "é; a, b"))


def test_western_windows_text_is_read_and_said(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes("id,note\n1,José’s\n".encode("cp1252"))
    table = read_table(file)
    assert table.rows[0].cells == ("1", "José’s") and "Windows-1252" in table.note


def test_the_first_line_of_excel_names_the_sign(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"sep=;\r\na;b\r\n\r\n1,5;2\r\n")
    assert read_table(file).rows == (Row(4, ("1,5", "2")),)


def test_ragged_long_and_nul_rows_are_marked(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(f"a,b\n1\n1,2,3\n1,2,\n,\n\nx,{'y' * 40_000}\nx,\0\n")
    rows = read_table(file).rows
    assert [(row.number, bool(row.why)) for row in rows] == [
        (2, False),
        (3, True),
        (4, False),
        (7, True),
        (8, True),
    ]
    assert rows[0].cells == ("1", "")
    assert "3 cells" in rows[1].why and "32,767" in rows[3].why and "NUL" in rows[4].why


def test_a_cell_of_900_kilobytes_is_one_bad_row(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(f"a,b\n1,{'y' * 900_000}\n2,x\n")
    first, second = read_table(file).rows
    assert first.why and second.cells == ("2", "x")
    assert csv.field_size_limit() < 900_000
    file.write_text(f"a,b\n1,{'y' * 10_000_000}\n2,x\n")
    with pytest.raises(CoachError, match="line of more than 1,000,000 characters"):
        read_table(file)


def workbook_bytes(rows: list[list[object]]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def test_cells_of_a_workbook_become_text(tmp_path: Path) -> None:
    from datetime import datetime

    book, file = Workbook(), tmp_path / "a.xlsx"
    one = book.active
    one.append(["id", "share", "day", "yes", "whole"])
    one.append([400121010, 0.455, datetime(2026, 10, 3), True, 45.0])
    one["B2"].number_format = "0.0%"
    book.create_sheet("Second")
    book.save(file)
    table = read_table(file)
    assert table.rows[0].cells == ("400121010", "45.5%", "2026-10-03", "yes", "45")
    assert table.sheet == "Sheet"


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("xl/workbook.xml", b"0" * (packed.LARGEST_UNPACKED + 1))
    return out.getvalue()


def broken() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        pack.writestr("xl/workbook.xml", "<not></xml>")
        pack.writestr("[Content_Types].xml", "<Types/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.xlsx", b"a,b\n1,2\n", "not a workbook"),
        ("a.xlsx", b"PK\x03\x04 and then nothing", "not a workbook"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0 encrypted", "password"),
        # The name of a test must not hold the time of a zip: each worker has its own.
        pytest.param("a.xlsx", broken(), "cannot be read as a workbook", id="broken zip"),
        ("a.xls", b"\xd0\xcf\x11\xe0", "password"),
        ("a.csv", b"\xd0\xcf\x11\xe0", "is a workbook"),
        ("a.csv", b"PK\x03\x04", "is a workbook"),
        ("a.csv", b"", "is empty"),
        ("a.csv", b" \n\n", "is empty"),
        ("a.csv", b",,\n,,\n", "is empty"),
        ("a.csv", b"\0" * 100, "is not a text file"),
        ("a.csv", b"\xff\xfea\0b", "is not a text file"),
        ("a.csv", b'a,b\n1,"2\n3,4\n', "quotation mark"),
        ("a.csv", b",".join([b"x"] * 400), "more than 300 columns"),
        ("a.pdf", b"%PDF", ".csv, .tsv"),
        ("a.json", b"{", "not a JSON file"),
        ("a.json", b"[1, 2]", "list of objects"),
        ("a.json", b'[{"a": 1, "a": 2}]', "same key twice"),
        ("a.json", b"[" * 100_000, "nested too deeply"),
        ("a.json", b"[]", "is empty"),
    ],
)
def test_a_bad_file_is_one_sentence(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(CoachError, match=r"^[^\n]+\.$") as error:
        read_table(file)
    assert said in str(error.value)


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(bomb())
    assert file.stat().st_size < 1_000_000
    with pytest.raises(CoachError, match="unpacks to more than"):
        read_table(file)


def test_no_plain_file_no_table(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    for file, said in (("folder.csv", "folder"), ("gone.csv", "cannot be read")):
        with pytest.raises(CoachError, match=said):
            read_table(tmp_path / file)
    with pytest.raises(CoachError, match="no file that can be read"):
        read_bytes(Path("/dev/null"))


def test_a_pipe_is_a_file_without_an_ending() -> None:
    import os

    end, start = os.pipe()
    os.write(start, b"id,J1\n1,yes\n")
    os.close(start)
    assert read_table(Path(f"/dev/fd/{end}")).header == ("id", "J1")
    os.close(end)


def test_an_unreadable_file_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.csv"
    file.write_text("a\n1\n")

    def refuse(path: Path, mode: str) -> bytes:
        raise PermissionError(13, "Permission denied")

    # The mode alone would not keep a superuser out.
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(CoachError, match="Permission denied"):
        read_table(file)


def test_the_limit_of_size_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"a" * (tables.LARGEST_FILE + 1))
    with pytest.raises(CoachError, match="the limit is 20 MB"):
        read_table(file)


def test_a_hundred_thousand_rows_are_read_and_one_more_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    row = "0400121010,yes,no,45,10,220,5,2,3,program website,2026-11-01\n"
    file.write_text("a,b,c,d,e,f,g,h,i,j,k\n" + row * 100_000)
    start = time.process_time()
    assert len(read_table(file).rows) == 100_000
    # 0.5 s where it was measured; ten times that on a slow machine.
    assert time.process_time() - start < 5
    file.write_text("a,b,c,d,e,f,g,h,i,j,k\n" + row * 100_001)
    with pytest.raises(CoachError, match="more than 100,000 rows"):
        read_table(file)


def test_a_text_too_long_for_a_workbook_is_refused_not_cut() -> None:
    with pytest.raises(CoachError, match=r"does not fit .* \.csv"):
        sheet([("x" * 32_768, "", "")]).rendered(".xlsx")
