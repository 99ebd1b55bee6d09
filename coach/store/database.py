"""Opens the applicant's one SQLite file: foreign files refused, schema brought up to date."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Final

from coach import places
from coach.records import CoachError

APPLICATION_ID: Final = 0x1349C0AC
"""In the file's header: tells our database from any other."""
VERSION: Final = 3
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
    application, version = _header(connection)
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
            backup(connection, path.parent / "backups" / f"before-{version + 1}-{today}.db")
        # 130 ms of imports, paid only when there is something to migrate.
        from coach.store.schema import migrate

        if path:
            connection.execute("PRAGMA journal_mode = WAL")
        migrate(connection, APPLICATION_ID, VERSION)
    connection.execute("PRAGMA synchronous = NORMAL")


def _header(connection: sqlite3.Connection) -> tuple[int, int]:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(application), int(version)


def backup(connection: sqlite3.Connection, target: Path) -> Path:
    """A whole copy of the database in one file that only the user can read."""
    places.make_private(target.parent)
    draft = target.with_name(f"{target.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    with closing(sqlite3.connect(draft)) as copy:
        connection.backup(copy)
    draft.replace(target)
    return target
