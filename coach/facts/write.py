"""Writes the checked seed into a new facts database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import sqlite_utils

from coach.facts import index
from coach.facts.check import Seed, load
from coach.facts.encode import KINDS, encode
from coach.records import Program, asdict

# Declared, because the first rows leave most columns empty and would make them text.
SQL_TYPES: Final = {int: int, int | None: int, bool: int, float | None: float}
PROGRAM_COLUMNS: Final = {
    name: SQL_TYPES.get(kind, str) for name, kind in Program.__annotations__.items()
}


def write(connection: sqlite3.Connection, folder: Path) -> None:
    """Fills an empty database. Raises FactError for a seed row that cannot be trusted."""
    seed = load(folder)
    database = sqlite_utils.Database(connection)
    with connection:
        database.table("record").insert_all(_records(seed))
        database.table("record").create_index(["kind"])
        programs = database.table("program").create(PROGRAM_COLUMNS, pk="id")
        programs.insert_all(map(_program, seed.programs))
        database.table("program").create_index(["specialty", "first_residency"])
        index.build(
            connection,
            seed.programs,
            {state.code: state.name for state in seed.states},
            {one.name: one.aliases for one in seed.specialties},
        )
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute("VACUUM")


def _records(seed: Seed) -> Iterator[dict[str, Any]]:
    for table in seed.__struct_fields__:
        for record in getattr(seed, table):
            if not isinstance(record, Program):
                yield {"kind": KINDS[type(record)], "body": encode(record)}


def _program(program: Program) -> dict[str, Any]:
    return asdict(program) | {"sources": ";".join(program.sources)}
