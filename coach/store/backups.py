"""Copies of the database: named by the second, kept by age, each known for what it holds, and put
back into the place of what is there."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from coach import places
from coach.records import CoachError, Record, Unusable, replace
from coach.store import database
from coach.store.changes import NEVER_COPIED
from coach.store.database import FOLDER, named
from coach.store.trouble import kind_of, told
from coach.writing import new_file, unused

BY_HAND, DAILY, BEFORE_IMPORT = "coach", "daily", "before-import"
BEFORE_RESTORE, DAMAGED = "before-restore", "damaged"
ROTATING: Final = (DAILY, BEFORE_IMPORT)
"""Copies that the coach makes by itself, and takes away again; all others stay."""
ALL_OF: Final = timedelta(days=7)
MOST, WEEKS, MONTHS = 40, 8, 40
"""Of those: copies of the last seven days, weeks before them, months before these."""
TABLES: Final = "SELECT name FROM sqlite_master WHERE type = 'table'"
JOURNAL: Final = ("-wal", "-shm")
STAMP: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d)(\d\d)(\d\d))?")


class Backup(Record):
    """One copy, and what it holds."""

    name: str
    at: str
    size: int
    ok: bool
    acts: int = 0
    newest: str = ""
    """The title of its newest act."""
    newest_at: str = ""
    why: str = ""
    """What is wrong with it."""


class Differs(Record):
    """What going back to a copy does to one table: rows that come back, go, and are otherwise."""

    table: str
    back: int
    goes: int
    otherwise: int


class Salvaged(Record):
    """How much of a damaged file was had back."""

    read: int = 0
    """Rows that could be read."""
    filled: int = 0
    """Rows that could not, and came out of the history or a copy."""
    lost: int = 0
    """Rows that are known to have been there, and are nowhere."""


def at_of(name: str) -> datetime | None:
    """When a copy was made, by its name."""
    if not (stamp := STAMP.search(name)):
        return None
    day, *clock = stamp.groups(default="00")
    with suppress(ValueError):
        return datetime.fromisoformat(f"{day}T{':'.join(clock)}")
    return None


def keep(connection: sqlite3.Connection, home: Path, kind: str, now: datetime) -> Path:
    """Makes a copy, checked and on the disk; then those that age takes away go."""
    copy = database.backup(connection, unused(home / FOLDER / named(kind, now)))
    rotate(home / FOLDER, now)
    return copy


def keep_daily(home: Path, now: datetime) -> Path | None:
    """The copy of this day, made where there is none yet; by a connection of its own, so that
    another thread may do it. Raises CoachError."""
    file = home / places.DATABASE
    if not file.exists() or _has_daily(home, now):
        return None
    try:
        with closing(sqlite3.connect(file, timeout=5, isolation_level=None)) as connection:
            return keep(connection, home, DAILY, now)
    except (CoachError, sqlite3.Error, OSError) as error:
        if _has_daily(home, now):  # another window was first
            return None
        raise told(error, file, "copied") from None


def _has_daily(home: Path, now: datetime) -> bool:
    return any((home / FOLDER).glob(f"{DAILY}-{now:%Y-%m-%d}T*.db"))


def rotate(folder: Path, now: datetime) -> None:
    """Takes away what the coach copied by itself, but for all of a week, then one of each week,
    then one of each month."""
    copies = ((at_of(file.name), file) for file in _own(folder))
    dated = sorted(((at, file) for at, file in copies if at), reverse=True)
    stays = {file for at, file in dated[:MOST] if now - at < ALL_OF}
    for most, of in ((WEEKS, _week), (MONTHS, _month)):
        newest: dict[object, Path] = {}
        for at, file in dated:
            newest.setdefault(of(at), file)
        stays |= {*list(newest.values())[:most]}
    for _, file in dated:
        if file not in stays:
            with suppress(OSError):
                file.unlink()


def _own(folder: Path) -> Iterator[Path]:
    return (file for kind in ROTATING for file in folder.glob(f"{kind}-[0-9]*.db"))


def _week(at: datetime) -> object:
    return at.isocalendar()[:2]


def _month(at: datetime) -> object:
    return at.year, at.month


def listed(home: Path) -> list[Backup]:
    """Every copy, the newest first."""
    copies = [about(file) for file in (home / FOLDER).glob("*.db")]
    return sorted(copies, key=lambda copy: (copy.at, copy.name), reverse=True)


def about(file: Path) -> Backup:
    """What a copy holds, and whether it is sound."""
    state = file.stat()
    at = at_of(file.name) or datetime.fromtimestamp(state.st_mtime)
    known = Backup(file.name, at.isoformat(timespec="seconds"), state.st_size, ok=False)
    try:
        with closing(_opened(file)) as copy:
            ((acts, number),) = copy.execute("SELECT count(*), max(id) FROM acts")
            newest = copy.execute("SELECT title, at FROM acts WHERE id = ?", (number,)).fetchone()
    except (CoachError, sqlite3.Error, OSError) as error:
        return replace(known, why=kind_of(error))
    title, when = newest or ("", "")
    return replace(known, ok=True, acts=acts, newest=title, newest_at=when)


def _opened(file: Path) -> sqlite3.Connection:
    """A copy, to be read only. Raises CoachError where it is not sound or not ours."""
    database.recognise(file)
    connection = database.reading(file)
    try:
        database.check(connection, file)
    except BaseException:
        connection.close()
        raise
    return connection


def newest_sound(home: Path) -> str | None:
    """The name of the newest copy that can be gone back to."""
    return next((copy.name for copy in listed(home) if copy.ok), None)


def find(home: Path, name: str) -> Path:
    """The file of a copy by its name, with or without ending or folder; `newest`: the newest that
    is sound. Raises CoachError."""
    copies = listed(home)
    if name == "newest":
        name = newest_sound(home) or name
    for file in (home / FOLDER / name, home / FOLDER / f"{name}.db", places.named(name)):
        if file.is_file():
            return file
    there = ", ".join(copy.name for copy in copies[:3] if copy.ok) or "no sound one"
    raise CoachError(f"There is no copy “{name}”; there is {there}. `coach backups` lists all.")


def in_memory(file: Path) -> sqlite3.Connection:
    """What a copy holds, with the tables of this release, in memory. Raises CoachError."""
    try:
        memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        with closing(_opened(file)) as copy:
            copy.backup(memory)
        memory.execute("PRAGMA foreign_keys = ON")
        if memory.execute("PRAGMA user_version").fetchone()[0] < database.VERSION:
            database.bring_up(memory)
    except (sqlite3.Error, OSError) as error:
        raise told(error, file) from None
    return memory


def differences(now: sqlite3.Connection, then: sqlite3.Connection) -> list[Differs]:
    """What going from one database to another would do, table by table; nothing of SOAP's, which
    no copy holds, and of what is not the applicant's."""
    listed = []
    for table in sorted(_kept_tables(now) | _kept_tables(then)):
        before, after = _rows(now, table), _rows(then, table)
        back, goes = len(after.keys() - before.keys()), len(before.keys() - after.keys())
        otherwise = sum(before[key] != after[key] for key in before.keys() & after.keys())
        if back or goes or otherwise:
            listed.append(Differs(table, back, goes, otherwise))
    return listed


