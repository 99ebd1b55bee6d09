"""A database as it is copied, compared, replaced, and told as plain tables."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

from coach.store import backups, database, plain
from coach.store.changes import sentences


class Copying:
    """What a store does with all that it holds."""

    _connection: sqlite3.Connection

    def backup(self, target: Path) -> Path:
        """A copy of everything in one private file."""
        with sentences():
            return database.backup(self._connection, target)

    def keep_copy(self, home: Path, kind: str, now: datetime) -> Path:
        """A copy among those of the folder."""
        with sentences():
            return backups.keep(self._connection, home, kind, now)

    def differences(self, copy: Copying) -> list[backups.Differs]:
        """What going back to a copy would do, table by table."""
        return backups.differences(self._connection, copy._connection)

    def become(self, copy: Copying, now: datetime) -> None:
        """Holds all that a copy does from now on; other windows take it in."""
        with sentences():
            backups.put_in(copy._connection, self._connection, now)

    def tables(self) -> plain.Tables:
        """Every row of every table, the history with it."""
        return plain.tables_of(self._connection)

    def fill(self, tables: plain.Tables) -> None:
        """Holds these rows, where it is empty."""
        with sentences():
            plain.fill(self._connection, tables)

    def begin_anew(self, home: Path, now: datetime) -> Path | None:
        """Is written as the database of a folder; where the file that was there is now."""
        with sentences():
            return backups.begin_anew(self._connection, home, now)

    def integrity(self) -> str:
        """`ok`, or what SQLite finds wrong with the file."""
        return str(self._connection.execute("PRAGMA quick_check(1)").fetchone()[0])

    def content(self) -> bytes:
        """What its file would hold."""
        return self._connection.serialize()
