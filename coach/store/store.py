"""The applicant's data as records; every change goes through one door and can be undone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from coach.records import Change, CoachError
from coach.store import changes, database
from coach.store.changes import Act
from coach.store.growing import Growing, grow
from coach.store.rows import E, Rows


class Store:
    """Reads and changes one applicant's database."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def open(cls, home: Path, now: datetime) -> Store:
        """The store in this folder. Raises CoachError for a file that is not ours."""
        return cls(database.connect(home, now.date()))

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

    def version(self) -> int:
        """Grows when another process has changed the file (SQLite's data_version)."""
        (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        return int(version)

    def grow(self, logs: Iterable[Growing]) -> None:
        """Makes the tables of logs and their columns where the file has none yet."""
        with _sentences():
            grow(self._connection, logs)

    @contextmanager
    def act(self, title: str, at: datetime) -> Iterator[Act]:
        """One act: what it reads, decides and writes inside is one transaction.

        Anything raised inside leaves everything as it was.
        """
        with _sentences(), changes.transaction(self._connection):
            act = Act(self._connection, title, at)
            yield act
            act.end()

    def rows(self, table: Rows[E], at: datetime | None = None) -> dict[str, E]:
        """The entries of a table by key, the oldest first, as they are or as they were then."""
        if at is None:
            return changes.all_rows(self._connection, table)
        return changes.rows_at(self._connection, table, at)

    def undo(self, at: datetime) -> str | None:
        """Takes the last act back; its title, or None when there is nothing left."""
        with _sentences():
            return changes.undo(self._connection, at)

    def newest(self) -> int:
        """The id of the newest change, 0 before the first."""
        return changes.newest(self._connection)

    def newest_by_table(self) -> dict[str, int]:
        """The id of the newest change of each table that ever changed."""
        return changes.newest_by_table(self._connection)

    def news(self, since: int) -> tuple[int, set[tuple[str, str]]]:
        """The newest change's id, and table and key of every change after another id."""
        return changes.news(self._connection, since)

    def setting(self, key: str) -> str | None:
        """One setting of the app, None when it was never made."""
        row = self._connection.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def set_setting(self, key: str, value: str) -> None:
        """Keeps a setting; settings are not part of the history."""
        with _sentences():
            self._connection.execute(
                "INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)", (key, value)
            )

    def changes(self, limit: int = 50) -> list[Change]:
        """The newest changes, newest first."""
        return changes.changes(self._connection, limit)

    def first_change(self) -> str | None:
        """When the first act was done, None before it."""
        row = self._connection.execute("SELECT min(at) FROM acts").fetchone()
        return row[0] if row else None

    def ticked_for(self) -> dict[str, int]:
        """The Match year that was planned for when each task was last ticked, where one was."""
        return changes.years_of_ticks(self._connection)

    def backup(self, target: Path) -> Path:
        """A copy of everything in one private file."""
        with _sentences():
            return database.backup(self._connection, target)

    def integrity(self) -> str:
        """`ok`, or what SQLite finds wrong with the file."""
        (answer,) = self._connection.execute("PRAGMA quick_check(1)").fetchone()
        return str(answer)


@contextmanager
def _sentences() -> Iterator[None]:
    """Turns what SQLite says into one sentence for the user."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise CoachError(f"This could not be saved ({error}); nothing was changed.") from None
