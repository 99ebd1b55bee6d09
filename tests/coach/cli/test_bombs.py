"""Workbooks that unpack to far more than they are: refused before they are read, in a sentence."""

# ruff: noqa: E501 - parts of workbooks stand on one line

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from coach.files.tables import read_grids
from coach.records import CoachError

MAIN = "http://schemas.openxmlformats.org"
HEAD = '<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c></row>'
SHARED = f'<sst xmlns="{MAIN}/spreadsheetml/2006/main"><si><t>{"y" * 30000}</t></si></sst>'
ODS = "urn:oasis:names:tc:opendocument:xmlns"
ROW = '<table:table-row><table:table-cell office:value-type="string"{}>{}</table:table-cell></table:table-row>'


def xlsx(rows: Iterable[str], sheets: int = 1, after: str = "") -> bytes:
    """A workbook with these rows on each of its sheets."""
    numbers, made = range(1, sheets + 1), io.BytesIO()
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    kinds, of = (
        "application/vnd.openxmlformats-officedocument.spreadsheetml",
        "officeDocument/2006/relationships",
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{MAIN}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kinds}.sharedStrings+xml"/>'
        + "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kinds}.worksheet+xml"/>'
            for n in numbers
        )
        + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{MAIN}/package/2006/relationships"><Relationship '
        f'Id="rId1" Type="{MAIN}/{of}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}/spreadsheetml/2006/main" '
        f'xmlns:r="{MAIN}/{of}"><sheets>{listed}</sheets></workbook>',
        "xl/sharedStrings.xml": SHARED,
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{MAIN}/package/2006/relationships">'
        f'<Relationship Id="rIdS" Type="{MAIN}/{of}/sharedStrings" Target="sharedStrings.xml"/>'
        + "".join(
            f'<Relationship Id="rId{n}" Type="{MAIN}/{of}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n in numbers
        )
        + "</Relationships>",
    }
    sheet = f'<worksheet xmlns="{MAIN}/spreadsheetml/2006/main"><sheetData>{"".join(rows)}</sheetData>{after}</worksheet>'
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as pack:
        for name, text in parts.items():
            pack.writestr(name, text)
        for n in numbers:
            pack.writestr(f"xl/worksheets/sheet{n}.xml", sheet)
    return made.getvalue()


def ods(tables: str) -> bytes:
    """An OpenDocument file of these tables."""
    made = io.BytesIO()
    spaces = " ".join(f'xmlns:{each}="{ODS}:{each}:1.0"' for each in ("office", "table", "text"))
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as pack:
        pack.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet>"
            f"{tables}</office:spreadsheet></office:body></office:document-content>",
        )
    return made.getvalue()


def table(*rows: str) -> str:
    """A sheet of an OpenDocument file."""
    return f'<table:table table:name="a">{ROW.format("", "<text:p>name</text:p>")}{"".join(rows)}</table:table>'


def cells(count: int, inner: str) -> list[str]:
    """The head and so many rows of one cell."""
    return [HEAD, *(f'<row r="{n}"><c r="A{n}"{inner}</c></row>' for n in range(2, count))]


BOMBS = {
    "one cell": ("a.xlsx", lambda: xlsx([HEAD, f'<row r="2"><c r="A2" t="str"><v>{"x" * 190_000_000}</v></c></row>'])),
    "one small cell": ("a.xlsx", lambda: xlsx([HEAD, f'<row r="2"><c r="A2" t="str"><v>{"x" * 19_000_000}</v></c></row>'])),
    "empty rows": ("a.xlsx", lambda: xlsx([HEAD, *['<row r="2"/>'] * 2_000_000])),
    "rows": ("a.xlsx", lambda: xlsx(cells(400_000, "><v>1</v>"))),
    "sheets": ("a.xlsx", lambda: xlsx([HEAD], sheets=900)),
    "far": ("a.xlsx", lambda: xlsx([HEAD, '<row r="9999999999"><c r="XFD9999999999"><v>1</v></c></row>'])),
    "wide": ("a.xlsx", lambda: xlsx([HEAD, *(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(2, 3000))])),
    "one text in many": ("a.xlsx", lambda: xlsx(cells(90_000, ' t="s"><v>0</v>'))),
    "entities": ("a.xlsx", lambda: xlsx([HEAD], after="<!ENTITY a 'b'>")),
    "merged": ("a.xlsx", lambda: xlsx(cells(20_000, "><v>1</v>"), after='<mergeCells>' + '<mergeCell ref="A1:XFD1048576"/>' * 50 + "</mergeCells>")),
    "one cell of ODS": ("a.ods", lambda: ods(table(ROW.format("", f"<text:p>{'x' * 19_000_000}</text:p>")))),
    "rows of ODS": ("a.ods", lambda: ods(table(*["<table:table-row/>"] * 500_000))),
    "repeated": ("a.ods", lambda: ods(table(ROW.format("", "<text:p>x</text:p>").replace("table-row>", 'table-row table:number-rows-repeated="100000000">', 1)))),
    "repeated cells": ("a.ods", lambda: ods(table(*[ROW.format(' table:number-columns-repeated="300"', "<text:p>x</text:p>")] * 20_000))),
    "sheets of ODS": ("a.ods", lambda: ods(table() * 60_000)),
}  # fmt: skip


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_is_a_sentence_and_soon(tmp_path: Path, kind: str) -> None:
    name, made = BOMBS[kind]
    content = made()
    began = time.process_time()
    with pytest.raises(CoachError, match=r"^[^\n]{20,200}\.$"):
        read_grids(tmp_path / name, content)
    assert time.process_time() - began < 2


def test_what_covers_a_sheet_without_end_covers_what_is_there(tmp_path: Path) -> None:
    span = ' table:number-columns-spanned="100000000" table:number-rows-spanned="100000000"'
    (grid,) = read_grids(tmp_path / "a.ods", ods(table(ROW.format(span, "<text:p>x</text:p>"))))
    assert [cells for _, cells in grid.rows] == [["name"], ["x"]]
