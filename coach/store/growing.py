"""Tables that grow with their declarations: what is missing is added, nothing else is touched."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Protocol

from coach.store.changes import transaction


class Growing(Protocol):
    """A table with its columns and their types."""

    @property
    def name(self) -> str:
        """Of the table."""

    @property
    def columns_of_table(self) -> Mapping[str, str]:
        """The columns with their types, by name."""


def grow(connection: sqlite3.Connection, tables: Iterable[Growing]) -> None:
    """Adds tables and columns that are missing, all of them or none.

    Any other change of a table is a migration with a text of its own.
    """
    if not any(_missing(connection, table) for table in tables):
        return
    with transaction(connection):
        for table in tables:
            for statement in _missing(connection, table):
                connection.execute(statement)


def _missing(connection: sqlite3.Connection, table: Growing) -> list[str]:
    there = {row[1] for row in connection.execute(f'PRAGMA table_info("{table.name}")')}
    if not there:
        return [f'CREATE TABLE "{table.name}" ({", ".join(table.columns_of_table.values())})']
    return [
        f'ALTER TABLE "{table.name}" ADD COLUMN {column}'
        for name, column in table.columns_of_table.items()
        if name not in there
    ]
