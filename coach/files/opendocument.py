"""Sheets of an OpenDocument file, with its shares, check boxes, days and merged cells."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element, fromstring

from coach.files.packed import Size
from coach.files.tables import LARGEST_CELL, MOST_COLUMNS, MOST_ROWS, Grid, cell_text
from coach.records import CoachError

TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
MOST_BLANK: Final = 50
"""Empty cells or rows that are repeated up to the end of a sheet."""


def sheets_of(data: bytes, size: Size) -> list[Grid]:
    """The sheets, each row with its number. Raises CoachError for one that is too large."""
    content = zipfile.ZipFile(io.BytesIO(data)).read("content.xml")
    return [
        Grid(sheet.get(f"{TABLE}name", ""), list(_rows(sheet, size)), is_text=False)
        for sheet in fromstring(content).iter(f"{TABLE}table")
    ]


def _rows(sheet: Element, size: Size) -> Iterator[tuple[int, list[str]]]:
    number, above = 0, dict[int, tuple[str, int]]()
    for row in sheet.iter(f"{TABLE}table-row"):
        times = int(row.get(f"{TABLE}number-rows-repeated", 1))
        cells = _cells(row, above)
        if number + times > MOST_ROWS * 10 + MOST_BLANK and any(cells):
            raise CoachError(f"A sheet has more than {MOST_ROWS:,} rows; split it.")
        for at in range(times if any(cells) else 1):
            yield number + at + 1, list(size.add(cells))
        number += times


def _cells(row: Element, above: dict[int, tuple[str, int]]) -> list[str]:
    """The cells of a row; `above` is what merged cells still cover, by column."""
    cells: list[str] = []
    for cell in (cell for cell in row if cell.tag.endswith("table-cell")):
        times = int(cell.get(f"{TABLE}number-columns-repeated", 1))
        text, down = _text(cell), int(cell.get(f"{TABLE}number-rows-spanned", 1))
        across = min(int(cell.get(f"{TABLE}number-columns-spanned", 1)), MOST_COLUMNS)
        if not text and times > MOST_BLANK:
            break
        for place in range(len(cells), min(len(cells) + times, MOST_COLUMNS + 1)):
            covering, rows_left = above.get(place, ("", 0))
            cells.append(text or covering * bool(rows_left))
            above[place] = covering, max(rows_left - 1, 0)
        for at in range(across):
            rows_left = down - 1 + (at > 0)  # of this row too, where it lies beside
            above[len(cells) - 1 + at] = text, rows_left
    return cells


def _text(cell: Element) -> str:
    """What a cell holds: its value where it is a number, a day or a check box, else its text."""
    kind = cell.get(f"{OFFICE}value-type", "")
    value = cell.get(f"{OFFICE}value", "")
    if kind == "percentage":
        return f"{float(value) * 100:.6g}%"
    if kind == "float":
        return cell_text(float(value))
    if kind == "boolean":
        return cell_text(cell.get(f"{OFFICE}boolean-value") == "true")
    if kind == "date":
        return cell.get(f"{OFFICE}date-value", "").removesuffix("T00:00:00")
    lines = ("".join(part.itertext()) for part in cell.findall(f"{TEXT}p"))
    return "\n".join(lines)[: LARGEST_CELL + 1]
