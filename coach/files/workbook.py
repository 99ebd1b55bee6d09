"""Workbooks as sheets of text: results as stored, merged cells filled, nothing worked out."""

from __future__ import annotations

import io
import os
import re
import sys
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time
from pathlib import Path
from typing import Any, Final

from msgspec import msgpack

from coach.files.packed import Size, parts_of
from coach.files.tables import (
    LARGEST_CELL,
    MOST_COLUMNS,
    OLE,
    Grid,
    cell_text,
    guarded,
    unguarded,
)
from coach.records import CoachError

MERGED: Final = re.compile(rb'mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
MOST_BLANK: Final = 1000
"""Rows of which the empty ones are kept too: the header may stand below some."""
LONGEST_S: Final = 60.0
"""Seconds for an old workbook."""
Range = tuple[tuple[int, int], tuple[int, int]]
OldSheet = tuple[str, list[list[str]], list[Range]]
"""Name, cells and merged ranges, as the process that reads them says them."""
UNWORKED: Final = "#FORMULA?"
"""Stands in a cell, beside the errors of spreadsheets, where a formula has no stored result."""
_UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED: Final = re.compile(r"_x(00[01][0-9A-Fa-f]|005F|FFF[EF])_")


def read_workbook(data: bytes, name: str) -> list[Grid]:
    """The sheets that hold anything, those one sees first. Raises CoachError for no workbook."""
    parts = [] if data.startswith(OLE) else parts_of(data, name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            sheets = _sheets(data, parts, name)
    except CoachError:
        raise
    except Exception as error:  # a broken part raises whatever its content leads to
        if data.startswith(OLE):
            raise CoachError(
                f"{name} has a password or is damaged; save it anew without a password."
            ) from None
        raise CoachError(
            f"{name} cannot be read as a workbook ({type(error).__name__}); "
            "save it anew, or as CSV UTF-8."
        ) from None
    seen = [sheet for sheet in sheets if any(any(cells) for _, cells in sheet.rows)]
    if not sheets:
        raise CoachError(f"{name} has no sheet to read.")
    if not seen:
        raise CoachError(f"{name} is empty.")
    return seen


def _sheets(data: bytes, parts: Sequence[str], name: str) -> list[Grid]:
    """The sheets by the kind of workbook."""
    if not parts:
        return list(_of_calamine(data))
    if "content.xml" in parts:
        from coach.files.opendocument import sheets_of

        return sheets_of(data, Size(name))
    return list(_of_openpyxl(data, name))


def _of_calamine(data: bytes) -> Iterator[Grid]:
    """Sheets of an old workbook; how its numbers are shown is lost."""
    import subprocess  # 10 ms, for old workbooks alone

    line = [sys.executable, "-P", "-m", "coach.files.old_workbook"]
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(line, input=data, capture_output=True, env=environ, timeout=LONGEST_S)
    if done.returncode:
        raise ValueError("damaged")
    for name, rows, merged in msgpack.decode(done.stdout, type=list[OldSheet]):
        yield Grid(name, _spread(rows, merged, Size(name)), is_text=False)


def _of_openpyxl(data: bytes, name: str) -> Iterator[Grid]:
    """Sheets of a workbook of today, with its results; a formula without one is named so."""
    # 140 ms of imports, and only for workbooks.
    from openpyxl import load_workbook

    pack = zipfile.ZipFile(io.BytesIO(data))
    has_formulas = any(b"<f" in pack.read(part) for part in pack.namelist() if "/sheet" in part)
    books = [
        load_workbook(io.BytesIO(data), read_only=True, keep_links=False, data_only=is_result)
        for is_result in (True, False)[: 1 + has_formulas]
    ]
    size = Size(name)
    for sheet in books[0].worksheets:
        if sheet.sheet_state != "visible":
            continue
        # The size that a file claims is often wrong.
        sheet.reset_dimensions()
        rows = list(_records(sheet, size))
        for again in [book[sheet.title] for book in books[1:]]:
            again.reset_dimensions()
            _name_formulas(rows, again)
        # Not by openpyxl, which reads them only with all cells, nor by calamine, which makes room
        # for each cell up to the last.
        ranges = map(_range, MERGED.findall(pack.read(vars(sheet)["_worksheet_path"])))
        yield Grid(sheet.title, _spread(rows, ranges, size), is_text=False)


def _range(ends: tuple[bytes, ...]) -> Range:
    """A range of cells, its first and its last place, counted from 0."""
    left, top, right, bottom = ends
    return (int(top) - 1, _column(left)), (int(bottom) - 1, _column(right))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def _name_formulas(rows: Sequence[list[str]], sheet: Any) -> None:
    """Names the formulas of which the file holds no result."""
    for cells, row in zip(rows, sheet.iter_rows(), strict=False):
        for place, cell in enumerate(row):
            if cell.data_type == "f" and not cells[place]:
                cells[place] = f"{UNWORKED} {getattr(cell.value, 'text', cell.value)}"


def _records(sheet: Any, size: Size) -> Iterator[list[str]]:
    for row in sheet.iter_rows():
        yield size.add([shown(cell.value, getattr(cell, "number_format", "")) for cell in row])


def _spread(
    rows: list[list[str]], merged: Iterable[Range], size: Size
) -> list[tuple[int, Sequence[str]]]:
    """The rows with their numbers, each merged cell in every place that it covers."""
    for (top, left), (bottom, right) in merged:
        if top >= len(rows) or left >= len(rows[top]) or not rows[top][left]:
            continue
        filled = [rows[top][left]] * (min(right, MOST_COLUMNS) + 1 - left)
        for row in rows[top : bottom + 1]:
            row += [""] * (left + len(filled) - len(row))
            row[left : left + len(filled)] = size.add(filled)
    every = enumerate(rows, 1)
    return [(number, cells) for number, cells in every if number < MOST_BLANK or any(cells)]


def shown(value: object, form: str | None) -> str:
    """A value as text, in the form of its cell."""
    if isinstance(value, str):
        plain = "_x" not in value
        return unguarded(
            value if plain else _ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), value)
        )
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in (form or ""):
        return f"{value * 100:.6g}%"
    if isinstance(value, datetime):
        return str(value.date()) if value.time() == time() else value.isoformat(" ")
    return cell_text(value)


def workbook(title: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A workbook of one sheet; texts that look like formulas are written with an apostrophe.

    Raises CoachError for a text longer than a cell holds.
    """
    # 140 ms of imports, and only for workbooks.
    from openpyxl import Workbook

    # All rows first: a sheet that was begun cannot be dropped in silence.
    cells = [[_written(value) for value in row] for row in (header, *rows)]
    book = Workbook(write_only=True)
    book.properties.creator = "coach"
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for row in cells:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _written(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = _UNWRITABLE.sub(lambda sign: f"_x{ord(sign[0]):04X}_", guarded(value))
    if len(text) > LARGEST_CELL:
        raise CoachError(
            f"A text of {len(text):,} characters does not fit in a workbook's cell "
            f"({LARGEST_CELL:,}); export to .csv or .json."
        )
    return text
