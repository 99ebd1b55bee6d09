"""Workbooks before they are read: how large each part is, and how much the cells come to."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from functools import partial
from typing import IO, Final

from coach.files.tables import ZIP
from coach.records import CoachError

LARGEST_UNPACKED: Final = 120_000_000
"""Bytes of all parts together: 100,000 rows of ten cells unpack to 60 MB."""
MOST_TIMES: Final = 100
"""As often its own size no workbook unpacks to, but small ones."""
SMALL: Final = 20_000_000
MOST_PARTS: Final = 1000
MOST_SHEETS: Final = 200
_ROWS: Final = (200_000, "rows, empty ones among them")
"""As many as a table may have, and as many empty ones between them."""
MOST_ELEMENTS: Final = {
    b"row": _ROWS,
    b"table-row": _ROWS,
    b"c": (3_000_000, "cells"),
    b"table": (MOST_SHEETS, "sheets"),
}
MOST_TAGS: Final = 8_000_000
LONGEST_TEXT: Final = 200_000
"""Bytes: what a cell holds, four for each character."""
MOST_EMPTY: Final = 2_500_000
"""Rows with the empty ones between them: two sheets to the last row of the format."""
MOST_CELLS: Final = 2_000_000
"""Cells with the empty ones between them: 100,000 rows of 20."""
MOST_CHARACTERS: Final = 100_000_000
"""Of all cells; one text may stand in many."""
PIECE: Final = 1 << 20
_TAG: Final = re.compile(rb"<(?:[a-z]+:)?(row|table-row|table|c)[ />]")
_FAR: Final = re.compile(rb'<(?:[a-z]+:)?row [^<>]*?\br="\d{8,}"')
"""A row far behind the last that the format has."""


class Size:
    """How many cells and characters were read of a workbook."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._rows = self._cells = self._characters = 0

    def add(self, row: list[str]) -> list[str]:
        """The row, counted. Raises CoachError where it is too much."""
        self._rows += 1
        self._cells += len(row)
        self._characters += sum(map(len, row))
        for count, most, what in (
            (self._rows, MOST_EMPTY, "rows"),
            (self._cells, MOST_CELLS, "cells"),
            (self._characters, MOST_CHARACTERS, "characters"),
        ):
            if count > most:
                raise CoachError(f"{self._name} has more than {most:,} {what}; split it.")
        return row


def _listed(data: bytes) -> list[zipfile.ZipInfo]:
    try:
        return zipfile.ZipFile(io.BytesIO(data)).infolist() if data.startswith(ZIP) else []
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return []


def parts_of(data: bytes, name: str) -> list[str]:
    """The parts of a workbook. Raises CoachError for what is none, or is larger than is read."""
    parts = _listed(data)
    names = [part.filename for part in parts]
    if not any(part.startswith("xl/") or part == "content.xml" for part in names):
        raise CoachError(f"{name} is not a workbook (XLSX); text belongs in a .csv file.")
    most = min(LARGEST_UNPACKED, max(SMALL, MOST_TIMES * len(data)))
    if sum(part.file_size for part in parts) > most:
        raise CoachError(
            f"{name} unpacks to more than {most / 1e6:.0f} MB; split it or save as CSV."
        )
    sheets = sum(part.startswith("xl/worksheets/sheet") for part in names)
    if len(parts) > MOST_PARTS or sheets > MOST_SHEETS:
        raise CoachError(f"{name} has more than {MOST_SHEETS} sheets; save the one as CSV.")
    _check_all(data, name)
    return names


def _check_all(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            for part in pack.infolist():
                if part.filename.endswith((".xml", ".rels")):
                    with pack.open(part) as content:
                        _check(content, name)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError):
        raise CoachError(
            f"{name} cannot be read as a workbook; save it anew, or as CSV UTF-8."
        ) from None


def _check(content: IO[bytes], name: str) -> None:
    """Refuses a part with more rows, cells or text at one place than is read, and one with
    entities. Raises CoachError."""
    counts, tags, begun = dict.fromkeys(MOST_ELEMENTS, 0), 0, 0
    for piece in iter(partial(content.read, PIECE), b""):
        if b"<!ENTITY" in piece:
            raise CoachError(f"{name} defines its own entities, so it is not read.")
        if _FAR.search(piece):
            raise CoachError(f"{name} has a row where no sheet has one; save it anew.")
        first, *texts = piece.split(b"<")
        if max(begun + len(first), *map(len, texts), 0) > LONGEST_TEXT:
            raise CoachError(f"{name} has a cell of more characters than a spreadsheet takes.")
        begun = len(texts[-1]) if texts else begun + len(first)
        tags += len(texts)
        for element in _TAG.findall(piece):
            counts[element] += 1
        for element, (most, what) in MOST_ELEMENTS.items():
            if counts[element] > most:
                raise CoachError(f"{name} has more than {most:,} {what}; split it or save as CSV.")
        if tags > MOST_TAGS:
            raise CoachError(f"{name} has more marks than such a table needs; save it as CSV.")
