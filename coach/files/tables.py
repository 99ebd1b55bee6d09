"""Tables of text out of a CSV, JSON or workbook file, with the number of every row."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Final

from coach.cells import let_in
from coach.files.encodings import (
    LARGEST_CELL as LARGEST_CELL,
    LONGEST_LINE,
    NO_TEXT,
    cells_let_in,
    decoded,
    has_long_line,
    plain as plain,
)
from coach.records import CoachError, Record, replace
from coach.writing import is_typed, typed

LARGEST_FILE: Final = 20_000_000
"""Bytes: 100,000 rows of 200 characters."""
MOST_ROWS: Final = 100_000
"""Sixteen times all programs of the country; so many of 11 cells are read in half a second from
CSV and in 15 s from a workbook."""
MOST_COLUMNS: Final = 300
READABLE: Final = (".csv", ".tsv", ".txt", ".md", ".xlsx", ".xlsm", ".xls", ".ods", ".json")
WORKBOOKS: Final = (".xlsx", ".xlsm", ".xls", ".ods")
DELIMITERS: Final = (",", ";", "\t", "|")
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Beginnings that a spreadsheet may take for a formula, the wide signs of East Asia included."""
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
"""First bytes of an XLSX file, and of an old or an encrypted workbook."""
LONGEST_NUMBER: Final = 300
"""Digits; Python reads 4,300 at most."""
LONGEST_NAME: Final = 200
"""Characters of the name of a sheet: spreadsheets write 31."""
SAMPLED: Final = 40
"""Records by which the sign between cells is found."""


SIGNS: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٪٫،؛؟", "01234567890123456789%.,;?")
"""Digits and signs of Arabic and Persian, which mean ours."""


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
    sheet: str = ""
    above: tuple[str, ...] = ()
    """Texts over the header: a title, a day."""
    units: tuple[str, ...] = ()
    """What a row under the header says of each column; none: ()."""


class Grid(Record):
    """The cells of a sheet or of a file, each row with its number, before a header is known."""

    sheet: str
    rows: Sequence[tuple[int, Sequence[str]]]
    note: str = ""
    is_text: bool = True
    """Whether signs part the cells, so that a row that is too wide was cut in the wrong place."""


def read_table(file: Path) -> Table:
    """The table of a file with its first row for a header. Raises CoachError for no table."""
    grid = read_grids(file)[0]
    return table_of(grid.rows, file.name, grid)


def read_grids(file: Path, data: bytes = b"") -> list[Grid]:
    """The sheets of a file that hold anything, by its extension; “-” is what is typed.

    `data`: what it holds, where that is read already. Raises CoachError for what is no table.
    """
    ending, name = file.suffix.lower(), called(file)
    if ending not in READABLE and not is_piped(file):
        raise CoachError(f"{name}: tables are read from {', '.join(READABLE)} files.")
    data = data or read_bytes(file)
    ending = ending or _ending(data)
    if ending in WORKBOOKS:
        from coach.files.workbook import read_workbook

        return [*map(_let_in, read_workbook(data, name))]
    if data.startswith((ZIP, OLE)):
        raise CoachError(f"{name} is a workbook, not text; give it the ending .xlsx.")
    text, note = decoded(data, name)
    return [_let_in(_json_grid(text, name) if ending == ".json" else _csv_grid(text, name, note))]


def _let_in(grid: Grid) -> Grid:
    """The sheet with its texts as they may come in. A cell that is too long is no longer than that
    shows; one with a NUL is refused with its row."""
    rows = [(number, cells_let_in(cells, MOST_COLUMNS)) for number, cells in grid.rows]
    return replace(grid, sheet=let_in(grid.sheet)[:LONGEST_NAME], rows=rows)


def is_piped(file: Path) -> bool:
    """Whether a file is what is typed, or a pipe like `<(command)`."""
    return is_typed(file) or file.is_fifo()


def called(file: Path) -> str:
    """What a file is called in words."""
    return file.name if file.suffix or not is_piped(file) else "what was typed"


def _ending(data: bytes) -> str:
    """What is typed by its first bytes."""
    if data.startswith((ZIP, OLE)):
        return ".xlsx"
    return ".json" if data.lstrip()[:1] in (b"[", b"{") else ".csv"


def read_bytes(file: Path) -> bytes:
    """What a file holds, or what is typed (-).

    Raises CoachError for a folder, a device, a missing or a huge file.
    """
    if is_typed(file):
        return typed(LARGEST_FILE)
    try:
        if file.is_dir():
            raise CoachError(f"{file} is a folder; name a file in it.")
        if file.exists() and not (file.is_file() or file.is_fifo()):
            raise CoachError(f"{file} is no file that can be read.")
        with file.open("rb") as opened:  # of a pipe, nobody knows before how much it is
            data = opened.read(LARGEST_FILE + 1)
        if (size := max(len(data), file.stat().st_size)) > LARGEST_FILE:
            raise CoachError(
                f"{called(file)} has {size / 1e6:.0f} MB, the limit is "
                f"{LARGEST_FILE / 1e6:.0f} MB; split it, or leave out columns."
            )
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CoachError(f"{file} cannot be read ({reason}).") from None
    if not data.strip():
        raise CoachError(f"{file.name} is empty.")
    return data


