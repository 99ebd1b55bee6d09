"""A table of text out of a CSV, XLSX or JSON file, with the number of every row."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from coach.records import CoachError, Record

LARGEST_FILE: Final = 20_000_000
"""Bytes: 100,000 rows of 200 characters."""
MOST_ROWS: Final = 100_000
"""Sixteen times all programs of the country; so many of 11 cells are read in half a second from
CSV and in 15 s from a workbook."""
MOST_COLUMNS: Final = 300
LARGEST_CELL: Final = 32_767
"""Characters: what a cell of a spreadsheet holds."""
READABLE: Final = (".csv", ".tsv", ".txt", ".xlsx", ".json")
DELIMITERS: Final = (",", ";", "\t", "|")
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Beginnings that a spreadsheet may take for a formula, the wide signs of East Asia included."""
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
"""First bytes of an XLSX file, and of an old or an encrypted workbook."""

_NO_TEXT: Final = "{name} is not a text file in UTF-8; save it as “CSV UTF-8”."


class Row(Record):
    """One row under the header; `number` as a spreadsheet counts, in JSON the place in the list."""

    number: int
    cells: tuple[str, ...]
    why: str = ""
    """Why the row cannot be used; "" when it can."""


class Table(Record):
    """A header and the rows that hold anything; `note` says what was decided while reading."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""


def read_table(file: Path) -> Table:
    """The table of a file, by its extension. Raises CoachError for what is no table."""
    ending = file.suffix.lower()
    if ending == ".xls":
        raise CoachError(f"{file.name} is an old workbook; save it as .xlsx or .csv first.")
    if ending not in READABLE:
        raise CoachError(f"{file.name}: tables are read from {', '.join(READABLE)} files.")
    data = read_bytes(file)
    if ending == ".xlsx":
        from coach.files.workbook import read_workbook

        return read_workbook(data, file.name)
    if data.startswith((ZIP, OLE)):
        raise CoachError(f"{file.name} is a workbook, not text; give it the ending .xlsx.")
    text, note = decoded(data, file.name)
    return _json_table(text, file.name) if ending == ".json" else _csv_table(text, file.name, note)


def read_bytes(file: Path) -> bytes:
    """What a file holds. Raises CoachError for a folder, a device, a missing or a huge file."""
    try:
        if file.is_dir():
            raise CoachError(f"{file} is a folder; name a file in it.")
        if file.exists() and not file.is_file():
            raise CoachError(f"{file} is not a plain file.")
        size = file.stat().st_size
        if size > LARGEST_FILE:
            raise CoachError(
                f"{file.name} has {size / 1e6:.0f} MB, the limit is {LARGEST_FILE / 1e6:.0f} MB; "
                "split it, or leave out columns."
            )
        data = file.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CoachError(f"{file} cannot be read ({reason}).") from None
    if not data.strip():
        raise CoachError(f"{file.name} is empty.")
    return data


def decoded(data: bytes, name: str) -> tuple[str, str]:
    """The text, and how it was read when that was a guess. Raises CoachError for no text."""
    guess = "read as Windows-1252: check the accents"
    for encoding, note in ((_encoding(data), ""), ("cp1252", guess)):
        try:
            if text := data.decode(encoding):
                return text, note
        except UnicodeDecodeError:
            continue
        break
    raise CoachError(_NO_TEXT.format(name=name))


def _encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    start = data[:4096]
    half = len(start) // 2 * 0.4
    # Without a mark at the start, every second byte of English in UTF-16 is a NUL.
    if half and start[1::2].count(0) > half > start[::2].count(0):
        return "utf-16-le"
    if half and start[::2].count(0) > half > start[1::2].count(0):
        return "utf-16-be"
    return "utf-8-sig"


def guarded(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula; `unguarded` gives it back."""
    return f"'{text}" if text.lstrip("'").startswith(FORMULA) else text


def unguarded(text: str) -> str:
    """The text behind the apostrophe that `guarded` puts in front."""
    is_guarded = text[:1] == "'" and text.lstrip("'").startswith(FORMULA)
    return text[1:] if is_guarded else text


