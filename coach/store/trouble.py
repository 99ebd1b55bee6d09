"""What can be wrong with the applicant's file, told apart: each in its own sentence, with what to
do next."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, Self

from coach.records import Unusable

KINDS: Final = {
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_READONLY: "read-only",
    sqlite3.SQLITE_CANTOPEN: "shut",
    sqlite3.SQLITE_PERM: "shut",
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
}
"""What the codes of SQLite mean."""
OF_THE_SYSTEM: Final = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EROFS: "read-only",
    errno.EACCES: "shut",
    errno.EPERM: "shut",
}
OPEN: Final[list[Path]] = []
"""Files that this process has connections to, each as often."""
ROOM: Final = 65_536
"""Bytes that the least act needs."""
WHOLE: Final = 0xFF
"""The part of an extended code that says the kind."""
NEXT: Final = (
    "it was left as it is. `coach restore` says what can be had back, from copies or from it"
)


class Failed(Unusable, sqlite3.OperationalError):
    """What SQLite could not do, as a sentence; code that waits for SQLite's own error knows it."""

    cause: Exception
    path: Path | None


def kind_of(error: Exception) -> str:
    """What kind of trouble an error is."""
    if isinstance(error, Unusable):
        return error.kind
    if isinstance(error, OSError):
        return OF_THE_SYSTEM.get(error.errno or 0, "other")
    code: int = getattr(error, "sqlite_errorcode", None) or 0
    return KINDS.get(code & WHOLE, "other")


def is_full(folder: Path) -> bool:
    """Whether a disk has no room for a page and a journal."""
    with suppress(OSError, AttributeError):
        state = os.statvfs(folder)
        return state.f_bavail * state.f_frsize < ROOM
    return False


def told(error: Exception, path: Path | None, what: str = "read") -> Failed:
    """The sentence for an error. `what` could not be done: opened, read or saved."""
    if isinstance(error, Failed):
        path, error = error.path, error.cause
    kind, file = kind_of(error), path or "The database"
    if path and kind in ("read-only", "other") and is_full(path.parent):
        kind = "full"
    folder = path.parent if path else "Its folder"
    undone = f"This could not be {what}" if what == "saved" else f"{file} could not be {what}"
    sentences = {
        "damaged": f"{file} is damaged ({error}); {NEXT}.",
        "full": f"{undone}: the disk is full; nothing was changed. Free some space there, then do "
        "it again.",
        "read-only": f"{undone}: {folder} is read-only for you. What is in it can be read; to "
        "save, get the right to write there, or name another folder with --home.",
        "shut": f"{undone}: you have no right to ({error}); nothing was changed. Mend the rights "
        f"of {folder}, or name another folder with --home.",
        "locked": f"{undone}: another window has been writing for 5 seconds; nothing was "
        "changed. Do it again in a moment.",
    }
    failed = Failed(sentences.get(kind, f"{undone} ({error}); nothing was changed."), kind)
    failed.cause, failed.path = error, path
    failed.sqlite_errorcode = getattr(error, "sqlite_errorcode", None) or 0
    return failed


EXECUTE: Final[Callable[..., sqlite3.Cursor]] = sqlite3.Cursor.execute


class Cursor(sqlite3.Cursor):
    """Rows of the applicant's file, with sentences in place of SQLite's errors."""

    def execute(self, *words: object) -> Self:
        """Asks or changes. Raises CoachError."""
        try:
            EXECUTE(self, *words)
        except sqlite3.DatabaseError as error:
            raise self._told(error) from None
        return self

    def fetchone(self) -> object:
        """The next row, or None. Raises CoachError."""
        return next(self, None)

    def fetchall(self) -> list[object]:
        """All rows that are left. Raises CoachError."""
        return list(self)

    def __next__(self) -> object:
        try:
            return super().__next__()
        except sqlite3.DatabaseError as error:
            raise self._told(error) from None

    def _told(self, error: sqlite3.DatabaseError) -> Exception:
        """A sentence; what only a program can do wrong stays as it is."""
        is_trouble = type(error) in (sqlite3.DatabaseError, sqlite3.OperationalError)
        return told(error, getattr(self.connection, "path", None)) if is_trouble else error


class Connection(sqlite3.Connection):
    """A connection to the applicant's file."""

    path: Path | None = None

    def close(self) -> None:
        """Lets go of the file."""
        super().close()
        if self.path in OPEN:
            OPEN.remove(self.path)

    def execute(self, *words: object) -> sqlite3.Cursor:
        """Asks or changes. Raises CoachError."""
        return self.cursor(Cursor).execute(*words)
