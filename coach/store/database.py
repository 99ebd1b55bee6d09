"""Opens the applicant's one SQLite file: foreign files refused, schema brought up to date."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from coach import places
from coach.records import CoachError, Unusable
from coach.store.changes import NEVER_COPIED
from coach.store.trouble import NEXT, OPEN, Connection, is_full, told
from coach.writing import new_file, unused

APPLICATION_ID: Final = 0x1349C0AC
"""In the file's header: tells our database from any other."""
VERSION: Final = 8
"""How many migrations coach/store/schema.py holds; the file's user_version counts those it has."""

FOLDER: Final = "backups"
"""Beside the database: its copies."""
HEADER: Final = 100
MAGIC: Final = b"SQLite format 3\0"


def connect(home: Path, now: datetime) -> Connection:
    """A connection to the database in this folder, made or migrated where needed.

    Raises CoachError, with nothing changed, for a file that is not ours, that a newer release
    wrote, that is damaged, or empty beside its backups. Of a folder that is read-only it is a copy
    in memory that nobody can write to.
    """
    path = places.make_private(home) / places.DATABASE
    try:
        if path not in OPEN:
            # Closing the file here would let go of the locks that SQLite holds on it elsewhere.
            _look_at(path)
        if path.exists() and not (os.access(home, os.W_OK) and os.access(path, os.W_OK)):
            return read_only(path)
        if not path.exists():
            path.touch(mode=0o600)
        connection = sqlite3.connect(path, timeout=5, isolation_level=None, factory=Connection)
        connection.path = path
        OPEN.append(path)
        try:
            _prepare(connection, path, now)
        except BaseException:
            connection.close()
            raise
        return connection
    except (sqlite3.Error, OSError) as error:
        if is_full(home) and path.exists():
            with suppress(sqlite3.Error, OSError):
                return read_only(path)
        raise told(error, path, "opened") from None


def _look_at(path: Path) -> None:
    """Raises CoachError for what is not to be opened as the database of a folder."""
    copies = any((path.parent / FOLDER).glob("*.db"))
    header = _header(path) if path.exists() else b""
    if header and not header.startswith(MAGIC) and copies:
        raise _damaged(path, "it does not begin as a database does")
    if header:
        recognise(path)
    elif copies:
        what = "is empty" if path.exists() else "is gone"
        raise Unusable(
            f"{path} {what}, though copies of it are in {FOLDER}/; {NEXT}, and begins anew.",
            "empty",
        )


def recognise(path: Path) -> None:
    """Raises CoachError for a file that is not ours or of a newer release, by its first bytes
    alone: SQLite might write to it when it is closed."""
    header = _header(path)
    application, version = (int.from_bytes(header[at : at + 4]) for at in (68, 60))
    if not any(header):
        raise _damaged(path, "it does not begin as a database does")
    if not header.startswith(MAGIC) or application not in (0, APPLICATION_ID):
        raise _foreign(path)
    if application and version > VERSION:
        raise _newer(path)


def _damaged(path: Path | None, how: str) -> Unusable:
    return Unusable(f"{path} is damaged ({how}); {NEXT}.", "damaged")


def _header(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEADER)


def _foreign(path: Path | None) -> Unusable:
    return Unusable(
        f"{path} is not a coach database, so it was left alone; "
        "move it away or name another folder with --home.",
        "foreign",
    )


def _newer(path: Path | None) -> Unusable:
    return Unusable(
        f"{path} was written by a newer coach and was left as it is; install that version, or use "
        "--home.",
        "newer",
    )


def read_only(path: Path) -> Connection:
    """What a file holds, in memory, where nothing can be written; its journal is read with it."""
    memory = sqlite3.connect(
        ":memory:", isolation_level=None, check_same_thread=False, factory=Connection
    )
    memory.path = path
    with copied_aside(path) as copy, closing(sqlite3.connect(copy)) as source:
        source.backup(memory)
    _prepare(memory, None, datetime.min)
    check(memory, path)
    memory.execute("PRAGMA query_only = ON")
    return memory


@contextmanager
def copied_aside(path: Path) -> Iterator[Path]:
    """A copy of a file and its journal in a folder of its own, for as long as it is needed: SQLite
    may do with it what it likes."""
    from shutil import copyfile
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="coach-") as folder:
        copy = Path(folder) / path.name
        for ending in ("", "-wal"):
            if (file := path.with_name(path.name + ending)).exists():
                copyfile(file, copy.with_name(copy.name + ending))
        yield copy


def reading(file: Path) -> sqlite3.Connection:
    """A connection to a copy, which nobody writes to."""
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


def check(connection: sqlite3.Connection, path: Path | None) -> None:
    """Raises CoachError for a file of which something is not as SQLite wrote it."""
    (answer,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if answer != "ok":
        raise _damaged(path, _shortly(answer))


def _shortly(answer: str) -> str:
    return " ".join(answer.replace("*** in database main ***", "").split())[:80]


def in_memory() -> Connection:
    """An empty database that is gone when it is closed."""
    connection = sqlite3.connect(
        ":memory:", isolation_level=None, check_same_thread=False, factory=Connection
    )
    _prepare(connection, None, datetime.min)
    return connection


def _prepare(connection: sqlite3.Connection, path: Path | None, now: datetime) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if application or tables:
            raise _foreign(path)
    if version > VERSION:
        raise _newer(path)
    if path:
        _make_sure(connection, path, version, now)
    if version < VERSION:
        bring_up(connection)
    connection.execute("PRAGMA synchronous = FULL")


def _make_sure(connection: sqlite3.Connection, path: Path, version: int, now: datetime) -> None:
    """That the file is sound, copied before it is migrated, and keeps a journal."""
    if version:
        check(connection, path)
        if version < VERSION:
            copy = path.parent / FOLDER / named(f"before-{version + 1}", now)
            backup(connection, unused(copy))
    if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        connection.execute("PRAGMA journal_mode = WAL")


def bring_up(connection: sqlite3.Connection) -> None:
    """Brings the tables to those of this release."""
    # 130 ms of imports, paid only when there is something to migrate.
    from coach.store.schema import migrate

    migrate(connection, APPLICATION_ID, VERSION)


def named(kind: str, now: datetime) -> str:
    """The name of a copy, with what it was made for and when, to the second."""
    return f"{kind}-{now:%Y-%m-%dT%H%M%S}.db"


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
            take_out(copy, NEVER_COPIED)
    flush(target.parent)
    return target


def flush(folder: Path) -> None:
    """Has the names in a folder on the disk, where the system can do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def take_out(copy: sqlite3.Connection, table: str) -> None:
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
