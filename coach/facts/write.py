"""Writes the checked seed into a new facts database."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import msgspec

from coach.facts import index
from coach.facts.check import load
from coach.facts.tables import Tables
from coach.records import Program


def write(connection: sqlite3.Connection, folder: Path) -> None:
    """Fills an empty database. Raises FactError for a seed row that cannot be trusted."""
    seed = load(folder)
    columns = Program.__struct_fields__
    with connection:
        connection.execute("CREATE TABLE seed (name TEXT PRIMARY KEY, body BLOB) WITHOUT ROWID")
        connection.executemany(
            "INSERT INTO seed VALUES (?, ?)",
            [
                (table.name, msgspec.msgpack.encode(seed.rows_of(table)))
                for table in Tables.tables()
            ],
        )
        connection.execute(f"CREATE TABLE program ({', '.join(columns)}, PRIMARY KEY (id))")
        connection.executemany(
            f"INSERT INTO program VALUES ({', '.join('?' * len(columns))})",
            map(_cells, seed.programs),
        )
        connection.execute("CREATE INDEX by_specialty ON program (specialty, first_residency)")
        index.build(
            connection,
            seed.programs,
            {code: state.name for code, state in seed.states.items()},
            {name: specialty.aliases for name, specialty in seed.specialties.items()},
        )
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute("VACUUM")


def _cells(program: Program) -> list[object]:
    values = msgspec.structs.asdict(program) | {"sources": ";".join(program.sources)}
    return list(values.values())
