"""Writes the checked seed into a new facts database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import astuple, fields
from importlib.resources.abc import Traversable
from typing import Any, Final

import sqlite_utils

from coach.facts import index
from coach.facts.check import Seed, load
from coach.facts.encode import KINDS, encode
from coach.records import Program

# Declared, because the first rows leave most columns empty and would make them text.
SQL_TYPES: Final = {"int": int, "int | None": int, "bool": int, "float | None": float}
PROGRAM_COLUMNS: Final = {
    part.name: SQL_TYPES.get(str(part.type), str) for part in fields(Program)
}


def write(connection: sqlite3.Connection, folder: Traversable) -> None:
    """Fills an empty database. Raises FactError for a seed row that cannot be trusted."""
    seed = load(folder)
    database = sqlite_utils.Database(connection)
    with connection:
        database.table("record").insert_all(_records(seed))
        database.table("record").create_index(["kind"])
        programs = database.table("program").create(PROGRAM_COLUMNS, pk="id")
        programs.insert_all(map(_program, seed.programs))
        database.table("program").create_index(["specialty", "first_residency"])
        index.build(connection, seed.programs)
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute("VACUUM")


def _records(seed: Seed) -> Iterator[dict[str, Any]]:
    for part in fields(seed):
        for record in getattr(seed, part.name):
            if not isinstance(record, Program):
                yield {"kind": KINDS[type(record)], "body": encode(record)}


def _program(program: Program) -> dict[str, Any]:
    names = [part.name for part in fields(program)]
    row = dict(zip(names, astuple(program), strict=True))
    return row | {"sources": ";".join(program.sources)}
