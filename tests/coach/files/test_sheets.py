"""What spreadsheets hide: merged cells, results of formulas, titles, units, totals, sheets."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from coach.files.columns import known_names, named_as
from coach.files.layout import laid_out
from coach.files.program_table import targets
from coach.files.tables import Table, read_grids
from coach.records import CoachError

HERE = Path(__file__).parent
KNOWN = partial(named_as, known=known_names(targets()))


def table(file: Path, sheet: int = 0) -> Table:
    return laid_out(read_grids(file)[sheet], file.name, KNOWN)


def saved(book: Workbook, file: Path) -> Path:
    book.save(file)
    return file


def test_a_cell_merged_over_rows_stands_in_each_of_them(tmp_path: Path) -> None:
    book, file = Workbook(), tmp_path / "a.xlsx"
    sheet = book.active
    for row in (["ACGME id", "J-1", "Source", "Date"], [1, "Yes", "x.org", datetime(2026, 11, 1)]):
        sheet.append(row)
    for number in (2, 3):
        sheet.append([number, "No"])
    sheet.merge_cells("C2:C4")
    sheet.merge_cells("D2:D4")
    rows = table(saved(book, file)).rows
    assert [row.cells[2:] for row in rows] == [("x.org", "2026-11-01")] * 3


def test_a_header_of_two_lines_is_read_as_one(tmp_path: Path) -> None:
    book, file = Workbook(), tmp_path / "a.xlsx"
    for row in (
        ["My IMG list, 2026"],
        [],
        ["Program", None, None, "Visa", None, "Step 2 CK", None],
        ["ACGME id", "Name", "City", "J-1", "H-1B", "min", "mean"],
        ["", "text", "text", "Y/N", "Y/N", "score", "score"],
        [1402531188, "A", "Newark", "Yes", "No", 225, 240],
        ["Total", None, None, 1, 0, None, None],
    ):
        book.active.append(row)
    book.active.merge_cells("A3:C3")
    book.active.merge_cells("D3:E3")
    book.active.merge_cells("F3:G3")
    read = table(saved(book, file))
    assert read.header[:5] == ("ACGME id", "Program Name", "City", "Visa J-1", "Visa H-1B")
    assert read.header[5:] == ("Step 2 CK min", "mean")
    (row,) = read.rows
    assert (row.number, row.cells[3:6]) == (6, ("Yes", "No", "225"))
    assert "header is row 4" in read.note and "row 7: totals" in read.note
    assert read.above == ("My IMG list, 2026",)


def test_values_under_a_header_are_no_second_line_of_it(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("Program,J-1,Type\nEmory,J-1,Community\n")
    assert [row.number for row in table(file).rows] == [2]


def test_a_formula_has_the_result_that_the_file_holds(tmp_path: Path) -> None:
    book, file = Workbook(), tmp_path / "a.xlsx"
    book.active.append(["id", "Residents", "IMGs", "% IMG"])
    book.active.append([1, 60, 30, "=C2/B2"])
    book.active["D2"].number_format = "0%"
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name.endswith("sheet1.xml"):
                text = re.sub(rb"<v ?/>|<v></v>", b"<v>0.5</v>", text)
            new.writestr(name, text)
    assert load_workbook(file, data_only=True).active["D2"].value == 0.5
    assert table(file).rows[0].cells[3] == "50%"


def test_an_old_workbook_has_its_merged_cells_and_check_boxes() -> None:
    rows = table(HERE / "tracker.xls").rows
    assert [row.cells[4:] for row in rows] == [("https://x.org", "2026-11-01", "yes")] * 3
    assert rows[0].cells[:4] == ("1402531188", "A", "Yes", "0.45")


SPREADSHEET = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="List"><table:table-row>
<table:table-cell office:value-type="string" table:number-columns-spanned="2">
<text:p>ACGME id</text:p></table:table-cell><table:covered-table-cell/>
<table:table-cell><text:p>% IMG</text:p></table:table-cell>
<table:table-cell><text:p>Date</text:p></table:table-cell>
<table:table-cell table:number-columns-repeated="1000"/></table:table-row>
<table:table-row><table:table-cell office:value-type="float" office:value="1402531188"/>
<table:table-cell office:value-type="boolean" office:boolean-value="true"/>
<table:table-cell office:value-type="percentage" office:value="0.45"/>
<table:table-cell office:value-type="date" office:date-value="2026-11-01"
 table:number-rows-spanned="2"/></table:table-row>
<table:table-row><table:table-cell table:number-columns-repeated="2"/>
<table:table-cell office:value-type="percentage" office:value="0.3"/>
<table:covered-table-cell/></table:table-row>
<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""


def test_an_open_document_keeps_shares_check_boxes_and_merged_days(tmp_path: Path) -> None:
    file = tmp_path / "a.ods"
    with zipfile.ZipFile(file, "w") as pack:
        pack.writestr("content.xml", SPREADSHEET)
    read = table(file)
    assert read.header == ("ACGME id", "ACGME id", "% IMG", "Date")
    assert [row.cells for row in read.rows] == [
        ("1402531188", "yes", "45%", "2026-11-01"),
        ("", "", "30%", "2026-11-01"),
    ]


def test_the_sheets_of_a_workbook_are_all_looked_at(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Read me"
    book.active.append(["Made by me"])
    book.create_sheet("Programs").append(["ACGME id", "J-1"])
    book.create_sheet("Hidden").append(["ACGME id", "H-1B"])
    book["Hidden"].sheet_state = "hidden"
    grids = read_grids(saved(book, tmp_path / "a.xlsx"))
    assert [grid.sheet for grid in grids] == ["Read me", "Programs"]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "São Paulo"),
        ("cp1251", "Хорошая программа, писал координатор"),
        ("cp1250", "Łódź i Kraków, świetny"),
    ],
)
def test_text_in_an_8_bit_encoding_is_read_and_shown(
    tmp_path: Path, encoding: str, text: str
) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(f'id,note\n1,"{text}"\n'.encode(encoding))
    read = table(file)
    assert read.rows[0].cells[1] == text
    assert f"Windows-{encoding[2:]}" in read.note and text.split()[0] in read.note


def test_a_title_above_does_not_hide_the_sign_between_cells(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("My programs, 2026\n\nACGME id;J-1;% IMG\n1402531188;yes;45,5\n")
    assert table(file).rows[0].cells == ("1402531188", "yes", "45,5")


@pytest.mark.parametrize("size", [600, 4304, 5614])
def test_a_damaged_old_workbook_ends_no_more_than_its_reading(
    size: int, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.xls"
    file.write_bytes((HERE / "tracker.xls").read_bytes()[:size])
    with pytest.raises(CoachError, match="is damaged"):
        read_grids(file)
    assert capfd.readouterr().err == ""  # a panic would be painted over the page
