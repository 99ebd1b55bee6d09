"""XLSX workbooks as tables of text; nothing in them is ever worked out."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time
from typing import Any, Final

from coach.files.tables import LARGEST_CELL, OLE, ZIP, Table, cell_text, guarded, table_of
from coach.records import CoachError

LARGEST_UNPACKED: Final = 200_000_000
"""Bytes of all parts together: 100,000 rows of ten cells unpack to 60 MB."""
LAST_ROW: Final = 1_048_576
"""The last row that the format has."""
MOST_CELLS: Final = 5_000_000
"""Cells with the empty ones between them: 100,000 rows of 50."""
_UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED: Final = re.compile(r"_x(00[01][0-9A-Fa-f]|005F|FFF[EF])_")


def read_workbook(data: bytes, name: str) -> Table:
    """The first sheet of a workbook. Raises CoachError for what is no workbook."""
    _check_container(data, name)
    # 140 ms of imports, and only for workbooks.
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            sheet = next(
                (sheet for sheet in book.worksheets if sheet.sheet_state == "visible"), None
            )
            if sheet is None:
                raise CoachError(f"{name} has no sheet to read.")
            # The size that a file claims is often wrong.
            sheet.reset_dimensions()
            others = len(book.worksheets) - 1
            note = f"sheet “{sheet.title}”, {others} more not read" if others else ""
            return table_of(_records(sheet, name), name, note)
    except CoachError:
        raise
    except Exception as error:  # a broken part raises whatever its content leads to
        raise CoachError(
            f"{name} cannot be read as a workbook ({type(error).__name__}); "
            "save it anew, or as CSV UTF-8."
        ) from None


def _check_container(data: bytes, name: str) -> None:
    """Refuses what is no ZIP file of sheets, or unpacks to more than memory should hold."""
    if data.startswith(OLE):
        raise CoachError(
            f"{name} has a password or is an old .xls; save it as .xlsx without a password."
        )
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist() if data.startswith(ZIP) else []
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        parts = []
    if not any(part.filename.startswith("xl/") for part in parts):
        raise CoachError(f"{name} is not a workbook (XLSX); text belongs in a .csv file.")
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise CoachError(
            f"{name} unpacks to more than {LARGEST_UNPACKED / 1e6:.0f} MB; split it or save as CSV."
        )


def _records(sheet: Any, name: str) -> Iterator[tuple[int, list[str]]]:
    cells = 0
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells += len(row)
        if cells > MOST_CELLS or number > LAST_ROW:
            raise CoachError(f"{name} has more than {MOST_CELLS:,} cells; split it.")
        yield number, [_text(cell) for cell in row]


def _text(cell: Any) -> str:
    value = cell.value
    if isinstance(value, str):
        return _ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), value) if "_x" in value else value
    if isinstance(value, float) and "%" in (cell.number_format or ""):
        return f"{value * 100:.6g}%"
    if isinstance(value, datetime):
        return str(value.date()) if value.time() == time() else value.isoformat(" ")
    # An array formula is an object that holds its own text.
    return cell_text(getattr(value, "text", value))


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