NOT_TOLD: Final = frozenset(("_sqlite_migrations", "changes", "kept", "setting", NEVER_COPIED))


def _kept_tables(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute(TABLES)} - NOT_TOLD


def _rows(connection: sqlite3.Connection, table: str) -> dict[object, dict[str, object]]:
    """The rows of a table by key; columns that say nothing are no difference."""
    if table not in _kept_tables(connection):
        return {}
    cursor = connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608
    names = [column[0] for column in cursor.description]
    rows = (dict(zip(names, values, strict=True)) for values in cursor)
    return {
        row.get("key", row.get("id")): {
            name: value for name, value in row.items() if value not in (None, "")
        }
        for row in rows
    }


def put_in(memory: sqlite3.Connection, live: sqlite3.Connection, now: datetime) -> None:
    """Puts what is in memory in the place of all that a sound database holds, in one transaction;
    picks of SOAP stay, and other windows are told by a setting that all is new."""
    _carry_over(live, memory, NEVER_COPIED)
    memory.execute("INSERT OR REPLACE INTO setting VALUES ('restored', ?)", (now.isoformat(),))
    memory.backup(live, progress=_give_up)


def _carry_over(live: sqlite3.Connection, memory: sqlite3.Connection, table: str) -> None:
    """Has a table in memory hold what the present one does."""
    cursor = live.execute(f'SELECT * FROM "{table}"')  # noqa: S608
    names = ", ".join(f'"{column[0]}"' for column in cursor.description)
    signs = ", ".join("?" * len(cursor.description))
    memory.execute(f'DELETE FROM "{table}"')  # noqa: S608
    memory.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({signs})', cursor.fetchall())  # noqa: S608


def _give_up(status: int, left: int, pages: int) -> None:
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise Unusable(
            "Another window is writing for more than 5 seconds; nothing was changed. Do it again "
            "in a moment.",
            "locked",
        )


def begin_anew(memory: sqlite3.Connection, home: Path, now: datetime) -> Path | None:
    """Writes what is in memory as the database of a folder whose own cannot be used; that one, with
    its journal, is moved aside as it is. Where it is now; None where there was none."""
    path = home / places.DATABASE
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    with new_file(fresh) as draft, closing(sqlite3.connect(draft)) as file:
        memory.backup(file)
        database.check(file, fresh)
    try:
        aside = _moved_aside(path, now)
        fresh.replace(path)
    except OSError as error:
        raise told(error, path, "replaced") from None
    database.flush(home)
    return aside


def _moved_aside(path: Path, now: datetime) -> Path | None:
    aside = unused(path.parent / FOLDER / named(DAMAGED, now))
    there = [each for each in (*JOURNAL, "") if path.with_name(path.name + each).exists()]
    for ending in there:
        places.make_private(aside.parent)
        path.with_name(path.name + ending).rename(aside.with_name(aside.name + ending))
    return aside if there else None