def guarded(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula; `unguarded` gives it back."""
    return f"'{text}" if text.lstrip("'").startswith(FORMULA) else text


def unguarded(text: str) -> str:
    """The text behind the apostrophe that `guarded` puts in front."""
    is_guarded = text[:1] == "'" and text.lstrip("'").startswith(FORMULA)
    return text[1:] if is_guarded else text


def table_of(records: Iterable[tuple[int, Sequence[str]]], name: str, of: Grid) -> Table:
    """The first record with anything in it as the header, the others under it."""
    rows = [(number, cells) for number, cells in records if any(cells)]
    if not rows:
        raise CoachError(f"{name} is empty.")
    header = list(rows.pop(0)[1])
    while not header[-1]:
        header.pop()
    if "\0" in "".join(header):
        raise CoachError(NO_TEXT.format(name=name))
    if not of.is_text:  # a remark beside the table has no title over it
        header += [""] * (max((len(cells) for _, cells in rows), default=0) - len(header))
    _check_size(name, len(header), len(rows))
    width = len(header)
    return Table(
        tuple(title.strip() for title in header),
        tuple(_row(number, cells, width) for number, cells in rows),
        of.note,
        of.sheet,
    )


def _check_size(name: str, columns: int, rows: int) -> None:
    if columns > MOST_COLUMNS:
        raise CoachError(f"{name} has more than {MOST_COLUMNS} columns; leave some out.")
    if rows > MOST_ROWS:
        raise CoachError(f"{name} has more than {MOST_ROWS:,} rows; split it.")


def _row(number: int, cells: Sequence[str], width: int) -> Row:
    """The row cut or filled up to the width of the header, with what is wrong with it."""
    kept = (*(cell.translate(SIGNS) for cell in cells[:width]), *[""] * (width - len(cells)))
    why = ""
    if any(cells[width:]):
        why = f"it has {len(cells)} cells, the header has {width}"
    elif max(map(len, kept)) > LARGEST_CELL:
        why = f"a cell has more than {LARGEST_CELL:,} characters"
    elif any("\0" in cell for cell in kept):
        why = "a cell holds a NUL character"
    return Row(number, kept, why)


def _csv_grid(text: str, name: str, note: str) -> Grid:
    if not text.strip(f'{"".join(DELIMITERS)}" \r\n'):
        raise CoachError(f"{name} is empty.")
    if has_long_line(text):
        raise CoachError(f"{name} has a line of more than {LONGEST_LINE:,} characters: no table.")
    named = re.match(r"sep=(.)\r?\n", text)
    start = 2 if named else 1
    text = text[named.end() :] if named else text
    # The limit is one for the whole process, so it is given back.
    before = csv.field_size_limit(LARGEST_FILE)
    try:
        delimiter = named[1] if named else _delimiter(text)
        records = islice(_records(text, delimiter), MOST_ROWS * 2)
        rows = [
            (number, list(map(unguarded, cells))) for number, cells in enumerate(records, start)
        ]
        return Grid("", rows, note)
    except csv.Error as error:
        raise CoachError(
            f"{name}: a quotation mark is not closed or out of place ({error}); nothing was read."
        ) from None
    finally:
        csv.field_size_limit(before)


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _delimiter(text: str) -> str:
    """The sign that cuts most of the first records into as many cells; several, if it can."""

    def merit(sign: str) -> tuple[bool, float, int]:
        """No quotation mark cut, the share of records with the usual number of cells, that."""
        records: list[list[str]] = []
        with suppress(csv.Error):  # it is named where the whole is read
            for cells in islice(filter(any, _records(text, sign)), SAMPLED):
                records.append(cells)
        is_whole = all(cell.count('"') % 2 == 0 for cells in records[:1] for cell in cells)
        widths = Counter(len(cells) for cells in records if len(cells) > 1)
        usual, count = max(widths.items(), key=lambda each: each[::-1], default=(0, 0))
        return bool(records) and is_whole, count / max(len(records), 1), usual

    return max(DELIMITERS, key=merit)


def _json_grid(text: str, name: str) -> Grid:
    objects = _json_objects(text, name)
    header = list(dict.fromkeys(key for entry in objects for key in entry))
    if not header:
        raise CoachError(f"{name} is empty.")
    if len(objects) > MOST_ROWS or len(header) > MOST_COLUMNS:
        raise CoachError(
            f"{name} is over the limit of {MOST_ROWS:,} rows and {MOST_COLUMNS} columns; split it."
        )
    rows = [
        (number, [cell_text(entry.get(key)) for key in header])
        for number, entry in enumerate(objects, 1)
    ]
    return Grid("", [(0, header), *rows])


def _json_objects(text: str, name: str) -> list[dict[str, object]]:
    """The list of objects of a file, or the only list in its one object."""
    try:
        data = json.loads(text, object_pairs_hook=_object, parse_constant=str, parse_int=_number)
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


def _number(digits: str) -> int | str:
    return int(digits) if len(digits) < LONGEST_NUMBER else digits


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
