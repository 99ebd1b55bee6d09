"""The one writer: an act is one transaction, with a row in `changes` for each row it touched."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final

from coach.records import CoachError, replace
from coach.store.rows import E, Row, Rows

LARGEST_ROW: Final = 100_000
"""Bytes of one row; a longer one is a mistake, or a file in the wrong place."""

NEVER_BACK: Final = "forecasts"
"""The table that undo passes by: the coach writes it, to be held to what it said."""

NEVER_COPIED: Final = "soap"
"""The table that no copy of the file holds, nor its history there: programs picked from a list
that may not be shared."""


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """BEGIN IMMEDIATE … COMMIT; everything is as before when anything fails."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextmanager
def part(connection: sqlite3.Connection) -> Iterator[None]:
    """A part of a transaction: where it fails, the part alone is as it was before."""
    connection.execute("SAVEPOINT part")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK TO part")
        raise
    finally:
        connection.execute("RELEASE part")


class Act:
    """One act while it is done: what it reads and writes is of one transaction."""

    def __init__(
        self, connection: sqlite3.Connection, title: str, at: datetime, window: str = ""
    ) -> None:
        self.title = title
        """In words, for the history and undo; may be set until the act ends."""
        self.at: Final = at
        self.changed = False
        """After the act: whether it changed anything."""
        self._connection = connection
        self._window = window
        self._before: dict[tuple[str, str], Row | None] = {}

    def get(self, rows: Rows[E], key: str) -> E | None:
        """The entry of a key as it stands now; None where there is none."""
        row = row_of(self._connection, rows.name, key)
        return None if row is None else rows.entry(row)

    def rows(self, rows: Rows[E]) -> dict[str, E]:
        """Every entry of a table as it stands now, by key."""
        return rows.all(self._connection)

    def put(self, rows: Rows[E], entry: E) -> None:
        """Adds or changes one entry; the row of one that says nothing goes.

        One that does not say when is of this minute, unless the same is kept already.
        Raises CoachError for one that is too large.
        """
        row = rows.row(entry)
        key = str(row["key"])
        kept = self.get(rows, key)
        if getattr(entry, "at", None) == "":
            same = kept is not None and replace(kept, at="") == entry
            minute = self.at.isoformat(timespec="minutes")
            entry = kept if kept and same else replace(entry, at=minute)
            row = rows.row(entry)
        size = len(json.dumps(row, ensure_ascii=False).encode())
        if size > LARGEST_ROW:
            raise CoachError(
                f"One entry holds at most {LARGEST_ROW // 1000} kB, this one has "
                f"{size // 1000} kB; nothing was changed."
            )
        if rows.empty(entry):
            self.remove(rows, key)
        elif kept != entry:
            self.write(rows.name, key, row)

    def set(self, rows: Rows[E], key: str, entry: E | None) -> None:
        """Puts an entry; None takes the one of this key away."""
        if entry is None:
            self.remove(rows, key)
        else:
            self.put(rows, entry)

    def remove(self, rows: Rows[E], key: str) -> None:
        """Takes an entry away."""
        self.write(rows.name, key, None)

    def write(self, table: str, key: str, row: Row | None) -> None:
        """Sets one row as it is; None takes it away."""
        self._before.setdefault((table, key), row_of(self._connection, table, key))
        if row is None:
            self._connection.execute(f'DELETE FROM "{table}" WHERE key = ?', (key,))
            return
        cursor = self._connection.execute(f'SELECT * FROM "{table}" LIMIT 0')
        names = [column[0] for column in cursor.description]
        others = ", ".join(f'"{name}" = excluded."{name}"' for name in names if name != "key")
        self._connection.execute(
            f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(names))}) '
            f"ON CONFLICT (key) DO UPDATE SET {others}",
            [row.get(name) for name in names],
        )

    def _what_changed(self) -> list[tuple[str, str, str | None, str | None]]:
        changed = [
            (table, key, as_text(before), as_text(after))
            for (table, key), before in self._before.items()
            if (after := row_of(self._connection, table, key)) != before
        ]
        self.changed = bool(changed)
        return changed

    def join(self, whole: Act) -> None:
        """Ends as a part of an act on many rows, which records it with its own changes."""
        if self._what_changed():
            whole.title = whole.title or self.title
            for row, before in self._before.items():
                whole._before.setdefault(row, before)

    def end(self, undoes: int | None = None, together: int | None = None) -> None:
        """Records the act with what it changed; one that changed nothing leaves no trace."""
        changed = self._what_changed()
        if not changed and undoes is None:
            return
        act = self._connection.execute(
            "INSERT INTO acts (at, title, undoes, window, together) VALUES (?, ?, ?, ?, ?)",
            (self.at.isoformat(timespec="seconds"), self.title, undoes, self._window, together),
        ).lastrowid
        self._connection.executemany(
            "INSERT INTO changes (act, table_name, row_key, before, after) VALUES (?, ?, ?, ?, ?)",
            [(act, *change) for change in changed],
        )


def row_of(connection: sqlite3.Connection, table: str, key: str) -> dict[str, object] | None:
    """The row of a key as it stands now; None where there is none."""
    cursor = connection.execute(f'SELECT * FROM "{table}" WHERE key = ?', (key,))
    row = cursor.fetchone()
    names = [column[0] for column in cursor.description]
    return dict(zip(names, row, strict=True)) if row else None


def as_row(text: str | None) -> dict[str, object] | None:
    """A row of the history; None where there was none."""
    return None if text is None else dict(json.loads(text))


def as_text(row: Row | None) -> str | None:
    """A row as the history keeps it; None where there is none."""
    return None if row is None else json.dumps(row, ensure_ascii=False)