def table_of(records: Iterable[tuple[int, Sequence[str]]], name: str, note: str = "") -> Table:
    """The first record with anything in it as the header, the others under it."""
    full = ((number, cells) for number, cells in records if any(cells))
    first = next(full, None)
    if first is None:
        raise CoachError(f"{name} is empty.")
    header = list(map(unguarded, first[1]))
    while not header[-1]:
        header.pop()
    if any("\0" in title for title in header):
        raise CoachError(_NO_TEXT.format(name=name))
    if len(header) > MOST_COLUMNS:
        raise CoachError(f"{name} has {len(header)} columns, the limit is {MOST_COLUMNS}.")
    rows: list[Row] = []
    for number, cells in full:
        rows.append(_row(number, list(map(unguarded, cells)), len(header)))
        if len(rows) > MOST_ROWS:
            raise CoachError(f"{name} has more than {MOST_ROWS:,} rows; split it.")
    return Table(tuple(title.strip() for title in header), tuple(rows), note)


def _row(number: int, cells: Sequence[str], width: int) -> Row:
    """The row cut or filled up to the width of the header, with what is wrong with it."""
    kept = (*cells[:width], *[""] * (width - len(cells)))
    why = ""
    if any(cells[width:]):
        why = f"it has {len(cells)} cells, the header has {width}"
    elif max(map(len, kept)) > LARGEST_CELL:
        why = f"a cell has more than {LARGEST_CELL:,} characters"
    elif any("\0" in cell for cell in kept):
        why = "a cell holds a NUL character"
    return Row(number, kept, why)


def plain(text: str, longest: int = LARGEST_CELL) -> str:
    """The text on one line without signs that steer a terminal, cut at so many characters."""
    cut = text[: longest * 2]
    shown = cut if cut.isprintable() else "".join(c if c.isprintable() else " " for c in cut)
    line = " ".join(shown.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def _csv_table(text: str, name: str, note: str) -> Table:
    if not text.strip(f'{"".join(DELIMITERS)}" \r\n'):
        raise CoachError(f"{name} is empty.")
    named = re.match(r"sep=(.)\r?\n", text)
    start = 2 if named else 1
    text = text[named.end() :] if named else text
    # The limit is one for the whole process, so it is given back.
    before = csv.field_size_limit(LARGEST_FILE)
    try:
        delimiter = named[1] if named else _delimiter(text)
        return table_of(enumerate(_records(text, delimiter), start), name, note)
    except csv.Error as error:
        raise CoachError(
            f"{name}: a quotation mark is not closed or out of place ({error}); nothing was read."
        ) from None
    finally:
        csv.field_size_limit(before)


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _delimiter(text: str) -> str:
    """The sign that cuts the first record best."""

    def merit(sign: str) -> tuple[bool, bool, int]:
        """Several cells, no quotation mark cut."""
        try:
            cells = next((cells for cells in _records(text, sign) if any(cells)), [])
        except csv.Error:
            return False, False, 0
        return len(cells) > 1, all(cell.count('"') % 2 == 0 for cell in cells), len(cells)

    return max(DELIMITERS, key=merit)


def _json_table(text: str, name: str) -> Table:
    objects = _json_objects(text, name)
    header = list(dict.fromkeys(key for entry in objects for key in entry))
    if not header:
        raise CoachError(f"{name} is empty.")
    if len(objects) > MOST_ROWS or len(header) > MOST_COLUMNS:
        raise CoachError(
            f"{name} is over the limit of {MOST_ROWS:,} rows and {MOST_COLUMNS} columns; split it."
        )
    rows = [
        _row(number, [cell_text(entry.get(key)) for key in header], len(header))
        for number, entry in enumerate(objects, 1)
    ]
    return Table(tuple(header), tuple(row for row in rows if any(row.cells)))


def _json_objects(text: str, name: str) -> list[dict[str, object]]:
    """The list of objects of a file, or the only list in its one object."""
    try:
        data = json.loads(text, object_pairs_hook=_object, parse_constant=str)
    except RecursionError:
        raise CoachError(f"{name} is nested too deeply; a list of objects is read.") from None
    except ValueError as error:
        raise CoachError(f"{name} is not a JSON file ({error}).") from None
    if isinstance(data, dict):
        lists = [value for value in data.values() if isinstance(value, list)]
        data = lists[0] if len(lists) == 1 else None
    if not isinstance(data, list) or not all(isinstance(entry, dict) for entry in data):
        raise CoachError(f"{name} should hold a list of objects, one for each row.")
    return data


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    entry = dict(pairs)
    if len(entry) < len(pairs):
        raise ValueError("an object names the same key twice")
    return entry


def cell_text(value: object) -> str:
    """A value of JSON or of a workbook as the text of a cell; "" for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < 1e15
        return str(int(value)) if whole else repr(value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
