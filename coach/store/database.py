"""Opens the applicant's one SQLite file: foreign files refused, schema brought up to date."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Final

from coach import places
from coach.records import CoachError
from coach.store.changes import NEVER_COPIED
from coach.writing import new_file, unused

APPLICATION_ID: Final = 0x1349C0AC
"""In the file's header: tells our database from any other."""
VERSION: Final = 8
"""How many migrations coach/store/schema.py holds; the file's user_version counts those it has."""


def connect(home: Path, today: date) -> sqlite3.Connection:
    """A connection to the database in this folder, made or migrated where needed.

    Raises CoachError, with nothing changed, for a file that is not ours, that a newer
    release wrote, or that cannot be read or written.
    """
    path = places.make_private(home) / places.DATABASE
    try:
        if not path.exists():
            path.touch(mode=0o600)
        connection = sqlite3.connect(path, timeout=5, isolation_level=None)
        try:
            _prepare(connection, path, today)
        except BaseException:
            connection.close()
            raise
        return connection
    except (sqlite3.Error, OSError) as error:
        raise CoachError(
            f"{path} cannot be opened as coach's database ({error}); nothing was changed. "
            "Restore a backup, or name another folder with --home."
        ) from None


def in_memory() -> sqlite3.Connection:
    """An empty database that is gone when it is closed."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    _prepare(connection, None, date.min)
    return connection


def _prepare(connection: sqlite3.Connection, path: Path | None, today: date) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if application or tables:
            raise CoachError(
                f"{path} is not a coach database, so it was left alone; "
                "move it away or name another folder with --home."
            )
    if version > VERSION:
        raise CoachError(
            f"{path} was written by a newer coach; install that version, or use --home."
        )
    if version < VERSION:
        if path and version:
            copy = path.parent / "backups" / f"before-{version + 1}-{today}.db"
            backup(connection, unused(copy))
        # 130 ms of imports, paid only when there is something to migrate.
        from coach.store.schema import migrate

        if path:
            connection.execute("PRAGMA journal_mode = WAL")
        migrate(connection, APPLICATION_ID, VERSION)
    connection.execute("PRAGMA synchronous = FULL")


def backup(connection: sqlite3.Connection, target: Path) -> Path:
    """A whole copy of the database in one new file that only the user can read, checked.

    Raises CoachError, with nothing left behind, where the copy is not sound.
    """
    places.make_private(target.parent)
    with new_file(target) as draft, closing(sqlite3.connect(draft, isolation_level=None)) as copy:
        # One view of the file for the count and for the copy: another window may write on.
        connection.execute("BEGIN")
        try:
            expected = _counts(connection)
            connection.backup(copy)
        finally:
            connection.execute("ROLLBACK")
        copy.execute("PRAGMA journal_mode = DELETE")
        (answer,) = copy.execute("PRAGMA quick_check(1)").fetchone()
        if answer != "ok" or _counts(copy) != expected:
            raise CoachError(f"The copy in {target} was not sound ({answer}), so it was not kept.")
        if NEVER_COPIED in expected:
            _take_out(copy, NEVER_COPIED)
    return target


def _take_out(copy: sqlite3.Connection, table: str) -> None:
    """Takes a table's rows and all acts on it out of a copy, and their pages with them."""
    of_it = "SELECT act FROM changes WHERE table_name = ?"
    if copy.execute(of_it, (table,)).fetchone() is None:
        return
    copy.execute(f"DELETE FROM acts WHERE id IN ({of_it}) OR undoes IN ({of_it})", (table,) * 2)
    copy.execute("DELETE FROM changes WHERE table_name = ?", (table,))
    copy.execute(f'DELETE FROM "{table}"')  # noqa: S608
    copy.execute("VACUUM")


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has."""
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {
        table: connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608
        for (table,) in tables
    }
