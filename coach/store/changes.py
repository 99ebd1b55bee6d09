"""The one writer: an act is one transaction, with a row in `changes` for each row it touched."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from time import monotonic, sleep
from typing import Final

from coach.records import CoachError, replace
from coach.store.rows import E, Row, Rows
from coach.store.trouble import told

LARGEST_ROW: Final = 100_000
"""Bytes of one row; a longer one is a mistake, or a file in the wrong place."""

NEVER_BACK: Final = "forecasts"
"""The table that undo passes by: the coach writes it, to be held to what it said."""

NEVER_COPIED: Final = "soap"
"""The table that no copy of the file holds, nor its history there: programs picked from a list
that may not be shared."""


PATIENCE_S: Final = 0.5
"""Seconds of waiting for another window after which that is said."""
LONGEST_S: Final = 10.0
"""Seconds after which it is waited no longer."""
RETRY_S: Final = 0.01
WAITING: Final = "Another window is writing; waiting."


class Busy(CoachError):
    """Another window writes; nothing was begun."""

    def __init__(self) -> None:
        super().__init__("Another window writes on and on; nothing was changed.")


class Waits:
    """How long a writer waits for another one, and whom it tells."""

    def __init__(self) -> None:
        self.longest_s = LONGEST_S
        """0: whoever acts asks again, as the app does, whose keys go on meanwhile."""
        self.says: Callable[[str], object] | None = None

    def begin(self, connection: sqlite3.Connection) -> None:
        """Begins to write: nobody else writes until it ends. Raises Busy."""
        began, is_said = monotonic(), self.says is None
        while not _begins(connection):
            waited = monotonic() - began
            if waited >= self.longest_s:
                raise Busy
            if waited >= PATIENCE_S and not is_said and self.says:
                is_said = True
                self.says(WAITING)
            sleep(RETRY_S)


def _begins(connection: sqlite3.Connection) -> bool:
    """Begins to write where nobody else does. SQLite itself waits longer and longer between two
    looks, and whoever waits long is overtaken by all others."""
    (usual,) = connection.execute("PRAGMA busy_timeout").fetchone()
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        return False
    finally:
        connection.execute(f"PRAGMA busy_timeout = {usual}")
    return True


@contextmanager
def transaction(connection: sqlite3.Connection, waits: Waits | None = None) -> Iterator[None]:
    """All that is read and written inside is one transaction, or a part of the one that is open;
    everything is as before when anything fails, its end among that. Raises Busy."""
    if connection.in_transaction:
        with part(connection):
            yield
        return
    (waits or Waits()).begin(connection)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # A full disk may have ended it already.
        if connection.in_transaction:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
        raise


@contextmanager
def part(connection: sqlite3.Connection) -> Iterator[None]:
    """A part of a transaction: where it fails, the part alone is as it was before."""
    connection.execute("SAVEPOINT part")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK TO part")
            connection.execute("RELEASE part")
        raise
    connection.execute("RELEASE part")


@contextmanager
def view(connection: sqlite3.Connection) -> Iterator[None]:
    """All that is read inside is as it was at one moment, whatever other windows write."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("COMMIT")


@contextmanager
def sentences() -> Iterator[None]:
    """Turns what SQLite says into one sentence for the user."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise told(error, None, "saved") from None


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
        row = {**(row_of(self._connection, table, key) or {}), **row}  # a later release's columns
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
