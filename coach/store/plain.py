"""Everything as plain tables, in one JSON file or a CSV file each, and back without a loss."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from coach import places
from coach.records import CoachError
from coach.store import database
from coach.store.changes import NEVER_COPIED
from coach.writing import content_of, write_file

Value = str | int | float | None
Tables = Mapping[str, Sequence[Mapping[str, Value]]]
LEFT_OUT: Final = ("_sqlite_migrations", "kept", "sqlite_sequence", NEVER_COPIED)
"""Tables that are made anew, and the one that nothing may hold."""
RESTORED: Final = "restored"
FORMULA: Final = "=+-@\t\r'"
"""How a text begins that a spreadsheet might work out: in CSV it has a ' before it."""
CELL: Final = re.compile(r'("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)')
LARGEST: Final = 200_000_000
"""Bytes of what is read back."""
ABOUT: Final = "about"


def tables_of(connection: sqlite3.Connection) -> dict[str, list[dict[str, Value]]]:
    """Every row of every table as it stands, the history with it; what no copy holds left out."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        connection.backup(copy)
        database.take_out(copy, NEVER_COPIED)
        copy.row_factory = sqlite3.Row
        names = copy.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        tables = {
            name: [dict(row) for row in copy.execute(f'SELECT * FROM "{name}" ORDER BY rowid')]  # noqa: S608
            for (name,) in names.fetchall()
            if name not in LEFT_OUT
        }
    tables["setting"] = [row for row in tables["setting"] if row["key"] != RESTORED]
    return tables


def fill(connection: sqlite3.Connection, tables: Tables) -> None:
    """Puts every row into an empty database. Raises CoachError for what this release does not
    know."""
    for table, rows in tables.items():
        known = {row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')}
        if rows and not known:
            raise CoachError(f"This release keeps no table “{table}”; nothing was taken in.")
        for row in rows:
            if strange := sorted(row.keys() - known):
                raise CoachError(
                    f"This release keeps no “{strange[0]}” in “{table}”; nothing was taken in."
                )
            names = ", ".join(f'"{name}"' for name in row)
            signs = ", ".join("?" * len(row))
            connection.execute(
                f'INSERT OR REPLACE INTO "{table}" ({names}) VALUES ({signs})',  # noqa: S608
                [*row.values()],
            )


def write(tables: Tables, target: Path, force: bool) -> None:
    """Writes a .json file, or a folder with a CSV file for each table. Raises CoachError."""
    if target.suffix == ".json" or str(target) == "-":
        whole = {"coach": places.DATABASE, "schema": database.VERSION, "tables": tables}
        write_file(target, json.dumps(whole, ensure_ascii=False, indent=1).encode(), force)
        return
    if target.suffix:
        raise CoachError(f"{target}: everything goes into a .json file, or a folder of CSV files.")
    if target.exists() and not force and (not target.is_dir() or any(target.iterdir())):
        raise CoachError(f"{target} is there already; name another folder, or add --force.")
    places.make_private(target)
    about: Tables = {ABOUT: [{"name": "schema", "value": database.VERSION}]}
    for table, rows in {**about, **tables}.items():
        write_file(target / f"{table}.csv", _table(rows).encode(), force)


def _table(rows: Sequence[Mapping[str, Value]]) -> str:
    names = [*rows[0]] if rows else []
    lines = [map(_cell, names), *(map(_cell, row.values()) for row in rows)]
    return "".join(f"{','.join(line)}\n" for line in lines)


def read(source: Path) -> Tables:
    """What `write` wrote. Raises CoachError for anything else, and for a newer release's."""
    if source.is_dir():
        files = sorted(source.glob("*.csv"))
        tables = {file.stem: _rows(content_of(file, LARGEST), file) for file in files}
        about = {str(row.get("name")): row.get("value") for row in tables.pop(ABOUT, [])}
    else:
        try:
            about = json.loads(content_of(source, LARGEST))
            tables = about["tables"]
            _check_shape(tables)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise CoachError(f"{source} is not what `coach export everything` writes.") from None
    schema = about.get("schema")
    if not isinstance(schema, int):
        raise CoachError(f"{source} is not what `coach export everything` writes.")
    if schema > database.VERSION:
        raise CoachError(f"{source} was written by a newer coach; nothing was taken in.")
    return tables


def _check_shape(tables: Tables) -> None:
    for rows in tables.values():
        for row in rows:
            if not all(isinstance(value, str | int | float | None) for value in row.values()):
                raise TypeError


def _cell(value: Value) -> str:
    """One cell: nothing for nothing, numbers bare, texts in quotes."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return repr(value)
    text = f"'{value}" if value[:1] and value[0] in FORMULA else value
    quoted = text.replace('"', '""')
    return f'"{quoted}"'


def _rows(content: bytes, file: Path) -> list[dict[str, Value]]:
    try:
        lines = [*_lines(content.decode())]
        names = [str(name) for name in lines[0]] if lines else []
        return [dict(zip(names, line, strict=True)) for line in lines[1:]]
    except (ValueError, IndexError):
        raise CoachError(f"{file} is not what `coach export everything` writes.") from None


def _lines(text: str) -> Iterator[list[Value]]:
    line: list[Value] = []
    at = 0
    while at < len(text):
        cell = CELL.match(text, at)
        if cell is None or cell.end() == at:
            raise ValueError
        line.append(_value(cell[1]))
        at = cell.end()
        if cell[2] != ",":
            yield line
            line = []


def _value(cell: str) -> Value:
    if not cell:
        return None
    if cell[0] != '"':
        return int(cell) if cell.lstrip("-").isdigit() else float(cell)
    text = cell[1:-1].replace('""', '"')
    return text[1:] if text[:1] == "'" and text[1:2] and text[1] in FORMULA else text
